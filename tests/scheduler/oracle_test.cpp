// The fast scheduler against the plain one: random clusters that change all the time.
//
//     MAQUETA_COMPARISONS=100000 scheduler_oracle_test      the long run; 2,000 otherwise
#include "api/codec.h"
#include "api/registry.h"
#include "scheduler/framework/decide.h"
#include "scheduler/plain_objects.h"
#include "scheduler/plain_scheduler.h"
#include "sim/rng.h"

#include <memory>

using namespace maqueta;
using namespace maqueta::tests;

namespace {

template <class T>
base::Ref<const T> kept(const Json& json) {
    auto object = api::readKept(json);
    if (!object) qFatal("%s", object.error().text().c_str());
    return base::Ref<const T>(static_cast<const T*>(object->get()));
}

// A cluster under change: the fast scheduler's cache, and the plain lists of what is there.
class Both {
public:
    explicit Both(std::uint64_t seed) : rng_(seed) {
        const api::ObjectRef service =
            *api::readKept({{"apiVersion", "v1"},
                            {"kind", "Service"},
                            {"metadata", {{"name", "a"}, {"namespace", "default"}}},
                            {"spec", {{"selector", {{"app", "a"}}}}}});
        store::Table table;
        store::KeyValue entry;
        entry.value = service;
        table.set(service->key(), std::move(entry));
        listers_.set(api::Kind::Service, std::move(table));
        for (int i = 0; i < 6; ++i) setNode();
    }

    void change() {
        switch (rng_.below(8)) {
        case 0: setNode(); break;
        case 1: removeNode(); break;
        case 2:
        case 3: removePod(); break;
        case 4: endPod(); break;
        default: addPod(); break;
        }
    }

    // Nothing when both say the same.
    std::string compare() {
        const PodRef pod = randomPod("");
        const PlainScheduler plain(nodes_, pods_, {"a"});
        const auto expected = plain.decide(*pod);
        const auto found = fast(*pod);
        if (found == expected) return {};
        return describe(found) + "\nexpected\n" + describe(expected) + "\nof " +
               api::encode(*pod, 0).dump();
    }

private:
    PlainScheduler::Answer fast(const api::Pod& pod) {
        const scheduler::PodFactsRef facts = cache_.facts(pod);
        scheduler::track(cache_, listers_, pod, *facts);
        scheduler::Framework framework({cache_, listers_, pod, *facts});
        const scheduler::Search found = scheduler::search(framework);
        PlainScheduler::Answer answer;
        for (const auto& each : found.rejected)
            answer.rejected[each.node->node->meta.name.str()] =
                std::string(each.status.plugin) + ": " + each.status.message();
        const auto totals = framework.totals(found.feasible);
        for (std::size_t i = 0; i < totals.size(); ++i)
            answer.totals[found.feasible[i]->node->meta.name.str()] = totals[i];
        return answer;
    }

    static std::string describe(const PlainScheduler::Answer& answer) {
        std::string text;
        for (const auto& [node, why] : answer.rejected) text += node + " " + why + "; ";
        for (const auto& [node, total] : answer.totals)
            text += node + " " + std::to_string(total) + "; ";
        return text;
    }

    bool chance(std::uint64_t percent) { return rng_.below(100) < percent; }
    std::string oneOf(std::initializer_list<const char*> words) {
        return *(words.begin() + rng_.below(words.size()));
    }

    // A new node, or another state of one that is there: labels and taints may change under its
    // pods.
    void setNode() {
        const std::string name = "n" + std::to_string(rng_.below(8));
        Json json = node(name);
        if (chance(85))
            json["metadata"]["labels"]["topology.kubernetes.io/zone"] = oneOf({"x", "y", "z"});
        if (chance(50)) json["metadata"]["labels"]["disk"] = oneOf({"ssd", "hdd"});
        if (chance(20))
            json["spec"]["taints"] =
                Json::array({{{"key", "t"},
                              {"value", oneOf({"1", "2"})},
                              {"effect", oneOf({"NoSchedule", "PreferNoSchedule", "NoExecute"})}}});
        if (chance(8)) json["spec"]["unschedulable"] = true;
        const auto fresh = kept<api::Node>(json);
        std::erase_if(nodes_, [&](const NodeRef& each) { return each->meta.name == name; });
        nodes_.push_back(fresh);
        cache_.setNode(fresh);
    }
    void removeNode() {
        if (nodes_.size() < 4) return;
        const auto at = static_cast<std::ptrdiff_t>(rng_.below(nodes_.size()));
        cache_.removeNode(nodes_[static_cast<std::size_t>(at)]->meta.name);
        nodes_.erase(nodes_.begin() + at);
    }
    void addPod() {
        // Sometimes on a node that is not there (any more).
        const PodRef pod = randomPod("n" + std::to_string(rng_.below(8)));
        pods_.push_back(pod);
        cache_.addPod(pod);
    }
    void removePod() {
        if (pods_.empty()) return;
        const auto at = static_cast<std::ptrdiff_t>(rng_.below(pods_.size()));
        cache_.removePod(*pods_[static_cast<std::size_t>(at)]);
        pods_.erase(pods_.begin() + at);
    }
    // It begins to terminate, or gets other labels.
    void endPod() {
        if (pods_.empty()) return;
        PodRef& pod = pods_[rng_.below(pods_.size())];
        const base::Ref<api::Pod> now = api::mutableCopy(*pod);
        if (chance(50))
            now->meta.deletionTime = sim::Time{} + sim::seconds(1);
        else
            now->meta.labels.set("app", oneOf({"a", "b", "c"}));
        cache_.updatePod(pod, now);
        pod = now;
    }

