#include "conformance/replay.h"

#include "conformance/canonical.h"
#include "conformance/http_request.h"
#include "conformance/real_scheduler.h"
#include "conformance/scripted_kubelet.h"

#include <algorithm>
#include <regex>
#include <set>

namespace maqueta::tests {
namespace {

using api::Kind;

const std::set<std::string>& simulatedKinds() {
    static const std::set<std::string> kinds{"Namespace",
                                             "Node",
                                             "Pod",
                                             "ReplicaSet",
                                             "Deployment",
                                             "Lease",
                                             "Event",
                                             "PodDisruptionBudget",
                                             "PersistentVolume",
                                             "PersistentVolumeClaim",
                                             "StorageClass",
                                             "PriorityClass"};
    return kinds;
}

// The first kind that the scenario uses and the model does not simulate.
std::string otherKind(const Json& scenario) {
    const auto isOther = [](const std::string& kind) { return !simulatedKinds().contains(kind); };
    for (const Json& step : scenario["steps"]) {
        if (step.contains("path")) {
            const std::string path = step["path"];
            const Kind kind = kindOfPath(path);
            const std::string name(api::info(kind).name);
            if (kind == Kind::Other || isOther(name)) return name.empty() ? path : name;
        }
        const Json state = step.value("state", Json());
        if (state.is_object())
            for (const auto& [kind, objects] : state.items())
                if (isOther(kind)) return kind;
    }
    for (const Json& event : scenario["events"])
        if (const std::string kind = event.value("kind", ""); isOther(kind)) return kind;
    return {};
}

std::string describe(const Json& step) {
    std::string text = "step " + std::to_string(step.value("step", 0)) + " (";
    text += step.value("op", "");
    for (const char* field : {"method", "verb", "path", "pod", "node"})
        if (step.contains(field)) text += " " + step[field].get<std::string>();
    return text + ")";
}

SmallClusterOptions optionsFor(const Json& scenario) {
    SmallClusterOptions options;
    // As the recordings were made (../shared/data/README.md).
    options.controllers.qps = 500;
    options.controllers.burst = 1000;
    options.controllers.clusterCidr = {};
    options.binder = false;
    if (scenario.value("id", "").starts_with("19-node-"))
        options.controllers.nodeLifecycle.monitorGracePeriod = sim::seconds(10);
    return options;
}

class Replay {
public:
    explicit Replay(const Json& scenario)
        : scenario_(scenario)
        , ns_(scenario["namespace"])
        , verdict_(scenario["reproducible"])
        , nodesMatter_(scenario.value("nodes_matter", false))
        , quiet_{static_cast<std::int64_t>(scenario.value("quiet_s", 0.35) * 1e9)}
        , cluster_(optionsFor(scenario))
        , scheduler_(cluster_, 1)
        , kubelet_(cluster_, ns_) {}

    // Empty, or the first difference.
    std::string run() {
        prepare();
        Json recorded;
        const Json& steps = scenario_["steps"];
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const Json& step = steps[i];
            const Json* next = i + 1 < steps.size() ? &steps[i + 1] : nullptr;
            if (const std::string d = doStep(step, next); !d.empty())
                return describe(step) + ": " + d;
            if (!step.contains("state")) continue;
            if (step["state"] != "same") recorded = step["state"];
            if (const std::string d = compareState(recorded); !d.empty())
                return describe(step) + ": " + d;
        }
        return compareEnd();
    }

private:
    bool finalOnly() const { return verdict_["verdict"] == "final only"; }
    bool maskNodes() const { return verdict_["verdict"] == "settled but for nodes"; }
    bool holds(const char* what) const { return verdict_.value(what, false); }

    void prepare() {
        kubelet_.addNode("w1", "z1");
        kubelet_.addNode("w2", "z1");
        kubelet_.addNode("w3", "z2");
        kubelet_.addNode("w4", "z2");
        if (scenario_["steps"].dump().find("nodes/w5") != std::string::npos)
            kubelet_.addNode("w5", "z1");
        cluster_.makeNamespace(ns_);
        cluster_.runFor(sim::seconds(8));
        start_ = cluster_.now();
    }

