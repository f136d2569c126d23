#include "app/cli/arguments.h"
#include "app/cli/explain.h"
#include "app/cli/explain_text.h"
#include "manifest/manifest.h"
#include "scheduler/explain/cluster_input.h"
#include "scheduler/explain/verdict_json.h"

#include <cstdio>
#include <filesystem>

namespace maqueta::app {
namespace {

using base::Json;
using scheduler::NodeVerdict;
using scheduler::Verdict;
using PodRef = base::Ref<const api::Pod>;

base::Result<scheduler::ClusterInput> readCluster(const std::vector<std::string>& files) {
    const auto objects = manifest::readDump({files.begin(), files.end()});
    if (!objects) return objects.error();
    scheduler::ClusterInput cluster;
    for (const manifest::ManifestObject& object : *objects)
        if (const base::Status status = cluster.add(object.json); !status)
            return object.errorAt("", base::verbatim(status.error().message));
    if (cluster.cache().nodeCount() == 0)
        return base::Error{"there is no Node in the dump", files.front()};
    return cluster;
}

base::Result<PodRef> readPod(const std::string& file, const scheduler::ClusterInput& cluster) {
    const auto objects = manifest::readManifests(std::filesystem::path(file));
    if (!objects) return objects.error();
    const manifest::ManifestObject& object = objects->front();
    const auto kind = object.json["kind"].get<std::string>();
    if (kind != "Pod")
        return object.errorAt("/kind", base::verbatim("this is a " + kind + "; a Pod is needed"));
    if (objects->size() > 1)
        return (*objects)[1].errorAt("", {"there is more than one object; one Pod is needed"});
    auto pod = cluster.admit(object.json);
    if (!pod) return object.errorAt("", base::verbatim(pod.error().message));
    return pod;
}

Json nodeJson(const NodeVerdict& node) {
    Json json{{"node", node.node.view()}};
    if (!node.status.ok()) {
        json["plugin"] = node.status.plugin;
        json["code"] = text(node.status.code);
        json["reasons"] = node.status.reasons;
        return json;
    }
    json["total"] = node.total;
    json["top"] = node.top;
    Json& plugins = json["plugins"] = Json::array();
    for (const scheduler::PluginVerdict& each : node.plugins)
        plugins.push_back({{"plugin", each.plugin},
                           {"raw", each.raw},
                           {"normalized", each.normalized},
                           {"weight", each.weight},
                           {"weighted", each.weighted()}});
    return json;
}

void printJson(const Verdict& verdict, const api::Pod& pod,
               const std::vector<std::string>& remarks) {
    Json nodes = Json::array();
    for (const NodeVerdict& node : ranked(verdict)) nodes.push_back(nodeJson(node));
    const Json json{{"pod", pod.meta.ns + "/" + pod.meta.name},
                    {"verdict", scheduler::toJson(verdict)},
                    {"nodes", std::move(nodes)},
                    {"remarks", remarks}};
    std::printf("%s\n", json.dump(2).c_str());
}

} // namespace

int explainPod(const PodQuestion& question) {
    auto cluster = readCluster(question.dump);
    if (!cluster) return complain(cluster.error(), workFailed);
    const auto pod = readPod(question.pod, *cluster);
    if (!pod) return complain(pod.error(), workFailed);
    cluster->leaveOut(**pod);
    const Verdict verdict = cluster->decide(**pod, question.scoring);
    const std::vector<std::string> remarks = cluster->remarks(**pod);
    if (question.json) {
        printJson(verdict, **pod, remarks);
        return success;
    }
    std::fputs(verdictText(verdict, **pod, remarks).c_str(), stdout);
    return success;
}

} // namespace maqueta::app
