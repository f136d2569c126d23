#include "controllers/node/node_lifecycle.h"

#include "api/names.h"
#include "controllers/loop/step.h"
#include "controllers/node/taints.h"

#include <algorithm>
#include <map>

namespace maqueta::controllers {
namespace {

using api::ConditionStatus;
using api::Kind;
using api::Node;
using api::Versioned;
using Entry = NodeHealth::Entry;

// pkg/controller/nodelifecycle: nodeEvictionPeriod
constexpr sim::Duration taintingPeriod = sim::milliseconds(100);
constexpr std::string_view excludeLabel = "node.kubernetes.io/exclude-disruption";

struct ZoneCount {
    std::int32_t ready = 0;
    std::int32_t notReady = 0;
};

Text zoneOf(const Node& node) {
    const Text* region = node.meta.labels.find(api::names::labelRegion);
    const Text* zone = node.meta.labels.find(api::names::labelZone);
    if (!region && !zone) return {};
    return (region ? region->str() : std::string()) + ":" + (zone ? zone->str() : std::string());
}

ConditionStatus readyStatus(const Node& node) {
    const api::Condition* ready = api::findCondition(node.conditions, "Ready");
    return ready ? ready->status : ConditionStatus::Unknown;
}

void addToExecute(Step& step, const Text& node) {
    step.add(Loop::NodeExecute, {{}, node});
}

// The first 100 ms mark at which the tainting pass finds a zone that may go on.
void planTainting(Step& step) {
    NodeHealth& health = step.state().nodes;
    sim::Time next = sim::Time::never();
    for (const auto& [name, zone] : health.zones)
        next = std::min(next, zone.line.nextTurn(step.now()));
    if (next < sim::Time::never()) {
        const std::int64_t passes = (next - health.startedAt).ns / taintingPeriod.ns + 1;
        next = health.startedAt + taintingPeriod * passes;
    }
    health.nextTainting = next;
}

void nodeEvent(Step& step, const Text& name, const Text& uid, std::string_view reason,
               const std::string& message) {
    step.event(Component::Node, referenceTo(Kind::Node, {}, name, uid), "Normal", reason, message);
}

void addZone(NodeHealth& health, const Text& zone, const NodeLifecycleOptions& options,
             sim::Time now) {
    if (health.zones.contains(zone)) return;
    health.zones.write(zone).line.setRate(options.evictionRate, now);
}

// Nodes that came and went since the last look.
void classify(Step& step) {
    NodeHealth& health = step.state().nodes;
    const NodeLifecycleOptions& options = step.state().options.nodeLifecycle;
    std::vector<std::pair<Text, Text>> gone;
    for (const auto& [name, entry] : health.entries)
        if (!step.seen().get<Node>({}, name)) gone.emplace_back(name, entry.uid);
    for (const auto& [name, uid] : gone) {
        nodeEvent(step, name, uid, "RemovingNode",
                  "Node " + name + " event: Removing Node " + name + " from Controller");
        health.entries.erase(name);
    }
    step.seen().forEach(Kind::Node, {}, [&](const Versioned& v) {
        const Node& node = v.as<Node>();
        const Text& name = node.meta.name;
        if (health.entries.contains(name)) return;
        nodeEvent(step, name, node.meta.uid, "RegisteredNode",
                  "Node " + name + " event: Registered Node " + name + " in Controller");
        Entry entry;
        entry.uid = node.meta.uid;
        entry.zone = zoneOf(node);
        const bool everReady = api::findCondition(node.conditions, "Ready");
        entry.heard = everReady ? step.now() : node.meta.creationTime;
        addZone(health, entry.zone, options, step.now());
        health.entries.set(name, entry);
        if (hasTaint(node, api::names::taintNotReady, noExecute) ||
            hasTaint(node, api::names::taintUnreachable, noExecute))
            addToExecute(step, name);
    });
}

// Whether there is anything new about a node since the last look.
bool isNew(const Entry& entry, const Versioned& v, const api::Lease* lease) {
    return entry.version != v.resourceVersion ||
           (lease && lease->renewTime && *lease->renewTime > entry.renewed);
}

void listen(Entry& entry, const Versioned& v, const api::Lease* lease, sim::Time now) {
    if (entry.version != v.resourceVersion) {
        const Node& node = v.as<Node>();
        const api::Condition* ready = api::findCondition(node.conditions, "Ready");
        const sim::Time heartbeat =
            ready ? ready->lastHeartbeatTime.value_or(sim::Time{}) : sim::Time{};
        const bool heard =
            entry.hasReady != (ready != nullptr) || (ready && entry.heartbeat != heartbeat);
        if (entry.version != 0 && heard) entry.heard = now;
        entry.hasReady = ready != nullptr;
        entry.heartbeat = heartbeat;
        entry.version = v.resourceVersion;
        entry.zone = zoneOf(node);
    }
    if (lease && lease->renewTime && *lease->renewTime > entry.renewed) {
        entry.renewed = *lease->renewTime;
        entry.heard = now;
    }
}

// What a node's Ready condition means for its NoExecute taint (processTaintBaseEviction).
void processTaint(Step& step, const Node& node, ConditionStatus observed, TaintLine& line) {
    const Text& name = node.meta.name;
    const bool unreachable = hasTaint(node, api::names::taintUnreachable, noExecute);
    const bool notReady = hasTaint(node, api::names::taintNotReady, noExecute);
    if (observed == ConditionStatus::True) {
        if (unreachable || notReady) addToExecute(step, name);
        line.remove(name);
        return;
    }
    const bool wrong = observed == ConditionStatus::False ? unreachable : notReady;
    const bool right = observed == ConditionStatus::False ? notReady : unreachable;
    if (wrong) return addToExecute(step, name);
    if (!right) line.remove(name);
    line.add(name);
}

ZoneState stateOf(const ZoneCount& count, const NodeLifecycleOptions& options) {
    if (count.ready == 0 && count.notReady > 0) return ZoneState::FullDisruption;
    const double share =
        static_cast<double>(count.notReady) / static_cast<double>(count.notReady + count.ready);
    return count.notReady > 2 && share >= options.unhealthyZoneThreshold
               ? ZoneState::PartialDisruption
               : ZoneState::Normal;
}

double rateOf(ZoneState state, std::int32_t size, const NodeLifecycleOptions& options) {
    if (state != ZoneState::PartialDisruption) return options.evictionRate;
    return size > options.largeClusterSizeThreshold ? options.secondaryEvictionRate : 0;
}

void setZone(Step& step, const Text& name, ZoneState state, double rate, const ZoneCount& count) {
    Zone& zone = step.state().nodes.zones.write(name);
    if (zone.state != state && zone.state != ZoneState::Initial)
        step.note(ZoneStateChanged{name, text(state), count.ready, count.notReady});
    zone.state = state;
    zone.line.setRate(rate, step.now());
}

// When every zone is down the fault is more likely the controller's own: nothing is tainted then
// (handleDisruption).
void handleDisruption(Step& step, const std::map<Text, ZoneCount>& counts) {
    NodeHealth& health = step.state().nodes;
    const NodeLifecycleOptions& options = step.state().options.nodeLifecycle;
    bool allDown = !counts.empty(), allWereDown = !counts.empty();
    for (const auto& [name, count] : counts) {
        const Zone* zone = health.zones.find(name);
        allDown = allDown && stateOf(count, options) == ZoneState::FullDisruption;
        allWereDown = allWereDown && zone && zone->state == ZoneState::FullDisruption;
    }
    if (allDown && allWereDown) return;
    if (allDown) {
        step.seen().forEach(Kind::Node, {}, [&](const Versioned& v) {
            const Node& node = v.as<Node>();
            const Entry* entry = health.entries.find(node.meta.name);
            if (entry) health.zones.write(entry->zone).line.remove(node.meta.name);
            if (hasTaint(node, api::names::taintUnreachable, noExecute) ||
                hasTaint(node, api::names::taintNotReady, noExecute))
                step.add(Loop::NodeExecute, {"reachable", node.meta.name});
        });
        for (const auto& [name, count] : counts)
            setZone(step, name, ZoneState::FullDisruption, 0, count);
        return;
    }
    if (allWereDown) {
        std::vector<Text> names;
        for (const auto& [name, entry] : health.entries) names.push_back(name);
        for (const Text& name : names) health.entries.write(name).heard = step.now();
    }
    for (const auto& [name, count] : counts) {
        const ZoneState state = stateOf(count, options);
        const Zone* zone = health.zones.find(name);
        if (!allWereDown && zone && zone->state == state) continue;
        setZone(step, name, state, rateOf(state, count.ready + count.notReady, options), count);
    }
}

// Looks at one node; returns its entry when that changed.
std::optional<Entry> look(Step& step, const Entry& known, const Versioned& v,
                          const api::Lease* lease, std::map<Text, ZoneCount>& counts) {
    NodeHealth& health = step.state().nodes;
    const NodeLifecycleOptions& options = step.state().options.nodeLifecycle;
    const sim::Time now = step.now();
    const Node& node = v.as<Node>();
    std::optional<Entry> changed;
    if (isNew(known, v, lease)) {
        changed = known;
        listen(*changed, v, lease, now);
        addZone(health, changed->zone, options, now);
    }
    const Entry& entry = changed ? *changed : known;
    const ConditionStatus observed = readyStatus(node);
    const bool silent = now > entry.heard + (entry.hasReady ? options.monitorGracePeriod
                                                            : options.startupGracePeriod);
    if (silent && (!entry.hasReady || observed != ConditionStatus::Unknown))
        step.add(Loop::NodeHealth, {{}, node.meta.name});
    if (entry.hasReady || silent)
        processTaint(step, node, observed, health.zones.write(entry.zone).line);
    if (!node.meta.labels.contains(excludeLabel)) {
        ZoneCount& count = counts[entry.zone];
        ++(observed == ConditionStatus::True && !silent ? count.ready : count.notReady);
    }
    if (silent != entry.silent) {
        if (!silent) step.note(NodeMarkedReady{node.meta.name, now - known.heard});
        if (!changed) changed = known;
        changed->silent = silent;
    }
    return changed;
}

void monitor(Step& step) {
    NodeHealth& health = step.state().nodes;
    classify(step);
    std::map<Text, ZoneCount> counts;
    std::vector<std::pair<Text, Entry>> changed;
    auto known = health.entries.begin();
    step.seen().forEachNodeWithLease([&](const Versioned& v, const api::Lease* lease) {
        const Text& name = v->meta.name;
        while (!known.atEnd() && known.key() < name) ++known;
        if (known.atEnd() || known.key() != name) return;
        if (auto entry = look(step, known.value(), v, lease, counts))
            changed.emplace_back(name, std::move(*entry));
    });
    for (auto& [name, entry] : changed) health.entries.set(name, std::move(entry));
    handleDisruption(step, counts);
}

// Lets the zones' lines go on (doNoExecuteTaintingPass).
void taintNext(Step& step) {
    NodeHealth& health = step.state().nodes;
    std::vector<Text> zones;
    for (const auto& [name, zone] : health.zones)
        if (zone.line.waiting()) zones.push_back(name);
    for (const Text& name : zones) {
        Zone& zone = health.zones.write(name);
        while (const std::optional<Text> turn = zone.line.take(step.now())) {
            const Node* node = step.seen().get<Node>({}, *turn);
            if (node && readyStatus(*node) != ConditionStatus::True) addToExecute(step, *turn);
        }
    }
}

// Says in the status of pods that they are not ready any more, and reports it.
Outcome markPodsNotReady(Sync& sync, const std::vector<Versioned>& pods) {
    const auto answers = sync.askAll(pods.size(), [&](std::size_t i) {
        base::Ref<api::Pod> copy = api::mutableCopy(pods[i].as<api::Pod>());
        api::Condition ready = *api::findCondition(copy->status.conditions, "Ready");
        ready.status = ConditionStatus::False;
        ready.lastTransitionTime = sync.now();
        api::setCondition(copy->status.conditions, std::move(ready));
        return updateRequest(copy, pods[i].resourceVersion, api::Subresource::Status);
    });
    if (!answers) return Outcome::Waiting;
    Outcome outcome = Outcome::Done;
    for (std::size_t i = 0; i < pods.size(); ++i) {
        const Answer& answer = (*answers)[i];
        if (answer.ok())
            sync.event(*pods[i].object, "Warning", "NodeNotReady", "Node is not ready");
        else if (!answer.notFound())
            outcome = Outcome::Failed;
    }
    return outcome;
}

// The conditions of a node that nothing is heard of.
void setUnknown(Node& node, sim::Time now) {
    for (const std::string_view type : {"Ready", "MemoryPressure", "DiskPressure", "PIDPressure"}) {
        const api::Condition* known = api::findCondition(node.conditions, type);
        if (known && known->status == ConditionStatus::Unknown) continue;
        api::Condition next = known ? *known : api::Condition{};
        next.type = type;
        next.status = ConditionStatus::Unknown;
        next.reason = known ? "NodeStatusUnknown" : "NodeStatusNeverUpdated";
        next.message =
            known ? "Kubelet stopped posting node status." : "Kubelet never posted node status.";
        if (!known) next.lastHeartbeatTime = node.meta.creationTime;
        next.lastTransitionTime = now;
        api::setCondition(node.conditions, std::move(next));
    }
}

} // namespace

void startNodeLifecycle(Step& step) {
    NodeHealth& health = step.state().nodes;
    health.startedAt = step.now();
    health.nextMonitor = step.now();
    step.seen().forEach(Kind::Node, {}, [&](const Versioned& v) {
        if (!noScheduleChange(v.as<Node>()).empty()) step.add(Loop::NodeTaints, {{}, v->meta.name});
    });
}

void onChangeForNodeLifecycle(Step& step, Kind kind, const Versioned& before,
                              const Versioned& now) {
    if (!now || !step.state().started) return;
    if (kind == Kind::Node && !noScheduleChange(now.as<Node>()).empty())
        step.add(Loop::NodeTaints, {{}, now->meta.name});
    if (kind != Kind::Pod) return;
    // A pod that came to a node which is not ready.
    const api::Pod& pod = now.as<api::Pod>();
    if (pod.nodeName.empty() || (before && before.as<api::Pod>().nodeName == pod.nodeName)) return;
    const Node* node = step.seen().get<Node>({}, pod.nodeName);
    if (node && readyStatus(*node) != ConditionStatus::True)
        step.add(Loop::NodePods, {pod.meta.ns, pod.meta.name});
}

sim::Time nextNodeLifecycleTick(const State& state) {
    return std::min(state.nodes.nextMonitor, state.nodes.nextTainting);
}

void tickNodeLifecycle(Step& step) {
    NodeHealth& health = step.state().nodes;
    if (health.nextTainting <= step.now()) taintNext(step);
    if (health.nextMonitor <= step.now()) {
        monitor(step);
        health.nextMonitor = step.now() + step.state().options.nodeLifecycle.monitorPeriod;
    }
    planTainting(step);
}

Outcome reconcileNodeTaints(Sync& sync) {
    const Versioned node = sync.seen().find(Kind::Node, {}, sync.key().name);
    if (!node) return Outcome::Done;
    return writeTaints(sync, node, noScheduleChange(node.as<Node>()), noSchedule);
}

Outcome reconcileNodeExecute(Sync& sync) {
    const Versioned found = sync.seen().find(Kind::Node, {}, sync.key().name);
    if (!found) return Outcome::Done;
    const Node& node = found.as<Node>();
    const bool reachable =
        sync.key().ns == "reachable" || readyStatus(node) == ConditionStatus::True;
    TaintChange change;
    const auto want = [&](std::string_view key, bool wanted) {
        if (wanted == hasTaint(node, key, noExecute)) return;
        (wanted ? change.add : change.remove).push_back(key);
    };
    want(api::names::taintUnreachable, !reachable && readyStatus(node) == ConditionStatus::Unknown);
    want(api::names::taintNotReady, !reachable && readyStatus(node) == ConditionStatus::False);
    return writeTaints(sync, found, change, noExecute);
}

Outcome reconcileNodeHealth(Sync& sync) {
    const Versioned found = sync.seen().find(Kind::Node, {}, sync.key().name);
    if (!found) return Outcome::Done;
    const Node& node = found.as<Node>();
    const bool wasReady = readyStatus(node) == ConditionStatus::True;
    if (!api::findCondition(node.conditions, "Ready") ||
        readyStatus(node) != ConditionStatus::Unknown) {
        const Answer* answer = sync.ask([&] {
            base::Ref<Node> copy = api::mutableCopy(node);
            setUnknown(*copy, sync.now());
            return updateRequest(copy, found.resourceVersion, api::Subresource::Status);
        });
        if (!answer) return Outcome::Waiting;
        // Changed meanwhile, perhaps by the node itself: the next look decides anew.
        if (!answer->ok()) return Outcome::Done;
        if (sync.live()) {
            const Entry* entry = sync.step().state().nodes.entries.find(sync.key().name);
            const sim::Time heard = entry ? entry->heard : sync.now();
            sync.note(NodeMarkedNotReady{node.meta.name, heard, sync.now() - heard});
        }
        if (!wasReady) return Outcome::Done;
        sync.event(node, "Normal", "NodeNotReady",
                   "Node " + node.meta.name + " status is now: NodeNotReady");
    }
    std::vector<Versioned> pods;
    sync.seen().forEachPodOn(node.meta.name, [&](const Versioned& v) {
        if (v.as<api::Pod>().ready()) pods.push_back(v);
    });
    return markPodsNotReady(sync, pods);
}

Outcome reconcileNodePod(Sync& sync) {
    const Versioned pod = sync.seen().find(Kind::Pod, sync.key().ns, sync.key().name);
    if (!pod || !pod.as<api::Pod>().ready()) return Outcome::Done;
    const Node* node = sync.seen().get<Node>({}, pod.as<api::Pod>().nodeName);
    if (!node || readyStatus(*node) == ConditionStatus::True) return Outcome::Done;
    return markPodsNotReady(sync, {pod});
}

} // namespace maqueta::controllers