    Json selector() {
        if (chance(80)) return {{"matchLabels", {{"app", oneOf({"a", "b", "c"})}}}};
        if (chance(30)) return Json::object();
        return {{"matchExpressions",
                 Json::array({{{"key", "app"}, {"operator", "NotIn"}, {"values", {"a"}}}})}};
    }
    std::string topology() {
        return oneOf({"kubernetes.io/hostname", "topology.kubernetes.io/zone", "disk"});
    }
    Json term() { return {{"labelSelector", selector()}, {"topologyKey", topology()}}; }
    void addTerms(Json& spec) {
        const std::string sort = oneOf({"podAffinity", "podAntiAffinity"});
        if (chance(50))
            spec["affinity"][sort]["requiredDuringSchedulingIgnoredDuringExecution"].push_back(
                term());
        if (chance(50))
            spec["affinity"][sort]["preferredDuringSchedulingIgnoredDuringExecution"].push_back(
                {{"weight", 1 + rng_.below(100)}, {"podAffinityTerm", term()}});
    }
    void addSpread(Json& spec) {
        for (std::uint64_t i = 0; i <= rng_.below(2); ++i) {
            Json rule{{"maxSkew", 1 + rng_.below(3)},
                      {"topologyKey", topology()},
                      {"whenUnsatisfiable", oneOf({"DoNotSchedule", "ScheduleAnyway"})},
                      {"labelSelector", selector()}};
            if (chance(20)) rule["nodeTaintsPolicy"] = "Honor";
            if (chance(20)) rule["nodeAffinityPolicy"] = "Ignore";
            if (rule["whenUnsatisfiable"] == "DoNotSchedule" && chance(20)) rule["minDomains"] = 3;
            spec["topologySpreadConstraints"].push_back(std::move(rule));
        }
    }

    PodRef randomPod(const std::string& on) {
        Json json = pod("p" + std::to_string(++made_), on);
        json["metadata"]["labels"] = {{"app", oneOf({"a", "b", "c"})}};
        Json& spec = json["spec"];
        if (chance(80))
            spec["containers"][0]["resources"]["requests"] = {
                {"cpu", std::to_string(rng_.below(20) * 50) + "m"},
                {"memory", std::to_string(rng_.below(16) * 100) + "Mi"}};
        if (chance(15))
            spec["containers"][0]["ports"] =
                Json::array({{{"containerPort", 80}, {"hostPort", 8000 + rng_.below(3)}}});
        if (chance(15)) spec["nodeSelector"] = {{"disk", oneOf({"ssd", "hdd"})}};
        if (chance(15))
            spec["affinity"]["nodeAffinity"]["preferredDuringSchedulingIgnoredDuringExecution"] =
                Json::array({{{"weight", 1 + rng_.below(100)},
                              {"preference",
                               {{"matchExpressions",
                                 Json::array({{{"key", "disk"}, {"operator", "Exists"}}})}}}}});
        if (chance(25))
            spec["tolerations"] =
                Json::array({{{"key", "t"}, {"operator", "Equal"}, {"value", oneOf({"1", "2"})}}});
        if (chance(40)) addTerms(spec);
        if (chance(35)) addSpread(spec);
        return kept<api::Pod>(json);
    }

    sim::Rng rng_;
    std::uint64_t made_ = 0;
    scheduler::Cache cache_;
    scheduler::Listers listers_;
    std::vector<NodeRef> nodes_;
    std::vector<PodRef> pods_;
};

} // namespace

class OracleTest : public QObject {
    Q_OBJECT
private slots:
    void theFastSchedulerSaysWhatThePlainOneSays() {
        const int wanted = qEnvironmentVariableIntValue("MAQUETA_COMPARISONS");
        const int comparisons = wanted > 0 ? wanted : 2'000;
        constexpr int perCluster = 200;
        std::unique_ptr<Both> both;
        for (int done = 0; done < comparisons; ++done) {
            const auto seed = static_cast<std::uint64_t>(done / perCluster + 1);
            if (done % perCluster == 0) both = std::make_unique<Both>(seed);
            for (int i = 0; i < 3; ++i) both->change();
            const std::string difference = both->compare();
            QVERIFY2(difference.empty(), ("seed " + std::to_string(seed) + ", comparison " +
                                          std::to_string(done % perCluster) + ": " + difference)
                                             .c_str());
        }
    }
};

QTEST_APPLESS_MAIN(OracleTest)
#include "oracle_test.moc"
