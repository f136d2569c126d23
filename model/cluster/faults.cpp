// Faults that last: what each does to the world, and how it is healed.
#include "cluster/parts.h"

#include <algorithm>

namespace maqueta::cluster {
namespace {

using base::Status;

// What a paused process's machine keeps for it; etcd's own messages beyond it are lost.
constexpr std::size_t mostHeld = 20'000;

constexpr sim::Duration heldUpTo = sim::milliseconds(50);

network::Trouble troubleOf(const Fault& f) {
    network::Trouble t;
    const int perMillion = static_cast<int>(f.amount) * 10'000;
    switch (f.kind) {
    case FaultKind::Latency: t.latency = sim::milliseconds(f.amount); break;
    case FaultKind::Loss: t.lossPerMillion = perMillion; break;
    case FaultKind::Duplication:
        t.duplicatePerMillion = perMillion;
        t.heldUpTo = heldUpTo;
        break;
    case FaultKind::Reordering:
        t.heldPerMillion = perMillion;
        t.heldUpTo = heldUpTo;
        break;
    case FaultKind::Bandwidth: t.bytesPerSecond = f.amount * 1000; break;
    default: break;
    }
    return t;
}

} // namespace

Status Step::checkFault(const Fault& f) const {
    const FaultInfo& row = info(f.kind);
    const auto refuse = [&](const char* pattern, base::SentenceFields more = {}) {
        more.emplace_back("machine", f.machine);
        return base::refusal({pattern, std::move(more)});
    };
    const network::MachineId machine = w_.findMachine(f.machine);
    if (!machine.valid())
        return refuse(MAQUETA_TEXT("Refusals", "there is no machine called {machine}"));
    if (!w_.machine(machine).on)
        return refuse(
            MAQUETA_TEXT("Refusals", "{machine} has no power: there is nothing to disturb"));
    if (!row.unit.empty() && (f.amount < row.least || f.amount > row.most))
        return refuse(MAQUETA_TEXT("Refusals",
                                   "the amount of {fault} lies between {least} and {most} {unit}"),
                      {{"fault", std::string(row.name)},
                       {"least", std::to_string(row.least)},
                       {"most", std::to_string(row.most)},
                       {"unit", std::string(row.unit)}});
    if (row.place == FaultPlace::Link && !f.other.empty()) {
        const network::MachineId other = w_.findMachine(f.other);
        if (!other.valid())
            return base::refusal({MAQUETA_TEXT("Refusals", "there is no machine called {machine}"),
                                  {{"machine", f.other}}});
        if (f.other == f.machine)
            return refuse(MAQUETA_TEXT("Refusals", "a way leads from one machine to another one"));
        if (!w_.machine(other).on)
            return base::refusal(
                {MAQUETA_TEXT("Refusals", "{machine} has no power: there is nothing to disturb"),
                 {{"machine", f.other}}});
    }
    for (const Fault& there : *w_.faults_)
        if (samePlace(there, f) && there.amount == f.amount)
            return base::refusal({MAQUETA_TEXT("Refusals", "it is so already: {fault}"),
                                  {},
                                  {{"fault", sentenceOf(there)}}});
    if (row.place == FaultPlace::Process) {
        const network::ProcessId p = w_.findProcess(machine, f.process);
        if (!p.valid())
            return refuse(MAQUETA_TEXT("Refusals", "{machine} has no {what}"),
                          {{"what", std::string(text(f.process))}});
        if (!w_.process(p).running)
            return refuse(MAQUETA_TEXT("Refusals", "the {what} of {machine} does not run"),
                          {{"what", std::string(text(f.process))}});
    }
    const bool ofEtcd = row.place == FaultPlace::Machine && f.kind != FaultKind::ClockSkew;
    if (ofEtcd && !w_.findProcess(machine, ProcessKind::Etcd).valid())
        return refuse(MAQUETA_TEXT(
            "Refusals", "{machine} has no etcd member: nothing of the cluster is on its disk"));
    if (f.kind == FaultKind::CorruptLog) {
        const World::Process& p = w_.process(w_.findProcess(machine, ProcessKind::Etcd));
        const store::Disk& disk = w_.restingDisk(p);
        if (p.running ? w_.member(p).disk().log.empty() : disk.log.empty())
            return refuse(MAQUETA_TEXT("Refusals", "etcd's log on {machine} is empty"));
    }
    return {};
}

Status Step::injectFault(Fault f) {
    if (f.amount == 0) f.amount = info(f.kind).usual;
    if (Status status = checkFault(f); !status) return status;
    std::vector<Fault>& list = w_.faults_.write();
    std::erase_if(list, [&](const Fault& there) { return samePlace(there, f); });
    list.push_back(f);
    Beat b;
    b.kind = BeatKind::FaultInjected;
    b.machine = w_.findMachine(f.machine);
    b.part = f.machine;
    b.setSentence(sentenceOf(f));
    b.fields.emplace_back("fault", info(f.kind).name);
    beat(std::move(b));
    return beginFault(f);
}

Status Step::beginFault(const Fault& f) {
    const network::MachineId machine = w_.findMachine(f.machine);
    World::Machine& m = w_.machines_.write(machine.value);
    const network::ProcessId process = w_.findProcess(
        machine, info(f.kind).place == FaultPlace::Process ? f.process : ProcessKind::Etcd);
    switch (f.kind) {
    case FaultKind::Pause: pause(process, true); break;
    case FaultKind::CrashLoop: planLoopCrash(process); break;
    case FaultKind::ClockSkew:
        w_.anyClockTrouble_ = true;
        m.clock.skew(static_cast<int>(f.amount), now());
        break;
    case FaultKind::SlowDisk: m.syncTrouble = sim::milliseconds(f.amount); break;
    case FaultKind::FullDisk:
        m.diskFull = true;
        if (w_.process(process).running) {
            MemberOutbox out(*this, process);
            w_.members_.write(w_.process(process).index).write().setDiskFull(true, out);
        }
        break;
    case FaultKind::LostDisk:
        m.diskLost = true;
        if (w_.process(process).running) crash(process, false);
        w_.memberDisks_.write(w_.process(process).index) = store::Disk{};
        break;
    case FaultKind::CorruptLog:
        if (w_.process(process).running)
            w_.members_.write(w_.process(process).index).write().damageLog();
        else
            w_.memberDisks_.write(w_.process(process).index).damage();
        break;
    case FaultKind::Latency:
    case FaultKind::Loss:
    case FaultKind::Duplication:
    case FaultKind::Reordering:
    case FaultKind::Bandwidth: troubleWays(); break;
    }
    return {};
}

Status Step::healFault(const Fault& wanted) {
    const std::vector<Fault>& list = *w_.faults_;
    const auto found = std::find_if(list.begin(), list.end(),
                                    [&](const Fault& f) { return samePlace(f, wanted); });
    if (found == list.end())
        return base::refusal(
            {MAQUETA_TEXT("Refusals", "there is no such fault to heal: {fault} on {machine}"),
             {{"fault", std::string(info(wanted.kind).name)}, {"machine", wanted.machine}}});
    const Fault fault = *found;
    if (Status status = endFault(fault); !status) return status;
    std::erase_if(w_.faults_.write(), [&](const Fault& f) { return samePlace(f, fault); });
    if (info(fault.kind).place == FaultPlace::Link) troubleWays();
    Beat b;
    b.kind = BeatKind::FaultHealed;
    b.machine = w_.findMachine(fault.machine);
    b.part = fault.machine;
    b.setSentence({MAQUETA_TEXT("Interventions", "no longer: {sentence}"),
                   {},
                   {{"sentence", sentenceOf(fault)}}});
    b.fields.emplace_back("fault", info(fault.kind).name);
    beat(std::move(b));
    return {};
}

Status Step::endFault(const Fault& f) {
    const network::MachineId machine = w_.findMachine(f.machine);
    World::Machine& m = w_.machines_.write(machine.value);
    const network::ProcessId process = w_.findProcess(
        machine, info(f.kind).place == FaultPlace::Process ? f.process : ProcessKind::Etcd);
    switch (f.kind) {
    case FaultKind::Pause: pause(process, false); break;
    case FaultKind::CrashLoop:
        w_.processes_.write(process.value).crashes = 0;
        if (!w_.process(process).running) startWanted(process);
        break;
    case FaultKind::ClockSkew: m.clock.heal(now()); break;
    case FaultKind::SlowDisk: m.syncTrouble = {}; break;
    case FaultKind::FullDisk:
        m.diskFull = false;
        if (w_.process(process).running) {
            MemberOutbox out(*this, process);
            w_.members_.write(w_.process(process).index).write().setDiskFull(false, out);
        }
        break;
    case FaultKind::LostDisk:
    case FaultKind::CorruptLog: return replaceMember(machine);
    case FaultKind::Latency:
    case FaultKind::Loss:
    case FaultKind::Duplication:
    case FaultKind::Reordering:
    case FaultKind::Bandwidth: break;
    }
    return {};
}

// `etcdctl member remove` and `member add`: the old member is no part of the cluster any more, and
// an empty one under a new id joins as a learner (membership.cpp proposes both).
Status Step::replaceMember(network::MachineId id) {
    const auto damaged = [&](const std::string& name) {
        return std::any_of(w_.faults_->begin(), w_.faults_->end(), [&](const Fault& f) {
            return f.machine == name &&
                   (f.kind == FaultKind::LostDisk || f.kind == FaultKind::CorruptLog);
        });
    };
    bool another = false;
    for (std::uint32_t i = 0; i < w_.machines_.size(); ++i) {
        const World::Machine& m = w_.machines_[i];
        const bool holdsData =
            m.exists && m.spec.role == w_.etcdRole() && i != id.value && !damaged(m.spec.name);
        another = another || holdsData;
    }
    if (!another)
        return base::refusal({MAQUETA_TEXT(
            "Refusals",
            "no other member holds the data: only a restore from a snapshot brings it back")});
    // One that still answers leaves in order, so that its vote is not missed meanwhile.
    const World::Electorate electorate = w_.electorate();
    World::Machine& machine = w_.machines_.write(id.value);
    const MemberView member = w_.viewOf(electorate, machine.raftId);
    if (!member.answers || whyItStays(w_.quorum(electorate), member, machine.spec.name)) {
        startEmptyMember(id);
    } else if (machine.parting == World::Parting::None) {
        machine.parting = World::Parting::MemberIsReplaced;
        improveMembership();
    }
    watchMembership();
    return {};
}

void Step::startEmptyMember(network::MachineId id) {
    const network::ProcessId process = w_.findProcess(id, ProcessKind::Etcd);
    if (w_.process(process).running) stopProcess(process, Ending::Crash);
    World::Machine& m = w_.machines_.write(id.value);
    w_.memberProcesses_.erase(m.raftId);
    m.raftId += World::memberGeneration;
    w_.memberProcesses_.set(m.raftId, process);
    m.diskLost = false;
    if (m.parting == World::Parting::MemberIsReplaced) m.parting = World::Parting::None;
    w_.memberDisks_.write(w_.process(process).index) = store::Disk{};
    std::erase_if(w_.faults_.write(), [&](const Fault& f) {
        return f.machine == m.spec.name &&
               (f.kind == FaultKind::LostDisk || f.kind == FaultKind::CorruptLog);
    });
    w_.processes_.write(process.value).crashes = 0;
    if (m.on) startWanted(process);
    watchMembership();
}

Status Step::healCut(const CutNetwork& wanted) {
    std::vector<CutNetwork>& cuts = w_.cuts_.write();
    if (std::erase(cuts, wanted) == 0)
        return base::refusal({MAQUETA_TEXT("Refusals", "the network is not cut there")});
    troubleWays();
    Beat b;
    b.kind = BeatKind::NetworkHealed;
    b.part = "network";
    b.text = cuts.empty() ? "is not cut any more" : "has one cut less";
    b.fields = {{"cuts", std::to_string(cuts.size())}};
    beat(std::move(b));
    return {};
}

Status Step::healEverything() {
    bool healed = networkBroken();
    if (healed) healNetwork();
    Status left = base::refusal({MAQUETA_TEXT("Refusals", "nothing is broken")});
    const std::vector<Fault> faults = *w_.faults_;
    // What cannot be healed, because nobody holds the data, stays and says so in the picture.
    for (const Fault& f : faults) {
        if (Status done = healFault(f); done)
            healed = true;
        else
            left = done;
    }
    for (std::uint32_t i = 0; i < w_.machines_.size(); ++i) {
        const World::Machine& m = w_.machines_[i];
        if (!m.exists || m.on) continue;
        Beat b;
        b.kind = BeatKind::PowerBack;
        b.machine = network::MachineId{i};
        b.part = m.spec.name;
        b.text = "has power again";
        b.fields = {{"machine", m.spec.name}};
        beat(std::move(b));
        powerOn(network::MachineId{i});
        healed = true;
    }
    for (std::uint32_t i = 0; i < w_.processes_.size(); ++i) {
        const World::Process& p = w_.processes_[i];
        if (!restoreLets(p.kind)) continue; // a restore starts what it has stopped
        const World::Machine& m = w_.machine(p.machine);
        if (!m.exists || !m.on || p.running || p.wanted) continue;
        startWanted(network::ProcessId{i});
        healed = true;
    }
    return healed ? Status() : left;
}

void Step::forgetFaultsOf(std::string_view machine) {
    const auto concerns = [&](const Fault& f) {
        return f.machine == machine || f.other == machine;
    };
    std::erase_if(w_.faults_.write(), concerns);
    for (CutNetwork& cut : w_.cuts_.write()) {
        std::erase(cut.sideA, machine);
        std::erase(cut.sideB, machine);
    }
    std::erase_if(w_.cuts_.write(),
                  [](const CutNetwork& c) { return c.sideA.empty() || c.sideB.empty(); });
    troubleWays();
}

void Step::troubleWays() {
    w_.fabric_.healCuts();
    w_.fabric_.healTroubles();
    for (const CutNetwork& cut : *w_.cuts_)
        for (const std::string& a : cut.sideA)
            for (const std::string& b : cut.sideB) {
                const network::MachineId x = w_.findMachine(a), y = w_.findMachine(b);
                w_.fabric_.cut(x, y);
                if (!cut.oneWay) w_.fabric_.cut(y, x);
            }
    for (const Fault& f : *w_.faults_) {
        if (info(f.kind).place != FaultPlace::Link) continue;
        const network::MachineId a = w_.findMachine(f.machine);
        const network::MachineId b =
            f.other.empty() ? network::MachineId{} : w_.findMachine(f.other);
        w_.fabric_.trouble(a, b, troubleOf(f));
        if (!f.oneWay) w_.fabric_.trouble(b, a, troubleOf(f));
    }
}

// --- processes that stand still or keep ending ---------------------------------------------------

void Step::pause(network::ProcessId id, bool paused) {
    w_.processes_.write(id.value).paused = paused;
    if (paused) return watchBrokenConnections();
    const auto* held = w_.held_.find(id.value);
    if (!held) return;
    const std::vector<sim::Event> waiting = **held;
    w_.held_.erase(id.value);
    for (sim::Event event : waiting) {
        event.at = now();
        const std::uint64_t before = event.seq;
        const std::uint64_t seq = w_.queue_.push(event);
        if (const sim::Time* local = w_.localTimers_.find(before)) {
            w_.localTimers_.set(seq, *local);
            w_.localTimers_.erase(before);
        }
    }
}

// A timer that is due at a moment of its own machine's clock.
void Step::pushTimer(sim::Event event, sim::Time local) {
    const Clock& clock = w_.machine(w_.process(network::ProcessId{event.target}).machine).clock;
    event.at = std::max(now(), clock.truthOf(local, now()));
    const std::uint64_t seq = w_.queue_.push(event);
    if (!clock.isTrue(now())) w_.localTimers_.set(seq, local);
}

// The clock became slower after this timer was set: it is set again. No process ever sees a timer
// fire early.
bool Step::notYet(const sim::Event& event) {
    sim::Time local = event.at;
    if (const sim::Time* known = w_.localTimers_.find(event.seq)) {
        local = *known;
        w_.localTimers_.erase(event.seq);
    }
    const network::ProcessId target{event.target};
    if (w_.localTime(w_.process(target).machine) >= local) return false;
    pushTimer(event, local);
    return true;
}

// Keeps what comes for a process that stands still; true when it did.
bool Step::heldBack(const sim::Event& event) {
    using Kind = World::EventKind;
    const auto kind = static_cast<Kind>(event.kind);
    const bool forProcess = kind == Kind::Deliver || kind == Kind::PartTimer ||
                            kind == Kind::DiskSynced || kind == Kind::ProbeRound ||
                            kind == Kind::ConnectTimeout;
    if (!forProcess || !w_.process(network::ProcessId{event.target}).paused) return false;
    std::vector<sim::Event>& held = w_.held_.write(event.target).write();
    const bool full = kind == Kind::Deliver && held.size() >= mostHeld;
    if (full)
        leftUnread(w_.envelopes_.take(static_cast<std::uint32_t>(event.payload)));
    else
        held.push_back(event);
    return true;
}

void Step::dropHeld(network::ProcessId id) {
    w_.processes_.write(id.value).paused = false;
    std::erase_if(w_.faults_.write(), [&](const Fault& f) {
        return f.kind == FaultKind::Pause && f.process == w_.process(id).kind &&
               f.machine == w_.machine(w_.process(id).machine).spec.name;
    });
    const auto* held = w_.held_.find(id.value);
    if (!held) return;
    for (const sim::Event& event : **held) {
        const auto kind = static_cast<World::EventKind>(event.kind);
        if (kind != World::EventKind::Deliver && kind != World::EventKind::ConnectTimeout) continue;
        const Envelope unread = w_.envelopes_.take(static_cast<std::uint32_t>(event.payload));
        if (kind == World::EventKind::Deliver) leftUnread(unread);
    }
    w_.held_.erase(id.value);
}

void Step::planLoopCrash(network::ProcessId id) {
    if (w_.faults_->empty()) return;
    const World::Process& p = w_.process(id);
    const std::string& machine = w_.machine(p.machine).spec.name;
    for (const Fault& f : *w_.faults_)
        if (f.kind == FaultKind::CrashLoop && f.machine == machine && f.process == p.kind)
            w_.queue_.push({.at = now() + sim::milliseconds(f.amount),
                            .target = id.value,
                            .kind = static_cast<std::uint16_t>(World::EventKind::LoopCrash),
                            .epoch = p.epoch});
}

void Step::loopCrash(network::ProcessId id) {
    const World::Process& p = w_.process(id);
    const std::string machine = w_.machine(p.machine).spec.name;
    const bool still = std::any_of(w_.faults_->begin(), w_.faults_->end(), [&](const Fault& f) {
        return f.kind == FaultKind::CrashLoop && f.machine == machine && f.process == p.kind;
    });
    if (!still) return;
    Beat b = partBeat(id, BeatKind::ProcessCrashed, std::string(text(p.kind)), {},
                      std::string(text(p.kind)) + " crashes again");
    b.fields.emplace_back("process", text(p.kind));
    b.fields.emplace_back("again", "yes");
    beat(std::move(b));
    crash(id, false);
}

} // namespace maqueta::cluster
