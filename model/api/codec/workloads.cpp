#include "api/codec/parts.h"

#include <charconv>

namespace maqueta::api::codec {
namespace {

// What is neither a number nor a percentage stays in the rest, for validation to complain about.
bool readShare(const Json& tree, const char* field, IntOrPercent& out) {
    const Json& value = at(tree, field);
    if (value.is_number_integer()) {
        out = {value.get<std::int32_t>(), false};
        return true;
    }
    if (!value.is_string()) return value.is_null();
    const auto& text = value.get_ref<const std::string&>();
    std::int32_t number = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    if (parsed.ec != std::errc() || parsed.ptr + 1 != end || *parsed.ptr != '%') return false;
    out = {number, true};
    return true;
}

Json toJson(const IntOrPercent& share) {
    return share.percent ? Json(share.text()) : Json(share.number);
}

Json specToJson(const ReplicaSet& set) {
    Json spec = Json::object();
    spec["replicas"] = set.replicas;
    put(spec, "minReadySeconds", std::int64_t{set.minReadySeconds});
    if (!set.selector.empty()) spec["selector"] = codec::toJson(set.selector);
    putTree(spec, "template", codec::toJson(*set.podTemplate));
    addRest(spec, set.specRest);
    return spec;
}

Json statusToJson(const ReplicaSet::Status& s) {
    Json status = Json::object();
    put(status, "replicas", std::int64_t{s.replicas});
    put(status, "fullyLabeledReplicas", std::int64_t{s.fullyLabeledReplicas});
    put(status, "readyReplicas", std::int64_t{s.readyReplicas});
    put(status, "availableReplicas", std::int64_t{s.availableReplicas});
    put(status, "observedGeneration", s.observedGeneration);
    putTree(status, "conditions", codec::toJson(s.conditions));
    return status;
}

Json specToJson(const Deployment& d) {
    Json spec = Json::object();
    spec["replicas"] = d.replicas;
    put(spec, "minReadySeconds", std::int64_t{d.minReadySeconds});
    put(spec, "progressDeadlineSeconds", d.progressDeadlineSeconds);
    put(spec, "revisionHistoryLimit", d.revisionHistoryLimit);
    put(spec, "paused", d.paused);
    if (!d.selector.empty()) spec["selector"] = codec::toJson(d.selector);
    putTree(spec, "template", codec::toJson(*d.podTemplate));
    // What could not be read as a strategy is in the rest, and wins.
    addRest(spec, d.specRest);
    Json strategy = Json::object();
    if (d.strategy == Deployment::Strategy::Recreate) {
        strategy["type"] = "Recreate";
    } else {
        strategy["type"] = "RollingUpdate";
        strategy["rollingUpdate"] = {{"maxUnavailable", toJson(d.maxUnavailable)},
                                     {"maxSurge", toJson(d.maxSurge)}};
    }
    if (!spec.contains("strategy")) spec["strategy"] = std::move(strategy);
    return spec;
}

Json statusToJson(const Deployment::Status& s) {
    Json status = Json::object();
    put(status, "observedGeneration", s.observedGeneration);
    put(status, "replicas", std::int64_t{s.replicas});
    put(status, "updatedReplicas", std::int64_t{s.updatedReplicas});
    put(status, "readyReplicas", std::int64_t{s.readyReplicas});
    put(status, "availableReplicas", std::int64_t{s.availableReplicas});
    put(status, "unavailableReplicas", std::int64_t{s.unavailableReplicas});
    put(status, "collisionCount", s.collisionCount);
    putTree(status, "conditions", codec::toJson(s.conditions));
    return status;
}

// Returns whether the typed fields say all that the tree says.
bool readStrategy(Deployment& d, const Json& tree) {
    const Text type = textAt(tree, "type");
    const Json& rolling = at(tree, "rollingUpdate");
    d.strategy =
        type == "Recreate" ? Deployment::Strategy::Recreate : Deployment::Strategy::RollingUpdate;
    const bool surge = readShare(rolling, "maxSurge", d.maxSurge);
    const bool unavailable = readShare(rolling, "maxUnavailable", d.maxUnavailable);
    if (!surge || !unavailable) return false;
    if (type == "Recreate") return rolling.is_null();
    return type == "RollingUpdate" && rolling.size() == 2;
}

} // namespace

void read(ReplicaSet& set, const Json& tree) {
    const Json& spec = at(tree, "spec");
    set.replicas = int32At(spec, "replicas", 1);
    set.minReadySeconds = int32At(spec, "minReadySeconds");
    set.selector = selectorAt(spec, "selector");
    if (spec.contains("template"))
        set.podTemplate = sim::Cow(readPodTemplate(at(spec, "template")));
    set.specRest = restOf(spec, specToJson(set));
    const Json& status = at(tree, "status");
    set.status.replicas = int32At(status, "replicas");
    set.status.fullyLabeledReplicas = int32At(status, "fullyLabeledReplicas");
    set.status.readyReplicas = int32At(status, "readyReplicas");
    set.status.availableReplicas = int32At(status, "availableReplicas");
    set.status.observedGeneration = numberAt(status, "observedGeneration");
    set.status.conditions = conditionsAt(status, "conditions");
}

Json toJson(const ReplicaSet& set) {
    Json tree = Json::object();
    tree["spec"] = specToJson(set);
    putTree(tree, "status", statusToJson(set.status));
    return tree;
}

void read(Deployment& d, const Json& tree) {
    const Json& spec = at(tree, "spec");
    d.replicas = int32At(spec, "replicas", 1);
    d.minReadySeconds = int32At(spec, "minReadySeconds");
    d.progressDeadlineSeconds = optionalInt32At(spec, "progressDeadlineSeconds");
    d.revisionHistoryLimit = optionalInt32At(spec, "revisionHistoryLimit");
    d.paused = flagAt(spec, "paused");
    d.selector = selectorAt(spec, "selector");
    if (spec.contains("template")) d.podTemplate = sim::Cow(readPodTemplate(at(spec, "template")));
    const bool known = readStrategy(d, at(spec, "strategy"));
    Json typed = specToJson(d);
    if (!known) typed.erase("strategy");
    d.specRest = restOf(spec, typed);
    const Json& status = at(tree, "status");
    d.status.observedGeneration = numberAt(status, "observedGeneration");
    d.status.replicas = int32At(status, "replicas");
    d.status.updatedReplicas = int32At(status, "updatedReplicas");
    d.status.readyReplicas = int32At(status, "readyReplicas");
    d.status.availableReplicas = int32At(status, "availableReplicas");
    d.status.unavailableReplicas = int32At(status, "unavailableReplicas");
    d.status.collisionCount = optionalInt32At(status, "collisionCount");
    d.status.conditions = conditionsAt(status, "conditions");
}

Json toJson(const Deployment& d) {
    Json tree = Json::object();
    tree["spec"] = specToJson(d);
    putTree(tree, "status", statusToJson(d.status));
    return tree;
}

} // namespace maqueta::api::codec
