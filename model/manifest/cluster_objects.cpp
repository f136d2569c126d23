#include "manifest/cluster_objects.h"

#include "api/codec.h"

#include <algorithm>
#include <array>
#include <string_view>

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

// Whether the person who applied it had said on which node it runs.
bool isPinned(const Json& object) {
    const Json& meta = object["metadata"];
    const auto notes = meta.find("annotations");
    if (notes == meta.end() || !notes->contains(lastAppliedNote)) return false;
    const Json& text = (*notes)[lastAppliedNote];
    if (!text.is_string()) return false;
    const auto said = base::parseJson(text.get<std::string>(), lastAppliedNote);
    return said && said->is_object() && said->contains("spec") && (*said)["spec"].is_object() &&
           (*said)["spec"].contains("nodeName");
}

Json asManifest(const api::Object& object) {
    Json out = api::encode(object, 0);
    if (object.kind == Kind::Pod && out.contains("spec") && !isPinned(out))
        out["spec"].erase("nodeName");
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