    void takeNames() {
        const std::vector<Written>& written = cluster_.written();
        for (; namesTaken_ < written.size(); ++namesTaken_) {
            const Written& w = written[namesTaken_];
            if (!w.before && !w.deleted && w.now->meta.ns == ns_) names_.onCreated(*w.now.object);
        }
    }

    void settle() {
        const sim::Time from = cluster_.now();
        cluster_.runUntil(
            [&] {
                const sim::Time last =
                    std::max({cluster_.lastWrite(ns_), cluster_.lastWrite(""), from});
                return cluster_.now() - last >= quiet_;
            },
            sim::seconds(120));
        takeNames();
    }

    std::string doStep(const Json& step, const Json* next) {
        const std::string op = step["op"];
        const sim::Time due = start_ + seconds(step.value("t", 0.0));
        std::string difference;
        if (op == "begin") return {};
        if (op == "idle") {
            // Its time is when it was over.
            if (due > cluster_.now()) cluster_.runFor(due - cluster_.now());
        } else {
            if (due > cluster_.now()) cluster_.runFor(due - cluster_.now());
            takeNames();
            if (op == "request") difference = request(step);
            if (op == "kubelet") difference = kubelet(step);
            if (op == "node") difference = node(step);
            if (op == "wait") cluster_.runFor(seconds(step.value("seconds", 0.0)));
        }
        if (!difference.empty()) return difference;
        // What follows at once was not waited for.
        const bool atOnce = next && next->value("t", 0.0) - step.value("t", 0.0) < 0.02;
        if (!(atOnce && op == "node")) settle();
        return {};
    }

    static sim::Duration seconds(double s) { return {static_cast<std::int64_t>(s * 1e9)}; }

    std::string request(const Json& step) {
        std::string path = step["path"];
        static const std::regex pod("[^/]*<[hp]\\d+>[^/]*");
        std::smatch match;
        if (std::regex_search(path, match, pod)) {
            const std::string name = names_.name(match.str());
            if (name.empty()) return "there is no " + match.str();
            path.replace(static_cast<std::size_t>(match.position()),
                         static_cast<std::size_t>(match.length()), name);
        }
        if (const auto at = path.find("<node>"); at != std::string::npos)
            path.replace(at, 6, anyNode(step));
        const Json* body = step.contains("body") ? &step["body"] : nullptr;
        const HttpRequest http =
            fromHttp(step["method"], path, step.value("contentType", ""), body);
        if (!http.request) return http.error;
        const int code = cluster_.ask(http.request)->code;
        const int recorded = step["response"]["code"];
        if (code == recorded) return {};
        return "recorded code " + std::to_string(recorded) + ", here " + std::to_string(code);
    }

    // Where the recording hides which node: the first that the patch would change.
    std::string anyNode(const Json& step) const {
        const Json spec = step["body"].value("spec", Json::object());
        const bool cordon = spec.contains("unschedulable") && spec["unschedulable"] == true;
        for (const api::Versioned& v : cluster_.list(Kind::Node, {}))
            if (v.as<api::Node>().unschedulable != cordon) return v->meta.name.str();
        return "w1";
    }

    std::string kubelet(const Json& step) {
        const std::string verb = step["verb"];
        const std::string recorded = step["pod"];
        std::string pod;
        const auto choose = [&] {
            takeNames();
            const std::vector<std::string> fit = kubelet_.eligible(verb);
            pod.clear();
            const std::string same = names_.name(recorded);
            for (const std::string& name : fit)
                if (name == same) pod = name;
            for (const std::string& name : fit)
                if (pod.empty() && maskPods(names_.placeholder(name)) == maskPods(recorded))
                    pod = name;
            if (pod.empty() && finalOnly() && !fit.empty()) pod = fit.front();
            return !pod.empty();
        };
        // Some steps waited for a timer of the controllers.
        const bool found =
            choose() || (!finalOnly() && cluster_.runUntil(choose, sim::seconds(90)));
        if (!found) return finalOnly() ? std::string() : "no pod to " + verb;
        return kubelet_.act(verb, pod, step.value("exitCode", 1)) ? std::string()
                                                                  : "the API refused it";
    }

