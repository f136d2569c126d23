// Linearizable reads without a log entry (thesis, 6.4): the leader notes its commit index, makes
// sure by a round of heartbeats that it still leads, and tells the index; whoever asked reads once
// it has applied that much.
#include "store/raft/raft.h"

#include <algorithm>

namespace maqueta::store {

void Raft::handleReadIndex(const PeerMessage& m) {
    if (tracker_.isSingleton()) {
        answerRead(m.from, m.context, log_.committed());
    } else if (!committedInCurrentTerm()) {
        // Until its first entry is committed a leader does not know how far the log is committed.
        postponedReads_.push_back(m);
    } else {
        startRead(m);
    }
}

void Raft::startRead(const PeerMessage& m) {
    if (options_.readOnly == ReadOnlyOption::LeaseBased) {
        answerRead(m.from, m.context, log_.committed());
        return;
    }
    const bool known = std::any_of(reads_.begin(), reads_.end(),
                                   [&](const PendingRead& r) { return r.context == m.context; });
    if (!known) reads_.push_back({m.context, m.from, log_.committed(), {}});
    ackRead(id(), m.context);
    broadcastHeartbeat(m.context);
}

bool Raft::ackRead(MemberId from, std::uint64_t context) {
    struct Acks final : VoteReader {
        const std::vector<MemberId>& ids;
        explicit Acks(const std::vector<MemberId>& i) : ids(i) {}
        bool vote(MemberId id, bool& granted) const override {
            return granted = std::find(ids.begin(), ids.end(), id) != ids.end();
        }
    };
    for (PendingRead& read : reads_) {
        if (read.context != context) continue;
        if (std::find(read.acks.begin(), read.acks.end(), from) == read.acks.end())
            read.acks.push_back(from);
        return tracker_.config.voters.voteResult(Acks(read.acks)) == VoteResult::Won;
    }
    return false;
}

void Raft::advanceReads(std::uint64_t context) {
    // What was confirmed for one read holds for those that came before it.
    std::size_t upTo = 0;
    while (upTo < reads_.size() && reads_[upTo].context != context) ++upTo;
    if (upTo == reads_.size()) return;
    for (std::size_t i = 0; i <= upTo; ++i)
        answerRead(reads_[i].from, reads_[i].context, reads_[i].index);
    reads_.erase(reads_.begin(), reads_.begin() + static_cast<std::ptrdiff_t>(upTo) + 1);
}

void Raft::answerRead(MemberId from, std::uint64_t context, Index index) {
    if (from == 0 || from == id()) {
        readStates_.push_back({index, context});
        return;
    }
    PeerMessage m;
    m.type = MessageType::MsgReadIndexResp;
    m.to = from;
    m.index = index;
    m.context = context;
    send(std::move(m));
}

void Raft::releasePostponedReads() {
    if (postponedReads_.empty() || !committedInCurrentTerm()) return;
    for (const PeerMessage& m : std::exchange(postponedReads_, {})) startRead(m);
}

} // namespace maqueta::store
