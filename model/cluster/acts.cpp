// Interventions: each checks first, and only then changes the world.
#include "api/name_rules.h"
#include "cluster/outboxes.h"
#include "cluster/parts.h"

namespace maqueta::cluster {
namespace {

using base::Error;
using base::refusal;
using base::Status;

// Carries out one act. Every check stands before the first change.
class Actor {
public:
    Actor(World& world, Step& step, std::uint64_t number)
        : w_(world), step_(step), number_(number) {}

    Status operator()(const AddMachine& act) {
        MachineSpec spec = act.spec;
        if (spec.name.empty()) spec.name = freeName(spec.role);
        if (auto wrong = api::dns1123SubdomainErrors(spec.name); !wrong.empty())
            return refusal(
                {MAQUETA_TEXT("Refusals", "\"{name}\" cannot name a machine, and so a node: {why}"),
                 {{"name", spec.name}, {"why", wrong.front()}}});
        if (w_.findMachine(spec.name).valid())
            return refusal({MAQUETA_TEXT("Refusals", "there is a machine called {machine} already"),
                            {{"machine", spec.name}}});
        if (spec.role == Role::Etcd && w_.etcdRole() != Role::Etcd)
            return refusal({MAQUETA_TEXT(
                "Refusals", "etcd runs on the control-plane machines of this cluster: machines of "
                            "its own are chosen when a cluster is new")});
        if (spec.cpuMilli <= 0 || spec.memoryBytes <= 0)
            return refusal({MAQUETA_TEXT("Refusals", "a machine needs CPU and memory")});
        step_.addMachine(spec);
        return {};
    }
    Status operator()(const RemoveMachine& act) {
        return onMachine(act.machine, [&](network::MachineId id) -> Status {
            const Role role = w_.machine(id).spec.role;
            const bool member = w_.findProcess(id, ProcessKind::Etcd).valid();
            if (member && isLastVoter(id))
                return about(
                    act.machine,
                    MAQUETA_TEXT("Refusals",
                                 "{machine} cannot be removed: it holds the last voter of etcd"));
            if (role == Role::ControlPlane && w_.topology().count(role) == 1)
                return about(act.machine,
                             MAQUETA_TEXT("Refusals", "{machine} cannot be removed: it has the "
                                                      "last API server"));
            if (role == Role::Client || role == Role::LoadBalancer)
                return about(
                    act.machine,
                    MAQUETA_TEXT("Refusals",
                                 "{machine} cannot be removed: the cluster needs its {what}"),
                    text(role));
            if (member && !act.byForce) return step_.beginLeaving(id);
            step_.removeMachine(id);
            return {};
        });
    }
    Status operator()(const PowerOff& act) {
        return onMachine(act.machine, [&](network::MachineId id) -> Status {
            if (!w_.machine(id).on)
                return about(act.machine, MAQUETA_TEXT("Refusals", "{machine} is off already"));
            Beat b = machineBeat(id, BeatKind::PowerLost, "loses power");
            b.fields.emplace_back("leases", step_.leasesHeldOn(id));
            b.fields.emplace_back("sinceRenewal", step_.sinceRenewalOn(id));
            b.fields.emplace_back("ready", step_.saidReady(id));
            step_.beat(std::move(b));
            step_.powerOff(id);
            return {};
        });
    }
    Status operator()(const PowerOn& act) {
        return onMachine(act.machine, [&](network::MachineId id) -> Status {
            if (w_.machine(id).on)
                return about(act.machine, MAQUETA_TEXT("Refusals", "{machine} is on already"));
            step_.beat(machineBeat(id, BeatKind::PowerBack, "has power again"));
            step_.powerOn(id);
            return {};
        });
    }
    Status operator()(const CrashProcess& act) {
        return onProcess(act.machine, act.process, [&](network::ProcessId id) -> Status {
            if (!w_.process(id).running)
                return about(act.machine,
                             MAQUETA_TEXT("Refusals", "the {what} of {machine} does not run"),
                             text(act.process));
            Beat b = machineBeat(w_.process(id).machine, BeatKind::ProcessCrashed,
                                 std::string(text(act.process)) + " crashes");
            b.process = id;
            b.fields.emplace_back("process", text(act.process));
            step_.beat(std::move(b));
            step_.crash(id, act.staysDown);
            return {};
        });
    }
    Status operator()(const StartProcess& act) {
        return onProcess(act.machine, act.process, [&](network::ProcessId id) -> Status {
            if (!w_.machine(w_.process(id).machine).on)
                return about(act.machine, MAQUETA_TEXT("Refusals", "{machine} has no power"));
            if (w_.process(id).running)
                return about(act.machine,
                             MAQUETA_TEXT("Refusals", "the {what} of {machine} runs already"),
                             text(act.process));
            if (!step_.restoreLets(act.process))
                return about(
                    act.machine,
                    MAQUETA_TEXT("Refusals", "a restore is running: it starts the {what} itself"),
                    text(act.process));
            step_.startWanted(id);
            return {};
        });
    }
    Status operator()(const PullCable& act) { return cable(act.machine, false); }
    Status operator()(const PlugCable& act) { return cable(act.machine, true); }
    Status operator()(const CutNetwork& act) {
        if (act.sideA.empty() || act.sideB.empty())
            return refusal({MAQUETA_TEXT("Refusals", "a cut needs machines on both sides")});
        std::vector<network::MachineId> a, b;
        for (const auto& [names, ids] : {std::pair(&act.sideA, &a), std::pair(&act.sideB, &b)})
            for (const std::string& name : *names) {
                const network::MachineId id = w_.findMachine(name);
                if (!id.valid()) return noSuchMachine(name);
                ids->push_back(id);
            }
        for (const network::MachineId x : a)
            for (const network::MachineId y : b)
                if (x == y)
                    return about(w_.machine(x).spec.name,
                                 MAQUETA_TEXT("Refusals", "{machine} cannot be on both sides"));
        for (const CutNetwork& cut : w_.cuts())
            if (cut == act)
                return refusal({MAQUETA_TEXT("Refusals", "the network is cut there already")});
        step_.cut(act);
        return {};
    }
    Status operator()(const HealNetwork&) {
        if (!step_.networkBroken())
            return refusal({MAQUETA_TEXT("Refusals", "the network is whole: nothing to heal")});
        step_.healNetwork();
        return {};
    }
    Status operator()(const HealCut& act) { return step_.healCut(act.cut); }
    Status operator()(const InjectFault& act) { return step_.injectFault(act.fault); }
    Status operator()(const HealFault& act) { return step_.healFault(act.fault); }
    Status operator()(const HealEverything&) { return step_.healEverything(); }
    Status operator()(const SetUsage& act) { return step_.setUsage(act); }
    Status operator()(const SaveSnapshot& act) { return step_.saveSnapshot(act.machine); }
    Status operator()(const LoadSnapshot& act) { return step_.loadSnapshot(act); }
    Status operator()(const MoveLeader& act) {
        return onProcess(act.machine, ProcessKind::Etcd,
                         [&](network::ProcessId id) { return step_.moveLeader(id); });
    }
    Status operator()(const RestoreSnapshot& act) {
        if (w_.restoring())
            return refusal({MAQUETA_TEXT("Refusals", "a restore is running already")});
        if (act.snapshot == 0 || act.snapshot > w_.shelf().size())
            return refusal({MAQUETA_TEXT("Refusals", "there is no snapshot {number}"),
                            {{"number", std::to_string(act.snapshot)}}});
        const std::int64_t revision = w_.shelf()[act.snapshot - 1].content.revision;
        const std::int64_t room = std::max<std::int64_t>(0, store::latestRevision - revision);
        if (act.bumpRevision < 0 || act.bumpRevision > room)
            return refusal(
                {MAQUETA_TEXT("Refusals", "revision {revision} cannot be raised by {bump}, only by "
                                          "0 to {most}"),
                 {{"revision", std::to_string(revision)},
                  {"bump", std::to_string(act.bumpRevision)},
                  {"most", std::to_string(room)}}});
        step_.beginRestore(act);
        return {};
    }
    Status operator()(const auto& request) {
        auto errands = errandsOf(Intervention(request), number_);
        if (!errands) return errands.error();
        return step_.ask(*std::move(errands));
    }

private:
    // About a machine, and a part of it that is called `what`.
    static Error about(const std::string& machine, const char* pattern,
                       std::string_view what = {}) {
        return refusal({pattern, {{"machine", machine}, {"what", std::string(what)}}});
    }
    static Error noSuchMachine(const std::string& name) {
        return about(name, MAQUETA_TEXT("Refusals", "there is no machine called {machine}"));
    }
    Status onMachine(const std::string& name, auto&& then) {
        const network::MachineId id = w_.findMachine(name);
        if (!id.valid()) return noSuchMachine(name);
        return then(id);
    }
    Status onProcess(const std::string& name, ProcessKind kind, auto&& then) {
        return onMachine(name, [&](network::MachineId machine) -> Status {
            const network::ProcessId id = w_.findProcess(machine, kind);
            if (!id.valid())
                return about(name, MAQUETA_TEXT("Refusals", "{machine} has no {what}"), text(kind));
            return then(id);
        });
    }
    Status cable(const std::string& name, bool plugged) {
        return onMachine(name, [&](network::MachineId id) -> Status {
            if (step_.plugged(id) == plugged)
                return about(
                    name,
                    plugged ? MAQUETA_TEXT("Refusals", "the cable of {machine} is plugged already")
                            : MAQUETA_TEXT("Refusals", "the cable of {machine} is out already"));
            step_.plug(id, plugged);
            Beat b = machineBeat(id, plugged ? BeatKind::CablePlugged : BeatKind::CablePulled,
                                 plugged ? "is plugged in again" : "has its cable pulled");
            if (!plugged) b.fields.emplace_back("sinceRenewal", step_.sinceRenewalOn(id));
            step_.beat(std::move(b));
            return {};
        });
    }
    Beat machineBeat(network::MachineId id, BeatKind kind, std::string what) const {
        Beat b;
        b.kind = kind;
        b.machine = id;
        b.part = w_.machine(id).spec.name;
        b.text = std::move(what);
        b.fields = {{"machine", w_.machine(id).spec.name},
                    {"role", std::string(text(w_.machine(id).spec.role))}};
        return b;
    }
    // No other machine that is still there holds a vote: with it, the data would go.
    bool isLastVoter(network::MachineId id) const {
        const World::Electorate electorate = w_.electorate();
        for (std::uint32_t i = 0; i < w_.machineCount(); ++i) {
            const World::Machine& m = w_.machine(network::MachineId{i});
            if (i != id.value && m.exists &&
                w_.viewOf(electorate, m.raftId).membership == Membership::Voter)
                return false;
        }
        return true;
    }
    std::string freeName(Role role) const {
        for (int i = 1;; ++i) {
            std::string name = std::string(text(role)) + "-" + std::to_string(i);
            if (!w_.findMachine(name).valid()) return name;
        }
    }

    World& w_;
    Step& step_;
    std::uint64_t number_;
};

} // namespace

base::Status World::apply(const Intervention& act, std::uint64_t number, Observer& observer) {
    Step step(*this, observer, 0);
    Beat b;
    b.kind = BeatKind::Acted;
    b.part = "you";
    b.setSentence(sentenceOf(act));
    b.fields.emplace_back("act", std::to_string(number));
    b.fields.emplace_back("request", isRequest(act) ? "yes" : "no");
    // A refused act must leave no mark, not even a beat: it is tried on a copy first, which costs a
    // few counts.
    World trial(*this);
    BlindObserver blind;
    Step trialStep(trial, blind, 0);
    if (base::Status status = std::visit(Actor(trial, trialStep, number), act); !status)
        return status;
    Step real(*this, observer, step.beat(std::move(b)));
    return std::visit(Actor(*this, real, number), act);
}

} // namespace maqueta::cluster
