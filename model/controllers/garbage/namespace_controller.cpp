#include "controllers/garbage/namespace_controller.h"

#include "controllers/loop/condition_of.h"
#include "controllers/loop/step.h"

#include <algorithm>
#include <map>

namespace maqueta::controllers {
namespace {

using api::Kind;
using api::Namespace;
using api::Versioned;

// Time for API servers to hear of the deletion before the content is counted.
constexpr sim::Duration deletionDelay = sim::seconds(5);
// Seconds that a finalizer is given before the namespace is looked at again.
constexpr std::int64_t finalizerEstimate = 15;

std::vector<Kind> contentKinds() {
    std::vector<Kind> kinds;
    for (const api::KindInfo& kind : api::allKinds())
        if (kind.namespaced) kinds.push_back(kind.kind);
    return kinds;
}

RequestDraft about(api::Verb verb, Kind kind, const Text& ns) {
    RequestDraft request(new api::Request);
    request->verb = verb;
    request->kind = kind;
    request->ns = ns;
    request->resourceVersion = -1;
    request->remove.propagation = api::Propagation::Background;
    return request;
}

// What is left in the namespace.
struct Remaining {
    std::map<std::string, int> kinds;      // "pods.": how many
    std::map<std::string, int> finalizers; // by name
    std::int64_t podSeconds = 0;           // the longest grace of a pod that still runs
    bool unexpected = false;               // something without a finalizer is still there

    std::int64_t estimate() const {
        if (podSeconds > 0)
            return finalizers.empty() ? podSeconds : std::max(podSeconds, finalizerEstimate);
        return finalizers.empty() ? 0 : finalizerEstimate;
    }
};

void count(Remaining& left, Kind kind, const Versioned& v, sim::Time deletedAt, sim::Time now) {
    ++left.kinds[std::string(api::info(kind).plural) + "." + std::string(api::info(kind).group)];
    for (const Text& finalizer : *v->meta.finalizers) ++left.finalizers[finalizer.str()];
    if (kind == Kind::Pod) {
        const api::Pod& pod = v.as<api::Pod>();
        const std::int64_t grace = pod.spec->terminationGracePeriodSeconds.value_or(30);
        if (!pod.finished())
            left.podSeconds = std::max(left.podSeconds, grace - (now - deletedAt).wholeSeconds());
    } else if (v->meta.finalizers->empty()) {
        left.unexpected = true;
    }
}

std::string listed(const std::map<std::string, int>& counts, const char* between) {
    std::string text;
    for (const auto& [name, number] : counts) {
        if (!text.empty()) text += ", ";
        text += name + between + std::to_string(number) + " resource instances";
    }
    return text;
}

void setConditions(Namespace& ns, const Remaining& left, const std::string& failure,
                   sim::Time now) {
    const auto set = [&](std::string_view type, bool problem, std::string_view reason,
                         const std::string& message) {
        api::setCondition(
            ns.conditions,
            conditionOf(type, problem ? api::ConditionStatus::True : api::ConditionStatus::False,
                        reason, message, now));
    };
    set("NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered",
        "All resources successfully discovered");
    set("NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions",
        "All legacy kube types successfully parsed");
    if (failure.empty())
        set("NamespaceDeletionContentFailure", false, "ContentDeleted",
            "All content successfully deleted, may be waiting on finalization");
    else
        set("NamespaceDeletionContentFailure", true, "ContentDeletionFailed",
            "Failed to delete all resource types, 1 remaining: " + failure);
    if (left.kinds.empty())
        set("NamespaceContentRemaining", false, "ContentRemoved",
            "All content successfully removed");
    else
        set("NamespaceContentRemaining", true, "SomeResourcesRemain",
            "Some resources are remaining: " + listed(left.kinds, " has "));
    if (left.finalizers.empty())
        set("NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers",
            "All content-preserving finalizers finished");
    else
        set("NamespaceFinalizersRemaining", true, "SomeFinalizersRemain",
            "Some content in the namespace has finalizers remaining: " +
                listed(left.finalizers, " in "));
}

// Deletes everything, then looks what is left.
Outcome empty(Sync& sync, const Namespace& ns, Remaining& left, std::string& failure) {
    const std::vector<Kind> kinds = contentKinds();
    const Text& name = ns.meta.name;
    const auto deleted = sync.askAll(kinds.size(), [&](std::size_t i) {
        return about(api::Verb::DeleteCollection, kinds[i], name);
    });
    if (!deleted) return Outcome::Waiting;
    for (const Answer& answer : *deleted)
        if (!answer.ok() && failure.empty()) failure = answer.failure.message.str();
    const auto lists = sync.askAll(
        kinds.size(), [&](std::size_t i) { return about(api::Verb::List, kinds[i], name); });
    if (!lists) return Outcome::Waiting;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const Answer& answer = (*lists)[i];
        if (!answer.ok()) {
            if (failure.empty()) failure = answer.failure.message.str();
            continue;
        }
        const auto add = [&](const Versioned& v) {
            count(left, kinds[i], v, ns.meta.deletionTime.value_or(sync.now()), sync.now());
        };
        for (const Versioned& v : answer.items) add(v);
        api::forEach(answer.table, kinds[i], name, add);
    }
    return Outcome::Done;
}

} // namespace

void onChangeForNamespaces(Step& step, Kind kind, const Versioned& /*before*/,
                           const Versioned& now) {
    if (kind == Kind::Namespace && now && now->meta.terminating())
        step.addAfter(Loop::Namespace, {{}, now->meta.name}, deletionDelay);
}

Outcome reconcileNamespace(Sync& sync) {
    const Text& name = sync.key().name;
    const Answer* live = sync.ask([&] { return getRequest(Kind::Namespace, {}, name); });
    if (!live) return Outcome::Waiting;
    if (live->notFound()) return Outcome::Done;
    if (!live->ok()) return Outcome::Failed;
    const Namespace& ns = live->object.as<Namespace>();
    if (!ns.meta.terminating() || ns.specFinalizers->empty()) return Outcome::Done;

    Remaining left;
    std::string failure;
    if (const Outcome o = empty(sync, ns, left, failure); o != Outcome::Done) return o;
    base::Ref<Namespace> copy = api::mutableCopy(ns);
    copy->terminatingPhase = true;
    setConditions(*copy, left, failure, sync.now());
    std::int64_t version = live->object.resourceVersion;
    if (!ns.terminatingPhase || *copy->conditions != *ns.conditions) {
        const Answer* written =
            sync.ask([&] { return updateRequest(copy, version, api::Subresource::Status); });
        if (!written) return Outcome::Waiting;
        if (written->notFound()) return Outcome::Done;
        if (!written->ok()) return Outcome::Failed;
        version = written->object.resourceVersion;
    }
    if (!failure.empty() || (left.unexpected && left.estimate() == 0)) return Outcome::Failed;
    if (!left.kinds.empty()) {
        if (sync.live())
            sync.step().addAfter(Loop::Namespace, sync.key(),
                                 sim::seconds(left.estimate() / 2 + 1));
        return Outcome::Done;
    }
    const Answer* finalized = sync.ask([&] {
        base::Ref<Namespace> last = api::mutableCopy(*copy);
        std::erase_if(last->specFinalizers.write(),
                      [](const Text& f) { return f == api::names::finalizerKubernetes; });
        return updateRequest(last, version, api::Subresource::Finalize);
    });
    if (!finalized) return Outcome::Waiting;
    if (!finalized->ok() && !finalized->notFound()) return Outcome::Failed;
    sync.note(NamespaceFinalized{name});
    return Outcome::Done;
}

} // namespace maqueta::controllers
