#include "storm/weather.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace storm {

namespace base = maqueta::base;
namespace network = maqueta::network;
namespace store = maqueta::store;

using cluster::FaultKind;
using cluster::ProcessKind;
using cluster::Role;

Weather::Weather(std::uint64_t seed) : rng_(sim::Rng::stream(seed, "weather")) {
    meanPause_ = sim::milliseconds(rng_.between(800, 12'000));
    structure_ = static_cast<int>(rng_.between(0, 8));
    requests_ = static_cast<int>(rng_.between(10, 40));
    healing_ = static_cast<int>(rng_.between(15, 45));
    aim_ = static_cast<int>(rng_.between(0, 90));
    switch (rng_.below(3)) {
    case 0: hunt_ = static_cast<int>(rng_.between(30, 80)); break;
    case 1:
        duel_ = static_cast<int>(rng_.between(20, 60));
        requests_ = static_cast<int>(rng_.between(50, 75));
        meanPause_ = sim::milliseconds(rng_.between(400, 3'000));
        break;
    default: break;
    }
}

cluster::Topology Weather::topology() {
    const int planes = rng_.below(3) == 0 ? static_cast<int>(rng_.between(1, 5)) : 3;
    // One in five has its etcd on machines of its own.
    const int workers = static_cast<int>(rng_.between(1, 8));
    const int etcd = rng_.below(5) > 0    ? 0
                     : rng_.below(3) == 0 ? static_cast<int>(rng_.between(1, 5))
                                          : 3;
    cluster::Topology t = cluster::makeTopology(planes, workers, etcd);
    // Workers so small that not everything that is asked for has room.
    if (rng_.below(2) == 0)
        for (cluster::MachineSpec& m : t.machines)
            if (m.role == Role::Worker) m.cpuMilli = rng_.between(3, 10) * 100;
    return t;
}

std::map<std::string, double> Weather::settings() {
    std::map<std::string, double> values;
    const auto sometimes = [&](const char* name, std::int64_t least, std::int64_t most,
                               double unit) {
        const std::int64_t value = rng_.between(least, most);
        if (rng_.below(2) == 0) values[name] = static_cast<double>(value) * unit;
    };
    sometimes("etcd.snapshotCount", 50, 1000, 1);
    if (values.contains("etcd.snapshotCount"))
        values["etcd.catchUpEntries"] = static_cast<double>(rng_.between(1, 50));
    if (rng_.below(3) == 0) values["etcd.preVote"] = 0;
    // An election timeout is ten times the way there and back, as etcd's documentation asks.
    switch (rng_.below(3)) {
    case 0:
        values["etcd.election"] = static_cast<double>(rng_.between(2, 9)) / 10;
        values["etcd.heartbeat"] = values["etcd.election"] / 10;
        break;
    case 1: values["network.latency"] = static_cast<double>(rng_.between(5, 25)) / 1e3; break;
    default: break;
    }
    sometimes("apiServer.compactionInterval", 10, 120, 1);
    sometimes("apiServer.healthInterval", 2, 50, 0.1);
    return values;
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

// A role of those that the cluster hangs on: where etcd is external, either.
Role Weather::planeOrEtcd(const cluster::World& world) {
    if (world.etcdRole() == Role::ControlPlane) return Role::ControlPlane;
    return rng_.below(2) == 0 ? Role::ControlPlane : Role::Etcd;
}

std::string Weather::anyMachine(const cluster::World& world, std::optional<Role> role) {
    std::vector<std::string> names;
    if (!role && static_cast<int>(rng_.below(100)) < aim_) role = planeOrEtcd(world);
    for (const auto& m : world.topology().machines)
        if (role ? m.role == *role : m.role != Role::Client) names.push_back(m.name);
    return names.empty() ? std::string() : names[rng_.below(names.size())];
}

network::MachineId Weather::leader(const cluster::World& world) {
    network::MachineId found;
    store::Term newest = 0;
    for (std::uint32_t i = 0; i < world.processCount(); ++i) {
        const auto& p = world.process(network::ProcessId{i});
        if (p.kind != ProcessKind::Etcd || !world.machine(p.machine).exists) continue;
        const store::Term term =
            p.running ? world.member(p).term() : world.restingDisk(p).hard.term;
        if (term < newest) continue;
        if (term > newest) found = {};
        newest = term;
        if (p.running && world.member(p).leads()) found = p.machine;
    }
    return found;
}

std::optional<Drawn> Weather::drawHunt(const cluster::World& world) {
    const network::MachineId at = leader(world);
    if (!at.valid()) return {};
    const std::string machine = world.machine(at).spec.name;
    switch (rng_.below(6)) {
    case 0: return Drawn{cluster::PowerOff{machine}, "power-off"};
    case 1:
        return Drawn{cluster::CrashProcess{machine, ProcessKind::Etcd, rng_.below(2) == 0},
                     "crash"};
    case 2:
        return Drawn{
            cluster::InjectFault{
                {.kind = FaultKind::Pause, .machine = machine, .process = ProcessKind::Etcd}},
            "pause"};
    default: break;
    }
    cluster::CutNetwork cut{.sideA = {machine}, .sideB = {}};
    for (const auto& m : world.topology().machines)
        if (m.role == world.etcdRole() && m.name != machine) cut.sideB.push_back(m.name);
    if (cut.sideB.empty()) return {};
    return Drawn{cut, "partition"};
}

std::optional<Drawn> Weather::drawDuel(const cluster::World& world) {
    const std::string holder = world.picture().schedulerHolder;
    if (rng_.below(3) == 0 && !holder.empty())
        return Drawn{
            cluster::InjectFault{
                {.kind = FaultKind::Pause, .machine = holder, .process = ProcessKind::Scheduler}},
            "pause"};
    cluster::Fault fault{.kind = FaultKind::ClockSkew,
                         .machine = anyMachine(world, Role::ControlPlane)};
    // The holder's clock slow, another one's fast: that one takes the Lease too early.
    fault.amount = fault.machine == holder ? rng_.between(20, 99) : rng_.between(101, 400);
    return Drawn{cluster::InjectFault{fault}, "clock-skew"};
}

std::optional<Drawn> Weather::drawFault(const cluster::World& world) {
    const auto theme = static_cast<int>(rng_.below(100));
    if (theme < hunt_) return drawHunt(world);
    if (theme < duel_) return drawDuel(world);
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
    const bool aimed = static_cast<int>(rng_.below(100)) < aim_;
    for (std::uint32_t i = 0; i < world.processCount(); ++i) {
        const auto& p = world.process(network::ProcessId{i});
        const auto& m = world.machine(p.machine);
        if (aimed && m.spec.role != Role::ControlPlane && m.spec.role != world.etcdRole()) continue;
        if (m.exists && p.running && p.kind != ProcessKind::Client)
            processes.emplace_back(m.spec.name, p.kind);
    }
    if (processes.empty()) return {};
    auto [machine, kind] = processes[rng_.below(processes.size())];
    // Whoever leads is hit more often than by chance.
    if (rng_.below(4) == 0) {
        const cluster::Picture picture = world.picture();
        const network::MachineId first = leader(world);
        const std::pair<std::string, ProcessKind> leaders[] = {
            {first.valid() ? world.machine(first).spec.name : std::string(), ProcessKind::Etcd},
            {picture.schedulerHolder, ProcessKind::Scheduler},
            {picture.controllerManagerHolder, ProcessKind::ControllerManager}};
        const auto& one = leaders[rng_.below(std::size(leaders))];
        if (!one.first.empty()) std::tie(machine, kind) = one;
    }
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
        fault.machine = ofEtcd ? anyMachine(world, world.etcdRole()) : anyMachine(world);
    }
    const bool destroys = row.kind == FaultKind::LostDisk || row.kind == FaultKind::CorruptLog;
    if (destroys && !voterToSpare(world)) return {};
    if (!row.unit.empty()) {
        // Small amounts more often than large ones.
        const std::int64_t most = std::min(row.most, row.usual * 4);
        fault.amount = std::min(rng_.between(row.least, most), rng_.between(row.least, most));
        // Slow and fast alike: between such clocks two may believe that they lead.
        if (row.kind == FaultKind::ClockSkew)
            fault.amount =
                rng_.below(2) == 0 ? rng_.between(row.least, 99) : rng_.between(101, row.most);
    }
    return Drawn{cluster::InjectFault{fault}, std::string(row.name)};
}

std::optional<Drawn> Weather::drawCut(const cluster::World& world) {
    cluster::CutNetwork cut;
    const bool planesOnly = rng_.below(2) == 0;
    // Often it is the leader who stands alone, or with some workers.
    const network::MachineId first = leader(world);
    const bool alone = rng_.below(2) == 0 && first.valid();
    for (const auto& m : world.topology().machines) {
        if (planesOnly && m.role != Role::ControlPlane && m.role != world.etcdRole()) continue;
        bool sideA = rng_.below(2) == 0;
        if (alone && m.role != Role::Worker) sideA = m.name == world.machine(first).spec.name;
        (sideA ? cut.sideA : cut.sideB).push_back(m.name);
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
    // As the newest leader counts them: an older one, paused perhaps, knows of other voters.
    const network::MachineId at = leader(world);
    if (!at.valid() || world.restoring()) return false;
    const store::Member& leads =
        world.member(world.process(world.findProcess(at, ProcessKind::Etcd)));
    const auto damaged = [&](const std::string& machine) {
        return std::any_of(world.faults().begin(), world.faults().end(), [&](const auto& f) {
            return f.machine == machine &&
                   (f.kind == FaultKind::LostDisk || f.kind == FaultKind::CorruptLog);
        });
    };
    std::size_t whole = 0, voters = 0;
    for (const store::MemberId id : leads.membership().voters) {
        const network::ProcessId process = world.memberProcess(id);
        const auto& m = world.machine(world.machineOfMember(id));
        const bool goes = m.exists && m.parting != cluster::World::Parting::None;
        voters += !goes;
        whole += process.valid() && !goes && m.exists && !damaged(m.spec.name);
    }
    return whole >= 1 && (whole - 1) * 2 > voters;
}

std::optional<Drawn> Weather::drawStructure(const cluster::World& world) {
    const Role plane = planeOrEtcd(world);
    const auto planes = world.topology().count(plane);
    const auto workers = world.topology().count(Role::Worker);
    switch (rng_.below(8)) {
    case 0:
        if (planes >= 7) return {};
        return Drawn{cluster::AddMachine{{.name = {}, .role = plane, .zone = {}}}, {}};
    case 1:
        if (planes < 2 || (plane == world.etcdRole() && !voterToSpare(world))) return {};
        // In order, and etcd has its say; or by force.
        if (rng_.below(3) > 0)
            return Drawn{cluster::RemoveMachine{anyMachine(world, plane)}, "remove-machine"};
        return Drawn{cluster::RemoveMachine{anyMachine(world, plane), true}, "remove-by-force"};
    case 2:
        if (workers >= 10) return {};
        return Drawn{cluster::AddMachine{{.name = {}, .role = Role::Worker, .zone = {}}}, {}};
    case 3:
        if (workers < 2) return {};
        return Drawn{cluster::RemoveMachine{anyMachine(world, Role::Worker)}, "remove-machine"};
    case 4: return Drawn{cluster::MoveLeader{anyMachine(world, world.etcdRole())}, {}};
    case 5:
    case 6: return Drawn{cluster::SaveSnapshot{}, {}};
    default:
        if (world.shelf().size() == 0) return {};
        // Every other with a bump: the revisions that there were never come again.
        return Drawn{
            cluster::RestoreSnapshot{
                .snapshot = static_cast<std::uint32_t>(rng_.below(world.shelf().size()) + 1),
                .bumpRevision =
                    world.shelf().size() % 2 == 0 ? cluster::usualRevisionBump : std::int64_t{0}},
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
                                {{"replicas", rng_.between(0, 6)},
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
                                          .replicas = static_cast<std::int32_t>(rng_.below(9))},
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
        cluster::DeleteObject remove{
            .kind = "Pod", .ns = pod.ns, .name = pod.name, .graceSeconds = {}};
        if (rng_.below(2) == 0) remove.graceSeconds = 0; // before its containers have ended
        return Drawn{remove, {}};
    }
    }
}

} // namespace storm
