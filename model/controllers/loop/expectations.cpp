#include "controllers/loop/expectations.h"

namespace maqueta::controllers {
namespace {

constexpr sim::Duration expectationsTimeout = sim::minutes(5);

} // namespace

void Expectations::expectCreations(const Key& key, int count, sim::Time now) {
    forget(key);
    awaited_.set(key, {.creations = count, .since = now});
}

void Expectations::expectDeletions(const Key& key, const std::vector<Key>& pods, sim::Time now) {
    forget(key);
    awaited_.set(key, {.deletions = static_cast<int>(pods.size()), .since = now});
    for (const Key& pod : pods) deletions_.set({key, pod}, {});
}

void Expectations::creationObserved(const Key& key) {
    if (awaited_.contains(key)) --awaited_.write(key).creations;
}

void Expectations::deletionObserved(const Key& key, const Key& pod) {
    if (deletions_.erase(Deletion{key, pod})) --awaited_.write(key).deletions;
}

void Expectations::forget(const Key& key) {
    if (!awaited_.erase(key)) return;
    for (auto it = deletions_.lowerBound(Deletion{key, {}}); !it.atEnd() && it.key().key == key;
         it = deletions_.lowerBound(Deletion{key, {}}))
        deletions_.erase(Deletion(it.key()));
}

bool Expectations::satisfied(const Key& key, sim::Time now) const {
    const Awaited* awaited = awaited_.find(key);
    if (!awaited) return true;
    if (awaited->creations <= 0 && awaited->deletions <= 0) return true;
    return now - awaited->since > expectationsTimeout;
}

} // namespace maqueta::controllers
