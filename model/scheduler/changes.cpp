// What the informers tell the scheduler, and which pods are tried again for it
// (pkg/scheduler/eventhandlers.go).
#include "api/kinds/node.h"
#include "scheduler/scheduler.h"

#include <array>
#include <utility>

namespace maqueta::scheduler {
namespace {

std::string_view nameOf(ClusterEvents event) {
    constexpr std::array<std::pair<ClusterEvents, std::string_view>, 10> names{
        {{NodeAdd, "NodeAdd"},
         {NodeAllocatableUpdate, "NodeAllocatableChange"},
         {NodeLabelUpdate, "NodeLabelChange"},
         {NodeTaintUpdate, "NodeTaintChange"},
         {NodeDelete, "NodeDelete"},
         {AssignedPodAdd, "AssignedPodAdd"},
         {AssignedPodUpdate, "AssignedPodUpdate"},
         {AssignedPodDelete, "AssignedPodDelete"},
         {VolumeChange, "PvcUpdate"},
         {NamespaceChange, "NamespaceUpdate"}}};
    for (const auto& [each, name] : names)
        if (each == event) return name;
    return "ForceActivate";
}

std::uint32_t pluginsThatCare(ClusterEvents event) {
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < registry().size(); ++i)
        if (registry()[i].events & event) bits |= 1U << i;
    return bits;
}

bool holdsResources(const api::Pod* pod) {
    return pod && !pod->nodeName.empty() && !pod->finished();
}

base::Ref<const api::Pod> podIn(const api::Versioned& versioned) {
    return base::Ref<const api::Pod>(static_cast<const api::Pod*>(versioned.object.get()));
}

} // namespace

void Scheduler::onChange(api::Kind kind, const api::Versioned& before, const api::Versioned& now,
                         Outbox& out) {
    if (!deciding_) return;
    switch (kind) {
    case api::Kind::Pod: onPod(before, now, out); break;
    case api::Kind::Node: onNode(before, now, out); break;
    case api::Kind::Namespace: retryAfter(NamespaceChange, nullptr, out); break;
    case api::Kind::PersistentVolume:
    case api::Kind::PersistentVolumeClaim:
        promised_.erase((now ? now : before)->key()); // what came of it is known now
        retryAfter(VolumeChange, nullptr, out);
        break;
    case api::Kind::StorageClass:
    case api::Kind::CSINode: retryAfter(VolumeChange, nullptr, out); break;
    default: break;
    }
    armQueue(out);
}

void Scheduler::onNode(const api::Versioned& before, const api::Versioned& now, Outbox& out) {
    if (!now) {
        cache_.removeNode(before->meta.name);
        return retryAfter(NodeDelete, nullptr, out);
    }
    const base::Ref<const api::Node> node(&now.as<api::Node>());
    cache_.setNode(node);
    if (!queue_.hasUnschedulable()) return;
    NodeInfo alone;
    alone.setNode(node);
    if (!before) return retryAfter(NodeAdd, &alone, out);
    const auto& was = before.as<api::Node>();
    if (!(was.allocatable == node->allocatable)) retryAfter(NodeAllocatableUpdate, &alone, out);
    if (!(was.meta.labels == node->meta.labels)) retryAfter(NodeLabelUpdate, &alone, out);
    if (was.unschedulable != node->unschedulable || *was.taints != *node->taints)
        retryAfter(NodeTaintUpdate, &alone, out);
}

void Scheduler::onPod(const api::Versioned& before, const api::Versioned& now, Outbox& out) {
    const auto* was = static_cast<const api::Pod*>(before.object.get());
    const auto* is = static_cast<const api::Pod*>(now.object.get());
    if (holdsResources(is)) return onPlacedPod(before, now, out);
    if (holdsResources(was)) {
        const PodKey key = keyOf(*was);
        assumed_.erase(key);
        cache_.removePod(*was);
        return retryAfter(AssignedPodDelete, nullptr, out);
    }
    if (is && isOurs(*is)) return onWaitingPod(now, out);
    forget(keyOf(is ? *is : *was), out);
}

