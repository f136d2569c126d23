// The API server's notes become beats: what a write changed, when a person would name it.
#include "cluster/beat_text.h"
#include "cluster/step.h"

#include "api/kinds/deployment.h"
#include "api/kinds/lease.h"
#include "api/kinds/node.h"
#include "api/kinds/pod.h"
#include "api/names.h"

#include <algorithm>

namespace maqueta::cluster {
namespace {

struct Change {
    BeatKind kind = BeatKind::ObjectChanged;
    std::string text;
    Fields fields;
    bool worthABeat = false;
};

std::string taintText(const api::Taint& t) {
    return t.key.str() + ":" + t.effect.str();
}

// Taints of one list that the other lacks.
std::string taintsBeyond(const std::vector<api::Taint>& these,
                         const std::vector<api::Taint>& those) {
    std::vector<std::string> found;
    for (const api::Taint& t : these)
        if (std::none_of(those.begin(), those.end(), [&](const api::Taint& other) {
                return other.key == t.key && other.effect == t.effect;
            }))
            found.push_back(taintText(t));
    return listText(found);
}

Change taintChange(const api::Node& before, const api::Node& now) {
    std::vector<std::string> all;
    for (const api::Taint& t : *now.taints) all.push_back(taintText(t));
    const std::string taints = listText(all);
    return {BeatKind::NodeTainted,
            taints.empty() ? "has no taints any more" : "has the taints " + taints,
            {{"taints", taints},
             {"added", taintsBeyond(*now.taints, *before.taints)},
             {"removed", taintsBeyond(*before.taints, *now.taints)}},
            true};
}

Change nodeChange(const api::Node* before, const api::Node& now) {
    if (!before) return {};
    if (before->ready() != now.ready()) {
        const auto* ready = api::findCondition(now.conditions, "Ready");
        return {now.ready() ? BeatKind::NodeReady : BeatKind::NodeNotReady,
                now.ready() ? "is Ready" : "is NotReady: " + (ready ? ready->message.str() : ""),
                {{"reason", ready ? ready->reason.str() : ""},
                 {"message", ready ? ready->message.str() : ""}},
                true};
    }
    if (!(*before->taints == *now.taints)) return taintChange(*before, now);
    if (before->unschedulable != now.unschedulable)
        return {BeatKind::NodeChanged,
                now.unschedulable ? "is cordoned" : "is uncordoned",
                {{"cordoned", now.unschedulable ? "yes" : "no"}},
                true};
    return {};
}

std::string firstImage(const api::PodSpec& spec) {
    return spec.containers.empty() ? std::string() : spec.containers.front().image.str();
}

Change podChange(const api::Pod* before, const api::Pod& now) {
    Change c;
    if (!before) {
        c = {
            BeatKind::PodCreated, "is created", {{"workload", api::workloadName(now).str()}}, true};
    } else if (!before->meta.terminating() && now.meta.terminating()) {
        const std::int64_t grace = now.meta.deletionGraceSeconds.value_or(0);
        c = {BeatKind::PodDeleted, "is to be deleted", {{"grace", std::to_string(grace)}}, true};
    } else if (before->nodeName.empty() && !now.nodeName.empty()) {
        c = {BeatKind::PodScheduled, "is bound to " + now.nodeName.str(), {}, true};
    } else if (!before->ready() && now.ready()) {
        c = {BeatKind::PodReady, "is Ready", {{"ip", now.status.podIp.str()}}, true};
    } else if (before->ready() && !now.ready() && !now.meta.terminating()) {
        c = {BeatKind::PodNotReady, "is not Ready any more", {}, true};
    } else {
        return c;
    }
    c.fields.emplace_back("node", now.nodeName.str());
    c.fields.emplace_back("image", firstImage(*now.spec));
    return c;
}

// How few pods may be available and how many there may be while a Deployment is rolled out.
void addLimits(Fields& fields, const api::Deployment& d) {
    const bool rolling = d.strategy == api::Deployment::Strategy::RollingUpdate;
    const std::int32_t surge = rolling ? d.maxSurge.scaled(d.replicas, true) : 0;
    std::int32_t missing = rolling ? d.maxUnavailable.scaled(d.replicas, false) : d.replicas;
    if (surge == 0 && missing == 0) missing = 1;
    const std::int32_t least = std::max(d.replicas - missing, 0);
    fields.insert(fields.end(), {{"replicas", std::to_string(d.replicas)},
                                 {"least", std::to_string(least)},
                                 {"most", std::to_string(d.replicas + surge)}});
}

Change deploymentWritten(const api::Deployment* before, const api::Deployment& now) {
    if (!before) return {BeatKind::ObjectCreated, "is created", {}, true};
    if (before->replicas != now.replicas)
        return {BeatKind::ReplicasChanged,
                "wants " + std::to_string(now.replicas) + " pods instead of " +
                    std::to_string(before->replicas),
                {{"from", std::to_string(before->replicas)}, {"to", std::to_string(now.replicas)}},
                true};
    if (before->meta.generation != now.meta.generation) {
        const std::string image = firstImage(*now.podTemplate->spec);
        const std::string old = firstImage(*before->podTemplate->spec);
        return {BeatKind::ObjectChanged,
                image == old ? "has a new specification"
                             : "is to have the image " + image + " instead of " + old,
                {{"before", old},
                 {"changed", image == old ? "" : "image"},
                 {"generation", std::to_string(now.meta.generation)}},
                true};
    }
    if (before->status.availableReplicas == now.status.availableReplicas) return {};
    const api::Deployment::Status& s = now.status;
    return {BeatKind::RolloutProgress,
            std::to_string(s.availableReplicas) + " of " + std::to_string(now.replicas) +
                " pods are available",
            {{"available", std::to_string(s.availableReplicas)},
             {"updated", std::to_string(s.updatedReplicas)},
             {"old", std::to_string(std::max(s.replicas - s.updatedReplicas, 0))}},
            true};
}

Change deploymentChange(const api::Deployment* before, const api::Deployment& now) {
    Change c = deploymentWritten(before, now);
    if (!c.worthABeat) return c;
    c.fields.emplace_back("image", firstImage(*now.podTemplate->spec));
    addLimits(c.fields, now);
    return c;
}

Change deletion(const api::Object& object) {
    const bool quiet = object.kind == api::Kind::Event || object.kind == api::Kind::Lease;
    Change c{BeatKind::ObjectDeleted, "is gone", {}, !quiet};
    if (const auto* pod = api::objectCast<api::Pod>(&object)) {
        c.kind = BeatKind::PodEnded;
        c.fields.emplace_back("node", pod->nodeName.str());
    }
    return c;
}

Change changeOf(const api::ObjectWritten& written) {
    const api::Object& now = *written.now.object;
    if (written.deleted) return deletion(now);
    if (const auto* node = api::objectCast<api::Node>(&now))
        return nodeChange(api::objectCast<api::Node>(written.before.object), *node);
    if (const auto* pod = api::objectCast<api::Pod>(&now))
        return podChange(api::objectCast<api::Pod>(written.before.object), *pod);
    if (const auto* deployment = api::objectCast<api::Deployment>(&now))
        return deploymentChange(api::objectCast<api::Deployment>(written.before.object),
                                *deployment);
    const bool quiet = now.kind == api::Kind::Event || now.kind == api::Kind::Lease;
    if (!written.before && !quiet) return {BeatKind::ObjectCreated, "is created", {}, true};
    return {};
}

} // namespace

// How long ago a node's kubelet last renewed its Lease, as the store has it.
std::optional<sim::Duration> Step::sinceRenewal(std::string_view node) const {
    const store::Root root = w_.storeRoot();
    const store::KeyValue* kv =
        root.table.find(api::keyOf(api::Kind::Lease, api::names::nodeLeaseNamespace, node));
    if (!kv) return std::nullopt;
    const auto* lease =
        api::objectCast<api::Lease>(static_cast<const api::Object*>(kv->value.get()));
    if (!lease || !lease->renewTime) return std::nullopt;
    return now() - *lease->renewTime;
}

void Step::note(network::ProcessId self, const api::Note& note) {
    if (const auto* written = std::get_if<api::ObjectWritten>(&note)) {
        const api::Object& now = *written->now.object;
        w_.fingerprint_.add(now.digest());
        const std::string object = objectText(now);
        Change c = changeOf(*written);
        if (!c.worthABeat) return;
        Beat b = partBeat(self, c.kind, written->userAgent.str(), object, std::move(c.text));
        b.fields.insert(b.fields.end(), c.fields.begin(), c.fields.end());
        b.fields.emplace_back("name", now.meta.name.str());
        if (written->client.valid()) // where the part is that asked for it
            b.fields.emplace_back("writer",
                                  w_.machine(w_.process(written->client).machine).spec.name);
        if (c.kind == BeatKind::NodeNotReady)
            if (const auto silence = sinceRenewal(now.meta.name))
                b.fields.emplace_back("silence", std::to_string(silence->wholeSeconds()));
        if (const api::OwnerReference* owner = now.meta.controller())
            b.fields.emplace_back("owner", objectText(owner->kind, now.meta.ns, owner->name));
        beat(std::move(b));
    } else if (const auto* ready = std::get_if<api::ServerReady>(&note)) {
        Beat b = partBeat(self, ready->ready ? BeatKind::ServerReady : BeatKind::ServerNotReady,
                          "kube-apiserver", {},
                          ready->ready ? "is ready" : "is not ready: " + ready->reason.str());
        b.fields.emplace_back("reason", ready->reason.str());
        beat(std::move(b));
    } else if (const auto* taken = std::get_if<api::LeaseTaken>(&note)) {
        leaseBeat(self, *taken);
    } else if (const auto* lost = std::get_if<api::LeaseLost>(&note)) {
        leaseBeat(self, *lost);
    }
}

// A client waits before it asks again: because the server told it to, or because its connection was
// reset. Of the cluster's own parts, which ask all the time, the first time is told.
void Step::repeatBeat(network::ProcessId self, const api::Repeat& repeat) {
    if (w_.process(self).kind != ProcessKind::Client && repeat.number > 1) return;
    const bool reset = repeat.why.code == 0;
    std::string request = std::string(repeat.verb) + " " + api::info(repeat.kind).qualifiedPlural();
    if (!repeat.name.empty())
        request += " " + (repeat.ns.empty() ? "" : repeat.ns.str() + "/") + repeat.name.str();
    const std::string seconds = std::to_string(repeat.wait.wholeSeconds());
    const std::string number = std::to_string(repeat.number);
    const std::string most = std::to_string(api::Repeat::most);
    Beat b = partBeat(self, BeatKind::RequestRepeated, std::string(text(w_.process(self).kind)), {},
                      "waits " + seconds + " s and asks again, " + number + " of " + most + " (" +
                          request +
                          "): " + (reset ? "the connection was reset" : repeat.why.message.str()));
    b.fields.insert(b.fields.end(), {{"request", request},
                                     {"seconds", seconds},
                                     {"number", number},
                                     {"most", most},
                                     {"why", reset ? "reset" : std::to_string(repeat.why.code)},
                                     {"message", repeat.why.message.str()}});
    beat(std::move(b));
}

void Step::leaseBeat(network::ProcessId self, const api::LeaseTaken& taken) {
    const std::string before = w_.because_.holder(taken.lease).str();
    Beat b = partBeat(self, BeatKind::LeaseTaken, taken.lease.str(), {}, "takes the Lease");
    b.fields.insert(b.fields.end(), {{"lease", taken.lease.str()}, {"before", before}});
    beat(std::move(b));
}

void Step::leaseBeat(network::ProcessId self, const api::LeaseLost& lost) {
    Beat b = partBeat(self, BeatKind::LeaseLost, lost.lease.str(), {},
                      "leads no longer: " + lost.reason.str());
    b.fields.insert(b.fields.end(), {{"lease", lost.lease.str()}, {"reason", lost.reason.str()}});
    beat(std::move(b));
}

} // namespace maqueta::cluster
