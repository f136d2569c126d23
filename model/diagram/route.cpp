#include "diagram/route.h"

#include <algorithm>

namespace maqueta::diagram {

using cluster::ProcessKind;
using cluster::ProcessPicture;

namespace {

// Traffic keeps to the right of its lane.
constexpr double besideLane = 4;
constexpr double alongEdge = 5;  // of a card, inside: no words stand there
constexpr double beforeGap = 16; // of a cut: a token's half, and the teeth of its edge

// Where a chip opens to its card's inner road, and that road's x.
Point doorOf(const ControlPlaneCard& card, const Box& chip) {
    if (card.store) return {chip.centre().x, chip.bottom()};
    if (card.slim) return {chip.x, chip.centre().y};
    const double middle = card.box.centre().x;
    return {chip.centre().x < middle ? chip.right() : chip.x, chip.centre().y};
}
double innerRoadX(const ControlPlaneCard& card) {
    if (card.store) return card.exit.x;
    return card.slim ? card.box.x + 5 : card.box.centre().x;
}
// It has no chip: at the upper end of the inner road, above what is written there.
Point kubeletOf(const ControlPlaneCard& card) {
    return {innerRoadX(card), card.box.y + alongEdge};
}

} // namespace

std::optional<Chip> chipFor(ProcessKind kind) {
    switch (kind) {
    case ProcessKind::ApiServer: return Chip::ApiServer;
    case ProcessKind::Etcd: return Chip::Etcd;
    case ProcessKind::Scheduler: return Chip::Scheduler;
    case ProcessKind::ControllerManager: return Chip::ControllerManager;
    case ProcessKind::Kubelet:
    case ProcessKind::LoadBalancer:
    case ProcessKind::Client: break;
    }
    return {};
}

const ProcessPicture* Router::process(network::ProcessId id) const {
    // The picture has processes in the order of their ids.
    const auto at =
        std::lower_bound(picture_.processes.begin(), picture_.processes.end(), id,
                         [](const ProcessPicture& p, network::ProcessId i) { return p.id < i; });
    return at == picture_.processes.end() || at->id != id ? nullptr : &*at;
}

Box Router::chipOf(const ProcessPicture& process) const {
    const auto chip = chipFor(process.kind);
    const ControlPlaneCard* card = layout_.controlPlane(process.machine);
    return chip && card ? card->chips[static_cast<std::size_t>(*chip)] : Box{};
}

Road Router::wayOut(const ProcessPicture& process, bool up) const {
    Road road;
    if (const WorkerCard* card = layout_.worker(process.machine)) {
        road.to(card->ear);
        const double beside = card->box.right() - alongEdge; // to an entry below: past the words
        if (card->entry.y > card->ear.y) {
            road.to({beside, card->ear.y});
            road.to({beside, card->entry.y - alongEdge});
            road.to({card->entry.x, card->entry.y - alongEdge});
        } else {
            road.to({card->entry.x, card->ear.y});
        }
        road.to(card->entry);
    } else if (const ControlPlaneCard* plane = layout_.controlPlane(process.machine)) {
        const Point edge = up ? plane->entry : plane->exit;
        const Box chip = chipOf(process);
        const double x = innerRoadX(*plane);
        const Point door = chip.empty() ? kubeletOf(*plane) : doorOf(*plane, chip);
        road.to(door);
        road.to({x, door.y});
        if (plane->slim) road.to({x, edge.y});
        road.to(edge);
    }
    return road;
}

Road Router::ramp(std::uint32_t machine) const {
    if (const WorkerCard* card = layout_.worker(machine)) return card->ramp;
    if (const ControlPlaneCard* card = layout_.controlPlane(machine)) return card->ramp;
    return {};
}

Road Router::inner(const ProcessPicture& from, const ProcessPicture& to) const {
    Road road;
    const ControlPlaneCard* card = layout_.controlPlane(from.machine);
    if (!card) return road;
    const double x = innerRoadX(*card);
    const auto door = [&](const ProcessPicture& p) {
        const Box chip = chipOf(p);
        return chip.empty() ? kubeletOf(*card) : doorOf(*card, chip);
    };
    const Point a = door(from);
    const Point b = door(to);
    road.to(a);
    road.to({x, a.y});
    road.to({x, b.y});
    road.to(b);
    return road;
}

// From a process to the load balancer: control planes straight up, workers by the highway's end.
Road Router::toBalancer(const ProcessPicture& process, double& leaves) const {
    Road road;
    if (static_cast<std::int32_t>(process.machine) == layout_.clientMachine)
        return layout_.clientRoad;
    if (const ControlPlaneCard* card = layout_.controlPlane(process.machine)) {
        road.to(wayOut(process, true));
        leaves = road.length();
        road.to(card->feeder.reversed());
        return road;
    }
    road.to(wayOut(process, false));
    road.to(ramp(process.machine));
    leaves = road.length();
    if (road.points.empty()) return road;
    road.to({road.points.back().x, layout_.machineLane + besideLane});
    road.to({layout_.bypass.points.back().x, layout_.machineLane + besideLane});
    road.to(layout_.bypass.reversed());
    return road;
}

Route Router::route(network::ProcessId fromId, network::ProcessId toId) const {
    Route out;
    const ProcessPicture* from = process(fromId);
    const ProcessPicture* to = process(toId);
    if (!from || !to) return out;
    const auto balancer = [&](const ProcessPicture& p) {
        return p.kind == ProcessKind::LoadBalancer;
    };
    const auto client = [&](const ProcessPicture& p) { return p.kind == ProcessKind::Client; };
    if (from->machine == to->machine) {
        out.road = inner(*from, *to);
        out.arrives = out.road.length();
        return out;
    }
    double leaves = 0;
    double other = 0;
    if (balancer(*to)) {
        out.road = toBalancer(*from, leaves);
        other = 0;
    } else if (balancer(*from)) {
        out.road = toBalancer(*to, other).reversed();
    } else if (client(*from) || client(*to)) {
        // Without a load balancer between them: past its place.
        const ProcessPicture& machine = client(*from) ? *to : *from;
        Road road = layout_.clientRoad;
        road.to(toBalancer(machine, other).reversed());
        out.road = client(*from) ? road : road.reversed();
        if (!client(*from)) std::swap(leaves, other);
    } else {
        Road start = wayOut(*from, false);
        start.to(ramp(from->machine));
        Road end = wayOut(*to, false);
        end.to(ramp(to->machine));
        if (start.points.empty() || end.points.empty()) return out;
        const double lane =
            layout_.machineLane +
            (end.points.back().x >= start.points.back().x ? besideLane : -besideLane);
        leaves = start.length();
        other = end.length();
        out.road = start;
        out.road.to({start.points.back().x, lane});
        out.road.to({end.points.back().x, lane});
        out.road.to(end.reversed());
    }
    out.leaves = leaves;
    out.arrives = out.road.length() - other;
    return out;
}

Road Router::between(std::uint32_t from, std::uint32_t to) const {
    // What a message of any of their processes takes, without what is inside of the machines.
    const auto some = [&](std::uint32_t machine) -> const ProcessPicture* {
        for (const ProcessPicture& p : picture_.processes)
            if (p.machine == machine) return &p;
        return nullptr;
    };
    const ProcessPicture* a = some(from);
    const ProcessPicture* b = some(to);
    if (!a || !b || from == to) return {};
    const Road whole = route(a->id, b->id).road;
    const auto outside = [](const ProcessPicture& p) {
        return p.kind == ProcessKind::Client || p.kind == ProcessKind::LoadBalancer;
    };
    const bool up = outside(*a) || outside(*b);
    const double length = whole.length();
    const double first = outside(*a) ? 0 : wayOut(*a, up).length();
    const double last = outside(*b) ? 0 : wayOut(*b, up).length();
    if (whole.points.size() < 2 || first + last >= length) return {};
    return whole.upTo(1 - last / length).reversed().upTo(1 - first / (length - last)).reversed();
}

double Router::reach(const Route& route, network::ProcessId fromId, network::ProcessId toId,
                     network::Loss loss) const {
    const double length = route.road.length();
    if (loss == network::Loss::None || length <= 0) return 1;
    if (loss == network::Loss::CableOut) {
        const ProcessPicture* from = process(fromId);
        const bool sender = from && !picture_.machines[from->machine].plugged;
        const double at =
            sender ? route.leaves * 0.7 : route.arrives + (length - route.arrives) * 0.2;
        const ProcessPicture* to = process(toId);
        if (sender || (to && route.arrives < length)) return std::clamp(at / length, 0.05, 0.95);
        return 0.9;
    }
    // At the gap, when the way leads through one.
    const double middle = (route.leaves + route.arrives) / 2;
    const Point on = route.road.at(route.leaves / length);
    const Point off = route.road.at(route.arrives / length);
    for (const Gap& gap : layout_.gaps)
        if (gap.x && (on.x < *gap.x) != (off.x < *gap.x) && route.arrives > route.leaves) {
            // From the highway's edge to its lane, and along it up to the gap's jagged end.
            const double along = std::abs(layout_.machineLane - on.y) +
                                 std::max(0.0, std::abs(*gap.x - on.x) - beforeGap);
            return std::clamp((route.leaves + along) / length, 0.05, 0.95);
        }
    return std::clamp(middle / length, 0.05, 0.95);
}

Road Router::toSlot(Point from, std::uint32_t machine, Point slot) const {
    Road road;
    road.to(from);
    const Road rampRoad = ramp(machine);
    if (!rampRoad.points.empty()) {
        const double lane = layout_.machineLane;
        road.to({from.x, lane});
        road.to({rampRoad.points.back().x, lane});
        road.to(rampRoad.reversed());
    }
    road.to(slot);
    return road;
}

} // namespace maqueta::diagram
