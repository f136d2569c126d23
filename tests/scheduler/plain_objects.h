// Plain Kubernetes objects for tests of the scheduler's decisions, as short as they can be said.
#pragma once

#include "scheduler/explain/cluster_input.h"

#include <QtTest>

#include <string>

namespace maqueta::tests {

using base::Json;

inline Json node(const std::string& name, Json labels = Json::object()) {
    labels["kubernetes.io/hostname"] = name;
    return {{"apiVersion", "v1"},
            {"kind", "Node"},
            {"metadata", {{"name", name}, {"labels", std::move(labels)}}},
            {"status", {{"allocatable", {{"cpu", "4"}, {"memory", "8Gi"}, {"pods", "110"}}}}}};
}

// `on`: the node that it is bound to; "" = it waits.
inline Json pod(const std::string& name, const std::string& on = {}, Json spec = Json::object()) {
    if (!spec.contains("containers"))
        spec["containers"] = Json::array({{{"name", "c"}, {"image", "nginx:1"}}});
    if (!on.empty()) spec["nodeName"] = on;
    return {{"apiVersion", "v1"},
            {"kind", "Pod"},
            {"metadata", {{"name", name}, {"namespace", "default"}, {"uid", "uid-" + name}}},
            {"spec", std::move(spec)}};
}

// A pod that mounts these claims.
inline Json podWithClaims(const std::string& name, const std::vector<std::string>& claims,
                          const std::string& on = {}) {
    Json volumes = Json::array();
    for (const std::string& claim : claims)
        volumes.push_back({{"name", claim}, {"persistentVolumeClaim", {{"claimName", claim}}}});
    return pod(name, on, {{"volumes", std::move(volumes)}});
}

inline Json storageClass(const std::string& name, const std::string& provisioner,
                         const std::string& mode = "WaitForFirstConsumer") {
    return {{"apiVersion", "storage.k8s.io/v1"},
            {"kind", "StorageClass"},
            {"metadata", {{"name", name}}},
            {"provisioner", provisioner},
            {"volumeBindingMode", mode}};
}

// `volume`: the one that it is bound to; "" = none yet.
inline Json claim(const std::string& name, const std::string& className,
                  const std::string& volume = {}, const std::string& mode = "ReadWriteOnce",
                  const std::string& size = "1Gi") {
    Json json{{"apiVersion", "v1"},
              {"kind", "PersistentVolumeClaim"},
              {"metadata", {{"name", name}, {"namespace", "default"}, {"uid", "uid-" + name}}},
              {"spec",
               {{"accessModes", {mode}},
                {"storageClassName", className},
                {"resources", {{"requests", {{"storage", size}}}}}}}};
    if (volume.empty()) return json;
    json["spec"]["volumeName"] = volume;
    json["metadata"]["annotations"]["pv.kubernetes.io/bind-completed"] = "yes";
    json["status"]["phase"] = "Bound";
    return json;
}

inline Json volume(const std::string& name, const std::string& className, const std::string& host,
                   const std::string& size = "1Gi") {
    Json json{{"apiVersion", "v1"},
              {"kind", "PersistentVolume"},
              {"metadata", {{"name", name}}},
              {"spec",
               {{"accessModes", {"ReadWriteOnce"}},
                {"storageClassName", className},
                {"capacity", {{"storage", size}}}}},
              {"status", {{"phase", "Available"}}}};
    if (!host.empty())
        json["spec"]["nodeAffinity"]["required"]["nodeSelectorTerms"] =
            Json::array({{{"matchExpressions", Json::array({{{"key", "kubernetes.io/hostname"},
                                                             {"operator", "In"},
                                                             {"values", {host}}}})}}});
    return json;
}

inline scheduler::ClusterInput clusterOf(const std::vector<Json>& objects) {
    scheduler::ClusterInput cluster;
    for (const Json& object : objects)
        if (const base::Status status = cluster.add(object); !status)
            qFatal("%s", status.error().text().c_str());
    return cluster;
}

inline scheduler::Verdict decide(const std::vector<Json>& objects, const Json& incoming) {
    const auto read = scheduler::readIncomingPod(incoming);
    if (!read) qFatal("%s", read.error().text().c_str());
    return clusterOf(objects).decide(**read);
}

// "node-1 ok; node-2 VolumeZone: node(s) had no available volume zone"
inline std::string told(const scheduler::Verdict& verdict) {
    std::string text;
    for (const scheduler::NodeVerdict& each : verdict.nodes) {
        text += (text.empty() ? "" : "; ") + each.node.str() + " ";
        text += each.status.ok() ? std::string("ok")
                                 : std::string(each.status.plugin) + ": " + each.status.message();
    }
    return text;
}

} // namespace maqueta::tests

#define QCOMPARE_TEXT(found, expected) QCOMPARE(QString::fromStdString(found), QString(expected))
