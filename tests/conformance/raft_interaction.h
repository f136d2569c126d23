// Runs the `interaction` scripts of etcd's Raft library: a cluster of bare Raft state machines with
// the library's Ready/Advance turn around each, messages delivered when the script says so. Output
// is in the library's own notation, without its log lines.
#pragma once

#include "conformance/raft_script.h"
#include "store/raft/raft.h"

#include <algorithm>
#include <deque>
#include <iomanip>
#include <memory>
#include <optional>
#include <string_view>

namespace raft_script {

using maqueta::base::Ref;
namespace sim = maqueta::sim;

inline std::string entryText(const Entry& e) {
    std::string out = std::to_string(e.term) + '/' + std::to_string(e.index) + ' ';
    if (e.confChange) {
        out += e.type == EntryType::ConfChange ? "EntryConfChange" : "EntryConfChangeV2";
        const std::string changes = e.confChange->text();
        return changes.empty() ? out : out + ' ' + changes;
    }
    // The data of a proposal travels as the key of a request; Go's %q writes it.
    std::ostringstream data;
    data << std::quoted(e.request ? e.request->range.key.str() : std::string());
    return out + "EntryNormal " + data.str();
}

inline std::string idsText(const std::vector<MemberId>& ids) {
    std::string out;
    for (const MemberId id : ids) out += (out.empty() ? "" : " ") + std::to_string(id);
    return '[' + out + ']';
}

inline std::string snapshotText(const RaftSnapshot& s) {
    return "Index:" + std::to_string(s.index) + " Term:" + std::to_string(s.term) +
           " ConfState:Voters:" + idsText(s.conf.voters) +
           " VotersOutgoing:" + idsText(s.conf.votersOutgoing) +
           " Learners:" + idsText(s.conf.learners) +
           " LearnersNext:" + idsText(s.conf.learnersNext) +
           " AutoLeave:" + (s.conf.autoLeave ? "true" : "false");
}

inline std::string messageText(const PeerMessage& m) {
    std::string out = std::to_string(m.from) + "->" + std::to_string(m.to) + ' ' +
                      messageTypeText(m.type) + " Term:" + std::to_string(m.term) +
                      " Log:" + std::to_string(m.logTerm) + '/' + std::to_string(m.index);
    if (m.reject) out += " Rejected (Hint: " + std::to_string(m.rejectHint) + ')';
    if (m.commit != 0) out += " Commit:" + std::to_string(m.commit);
    if (m.entryCount() == 1) {
        out += " Entries:[" + entryText(*m.entries->entries[0]) + ']';
    } else if (m.entryCount() > 1) {
        out += " Entries:[";
        for (const EntryRef& e : m.entries->entries) out += "\n  " + entryText(*e);
        out += "\n]";
    }
    if (m.snapshot) out += "\n  Snapshot: " + snapshotText(*m.snapshot);
    return out;
}

inline std::string hardStateText(const HardState& h) {
    return "Term:" + std::to_string(h.term) +
           (h.vote ? " Vote:" + std::to_string(h.vote) : std::string()) +
           " Commit:" + std::to_string(h.commit);
}

class InteractionRunner final : public Runner {
    static constexpr const char* asyncWrites =
        "asynchronous storage writes: etcd does not use them, and a member of Maqueta writes and "
        "applies in one turn";

public:
    // What a script may ask for and Maqueta does not model, by intention. Nothing else is left out.
    struct Excluded {
        const char* directive;
        const char* option; // with this value; empty = whatever its arguments
        const char* value;
        const char* reason;
    };
    static constexpr Excluded excludedDirectives[] = {
        {"add-nodes", "async-storage-writes", "true", asyncWrites},
        {"process-append-thread", "", "", asyncWrites},
        {"process-apply-thread", "", "", asyncWrites},
    };
    // The reason why a directive is not run; empty for one that is.
    static std::string excluded(const Directive& d) {
        for (const Excluded& e : excludedDirectives) {
            if (d.command != e.directive) continue;
            const std::vector<std::string> given = d.values(e.option);
            const bool asked = *e.option == '\0' || (!given.empty() && given[0] == e.value);
            if (asked) return e.reason;
        }
        return {};
    }

