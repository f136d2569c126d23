#include "cluster/kubectl_apply.h"

namespace maqueta::cluster {
namespace {

using base::Json;

constexpr const char* annotation = "kubectl.kubernetes.io/last-applied-configuration";

// Whether `live` already holds everything that `wanted` says; defaulted fields beside it do not
// matter.
bool contains(const Json& live, const Json& wanted) {
    if (wanted.is_object()) {
        if (!live.is_object()) return false;
        for (const auto& [key, value] : wanted.items()) {
            const auto at = live.find(key);
            if (at == live.end() ? !value.is_null() : !contains(*at, value)) return false;
        }
        return true;
    }
    if (wanted.is_array()) {
        if (!live.is_array() || live.size() != wanted.size()) return false;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (!contains(live[i], wanted[i])) return false;
        return true;
    }
    return live == wanted;
}

// What to send so that `live` holds `wanted`, and no longer what only `last` had.
Json difference(const Json& live, const Json& wanted, const Json& last) {
    Json patch = Json::object();
    for (const auto& [key, value] : wanted.items()) {
        const auto at = live.find(key);
        if (at == live.end()) {
            if (!value.is_null()) patch[key] = value;
        } else if (value.is_object() && at->is_object()) {
            const auto before = last.find(key);
            const Json inner = difference(
                *at, value, before != last.end() && before->is_object() ? *before : Json::object());
            if (!inner.empty()) patch[key] = inner;
        } else if (!contains(*at, value)) {
            patch[key] = value;
        }
    }
    for (const auto& [key, value] : last.items())
        if (!wanted.contains(key) && live.contains(key)) patch[key] = nullptr;
    return patch;
}

Json withoutStatus(const Json& manifest) {
    Json out = manifest;
    out.erase("status");
    return out;
}

Json lastApplied(const Json& live) {
    const Json none = Json::object();
    const auto meta = live.find("metadata");
    if (meta == live.end()) return none;
    const auto notes = meta->find("annotations");
    if (notes == meta->end()) return none;
    const auto text = notes->find(annotation);
    if (text == notes->end() || !text->is_string()) return none;
    auto parsed = base::parseJson(text->get<std::string>(), annotation);
    return parsed && parsed->is_object() ? *parsed : none;
}

} // namespace

Json withLastApplied(const Json& manifest) {
    Json out = manifest;
    Json& notes = out["metadata"]["annotations"];
    if (!notes.is_object()) notes = Json::object();
    notes[annotation] = manifest.dump() + "\n";
    return out;
}

Json applyPatch(const Json& live, const Json& manifest) {
    const Json wanted = withoutStatus(manifest);
    Json patch = difference(live, wanted, withoutStatus(lastApplied(live)));
    patch.erase("apiVersion");
    patch.erase("kind");
    // The annotation itself moves with every change of the manifest.
    const Json annotated = withLastApplied(wanted);
    const Json& note = annotated["metadata"]["annotations"][annotation];
    const auto meta = live.find("metadata");
    const bool same = meta != live.end() && meta->contains("annotations") &&
                      (*meta)["annotations"].value(annotation, "") == note;
    if (!same) patch["metadata"]["annotations"][annotation] = note;
    return patch;
}

} // namespace maqueta::cluster
