#include "api/defaulting/pod_spec.h"

#include "api/codec/parts.h"

namespace maqueta::api::defaulting {
namespace {

using codec::at;
using codec::textAt;

constexpr int fileMode = 0644; // of files in volumes

template <class F>
void forEachIn(Json& tree, const char* field, F&& f) {
    if (const auto list = tree.find(field); list != tree.end())
        for (Json& element : *list) f(element);
}

template <class F>
void ifThere(Json& tree, const char* field, F&& f) {
    if (const auto found = tree.find(field); found != tree.end()) f(*found);
}

// An image without tag and digest, or with the tag "latest", is pulled always.
bool isLatest(std::string_view image) {
    if (image.empty() || image.find('@') != std::string_view::npos) return false;
    const std::size_t slash = image.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? image : image.substr(slash + 1);
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos || name.substr(colon + 1) == "latest";
}

void defaultHttpGet(Json& get) {
    setDefault(get, "path", "/");
    setDefault(get, "scheme", "HTTP");
}

void defaultProbe(Json& probe) {
    ifThere(probe, "httpGet", defaultHttpGet);
    ifThere(probe, "grpc", [](Json& grpc) { setDefault(grpc, "service", ""); });
    setDefault(probe, "timeoutSeconds", 1);
    setDefault(probe, "periodSeconds", 10);
    setDefault(probe, "successThreshold", 1);
    setDefault(probe, "failureThreshold", 3);
}

void defaultFieldRef(Json& ref) {
    setDefault(ref, "apiVersion", "v1");
}

void defaultContainer(Json& container) {
    setDefault(container, "imagePullPolicy",
               isLatest(textAt(container, "image")) ? "Always" : "IfNotPresent");
    setDefault(container, "terminationMessagePath", "/dev/termination-log");
    setDefault(container, "terminationMessagePolicy", "File");
    forEachIn(container, "ports", [](Json& port) { setDefault(port, "protocol", "TCP"); });
    forEachIn(container, "env", [](Json& variable) {
        ifThere(variable, "valueFrom",
                [](Json& from) { ifThere(from, "fieldRef", defaultFieldRef); });
    });
    for (const char* probe : {"livenessProbe", "readinessProbe", "startupProbe"})
        ifThere(container, probe, defaultProbe);
    ifThere(container, "lifecycle", [](Json& lifecycle) {
        for (const char* hook : {"postStart", "preStop"})
            ifThere(lifecycle, hook,
                    [](Json& handler) { ifThere(handler, "httpGet", defaultHttpGet); });
    });
}

void defaultDownwardItems(Json& source) {
    forEachIn(source, "items", [](Json& item) { ifThere(item, "fieldRef", defaultFieldRef); });
}

void defaultProjection(Json& projection) {
    ifThere(projection, "downwardAPI", defaultDownwardItems);
    ifThere(projection, "serviceAccountToken",
            [](Json& token) { setDefault(token, "expirationSeconds", 3600); });
}

void defaultVolume(Json& volume) {
    if (volume.size() <= 1) volume["emptyDir"] = Json::object();
    for (const char* field : {"secret", "configMap", "downwardAPI", "projected"})
        ifThere(volume, field, [](Json& source) { setDefault(source, "defaultMode", fileMode); });
    ifThere(volume, "hostPath", [](Json& source) { setDefault(source, "type", ""); });
    ifThere(volume, "downwardAPI", defaultDownwardItems);
    ifThere(volume, "projected",
            [](Json& source) { forEachIn(source, "sources", defaultProjection); });
}

} // namespace

void setDefault(Json& tree, const char* field, Json value) {
    if (!tree.contains(field)) tree[field] = std::move(value);
}

void defaultPodSpec(Json& spec) {
    forEachIn(spec, "volumes", defaultVolume);
    for (const char* list : {"initContainers", "containers", "ephemeralContainers"})
        forEachIn(spec, list, defaultContainer);
    setDefault(spec, "dnsPolicy", "ClusterFirst");
    setDefault(spec, "restartPolicy", "Always");
    setDefault(spec, "securityContext", Json::object());
    setDefault(spec, "terminationGracePeriodSeconds", 30);
    // A negative one is a mistake of old that is read as the shortest.
    if (codec::numberAt(spec, "terminationGracePeriodSeconds") < 0)
        spec["terminationGracePeriodSeconds"] = 1;
    setDefault(spec, "schedulerName", "default-scheduler");
    // serviceAccount is the old name of the field; both are kept equal.
    const Json account = at(spec, "serviceAccountName").is_null() ? at(spec, "serviceAccount")
                                                                  : at(spec, "serviceAccountName");
    if (!account.is_null()) {
        spec["serviceAccountName"] = account;
        spec["serviceAccount"] = account;
    }
}

void defaultPod(Json& spec) {
    const bool hostNetwork = codec::flagAt(spec, "hostNetwork");
    for (const char* list : {"initContainers", "containers"})
        forEachIn(spec, list, [hostNetwork](Json& container) {
            ifThere(container, "resources", [](Json& resources) {
                const Json limits = at(resources, "limits");
                for (const auto& [name, amount] : limits.items())
                    setDefault(resources["requests"], name.c_str(), amount);
            });
            if (hostNetwork)
                forEachIn(container, "ports", [](Json& port) {
                    setDefault(port, "hostPort", codec::at(port, "containerPort"));
                });
        });
    setDefault(spec, "enableServiceLinks", true);
}

} // namespace maqueta::api::defaulting
