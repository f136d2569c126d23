#include "api/codec/parts.h"
#include "api/validation/kind_checks.h"

#include <algorithm>
#include <limits>

namespace maqueta::api::validation {
namespace {

using codec::at;

constexpr std::string_view updatableFields =
    "pod updates may not change fields other than "
    "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
    "`spec.tolerations` (only additions to existing tolerations),"
    "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

// Returns false when the lists cannot be compared further.
bool checkImages(Checks& checks, const Path& path, const std::vector<Container>& before,
                 const std::vector<Container>& now) {
    if (before.size() != now.size()) {
        checks.forbidden(path, "pod updates may not add or remove containers");
        return false;
    }
    for (std::size_t i = 0; i < now.size(); ++i)
        if (now[i].image.empty()) checks.required(path.index(i).child("image"));
    return true;
}

void checkDeadline(Checks& checks, const PodSpec& before, const PodSpec& now) {
    const Path path("spec.activeDeadlineSeconds");
    const auto& was = before.activeDeadlineSeconds;
    const auto& is = now.activeDeadlineSeconds;
    constexpr std::int64_t largest = std::numeric_limits<std::int32_t>::max();
    if (!is) {
        if (was)
            checks.invalid(path, "null", "must not update from a positive integer to nil value");
    } else if (*is < 0 || *is > largest) {
        checks.invalidNumber(path, *is, rangeError(0, largest));
    } else if (was && *was < *is) {
        checks.invalidNumber(path, *is, "must be less than or equal to previous value");
    }
}

bool sameButSeconds(const Toleration& a, const Toleration& b) {
    return a.key == b.key && a.op == b.op && a.value == b.value && a.effect == b.effect;
}

void checkOnlyAdded(Checks& checks, const std::vector<Toleration>& before,
                    const std::vector<Toleration>& now) {
    for (const Toleration& old : before) {
        const bool kept = std::any_of(
            now.begin(), now.end(), [&old](const Toleration& t) { return sameButSeconds(old, t); });
        if (!kept)
            return checks.forbidden(
                "spec.tolerations",
                "existing toleration can not be modified except its tolerationSeconds");
    }
}

void checkOnlyDeletedGates(Checks& checks, const std::vector<Text>& before,
                           const std::vector<Text>& now) {
    for (std::size_t i = 0; i < now.size(); ++i)
        if (std::find(before.begin(), before.end(), now[i]) == before.end())
            checks.forbidden(Path("spec.schedulingGates").index(i).child("name"),
                             "only deletion is allowed, but found new scheduling gate '" +
                                 now[i].str() + "'");
}

void copyField(Json& to, const Json& from, const char* field) {
    const Json& value = at(from, field);
    if (value.is_null())
        to.erase(field);
    else
        to[field] = value;
}

// Whether anything changed that no update may change.
bool changesMore(const Json& before, const Json& now, const PodSpec& old) {
    Json munged = now;
    for (const char* list : {"containers", "initContainers"}) {
        const Json& olds = at(before, list);
        for (std::size_t i = 0; i < olds.size(); ++i) copyField(munged[list][i], olds[i], "image");
    }
    for (const char* field : {"activeDeadlineSeconds", "tolerations", "schedulingGates"})
        copyField(munged, before, field);
    // A pod that waits behind gates may be narrowed further.
    if (!old.schedulingGates.empty())
        for (const char* field : {"nodeSelector", "affinity"}) copyField(munged, before, field);
    if (old.terminationGracePeriodSeconds.value_or(0) < 0 &&
        at(now, "terminationGracePeriodSeconds") == 1)
        copyField(munged, before, "terminationGracePeriodSeconds");
    return munged != before;
}

} // namespace

void check(Checks& checks, const Pod& pod, const Json* tree) {
    if (tree) {
        const Json& spec = at(*tree, "spec");
        checkPodSpec(checks, "spec", spec);
        checkPodOnly(checks, "spec", spec);
    }
    if (!pod.nodeName.empty() && !pod.spec->schedulingGates.empty())
        checks.forbidden("spec.nodeName",
                         "cannot be set until all schedulingGates have been cleared");
}

void checkUpdate(Checks& checks, const Pod& before, const Pod& now, const Json* treeBefore,
                 const Json* tree) {
    // Parts that update a pod keep its spec: then there is nothing to compare.
    if (now.spec.shares(before.spec) && now.nodeName == before.nodeName) return;
    if (tree) checkPodSpec(checks, "spec", at(*tree, "spec"));
    const PodSpec& was = *before.spec;
    const PodSpec& is = *now.spec;
    if (!checkImages(checks, "spec.containers", was.containers, is.containers)) return;
    if (!checkImages(checks, "spec.initContainers", was.initContainers, is.initContainers)) return;
    const std::size_t errors = checks.count();
    checkDeadline(checks, was, is);
    if (checks.count() > errors) return;
    checkOnlyAdded(checks, was.tolerations, is.tolerations);
    checkOnlyDeletedGates(checks, was.schedulingGates, is.schedulingGates);
    if (!tree || !treeBefore) {
        if (now.nodeName != before.nodeName) checks.forbidden("spec", updatableFields);
    } else if (changesMore(at(*treeBefore, "spec"), at(*tree, "spec"), was)) {
        checks.forbidden("spec", updatableFields);
    }
}

} // namespace maqueta::api::validation