    std::string run(const Directive& d) override {
        out_.clear();
        if (d.command == "log-level") {
            quiet_ = silences(d.arguments.at(0).key);
            return "ok\n";
        }
        const std::vector<std::string> own = d.values("log-level");
        const bool quiet = own.empty() ? quiet_ : silences(own[0]);
        const std::string error = dispatch(d);
        if (quiet) return error.empty() ? "ok\n" : error + '\n';
        if (!error.empty()) write(error);
        return out_.empty() ? "ok\n" : out_;
    }

    // What of an expected output is compared: everything but log lines.
    static std::string withoutLog(const std::string& text) {
        std::string kept;
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            const std::size_t at = line.find_first_not_of(' ');
            const std::string word =
                at == std::string::npos ? "" : line.substr(at, line.find(' ', at) - at);
            if (word == "INFO" || word == "DEBUG" || word == "WARN" || word == "ERROR") continue;
            kept += line + '\n';
        }
        return kept.empty() ? "ok\n" : kept;
    }

private:
    static constexpr sim::Duration tickLength = sim::seconds(1);
    static constexpr int electionTicks = 3; // as the scripts assume; a heartbeat every tick

    struct Node {
        Raft raft;
        sim::Time now;
        HardState hard; // as of the last Ready
        MemberId lead = 0;
        StateType state = StateType::Follower;
        Index handedOut = 0; // committed entries given to a Ready
        std::size_t maxCommitted = SIZE_MAX;
        std::vector<PeerMessage> messages, afterAppend; // taken from Raft, not yet in a Ready
        // The disk, which lags behind Raft's log until a Ready is handled.
        Index diskFirst = 1;
        std::vector<EntryRef> disk;
    };

