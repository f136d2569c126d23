#include "cluster/kubectl_rollback.h"

#include "api/codec.h"
#include "api/kinds/deployment.h"
#include "api/kinds/replica_set.h"
#include "api/names.h"
#include "controllers/workload/rollout.h"

#include <algorithm>
#include <array>

namespace maqueta::cluster {
namespace {

using base::Json;

// They belong to the object that carries them, whatever its template is.
constexpr std::array<std::string_view, 6> staysPut{
    "kubectl.kubernetes.io/last-applied-configuration",
    controllers::revisionAnnotation,
    controllers::revisionHistoryAnnotation,
    controllers::desiredAnnotation,
    controllers::maxAnnotation,
    "deprecated.deployment.rollback.to"};

bool staysOnItsObject(std::string_view key) {
    return std::find(staysPut.begin(), staysPut.end(), key) != staysPut.end();
}

Json annotationsAfter(const api::ObjectMeta& deployment, const api::ObjectMeta& replicaSet) {
    Json all = Json::object();
    for (const auto& [name, value] : deployment.annotations)
        if (staysOnItsObject(name)) all[name.str()] = value.str();
    for (const auto& [name, value] : replicaSet.annotations)
        if (!staysOnItsObject(name)) all[name.str()] = value.str();
    return all;
}

// Null when there is none of that revision, or none before the newest.
const api::Versioned* rollbackTarget(const std::vector<const api::Versioned*>& newestFirst,
                                     std::int64_t revision) {
    if (revision == 0) return newestFirst.size() < 2 ? nullptr : newestFirst[1];
    for (const api::Versioned* rs : newestFirst)
        if (controllers::revisionOf(rs->as<api::ReplicaSet>().meta) == revision) return rs;
    return nullptr;
}

} // namespace

Rollback planRollback(const api::Versioned& deployment,
                      const std::vector<api::Versioned>& replicaSets, std::int64_t toRevision) {
    const auto& d = deployment.as<api::Deployment>();
    std::vector<const api::Versioned*> own;
    for (const api::Versioned& item : replicaSets) {
        const auto& meta = item.as<api::ReplicaSet>().meta;
        const api::OwnerReference* owner = meta.controller();
        // One without a revision is of somebody else's making.
        if (owner && owner->uid == d.meta.uid && controllers::revisionOf(meta) > 0)
            own.push_back(&item);
    }
    std::stable_sort(own.begin(), own.end(), [](const auto* a, const auto* b) {
        return controllers::revisionOf(a->template as<api::ReplicaSet>().meta) >
               controllers::revisionOf(b->template as<api::ReplicaSet>().meta);
    });
    const api::Versioned* found = rollbackTarget(own, toRevision);
    if (!found && toRevision > 0)
        return {.refusal = "unable to find specified revision " + std::to_string(toRevision) +
                           " in history"};
    if (!found)
        return {.refusal = "no rollout history found for deployment \"" + d.meta.name.str() + "\""};
    if (d.paused)
        return {.refusal = "cannot rollback a paused deployment; resume it first with 'kubectl "
                           "rollout resume' and try again"};
    const auto& rs = found->as<api::ReplicaSet>();
    if (controllers::sameTemplate(*rs.podTemplate, *d.podTemplate))
        return {.skipped = "skipped rollback (current template already matches revision " +
                           std::to_string(toRevision) + ")"};
    Json podTemplate = api::encode(*found)["spec"]["template"];
    if (Json& meta = podTemplate["metadata"]; meta.contains("labels"))
        meta["labels"].erase(std::string(api::names::labelPodTemplateHash));
    return {.patch = base::shareJson(Json::array(
                {{{"op", "replace"}, {"path", "/spec/template"}, {"value", podTemplate}},
                 {{"op", "replace"},
                  {"path", "/metadata/annotations"},
                  {"value", annotationsAfter(d.meta, rs.meta)}}}))};
}

} // namespace maqueta::cluster
