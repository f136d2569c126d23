// After every event: Raft's five promises and the store's monotonic revisions, on every etcd member
// that runs. What becomes committed goes into the reference store.
#pragma once

#include "cluster/world.h"
#include "storm/court.h"
#include "storm/reference_store.h"

#include <map>

namespace storm {

namespace cluster = maqueta::cluster;
namespace network = maqueta::network;

class RaftChecker {
public:
    RaftChecker(Court& court, ReferenceStore& reference) : court_(court), reference_(reference) {}

    void after(const cluster::World& world);
    // Counts the clusters that there were: a restore makes another one, and what was promised
    // before it is void.
    int generation() const { return generation_; }
    store::Index committed() const { return base_ + committed_.size(); }
    const store::EntryRef& committedEntry(store::Index i) const {
        return committed_[i - base_ - 1];
    }

private:
    struct Seen { // of one member
        std::uint64_t clusterId = 0;
        std::uint64_t raftId = 0;
        std::uint16_t epoch = 0;
        store::Term leads = 0; // the term in which it was last seen to lead
        store::Index committed = 0;
        store::Index applied = 0;
        std::int64_t revision = 0;
        store::Index stable = 0; // synced up to there
        const store::Entry* last = nullptr;
        store::Index lastIndex = 0;
        store::Index origin = 0;                // of `log`: its first element is entry origin + 1
        std::vector<const store::Entry*> log{}; // as checked
        store::ConfState conf{};                // as before this event
    };
    struct Named { // the entry of an index and a term
        store::Term term = 0;
        store::EntryRef entry;
        store::Term before = 0; // the term of its predecessor
    };
    struct Applied {
        std::uint64_t lineage = 0;
        std::int64_t revision = 0;
        std::size_t bytes = 0;
    };

    void begin(const store::Member& m);
    void check(const cluster::World& world, const cluster::World::Process& p);
    void checkLeader(const store::Member& m, Seen& seen);
    void checkLog(const store::Member& m, Seen& seen);
    void checkCommitted(const cluster::World& world, const store::Member& m, Seen& seen);
    store::EntryRef cutOff(const Seen& seen, store::Index i) const;
    bool durable(const cluster::World& world, const store::ConfState& conf, store::Index i) const;
    bool holds(const cluster::World& world, store::MemberId id, store::Index i) const;
    bool held(store::MemberId id, store::Index i) const; // before its disk was lost
    void checkApplied(const store::Member& m, Seen& seen);

    Court& court_;
    ReferenceStore& reference_;
    int generation_ = 0;
    std::uint64_t clusterId_ = 0;
    store::Index base_ = 0; // committed before anything was seen
    std::vector<store::EntryRef> committed_;
    std::vector<store::Term> committedIn_;  // the term in which each was, as far as was seen
    std::vector<std::vector<Named>> named_; // by index - base_ - 1
    std::map<store::Term, store::MemberId> leaders_;
    std::vector<Applied> applied_; // by index - base_; lineage 0 = not seen
    std::vector<network::ProcessId> members_;
    std::size_t processes_ = 0; // that members_ was taken from
    std::map<store::MemberId, Seen> seen_;
};

} // namespace storm
