#include "app/bench/bench.h"

#include "api/kinds/node.h"
#include "api/kinds/pod.h"

namespace maqueta::app {
namespace {

constexpr int deploymentCount = 150;

cluster::Configuration scaleTest() {
    cluster::Configuration c;
    c.controllers.qps = 0;
    c.controllers.clusterCidr = "10.128.0.0/9";
    c.scheduler.qps = 0;
    c.kubelet.requestsPerSecond = 0;
    c.apiServer.eventTtl = sim::minutes(5);
    c.apiServer.maxInFlight = 100'000;
    c.apiServer.maxMutatingInFlight = 100'000;
    return c;
}

int readyNodes(const cluster::World& world) {
    int ready = 0;
    api::forEach(world.storeRoot().table, api::Kind::Node, {},
                 [&](const api::Versioned& v) { ready += v.as<api::Node>().ready(); });
    return ready;
}

int readyPods(const cluster::World& world) {
    int ready = 0;
    api::forEach(world.storeRoot().table, api::Kind::Pod, {},
                 [&](const api::Versioned& v) { ready += v.as<api::Pod>().ready(); });
    return ready;
}

base::Json deployment(int number) {
    const std::string name = "load-" + std::to_string(number);
    return {
        {"apiVersion", "apps/v1"},
        {"kind", "Deployment"},
        {"metadata", {{"name", name}}},
        {"spec",
         {{"replicas", FullCluster::pods / deploymentCount},
          {"selector", {{"matchLabels", {{"app", name}}}}},
          {"template",
           {{"metadata", {{"labels", {{"app", name}}}}},
            {"spec",
             {{"containers",
               base::Json::array(
                   {{{"name", "c"},
                     {"image", "load:v1"},
                     {"resources", {{"requests", {{"cpu", "50m"}, {"memory", "64Mi"}}}}}}})}}}}}}}};
}

} // namespace

bool FullCluster::boot() {
    if (history_) return error_.empty();
    bootSeconds_ = secondsOf([&] {
        history_.emplace(cluster::makeTopology(3, nodes - 3), scaleTest(), 1);
        while (readyNodes(history_->world()) < nodes &&
               history_->now() < sim::Time{} + sim::minutes(20))
            history_->advance(history_->now() + sim::seconds(1));
    });
    const int ready = readyNodes(history_->world());
    if (ready < nodes)
        error_ = std::to_string(ready) + " of " + std::to_string(nodes) +
                 " nodes are Ready after 20 minutes";
    return error_.empty();
}

bool FullCluster::fill() {
    if (full_) return true;
    if (!boot()) return false;
    fillSeconds_ = secondsOf([&] {
        for (int i = 0; i < deploymentCount && error_.empty(); ++i) {
            const base::Status status =
                history_->act(cluster::ApplyObjects{.objects = {deployment(i)}, .title = {}});
            if (!status) error_ = status.error().message;
        }
        const sim::Time end = history_->now() + sim::minutes(120);
        while (error_.empty() && readyPods(history_->world()) < pods && history_->now() < end)
            history_->advance(history_->now() + sim::seconds(10));
    });
    const int ready = readyPods(history_->world());
    full_ = ready == pods;
    if (!full_ && error_.empty())
        error_ = std::to_string(ready) + " of " + std::to_string(pods) +
                 " pods are Ready after two hours";
    return full_;
}

history::History* FullCluster::filled() {
    return fill() ? &*history_ : nullptr;
}

history::History* FullCluster::steady() {
    if (!fill()) return nullptr;
    if (!steady_) history_->advance(history_->now() + sim::minutes(10));
    steady_ = true;
    return &*history_;
}

std::optional<double> FullCluster::bootSeconds() {
    return boot() ? std::optional(bootSeconds_) : std::nullopt;
}

std::optional<double> FullCluster::fillSeconds() {
    return fill() ? std::optional(fillSeconds_) : std::nullopt;
}

} // namespace maqueta::app
