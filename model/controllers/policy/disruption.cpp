#include "controllers/policy/disruption.h"

#include "api/selector_json.h"
#include "controllers/loop/kept.h"
#include "controllers/loop/step.h"

#include <algorithm>
#include <map>

namespace maqueta::controllers {
namespace {

using api::Kind;
using api::member;
using api::numberMember;
using api::Pod;
using api::Versioned;
using base::Json;

// How long a pod that was let go counts as gone although it is still there.
constexpr sim::Duration deletionTimeout = sim::minutes(2);

const Json* specOf(const api::Object& object) {
    return member(&contentOf(object), "spec");
}

// A number, or a share of `total` rounded up; absent when it is not set or makes no sense.
std::optional<std::int64_t> scaled(const Json* value, std::int64_t total) {
    if (!value) return std::nullopt;
    if (value->is_number_integer()) return value->get<std::int64_t>();
    if (!value->is_string()) return std::nullopt;
    const std::string& text = value->get_ref<const std::string&>();
    std::int64_t percent = 0;
    if (text.size() < 2 || text.size() > 4 || text.back() != '%') return std::nullopt;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        percent = percent * 10 + (text[i] - '0');
    }
    return (percent * total + 99) / 100;
}

std::vector<Versioned> podsOf(const Seen& seen, const api::Object& budget) {
    std::vector<Versioned> pods;
    const auto selector = api::readSelector(member(specOf(budget), "selector"));
    if (!selector) return pods;
    seen.forEach(Kind::Pod, budget.meta.ns, [&](const Versioned& pod) {
        if (selector->matches(pod->meta.labels)) pods.push_back(pod);
    });
    return pods;
}

// How many pods the owner of this one wants; absent when nobody knows such an owner.
struct Scale {
    Text uid;
    std::int64_t replicas = 0;
};
std::optional<Scale> scaleOf(const Seen& seen, const api::OwnerReference& owner, const Text& ns) {
    const Kind kind = api::findKind(owner.apiVersion, owner.kind);
    if (kind == Kind::ReplicaSet) {
        const auto* set = seen.get<api::ReplicaSet>(ns, owner.name);
        if (!set || set->meta.uid != owner.uid) return std::nullopt;
        const api::OwnerReference* above = set->meta.controller();
        const auto* deployment = above ? seen.get<api::Deployment>(ns, above->name) : nullptr;
        if (deployment && deployment->meta.uid == above->uid)
            return Scale{deployment->meta.uid, deployment->replicas};
        return Scale{set->meta.uid, set->replicas};
    }
    if (kind != Kind::StatefulSet && kind != Kind::ReplicationController) return std::nullopt;
    const Versioned found = seen.find(kind, ns, owner.name);
    if (!found || found->meta.uid != owner.uid) return std::nullopt;
    return Scale{owner.uid, numberMember(specOf(*found.object), "replicas", 1)};
}

struct Wanted {
    std::int64_t expected = 0; // pods that should be there
    std::int64_t healthy = 0;  // of those, at least
    std::string failure;       // why it cannot be told; empty = it can
};

// What the owners of the pods want together.
Wanted expectedScale(const Seen& seen, const std::vector<Versioned>& pods) {
    std::map<Text, std::int64_t> scales;
    for (const Versioned& pod : pods) {
        const api::OwnerReference* owner = pod->meta.controller();
        if (!owner) continue; // it belongs to nobody, and counts for nothing
        const auto scale = scaleOf(seen, *owner, pod->meta.ns);
        if (!scale) return {0, 0, "found no controllers for pod \"" + pod->meta.name + "\""};
        scales[scale->uid] = scale->replicas;
    }
    Wanted wanted;
    for (const auto& [uid, replicas] : scales) wanted.expected += replicas;
    return wanted;
}

Wanted wantedOf(const Seen& seen, const api::Object& budget, const std::vector<Versioned>& pods) {
    const Json* spec = specOf(budget);
    const Json* most = member(spec, "maxUnavailable");
    const Json* least = member(spec, "minAvailable");
    if (!most && least && least->is_number_integer())
        return {static_cast<std::int64_t>(pods.size()), least->get<std::int64_t>(), {}};
    if (!most && !least) return {};
    Wanted wanted = expectedScale(seen, pods);
    if (!wanted.failure.empty()) return wanted;
    const auto bound = scaled(most ? most : least, wanted.expected);
    if (!bound) return {0, 0, "invalid value for IntOrString"};
    wanted.healthy = most ? std::max<std::int64_t>(0, wanted.expected - *bound) : *bound;
    return wanted;
}

// Pods that an eviction was granted for and that are still there, with when.
std::map<std::string, sim::Time> disrupted(Sync& sync, const api::Object& budget,
                                           const std::vector<Versioned>& pods) {
    std::map<std::string, sim::Time> still;
    const Json* list = member(member(&contentOf(budget), "status"), "disruptedPods");
    if (!list || !list->is_object()) return still;
    for (const Versioned& pod : pods) {
        const auto since = list->find(pod->meta.name.str());
        sim::Time when;
        if (since == list->end() || !since->is_string() ||
            !sim::parseRfc3339(since->get_ref<const std::string&>(), when))
            continue;
        if (pod->meta.terminating()) continue;
        if (when + deletionTimeout > sync.now())
            still[pod->meta.name.str()] = when;
        else
            sync.event(*pod.object, "Warning", "NotDeleted",
                       "Pod was expected by PDB " + budget.meta.ns + "/" + budget.meta.name +
                           " to be deleted but it wasn't");
    }
    return still;
}

Json disruptionAllowed(const api::Object& budget, bool allowed, std::string_view reason,
                       const std::string& message, sim::Time now) {
    const std::string status = allowed ? "True" : "False";
    std::string since = sim::rfc3339(now);
    const Json* before = member(member(&contentOf(budget), "status"), "conditions");
    if (before && before->is_array())
        for (const Json& each : *before)
            if (api::textMember(&each, "type") == "DisruptionAllowed" &&
                api::textMember(&each, "status") == status)
                since = api::textMember(&each, "lastTransitionTime").str();
    return {{"type", "DisruptionAllowed"},
            {"status", status},
            {"reason", reason},
            {"message", message},
            {"observedGeneration", budget.meta.generation},
            {"lastTransitionTime", since}};
}

Outcome writeStatus(Sync& sync, const Versioned& budget, const Json& status) {
    return writeKept(sync, budget, api::Subresource::Status,
                     [&](api::ObjectMeta&, Json& content) { content["status"] = status; })
        .outcome;
}

Outcome failSync(Sync& sync, const Versioned& budget, const std::string& why) {
    Json status = contentOf(*budget.object).value("status", Json::object());
    status["disruptionsAllowed"] = 0;
    status["observedGeneration"] = budget->meta.generation;
    status["conditions"] =
        Json::array({disruptionAllowed(*budget.object, false, "SyncFailed", why, sync.now())});
    const Outcome outcome = writeStatus(sync, budget, status);
    return outcome == Outcome::Done ? Outcome::Failed : outcome;
}

} // namespace