    std::string node(const Json& step) {
        const std::string verb = step["verb"];
        const std::string name = step["node"];
        if (verb == "stop-heartbeat")
            kubelet_.stopHeartbeat(name);
        else if (verb == "resume-heartbeat")
            kubelet_.resumeHeartbeat(name);
        else
            return "unknown verb " + verb;
        return {};
    }

    std::string compareState(const Json& recorded) {
        if (finalOnly()) return {};
        StateOptions options;
        options.nodesMatter = nodesMatter_;
        options.withNodes = recorded.contains("Node");
        options.withNamespace = recorded.contains("Namespace");
        const Json ours = stateOf(cluster_, names_, ns_, options);
        return firstDifference(canonicalState(recorded, maskNodes()),
                               canonicalState(ours, maskNodes()));
    }

    // Lets the kubelet do what is left, where the steps of the recording are not ours.
    void drain() {
        for (int i = 0; i < 1000; ++i) {
            settle();
            std::string verb, pod;
            const bool termFirst = scenario_.value("kubelet_order", "") != "start-first";
            for (const char* v :
                 {termFirst ? "terminate" : "start", termFirst ? "start" : "terminate"}) {
                const std::vector<std::string> fit = kubelet_.eligible(v);
                if (!pod.empty() || fit.empty()) continue;
                verb = v;
                pod = fit.front();
            }
            if (pod.empty() || !kubelet_.act(verb, pod, 1)) return;
        }
    }

    // The recorder took the volumes away at the end, protected or not; no step says so.
    void removeVolumes() {
        for (const api::Versioned& volume : cluster_.list(Kind::PersistentVolume, {})) {
            const base::Ref<api::Object> bare = volume->copy();
            bare->meta.finalizers = {};
            cluster_.update(bare);
            cluster_.remove(Kind::PersistentVolume, {}, volume->meta.name.str());
        }
        settle();
    }

    std::string compareEnd() {
        if (finalOnly()) drain();
        removeVolumes();
        takeNames();
        if (holds("final")) {
            Json recorded = scenario_["final"];
            for (const char* kind : {"Node", "Namespace"}) recorded.erase(kind);
            const Json ours = finalOf(cluster_, names_, ns_, nodesMatter_);
            const std::string d = firstDifference(canonicalFinal(recorded, maskNodes()),
                                                  canonicalFinal(ours, maskNodes()));
            if (!d.empty()) return "final: " + d;
        }
        if (holds("event_set")) {
            const Json recorded = recordedEvents(scenario_["events"]);
            const Json ours = eventsOf(cluster_, names_, ns_, nodesMatter_);
            const std::string d = firstDifference(canonicalEvents(recorded, maskNodes()),
                                                  canonicalEvents(ours, maskNodes()));
            if (!d.empty()) return "events: " + d;
        }
        return {};
    }

    const Json& scenario_;
    std::string ns_;
    Json verdict_;
    bool nodesMatter_;
    sim::Duration quiet_;
    SmallCluster cluster_;
    RealScheduler scheduler_;
    ScriptedKubelet kubelet_;
    Names names_;
    std::size_t namesTaken_ = 0;
    sim::Time start_;
};

} // namespace

CaseResult replayScenario(const Json& scenario) {
    CaseResult result;
    result.id = scenario.value("id", "");
    const auto excluded = [&](const std::string& why) {
        result.outcome = CaseResult::Outcome::Excluded;
        result.text = why;
        return result;
    };
    if (const std::string kind = otherKind(scenario); !kind.empty())
        return excluded("uses " + kind + ", which is kept and not simulated");
    if (scenario["reproducible"]["verdict"] == "differs")
        return excluded("two runs of the real controllers differ");
    if (scenario.value("family", "") == "revision-history")
        return excluded("which reason of Progressing is written last depends there on how two "
                        "controllers' writes fall");
    for (const Json& step : scenario["steps"])
        if (step["op"] == "kubectl") return excluded("runs kubectl");
    result.text = Replay(scenario).run();
    result.outcome =
        result.text.empty() ? CaseResult::Outcome::Passed : CaseResult::Outcome::Failed;
    return result;
}

} // namespace maqueta::tests
