#include "cluster/intervention.h"

namespace maqueta::cluster {
namespace {

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& n : names) out += (out.empty() ? "" : ", ") + n;
    return out;
}

std::string objectText(const std::string& kind, const std::string& ns, const std::string& name) {
    return kind + " " + (ns.empty() ? "" : ns + "/") + name;
}

} // namespace

std::string_view text(ProcessKind kind) {
    switch (kind) {
    case ProcessKind::Etcd: return "etcd";
    case ProcessKind::ApiServer: return "kube-apiserver";
    case ProcessKind::Scheduler: return "kube-scheduler";
    case ProcessKind::ControllerManager: return "kube-controller-manager";
    case ProcessKind::Kubelet: return "kubelet";
    case ProcessKind::LoadBalancer: return "load-balancer";
    case ProcessKind::Client: return "kubectl";
    }
    return {};
}

bool isRequest(const Intervention& act) {
    return std::visit(
        Overloaded{[](const ApplyObjects&) { return true; },
                   [](const ScaleObject&) { return true; }, [](const SetImage&) { return true; },
                   [](const UndoRollout&) { return true; },
                   [](const DeleteObject&) { return true; }, [](const Cordon&) { return true; },
                   [](const Drain&) { return true; }, [](const auto&) { return false; }},
        act);
}

