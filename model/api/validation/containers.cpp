#include "api/codec/parts.h"
#include "api/validation/checks.h"

#include <algorithm>
#include <limits>

namespace maqueta::api::validation {
namespace {

using codec::at;
using codec::flagAt;
using codec::numberAt;
using codec::textAt;

bool contains(const std::vector<std::string>& list, std::string_view value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

void checkPortNumber(Checks& checks, const Path& path, std::int64_t port) {
    if (port < 1 || port > 65535) checks.invalidNumber(path, port, rangeError(1, 65535));
}

void checkPorts(Checks& checks, const Path& path, const Json& ports) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < ports.size(); ++i) {
        const Json& port = ports[i];
        const Path one = path.index(i);
        const std::string name = textAt(port, "name").str();
        if (!name.empty()) {
            const Complaints wrong = portNameErrors(name);
            checks.invalidText(one.child("name"), name, wrong);
            if (wrong.empty() && contains(names, name))
                checks.duplicate(one.child("name"), goQuoted(name));
            names.push_back(name);
        }
        if (numberAt(port, "containerPort") == 0)
            checks.required(one.child("containerPort"));
        else
            checkPortNumber(checks, one.child("containerPort"), numberAt(port, "containerPort"));
        if (numberAt(port, "hostPort") != 0)
            checkPortNumber(checks, one.child("hostPort"), numberAt(port, "hostPort"));
        const Text protocol = textAt(port, "protocol");
        if (protocol.empty())
            checks.required(one.child("protocol"));
        else if (protocol != "TCP" && protocol != "UDP" && protocol != "SCTP")
            checks.notSupported(one.child("protocol"), goQuoted(protocol), {"SCTP", "TCP", "UDP"});
    }
}

// AccumulateUniqueHostPorts
void checkHostPorts(Checks& checks, const Path& path, const Json& containers, std::size_t first,
                    std::size_t last) {
    std::vector<std::string> seen;
    for (std::size_t c = first; c < last; ++c) {
        const Json& ports = at(containers[c], "ports");
        for (std::size_t p = 0; p < ports.size(); ++p) {
            const std::int64_t port = numberAt(ports[p], "hostPort");
            if (port == 0) continue;
            std::string use = textAt(ports[p], "protocol") + "/" + textAt(ports[p], "hostIP") +
                              "/" + std::to_string(port);
            if (contains(seen, use))
                checks.duplicate(path.index(c - first).child("ports").index(p).child("hostPort"),
                                 goQuoted(use));
            seen.push_back(std::move(use));
        }
    }
}

void checkKeySelector(Checks& checks, const Path& path, const Json& selector) {
    const Text name = textAt(selector, "name");
    checks.invalidText(path.child("name"), name, dns1123SubdomainErrors(name));
    if (textAt(selector, "key").empty()) checks.required(path.child("key"));
}

void checkFieldRef(Checks& checks, const Path& path, const Json& ref) {
    const Text field = textAt(ref, "fieldPath");
    if (field.empty()) return checks.required(path.child("fieldPath"));
    constexpr std::string_view known[] = {"metadata.name",
                                          "metadata.namespace",
                                          "metadata.uid",
                                          "spec.nodeName",
                                          "spec.serviceAccountName",
                                          "status.hostIP",
                                          "status.hostIPs",
                                          "status.podIP",
                                          "status.podIPs"};
    const bool fine =
        std::find(std::begin(known), std::end(known), field.view()) != std::end(known) ||
        field.view().starts_with("metadata.annotations") ||
        field.view().starts_with("metadata.labels");
    if (!fine)
        checks.invalidText(path.child("fieldPath"), field,
                           "error converting fieldPath: field label not supported: " + field.str());
}

void checkValueFrom(Checks& checks, const Path& path, const Json& variable) {
    const Json& from = at(variable, "valueFrom");
    if (from.is_null()) return;
    std::size_t sources = 0;
    const auto source = [&](const char* field, void (*check)(Checks&, const Path&, const Json&)) {
        const Json& tree = at(from, field);
        if (tree.is_null()) return;
        ++sources;
        if (check) check(checks, path.child(field), tree);
    };
    source("fieldRef", checkFieldRef);
    source("resourceFieldRef", nullptr);
    source("configMapKeyRef", checkKeySelector);
    source("secretKeyRef", checkKeySelector);
    if (sources == 0)
        checks.invalidText(path, "",
                           "must specify one of: `fieldRef`, `resourceFieldRef`, "
                           "`configMapKeyRef` or `secretKeyRef`");
    else if (!textAt(variable, "value").empty())
        checks.invalidText(path, "", "may not be specified when `value` is not empty");
    else if (sources > 1)
        checks.invalidText(path, "", "may not have more than one field specified at a time");
}

void checkEnvironment(Checks& checks, const Path& path, const Json& container) {
    const Json& variables = at(container, "env");
    for (std::size_t i = 0; i < variables.size(); ++i) {
        const Path one = path.child("env").index(i);
        const Text name = textAt(variables[i], "name");
        if (name.empty())
            checks.required(one.child("name"));
        else
            checks.invalidText(one.child("name"), name, envVarNameErrors(name));
        checkValueFrom(checks, one.child("valueFrom"), variables[i]);
    }
    const Json& sources = at(container, "envFrom");
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const Path one = path.child("envFrom").index(i);
        const Json& map = at(sources[i], "configMapRef");
        const Json& secret = at(sources[i], "secretRef");
        if (!map.is_null() && textAt(map, "name").empty())
            checks.required(one.child("configMapRef").child("name"));
        if (!secret.is_null() && textAt(secret, "name").empty())
            checks.required(one.child("secretRef").child("name"));
        if (map.is_null() && secret.is_null())
            checks.invalidText(one, "", "must specify one of: `configMapRef` or `secretRef`");
        else if (!map.is_null() && !secret.is_null())
            checks.invalidText(one, "", "may not have more than one field specified at a time");
    }
}

