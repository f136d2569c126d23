// The watches that clients have open at one API server, found by what they may want to see.
//
// A change reaches only the watchers of its kind that name no value of the indexed field, and those
// that name the value that the object has or had (see fields.h): a pod's change finds the kubelet
// of its node among thousands without asking the others.
#pragma once

#include "api/protocol.h"
#include "api/serving/watch_window.h"
#include "network/address.h"
#include "sim/cow.h"
#include "sim/persistent_map.h"

#include <array>

namespace maqueta::api {

struct Watcher {
    network::ProcessId client; // none = the slot is free
    std::uint32_t watch = 0;   // the client's number
    std::uint32_t sent = 0;    // messages so far
    std::int64_t upTo = 0;     // version of the last message
    base::Ref<const WatchOptions> options;
    // Sees everything of its kind: all such watchers share their batches.
    bool plain() const {
        return options->ns.empty() && !options->labelSelector && options->fieldSelector.empty();
    }
};

class Watchers {
public:
    // A watch of the same client and number is replaced.
    std::uint32_t add(Watcher watcher);
    void remove(network::ProcessId client, std::uint32_t watch);
    void removeClient(network::ProcessId client);
    void clear();

    const Watcher& operator[](std::uint32_t slot) const { return slots_[slot]; }
    Watcher& write(std::uint32_t slot) { return slots_.write(slot); }
    // Slots from 0 up to this one; free ones have no client.
    std::uint32_t slots() const { return static_cast<std::uint32_t>(slots_.size()); }
    std::size_t size() const { return byClient_.size(); }

    // Adds the slots of the watchers that may want to hear of the change, each once.
    void interested(const ObjectChange& change, std::vector<std::uint32_t>& slots) const;
    // Each client that has a watch, once, in order.
    std::vector<network::ProcessId> clients() const;

private:
    using Slots = sim::Cow<std::vector<std::uint32_t>>;
    static std::uint64_t clientKey(network::ProcessId client, std::uint32_t watch);
    Slots& listOf(const WatchOptions& options);
    void release(std::uint32_t slot);

    sim::CowVector<Watcher> slots_;
    std::vector<std::uint32_t> free_;
    std::array<Slots, static_cast<std::size_t>(Kind::Count)> byKind_;
    std::array<std::uint32_t, static_cast<std::size_t>(Kind::Count)> indexed_{}; // in byValue_
    // By the hash of kind and value: a collision only asks a watcher in vain.
    sim::PersistentMap<std::uint64_t, Slots> byValue_;
    sim::PersistentMap<std::uint64_t, std::uint32_t> byClient_;
};

} // namespace maqueta::api