void Scheduler::onPlacedPod(const api::Versioned& before, const api::Versioned& now, Outbox& out) {
    const base::Ref<const api::Pod> is = podIn(now);
    const base::Ref<const api::Pod> was = podIn(before);
    const PodKey key = keyOf(*is);
    queue_.remove(key);
    nominated_.erase(key);
    if (const auto* found = assumed_.find(key)) {
        // It was there already, by the scheduler's own decision.
        const base::Ref<const api::Pod> assumed = *found;
        assumed_.erase(key);
        cache_.updatePod(assumed, is);
        return retryAfter(AssignedPodAdd, nullptr, out);
    }
    if (!holdsResources(was.get())) {
        cache_.addPod(is);
        return retryAfter(AssignedPodAdd, nullptr, out);
    }
    cache_.updatePod(was, is);
    if (was->meta.labels != is->meta.labels || was->meta.terminating() != is->meta.terminating())
        retryAfter(AssignedPodUpdate, nullptr, out);
}

void Scheduler::onWaitingPod(const api::Versioned& now, Outbox& out) {
    const auto& pod = now.as<api::Pod>();
    const PodKey key = keyOf(pod);
    if (assumed_.contains(key)) return; // its binding is under way
    const QueuedPod* queued = queue_.find(key);
    if (!queued || queued->object().meta.uid != pod.meta.uid) return enqueue(now, out.now(), out);
    if (!pod.status.nominatedNodeName.empty())
        nominated_.set(key, {{podIn(now), cache_.facts(pod)}, pod.status.nominatedNodeName});
    else if (!queued->object().status.nominatedNodeName.empty())
        nominated_.erase(key);
    if (!queue_.update(now, out.now())) return;
    queued = queue_.find(key);
    out.record(PodQueued{refOf(pod), queued->part, "UnscheduledPodUpdate", queued->until});
}

void Scheduler::enqueue(const api::Versioned& pod, sim::Time since, Outbox& out) {
    const auto& object = pod.as<api::Pod>();
    const QueuePart part = queue_.add(pod, since);
    if (!object.status.nominatedNodeName.empty())
        nominated_.set(keyOf(object),
                       {{podIn(pod), cache_.facts(object)}, object.status.nominatedNodeName});
    out.record(PodQueued{refOf(object), part, "UnscheduledPodAdd"});
}

// A waiting pod was deleted, or ended without ever running.
void Scheduler::forget(const PodKey& key, Outbox& out) {
    queue_.remove(key);
    nominated_.erase(key);
    const auto* assumed = assumed_.find(key);
    if (!assumed) return;
    cache_.removePod(**assumed);
    assumed_.erase(key);
    retryAfter(AssignedPodDelete, nullptr, out);
}

// Tries those again that were rejected by a plugin to which this event matters. A node that changed
// is asked, alone, whether it would pass now.
void Scheduler::retryAfter(ClusterEvents event, const NodeInfo* node, Outbox& out) {
    if (!queue_.hasUnschedulable()) return;
    const std::uint32_t caring = pluginsThatCare(event);
    std::vector<PodKey> helped;
    Listers others;
    if (node) others = listers();
    queue_.forEach(QueuePart::Unschedulable, [&](const QueuedPod& queued) {
        const std::uint32_t rejectors = queued.plugins & caring;
        if (rejectors == 0) return;
        bool helps = !node;
        const PodFactsRef facts = node ? cache_.facts(queued.object()) : PodFactsRef();
        for (std::size_t i = 0; i < registry().size() && !helps; ++i) {
            if (!(rejectors >> i & 1U)) continue;
            const PluginInfo& plugin = registry()[i];
            helps = !plugin.nodeAlone ||
                    plugin.make({cache_, others, queued.object(), *facts})->filter(*node).ok();
        }
        if (helps) helped.push_back(keyOf(queued.object()));
    });
    for (const PodKey& key : helped) retry(key, nameOf(event), out);
}

void Scheduler::retry(const PodKey& key, std::string_view why, Outbox& out) {
    queue_.retry(key, out.now());
    const QueuedPod& queued = *queue_.find(key);
    out.record(PodQueued{refOf(queued.object()), queued.part, why, queued.until});
}

} // namespace maqueta::scheduler