void onChangeForDisruption(Step& step, Kind kind, const Versioned& before, const Versioned& now) {
    if (kind == Kind::PodDisruptionBudget && now)
        return step.add(Loop::Disruption, {now->meta.ns, now->meta.name});
    if (kind != Kind::Pod) return;
    const api::Object& pod = now ? *now.object : *before.object;
    step.seen().forEach(Kind::PodDisruptionBudget, pod.meta.ns, [&](const Versioned& budget) {
        const auto selector = api::readSelector(member(specOf(*budget.object), "selector"));
        if (!selector) return;
        const bool was = before && selector->matches(before->meta.labels);
        if (was || (now && selector->matches(now->meta.labels)))
            step.add(Loop::Disruption, {budget->meta.ns, budget->meta.name});
    });
}

Outcome reconcileDisruption(Sync& sync) {
    const Versioned budget =
        sync.seen().find(Kind::PodDisruptionBudget, sync.key().ns, sync.key().name);
    if (!budget) return Outcome::Done;
    const std::vector<Versioned> pods = podsOf(sync.seen(), *budget.object);
    if (pods.empty()) sync.event(*budget.object, "Normal", "NoPods", "No matching pods found");
    const Wanted wanted = wantedOf(sync.seen(), *budget.object, pods);
    if (!wanted.failure.empty()) {
        sync.event(*budget.object, "Warning", "CalculateExpectedPodCountFailed",
                   "Failed to calculate the number of expected pods: " + wanted.failure);
        return failSync(sync, budget, wanted.failure);
    }
    const auto gone = disrupted(sync, *budget.object, pods);
    std::int64_t healthy = 0;
    for (const Versioned& pod : pods)
        if (!pod->meta.terminating() && !gone.contains(pod->meta.name.str()) &&
            pod.as<Pod>().ready())
            ++healthy;
    const std::int64_t allowed =
        wanted.expected <= 0 ? 0 : std::max<std::int64_t>(0, healthy - wanted.healthy);
    Json status{{"observedGeneration", budget->meta.generation},
                {"disruptionsAllowed", allowed},
                {"currentHealthy", healthy},
                {"desiredHealthy", wanted.healthy},
                {"expectedPods", wanted.expected},
                {"conditions",
                 Json::array({disruptionAllowed(*budget.object, allowed > 0,
                                                allowed > 0 ? "SufficientPods" : "InsufficientPods",
                                                "", sync.now())})}};
    sim::Time next = sim::Time::never();
    for (const auto& [name, since] : gone) {
        status["disruptedPods"][name] = sim::rfc3339(since);
        next = std::min(next, since + deletionTimeout);
    }
    const Outcome outcome = writeStatus(sync, budget, status);
    if (outcome == Outcome::Done && next != sim::Time::never() && sync.live())
        sync.step().addAfter(Loop::Disruption, sync.key(), next - sync.now());
    return outcome;
}

} // namespace maqueta::controllers
