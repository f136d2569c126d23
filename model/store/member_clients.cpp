// A member's clients: requests that go through the log, and reads.
#include "store/member.h"

#include <algorithm>

namespace maqueta::store {

void Member::onClient(network::ProcessId client, const CallMessage& message, Outbox& out) {
    if (panicked_) return;
    const Request& request = *message.request;
    if (options_.diskFull && request.needsSpace()) {
        if (!store_.alarmed(id())) askAlarm(id(), true, out.now());
        refuse(client, message.call, ErrorCode::NoSpace, out);
    } else if (request.type != RequestType::Range) {
        propose(message.request, client, message.call, out.now());
    } else if (request.range.serializable) {
        answer(client, message.call, store_.range(request.range), message.request, out);
    } else {
        reads_.push_back({client, message.call, message.request, out.now(), 0});
        if (readAsked_ == 0) askReadIndex(out.now());
    }
    settle(out);
    arm(out);
}

void Member::onConnectionLost(network::ProcessId client, Outbox& out) {
    std::erase_if(watches_, [client](const Watch& w) { return w.client == client; });
    std::erase_if(reads_, [client](const Read& r) { return r.client == client; });
    for (std::size_t i = 0; i < pending_.size(); ++i)
        if (pending_[i].waiting && pending_[i].client == client) {
            pending_.write(i).waiting = false;
            --pendingCount_;
        }
    expireRequests(out);
}

void Member::propose(RequestRef request, network::ProcessId client, std::uint32_t call,
                     sim::Time now) {
    base::Ref<Entry> entry(new Entry);
    entry->request = std::move(request);
    entry->payload = entry->payloadBytes();
    if (client.valid()) {
        entry->proposer = id();
        entry->proposal = firstPending_ + pending_.size();
        pending_.push_back({client, call, now, true});
        ++pendingCount_;
    }
    proposals_.push_back(std::move(entry));
}

// etcd leaves clearing to an operator; here it is part of healing the disk.
void Member::askAlarm(MemberId member, bool raised, sim::Time now) {
    if (now - alarmAskedAt_ < options_.alarmRetry) return;
    alarmAskedAt_ = now;
    base::Ref<Request> request(new Request);
    request->type = RequestType::Alarm;
    request->alarm = {member, raised};
    propose(std::move(request), {}, 0, now);
}

// Its own, when there is space again; as the leader, one of a member that is none any more.
MemberId Member::alarmToClear() const {
    if (!options_.diskFull && store_.alarmed(id())) return id();
    if (!leads()) return 0;
    for (auto it = store_.state().alarms.begin(); !it.atEnd(); ++it)
        if (!conf_.contains(it.key())) return it.key();
    return 0;
}

void Member::clearAlarm(sim::Time now) {
    if (store_.state().alarms.empty()) return;
    if (const MemberId member = alarmToClear(); member != 0) askAlarm(member, false, now);
}

void Member::answer(network::ProcessId client, std::uint32_t call, ResponseRef response,
                    RequestRef request, Outbox& out) {
    out.sendClient(client, AnswerMessage{call, std::move(response), std::move(request)});
}

void Member::refuse(network::ProcessId client, std::uint32_t call, ErrorCode reason, Outbox& out) {
    base::Ref<Response> response(new Response);
    response->error = reason;
    response->revision = revision();
    response->bytes = 64;
    out.record(RequestRefused{client, call, reason});
    answer(client, call, std::move(response), {}, out);
}

void Member::answerProposal(const Entry& entry, const ResponseRef& response, Outbox& out) {
    if (entry.proposal < firstPending_ || entry.proposal >= firstPending_ + pending_.size()) return;
    const auto at = static_cast<std::size_t>(entry.proposal - firstPending_);
    if (!pending_[at].waiting) return;
    PendingCall& call = pending_.write(at);
    call.waiting = false;
    --pendingCount_;
    const sim::Duration took = out.now() - call.start;
    constexpr std::int64_t memory = 8; // writes
    commitLatency_ = commitLatency_.ns == 0
                         ? took
                         : commitLatency_ + sim::nanoseconds((took - commitLatency_).ns / memory);
    answer(call.client, call.call, response, entry.request, out);
    while (!pending_.empty() && !pending_.front().waiting) {
        pending_.pop_front();
        ++firstPending_;
    }
}

void Member::expireRequests(Outbox& out) {
    const sim::Time oldest = out.now() - options_.requestTimeout();
    while (!pending_.empty() && (!pending_.front().waiting || pending_.front().start <= oldest)) {
        const PendingCall call = pending_.front();
        pending_.pop_front();
        ++firstPending_;
        if (!call.waiting) continue;
        --pendingCount_;
        refuse(call.client, call.call, timeoutReason(call.start), out);
    }
    while (!reads_.empty() && reads_.front().start <= oldest) {
        const Read read = reads_.front();
        reads_.erase(reads_.begin());
        refuse(read.client, read.call, ErrorCode::Timeout, out);
    }
}

sim::Time Member::oldestRequest() const {
    sim::Time oldest = reads_.empty() ? sim::Time::never() : reads_.front().start;
    for (std::size_t i = 0; i < pending_.size(); ++i)
        if (pending_[i].waiting) return std::min(oldest, pending_[i].start);
    return oldest;
}

// As etcd words it (parseProposeCtxErr in server/etcdserver).
ErrorCode Member::timeoutReason(sim::Time start) const {
    const sim::Time leaderLost = leaderElectedAt_ - options_.election * 2;
    if (start > leaderLost && start < leaderElectedAt_) return ErrorCode::TimeoutLeaderFailure;
    if (leads() && !raft_.tracker().quorumActive()) return ErrorCode::TimeoutConnectionLost;
    return ErrorCode::Timeout;
}

// Asks the leader up to where reads must wait: for all that came since the last question, or again
// when no answer came.
void Member::askReadIndex(sim::Time now) {
    readRetryAt_ = sim::Time::never();
    if (readAsked_ != 0 && std::none_of(reads_.begin(), reads_.end(),
                                        [this](const Read& r) { return r.context == readAsked_; }))
        readAsked_ = 0;
    if (readAsked_ == 0) {
        if (reads_.empty()) return;
        readAsked_ = nextRead_++;
        for (Read& read : reads_)
            if (read.context == 0) read.context = readAsked_;
    }
    readRetryAt_ = now + options_.readIndexRetry;
    raft_.readIndex(readAsked_, now);
}

bool Member::answerReads(Outbox& out) {
    if (readsConfirmed_.empty()) return false;
    bool answered = false;
    std::vector<ReadState> left;
    for (const ReadState& confirmed : std::exchange(readsConfirmed_, {})) {
        if (confirmed.index > appliedIndex()) {
            left.push_back(confirmed);
            continue;
        }
        std::erase_if(reads_, [&](const Read& read) {
            if (read.context != confirmed.context) return false;
            answer(read.client, read.call, store_.range(read.request->range), read.request, out);
            return true;
        });
        if (confirmed.context != readAsked_) continue;
        readAsked_ = 0;
        askReadIndex(out.now());
        answered = true;
    }
    readsConfirmed_ = std::move(left);
    return answered;
}

void Member::failAskedReads(ErrorCode reason, Outbox& out) {
    if (readAsked_ == 0) return;
    std::erase_if(reads_, [&](const Read& read) {
        if (read.context != readAsked_) return false;
        refuse(read.client, read.call, reason, out);
        return true;
    });
    readAsked_ = 0;
    askReadIndex(out.now());
}

} // namespace maqueta::store
