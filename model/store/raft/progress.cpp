#include "store/raft/progress.h"

#include <algorithm>
#include <cassert>

namespace maqueta::store {

void Inflights::add(Index last, std::size_t bytes) {
    assert(!full());
    if (count_ == ring_.size()) {
        std::rotate(ring_.begin(), ring_.begin() + static_cast<std::ptrdiff_t>(head_), ring_.end());
        head_ = 0;
        ring_.resize(std::min(size_, std::max<std::size_t>(8, ring_.size() * 2)));
    }
    ring_[(head_ + count_) % ring_.size()] = {last, bytes};
    ++count_;
    bytes_ += bytes;
}

void Inflights::freeLE(Index to) {
    while (count_ > 0 && ring_[head_].last <= to) {
        bytes_ -= ring_[head_].bytes;
        head_ = (head_ + 1) % ring_.size();
        --count_;
    }
}

const char* progressStateText(ProgressState state) {
    switch (state) {
    case ProgressState::Probe: return "StateProbe";
    case ProgressState::Replicate: return "StateReplicate";
    case ProgressState::Snapshot: return "StateSnapshot";
    }
    return "";
}

void Progress::resetState(ProgressState to) {
    appFlowPaused = false;
    pendingSnapshot = 0;
    state = to;
    inflights.reset();
}

void Progress::becomeProbe() {
    // A follower that just received a snapshot needs what comes after it.
    const Index pending = state == ProgressState::Snapshot ? pendingSnapshot : 0;
    resetState(ProgressState::Probe);
    next = std::max(match, pending) + 1;
    sentCommit = std::min(sentCommit, next - 1);
}

void Progress::becomeReplicate() {
    resetState(ProgressState::Replicate);
    next = match + 1;
}

void Progress::becomeSnapshot(Index snapshot) {
    resetState(ProgressState::Snapshot);
    pendingSnapshot = snapshot;
    next = snapshot + 1;
    sentCommit = snapshot;
}

void Progress::sentEntries(std::size_t entries, std::size_t bytes) {
    if (state == ProgressState::Replicate) {
        if (entries > 0) {
            next += entries;
            inflights.add(next - 1, bytes);
        }
        // A message that fills the window, or goes out while it is full, is a probe.
        appFlowPaused = inflights.full();
    } else if (entries > 0) {
        appFlowPaused = true;
    }
}

bool Progress::maybeUpdate(Index n) {
    if (n <= match) return false;
    match = n;
    next = std::max(next, n + 1);
    appFlowPaused = false;
    return true;
}

bool Progress::maybeDecrTo(Index rejected, Index matchHint) {
    if (state == ProgressState::Replicate) {
        if (rejected <= match) return false;
        next = match + 1;
        sentCommit = std::min(sentCommit, next - 1);
        return true;
    }
    if (next - 1 != rejected) return false; // the answer to an older probe
    next = std::max(std::min(rejected, matchHint + 1), match + 1);
    sentCommit = std::min(sentCommit, next - 1);
    appFlowPaused = false;
    return true;
}

std::string Progress::text() const {
    std::string out = progressStateText(state);
    out += " match=" + std::to_string(match) + " next=" + std::to_string(next);
    if (learner) out += " learner";
    if (isPaused()) out += " paused";
    if (pendingSnapshot > 0) out += " pendingSnap=" + std::to_string(pendingSnapshot);
    if (!recentActive) out += " inactive";
    if (inflights.count() > 0) {
        out += " inflight=" + std::to_string(inflights.count());
        if (inflights.full()) out += "[full]";
    }
    return out;
}

std::string TrackerConfig::text() const {
    std::string out = "voters=" + voters.text();
    if (!learners.empty()) out += " learners=" + learners.text();
    if (!learnersNext.empty()) out += " learners_next=" + learnersNext.text();
    if (autoLeave) out += " autoleave";
    return out;
}

ConfState TrackerConfig::confState() const {
    return {voters.incoming.ids(), learners.ids(), voters.outgoing.ids(), learnersNext.ids(),
            autoLeave};
}

Progress* ProgressTracker::find(MemberId id) {
    for (auto& [member, p] : progress)
        if (member == id) return &p;
    return nullptr;
}

const Progress* ProgressTracker::find(MemberId id) const {
    for (const auto& [member, p] : progress)
        if (member == id) return &p;
    return nullptr;
}

bool ProgressTracker::isSingleton() const {
    return config.voters.incoming.size() == 1 && config.voters.outgoing.empty();
}

bool ProgressTracker::quorumActive() const {
    struct Active final : VoteReader {
        const ProgressTracker& tracker;
        explicit Active(const ProgressTracker& t) : tracker(t) {}
        bool vote(MemberId id, bool& granted) const override {
            const Progress* p = tracker.find(id);
            granted = p && p->recentActive;
            return p && !p->learner;
        }
    };
    return config.voters.voteResult(Active(*this)) == VoteResult::Won;
}

void ProgressTracker::recordVote(MemberId id, bool granted) {
    bool already = false;
    if (!vote(id, already)) votes_.emplace_back(id, granted);
}

VoteResult ProgressTracker::tally(int& granted, int& rejected) const {
    granted = rejected = 0;
    for (const auto& [id, p] : progress) {
        bool yes = false;
        if (p.learner || !vote(id, yes)) continue;
        ++(yes ? granted : rejected);
    }
    return config.voters.voteResult(*this);
}

bool ProgressTracker::ackedIndex(MemberId id, Index& index) const {
    const Progress* p = find(id);
    if (!p) return false;
    index = p->match;
    return true;
}

bool ProgressTracker::vote(MemberId id, bool& granted) const {
    for (const auto& [member, yes] : votes_)
        if (member == id) {
            granted = yes;
            return true;
        }
    return false;
}

} // namespace maqueta::store
