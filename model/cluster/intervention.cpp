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
                   [](const DeleteObject&) { return true; }, [](const Cordon&) { return true; },
                   [](const auto&) { return false; }},
        act);
}

std::string describe(const Intervention& act) {
    return std::visit(
        Overloaded{
            [](const AddMachine& a) {
                return "add " +
                       (a.spec.name.empty() ? std::string(text(a.spec.role)) : a.spec.name);
            },
            [](const RemoveMachine& a) { return "remove " + a.machine; },
            [](const PowerOff& a) { return "cut the power of " + a.machine; },
            [](const PowerOn& a) { return "switch " + a.machine + " on"; },
            [](const CrashProcess& a) {
                return "crash the " + std::string(text(a.process)) + " of " + a.machine;
            },
            [](const StartProcess& a) {
                return "start the " + std::string(text(a.process)) + " of " + a.machine;
            },
            [](const PullCable& a) { return "pull the cable of " + a.machine; },
            [](const PlugCable& a) { return "plug the cable of " + a.machine; },
            [](const CutNetwork& a) {
                return "cut the network " + std::string(a.oneWay ? "from " : "between ") +
                       joined(a.sideA) + (a.oneWay ? " to " : " and ") + joined(a.sideB);
            },
            [](const HealNetwork&) { return std::string("heal the network"); },
            [](const HealCut& a) { return "heal: " + describe(Intervention(a.cut)); },
            [](const InjectFault& a) { return "fault: " + describe(a.fault); },
            [](const HealFault& a) { return "heal: " + describe(a.fault); },
            [](const HealEverything&) { return std::string("heal everything"); },
            [](const SetUsage& a) {
                return "set the load of " + objectText("Pod", a.ns, a.pod) + " to " +
                       std::to_string(a.cpuMilli) + "m";
            },
            [](const SaveSnapshot& a) {
                return "save a snapshot" + (a.machine.empty() ? "" : " from " + a.machine);
            },
            [](const RestoreSnapshot& a) {
                return "restore snapshot " + std::to_string(a.snapshot);
            },
            [](const ApplyObjects& a) {
                return "apply " +
                       (a.title.empty() ? std::to_string(a.objects.size()) + " objects" : a.title);
            },
            [](const ScaleObject& a) {
                return "scale " + objectText(a.kind, a.ns, a.name) + " to " +
                       std::to_string(a.replicas);
            },
            [](const SetImage& a) {
                return "set the image of " + objectText(a.kind, a.ns, a.name) + " to " + a.image;
            },
            [](const DeleteObject& a) { return "delete " + objectText(a.kind, a.ns, a.name); },
            [](const Cordon& a) { return (a.unschedulable ? "cordon " : "uncordon ") + a.node; }},
        act);
}

} // namespace maqueta::cluster
