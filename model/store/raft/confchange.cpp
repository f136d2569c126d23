#include "store/raft/confchange.h"

#include <algorithm>
#include <cassert>

namespace maqueta::store {

namespace {

base::Error refusal(const char* reason) {
    return {.message = reason};
}

auto progressAt(ProgressMap& map, MemberId id) {
    return std::lower_bound(map.begin(), map.end(), id, [](const auto& entry, MemberId wanted) {
        return entry.first < wanted;
    });
}

// How many members are in one of the two sets and not in the other.
std::size_t difference(const MajorityConfig& a, const MajorityConfig& b) {
    std::size_t n = 0;
    for (const MemberId id : a.ids()) n += !b.contains(id);
    for (const MemberId id : b.ids()) n += !a.contains(id);
    return n;
}

} // namespace

struct ConfChanger::Draft {
    const ConfChanger& changer;
    Membership m;

    Progress* find(MemberId id) {
        const auto at = progressAt(m.progress, id);
        return at != m.progress.end() && at->first == id ? &at->second : nullptr;
    }
    void add(MemberId id, bool learner) {
        (learner ? m.config.learners : m.config.voters.incoming).insert(id);
        Progress p;
        // A new member counts as active at first: it shall not make the leader step down before it
        // had a chance to be heard.
        p.recentActive = true;
        p.learner = learner;
        p.next = std::max<Index>(changer.lastIndex_, 1);
        p.inflights = Inflights(changer.tracker_.maxInflight, changer.tracker_.maxInflightBytes);
        m.progress.insert(progressAt(m.progress, id), {id, p});
    }
    void makeVoter(MemberId id) {
        Progress* p = find(id);
        if (!p) return add(id, false);
        p->learner = false;
        m.config.learners.erase(id);
        m.config.learnersNext.erase(id);
        m.config.voters.incoming.insert(id);
    }
    void makeLearner(MemberId id) {
        const Progress* p = find(id);
        if (!p) return add(id, true);
        if (p->learner) return;
        Progress kept = *p;
        remove(id);
        // Still a voter of the outgoing half: it becomes a learner when that half goes.
        if (m.config.voters.outgoing.contains(id)) {
            m.config.learnersNext.insert(id);
        } else {
            kept.learner = true;
            m.config.learners.insert(id);
            m.progress.insert(progressAt(m.progress, id), {id, kept});
        }
    }
    void remove(MemberId id) {
        if (!find(id)) return;
        m.config.voters.incoming.erase(id);
        m.config.learners.erase(id);
        m.config.learnersNext.erase(id);
        if (!m.config.voters.outgoing.contains(id)) m.progress.erase(progressAt(m.progress, id));
    }
    // False when no voter would be left.
    bool change(const std::vector<ConfChangeSingle>& changes) {
        for (const ConfChangeSingle& c : changes) {
            if (c.node == 0) continue; // how a refused change is left without effect
            switch (c.type) {
            case ConfChangeType::AddNode: makeVoter(c.node); break;
            case ConfChangeType::AddLearnerNode: makeLearner(c.node); break;
            case ConfChangeType::RemoveNode: remove(c.node); break;
            case ConfChangeType::UpdateNode: break;
            }
        }
        return !m.config.voters.incoming.empty();
    }
};

ConfChanger::Draft ConfChanger::draft() const {
    return {*this, {tracker_.config, tracker_.progress}};
}

base::Result<Membership>
ConfChanger::enterJoint(bool autoLeave, const std::vector<ConfChangeSingle>& changes) const {
    if (tracker_.config.voters.joint()) return refusal("config is already joint");
    if (tracker_.config.voters.incoming.empty())
        return refusal("can't make a zero-voter config joint");
    Draft d = draft();
    d.m.config.voters.outgoing = d.m.config.voters.incoming;
    if (!d.change(changes)) return refusal("removed all voters");
    d.m.config.autoLeave = autoLeave;
    return std::move(d.m);
}

base::Result<Membership> ConfChanger::leaveJoint() const {
    if (!tracker_.config.voters.joint()) return refusal("can't leave a non-joint config");
    Draft d = draft();
    TrackerConfig& config = d.m.config;
    for (const MemberId id : config.learnersNext.ids()) {
        config.learners.insert(id);
        d.find(id)->learner = true;
    }
    config.learnersNext.clear();
    for (const MemberId id : config.voters.outgoing.ids())
        if (!config.voters.incoming.contains(id) && !config.learners.contains(id))
            d.m.progress.erase(progressAt(d.m.progress, id));
    config.voters.outgoing.clear();
    config.autoLeave = false;
    return std::move(d.m);
}

base::Result<Membership> ConfChanger::simple(const std::vector<ConfChangeSingle>& changes) const {
    if (tracker_.config.voters.joint())
        return refusal("can't apply simple config change in joint config");
    Draft d = draft();
    if (!d.change(changes)) return refusal("removed all voters");
    if (difference(tracker_.config.voters.incoming, d.m.config.voters.incoming) > 1)
        return refusal("more than one voter changed without entering joint config");
    return std::move(d.m);
}

base::Result<Membership> ConfChanger::apply(const ConfChange& change) const {
    bool autoLeave = false;
    if (change.leavesJoint()) return leaveJoint();
    if (change.entersJoint(autoLeave)) return enterJoint(autoLeave, change.changes);
    return simple(change.changes);
}

base::Result<Membership> ConfChanger::restore(const ConfState& conf) const {
    ProgressTracker tracker(tracker_.maxInflight, tracker_.maxInflightBytes);
    const ConfChanger changer(tracker, lastIndex_);
    const auto step = [&](const base::Result<Membership>& m) {
        if (!m.ok()) return;
        tracker.config = m.value().config;
        tracker.progress = m.value().progress;
    };
    // The way that leads there: first the outgoing voters, then the change to the incoming ones.
    std::vector<ConfChangeSingle> change;
    for (const MemberId id : conf.votersOutgoing) {
        step(changer.simple({{ConfChangeType::AddNode, id}}));
        change.push_back({ConfChangeType::RemoveNode, id});
    }
    for (const MemberId id : conf.voters) change.push_back({ConfChangeType::AddNode, id});
    for (const MemberId id : conf.learners) change.push_back({ConfChangeType::AddLearnerNode, id});
    for (const MemberId id : conf.learnersNext)
        change.push_back({ConfChangeType::AddLearnerNode, id});
    if (!conf.votersOutgoing.empty()) return changer.enterJoint(conf.autoLeave, change);
    for (const ConfChangeSingle& c : change) step(changer.simple({c}));
    return Membership{tracker.config, tracker.progress};
}

} // namespace maqueta::store
