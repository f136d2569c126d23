#include "api/codec/parts.h"
#include "api/validation/checks.h"

#include <algorithm>
#include <array>
#include <limits>

namespace maqueta::api::validation {
namespace {

using codec::at;
using codec::flagAt;
using codec::numberAt;
using codec::textAt;

constexpr std::int64_t largestInt32 = std::numeric_limits<std::int32_t>::max();

void checkInRange(Checks& checks, const Path& path, const Json& value, std::int64_t low) {
    if (!value.is_number_integer()) return;
    const auto number = value.get<std::int64_t>();
    if (number < low || number > largestInt32)
        checks.invalidNumber(path, number, rangeError(low, largestInt32));
}

void checkHostNetworkPorts(Checks& checks, const Path& path, const Json& spec) {
    if (!flagAt(spec, "hostNetwork")) return;
    const Json& containers = at(spec, "containers");
    for (std::size_t c = 0; c < containers.size(); ++c) {
        const Json& ports = at(containers[c], "ports");
        for (std::size_t p = 0; p < ports.size(); ++p)
            if (numberAt(ports[p], "hostPort") != numberAt(ports[p], "containerPort"))
                checks.invalidNumber(
                    path.child("containers").index(c).child("ports").index(p).child("hostPort"),
                    numberAt(ports[p], "hostPort"),
                    "must match `containerPort` when `hostNetwork` is true");
    }
}

void checkPodSecurity(Checks& checks, const Path& specPath, const Json& spec) {
    const Json& security = at(spec, "securityContext");
    if (security.is_null()) return;
    const Path path = specPath.child("securityContext");
    checkHostNetworkPorts(checks, specPath, spec);
    if (flagAt(spec, "hostPID") && flagAt(spec, "shareProcessNamespace"))
        checks.invalid(path.child("shareProcessNamespace"), "true",
                       "ShareProcessNamespace and HostPID cannot both be enabled");
    for (const char* field : {"fsGroup", "runAsUser", "runAsGroup"})
        checkInRange(checks, path.child(field), at(security, field), 0);
    const Json& groups = at(security, "supplementalGroups");
    for (std::size_t i = 0; i < groups.size(); ++i)
        checkInRange(checks, path.child("supplementalGroups").index(i), groups[i], 0);
}

void checkEnds(Checks& checks, const Path& path, const Json& spec) {
    const auto named = [&](const char* field, Complaints (*rule)(std::string_view)) {
        if (const Text value = textAt(spec, field); !value.empty())
            checks.invalidText(path.child(field), value, rule(value));
    };
    named("serviceAccountName", dns1123SubdomainErrors);
    named("nodeName", dns1123SubdomainErrors);
    checkInRange(checks, path.child("activeDeadlineSeconds"), at(spec, "activeDeadlineSeconds"), 1);
    named("hostname", dns1123LabelErrors);
    named("subdomain", dns1123LabelErrors);
    checkTolerations(checks, path.child("tolerations"), at(spec, "tolerations"));
    named("priorityClassName", dns1123SubdomainErrors);
    named("runtimeClassName", dns1123SubdomainErrors);
    const Text preemption = textAt(spec, "preemptionPolicy");
    if (!preemption.empty() && preemption != "PreemptLowerPriority" && preemption != "Never")
        checks.notSupported(path.child("preemptionPolicy"), goQuoted(preemption),
                            {"Never", "PreemptLowerPriority"});
    for (const auto& [name, amount] : at(spec, "overhead").items())
        checkResourceAmount(checks, path.child("overhead").child("limits").key(name), name,
                            amount.get<std::string>());
}

void checkGates(Checks& checks, const Path& path, const Json& gates) {
    std::vector<Text> seen;
    for (std::size_t i = 0; i < gates.size(); ++i) {
        const Text name = textAt(gates[i], "name");
        checks.invalidText(path.index(i), name, qualifiedNameErrors(name));
        if (std::find(seen.begin(), seen.end(), name) != seen.end())
            checks.duplicate(path.index(i), goQuoted(name));
        seen.push_back(name);
    }
}

} // namespace

void checkPodSpec(Checks& checks, const Path& path, const Json& spec) {
    std::vector<std::string> volumes;
    checkVolumes(checks, path.child("volumes"), at(spec, "volumes"), volumes);
    checkContainers(checks, path, spec, volumes);
    const Text restart = textAt(spec, "restartPolicy");
    if (restart.empty())
        checks.required(path.child("restartPolicy"));
    else if (restart != "Always" && restart != "OnFailure" && restart != "Never")
        checks.notSupported(path.child("restartPolicy"), goQuoted(restart),
                            {"Always", "OnFailure", "Never"});
    constexpr std::array<std::string_view, 4> dns{"ClusterFirstWithHostNet", "ClusterFirst",
                                                  "Default", "None"};
    const Text policy = textAt(spec, "dnsPolicy");
    if (policy.empty())
        checks.required(path.child("dnsPolicy"));
    else if (std::find(dns.begin(), dns.end(), policy.view()) == dns.end())
        checks.notSupported(path.child("dnsPolicy"), goQuoted(policy),
                            {dns[0], dns[1], dns[2], dns[3]});
    checkLabels(checks, path.child("nodeSelector"), codec::stringMapAt(spec, "nodeSelector"));
    checkPodSecurity(checks, path, spec);
    const Json& secrets = at(spec, "imagePullSecrets");
    for (std::size_t i = 0; i < secrets.size(); ++i)
        if (textAt(secrets[i], "name").empty())
            checks.invalid(path.child("imagePullSecrets").index(i),
                           "core.LocalObjectReference{Name:\"\"}", "");
    checkAffinity(checks, path.child("affinity"), at(spec, "affinity"));
    const Json& readiness = at(spec, "readinessGates");
    for (std::size_t i = 0; i < readiness.size(); ++i) {
        const Text type = textAt(readiness[i], "conditionType");
        checks.invalidText(path.child("readinessGates").index(i).child("conditionType"), type,
                           qualifiedNameErrors(type));
    }
    checkGates(checks, path.child("schedulingGates"), at(spec, "schedulingGates"));
    checkTopologySpread(checks, path.child("topologySpreadConstraints"),
                        at(spec, "topologySpreadConstraints"));
    checkEnds(checks, path, spec);
}

void checkPodOnly(Checks& checks, const Path& path, const Json& spec) {
    if (!at(spec, "ephemeralContainers").empty())
        checks.forbidden(path.child("ephemeralContainers"), "cannot be set on create");
}

} // namespace maqueta::api::validation
