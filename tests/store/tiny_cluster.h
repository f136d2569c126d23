// A few etcd members on a small network of their own, for tests: messages take time and get lost,
// disks take time to sync, machines lose power. A value: a copy goes on identically. After every
// event the safety properties of Raft are checked (Raft paper, figure 3).
#pragma once

#include "sim/event_queue.h"
#include "sim/fingerprint.h"
#include "store/member.h"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <variant>

namespace tiny {

using namespace maqueta;
using namespace maqueta::store;

struct TestValue final : Value {
    explicit TestValue(std::string t) : text(std::move(t)) {}
    std::string text;
    std::uint64_t digest() const override { return base::hashBytes(text); }
    std::size_t bytes() const override { return text.size(); }
};

inline ValueRef value(const std::string& text) {
    return ValueRef(new TestValue(text));
}
inline std::string textOf(const KeyValue& kv) {
    return kv.value ? static_cast<const TestValue&>(*kv.value).text : "(none)";
}

inline RequestRef request(Request r) {
    return RequestRef(new Request(std::move(r)));
}
inline RequestRef put(const std::string& key, const std::string& text, LeaseId lease = 0) {
    Request r;
    r.type = RequestType::Txn;
    r.txn.success.push_back({Op::Type::Put, key, {}, value(text), lease});
    return request(r);
}
// Puts only when the key was last changed at that revision; 0 = it must not exist.
inline RequestRef putIf(const std::string& key, std::int64_t revision, const std::string& text) {
    Request r;
    r.type = RequestType::Txn;
    r.txn.compare.push_back({key, revision});
    r.txn.success.push_back({Op::Type::Put, key, {}, value(text), 0});
    r.txn.getOnFailure = key;
    return request(r);
}
inline RequestRef erase(const std::string& key, const std::string& end = {}) {
    Request r;
    r.type = RequestType::Txn;
    r.txn.success.push_back({Op::Type::DeleteRange, key, end, nullptr, 0});
    return request(r);
}
inline RequestRef get(const std::string& key, const std::string& end = {},
                      std::int64_t revision = 0, bool serializable = false) {
    Request r;
    r.range = {key, end, revision, 0, serializable};
    return request(r);
}
inline RequestRef compactTo(std::int64_t revision) {
    Request r;
    r.type = RequestType::Compact;
    r.compact.revision = revision;
    return request(r);
}
inline RequestRef grant(LeaseId id, sim::Duration ttl) {
    Request r;
    r.type = RequestType::LeaseGrant;
    r.leaseGrant = {id, ttl};
    return request(r);
}

struct TinyOptions {
    int members = 3;
    std::uint64_t seed = 1;
    MemberOptions etcd{};
    sim::Duration latencyMin = sim::microseconds(200);
    sim::Duration latencyMax = sim::microseconds(300);
    sim::Duration syncMin = sim::milliseconds(1);
    sim::Duration syncMax = sim::milliseconds(2);
    bool check = true;
};

class TinyCluster {
public:
    explicit TinyCluster(const TinyOptions& options) : options_(options), rng_(options.seed) {
        for (int i = 1; i <= options.members; ++i) voters_.push_back(static_cast<MemberId>(i));
        slots_.resize(voters_.size() + 1);
        for (const MemberId id : voters_) start(id);
    }

    // --- hands on the hardware ---
    void start(MemberId id) {
        Slot& slot = slots_[id];
        if (slot.running) return;
        slot.running = true;
        ++slot.epoch;
        MemberOptions etcd = options_.etcd;
        etcd.id = id;
        etcd.clusterId = 77;
        etcd.voters = voters_;
        slot.member = Member(etcd, slot.disk, sim::Rng(base::mix(options_.seed, rng_.next())));
        Out out{*this, id};
        slot.member.start(out);
        after(id);
    }
    void powerCut(MemberId id) { stop(id, true); }
    void crash(MemberId id) { stop(id, false); }
    void replaceDisk(MemberId id, Disk disk) { slots_[id].disk = std::move(disk); }
    void cut(MemberId from, MemberId to, bool yes = true) {
        if (yes)
            cuts_.insert({from, to});
        else
            cuts_.erase({from, to});
    }
    void isolate(MemberId id, bool yes = true) {
        for (const MemberId other : voters_)
            if (other != id) {
                cut(id, other, yes);
                cut(other, id, yes);
            }
    }
    void heal() {
        cuts_.clear();
        lossPerMille = 0;
        for (const MemberId id : voters_) start(id);
    }
    int lossPerMille = 0;
    int duplicatePerMille = 0;

