// How fast the scheduler decides: 5,000 nodes in three zones, the default profile, and as many
// nodes looked at as by default. Every decision is assumed at once, so that the next one sees it.
#include "app/bench/bench.h"

#include "api/codec.h"
#include "api/registry.h"
#include "scheduler/framework/decide.h"

namespace maqueta::app {
namespace {

using base::Json;

constexpr int nodes = 5'000;

api::ObjectRef kept(const Json& json) {
    auto object = api::readKept(json);
    return object ? *object : api::ObjectRef();
}

// The nodes and pods of Kubernetes' own scheduler_perf (test/integration/scheduler_perf).
Json node(int number) {
    const std::string name = "node-" + std::to_string(number);
    return {{"apiVersion", "v1"},
            {"kind", "Node"},
            {"metadata",
             {{"name", name},
              {"labels",
               {{"kubernetes.io/hostname", name},
                {"topology.kubernetes.io/zone", "zone-" + std::to_string(number % 3)}}}}},
            {"status", {{"allocatable", {{"cpu", "4"}, {"memory", "32Gi"}, {"pods", "110"}}}}}};
}

Json podSpec() {
    return {
        {"containers",
         Json::array({{{"name", "pause"},
                       {"image", "pause:3.10"},
                       {"resources", {{"requests", {{"cpu", "100m"}, {"memory", "500Mi"}}}}}}})}};
}

Json spreadSpec() {
    Json spec = podSpec();
    spec["topologySpreadConstraints"] =
        Json::array({{{"maxSkew", 5},
                      {"topologyKey", "topology.kubernetes.io/zone"},
                      {"whenUnsatisfiable", "DoNotSchedule"},
                      {"labelSelector", {{"matchLabels", {{"app", "measured"}}}}}}});
    return spec;
}

Json antiAffinitySpec() {
    Json spec = podSpec();
    spec["affinity"]["podAntiAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"] =
        Json::array({{{"labelSelector", {{"matchLabels", {{"app", "measured"}}}}},
                      {"topologyKey", "kubernetes.io/hostname"}}});
    return spec;
}

class Lane {
public:
    Lane() : rng_(1) {
        for (int i = 0; i < nodes; ++i)
            cache_.setNode(
                base::Ref<const api::Node>(static_cast<const api::Node*>(kept(node(i)).get())));
    }

    // Schedules so many pods of one template; false when one fits nowhere.
    bool run(int count, const std::string& app, const Json& spec) {
        const api::ObjectRef model =
            kept({{"apiVersion", "v1"},
                  {"kind", "Pod"},
                  {"metadata",
                   {{"name", "model"}, {"namespace", "default"}, {"labels", {{"app", app}}}}},
                  {"spec", spec}});
        for (int i = 0; i < count; ++i) {
            const base::Ref<api::Pod> pod = api::mutableCopy(static_cast<const api::Pod&>(*model));
            pod->meta.name = base::Text(app + "-" + std::to_string(i));
            const scheduler::Choice choice =
                scheduler::choose(cache_, listers_, {}, *pod, turn_, rng_);
            if (!choice.node) return false;
            pod->nodeName = choice.node->node->meta.name;
            cache_.addPod(pod);
        }
        return true;
    }

private:
    scheduler::Cache cache_;
    scheduler::Listers listers_;
    scheduler::Turn turn_;
    sim::Rng rng_;
};

std::optional<Figure> rate(int count, const Json& spec) {
    Lane lane;
    if (!lane.run(5'000, "filler", podSpec())) return {};
    bool fits = true;
    const double seconds = secondsOf([&] { fits = lane.run(count, "measured", spec); });
    return fits ? std::optional(Figure{count / seconds, "pods/s"}) : std::nullopt;
}

} // namespace

std::optional<Figure> schedulePlain(Lab&) {
    return rate(20'000, podSpec());
}

std::optional<Figure> scheduleSpread(Lab&) {
    return rate(10'000, spreadSpec());
}

std::optional<Figure> scheduleAntiAffinity(Lab&) {
    return rate(4'000, antiAffinitySpec());
}

} // namespace maqueta::app
