#include "api/codec/parts.h"
#include "api/validation/checks.h"

#include <algorithm>
#include <optional>

namespace maqueta::api::validation {
namespace {

using codec::at;
using codec::numberAt;
using codec::textAt;

constexpr const char* required = "requiredDuringSchedulingIgnoredDuringExecution";
constexpr const char* preferred = "preferredDuringSchedulingIgnoredDuringExecution";

void checkLabelName(Checks& checks, const Path& path, std::string_view name) {
    checks.invalidText(path, name, qualifiedNameErrors(name));
}

// `compares`: Gt and Lt are operators of nodes' labels only.
void checkRequirement(Checks& checks, const Path& path, const Json& requirement, bool compares) {
    const Text op = textAt(requirement, "operator");
    const Json& values = at(requirement, "values");
    if (op == "In" || op == "NotIn") {
        if (values.empty())
            checks.required(path.child("values"),
                            "must be specified when `operator` is 'In' or 'NotIn'");
    } else if (op == "Exists" || op == "DoesNotExist") {
        if (!values.empty())
            checks.forbidden(path.child("values"),
                             "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
    } else if (compares && (op == "Gt" || op == "Lt")) {
        if (values.size() != 1)
            checks.required(path.child("values"),
                            "must be specified single value when `operator` is 'Lt' or 'Gt'");
    } else {
        checks.invalidText(path.child("operator"), op, "not a valid selector operator");
    }
    checkLabelName(checks, path.child("key"), textAt(requirement, "key"));
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto& value = values[i].get_ref<const std::string&>();
        checks.invalidText(path.child("values").index(i), value, labelValueErrors(value));
    }
}

void checkFieldRequirement(Checks& checks, const Path& path, const Json& requirement) {
    const Text op = textAt(requirement, "operator");
    const Text key = textAt(requirement, "key");
    if (op != "In" && op != "NotIn")
        checks.invalidText(path.child("operator"), op, "not a valid selector operator");
    else if (at(requirement, "values").size() != 1)
        checks.required(path.child("values"),
                        "must be only one value when `operator` is 'In' or 'NotIn' for node field "
                        "selector");
    if (key != "metadata.name")
        checks.invalidText(path.child("key"), key, "not a valid field selector key");
}

void checkNodeTerm(Checks& checks, const Path& path, const Json& term) {
    const Json& expressions = at(term, "matchExpressions");
    for (std::size_t i = 0; i < expressions.size(); ++i)
        checkRequirement(checks, path.child("matchExpressions").index(i), expressions[i], true);
    const Json& fields = at(term, "matchFields");
    for (std::size_t i = 0; i < fields.size(); ++i)
        checkFieldRequirement(checks, path.child("matchFields").index(i), fields[i]);
}

void checkWeight(Checks& checks, const Path& path, std::int64_t weight) {
    if (weight < 1 || weight > 100)
        checks.invalidNumber(path.child("weight"), weight, "must be in the range 1-100");
}

void checkNodeAffinity(Checks& checks, const Path& path, const Json& affinity) {
    if (const Json& selector = at(affinity, required); !selector.is_null()) {
        const Path termsPath = path.child(required).child("nodeSelectorTerms");
        const Json& terms = at(selector, "nodeSelectorTerms");
        if (terms.empty()) checks.required(termsPath, "must have at least one node selector term");
        for (std::size_t i = 0; i < terms.size(); ++i)
            checkNodeTerm(checks, termsPath.index(i), terms[i]);
    }
    const Json& terms = at(affinity, preferred);
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const Path one = path.child(preferred).index(i);
        checkWeight(checks, one, numberAt(terms[i], "weight"));
        checkNodeTerm(checks, one.child("preference"), at(terms[i], "preference"));
    }
}

void checkPodTerm(Checks& checks, const Path& path, const Json& term) {
    checkLabelSelector(checks, path.child("labelSelector"), at(term, "labelSelector"));
    checkLabelSelector(checks, path.child("namespaceSelector"), at(term, "namespaceSelector"));
    for (const Text& ns : codec::textsAt(term, "namespaces"))
        checks.invalidText(path.child("namespace"), ns, dns1123LabelErrors(ns));
    const Text key = textAt(term, "topologyKey");
    if (key.empty()) checks.required(path.child("topologyKey"), "can not be empty");
    checkLabelName(checks, path.child("topologyKey"), key);
}

void checkPodAffinity(Checks& checks, const Path& path, const Json& affinity) {
    const Json& terms = at(affinity, required);
    for (std::size_t i = 0; i < terms.size(); ++i)
        checkPodTerm(checks, path.child(required).index(i), terms[i]);
    const Json& weighted = at(affinity, preferred);
    for (std::size_t i = 0; i < weighted.size(); ++i) {
        const Path one = path.child(preferred).index(i);
        checkWeight(checks, one, numberAt(weighted[i], "weight"));
        checkPodTerm(checks, one.child("podAffinityTerm"), at(weighted[i], "podAffinityTerm"));
    }
}

std::string goToleration(const Json& toleration) {
    return "core.Toleration{Key:" + goQuoted(textAt(toleration, "key")) +
           ", Operator:" + goQuoted(textAt(toleration, "operator")) +
           ", Value:" + goQuoted(textAt(toleration, "value")) +
           ", Effect:" + goQuoted(textAt(toleration, "effect")) +
           ", TolerationSeconds:(*int64)(nil)}";
}

void checkInclusion(Checks& checks, const Path& path, const Text& policy) {
    if (!policy.empty() && policy != "Honor" && policy != "Ignore")
        checks.notSupported(path, goQuoted(policy), {"Honor", "Ignore"});
}

} // namespace