    // --- clients ---
    // Sends a request to a member; answers come to answers[number].
    std::uint32_t ask(MemberId member, RequestRef r, std::uint32_t client = 1000) {
        Envelope e;
        e.client = network::ProcessId{client};
        e.body = CallMessage{++calls_, std::move(r)};
        send(member, std::move(e), Kind::ToMember);
        return calls_;
    }
    // Asks and runs until the answer is there.
    ResponseRef answer(MemberId member, RequestRef r) {
        const std::uint32_t call = ask(member, std::move(r));
        runUntil([&] { return answers.count(call) > 0; }, sim::seconds(30));
        return answers.count(call) ? answers[call] : nullptr;
    }
    std::uint32_t watch(MemberId member, const std::string& key, const std::string& end,
                        std::int64_t from, std::uint32_t client = 2000) {
        base::Ref<WatchRequest> w(new WatchRequest);
        w->key = key;
        w->end = end;
        w->startRevision = from;
        Envelope e;
        e.client = network::ProcessId{client};
        e.body = WatchCreateMessage{++watches_, w};
        send(member, std::move(e), Kind::ToMember);
        return watches_;
    }
    std::map<std::uint32_t, ResponseRef> answers;
    std::map<std::uint32_t, std::vector<WatchMessage>> watched;

    // --- time ---
    sim::Time now() const { return now_; }
    bool step() {
        if (queue_.empty()) return false;
        const sim::Event e = queue_.pop();
        now_ = e.at;
        ++events;
        fingerprint.add(static_cast<std::uint64_t>(e.at.ns));
        fingerprint.add(e.seq);
        handle(e);
        return true;
    }
    void run(sim::Duration d) {
        const sim::Time until = now_ + d;
        while (!queue_.empty() && queue_.top().at <= until) step();
        now_ = until;
    }
    template <class F>
    bool runUntil(F done, sim::Duration atMost) {
        const sim::Time until = now_ + atMost;
        while (!done()) {
            if (queue_.empty() || queue_.top().at > until) return false;
            step();
        }
        return true;
    }
    MemberId waitForLeader(sim::Duration atMost = sim::seconds(30)) {
        runUntil([&] { return leader() != 0; }, atMost);
        return leader();
    }
    // All running members have applied the same, and everything.
    bool settle(sim::Duration atMost = sim::seconds(30)) {
        return runUntil([&] { return settled(); }, atMost);
    }
    bool settled() const {
        const MemberId lead = leader();
        if (!lead) return false;
        for (const MemberId id : voters_)
            if (running(id) && (member(id).appliedIndex() != member(lead).lastIndex() ||
                                member(id).leader() != lead))
                return false;
        return true;
    }

    // --- looking ---
    // Of two that think they lead, the one of the higher term.
    MemberId leader() const {
        MemberId best = 0;
        for (const MemberId id : voters_)
            if (running(id) && member(id).leads() &&
                (best == 0 || member(id).term() > member(best).term()))
                best = id;
        return best;
    }
    MemberId follower(int which = 0) const {
        for (const MemberId id : voters_)
            if (running(id) && id != leader() && which-- == 0) return id;
        return 0;
    }
    bool running(MemberId id) const { return slots_[id].running; }
    const Member& member(MemberId id) const { return slots_[id].member; }
    Member& memberToEdit(MemberId id) { return slots_[id].member; }
    const Disk& diskOf(MemberId id) const { return slots_[id].disk; }
    const std::vector<MemberId>& members() const { return voters_; }
    template <class N>
    int count(MemberId id = 0) const {
        int n = 0;
        for (const auto& [who, note] : notes)
            n += (id == 0 || who == id) && std::holds_alternative<N>(note);
        return n;
    }
    void transfer(MemberId to) {
        const MemberId from = leader();
        Out out{*this, from};
        slots_[from].member.transferLeadership(to, out);
    }
    void changeMembership(ConfChangeRef change) {
        const MemberId at = leader();
        Out out{*this, at};
        slots_[at].member.proposeMembership(std::move(change), out);
    }

    std::vector<std::pair<MemberId, Note>> notes;
    std::map<MessageType, int> sent;
    sim::Fingerprint fingerprint;
    std::uint64_t events = 0;
    std::string violation; // the first, with the moment
    ApplyMemo memo;
    std::function<void()> onMessage; // a client got something

