#include "storm/weather.h"

#include <algorithm>

namespace storm {

namespace base = maqueta::base;
namespace network = maqueta::network;

using cluster::FaultKind;
using cluster::ProcessKind;
using cluster::Role;

Weather::Weather(std::uint64_t seed) : rng_(sim::Rng::stream(seed, "weather")) {
    meanPause_ = sim::milliseconds(rng_.between(800, 12'000));
    structure_ = static_cast<int>(rng_.between(0, 8));
    requests_ = static_cast<int>(rng_.between(10, 40));
    healing_ = static_cast<int>(rng_.between(15, 45));
}

cluster::Topology Weather::topology() {
    const int planes = rng_.below(3) == 0 ? static_cast<int>(rng_.between(1, 5)) : 3;
    return cluster::makeTopology(planes, static_cast<int>(rng_.between(1, 8)));
}

sim::Duration Weather::pause() {
    return sim::nanoseconds(rng_.between(1'000'000, 2 * meanPause_.ns));
}

std::optional<Drawn> Weather::draw(const cluster::World& world) {
    auto roll = static_cast<int>(rng_.below(100));
    if ((roll -= requests_) < 0) return drawRequest(world);
    if ((roll -= structure_) < 0) return drawStructure(world);
    return static_cast<int>(rng_.below(100)) < healing_ ? drawHealing(world) : drawFault(world);
}

std::string Weather::anyMachine(const cluster::World& world, std::optional<Role> role) {
    std::vector<std::string> names;
    for (const auto& m : world.topology().machines)
        if (role ? m.role == *role : m.role != Role::Client) names.push_back(m.name);
    return names.empty() ? std::string() : names[rng_.below(names.size())];
}

std::optional<Drawn> Weather::drawFault(const cluster::World& world) {
    const std::string machine = anyMachine(world);
    switch (rng_.below(12)) {
    case 0:
    case 1: return Drawn{cluster::PowerOff{machine}, "power-off"};
    case 2: return Drawn{cluster::PullCable{machine}, "pull-cable"};
    case 3:
    case 4: return drawCut(world);
    case 5:
    case 6: return drawProcess(world, true);
    default: return drawLasting(world);
    }
}

std::optional<Drawn> Weather::drawProcess(const cluster::World& world, bool crash) {
    std::vector<std::pair<std::string, ProcessKind>> processes;
    for (std::uint32_t i = 0; i < world.processCount(); ++i) {
        const auto& p = world.process(network::ProcessId{i});
        const auto& m = world.machine(p.machine);
        if (m.exists && p.running && p.kind != ProcessKind::Client)
            processes.emplace_back(m.spec.name, p.kind);
    }
    if (processes.empty()) return {};
    const auto& [machine, kind] = processes[rng_.below(processes.size())];
    if (crash) return Drawn{cluster::CrashProcess{machine, kind, rng_.below(8) == 0}, "crash"};
    const FaultKind fault = rng_.below(2) == 0 ? FaultKind::Pause : FaultKind::CrashLoop;
    return Drawn{cluster::InjectFault{{.kind = fault, .machine = machine, .process = kind}},
                 std::string(cluster::info(fault).name)};
}

std::optional<Drawn> Weather::drawLasting(const cluster::World& world) {
    const auto faults = cluster::allFaults();
    const cluster::FaultInfo& row = faults[rng_.below(faults.size())];
    if (row.place == cluster::FaultPlace::Process) return drawProcess(world, false);
    cluster::Fault fault{.kind = row.kind, .machine = {}};
    if (row.place == cluster::FaultPlace::Link) {
        fault.machine = anyMachine(world);
        if (rng_.below(2) == 0) fault.other = anyMachine(world);
        fault.oneWay = rng_.below(4) == 0;
    } else {
        const bool ofEtcd = row.kind != FaultKind::ClockSkew;
        fault.machine = ofEtcd ? anyMachine(world, Role::ControlPlane) : anyMachine(world);
    }
    const bool destroys = row.kind == FaultKind::LostDisk || row.kind == FaultKind::CorruptLog;
    if (destroys && !voterToSpare(world)) return {};
    if (!row.unit.empty()) {
        // Small amounts more often than large ones.
        const std::int64_t most = std::min(row.most, row.usual * 4);
        fault.amount = std::min(rng_.between(row.least, most), rng_.between(row.least, most));
        if (row.kind == FaultKind::ClockSkew && fault.amount == 100) fault.amount = 99;
    }
    return Drawn{cluster::InjectFault{fault}, std::string(row.name)};
}

std::optional<Drawn> Weather::drawCut(const cluster::World& world) {
    cluster::CutNetwork cut;
    const bool planesOnly = rng_.below(2) == 0;
    for (const auto& m : world.topology().machines) {
        if (planesOnly && m.role != Role::ControlPlane) continue;
        (rng_.below(2) == 0 ? cut.sideA : cut.sideB).push_back(m.name);
    }
    cut.oneWay = rng_.below(4) == 0;
    return Drawn{cut, cut.oneWay ? "partition-one-way" : "partition"};
}

std::optional<Drawn> Weather::drawHealing(const cluster::World& world) {
    const cluster::Picture picture = world.picture();
    if (picture.faults.empty()) return {};
    if (rng_.below(20) == 0) return Drawn{cluster::HealEverything{}, {}};
    if (rng_.below(10) == 0) return Drawn{cluster::HealNetwork{}, {}};
    return Drawn{picture.faults[rng_.below(picture.faults.size())].heal, {}};
}

bool Weather::voterToSpare(const cluster::World& world) {
    // As the newest leader counts them.
    const store::Member* leader = nullptr;
    for (std::uint32_t i = 0; i < world.processCount(); ++i) {
        const auto& p = world.process(network::ProcessId{i});
        if (p.kind != ProcessKind::Etcd || !p.running || !world.member(p).leads()) continue;
        if (!leader || world.member(p).term() > leader->term()) leader = &world.member(p);
    }
    if (!leader || world.restoring()) return false;
    const auto damaged = [&](const std::string& machine) {
        return std::any_of(world.faults().begin(), world.faults().end(), [&](const auto& f) {
            return f.machine == machine &&
                   (f.kind == FaultKind::LostDisk || f.kind == FaultKind::CorruptLog);
        });
    };
    const auto& voters = leader->membership().voters;
    std::size_t whole = 0;
    for (const store::MemberId id : voters) {
        const network::ProcessId process = world.memberProcess(id);
        if (!process.valid()) continue;
        const auto& m = world.machine(world.process(process).machine);
        whole += m.exists && !damaged(m.spec.name);
    }
    return whole >= 1 && (whole - 1) * 2 > voters.size();
}

std::optional<Drawn> Weather::drawStructure(const cluster::World& world) {
    const auto planes = world.topology().count(Role::ControlPlane);
    const auto workers = world.topology().count(Role::Worker);
    switch (rng_.below(8)) {
    case 0:
        if (planes >= 7) return {};
        return Drawn{cluster::AddMachine{{.name = {}, .role = Role::ControlPlane, .zone = {}}}, {}};
    case 1:
        if (planes < 2 || !voterToSpare(world)) return {};
        return Drawn{cluster::RemoveMachine{anyMachine(world, Role::ControlPlane)},
                     "remove-machine"};
    case 2:
        if (workers >= 10) return {};
        return Drawn{cluster::AddMachine{{.name = {}, .role = Role::Worker, .zone = {}}}, {}};
    case 3:
        if (workers < 2) return {};
        return Drawn{cluster::RemoveMachine{anyMachine(world, Role::Worker)}, "remove-machine"};
    case 4:
    case 5:
    case 6: return Drawn{cluster::SaveSnapshot{}, {}};
    default:
        if (world.shelf().size() == 0) return {};
        return Drawn{cluster::RestoreSnapshot{
                         static_cast<std::uint32_t>(rng_.below(world.shelf().size()) + 1)},
                     "restore"};
    }
}

cluster::Intervention Weather::deployment(const std::string& name) {
    const base::Json container = {
        {"name", "c"},
        {"image", "app:v1"},
        {"resources",
         {{"requests",
           {{"cpu", std::to_string(rng_.between(1, 4) * 50) + "m"}, {"memory", "64Mi"}}}}}};
    const base::Json object = {{"apiVersion", "apps/v1"},
                               {"kind", "Deployment"},
                               {"metadata", {{"name", name}}},
                               {"spec",
                                {{"replicas", rng_.between(0, 4)},
                                 {"selector", {{"matchLabels", {{"app", name}}}}},
                                 {"template",
                                  {{"metadata", {{"labels", {{"app", name}}}}},
                                   {"spec", {{"containers", base::Json::array({container})}}}}}}}};
    return cluster::ApplyObjects{.objects = {object}, .title = name};
}

std::optional<Drawn> Weather::drawRequest(const cluster::World& world) {
    if (world.personBusy() && rng_.below(4) != 0) return {};
    if (deployments_ == 0 || (deployments_ < 6 && rng_.below(3) == 0))
        return Drawn{deployment("app-" + std::to_string(++deployments_)), {}};
    const std::string name = "app-" + std::to_string(rng_.between(1, deployments_));
    switch (rng_.below(6)) {
    case 0: return Drawn{deployment(name), {}};
    case 1:
    case 2:
        return Drawn{cluster::ScaleObject{.name = name,
                                          .replicas = static_cast<std::int32_t>(rng_.below(6))},
                     {}};
    case 3:
        return Drawn{cluster::SetImage{.name = name,
                                       .container = {},
                                       .image = "app:v" + std::to_string(rng_.between(1, 3))},
                     {}};
    case 4:
        return Drawn{cluster::DeleteObject{.kind = "Deployment", .name = name, .graceSeconds = {}},
                     {}};
    default: {
        // Also hurts: somebody's pod is deleted by hand.
        const cluster::Picture picture = world.picture();
        if (picture.pods.empty()) return {};
        const auto& pod = picture.pods[rng_.below(picture.pods.size())];
        return Drawn{cluster::DeleteObject{
                         .kind = "Pod", .ns = pod.ns, .name = pod.name, .graceSeconds = {}},
                     {}};
    }
    }
}

} // namespace storm
