#include "manifest/cluster_objects.h"

#include "api/admission.h"
#include "api/codec.h"
#include "api/names.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace maqueta::manifest {
namespace {

using api::Kind;
using base::Json;

constexpr std::string_view registry = "/registry/"; // where keys of objects begin
constexpr const char* lastAppliedNote = "kubectl.kubernetes.io/last-applied-configuration";
constexpr std::array<std::string_view, 4> systemsNamespaces = {"default", "kube-system",
                                                               "kube-public", "kube-node-lease"};
// Annotations that controllers write.
constexpr std::array<std::string_view, 3> controllersNotes = {
    "deployment.kubernetes.io/", "pv.kubernetes.io/", "volume.kubernetes.io/selected-node"};
// Of metadata: what only an object that lives has.
constexpr const char* marksOfLife[] = {"uid",
                                       "resourceVersion",
                                       "creationTimestamp",
                                       "generation",
                                       "managedFields",
                                       "selfLink",
                                       "generateName",
                                       "deletionTimestamp",
                                       "ownerReferences",
                                       "deletionGracePeriodSeconds"};

// Others may name these.
constexpr Kind namedByOthers[] = {
    Kind::Namespace,    Kind::CustomResourceDefinition, Kind::PriorityClass,  Kind::RuntimeClass,
    Kind::StorageClass, Kind::PersistentVolume,         Kind::ServiceAccount, Kind::ConfigMap,
    Kind::Secret,       Kind::PersistentVolumeClaim};

std::size_t rankOf(Kind kind) {
    return std::size_t(std::find(std::begin(namedByOthers), std::end(namedByOthers), kind) -
                       std::begin(namedByOthers));
}

bool isAskedFor(const api::Object& object) {
    const std::string_view name = object.meta.name.view();
    switch (object.kind) {
    case Kind::Node:
    case Kind::Lease:
    case Kind::Event:
    case Kind::EndpointSlice:
    case Kind::Endpoints: return false;
    case Kind::Namespace:
        if (std::find(systemsNamespaces.begin(), systemsNamespaces.end(), name) !=
            systemsNamespaces.end())
            return false;
        break;
    case Kind::PriorityClass:
        if (name.starts_with("system-")) return false;
        break;
    default: break;
    }
    return !object.meta.controller() && !object.meta.terminating();
}

// The spec that the person who applied it had asked for; nullopt where nobody knows that.
std::optional<Json> askedSpec(const Json& object) {
    const Json& meta = object["metadata"];
    const auto notes = meta.find("annotations");
    if (notes == meta.end() || !notes->contains(lastAppliedNote)) return std::nullopt;
    const Json& text = (*notes)[lastAppliedNote];
    if (!text.is_string()) return std::nullopt;
    const auto said = base::parseJson(text.get<std::string>(), lastAppliedNote);
    if (!said || !said->is_object() || !said->contains("spec") || !(*said)["spec"].is_object())
        return std::nullopt;
    return (*said)["spec"];
}

// Without what the Scheduler and admission (api/admission.h) wrote into a pod's spec and nobody
// had asked for. Where nobody knows what was asked for, what looks like theirs is.
void forgetAdmission(Json& spec, const std::optional<Json>& asked) {
    const auto wanted = [&](const char* field) { return asked && asked->contains(field); };
    if (!wanted("nodeName")) spec.erase("nodeName");
    if (asked && !wanted("priorityClassName")) spec.erase("priorityClassName"); // a default one
    // Computed from the class that holds where it is applied, which refuses any other number. Of
    // a pod without one the policy can be a wish.
    spec.erase("priority");
    const bool hasClass = spec.contains("priorityClassName");
    if (hasClass || (!wanted("preemptionPolicy") &&
                     spec.value("preemptionPolicy", Json()) == "PreemptLowerPriority"))
        spec.erase("preemptionPolicy");
    const auto tolerations = spec.find("tolerations");
    if (tolerations == spec.end() || !tolerations->is_array()) return;
    const api::AdmissionConfig config;
    const std::pair<std::string_view, std::int64_t> added[] = {
        {api::names::taintNotReady, config.notReadyTolerationSeconds},
        {api::names::taintUnreachable, config.unreachableTolerationSeconds}};
    for (const auto& [taint, seconds] : added) {
        const Json theirs = {{"key", taint},
                             {"operator", "Exists"},
                             {"effect", "NoExecute"},
                             {"tolerationSeconds", seconds}};
        const auto isTheirs = [&](const Json& one) { return one == theirs; };
        const bool wished =
            wanted("tolerations") &&
            std::any_of((*asked)["tolerations"].begin(), (*asked)["tolerations"].end(), isTheirs);
        if (!wished)
            tolerations->erase(std::remove_if(tolerations->begin(), tolerations->end(), isTheirs),
                               tolerations->end());
    }
    if (tolerations->empty()) spec.erase("tolerations");
}

Json asManifest(const api::Object& object) {
    Json out = api::encode(object, 0);
    if (object.kind == Kind::Pod && out.contains("spec"))
        forgetAdmission(out["spec"], askedSpec(out));
    out.erase("status");
    Json& meta = out["metadata"];
    for (const char* mark : marksOfLife) meta.erase(mark);
    if (const auto notes = meta.find("annotations"); notes != meta.end() && notes->is_object()) {
        notes->erase(lastAppliedNote);
        std::vector<std::string> gone;
        for (const auto& [name, value] : notes->items())
            for (const std::string_view own : controllersNotes)
                if (name.starts_with(own)) gone.push_back(name);
        for (const std::string& name : gone) notes->erase(name);
        if (notes->empty()) meta.erase("annotations");
    }
    // A volume finds its claim again by name.
    if (object.kind == Kind::PersistentVolume && out.contains("spec") &&
        out["spec"].contains("claimRef") && out["spec"]["claimRef"].is_object())
        for (const char* mark : {"uid", "resourceVersion"}) out["spec"]["claimRef"].erase(mark);
    return out;
}

} // namespace

std::vector<Json> objectsToApply(const store::Root& root) {
    struct Found {
        std::size_t rank;
        const api::Object* object;
    };
    std::vector<Found> found;
    const base::Text end = api::prefixEnd(registry);
    for (auto it = root.table.lowerBound(base::Text(registry)); !it.atEnd() && it.key() < end;
         ++it) {
        const auto* object = static_cast<const api::Object*>(it.value().value.get());
        if (isAskedFor(*object)) found.push_back({rankOf(object->kind), object});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.rank < b.rank; });
    std::vector<Json> out;
    for (const Found& f : found) out.push_back(asManifest(*f.object));
    return out;
}

} // namespace maqueta::manifest
