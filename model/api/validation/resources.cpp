#include "api/codec/parts.h"
#include "api/validation/checks.h"

#include "base/quantity.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace maqueta::api::validation {
namespace {

using codec::at;

bool isHugePages(std::string_view name) {
    return name.starts_with("hugepages-");
}

// pkg/apis/core/helper/helpers.go, IsStandardContainerResourceName
bool isContainerResource(std::string_view name) {
    return name == "cpu" || name == "memory" || name == "ephemeral-storage" || isHugePages(name);
}

// IsStandardResourceName: what a quota may count besides.
bool isStandard(std::string_view name) {
    constexpr std::array<std::string_view, 20> counted{"requests.cpu",
                                                       "requests.memory",
                                                       "requests.ephemeral-storage",
                                                       "limits.cpu",
                                                       "limits.memory",
                                                       "limits.ephemeral-storage",
                                                       "pods",
                                                       "resourcequotas",
                                                       "services",
                                                       "replicationcontrollers",
                                                       "secrets",
                                                       "persistentvolumeclaims",
                                                       "configmaps",
                                                       "services.nodeports",
                                                       "services.loadbalancers",
                                                       "requests.storage",
                                                       "storage",
                                                       "bindings",
                                                       "events",
                                                       "limitranges"};
    return isContainerResource(name) ||
           std::find(counted.begin(), counted.end(), name) != counted.end();
}

// "kubernetes.io/" and names without a slash are Kubernetes' own; others are extended resources.
bool isNative(std::string_view name) {
    return name.find('/') == std::string_view::npos ||
           name.find("kubernetes.io/") != std::string_view::npos;
}

bool isExtended(std::string_view name) {
    return !isNative(name) && !name.starts_with("requests.");
}

bool allowsOvercommit(std::string_view name) {
    return isNative(name) && !isHugePages(name);
}

void checkName(Checks& checks, const Path& path, std::string_view name) {
    checks.invalidText(path, name, qualifiedNameErrors(name));
    if (name.find('/') == std::string_view::npos) {
        if (!isStandard(name))
            checks.invalidText(path, name, "must be a standard resource type or fully qualified");
        if (!isContainerResource(name))
            checks.invalidText(path, name, "must be a standard resource for containers");
    } else if (!isNative(name) && !isExtended(name)) {
        checks.invalidText(path, name, "doesn't follow extended resource name standard");
    }
}

// Go's %#v of a quantity that was read from this text, as far as whole and milli amounts go.
std::string goQuantity(const std::string& text) {
    std::string digits = text;
    std::string scale = "0";
    if (digits.ends_with("m")) {
        digits.pop_back();
        scale = "-3";
    }
    return "resource.Quantity{i:resource.int64Amount{value:" + digits + ", scale:" + scale +
           "}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:" + goQuoted(text) +
           ", Format:\"DecimalSI\"}";
}

} // namespace

void checkResourceAmount(Checks& checks, const Path& path, std::string_view name,
                         const std::string& amount) {
    const auto quantity = base::Quantity::parse(amount);
    if (!quantity) return;
    if (quantity->sign() < 0) checks.invalidText(path, amount, notNegativeDetail);
    if (isExtended(name) && quantity->milliValue() % 1000 != 0)
        checks.invalid(path, goQuantity(amount), "must be an integer");
}

void checkResources(Checks& checks, const Path& path, const Json& resources) {
    const Path limitsPath = path.child("limits");
    const Path requestsPath = path.child("requests");
    const Json& limits = at(resources, "limits");
    for (const auto& [name, amount] : limits.items()) {
        checkName(checks, limitsPath.key(name), name);
        checkResourceAmount(checks, limitsPath.key(name), name, amount.get<std::string>());
    }
    for (const auto& [name, amount] : at(resources, "requests").items()) {
        checkName(checks, requestsPath.key(name), name);
        checkResourceAmount(checks, requestsPath.key(name), name, amount.get<std::string>());
        const auto request = base::Quantity::parse(amount.get<std::string>());
        const Json& limitText = at(limits, name.c_str());
        if (limitText.is_null()) {
            if (!allowsOvercommit(name))
                checks.required(limitsPath, "Limit must be set for non overcommitable resources");
            continue;
        }
        const auto limit = base::Quantity::parse(limitText.get<std::string>());
        if (!request || !limit) continue;
        if (!allowsOvercommit(name) && *request != *limit)
            checks.invalidText(requestsPath, request->text(),
                               "must be equal to " + name + " limit of " + limit->text());
        else if (*request > *limit)
            checks.invalidText(requestsPath, request->text(),
                               "must be less than or equal to " + name + " limit of " +
                                   limit->text());
    }
}

} // namespace maqueta::api::validation
