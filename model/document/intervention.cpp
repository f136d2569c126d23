// Interventions to and from JSON: one line a kind in each direction.
#include "document/document.h"

#include "base/base64.h"
#include "base/fields.h"
#include "store/disk.h"

#include <array>

namespace maqueta::document {
namespace {

using base::Fields;
using base::Json;
using base::within;
using namespace cluster;

constexpr std::array roles{Role::ControlPlane, Role::Worker, Role::LoadBalancer, Role::Client,
                           Role::Etcd};
constexpr std::array processKinds{ProcessKind::Etcd,      ProcessKind::ApiServer,
                                  ProcessKind::Scheduler, ProcessKind::ControllerManager,
                                  ProcessKind::Kubelet,   ProcessKind::LoadBalancer,
                                  ProcessKind::Client};

struct Writer {
    static Json named(const char* act, Json fields) {
        fields["act"] = act;
        return fields;
    }
    Json operator()(const AddMachine& a) const {
        return named("add-machine", {{"machine", machineToJson(a.spec)}});
    }
    Json operator()(const RemoveMachine& a) const {
        Json json = named("remove-machine", {{"machine", a.machine}});
        if (a.byForce) json["byForce"] = true;
        return json;
    }
    Json operator()(const PowerOff& a) const {
        return named("power-off", {{"machine", a.machine}});
    }
    Json operator()(const PowerOn& a) const { return named("power-on", {{"machine", a.machine}}); }
    Json operator()(const CrashProcess& a) const {
        return named(
            "crash",
            {{"machine", a.machine}, {"process", text(a.process)}, {"staysDown", a.staysDown}});
    }
    Json operator()(const StartProcess& a) const {
        return named("start", {{"machine", a.machine}, {"process", text(a.process)}});
    }
    Json operator()(const PullCable& a) const {
        return named("pull-cable", {{"machine", a.machine}});
    }
    Json operator()(const PlugCable& a) const {
        return named("plug-cable", {{"machine", a.machine}});
    }
    Json operator()(const CutNetwork& a) const {
        return named("cut-network", {{"sideA", a.sideA}, {"sideB", a.sideB}, {"oneWay", a.oneWay}});
    }
    Json operator()(const HealNetwork&) const { return named("heal-network", Json::object()); }
    Json operator()(const HealCut& a) const {
        return named("heal-cut",
                     {{"sideA", a.cut.sideA}, {"sideB", a.cut.sideB}, {"oneWay", a.cut.oneWay}});
    }
    Json operator()(const InjectFault& a) const {
        return named("inject-fault", faultToJson(a.fault));
    }
    Json operator()(const HealFault& a) const { return named("heal-fault", faultToJson(a.fault)); }
    Json operator()(const HealEverything&) const {
        return named("heal-everything", Json::object());
    }
    static Json faultToJson(const Fault& fault) {
        const FaultInfo& row = info(fault.kind);
        Json json = {{"fault", row.name}, {"machine", fault.machine}};
        if (!row.unit.empty()) json["amount"] = fault.amount;
        if (row.place == FaultPlace::Process) json["process"] = text(fault.process);
        if (row.place != FaultPlace::Link) return json;
        if (!fault.other.empty()) json["other"] = fault.other;
        json["oneWay"] = fault.oneWay;
        return json;
    }
    Json operator()(const SetUsage& a) const {
        return named("set-usage", {{"namespace", a.ns},
                                   {"pod", a.pod},
                                   {"container", a.container},
                                   {"cpuMilli", a.cpuMilli},
                                   {"memoryBytes", a.memoryBytes}});
    }
    Json operator()(const SaveSnapshot& a) const {
        return named("save-snapshot", {{"machine", a.machine}});
    }
    Json operator()(const LoadSnapshot& a) const {
        return named("load-snapshot", {{"file", a.file},
                                       {"content", base::encodeBase64(*a.content)},
                                       {"anyCluster", a.anyCluster}});
    }
    Json operator()(const MoveLeader& a) const {
        return named("move-leader", {{"machine", a.machine}});
    }
    Json operator()(const RestoreSnapshot& a) const {
        Json json = named("restore-snapshot", {{"snapshot", a.snapshot}});
        if (a.bumpRevision != 0) json["bumpRevision"] = a.bumpRevision;
        if (!a.restartOthers) json["restartOthers"] = false;
        return json;
    }
    Json operator()(const ApplyObjects& a) const {
        return named("apply", {{"title", a.title}, {"objects", a.objects}});
    }
    Json operator()(const ScaleObject& a) const {
        return named(
            "scale",
            {{"kind", a.kind}, {"namespace", a.ns}, {"name", a.name}, {"replicas", a.replicas}});
    }
    Json operator()(const SetImage& a) const {
        return named("set-image", {{"kind", a.kind},
                                   {"namespace", a.ns},
                                   {"name", a.name},
                                   {"container", a.container},
                                   {"image", a.image}});
    }
    Json operator()(const UndoRollout& a) const {
        Json json = named("undo-rollout", {{"namespace", a.ns}, {"name", a.name}});
        if (a.toRevision != 0) json["toRevision"] = a.toRevision;
        return json;
    }
    Json operator()(const DeleteObject& a) const {
        Json json = named("delete", {{"kind", a.kind}, {"namespace", a.ns}, {"name", a.name}});
        if (a.graceSeconds) json["graceSeconds"] = *a.graceSeconds;
        return json;
    }
    Json operator()(const Cordon& a) const {
        return named(a.unschedulable ? "cordon" : "uncordon", {{"node", a.node}});
    }
    Json operator()(const Drain& a) const { return named("drain", {{"node", a.node}}); }
};

ProcessKind processFrom(Fields& f) {
    const std::string name = f.needText("process");
    for (const ProcessKind kind : processKinds)
        if (text(kind) == name) return kind;
    f.fail({MAQUETA_TEXT("Refusals", "there is no process called \"{name}\""), {{"name", name}}});
    return ProcessKind::ApiServer;
}

Fault faultFrom(Fields& f) {
    const std::string name = f.needText("fault");
    for (const FaultInfo& row : allFaults()) {
        if (row.name != name) continue;
        Fault fault{.kind = row.kind, .machine = f.needText("machine")};
        if (row.place == FaultPlace::Process) fault.process = processFrom(f);
        if (row.place == FaultPlace::Link) {
            fault.other = f.text("other");
            fault.oneWay = f.flag("oneWay", false);
        }
        if (!row.unit.empty()) fault.amount = f.number("amount", row.usual, row.least, row.most);
        return fault;
    }
    std::string known;
    for (const FaultInfo& row : allFaults())
        known += (known.empty() ? "" : ", ") + std::string(row.name);
    f.fail({MAQUETA_TEXT("Refusals", "there is no fault called \"{name}\"; there are {known}"),
            {{"name", name}, {"known", known}}});
    return {};
}

CutNetwork cutFrom(Fields& f) {
    return {f.texts("sideA"), f.texts("sideB"), f.flag("oneWay", false)};
}

ApplyObjects applyFrom(Fields& f) {
    ApplyObjects a{.objects = {}, .title = f.text("title")};
    const Json* objects = f.find("objects");
    if (!objects || !objects->is_array()) {
        f.fail(Fields::about(MAQUETA_TEXT("Refusals", "{name} is not a list"), "objects"));
        return a;
    }
    for (const Json& object : *objects) a.objects.push_back(object);
    return a;
}

LoadSnapshot loadFrom(Fields& f) {
    LoadSnapshot a{.file = f.needText("file"), .anyCluster = f.flag("anyCluster", false)};
    auto content = base::decodeBase64(f.needText("content"));
    if (!content)
        f.fail(Fields::about(MAQUETA_TEXT("Refusals", "{name} is not base64"), "content"));
    else
        a.content = std::make_shared<const std::string>(*std::move(content));
    return a;
}

using Reader = Intervention (*)(Fields&);
struct Row {
    std::string_view act;
    Reader read;
};
constexpr std::array<Row, 27> rows{{
    {"add-machine",
     [](Fields& f) -> Intervention {
         const Json* spec = f.find("machine");
         if (!spec)
             return f.fail(Fields::about(MAQUETA_TEXT("Refusals", "{name} is missing"), "machine")),
                    AddMachine{};
         auto machine =
             machineFromJson(*spec, within(f.place(), MAQUETA_TEXT("Refusals", "machine")));
         if (!machine) return f.fail(machine.error().sentence), AddMachine{};
         return AddMachine{*machine};
     }},
    {"remove-machine",
     [](Fields& f) -> Intervention {
         return RemoveMachine{f.needText("machine"), f.flag("byForce", false)};
     }},
    {"power-off", [](Fields& f) -> Intervention { return PowerOff{f.needText("machine")}; }},
    {"power-on", [](Fields& f) -> Intervention { return PowerOn{f.needText("machine")}; }},
    {"crash",
     [](Fields& f) -> Intervention {
         return CrashProcess{f.needText("machine"), processFrom(f), f.flag("staysDown", false)};
     }},
    {"start",
     [](Fields& f) -> Intervention {
         return StartProcess{f.needText("machine"), processFrom(f)};
     }},
    {"pull-cable", [](Fields& f) -> Intervention { return PullCable{f.needText("machine")}; }},
    {"plug-cable", [](Fields& f) -> Intervention { return PlugCable{f.needText("machine")}; }},
    {"cut-network", [](Fields& f) -> Intervention { return cutFrom(f); }},
    {"heal-network", [](Fields&) -> Intervention { return HealNetwork{}; }},
    {"heal-cut", [](Fields& f) -> Intervention { return HealCut{cutFrom(f)}; }},
    {"inject-fault", [](Fields& f) -> Intervention { return InjectFault{faultFrom(f)}; }},
    {"heal-fault", [](Fields& f) -> Intervention { return HealFault{faultFrom(f)}; }},
    {"heal-everything", [](Fields&) -> Intervention { return HealEverything{}; }},
    {"set-usage",
     [](Fields& f) -> Intervention {
         return SetUsage{f.text("namespace", "default"), f.needText("pod"), f.text("container"),
                         f.number("cpuMilli", 0, 0, 1'000'000'000),
                         f.number("memoryBytes", 0, 0, INT64_MAX)};
     }},
    {"save-snapshot", [](Fields& f) -> Intervention { return SaveSnapshot{f.text("machine")}; }},
    {"load-snapshot", [](Fields& f) -> Intervention { return loadFrom(f); }},
    {"move-leader", [](Fields& f) -> Intervention { return MoveLeader{f.needText("machine")}; }},
    {"restore-snapshot",
     [](Fields& f) -> Intervention {
         return RestoreSnapshot{
             .snapshot = static_cast<std::uint32_t>(f.number("snapshot", 1, 1, UINT32_MAX)),
             .bumpRevision = f.number("bumpRevision", 0, 0, store::latestRevision),
             .restartOthers = f.flag("restartOthers", true)};
     }},
    {"apply", [](Fields& f) -> Intervention { return applyFrom(f); }},
    {"scale",
     [](Fields& f) -> Intervention {
         return ScaleObject{f.text("kind", "Deployment"), f.text("namespace", "default"),
                            f.needText("name"),
                            static_cast<std::int32_t>(f.number("replicas", 1, 0, INT32_MAX))};
     }},
    {"set-image",
     [](Fields& f) -> Intervention {
         return SetImage{f.text("kind", "Deployment"), f.text("namespace", "default"),
                         f.needText("name"), f.text("container"), f.needText("image")};
     }},
    {"undo-rollout",
     [](Fields& f) -> Intervention {
         return UndoRollout{f.text("namespace", "default"), f.needText("name"),
                            f.number("toRevision", 0, 0, INT64_MAX)};
     }},
    {"delete",
     [](Fields& f) -> Intervention {
         DeleteObject a{f.needText("kind"), f.text("namespace", "default"), f.needText("name"), {}};
         if (f.has("graceSeconds")) a.graceSeconds = f.number("graceSeconds", 0, 0, INT32_MAX);
         return a;
     }},
    {"cordon",
     [](Fields& f) -> Intervention {
         return Cordon{f.needText("node"), true};
     }},
    {"uncordon",
     [](Fields& f) -> Intervention {
         return Cordon{f.needText("node"), false};
     }},
    {"drain", [](Fields& f) -> Intervention { return Drain{f.needText("node")}; }},
}};

} // namespace

Json machineToJson(const MachineSpec& spec) {
    return {{"name", spec.name},
            {"role", text(spec.role)},
            {"zone", spec.zone},
            {"cpuMilli", spec.cpuMilli},
            {"memoryBytes", spec.memoryBytes},
            {"diskBytes", spec.diskBytes}};
}

base::Result<MachineSpec> machineFromJson(const Json& json, const base::Sentence& place) {
    Fields f(json, place);
    MachineSpec spec;
    spec.name = f.text("name");
    const std::string role = f.text("role", "worker");
    bool known = false;
    for (const Role r : roles)
        if (text(r) == role) {
            spec.role = r;
            known = true;
        }
    if (!known)
        f.fail({MAQUETA_TEXT("Refusals", "there is no role called \"{name}\""), {{"name", role}}});
    spec.zone = f.text("zone");
    spec.cpuMilli = f.number("cpuMilli", spec.cpuMilli, 1, 1'000'000'000);
    spec.memoryBytes = f.number("memoryBytes", spec.memoryBytes, 1, INT64_MAX);
    spec.diskBytes = f.number("diskBytes", spec.diskBytes, 1, INT64_MAX);
    f.nothingElse();
    if (f.error()) return *f.error();
    return spec;
}

Json toJson(const Intervention& act) {
    return std::visit(Writer{}, act);
}

base::Result<Intervention> interventionFromJson(const Json& json) {
    Fields f(json, {MAQUETA_TEXT("Refusals", "act")});
    if (f.error()) return *f.error();
    const std::string name = f.needText("act");
    for (const Row& row : rows) {
        if (row.act.empty() || row.act != name) continue;
        Intervention act = row.read(f);
        f.nothingElse();
        if (f.error()) return *f.error();
        return act;
    }
    if (f.error()) return *f.error();
    return base::refusal(
        {MAQUETA_TEXT("Refusals", "there is no act called \"{name}\""), {{"name", name}}});
}

} // namespace maqueta::document
