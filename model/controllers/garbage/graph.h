// Who owns whom: the garbage collector's picture of every object and the objects that name it as an
// owner (pkg/controller/garbagecollector/graph.go, graph_builder.go).
//
// Kept by uid. An owner that was never seen stands in the graph as virtual until it is seen or
// found to be absent.
#pragma once

#include "api/kind.h"
#include "controllers/loop/key.h"
#include "sim/cow.h"
#include "sim/persistent_map.h"

#include <vector>

namespace maqueta::controllers {

using Owners = sim::Cow<std::vector<api::OwnerReference>>;

struct GraphNode {
    Text ns;
    Text name;
    Owners owners;
    Text apiVersion; // of a virtual node whose kind the model has no table line for
    Text kindName;
    api::Kind kind = api::Kind::Other;
    bool isVirtual = false;
    bool beingDeleted = false;
    bool deletingDependents = false; // waits for them (foreground)
};

class Graph {
public:
    const GraphNode* find(const Text& uid) const { return nodes_.find(uid); }
    // Walks the uids of the objects that name `owner`.
    template <class F>
    void forEachDependent(const Text& owner, F&& f) const {
        for (auto it = edges_.lowerBound(Edge{owner, {}}); !it.atEnd() && it.key().owner == owner;
             ++it)
            f(it.key().dependent);
    }
    std::vector<Text> dependentsOf(const Text& owner) const;
    // Those that owner must wait for when it is deleted in the foreground.
    std::vector<Text> blockingDependentsOf(const Text& owner) const;
    bool isAbsent(const Text& uid) const { return absent_.contains(uid); }

    GraphNode& write(const Text& uid) { return nodes_.write(uid); }
    void connect(const Text& dependent, const Text& owner) { edges_.set({owner, dependent}, {}); }
    void disconnect(const Text& dependent, const Text& owner) {
        edges_.erase(Edge{owner, dependent});
    }
    // Takes the object out; who depends on it stays connected to its uid.
    void remove(const Text& uid);
    void rememberAbsent(const Text& uid);

private:
    struct Edge {
        Text owner;
        Text dependent;
        friend auto operator<=>(const Edge&, const Edge&) = default;
    };
    sim::PersistentMap<Text, GraphNode> nodes_;
    sim::PersistentMap<Edge, Nothing> edges_;
    sim::PersistentMap<Text, Nothing> absent_;
};

} // namespace maqueta::controllers
