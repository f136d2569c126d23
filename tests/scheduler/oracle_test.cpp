// The fast scheduler against the plain one: random clusters that change all the time.
//
//     MAQUETA_COMPARISONS=100000 scheduler_oracle_test      the long run; 2,000 otherwise
#include "api/codec.h"
#include "api/registry.h"
#include "scheduler/framework/decide.h"
#include "scheduler/framework/registry.h"
#include "scheduler/plain_objects.h"
#include "scheduler/plain_preemption.h"
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
        list({{"apiVersion", "v1"},
              {"kind", "Service"},
              {"metadata", {{"name", "a"}, {"namespace", "default"}}},
              {"spec", {{"selector", {{"app", "a"}}}}}});
        objects_.services = {"a"};
        addNamespace("default", "red");
        addNamespace("other", "blue");
        addVolumes();
        addBudget("a-alone", {"a"});
        addBudget("both", {"a", "b"});
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
        const auto expected = PlainScheduler(nodes_, pods_, objects_).decide(*pod);
        PlainPreemption::Answer room, expectedRoom;
        const auto found = fast(*pod, room);
        if (found == expected) {
            if (!comparesRoom(*pod)) return {};
            if (expected.totals.empty() && expected.refused.empty())
                expectedRoom = PlainPreemption(nodes_, pods_, objects_, budgets_).decide(*pod);
            preemptions_ += expectedRoom.candidates.empty() ? 0 : 1;
            if (room == expectedRoom) return {};
        }
        return describe(found) + describe(room) + "\nexpected\n" + describe(expected) +
               describe(expectedRoom) + "\nof " + api::encode(*pod, 0).dump();
    }
    // How many pods could be placed by preemption only.
    int preemptions() const { return preemptions_; }

