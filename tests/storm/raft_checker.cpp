#include "storm/raft_checker.h"

#include <algorithm>

namespace storm {

using store::Index;

namespace {

std::string number(std::uint64_t n) {
    return std::to_string(n);
}

} // namespace

void RaftChecker::after(const cluster::World& world) {
    if (world.processCount() != processes_) {
        processes_ = world.processCount();
        members_.clear();
        for (std::uint32_t i = 0; i < processes_; ++i)
            if (world.process(network::ProcessId{i}).kind == cluster::ProcessKind::Etcd)
                members_.push_back(network::ProcessId{i});
    }
    for (const network::ProcessId id : members_) {
        const cluster::World::Process& p = world.process(id);
        if (p.running) check(world, p);
    }
}

void RaftChecker::begin(const store::Member& m) {
    ++generation_;
    clusterId_ = m.clusterId();
    base_ = m.raft().log().firstIndex() - 1;
    committed_.clear();
    committedIn_.clear();
    named_.clear();
    leaders_.clear();
    applied_.clear();
    seen_.clear();
    reference_.reset(m.store());
}

void RaftChecker::check(const cluster::World& world, const cluster::World::Process& p) {
    const store::Member& m = world.member(p);
    if (m.panicked()) return;
    if (m.clusterId() != clusterId_) {
        // One that has not joined yet knows nothing of what the cluster begins with.
        if (!m.membership().contains(m.id())) return;
        begin(m);
    }
    Seen& seen = seen_[m.id()];
    const bool fresh = seen.clusterId != m.clusterId() || seen.raftId != m.id();
    if (fresh || seen.epoch != p.epoch) {
        Seen next{.clusterId = m.clusterId(), .raftId = m.id(), .epoch = p.epoch};
        next.origin = base_;
        seen = std::move(next);
        seen.committed = m.raft().log().firstIndex() - 1;
        seen.conf = m.membership();
    }
    checkLog(m, seen);
    checkCommitted(world, m, seen);
    checkLeader(m, seen);
    checkApplied(m, seen);
    seen.stable = m.raft().log().stableIndex();
    if (!(seen.conf == m.membership())) seen.conf = m.membership();
}

void RaftChecker::checkLeader(const store::Member& m, Seen& seen) {
    if (!m.leads() || seen.leads == m.term()) return;
    seen.leads = m.term();
    const auto [at, fresh] = leaders_.try_emplace(m.term(), m.id());
    if (at->second != m.id())
        court_.report(promise::electionSafety, "members " + number(at->second) + " and " +
                                                   number(m.id()) + " both lead in term " +
                                                   number(m.term()));
    // What was committed in an earlier term than its own; with matching logs the newest of these
    // entries stands for all of them. A leader may well learn of its votes when others have a newer
    // one already.
    const store::RaftLog& log = m.raft().log();
    Index last = committed();
    while (last > base_ && committedIn_[last - base_ - 1] >= m.term()) --last;
    store::Term term = 0;
    const bool complete = last == base_ || last < log.firstIndex() ||
                          (log.term(last, term) && term == committedEntry(last)->term);
    if (!complete)
        court_.report(promise::leaderCompleteness,
                      "leader " + number(m.id()) + " of term " + number(m.term()) +
                          " lacks the committed entry " + number(last));
}

void RaftChecker::checkLog(const store::Member& m, Seen& seen) {
    const store::RaftLog& log = m.raft().log();
    const Index last = log.lastIndex();
    if (last < log.firstIndex()) return;
    const store::Entry* newest = log.at(last).get();
    if (seen.last == newest && seen.lastIndex == last) return;
    seen.last = newest;
    seen.lastIndex = last;
    if (last <= seen.origin) return;
    seen.log.resize(last - seen.origin);
    if (named_.size() < last - base_) named_.resize(last - base_);
    for (Index i = last; i >= log.firstIndex() && i > seen.origin; --i) {
        const store::EntryRef& e = log.at(i);
        const store::Entry*& checked = seen.log[i - seen.origin - 1];
        if (checked == e.get()) break;
        checked = e.get();
        store::Term before = 0;
        const bool knowsBefore = log.term(i - 1, before);
        std::vector<Named>& names = named_[i - base_ - 1];
        const auto same = std::find_if(names.begin(), names.end(),
                                       [&](const Named& n) { return n.term == e->term; });
        if (same == names.end()) {
            if (knowsBefore) names.push_back({e->term, e, before});
        } else if (same->entry != e || (knowsBefore && same->before != before)) {
            court_.report(promise::logMatching, "member " + number(m.id()) +
                                                    " holds another entry at " + number(e->term) +
                                                    "/" + number(i) + " than others");
        }
    }
}

void RaftChecker::checkCommitted(const cluster::World& world, const store::Member& m, Seen& seen) {
    const store::RaftLog& log = m.raft().log();
    const Index commit = log.committed();
    if (commit <= seen.committed) return;
    for (Index i = std::max(seen.committed, base_) + 1; i <= commit; ++i) {
        if (i <= committed()) {
            if (i >= log.firstIndex() && committedEntry(i) != log.at(i))
                court_.report(promise::stateMachineSafety, "member " + number(m.id()) +
                                                               " has committed another entry at " +
                                                               number(i) + " than others");
            continue;
        }
        // It may have been applied and cut off in one and the same event.
        const store::EntryRef entry = i >= log.firstIndex() ? log.at(i) : cutOff(seen, i);
        if (i != committed() + 1 || !entry) continue;
        committed_.push_back(entry);
        committedIn_.push_back(m.term());
        // A change of membership counts from the entry after it on, in the same event perhaps.
        if (!durable(world, seen.conf, i) && !durable(world, m.membership(), i))
            court_.report(promise::durability,
                          "entry " + number(i) +
                              " counts as committed without a majority of synced disks");
        if (!reference_.apply(entry))
            court_.report(promise::linearizability,
                          "the request of entry " + number(i) + " is carried out twice");
    }
    seen.committed = commit;
}

// An entry that a member had in its log before it compacted it.
store::EntryRef RaftChecker::cutOff(const Seen& seen, Index i) const {
    if (i <= seen.origin || i - seen.origin > seen.log.size()) return {};
    const store::Entry* entry = seen.log[i - seen.origin - 1];
    for (const Named& n : named_[i - base_ - 1])
        if (n.entry.get() == entry) return n.entry;
    return {};
}

bool RaftChecker::holds(const cluster::World& world, store::MemberId id, Index i) const {
    const network::ProcessId process = world.memberProcess(id);
    if (!process.valid()) return held(id, i);
    const cluster::World::Process& p = world.process(process);
    const cluster::World::Machine& machine = world.machine(p.machine);
    if (machine.diskLost || !machine.exists) return held(id, i);
    const store::EntryRef& e = committedEntry(i);
    if (!p.running) {
        const store::Disk& disk = world.restingDisk(p);
        if (disk.memberId != id || disk.clusterId != clusterId_) return false;
        return i <= disk.base || (i <= disk.lastIndex() && disk.log[i - disk.base - 1] == e);
    }
    const store::Member& m = world.member(p);
    const store::RaftLog& log = m.raft().log();
    if (m.id() != id) return false;
    return i < log.firstIndex() || (i <= log.stableIndex() && log.at(i) == e);
}

bool RaftChecker::held(store::MemberId id, Index i) const {
    const auto known = seen_.find(id);
    if (known == seen_.end()) return false;
    const Seen& seen = known->second;
    const bool there = i <= seen.stable && i > seen.origin && i - seen.origin <= seen.log.size();
    return there && seen.log[i - seen.origin - 1] == committedEntry(i).get();
}

bool RaftChecker::durable(const cluster::World& world, const store::ConfState& conf,
                          Index i) const {
    for (const auto* voters : {&conf.voters, &conf.votersOutgoing}) {
        const auto holders = std::count_if(voters->begin(), voters->end(),
                                           [&](store::MemberId id) { return holds(world, id, i); });
        if (!voters->empty() && static_cast<std::size_t>(holders) * 2 <= voters->size())
            return false;
    }
    return true;
}

void RaftChecker::checkApplied(const store::Member& m, Seen& seen) {
    if (m.revision() < seen.revision)
        court_.report(promise::monotonic, "member " + number(m.id()) + " went from revision " +
                                              std::to_string(seen.revision) + " back to " +
                                              std::to_string(m.revision()));
    seen.revision = m.revision();
    const Index index = m.appliedIndex();
    if (index == seen.applied || index < base_) return;
    seen.applied = index;
    if (applied_.size() <= index - base_) applied_.resize(index - base_ + 1);
    Applied& known = applied_[index - base_];
    const store::StoreState& state = m.store().state();
    const Applied here{state.lineage, m.revision(), state.bytes};
    if (known.lineage == 0 && known.revision == 0) {
        known = here;
    } else if (known.lineage != here.lineage || known.revision != here.revision ||
               known.bytes != here.bytes) {
        court_.report(promise::stateMachineSafety, "the store of member " + number(m.id()) +
                                                       " differs from others' after entry " +
                                                       number(index));
    }
    // A store that runs ahead of what is committed has promised too much.
    if (index <= committed() && reference_.revision() < m.revision())
        court_.report(promise::stateMachineSafety,
                      "member " + number(m.id()) + " is ahead of what is committed");
}

} // namespace storm
