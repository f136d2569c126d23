#include "conformance/canonical_kept.h"

#include "api/kinds/volumes.h"

#include <set>

namespace maqueta::tests {
namespace {

using api::Kind;

Json contentOf(const api::Versioned& object, const char* part) {
    return object->rest ? object->rest->value.value(part, Json::object()) : Json::object();
}

Json stateOfBudget(const api::Versioned& budget, const Names& names) {
    const Json status = contentOf(budget, "status");
    Json s;
    for (const char* field : {"observedGeneration", "disruptionsAllowed", "currentHealthy",
                              "desiredHealthy", "expectedPods"})
        if (status.contains(field)) s["status"][field] = status[field];
    std::set<std::string> disrupted;
    const Json pods = status.value("disruptedPods", Json::object());
    for (const auto& [pod, since] : pods.items()) disrupted.insert(names.placeholder(pod));
    if (!disrupted.empty()) s["status"]["disruptedPods"] = disrupted;
    for (const Json& condition : status.value("conditions", Json::array()))
        s["conditions"].push_back({{"type", condition["type"]},
                                   {"status", condition["status"]},
                                   {"reason", condition["reason"]}});
    return s;
}

Json stateOfMeta(const api::Object& object) {
    Json s = Json::object();
    if (object.meta.terminating()) {
        s["deletionTimestamp"] = "set";
        s["deletionGracePeriodSeconds"] = object.meta.deletionGraceSeconds.value_or(0);
    }
    for (const api::Text& finalizer : *object.meta.finalizers)
        s["finalizers"].push_back(finalizer.str());
    return s;
}

Json stateOfClaim(const api::Versioned& object) {
    const api::VolumeClaim claim = api::readClaim(*object.object);
    Json s = stateOfMeta(*object.object);
    s["status"] = contentOf(object, "status");
    s["volumeName"] = claim.volumeName.empty() ? Json() : Json(claim.volumeName.str());
    s["storageClassName"] = claim.className.str();
    return s;
}

Json stateOfVolume(const api::Versioned& object) {
    const api::Volume volume = api::readVolume(*object.object);
    Json s = stateOfMeta(*object.object);
    s["status"] = contentOf(object, "status");
    s["claimRef"] = volume.claim ? Json(volume.claim->name.str()) : Json();
    s["reclaim"] = volume.reclaimPolicy.str();
    return s;
}

} // namespace

void addKept(Json& state, const SmallCluster& cluster, const Names& names, const std::string& ns) {
    const auto nameOf = [&](const api::Versioned& v) {
        return names.placeholder(v->meta.name.str());
    };
    for (const auto& v : cluster.list(Kind::PodDisruptionBudget, ns))
        state["PodDisruptionBudget"][nameOf(v)] = stateOfBudget(v, names);
    for (const auto& v : cluster.list(Kind::PersistentVolumeClaim, ns))
        state["PersistentVolumeClaim"][nameOf(v)] = stateOfClaim(v);
    for (const auto& v : cluster.list(Kind::PersistentVolume, {}))
        state["PersistentVolume"][nameOf(v)] = stateOfVolume(v);
}

} // namespace maqueta::tests
