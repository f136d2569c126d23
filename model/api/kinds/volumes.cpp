#include "api/kinds/volumes.h"

#include "api/selector_json.h"

#include <algorithm>

namespace maqueta::api {
namespace {

using base::Json;

constexpr std::string_view classAnnotation = "volume.beta.kubernetes.io/storage-class";
constexpr const char* storage = "storage";

const Json* contentOf(const Object& object) {
    return object.rest ? &object.rest->value : nullptr;
}

// Kept objects may hold anything: what is not a text is left out.
std::vector<Text> textsIn(const Json* list) {
    std::vector<Text> texts;
    if (!list || !list->is_array()) return texts;
    for (const Json& value : *list)
        if (value.is_string()) texts.emplace_back(value.get_ref<const std::string&>());
    return texts;
}

base::Quantity amountIn(const Json* amounts) {
    const Json* amount = member(amounts, storage);
    if (!amount) return {};
    if (amount->is_number_integer()) return base::Quantity::fromBytes(amount->get<std::int64_t>());
    if (!amount->is_string()) return {};
    const auto parsed = base::Quantity::parse(amount->get_ref<const std::string&>());
    return parsed ? *parsed : base::Quantity();
}

Text classOf(const Object& object, const Json* spec) {
    const Text* annotated = object.meta.annotations.find(classAnnotation);
    return annotated ? *annotated : textMember(spec, "storageClassName");
}

Text modeOf(const Json* spec) {
    const Text mode = textMember(spec, "volumeMode");
    return mode.empty() ? Text("Filesystem") : mode;
}

// A volume's node affinity is judged by the node's labels alone.
bool matches(const NodeSelectorTerm& term, const StringMap& labels) {
    static const StringMap noFields{{"metadata.name", {}}};
    if (term.matchExpressions.empty() && term.matchFields.empty()) return false;
    const auto all = [](const std::vector<Requirement>& requirements, const StringMap& map) {
        return std::all_of(requirements.begin(), requirements.end(),
                           [&map](const Requirement& r) { return r.matches(map); });
    };
    return all(term.matchExpressions, labels) && all(term.matchFields, noFields);
}

// A selector that cannot be understood matches nothing.
std::optional<LabelSelector> selectorOf(const Json* json) {
    if (!json) return std::nullopt;
    LabelSelector nothing;
    nothing.matchExpressions.push_back({{}, SelectorOperator::In, {}});
    return readSelector(json).value_or(nothing);
}

bool hasModes(const Volume& volume, const VolumeClaim& claim) {
    return std::all_of(claim.accessModes.begin(), claim.accessModes.end(), [&](const Text& mode) {
        return std::find(volume.accessModes.begin(), volume.accessModes.end(), mode) !=
               volume.accessModes.end();
    });
}

// Of a volume that is bound to nobody.
bool suits(const Volume& volume, const VolumeClaim& claim, const Node* node) {
    if (volume.phase != "Available") return false;
    if (claim.selector && !claim.selector->matches(volume.labels)) return false;
    if (volume.className != claim.className) return false;
    return !node || hasModes(volume, claim);
}

} // namespace

bool VolumeClaim::hasMode(std::string_view mode) const {
    return std::find(accessModes.begin(), accessModes.end(), mode) != accessModes.end();
}

VolumeClaim readClaim(const Object& object) {
    const Json* spec = member(contentOf(object), "spec");
    VolumeClaim claim;
    claim.ns = object.meta.ns;
    claim.name = object.meta.name;
    claim.uid = object.meta.uid;
    claim.className = classOf(object, spec);
    claim.hasClass = object.meta.annotations.contains(classAnnotation) ||
                     member(spec, "storageClassName") != nullptr;
    claim.volumeName = textMember(spec, "volumeName");
    claim.accessModes = textsIn(member(spec, "accessModes"));
    claim.request = amountIn(member(member(spec, "resources"), "requests"));
    claim.volumeMode = modeOf(spec);
    claim.selector = selectorOf(member(spec, "selector"));
    claim.phase = textMember(member(contentOf(object), "status"), "phase");
    if (const Text* node = object.meta.annotations.find(names::selectedNode))
        claim.selectedNode = *node;
    claim.bindCompleted = object.meta.annotations.contains(names::bindCompleted);
    claim.terminating = object.meta.terminating();
    return claim;
}

std::vector<Text> claimsOf(const Pod& pod) {
    std::vector<Text> claims;
    const Json* list = pod.spec->rest ? member(&pod.spec->rest->value, "volumes") : nullptr;
    if (!list || !list->is_array()) return claims;
    for (const Json& volume : *list) {
        if (const Json* claim = member(&volume, "persistentVolumeClaim"))
            claims.push_back(textMember(claim, "claimName"));
        else if (member(&volume, "ephemeral"))
            claims.push_back(pod.meta.name + "-" + textMember(&volume, "name"));
    }
    return claims;
}

bool mountsClaim(const Pod& pod, std::string_view claim) {
    const std::vector<Text> claims = claimsOf(pod);
    return std::find(claims.begin(), claims.end(), claim) != claims.end();
}

bool Volume::belongsTo(const VolumeClaim& wanted) const {
    if (!claim || claim->name != wanted.name || claim->ns != wanted.ns) return false;
    return claim->uid.empty() || claim->uid == wanted.uid;
}

bool Volume::reachableFrom(const Node& node) const {
    return !nodes || std::any_of(nodes->begin(), nodes->end(), [&node](const auto& term) {
        return matches(term, node.meta.labels);
    });
}

Volume readVolume(const Object& object) {
    const Json* spec = member(contentOf(object), "spec");
    Volume volume;
    volume.name = object.meta.name;
    volume.uid = object.meta.uid;
    volume.className = classOf(object, spec);
    volume.labels = object.meta.labels;
    volume.accessModes = textsIn(member(spec, "accessModes"));
    volume.capacity = amountIn(member(spec, "capacity"));
    volume.volumeMode = modeOf(spec);
    volume.reclaimPolicy = textMember(spec, "persistentVolumeReclaimPolicy");
    if (const Json* claim = member(spec, "claimRef"))
        volume.claim = ClaimReference{textMember(claim, "namespace"), textMember(claim, "name"),
                                      textMember(claim, "uid")};
    if (const Json* required = member(member(spec, "nodeAffinity"), "required"))
        volume.nodes = readNodeSelectorTerms(required);
    volume.phase = textMember(member(contentOf(object), "status"), "phase");
    volume.terminating = object.meta.terminating();
    return volume;
}

bool StorageClass::allows(const Node& node) const {
    if (allowedTopologies.empty()) return true;
    return std::any_of(allowedTopologies.begin(), allowedTopologies.end(), [&](const auto& term) {
        return !term.labels.empty() &&
               std::all_of(term.labels.begin(), term.labels.end(),
                           [&](const Requirement& r) { return r.matches(node.meta.labels); });
    });
}

StorageClass readStorageClass(const Object& object) {
    const Json* content = contentOf(object);
    StorageClass result;
    result.provisioner = textMember(content, "provisioner");
    result.bindingMode = textMember(content, "volumeBindingMode");
    result.reclaimPolicy = textMember(content, "reclaimPolicy");
    const Json* topologies = member(content, "allowedTopologies");
    if (!topologies || !topologies->is_array()) return result;
    for (const Json& json : *topologies) {
        TopologyTerm term;
        const Json* expressions = member(&json, "matchLabelExpressions");
        if (expressions && expressions->is_array())
            for (const Json& one : *expressions)
                term.labels.push_back({textMember(&one, "key"), SelectorOperator::In,
                                       textsIn(member(&one, "values"))});
        result.allowedTopologies.push_back(std::move(term));
    }
    return result;
}

std::optional<std::size_t> findMatchingVolume(const VolumeClaim& claim,
                                              std::span<const Volume> volumes, const Node* node,
                                              std::span<const Text> taken, bool delayed) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < volumes.size(); ++i) {
        const Volume& volume = volumes[i];
        if (std::find(taken.begin(), taken.end(), volume.name) != taken.end()) continue;
        const bool own = volume.belongsTo(claim);
        if (volume.claim && !own) continue;
        if (volume.capacity < claim.request || volume.volumeMode != claim.volumeMode ||
            volume.terminating)
            continue;
        const bool reachable = !node || volume.reachableFrom(*node);
        if (own) return reachable ? std::optional(i) : std::nullopt;
        if (!node && delayed) continue; // the scheduler will choose
        if (!reachable || !suits(volume, claim, node)) continue;
        if (!best || volume.capacity < volumes[*best].capacity) best = i;
    }
    return best;
}

const Object* betterDefault(const Object* best, const Object& candidate) {
    const auto says = [&candidate](std::string_view annotation) {
        const Text* value = candidate.meta.annotations.find(annotation);
        return value && *value == "true";
    };
    if (!says("storageclass.kubernetes.io/is-default-class") &&
        !says("storageclass.beta.kubernetes.io/is-default-class"))
        return best;
    if (!best || candidate.meta.creationTime > best->meta.creationTime) return &candidate;
    const bool same = candidate.meta.creationTime == best->meta.creationTime;
    return same && candidate.meta.name < best->meta.name ? &candidate : best;
}

} // namespace maqueta::api
