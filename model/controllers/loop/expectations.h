// What a controller has asked for and has not seen yet (pkg/controller/controller_utils.go,
// ControllerExpectations): the pods that it created and deleted, per key. Until its watch has shown
// them all it does not count its pods again, so that a slow watch never makes it create twice.
#pragma once

#include "controllers/loop/key.h"
#include "sim/persistent_map.h"
#include "sim/time.h"

#include <vector>

namespace maqueta::controllers {

class Expectations {
public:
    // Each replaces what was expected of the key.
    void expectCreations(const Key& key, int count, sim::Time now);
    void expectDeletions(const Key& key, const std::vector<Key>& pods, sim::Time now);
    void creationObserved(const Key& key);
    // Counts once per pod, and only pods whose deletion was expected.
    void deletionObserved(const Key& key, const Key& pod);
    void forget(const Key& key);
    // Nothing is awaited, or for longer than five minutes.
    bool satisfied(const Key& key, sim::Time now) const;

private:
    struct Awaited {
        int creations = 0;
        int deletions = 0;
        sim::Time since;
    };
    struct Deletion {
        Key key;
        Key pod;
        friend auto operator<=>(const Deletion&, const Deletion&) = default;
    };
    sim::PersistentMap<Key, Awaited> awaited_;
    sim::PersistentMap<Deletion, Nothing> deletions_;
};

} // namespace maqueta::controllers
