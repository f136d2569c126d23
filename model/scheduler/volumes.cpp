// What the VolumeBinding plugin does between the decision and the binding: the chosen volumes are
// promised to the pod's claims, and the pod waits until the volume controller has bound them
// (pkg/scheduler/framework/plugins/volumebinding: Reserve, PreBind).
#include "api/kinds/volumes.h"
#include "scheduler/framework/pod_volumes.h"
#include "scheduler/scheduler.h"
#include "scheduler/tokens.h"

#include <algorithm>

namespace maqueta::scheduler {
namespace {

using base::Json;

// pkg/scheduler/apis/config/v1/defaults.go: BindTimeoutSeconds
constexpr sim::Duration bindTimeout = sim::seconds(600);
// volumebinding/binder.go, BindPodVolumes
constexpr sim::Duration lookEvery = sim::seconds(1);

Json claimReference(const api::Versioned& claim) {
    return {{"kind", "PersistentVolumeClaim"},
            {"apiVersion", "v1"},
            {"namespace", claim->meta.ns.view()},
            {"name", claim->meta.name.view()},
            {"uid", claim->meta.uid.view()},
            {"resourceVersion", std::to_string(claim.resourceVersion)}};
}

// The object with another content or other annotations, as an update at its version.
base::Ref<api::Request> update(const api::Versioned& before, const base::Ref<api::Object>& now) {
    const base::Ref<api::Request> request(new api::Request);
    request->verb = api::Verb::Update;
    request->kind = now->kind;
    request->ns = now->meta.ns;
    request->name = now->meta.name;
    request->userAgent = "kube-scheduler";
    request->body = now;
    request->resourceVersion = before.resourceVersion;
    return request;
}

} // namespace

// Has the write sent, and counts on it from now on.
void Scheduler::promise(const api::Versioned& before, const base::Ref<api::Object>& now,
                        std::uint64_t binding, Outbox& out) {
    store::KeyValue entry;
    entry.value = api::ObjectRef(now);
    entry.modRevision = before.resourceVersion;
    promised_.set(now->key(), std::move(entry));
    const std::uint64_t cookie = nextCookie_++;
    volumeWrites_.set(cookie, binding);
    requests_.push(update(before, now), cookie, out.now());
}

// Whether the pod must wait for its volumes; then the writes that lead there are on their way.
bool Scheduler::reserveVolumes(const api::Pod& pod, const NodeInfo& node, const PodFacts& facts,
                               std::uint64_t binding, Outbox& out) {
    if (facts.volumes.empty()) return false;
    const Listers others = listers();
    PodVolumes volumes;
    if (!volumes.read({cache_, others, pod, facts}).ok()) return false;
    const VolumeChoice choice = volumes.on(*node.node);
    const auto& claims = *client_.informer(api::Kind::PersistentVolumeClaim);
    for (const VolumeChoice::Binding& each : choice.bindings) {
        const api::Versioned volume =
            client_.informer(api::Kind::PersistentVolume)->get({}, each.volume);
        const api::Versioned claim = claims.get(pod.meta.ns, each.claim);
        if (!volume || !claim) continue;
        const base::Ref<api::Object> bound = volume->copy();
        Json content = bound->rest->value;
        content["spec"]["claimRef"] = claimReference(claim);
        bound->rest = base::shareJson(std::move(content));
        if (!api::readVolume(*volume.object).belongsTo(api::readClaim(*claim.object)))
            bound->meta.annotations.set(api::names::boundByController, "yes");
        promise(volume, bound, binding, out);
    }
    for (const Text& name : choice.provisions) {
        const api::Versioned claim = claims.get(pod.meta.ns, name);
        if (!claim) continue;
        const base::Ref<api::Object> chosen = claim->copy();
        chosen->meta.annotations.set(api::names::selectedNode, node.node->meta.name);
        promise(claim, chosen, binding, out);
    }
    return !choice.bindings.empty() || !choice.provisions.empty();
}

// The listers' tables with what was promised and is not heard of yet.
void Scheduler::overlayPromises(api::Kind kind, store::Table& table) const {
    const Text prefix = api::prefixOf(kind);
    const Text end = api::prefixEnd(prefix);
    for (auto at = promised_.lowerBound(prefix); !at.atEnd() && at.key() < end; ++at) {
        const store::KeyValue* known = table.find(at.key());
        if (known && known->modRevision == at.value().modRevision) table.set(at.key(), at.value());
    }
}

bool Scheduler::volumesAreBound(const api::Pod& pod) const {
    for (const Text& name : api::claimsOf(pod)) {
        const api::Versioned claim =
            client_.informer(api::Kind::PersistentVolumeClaim)->get(pod.meta.ns, name);
        if (!claim || !api::readClaim(*claim.object).fullyBound()) return false;
    }
    return true;
}

// A write that did not go through undoes the decision.
void Scheduler::onVolumeWritten(std::uint64_t cookie, const api::Response& response, Outbox& out) {
    const Binding* found = bindings_.find(cookie);
    if (response.ok() || !found || !found->waitsForVolumes) return;
    const Binding binding = *found;
    bindings_.erase(cookie);
    promised_.clear();
    failBinding(binding,
                "running PreBind plugin \"VolumeBinding\": binding volumes: " +
                    response.failure.message,
                out);
}

void Scheduler::armVolumes(Outbox& out) {
    sim::Time first = sim::Time::never();
    for (const auto& [cookie, binding] : bindings_)
        if (binding.waitsForVolumes) first = std::min(first, binding.nextLook);
    if (first != sim::Time::never()) arm(timers_.volumes, first, volumeTimer, out);
}

// Looks, once a second, whether the claims of a pod are bound; after ten minutes it gives up.
void Scheduler::lookAtVolumes(Outbox& out) {
    std::vector<std::uint64_t> due;
    for (const auto& [cookie, binding] : bindings_)
        if (binding.waitsForVolumes && binding.nextLook <= out.now()) due.push_back(cookie);
    for (const std::uint64_t cookie : due) {
        Binding& binding = bindings_.write(cookie);
        binding.nextLook = out.now() + lookEvery;
        if (volumesAreBound(*binding.assumed)) {
            binding.waitsForVolumes = false;
            requests_.push(bindingFor(binding.pod.object(), binding.assumed->nodeName), cookie,
                           out.now());
        } else if (binding.since + bindTimeout <= out.now()) {
            const Binding late = binding;
            bindings_.erase(cookie);
            failBinding(late,
                        "running PreBind plugin \"VolumeBinding\": binding volumes: context "
                        "deadline exceeded",
                        out);
        }
    }
    armVolumes(out);
    pumpLanes(out);
}

} // namespace maqueta::scheduler