private:
    PlainScheduler::Answer fast(const api::Pod& pod, PlainPreemption::Answer& room) {
        const scheduler::PodFactsRef facts = cache_.facts(pod);
        scheduler::track(cache_, listers_, pod, *facts);
        scheduler::Framework framework({cache_, listers_, pod, *facts});
        const scheduler::Search found = scheduler::search(framework);
        PlainScheduler::Answer answer;
        if (found.preFilterRejected)
            answer.refused = std::string(found.absent.plugin) + ": " + found.absent.message();
        for (const auto& each : found.rejected)
            answer.rejected[each.node->node->meta.name.str()] =
                std::string(each.status.plugin) + ": " + each.status.message();
        const auto totals = framework.totals(found.feasible);
        for (std::size_t i = 0; i < totals.size(); ++i)
            answer.totals[found.feasible[i]->node->meta.name.str()] = totals[i];
        if (!found.feasible.empty()) return answer;
        const scheduler::Preemption preemption = scheduler::postFilter(framework, found, {});
        for (const auto& each : preemption.candidates) {
            auto& candidate = room.candidates[each.node.str()];
            candidate.violations = each.budgetViolations;
            for (const auto& info : each.victims)
                candidate.victims.push_back(info.pod->meta.name.str());
        }
        for (const std::size_t i : preemption.best)
            room.best.insert(preemption.candidates[i].node.str());
        return answer;
    }

    static std::string describe(const PlainScheduler::Answer& answer) {
        std::string text = answer.refused;
        for (const auto& [node, why] : answer.rejected) text += node + " " + why + "; ";
        for (const auto& [node, total] : answer.totals)
            text += node + " " + std::to_string(total) + "; ";
        return text;
    }

    // Whether some pod on its node has one of its ports.
    bool takesPort(const api::Pod& pod) const {
        const scheduler::PodFactsRef mine = scheduler::readPodFacts(pod);
        return std::any_of(pods_.begin(), pods_.end(), [&](const PodRef& other) {
            const scheduler::PodFactsRef its = scheduler::readPodFacts(*other);
            if (other->nodeName != pod.nodeName) return false;
            for (const scheduler::HostPort& port : mine->ports)
                for (const scheduler::HostPort& used : its->ports)
                    if (port.conflicts(used)) return true;
            return false;
        });
    }
    // Kubernetes' own sums go wrong when preemption moves pods that a spread constraint does not
    // count: terminating ones, and every pod where the selector is empty.
    bool comparesRoom(const api::Pod& pod) const {
        const scheduler::PodFactsRef facts = scheduler::readPodFacts(pod);
        for (const auto& rule : facts->spread) {
            if (!rule.hard) continue;
            if (rule.selector && rule.selector->empty()) return false;
            for (const PodRef& other : pods_)
                if (other->meta.terminating()) return false;
        }
        return true;
    }
    static std::string describe(const PlainPreemption::Answer& answer) {
        std::string text;
        for (const auto& [node, candidate] : answer.candidates) {
            text += (answer.best.contains(node) ? "\n best " : "\n ") + node + " without";
            for (const std::string& victim : candidate.victims) text += " " + victim;
            text += ", " + std::to_string(candidate.violations) + " violations";
        }
        return text;
    }

    // What does not change while the cluster does.
    void list(const Json& json) {
        const api::ObjectRef object = kept<api::Object>(json);
        store::Table table = listers_.table(object->kind);
        store::KeyValue entry;
        entry.value = object;
        table.set(object->key(), std::move(entry));
        listers_.set(object->kind, std::move(table));
    }
    void addNamespace(const std::string& name, const std::string& team) {
        list({{"apiVersion", "v1"},
              {"kind", "Namespace"},
              {"metadata", {{"name", name}, {"labels", {{"team", team}}}}}});
        objects_.namespaces[name].set("team", team);
    }
    void addBudget(const std::string& name, const std::set<std::string>& apps) {
        const int allowed = static_cast<int>(rng_.below(3));
        list({{"apiVersion", "policy/v1"},
              {"kind", "PodDisruptionBudget"},
              {"metadata", {{"name", name}, {"namespace", "default"}}},
              {"spec",
               {{"selector",
                 {{"matchExpressions",
                   Json::array({{{"key", "app"}, {"operator", "In"}, {"values", apps}}})}}}}},
              {"status", {{"disruptionsAllowed", allowed}}}});
        budgets_.push_back({apps, allowed});
    }
    void addVolumes() {
        list(storageClass("local", "kubernetes.io/no-provisioner"));
        list(storageClass("fast", "example.com/disks", "Immediate"));
        addVolume({.name = "v-x", .gigabytes = 5, .reachableZone = "x"}, "in-x");
        addVolume({.name = "v-y", .gigabytes = 5, .reachableZone = "y"}, "in-y");
        addVolume({.name = "v-z", .gigabytes = 5, .labelZone = "z"}, "label-z");
        addVolume({.name = "free-x", .gigabytes = 5, .reachableZone = "x"});
        addVolume({.name = "free-y", .gigabytes = 10, .reachableZone = "y"});
        addVolume({.name = "free", .gigabytes = 12});
        addClaim("late", {.className = "local", .gigabytes = 4});
        addClaim("later", {.className = "local", .gigabytes = 8});
        addClaim("now", {.className = "fast", .gigabytes = 1});
    }
    void addVolume(PlainVolume volume, const std::string& boundTo = {}) {
        volume.className = "local";
        volume.bound = !boundTo.empty();
        Json json{{"apiVersion", "v1"},
                  {"kind", "PersistentVolume"},
                  {"metadata", {{"name", volume.name}}},
                  {"spec",
                   {{"capacity", {{"storage", std::to_string(volume.gigabytes) + "Gi"}}},
                    {"accessModes", {"ReadWriteOnce"}},
                    {"storageClassName", volume.className}}},
                  {"status", {{"phase", volume.bound ? "Bound" : "Available"}}}};
        if (!volume.reachableZone.empty())
            json["spec"]["nodeAffinity"]["required"]["nodeSelectorTerms"] = Json::array(
                {{{"matchExpressions", Json::array({{{"key", "topology.kubernetes.io/zone"},
                                                     {"operator", "In"},
                                                     {"values", {volume.reachableZone}}}})}}});
        if (!volume.labelZone.empty())
            json["metadata"]["labels"] = {{"topology.kubernetes.io/zone", volume.labelZone}};
        if (volume.bound)
            json["spec"]["claimRef"] = {
                {"namespace", "default"}, {"name", boundTo}, {"uid", "uid-" + boundTo}};
        list(json);
        if (volume.bound)
            addClaim(boundTo, {.volume = volume.name, .className = "local", .gigabytes = 1});
        objects_.volumes.push_back(std::move(volume));
    }
    void addClaim(const std::string& name, const PlainClaim& plain) {
        list(claim(name, plain.className, plain.volume, "ReadWriteOnce",
                   std::to_string(plain.gigabytes) + "Gi"));
        objects_.claims[name] = plain;
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
        for (const auto& [image, megabytes] :
             {std::pair{"a:1", 150}, std::pair{"b:1", 900}, std::pair{"c:latest", 30}})
            if (chance(40))
                json["status"]["images"].push_back(
                    {{"names", {image}}, {"sizeBytes", std::int64_t{megabytes} << 20}});
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
        if (takesPort(*pod)) return; // the kubelet would not let it in
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
    Json term() {
        Json json{{"labelSelector", selector()}, {"topologyKey", topology()}};
        if (chance(15)) json["namespaces"] = {"other"};
        if (chance(15))
            json["namespaceSelector"] =
                chance(30) ? Json::object()
                           : Json{{"matchLabels", {{"team", oneOf({"red", "blue", "green"})}}}};
        return json;
    }
    void addVolumesTo(Json& spec, bool inDefault) {
        if (chance(50))
            spec["volumes"].push_back(
                {{"name", "disk"},
                 {"gcePersistentDisk",
                  {{"pdName", oneOf({"one", "two", "three"})}, {"readOnly", chance(60)}}}});
        if (!inDefault) return;
        const std::string first = oneOf({"in-x", "in-y", "label-z", "late", "later", "late"});
        const std::string second = oneOf({"later", "in-x", "label-z", "now", "missing"});
        for (const std::string& name : {first, second}) {
            if (chance(60) || (name == second && first == second)) continue;
            spec["volumes"].push_back(
                {{"name", name}, {"persistentVolumeClaim", {{"claimName", name}}}});
        }
    }
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
        const bool inDefault = chance(75);
        if (!inDefault) json["metadata"]["namespace"] = "other";
        const std::int64_t priorities[] = {0, 0, 10, 100};
        json["spec"]["priority"] = priorities[rng_.below(4)];
        json["status"]["startTime"] = sim::rfc3339(sim::Time{} + sim::seconds(made_));
        json["spec"]["containers"][0]["image"] = oneOf({"a:1", "b:1", "c", "d:1"});
        Json& spec = json["spec"];
        if (chance(80))
            spec["containers"][0]["resources"]["requests"] = {
                {"cpu", std::to_string(rng_.below(20) * 50) + "m"},
                {"memory", std::to_string(rng_.below(16) * 100) + "Mi"}};
        if (chance(15))
            spec["containers"][0]["ports"] =
                Json::array({{{"containerPort", 80}, {"hostPort", 8000 + rng_.below(3)}}});
        if (chance(20)) addVolumesTo(spec, inDefault);
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
    std::int64_t made_ = 0;
    scheduler::Cache cache_;
    scheduler::Listers listers_;
    PlainObjects objects_;
    std::vector<PlainBudget> budgets_;
    int preemptions_ = 0;
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
        int preemptions = 0;
        for (int done = 0; done < comparisons; ++done) {
            const auto seed = static_cast<std::uint64_t>(done / perCluster + 1);
            if (done % perCluster == 0 && both) preemptions += both->preemptions();
            if (done % perCluster == 0) both = std::make_unique<Both>(seed);
            for (int i = 0; i < 3; ++i) both->change();
            const std::string difference = both->compare();
            QVERIFY2(difference.empty(), ("seed " + std::to_string(seed) + ", comparison " +
                                          std::to_string(done % perCluster) + ": " + difference)
                                             .c_str());
        }
        preemptions += both->preemptions();
        QVERIFY2(preemptions > comparisons / 50, "hardly any pod needed others to go");
    }
};

QTEST_APPLESS_MAIN(OracleTest)
#include "oracle_test.moc"
