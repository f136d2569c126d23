#include "app/cli/arguments.h"
#include "app/cli/explain.h"
#include "manifest/manifest.h"
#include "scheduler/explain/cluster_input.h"
#include "scheduler/explain/verdict_json.h"

#include <algorithm>
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
            return object.errorAt("", status.error().message);
    if (cluster.cache().nodeCount() == 0)
        return base::Error{"there is no Node in the dump", files.front()};
    return cluster;
}

base::Result<PodRef> readPod(const std::string& file, const scheduler::ClusterInput& cluster) {
    const auto objects = manifest::readManifests(std::filesystem::path(file));
    if (!objects) return objects.error();
    const manifest::ManifestObject& object = objects->front();
    const auto kind = object.json["kind"].get<std::string>();
    if (kind != "Pod") return object.errorAt("/kind", "this is a " + kind + "; a Pod is needed");
    if (objects->size() > 1)
        return (*objects)[1].errorAt("", "there is more than one object; one Pod is needed");
    auto pod = cluster.admit(object.json);
    if (!pod) return object.errorAt("", pod.error().message);
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

// The best first; those that are ruled out last, by name.
std::vector<NodeVerdict> ranked(const Verdict& verdict) {
    std::vector<NodeVerdict> nodes = verdict.nodes;
    std::stable_sort(nodes.begin(), nodes.end(), [](const NodeVerdict& a, const NodeVerdict& b) {
        if (a.status.ok() != b.status.ok()) return a.status.ok();
        return a.total > b.total;
    });
    return nodes;
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

std::string countOf(std::size_t number, const char* one, const char* many) {
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

void printWhere(const Verdict& verdict, const api::Pod& pod) {
    const std::string name = pod.meta.ns + "/" + pod.meta.name;
    if (verdict.feasible == 0) {
        std::printf("Pod %s stays Pending:\n  %s\n", name.c_str(), verdict.message.c_str());
        return;
    }
    std::vector<std::string> top;
    for (const NodeVerdict& node : verdict.nodes)
        if (node.top) top.push_back(node.node.str());
    std::string where = top.front();
    for (std::size_t i = 1; i < top.size(); ++i) where += ", " + top[i];
    std::printf("Pod %s goes to %s%s: %s of %zu %s it.\n", name.c_str(), where.c_str(),
                top.size() > 1 ? " (one of them, drawn by chance)" : "",
                countOf(verdict.feasible, "node", "nodes").c_str(), verdict.nodes.size(),
                verdict.feasible == 1 ? "takes" : "take");
    if (verdict.scoringSkipped())
        std::printf("Only one node is left, so the scheduler does not score it.\n");
}

void printScores(const Verdict& verdict) {
    if (verdict.feasible == 0) return;
    std::printf("\nScores (normalised score x weight)\n");
    for (const NodeVerdict& node : ranked(verdict)) {
        if (!node.status.ok()) break;
        std::printf("  %-24s %5lld\n", node.node.str().c_str(), static_cast<long long>(node.total));
        for (const scheduler::PluginVerdict& each : node.plugins)
            std::printf("    %-34.*s %5lld = %lld x %lld\n", static_cast<int>(each.plugin.size()),
                        each.plugin.data(), static_cast<long long>(each.weighted()),
                        static_cast<long long>(each.normalized),
                        static_cast<long long>(each.weight));
    }
}

void printRejected(const Verdict& verdict) {
    if (verdict.feasible == verdict.nodes.size()) return;
    std::printf("\nRuled out\n");
    for (const NodeVerdict& node : verdict.nodes) {
        if (node.status.ok()) continue;
        const std::string plugin(node.status.plugin.empty() ? "PreFilter" : node.status.plugin);
        std::printf("  %-24s %s: %s\n", node.node.str().c_str(), plugin.c_str(),
                    node.status.message().c_str());
    }
}

void printPreemption(const Verdict& verdict) {
    if (!verdict.preemption || verdict.preemption->candidates.empty()) return;
    const scheduler::Preemption& preemption = *verdict.preemption;
    std::printf("\nPreemption would make room\n");
    for (std::size_t i = 0; i < preemption.candidates.size(); ++i) {
        const scheduler::PreemptionCandidate& each = preemption.candidates[i];
        const bool best =
            std::find(preemption.best.begin(), preemption.best.end(), i) != preemption.best.end();
        std::string victims;
        for (const scheduler::PodInfo& info : each.victims)
            victims += " " + info.pod->meta.ns + "/" + info.pod->meta.name;
        std::printf("  %-24s by deleting%s", each.node.str().c_str(), victims.c_str());
        if (each.budgetViolations > 0)
            std::printf(" (against %s)", countOf(static_cast<std::size_t>(each.budgetViolations),
                                                 "PodDisruptionBudget", "PodDisruptionBudgets")
                                             .c_str());
        std::printf("%s\n", best ? "  <- chosen" : "");
    }
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
    printWhere(verdict, **pod);
    printScores(verdict);
    printRejected(verdict);
    printPreemption(verdict);
    for (const std::string& remark : remarks) std::printf("\nNote: %s\n", remark.c_str());
    return success;
}

} // namespace maqueta::app