void checkMounts(Checks& checks, const Path& path, const Json& mounts,
                 const std::vector<std::string>& volumes) {
    std::vector<std::string> places;
    for (std::size_t i = 0; i < mounts.size(); ++i) {
        const Path one = path.index(i);
        const Text name = textAt(mounts[i], "name");
        if (name.empty()) checks.required(one.child("name"));
        if (!contains(volumes, name)) checks.notFound(one.child("name"), name);
        const std::string place = textAt(mounts[i], "mountPath").str();
        if (place.empty()) checks.required(one.child("mountPath"));
        if (contains(places, place))
            checks.invalidText(one.child("mountPath"), place, "must be unique");
        places.push_back(place);
        const Text sub = textAt(mounts[i], "subPath");
        if (sub.view().starts_with("/"))
            checks.invalidText(path.child("subPath"), sub, "must be a relative path");
        if (!sub.empty() && !textAt(mounts[i], "subPathExpr").empty())
            checks.invalidText(one.child("subPathExpr"), textAt(mounts[i], "subPathExpr"),
                               "subPathExpr and subPath are mutually exclusive");
    }
}

void checkSecurity(Checks& checks, const Path& path, const Json& security) {
    for (const char* field : {"runAsUser", "runAsGroup"}) {
        const Json& id = at(security, field);
        constexpr std::int64_t largest = std::numeric_limits<std::int32_t>::max();
        if (id.is_number_integer() &&
            (id.get<std::int64_t>() < 0 || id.get<std::int64_t>() > largest))
            checks.invalidNumber(path.child(field), id.get<std::int64_t>(), rangeError(0, largest));
    }
    if (at(security, "allowPrivilegeEscalation") == Json(false) && flagAt(security, "privileged"))
        checks.invalid(path, "core.SecurityContext{}",
                       "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
}

void checkCommon(Checks& checks, const Path& path, const Json& container,
                 const std::vector<std::string>& volumes) {
    const Text name = textAt(container, "name");
    if (name.empty())
        checks.required(path.child("name"));
    else
        checks.invalidText(path.child("name"), name, dns1123LabelErrors(name));
    const Text image = textAt(container, "image");
    if (image.empty())
        checks.required(path.child("image"));
    else if (image.view().front() == ' ' || image.view().back() == ' ')
        checks.invalidText(path.child("image"), image,
                           "must not have leading or trailing whitespace");
    const Text message = textAt(container, "terminationMessagePolicy");
    if (message.empty())
        checks.required(path.child("terminationMessagePolicy"));
    else if (message != "File" && message != "FallbackToLogsOnError")
        checks.notSupported(path.child("terminationMessagePolicy"), goQuoted(message),
                            {"FallbackToLogsOnError", "File"});
    checkPorts(checks, path.child("ports"), at(container, "ports"));
    checkEnvironment(checks, path, container);
    checkMounts(checks, path.child("volumeMounts"), at(container, "volumeMounts"), volumes);
    const Text pull = textAt(container, "imagePullPolicy");
    if (pull.empty())
        checks.required(path.child("imagePullPolicy"));
    else if (pull != "Always" && pull != "IfNotPresent" && pull != "Never")
        checks.notSupported(path.child("imagePullPolicy"), goQuoted(pull),
                            {"Always", "IfNotPresent", "Never"});
    checkResources(checks, path.child("resources"), at(container, "resources"));
    checkSecurity(checks, path.child("securityContext"), at(container, "securityContext"));
}

void checkProbes(Checks& checks, const Path& path, const Json& container) {
    checkLifecycle(checks, path.child("lifecycle"), at(container, "lifecycle"));
    checkProbe(checks, path.child("livenessProbe"), at(container, "livenessProbe"), true);
    const Json& readiness = at(container, "readinessProbe");
    checkProbe(checks, path.child("readinessProbe"), readiness, false);
    if (const Json& grace = at(readiness, "terminationGracePeriodSeconds"); !grace.is_null())
        checks.invalidNumber(path.child("readinessProbe").child("terminationGracePeriodSeconds"),
                             grace.get<std::int64_t>(), "must not be set for readinessProbes");
    checkProbe(checks, path.child("startupProbe"), at(container, "startupProbe"), true);
}

void checkRegular(Checks& checks, const Path& path, const Json& containers,
                  const std::vector<std::string>& volumes, std::vector<std::string>& names) {
    if (containers.empty()) return checks.required(path);
    for (std::size_t i = 0; i < containers.size(); ++i) {
        const Path one = path.index(i);
        checkCommon(checks, one, containers[i], volumes);
        const std::string name = textAt(containers[i], "name").str();
        if (contains(names, name))
            checks.duplicate(one.child("name"), goQuoted(name));
        else
            names.push_back(name);
        checkProbes(checks, one, containers[i]);
        if (!at(containers[i], "restartPolicy").is_null())
            checks.forbidden(one.child("restartPolicy"), "may not be set for non-init containers");
    }
    checkHostPorts(checks, path, containers, 0, containers.size());
}

void checkInit(Checks& checks, const Path& path, const Json& containers,
               const std::vector<std::string>& volumes, std::vector<std::string>& names) {
    for (std::size_t i = 0; i < containers.size(); ++i) {
        const Path one = path.index(i);
        const Json& container = containers[i];
        checkCommon(checks, one, container, volumes);
        const Json& restart = at(container, "restartPolicy");
        const bool sidecar = textAt(container, "restartPolicy") == "Always";
        if (!restart.is_null() && !sidecar)
            checks.notSupported(one.child("restartPolicy"),
                                goQuoted(textAt(container, "restartPolicy")), {"Always"});
        const std::string name = textAt(container, "name").str();
        if (contains(names, name))
            checks.duplicate(one.child("name"), goQuoted(name));
        else if (!name.empty())
            names.push_back(name);
        checkHostPorts(checks, path, containers, i, i + 1);
        if (sidecar) {
            checkProbes(checks, one, container);
            continue;
        }
        for (const char* field : {"lifecycle", "livenessProbe", "readinessProbe", "startupProbe"})
            if (!at(container, field).is_null())
                checks.forbidden(one.child(field),
                                 "may not be set for init containers without restartPolicy=Always");
    }
}

} // namespace

void checkContainers(Checks& checks, const Path& path, const Json& spec,
                     const std::vector<std::string>& volumes) {
    std::vector<std::string> names;
    checkRegular(checks, path.child("containers"), at(spec, "containers"), volumes, names);
    checkInit(checks, path.child("initContainers"), at(spec, "initContainers"), volumes, names);
}

} // namespace maqueta::api::validation
