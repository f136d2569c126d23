// Collects what is wrong with an object, with the words that Kubernetes has for it
// (apimachinery/pkg/util/validation/field, pkg/apis/core/validation/validation.go).
#pragma once

#include "api/field_error.h"
#include "api/meta.h"
#include "api/name_rules.h"
#include "api/selector.h"
#include "base/json.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace maqueta::api::validation {

using base::Json;

// "spec", "spec.ports[0]", "limits[cpu]".
class Path {
public:
    Path(const char* text) : text_(text) {}
    explicit Path(std::string text) : text_(std::move(text)) {}
    Path child(std::string_view name) const { return Path(std::string(text_ + ".").append(name)); }
    Path index(std::size_t i) const { return Path(text_ + "[" + std::to_string(i) + "]"); }
    Path key(std::string_view name) const {
        return Path(std::string(text_ + "[").append(name).append("]"));
    }
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

class Checks {
public:
    void required(const Path& path, std::string_view detail = {});
    void invalid(const Path& path, std::string value, std::string_view detail);
    void invalidText(const Path& path, std::string_view value, std::string_view detail) {
        invalid(path, goQuoted(value), detail);
    }
    void invalidNumber(const Path& path, std::int64_t value, std::string_view detail) {
        invalid(path, std::to_string(value), detail);
    }
    // One error for each complaint.
    void invalidText(const Path& path, std::string_view value, const Complaints& complaints);
    void notSupported(const Path& path, std::string value,
                      std::initializer_list<std::string_view> supported);
    void forbidden(const Path& path, std::string_view detail);
    void duplicate(const Path& path, std::string value, std::string_view detail = {});
    void notFound(const Path& path, std::string_view value);
    void tooLong(const Path& path, std::size_t limit);

    void notNegative(const Path& path, std::int64_t value);
    void immutable(const Path& path, std::string value) {
        invalid(path, std::move(value), "field is immutable");
    }

    bool any() const { return !errors_.empty(); }
    std::size_t count() const { return errors_.size(); }
    const FieldErrors& errors() const { return errors_; }
    FieldErrors take() { return std::move(errors_); }
    // Forgets the errors after the first n.
    void truncate(std::size_t n) { errors_.resize(n); }

private:
    FieldErrors errors_;
};

constexpr std::string_view notNegativeDetail = "must be greater than or equal to 0";
constexpr std::string_view notPositiveDetail = "must be greater than zero";

// How Go prints them with %#v.
std::string goMap(const StringMap& map);
std::string goMap(const Json& map);
std::string goSelector(const Json& selector);
std::string goShare(const Json& share);

// Metadata (apimachinery/pkg/api/validation/objectmeta.go).
void checkMeta(Checks& checks, Kind kind, const ObjectMeta& meta);
void checkMetaUpdate(Checks& checks, const ObjectMeta& before, const ObjectMeta& now);
void checkLabels(Checks& checks, const Path& path, const StringMap& labels);
void checkAnnotations(Checks& checks, const Path& path, const StringMap& annotations);
void checkFinalizerName(Checks& checks, const Path& path, std::string_view name);
void checkTaintEffect(Checks& checks, const Path& path, std::string_view effect, bool mayBeEmpty);

// A selector of a spec, as JSON.
void checkLabelSelector(Checks& checks, const Path& path, const Json& selector);
bool hasKnownOperators(const Json& selector);

// A pod spec as checked and defaulted JSON.
void checkPodSpec(Checks& checks, const Path& path, const Json& spec);
// What pods have and templates have not.
void checkPodOnly(Checks& checks, const Path& path, const Json& spec);
void checkVolumes(Checks& checks, const Path& path, const Json& volumes,
                  std::vector<std::string>& names);
void checkContainers(Checks& checks, const Path& path, const Json& spec,
                     const std::vector<std::string>& volumes);
void checkScheduling(Checks& checks, const Path& path, const Json& spec);
void checkAffinity(Checks& checks, const Path& path, const Json& affinity);
void checkTolerations(Checks& checks, const Path& path, const Json& tolerations);
void checkTopologySpread(Checks& checks, const Path& path, const Json& constraints);
void checkResources(Checks& checks, const Path& path, const Json& resources);
void checkProbe(Checks& checks, const Path& path, const Json& probe, bool oneSuccess);
void checkLifecycle(Checks& checks, const Path& path, const Json& lifecycle);
void checkResourceAmount(Checks& checks, const Path& path, std::string_view name,
                         const std::string& amount);

} // namespace maqueta::api::validation
