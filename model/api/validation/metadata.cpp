#include "api/validation/checks.h"

#include <algorithm>

namespace maqueta::api::validation {
namespace {

// apimachinery/pkg/api/validation/objectmeta.go
constexpr std::size_t annotationBytes = 256 * 1024;

// What a name may look like differs from kind to kind (pkg/apis/*/validation, NameIs...).
enum class NameRule : std::uint8_t { Subdomain, Label, Label1035, PathSegment };

NameRule ruleOf(Kind kind) {
    switch (kind) {
    case Kind::Namespace: return NameRule::Label;
    case Kind::Service: return NameRule::Label1035;
    case Kind::Role:
    case Kind::RoleBinding:
    case Kind::ClusterRole:
    case Kind::ClusterRoleBinding:
    case Kind::Other: return NameRule::PathSegment;
    default: return NameRule::Subdomain;
    }
}

// apimachinery/pkg/api/validation/path/name.go
Complaints pathSegmentErrors(std::string_view name) {
    Complaints wrong;
    if (name == "." || name == "..") {
        wrong.push_back("may not be '" + std::string(name) + "'");
        return wrong;
    }
    for (const char c : {'/', '%'})
        if (name.find(c) != std::string_view::npos)
            wrong.push_back(std::string("may not contain '") + c + "'");
    return wrong;
}

Complaints nameErrors(NameRule rule, std::string_view name) {
    switch (rule) {
    case NameRule::Subdomain: return dns1123SubdomainErrors(name);
    case NameRule::Label: return dns1123LabelErrors(name);
    case NameRule::Label1035: return dns1035LabelErrors(name);
    case NameRule::PathSegment: break;
    }
    return pathSegmentErrors(name);
}

void checkNames(Checks& checks, Kind kind, const ObjectMeta& meta) {
    const NameRule rule = ruleOf(kind);
    if (!meta.generateName.empty()) {
        const std::string_view prefix = meta.generateName;
        // The dash at the end will stand before the suffix.
        std::string masked(prefix);
        if (masked.size() > 1 && masked.back() == '-') masked.replace(masked.size() - 2, 2, "a");
        checks.invalidText("metadata.generateName", prefix, nameErrors(rule, masked));
    }
    if (meta.name.empty())
        checks.required("metadata.name", "name or generateName is required");
    else if (const Complaints wrong = nameErrors(rule, meta.name); !wrong.empty())
        checks.invalidText("metadata.name", meta.name, wrong);
}

void checkNamespace(Checks& checks, Kind kind, const ObjectMeta& meta) {
    if (kind == Kind::Other) return;
    if (!info(kind).namespaced) {
        if (!meta.ns.empty()) checks.forbidden("metadata.namespace", "not allowed on this type");
    } else if (meta.ns.empty()) {
        checks.required("metadata.namespace");
    } else if (const Complaints wrong = dns1123LabelErrors(meta.ns); !wrong.empty()) {
        checks.invalidText("metadata.namespace", meta.ns, wrong);
    }
}

void checkOwners(Checks& checks, const std::vector<OwnerReference>& owners) {
    constexpr const char* path = "metadata.ownerReferences";
    const OwnerReference* controller = nullptr;
    const auto filled = [&checks](const char* field, const Text& value, const char* detail) {
        if (value.empty()) checks.invalidText(Path(path).child(field), value, detail);
    };
    for (const OwnerReference& owner : owners) {
        filled("apiVersion", owner.apiVersion, "version must not be empty");
        filled("kind", owner.kind, "kind must not be empty");
        filled("name", owner.name, "name must not be empty");
        filled("uid", owner.uid, "uid must not be empty");
        if (!owner.controller) continue;
        if (controller)
            checks.invalid(path, "[]v1.OwnerReference{}",
                           "Only one reference can have Controller set to true. Found \"true\" in "
                           "references for " +
                               controller->name + " and " + owner.name);
        controller = &owner;
    }
}

void checkFinalizers(Checks& checks, const std::vector<Text>& finalizers) {
    const auto has = [&finalizers](std::string_view name) {
        return std::find(finalizers.begin(), finalizers.end(), name) != finalizers.end();
    };
    for (std::size_t i = 0; i < finalizers.size(); ++i)
        checkFinalizerName(checks, Path("metadata.finalizers").index(i), finalizers[i]);
    if (has("orphan") && has("foregroundDeletion"))
        checks.invalid("metadata.finalizers", "[]string{\"orphan\", \"foregroundDeletion\"}",
                       "finalizer orphan and foregroundDeletion cannot be both set");
}

std::string goTime(const std::optional<sim::Time>& time) {
    if (!time) return "null";
    // 2030-01-01T00:00:00Z -> 2030-01-01 00:00:00 +0000 UTC
    std::string text = sim::rfc3339(*time);
    text.replace(10, 1, " ");
    text.pop_back();
    return text + " +0000 UTC";
}

} // namespace

void checkFinalizerName(Checks& checks, const Path& path, std::string_view name) {
    checks.invalidText(path, name, qualifiedNameErrors(name));
    const bool standard = name == "kubernetes" || name == "orphan" || name == "foregroundDeletion";
    if (name.find('/') == std::string_view::npos && !standard)
        checks.invalidText(path, name,
                           "name is neither a standard finalizer name nor is it fully qualified");
}

void checkLabels(Checks& checks, const Path& path, const StringMap& labels) {
    for (const auto& [name, value] : labels) {
        if (const Complaints wrong = qualifiedNameErrors(name); !wrong.empty())
            checks.invalidText(path, name, wrong);
        if (const Complaints wrong = labelValueErrors(value); !wrong.empty())
            checks.invalidText(path, value, wrong);
    }
}

void checkAnnotations(Checks& checks, const Path& path, const StringMap& annotations) {
    std::size_t bytes = 0;
    for (const auto& [name, value] : annotations) {
        bytes += name.size() + value.size();
        std::string lower = name.str();
        for (char& c : lower)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (const Complaints wrong = qualifiedNameErrors(lower); !wrong.empty())
            checks.invalidText(path, name, wrong);
    }
    if (bytes > annotationBytes) checks.tooLong(path, annotationBytes);
}

void checkMeta(Checks& checks, Kind kind, const ObjectMeta& meta) {
    checkNames(checks, kind, meta);
    checkNamespace(checks, kind, meta);
    if (meta.generation < 0) checks.notNegative("metadata.generation", meta.generation);
    if (!meta.labels.empty()) checkLabels(checks, "metadata.labels", meta.labels);
    if (!meta.annotations.empty())
        checkAnnotations(checks, "metadata.annotations", meta.annotations);
    if (!meta.owners->empty()) checkOwners(checks, *meta.owners);
    if (!meta.finalizers->empty()) checkFinalizers(checks, *meta.finalizers);
}

void checkMetaUpdate(Checks& checks, const ObjectMeta& before, const ObjectMeta& now) {
    if (before.terminating() && !now.finalizers->empty()) {
        std::string added;
        for (const Text& finalizer : *now.finalizers)
            if (!before.hasFinalizer(finalizer))
                added += (added.empty() ? "" : ", ") + goQuoted(finalizer);
        if (!added.empty())
            checks.forbidden("metadata.finalizers",
                             "no new finalizers can be added if the object is being deleted, "
                             "found new finalizers []string{" +
                                 added + "}");
    }
    if (now.generation < before.generation)
        checks.invalidNumber("metadata.generation", now.generation, "must not be decremented");
    if (now.name != before.name) checks.immutable("metadata.name", goQuoted(now.name));
    if (now.ns != before.ns) checks.immutable("metadata.namespace", goQuoted(now.ns));
    if (now.uid != before.uid) checks.immutable("metadata.uid", goQuoted(now.uid));
    if (now.deletionTime != before.deletionTime)
        checks.immutable("metadata.deletionTimestamp", goTime(now.deletionTime));
    if (now.deletionGraceSeconds != before.deletionGraceSeconds)
        checks.immutable("metadata.deletionGracePeriodSeconds",
                         now.deletionGraceSeconds ? std::to_string(*now.deletionGraceSeconds)
                                                  : "null");
    if (!now.labels.shares(before.labels)) checkLabels(checks, "metadata.labels", now.labels);
    if (!now.annotations.shares(before.annotations))
        checkAnnotations(checks, "metadata.annotations", now.annotations);
    if (!now.owners.shares(before.owners)) checkOwners(checks, *now.owners);
    if (!now.finalizers.shares(before.finalizers)) checkFinalizers(checks, *now.finalizers);
}

} // namespace maqueta::api::validation