    TinyCluster(const TinyCluster& o) = default;

private:
    enum class Kind : std::uint16_t { ToMember, ToClient, Timer, Synced };
    struct Envelope {
        MemberId from = 0;
        network::ProcessId client;
        std::variant<std::monostate, PeerMessage, CallMessage, WatchCreateMessage, AnswerMessage,
                     WatchMessage>
            body;
    };
    struct Slot {
        bool running = false;
        std::uint16_t epoch = 0;
        Member member;
        Disk disk;
        sim::Time diskFree;
        std::int64_t revision = 0; // the last seen in this life
        Index lastIndex = 0;       // checked
        Term lastTerm = 0;
    };
    struct Out final : Outbox {
        TinyCluster& c;
        MemberId self;
        Out(TinyCluster& cluster, MemberId id) : c(cluster), self(id) {}
        sim::Time now() const override { return c.now_; }
        void sendPeer(PeerMessage m) override {
            ++c.sent[m.type];
            const MemberId to = m.to;
            Envelope e;
            e.from = self;
            e.body = std::move(m);
            if (to >= c.slots_.size()) return;
            if (c.duplicatePerMille && c.chance(c.duplicatePerMille)) c.send(to, e, Kind::ToMember);
            c.send(to, std::move(e), Kind::ToMember);
        }
        void sendClient(network::ProcessId client, ToClient m) override {
            Envelope e;
            e.from = self;
            e.client = client;
            if (auto* a = std::get_if<AnswerMessage>(&m))
                e.body = std::move(*a);
            else
                e.body = std::move(std::get<WatchMessage>(m));
            c.send(self, std::move(e), Kind::ToClient);
        }
        void setTimer(sim::Time at, std::uint64_t token) override {
            c.push(at, self, Kind::Timer, token);
        }
        void sync(std::size_t, std::uint64_t token) override {
            sim::Time& free = c.slots_[self].diskFree;
            free = std::max(free, c.now_) + c.between(c.options_.syncMin, c.options_.syncMax);
            c.push(free, self, Kind::Synced, token);
        }
        void record(Note note) override {
            c.fingerprint.add(note.index() + 1000 * self);
            c.notes.emplace_back(self, std::move(note));
        }
        ApplyMemo& memo() override { return c.memo; }
    };

    bool chance(int perMille) { return rng_.below(1000) < static_cast<std::uint64_t>(perMille); }
    sim::Duration between(sim::Duration low, sim::Duration high) {
        return sim::nanoseconds(rng_.between(low.ns, high.ns));
    }
    void push(sim::Time at, MemberId target, Kind kind, std::uint64_t payload) {
        queue_.push({.at = at,
                     .target = static_cast<std::uint32_t>(target),
                     .kind = static_cast<std::uint16_t>(kind),
                     .epoch = slots_[target].epoch,
                     .payload = payload});
    }
    void send(MemberId member, Envelope e, Kind kind) {
        const bool lost = lossPerMille > 0 && chance(lossPerMille);
        // A client's connection keeps its order; members' messages may overtake one another.
        const sim::Duration latency = kind == Kind::ToClient || e.from == 0
                                          ? options_.latencyMin
                                          : between(options_.latencyMin, options_.latencyMax);
        if (lost && e.from != 0 && kind == Kind::ToMember) return;
        push(now_ + latency, member, kind, envelopes_.put(std::move(e)));
    }
    void stop(MemberId id, bool power) {
        Slot& slot = slots_[id];
        if (!slot.running) return;
        const Disk disk = slot.member.disk();
        slot.disk = power ? disk.afterPowerCut() : disk.afterCrash();
        slot.running = false;
        slot.revision = 0;
        slot.lastIndex = 0;
        ++slot.epoch;
        slot.member = Member();
    }
    void handle(const sim::Event& e) {
        const MemberId id = e.target;
        Slot& slot = slots_[id];
        const bool alive = slot.running && slot.epoch == e.epoch;
        Out out{*this, id};
        switch (static_cast<Kind>(e.kind)) {
        case Kind::Timer:
            if (!alive) return;
            slot.member.onTimer(e.payload, out);
            break;
        case Kind::Synced:
            if (!alive) return;
            slot.member.onSynced(e.payload, out);
            break;
        case Kind::ToClient: {
            Envelope m = envelopes_.take(static_cast<std::uint32_t>(e.payload));
            if (!alive) return;
            if (auto* a = std::get_if<AnswerMessage>(&m.body))
                answers[a->call] = a->response;
            else if (auto* w = std::get_if<WatchMessage>(&m.body))
                watched[w->watch].push_back(*w);
            if (onMessage) onMessage();
            return;
        }
        case Kind::ToMember: {
            Envelope m = envelopes_.take(static_cast<std::uint32_t>(e.payload));
            if (!slot.running || (m.from != 0 && cuts_.count({m.from, id}))) return;
            if (auto* peer = std::get_if<PeerMessage>(&m.body))
                slot.member.onPeer(std::move(*peer), out);
            else if (auto* call = std::get_if<CallMessage>(&m.body))
                slot.member.onClient(m.client, *call, out);
            else if (auto* w = std::get_if<WatchCreateMessage>(&m.body))
                slot.member.onClient(m.client, *w, out);
            break;
        }
        }
        fingerprint.add(slot.member.fingerprint());
        after(id);
    }