base::Sentence sentenceOf(const Intervention& act) {
    using base::Sentence;
    const auto onMachine = [](const char* pattern, const std::string& machine) {
        return Sentence{pattern, {{"machine", machine}}};
    };
    const auto onProcess = [](const char* pattern, const auto& a) {
        return Sentence{pattern,
                        {{"machine", a.machine}, {"process", std::string(text(a.process))}}};
    };
    const auto onObject = [](const char* pattern, const auto& a, base::SentenceFields fields) {
        fields.emplace_back("object", objectText(a.kind, a.ns, a.name));
        return Sentence{pattern, std::move(fields)};
    };
    const auto healed = [](Sentence what) {
        return Sentence{
            MAQUETA_TEXT("Interventions", "heal: {sentence}"), {}, {{"sentence", std::move(what)}}};
    };
    return std::visit(
        Overloaded{
            [&](const AddMachine& a) {
                return onMachine(MAQUETA_TEXT("Interventions", "add {machine}"),
                                 a.spec.name.empty() ? std::string(text(a.spec.role))
                                                     : a.spec.name);
            },
            [&](const RemoveMachine& a) {
                return onMachine(a.byForce
                                     ? MAQUETA_TEXT("Interventions", "remove {machine} by force")
                                     : MAQUETA_TEXT("Interventions", "remove {machine}"),
                                 a.machine);
            },
            [&](const PowerOff& a) {
                return onMachine(MAQUETA_TEXT("Interventions", "cut the power of {machine}"),
                                 a.machine);
            },
            [&](const PowerOn& a) {
                return onMachine(MAQUETA_TEXT("Interventions", "switch {machine} on"), a.machine);
            },
            [&](const CrashProcess& a) {
                return onProcess(MAQUETA_TEXT("Interventions", "crash the {process} of {machine}"),
                                 a);
            },
            [&](const StartProcess& a) {
                return onProcess(MAQUETA_TEXT("Interventions", "start the {process} of {machine}"),
                                 a);
            },
            [&](const PullCable& a) {
                return onMachine(MAQUETA_TEXT("Interventions", "pull the cable of {machine}"),
                                 a.machine);
            },
            [&](const PlugCable& a) {
                return onMachine(MAQUETA_TEXT("Interventions", "plug the cable of {machine}"),
                                 a.machine);
            },
            [](const CutNetwork& a) {
                return Sentence{
                    a.oneWay ? MAQUETA_TEXT("Interventions", "cut the network from {a} to {b}")
                             : MAQUETA_TEXT("Interventions", "cut the network between {a} and {b}"),
                    {{"a", joined(a.sideA)}, {"b", joined(a.sideB)}}};
            },
            [](const HealNetwork&) {
                return Sentence{MAQUETA_TEXT("Interventions", "heal the network")};
            },
            [&](const HealCut& a) { return healed(sentenceOf(Intervention(a.cut))); },
            [](const InjectFault& a) {
                return Sentence{MAQUETA_TEXT("Interventions", "fault: {sentence}"),
                                {},
                                {{"sentence", sentenceOf(a.fault)}}};
            },
            [&](const HealFault& a) { return healed(sentenceOf(a.fault)); },
            [](const HealEverything&) {
                return Sentence{MAQUETA_TEXT("Interventions", "heal everything")};
            },
            [](const SetUsage& a) {
                return Sentence{MAQUETA_TEXT("Interventions", "set the load of {object} to {cpu}m"),
                                {{"object", objectText("Pod", a.ns, a.pod)},
                                 {"cpu", std::to_string(a.cpuMilli)}}};
            },
            [&](const SaveSnapshot& a) {
                return onMachine(
                    a.machine.empty()
                        ? MAQUETA_TEXT("Interventions", "save a snapshot")
                        : MAQUETA_TEXT("Interventions", "save a snapshot from {machine}"),
                    a.machine);
            },
            [](const LoadSnapshot& a) {
                return Sentence{MAQUETA_TEXT("Interventions", "load the snapshot {file}"),
                                {{"file", a.file}}};
            },
            [&](const MoveLeader& a) {
                return onMachine(
                    MAQUETA_TEXT("Interventions", "hand etcd's leadership over to {machine}"),
                    a.machine);
            },
            [](const RestoreSnapshot& a) {
                const base::SentenceFields fields{{"number", std::to_string(a.snapshot)},
                                                  {"bump", std::to_string(a.bumpRevision)}};
                const char* pattern =
                    a.bumpRevision == 0
                        ? MAQUETA_TEXT("Interventions", "restore snapshot {number}")
                        : MAQUETA_TEXT("Interventions",
                                       "restore snapshot {number}, revisions raised by {bump}");
                if (a.restartOthers) return Sentence{pattern, fields};
                return Sentence{
                    MAQUETA_TEXT("Interventions", "{sentence}, and start nobody else anew"),
                    {},
                    {{"sentence", Sentence{pattern, fields}}}};
            },
            [](const ApplyObjects& a) {
                if (!a.title.empty())
                    return Sentence{MAQUETA_TEXT("Interventions", "apply {title}"),
                                    {{"title", a.title}}};
                return Sentence{MAQUETA_TEXT("Interventions", "apply {count} objects"),
                                {{"count", std::to_string(a.objects.size())}}};
            },
            [&](const ScaleObject& a) {
                return onObject(MAQUETA_TEXT("Interventions", "scale {object} to {replicas}"), a,
                                {{"replicas", std::to_string(a.replicas)}});
            },
            [&](const SetImage& a) {
                return onObject(
                    MAQUETA_TEXT("Interventions", "set the image of {object} to {image}"), a,
                    {{"image", a.image}});
            },
            [](const UndoRollout& a) {
                return Sentence{a.toRevision == 0
                                    ? MAQUETA_TEXT("Interventions", "undo the rollout of {object}")
                                    : MAQUETA_TEXT("Interventions",
                                                   "take {object} back to revision {revision}"),
                                {{"object", objectText("Deployment", a.ns, a.name)},
                                 {"revision", std::to_string(a.toRevision)}}};
            },
            [&](const DeleteObject& a) {
                return onObject(MAQUETA_TEXT("Interventions", "delete {object}"), a, {});
            },
            [](const Cordon& a) {
                return Sentence{a.unschedulable ? MAQUETA_TEXT("Interventions", "cordon {node}")
                                                : MAQUETA_TEXT("Interventions", "uncordon {node}"),
                                {{"node", a.node}}};
            },
            [](const Drain& a) {
                return Sentence{MAQUETA_TEXT("Interventions", "drain {node}"), {{"node", a.node}}};
            }},
        act);
}

} // namespace maqueta::cluster