    // Of the levels of the log only "none" matters, in whatever case: it silences directives, too.
    static bool silences(const std::string& level) {
        return std::ranges::equal(level, std::string_view("none"), {},
                                  [](char c) { return c | 0x20; });
    }
    void write(const std::string& text) {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);)
            out_ += std::string(indent_, ' ') + line + '\n';
    }
    Node& node(MemberId id) { return *nodes_.at(id - 1); }
    // The numbers among the arguments: "stabilize 1 2".
    static std::vector<MemberId> idsOf(const Directive& d) {
        std::vector<MemberId> ids;
        for (const Argument& a : d.arguments)
            if (a.values.empty() && !a.key.empty() && isdigit(a.key[0]))
                ids.push_back(std::stoull(a.key));
        return ids;
    }
    static std::vector<MemberId> numbers(const std::vector<std::string>& texts) {
        std::vector<MemberId> ids;
        for (const std::string& t : texts) ids.push_back(std::stoull(t));
        return ids;
    }
    static std::string first(const Directive& d, const char* key, const char* otherwise) {
        const std::vector<std::string> v = d.values(key);
        return v.empty() ? otherwise : v[0];
    }

    std::string dispatch(const Directive& d) {
        const std::vector<MemberId> ids = idsOf(d);
        const MemberId id = ids.empty() ? 0 : ids[0];
        const std::string& c = d.command;
        if (c == "add-nodes") return addNodes(d);
        if (c == "stabilize") return stabilize(ids);
        if (c == "deliver-msgs") return deliver(d);
        if (c == "raft-state") return raftState();
        if (c == "_breakpoint") return {}; // for a debugger
        if (c == "transfer-leadership") {
            Node& from = node(std::stoull(first(d, "from", "0")));
            from.raft.transferLeadership(std::stoull(first(d, "to", "0")), from.now);
            return {};
        }
        if (id == 0) return "unknown directive " + c;
        Node& n = node(id);
        if (c == "campaign")
            n.raft.campaign(n.now);
        else if (c == "process-ready")
            processReadies(ids);
        else if (c == "propose")
            return propose(n, d.arguments.at(1).key);
        else if (c == "propose-conf-change")
            return proposeConfChange(n, d);
        else if (c == "tick-heartbeat")
            tick(n, 1);
        else if (c == "tick-election")
            tick(n, electionTicks);
        else if (c == "raft-log")
            raftLog(n);
        else if (c == "status")
            status(n);
        else if (c == "forget-leader")
            local(n, MessageType::MsgForgetLeader, id);
        else if (c == "report-unreachable")
            local(n, MessageType::MsgUnreachable, ids.at(1));
        else if (c == "send-snapshot")
            return sendSnapshot(n, ids.at(1));
        else if (c == "set-randomized-election-timeout")
            n.raft.setRandomizedElectionTimeout(tickLength * std::stoll(first(d, "timeout", "0")));
        else if (c == "compact") {
            compact(n, ids.at(1));
            raftLog(n);
        } else {
            return "unknown directive " + c;
        }
        return {};
    }

    std::string addNodes(const Directive& d) {
        const MemberId count = idsOf(d).at(0);
        const Index index = std::stoull(first(d, "index", "0"));
        ConfState conf;
        conf.voters = numbers(d.values("voters"));
        conf.learners = numbers(d.values("learners"));
        for (MemberId i = 0; i < count; ++i) {
            auto n = std::make_unique<Node>();
            RaftOptions o;
            o.id = nodes_.size() + 1;
            o.heartbeat = tickLength;
            o.election = tickLength * electionTicks;
            o.preVote = first(d, "prevote", "false") == "true";
            o.checkQuorum = first(d, "checkquorum", "false") == "true";
            o.stepDownOnRemoval = first(d, "step-down-on-removal", "false") == "true";
            o.disableConfChangeValidation =
                first(d, "disable-conf-change-validation", "false") == "true";
            if (first(d, "read-only", "safe") == "lease-based")
                o.readOnly = ReadOnlyOption::LeaseBased;
            o.maxMessageBytes = SIZE_MAX;
            o.maxInflightMessages = std::stoull(first(d, "inflight", "2147483647"));
            if (d.find("max-committed-size-per-ready"))
                n->maxCommitted = std::stoull(first(d, "max-committed-size-per-ready", "0"));
            const HardState hard{0, 0, index};
            n->raft = Raft(o, hard, conf, RaftLog(index, index ? 1 : 0, {}, index, index),
                           sim::Rng(o.id), {});
            n->hard = hard;
            n->handedOut = index;
            save(*n);
            nodes_.push_back(std::move(n));
        }
        return {};
    }

    void tick(Node& n, int times) {
        for (int i = 0; i < times; ++i) {
            n.now = n.now + tickLength;
            n.raft.tick(n.now);
        }
    }
    void local(Node& n, MessageType type, MemberId from) {
        PeerMessage m;
        m.type = type;
        m.from = from;
        n.raft.step(std::move(m), n.now);
    }
    std::string propose(Node& n, const std::string& data) {
        Ref<Entry> e(new Entry);
        Ref<Request> r(new Request);
        r->range.key = data;
        e->request = std::move(r);
        e->payload = data.size();
        return give(n, std::move(e));
    }
    std::string give(Node& n, Ref<Entry> e) {
        Ref<EntryBatch> batch(new EntryBatch);
        batch->entries.push_back(std::move(e));
        return n.raft.propose(batch, n.now) == StepResult::ProposalDropped ? "raft proposal dropped"
                                                                           : "";
    }
    std::string proposeConfChange(Node& n, const Directive& d) {
        Ref<ConfChange> change(new ConfChange);
        std::istringstream words(d.input);
        for (std::string word; words >> word;)
            change->changes.push_back(
                {static_cast<ConfChangeType>(std::string("vrul").find(word[0])),
                 std::stoull(word.substr(1))});
        const std::string transition = first(d, "transition", "auto");
        if (transition == "implicit") change->transition = ConfChangeTransition::JointImplicit;
        if (transition == "explicit") change->transition = ConfChangeTransition::JointExplicit;
        Ref<Entry> e(new Entry);
        e->type =
            first(d, "v1", "false") == "true" ? EntryType::ConfChange : EntryType::ConfChangeV2;
        e->confChange = std::move(change);
        e->payload = e->payloadBytes();
        return give(n, std::move(e));
    }
    std::string sendSnapshot(Node& n, MemberId to) {
        Ref<RaftSnapshot> s(new RaftSnapshot);
        s->index = n.raft.log().applied();
        n.raft.log().term(s->index, s->term);
        s->conf = n.raft.tracker().config.confState();
        PeerMessage m;
        m.type = MessageType::MsgSnap;
        m.from = n.raft.id();
        m.to = to;
        m.term = n.raft.term();
        m.snapshot = std::move(s);
        write(messageText(m));
        travelling_.push_back(std::move(m));
        return {};
    }
    // What of Raft's log has to be on disk, and nothing else, is there.
    static void save(Node& n) {
        const RaftLog& log = n.raft.log();
        n.diskFirst = log.firstIndex();
        n.disk.clear();
        for (Index i = log.firstIndex(); i <= log.stableIndex(); ++i) n.disk.push_back(log.at(i));
    }
    static void compact(Node& n, Index upTo) {
        n.raft.compactLog(upTo);
        if (upTo < n.diskFirst) return;
        n.disk.erase(n.disk.begin(),
                     n.disk.begin() + static_cast<std::ptrdiff_t>(upTo + 1 - n.diskFirst));
        n.diskFirst = upTo + 1;
    }
    void raftLog(const Node& n) {
        for (const EntryRef& e : n.disk) write(entryText(*e));
        if (n.disk.empty())
            write("log is empty: first index=" + std::to_string(n.diskFirst) +
                  ", last index=" + std::to_string(n.diskFirst - 1));
    }
    void status(Node& n) {
        if (n.raft.state() != StateType::Leader) return; // others do not know how far members are
        for (const auto& [id, p] : n.raft.tracker().progress)
            write(std::to_string(id) + ": " + p.text());
    }
    std::string raftState() {
        for (const auto& n : nodes_)
            write(std::to_string(n->raft.id()) + ": " + stateTypeText(n->raft.state()) +
                  (n->raft.tracker().config.voters.contains(n->raft.id()) ? " (Voter)"
                                                                          : " (Non-Voter)") +
                  " Term:" + std::to_string(n->raft.term()) +
                  " Lead:" + std::to_string(n->raft.leader()));
        return {};
    }

    std::string deliver(const Directive& d) {
        std::size_t handled = 0;
        const std::string type = first(d, "type", "");
        for (const Argument& a : d.arguments) {
            if (a.values.empty()) handled += deliverTo(std::stoull(a.key), false, type);
            if (a.key != "drop") continue;
            for (const MemberId id : numbers(a.values)) handled += deliverTo(id, true, type);
        }
        if (handled == 0) write("no messages");
        return {};
    }
    std::size_t deliverTo(MemberId id, bool drop, const std::string& type = {}) {
        std::vector<PeerMessage> mine;
        std::deque<PeerMessage> others;
        for (PeerMessage& m : travelling_) {
            // What a member sends to itself cannot be lost.
            const bool wanted = m.to == id && !(drop && m.from == m.to) &&
                                (type.empty() || type == messageTypeText(m.type));
            if (wanted)
                mine.push_back(std::move(m));
            else
                others.push_back(std::move(m));
        }
        travelling_ = std::move(others);
        for (PeerMessage& m : mine) {
            write((drop ? "dropped: " : "") + messageText(m));
            if (drop) continue;
            Node& n = node(id);
            switch (n.raft.step(std::move(m), n.now)) {
            case StepResult::Done: break;
            case StepResult::ProposalDropped: write("raft proposal dropped"); break;
            case StepResult::StepPeerNotFound: write("raft: cannot step as peer not found"); break;
            }
        }
        return mine.size();
    }
    std::string stabilize(std::vector<MemberId> ids) {
        if (ids.empty())
            for (std::size_t i = 1; i <= nodes_.size(); ++i) ids.push_back(i);
        for (bool done = false; !done;) {
            done = true;
            for (const MemberId id : ids) {
                if (!hasReady(node(id))) continue;
                done = false;
                underHeading(id, "handling Ready", [&] { processReady(id); });
            }
            for (const MemberId id : ids) {
                if (std::none_of(travelling_.begin(), travelling_.end(),
                                 [id](const PeerMessage& m) { return m.to == id; }))
                    continue;
                done = false;
                underHeading(id, "receiving messages", [&] { deliverTo(id, false); });
            }
        }
        return {};
    }

    // Of an entry in etcd's encoding (raftpb.Entry): the limits of a Ready count it.
    static std::size_t encodedBytes(const Entry& e) {
        const auto varint = [](std::uint64_t n) {
            std::size_t bytes = 1;
            for (; n >= 0x80; n >>= 7) ++bytes;
            return bytes;
        };
        const std::size_t head = 4 + varint(e.term) + varint(e.index);
        return e.payload == 0 ? head : head + 1 + varint(e.payload) + e.payload;
    }
    // Committed entries that may be handed out now.
    static Index handOutUpTo(const Node& n) {
        if (n.raft.log().pendingSnapshot()) return n.handedOut;
        Index upTo = n.handedOut;
        std::size_t bytes = 0;
        for (Index i = n.handedOut + 1; i <= n.raft.log().committed(); ++i) {
            bytes += encodedBytes(*n.raft.log().at(i));
            if (i > n.handedOut + 1 && bytes > n.maxCommitted) break;
            upTo = i;
        }
        return upTo;
    }
    bool hasReady(Node& n) {
        take(n);
        const RaftLog& log = n.raft.log();
        return n.raft.leader() != n.lead || n.raft.state() != n.state ||
               n.raft.hardState() != n.hard || log.pendingSnapshot() ||
               log.lastIndex() > log.stableIndex() || !n.messages.empty() ||
               !n.afterAppend.empty() || handOutUpTo(n) > n.handedOut;
    }
    static void take(Node& n) {
        for (PeerMessage& m : n.raft.takeMessages()) n.messages.push_back(std::move(m));
        for (PeerMessage& m : n.raft.takeMessagesAfterAppend())
            n.afterAppend.push_back(std::move(m));
        n.raft.takeNotes();
        n.raft.takeReadStates();
    }

    void processReadies(const std::vector<MemberId>& ids) {
        if (ids.size() == 1) return processReady(ids[0]);
        for (const MemberId id : ids) underHeading(id, "handling Ready", [&] { processReady(id); });
    }
    template <class F>
    void underHeading(MemberId id, const char* what, F&& f) {
        write("> " + std::to_string(id) + ' ' + what);
        indent_ += 2;
        f();
        indent_ -= 2;
    }

    // One Ready, and the Advance that ends it.
    void processReady(MemberId id) {
        Node& n = node(id);
        take(n);
        const RaftLog& log = n.raft.log();
        const HardState hard = n.raft.hardState();
        const Index stableTo = log.lastIndex();
        Term stableTerm = 0;
        log.term(stableTo, stableTerm);
        const Index from = n.handedOut + 1, upTo = handOutUpTo(n);
        const RaftSnapshotRef snapshot = log.pendingSnapshot();
        const bool entries = stableTo > log.stableIndex();
        std::string ready;
        if (n.raft.leader() != n.lead || n.raft.state() != n.state)
            ready += "Lead:" + std::to_string(n.raft.leader()) +
                     " State:" + stateTypeText(n.raft.state()) + '\n';
        if (hard != n.hard) ready += "HardState " + hardStateText(hard) + '\n';
        if (entries) ready += "Entries:\n";
        for (Index i = log.stableIndex() + 1; i <= stableTo; ++i)
            ready += entryText(*log.at(i)) + '\n';
        if (snapshot) ready += "Snapshot " + snapshotText(*snapshot) + '\n';
        std::vector<EntryRef> committed;
        for (Index i = from; i <= upTo; ++i) committed.push_back(log.at(i));
        if (!committed.empty()) ready += "CommittedEntries:\n";
        for (const EntryRef& e : committed) ready += entryText(*e) + '\n';
        std::vector<PeerMessage> self;
        for (PeerMessage& m : std::exchange(n.afterAppend, {}))
            (m.to == id ? self : n.messages).push_back(std::move(m));
        if (!n.messages.empty()) ready += "Messages:\n";
        for (PeerMessage& m : std::exchange(n.messages, {})) {
            ready += messageText(m) + '\n';
            travelling_.push_back(std::move(m));
        }
        const bool mustSync = entries || hard.term != n.hard.term || hard.vote != n.hard.vote;
        write(ready.empty()
                  ? "<empty Ready>"
                  : std::string("Ready MustSync=") + (mustSync ? "true" : "false") + ":\n" + ready);
        n.hard = hard;
        n.lead = n.raft.leader();
        n.state = n.raft.state();
        if (snapshot) n.handedOut = snapshot->index;
        n.handedOut = std::max(n.handedOut, upTo);
        std::size_t bytes = 0;
        for (const EntryRef& e : committed) {
            bytes += e->payload;
            if (e->confChange) n.raft.applyConfChange(*e->confChange, n.now);
        }
        for (PeerMessage& m : self) n.raft.step(std::move(m), n.now);
        n.raft.stableTo(stableTo, stableTerm);
        if (snapshot) n.raft.snapshotInstalled(snapshot->index);
        save(n);
        if (!committed.empty()) n.raft.appliedTo(committed.back()->index, bytes, n.now);
    }

    std::vector<std::unique_ptr<Node>> nodes_;
    std::deque<PeerMessage> travelling_;
    std::string out_;
    std::size_t indent_ = 0;
    bool quiet_ = false;
};

} // namespace raft_script
