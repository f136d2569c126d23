#include "store/member.h"

#include <algorithm>
#include <cassert>

namespace maqueta::store {

namespace {

RaftOptions raftOptions(const MemberOptions& options) {
    RaftOptions r;
    r.id = options.id;
    r.heartbeat = options.heartbeat;
    r.election = options.election;
    r.preVote = options.preVote;
    r.checkQuorum = options.checkQuorum;
    r.maxMessageBytes = options.maxMessageBytes;
    r.maxInflightMessages = options.maxInflightMessages;
    return r;
}

// Two messages to one member that are about to go out together become one where they say the same:
// appends that follow one another, and acknowledgements, of which the last says all.
bool merge(PeerMessage& first, const PeerMessage& second) {
    if (first.to != second.to || first.type != second.type || first.term != second.term ||
        first.reject || second.reject)
        return false;
    if (first.type == MessageType::MsgAppResp) {
        first.index = std::max(first.index, second.index);
        return true;
    }
    if (first.type != MessageType::MsgApp || first.index + first.entryCount() != second.index)
        return false;
    if (second.entries && first.entries) {
        base::Ref<EntryBatch> both(new EntryBatch(*first.entries));
        both->entries.insert(both->entries.end(), second.entries->entries.begin(),
                             second.entries->entries.end());
        both->bytes += second.entries->bytes;
        first.entries = std::move(both);
    } else if (second.entries) {
        first.entries = second.entries;
    }
    first.commit = std::max(first.commit, second.commit);
    return true;
}

} // namespace

Member::Member(MemberOptions options, Disk disk, sim::Rng rng)
    : options_(std::move(options)), rng_(rng) {
    if (disk.memberId == 0) disk = freshDisk(options_.id, options_.clusterId, options_.voters);
    options_.id = disk.memberId;
    options_.clusterId = disk.clusterId;
    store_ = std::move(disk.store);
    conf_ = disk.conf;
    disk.store = Mvcc();
    disk.unsynced.reset();
    synced_ = std::move(disk);
    writtenHard_ = synced_.hard;
    lastSnapshot_ = synced_.base;
}

void Member::start(Outbox& out) {
    const sim::Time now = out.now();
    if (synced_.damaged()) {
        panicked_ = true;
        out.record(Panicked{"walpb: crc mismatch"});
        return;
    }
    // A log that starts again makes what is remembered of the old one useless.
    if (synced_.log.empty() && synced_.hard.vote == 0) out.memo().clear();
    const Index commit = std::max(synced_.hard.commit, synced_.applied);
    RaftLog log(synced_.base, synced_.baseTerm, synced_.log, commit, synced_.applied);
    raft_ = Raft(raftOptions(options_), synced_.hard, conf_, std::move(log), sim::Rng(rng_.next()),
                 now);
    // Numbers that no earlier life used: it cannot have made more than one a nanosecond.
    firstPending_ = static_cast<std::uint64_t>(now.ns) + 1;
    nextRead_ = (options_.id << 48) + static_cast<std::uint64_t>(now.ns) + 1;
    syncToken_ = timerToken_ = static_cast<std::uint64_t>(now.ns);
    settle(out);
    // The only voter need not wait for anybody.
    if (conf_.voters.size() == 1 && conf_.voters.front() == id() && conf_.votersOutgoing.empty()) {
        raft_.campaign(now);
        settle(out);
    }
    arm(out);
}

void Member::onPeer(PeerMessage message, Outbox& out) {
    if (panicked_) return;
    const auto heard = std::find_if(heard_.begin(), heard_.end(),
                                    [&](const auto& h) { return h.first == message.from; });
    if (heard == heard_.end())
        heard_.emplace_back(message.from, out.now());
    else
        heard->second = out.now();
    if (message.type == MessageType::MsgProp && message.entries && leads()) {
        // Taken like its own clients': with what else is there, once the disk is free.
        const std::vector<EntryRef>& entries = message.entries->entries;
        proposals_.insert(proposals_.end(), entries.begin(), entries.end());
    } else {
        raft_.step(std::move(message), out.now());
    }
    settle(out);
    arm(out);
}

bool Member::hears(MemberId peer, sim::Time now) const {
    if (peer == id()) return true;
    return std::any_of(heard_.begin(), heard_.end(), [&](const auto& h) {
        return h.first == peer && now - h.second < options_.election;
    });
}

void Member::onPeerUnreachable(MemberId peer, Outbox& out) {
    PeerMessage m;
    m.type = MessageType::MsgUnreachable;
    m.from = peer;
    raft_.step(std::move(m), out.now());
    settle(out);
    arm(out);
}

void Member::transferLeadership(MemberId to, Outbox& out) {
    raft_.transferLeadership(to, out.now());
    settle(out);
    arm(out);
}

void Member::proposeMembership(ConfChangeRef change, Outbox& out) {
    base::Ref<Entry> entry(new Entry);
    entry->type = EntryType::ConfChangeV2;
    entry->confChange = std::move(change);
    entry->payload = entry->payloadBytes();
    proposals_.push_back(std::move(entry));
    settle(out);
    arm(out);
}

void Member::setDiskFull(bool full, Outbox& out) {
    options_.diskFull = full;
    if (panicked_) return;
    clearAlarm(out.now());
    settle(out);
    arm(out);
}

void Member::onSynced(std::uint64_t token, Outbox& out) {
    if (panicked_ || !writing_ || token != syncToken_) return;
    finishWrite(out);
    settle(out);
    arm(out);
}

void Member::onTimer(std::uint64_t token, Outbox& out) {
    if (panicked_ || token != timerToken_) return; // an earlier one replaced it
    armedAt_ = sim::Time::never();
    const sim::Time now = out.now();
    if (raft_.nextDeadline() <= now) raft_.tick(now);
    retrySnapshots(now);
    expireRequests(out);
    if (readRetryAt_ <= now) askReadIndex(now);
    expireLeases(now, out);
    clearAlarm(now);
    settle(out);
    arm(out);
}

// One turn: whatever Raft, the disk and the clients allow now, until nothing is left. Raft's output
// waits while a write is under way, as with etcd's Ready and Advance.
void Member::settle(Outbox& out) {
    if (const Index lost = raft_.log().lostCommit(); lost != 0 && !panicked_) {
        panicked_ = true;
        out.record(Panicked{"tocommit(" + std::to_string(lost) + ") is out of range [lastIndex(" +
                            std::to_string(lastIndex()) +
                            ")]. Was the raft log corrupted, truncated, or lost?"});
    }
    while (!panicked_) {
        bool more = collect(out);
        if (!writing_) {
            proposeHeld(out);
            more |= collect(out);
            more |= beginWrite(out);
        }
        more |= applyCommitted(out);
        more |= answerReads(out);
        if (!more) break;
    }
}

// Takes what Raft produced. True when there was anything that may lead to more.
bool Member::collect(Outbox& out) {
    if (raft_.hasNotes())
        for (Note& note : raft_.takeNotes()) out.record(std::move(note));
    if (raft_.leader() != knownLeader_ || raft_.state() != knownState_) noticeLeader(out);
    const bool messages = raft_.hasMessages();
    if (messages)
        for (PeerMessage& m : raft_.takeMessages()) enqueue(ready_, std::move(m), out);
    if (raft_.hasReadStates())
        for (const ReadState& r : raft_.takeReadStates()) readsConfirmed_.push_back(r);
    return messages;
}

void Member::noticeLeader(Outbox& out) {
    const sim::Time now = out.now();
    if (raft_.leader() != knownLeader_) {
        if (raft_.leader() != 0) {
            leaderElectedAt_ = now;
            failAskedReads(ErrorCode::LeaderChanged, out);
        }
        knownLeader_ = raft_.leader();
    }
    if (raft_.state() != knownState_) {
        knownState_ = raft_.state();
        snapshotsOut_.clear();
        leaseDeadlines_.clear();
        if (leads()) promoteLeases(now);
    }
}

void Member::proposeHeld(Outbox& out) {
    if (proposals_.empty() || raft_.leader() == 0 || raft_.leadTransferee() != 0) return;
    base::Ref<EntryBatch> batch(new EntryBatch);
    batch->entries = std::exchange(proposals_, {});
    for (const EntryRef& e : batch->entries) batch->bytes += e->payload;
    raft_.propose(std::move(batch), out.now());
}

void Member::enqueue(std::vector<PeerMessage>& queue, PeerMessage m, Outbox& out) {
    if (m.type == MessageType::MsgSnap) {
        base::Ref<StoreImage> image(new StoreImage);
        image->store = store_;
        base::Ref<RaftSnapshot> full(new RaftSnapshot(*m.snapshot));
        full->content = std::move(image);
        m.snapshot = std::move(full);
        snapshotsOut_.push_back({m.to, out.now() + options_.snapshotResponseTimeout});
        out.record(SnapshotSent{m.to, m.snapshot->index, m.bytes()});
    }
    for (auto last = queue.rbegin(); last != queue.rend(); ++last) {
        if (last->to != m.to) continue;
        if (merge(*last, m)) return;
        break;
    }
    queue.push_back(std::move(m));
}

void Member::transmit(std::vector<PeerMessage>& queue, Outbox& out) {
    if (queue.empty()) return;
    std::vector<PeerMessage> messages = std::exchange(queue, {});
    for (PeerMessage& m : messages) out.sendPeer(std::move(m));
    messages.clear();
    if (queue.empty()) queue = std::move(messages); // keeps its memory
}

// Writes what Raft wants on disk, if the disk is free. A leader's messages travel while its disk
// works (thesis, 10.2.1); everybody else's wait for it. True when self-addressed messages were
// stepped.
bool Member::beginWrite(Outbox& out) {
    const HardState hard = raft_.hardState();
    const RaftLog& log = raft_.log();
    const bool mustSync = hard.term != writtenHard_.term || hard.vote != writtenHard_.vote ||
                          log.lastIndex() > log.stableIndex() || log.pendingSnapshot();
    if (leads()) transmit(ready_, out);
    std::vector<PeerMessage> toSelf;
    if (raft_.hasMessagesAfterAppend()) {
        for (PeerMessage& m : raft_.takeMessagesAfterAppend()) {
            if (m.to == id())
                toSelf.push_back(std::move(m));
            else
                enqueue(ready_, std::move(m), out);
        }
    }
    if (!mustSync) {
        if (hard != writtenHard_) {
            // A commit index alone need not be synced: it can be found out again.
            writtenHard_ = hard;
            synced_.hard.commit = hard.commit;
        }
        transmit(ready_, out);
        const bool more = !toSelf.empty();
        stepSelf(std::move(toSelf), out);
        return more;
    }
    std::size_t bytes = 40;
    write_.hard = hard;
    write_.snapshot = log.pendingSnapshot();
    write_.entries.clear();
    if (write_.snapshot) bytes += write_.snapshot->content->bytes();
    for (Index i = log.stableIndex() + 1; i <= log.lastIndex(); ++i) {
        write_.entries.push_back(log.at(i));
        bytes += 40 + log.at(i)->payload;
    }
    writtenHard_ = hard;
    writing_ = true;
    afterWrite_ = std::exchange(ready_, {});
    selfAfterWrite_ = std::move(toSelf);
    out.sync(bytes, ++syncToken_);
    return false;
}

void Member::finishWrite(Outbox& out) {
    writing_ = false;
    const WriteBatch done = std::exchange(write_, {});
    if (done.snapshot) installSnapshot(*done.snapshot, out);
    WriteBatch logOnly{done.hard, done.entries, nullptr};
    synced_.write(logOnly);
    if (!done.entries.empty()) {
        const Entry& last = *done.entries.back();
        raft_.stableTo(last.index, last.term);
    }
    transmit(afterWrite_, out);
    stepSelf(std::exchange(selfAfterWrite_, {}), out);
}

void Member::stepSelf(std::vector<PeerMessage> messages, Outbox& out) {
    for (PeerMessage& m : messages) raft_.step(std::move(m), out.now());
}

void Member::installSnapshot(const RaftSnapshot& snapshot, Outbox& out) {
    store_ = static_cast<const StoreImage&>(*snapshot.content).store;
    conf_ = snapshot.conf;
    synced_.log.clear();
    synced_.base = lastSnapshot_ = snapshot.index;
    synced_.baseTerm = snapshot.term;
    raft_.snapshotInstalled(snapshot.index);
    out.record(SnapshotInstalled{snapshot.index, store_.revision()});
    // Watches go on from where they were; a gap that the new store cannot fill ends them.
    notifyWatches({}, out);
}

bool Member::applyCommitted(Outbox& out) {
    const Index upTo = raft_.log().applicable(false);
    if (raft_.log().applied() >= upTo) return false;
    for (Index i = raft_.log().applied() + 1; i <= upTo; ++i) {
        const EntryRef entry = raft_.log().at(i);
        applyEntry(entry, out);
        raft_.appliedTo(i, entry->payload, out.now());
    }
    compactLogIfLong(out);
    return true;
}

// A change that has come true meanwhile, asked for twice perhaps, must not undo a later one: adding
// a learner would demote a voter (ValidateConfigurationChange in server/etcdserver/api/membership).
bool Member::changesMembership(const ConfChange& change) const {
    if (change.changes.size() != 1) return true;
    const MemberId member = change.changes.front().node;
    const auto voter = std::find(conf_.voters.begin(), conf_.voters.end(), member);
    switch (change.changes.front().type) {
    case ConfChangeType::AddNode: return voter == conf_.voters.end();
    case ConfChangeType::AddLearnerNode: return !conf_.contains(member);
    case ConfChangeType::RemoveNode: return conf_.contains(member);
    case ConfChangeType::UpdateNode: return false;
    }
    return true;
}

void Member::applyEntry(const EntryRef& entry, Outbox& out) {
    if (entry->confChange) {
        if (!changesMembership(*entry->confChange)) return;
        conf_ = raft_.applyConfChange(*entry->confChange, out.now());
        return;
    }
    if (!entry->request) return;
    const Request& request = *entry->request;
    const Applied applied = store_.apply(entry, out.memo());
    if (applied.batch) notifyWatches(applied, out);
    if (leads()) trackLease(request, applied.response, out.now());
    if (request.type == RequestType::Compact && applied.response->error == ErrorCode::None)
        out.record(HistoryCompacted{store_.compactRevision()});
    if (entry->proposer == id()) answerProposal(*entry, applied.response, out);
}

void Member::compactLogIfLong(Outbox& out) {
    const Index applied = raft_.log().applied();
    if (applied - lastSnapshot_ <= options_.snapshotCount) return;
    lastSnapshot_ = applied;
    if (applied <= options_.catchUpEntries) return;
    const Index upTo = applied - options_.catchUpEntries;
    if (upTo < raft_.log().firstIndex()) return;
    raft_.log().term(upTo, synced_.baseTerm);
    synced_.log.pop_front(upTo - synced_.base);
    synced_.base = upTo;
    raft_.compactLog(upTo);
    out.record(LogCompacted{upTo});
}

// A snapshot that nobody acknowledged in time counts as lost, so that Raft tries again.
void Member::retrySnapshots(sim::Time now) {
    std::erase_if(snapshotsOut_, [&](const SnapshotOut& sent) {
        const Progress* p = raft_.tracker().find(sent.to);
        if (!p || p->state != ProgressState::Snapshot) return true;
        if (sent.deadline > now) return false;
        PeerMessage m;
        m.type = MessageType::MsgSnapStatus;
        m.from = sent.to;
        m.reject = true;
        raft_.step(std::move(m), now);
        return true;
    });
}

sim::Time Member::nextDeadline() const {
    sim::Time next = std::min(raft_.nextDeadline(), readRetryAt_);
    if (!pending_.empty())
        next = std::min(next, pending_.front().start + options_.requestTimeout());
    if (!reads_.empty()) next = std::min(next, reads_.front().start + options_.requestTimeout());
    if (!store_.state().alarms.empty() && alarmToClear() != 0)
        next = std::min(next, alarmAskedAt_ + options_.alarmRetry);
    for (const SnapshotOut& sent : snapshotsOut_) next = std::min(next, sent.deadline);
    if (leads() && !leaseDeadlines_.empty())
        next = std::min(next, leaseDeadlines_.begin().key().at);
    return next;
}

// Keeps one timer under way. It may fire early; that costs less than one for every change of mind.
void Member::arm(Outbox& out) {
    const sim::Time next = nextDeadline();
    if (next >= armedAt_ || panicked_) return;
    armedAt_ = std::max(next, out.now());
    out.setTimer(armedAt_, ++timerToken_);
}

Disk Member::disk() const {
    Disk disk = synced_;
    disk.store = store_;
    disk.applied = appliedIndex();
    disk.conf = conf_;
    if (writing_) disk.unsynced = write_;
    return disk;
}

Snapshot Member::saveSnapshot() const {
    Snapshot s;
    s.root = store_.root();
    s.leases = store_.leases();
    s.revision = store_.revision();
    s.clusterId = clusterId();
    s.hash = store_.digest();
    s.keys = s.root.table.size();
    s.bytes = store_.bytes();
    s.index = appliedIndex();
    raft_.log().term(s.index, s.term);
    return s;
}

int Member::votesGranted() const {
    int granted = 0, rejected = 0;
    raft_.tracker().tally(granted, rejected);
    return granted;
}

std::uint64_t Member::fingerprint() const {
    std::uint64_t h = base::mix(id(), term());
    for (const std::uint64_t word :
         {static_cast<std::uint64_t>(role()), leader(), commitIndex(), appliedIndex(), lastIndex(),
          raft_.log().lastTerm(), raft_.log().stableIndex(), raft_.hardState().vote,
          store_.state().lineage, static_cast<std::uint64_t>(store_.revision()),
          static_cast<std::uint64_t>(store_.compactRevision()),
          static_cast<std::uint64_t>(pendingCount_), static_cast<std::uint64_t>(reads_.size()),
          static_cast<std::uint64_t>(proposals_.size()), static_cast<std::uint64_t>(writing_),
          static_cast<std::uint64_t>(raft_.nextDeadline().ns)})
        h = base::mix(h, word);
    return h;
}

} // namespace maqueta::store