void checkLabelSelector(Checks& checks, const Path& path, const Json& selector) {
    if (selector.is_null()) return;
    checkLabels(checks, path.child("matchLabels"), codec::stringMapAt(selector, "matchLabels"));
    const Json& expressions = at(selector, "matchExpressions");
    for (std::size_t i = 0; i < expressions.size(); ++i)
        checkRequirement(checks, path.child("matchExpressions").index(i), expressions[i], false);
}

bool hasKnownOperators(const Json& selector) {
    for (const Json& one : at(selector, "matchExpressions")) {
        const Text op = textAt(one, "operator");
        if (op != "In" && op != "NotIn" && op != "Exists" && op != "DoesNotExist") return false;
    }
    return true;
}

void checkAffinity(Checks& checks, const Path& path, const Json& affinity) {
    checkNodeAffinity(checks, path.child("nodeAffinity"), at(affinity, "nodeAffinity"));
    checkPodAffinity(checks, path.child("podAffinity"), at(affinity, "podAffinity"));
    checkPodAffinity(checks, path.child("podAntiAffinity"), at(affinity, "podAntiAffinity"));
}

void checkTolerations(Checks& checks, const Path& path, const Json& tolerations) {
    for (std::size_t i = 0; i < tolerations.size(); ++i) {
        const Json& t = tolerations[i];
        const Path one = path.index(i);
        const Text key = textAt(t, "key");
        const Text op = textAt(t, "operator");
        const Text value = textAt(t, "value");
        const Text effect = textAt(t, "effect");
        if (!key.empty()) checkLabelName(checks, one.child("key"), key);
        if (key.empty() && op != "Exists")
            checks.invalidText(one.child("operator"), op,
                               "operator must be Exists when `key` is empty, which means \"match "
                               "all values and all keys\"");
        if (t.contains("tolerationSeconds") && effect != "NoExecute")
            checks.invalidText(one.child("effect"), effect,
                               "effect must be 'NoExecute' when `tolerationSeconds` is set");
        if (op.empty() || op == "Equal") {
            if (const Complaints wrong = labelValueErrors(value); !wrong.empty())
                checks.invalidText(one.child("operator"), value, joined(wrong, ";"));
        } else if (op == "Exists") {
            if (!value.empty())
                checks.invalid(one.child("operator"), goToleration(t),
                               "value must be empty when `operator` is 'Exists'");
        } else {
            checks.notSupported(one.child("operator"), goQuoted(op), {"Equal", "Exists"});
        }
        if (!effect.empty()) checkTaintEffect(checks, one.child("effect"), effect, true);
    }
}

void checkTopologySpread(Checks& checks, const Path& path, const Json& constraints) {
    std::vector<std::string> seen;
    for (std::size_t i = 0; i < constraints.size(); ++i) {
        const Json& c = constraints[i];
        const Path one = path.index(i);
        const Text key = textAt(c, "topologyKey");
        const Text action = textAt(c, "whenUnsatisfiable");
        if (numberAt(c, "maxSkew") <= 0)
            checks.invalidNumber(one.child("maxSkew"), numberAt(c, "maxSkew"), notPositiveDetail);
        if (key.empty())
            checks.required(one.child("topologyKey"), "can not be empty");
        else
            checkLabelName(checks, one.child("topologyKey"), key);
        if (action != "DoNotSchedule" && action != "ScheduleAnyway")
            checks.notSupported(one.child("whenUnsatisfiable"), goQuoted(action),
                                {"DoNotSchedule", "ScheduleAnyway"});
        std::string pair = "{" + key + ", " + action + "}";
        if (std::find(seen.begin(), seen.end(), pair) != seen.end())
            checks.duplicate(one.child("{topologyKey, whenUnsatisfiable}"), goQuoted(pair));
        seen.push_back(std::move(pair));
        if (const Json& domains = at(c, "minDomains"); domains.is_number_integer()) {
            const auto count = domains.get<std::int64_t>();
            if (count <= 0) checks.invalidNumber(one.child("minDomains"), count, notPositiveDetail);
            if (action != "DoNotSchedule")
                checks.invalidNumber(one.child("minDomains"), count,
                                     "can only use minDomains if whenUnsatisfiable=DoNotSchedule, "
                                     "not " +
                                         action.str());
        }
        checkInclusion(checks, one.child("nodeAffinityPolicy"), textAt(c, "nodeAffinityPolicy"));
        checkInclusion(checks, one.child("nodeTaintsPolicy"), textAt(c, "nodeTaintsPolicy"));
        checkLabelSelector(checks, one.child("labelSelector"), at(c, "labelSelector"));
    }
}

} // namespace maqueta::api::validation