    // --- the properties ---
    void fail(const std::string& what) {
        if (violation.empty()) violation = what + " at " + sim::clockText(now_);
    }
    void after(MemberId id) {
        if (!options_.check) return;
        Slot& slot = slots_[id];
        const Member& m = slot.member;
        const RaftLog& log = m.raft().log();
        if (m.leads()) {
            const auto [at, fresh] = leaders_.try_emplace(m.term(), id);
            if (at->second != id) fail("two leaders in term " + std::to_string(m.term()));
            // Leader completeness: it holds all that is committed.
            if (fresh)
                for (Index i = log.firstIndex(); i < log.firstIndex() + committed_.size(); ++i)
                    if (const auto c = committed_.find(i); c != committed_.end())
                        if (i > log.lastIndex() || log.at(i)->term != c->second->term)
                            fail("leader " + std::to_string(id) + " lacks committed entry " +
                                 std::to_string(i));
        }
        // Log matching: index and term name one entry, and one predecessor.
        if (log.lastIndex() != slot.lastIndex || log.lastTerm() != slot.lastTerm) {
            const Index from = log.lastIndex() > 40 ? log.lastIndex() - 40 : 1;
            for (Index i = std::max(log.firstIndex(), from); i <= log.lastIndex(); ++i) {
                Term before = 0;
                log.term(i - 1, before);
                const std::pair<EntryRef, Term> named{log.at(i), before};
                const auto [at, fresh] = named_.try_emplace({i, log.at(i)->term}, named);
                if (at->second != named) fail("logs differ at " + std::to_string(i));
            }
            slot.lastIndex = log.lastIndex();
            slot.lastTerm = log.lastTerm();
        }
        // State machine safety and durability: what one has committed, all have, and a majority
        // has on its disk.
        for (Index i = std::max(log.firstIndex(), committedUpTo_ + 1); i <= log.committed(); ++i) {
            committed_[i] = log.at(i);
            committedUpTo_ = i;
            std::size_t holders = 0;
            for (const MemberId other : voters_) holders += durable(other, i, log.at(i));
            if (m.membership().voters.size() == voters_.size() && holders * 2 <= voters_.size())
                fail("committed entry " + std::to_string(i) + " is not durable");
        }
        for (Index i = std::max(log.firstIndex(), slot.member.appliedIndex()); i <= log.committed();
             ++i)
            if (const auto c = committed_.find(i); c != committed_.end() && c->second != log.at(i))
                fail("two entries committed at " + std::to_string(i));
        if (m.revision() < slot.revision) fail("revision went back");
        slot.revision = m.revision();
        const auto [at, fresh] = applied_.try_emplace(m.appliedIndex(), m.store().state().lineage);
        if (at->second != m.store().state().lineage)
            fail("stores differ at index " + std::to_string(m.appliedIndex()));
    }
    bool durable(MemberId id, Index i, const EntryRef& e) const {
        const Disk disk =
            slots_[id].running ? slots_[id].member.disk().afterPowerCut() : slots_[id].disk;
        if (i <= disk.base) return true;
        return i <= disk.lastIndex() && disk.log[i - disk.base - 1] == e;
    }

    TinyOptions options_;
    sim::Rng rng_;
    std::vector<MemberId> voters_;
    std::vector<Slot> slots_; // by member id
    std::set<std::pair<MemberId, MemberId>> cuts_;
    sim::EventQueue queue_;
    sim::Slab<Envelope> envelopes_;
    sim::Time now_;
    std::uint32_t calls_ = 0, watches_ = 0;

    std::map<Term, MemberId> leaders_;
    std::map<std::pair<Index, Term>, std::pair<EntryRef, Term>> named_;
    std::map<Index, EntryRef> committed_;
    Index committedUpTo_ = 0;
    std::map<Index, std::uint64_t> applied_; // lineage of the store by index
};

} // namespace tiny
