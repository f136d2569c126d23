#include "controllers/garbage/graph.h"

#include <algorithm>

namespace maqueta::controllers {
namespace {

// pkg/controller/garbagecollector: the size of absentOwnerCache; it is a cache, so forgetting all
// of it costs questions only.
constexpr std::size_t mostAbsent = 500;

} // namespace

std::vector<Text> Graph::dependentsOf(const Text& owner) const {
    std::vector<Text> found;
    forEachDependent(owner, [&](const Text& uid) { found.push_back(uid); });
    return found;
}

std::vector<Text> Graph::blockingDependentsOf(const Text& owner) const {
    std::vector<Text> found;
    forEachDependent(owner, [&](const Text& uid) {
        const GraphNode* node = find(uid);
        if (node && std::any_of(node->owners->begin(), node->owners->end(), [&](const auto& ref) {
                return ref.uid == owner && ref.blockOwnerDeletion;
            }))
            found.push_back(uid);
    });
    return found;
}

void Graph::remove(const Text& uid) {
    const GraphNode* node = find(uid);
    if (!node) return;
    for (const api::OwnerReference& ref : *node->owners) disconnect(uid, ref.uid);
    nodes_.erase(uid);
}

void Graph::rememberAbsent(const Text& uid) {
    if (absent_.size() >= mostAbsent) absent_.clear();
    absent_.set(uid, {});
}

} // namespace maqueta::controllers
