#include "api/serving/deletion.h"

#include "api/kinds/namespace.h"
#include "api/kinds/pod.h"
#include "api/names.h"
#include "api/serving/failures.h"

#include <algorithm>

namespace maqueta::api {
namespace {

bool isCollectorsFinalizer(std::string_view finalizer) {
    return finalizer == names::finalizerOrphan || finalizer == names::finalizerForeground;
}

// What happens to dependents: asked for, else what the object's finalizers say, else what its kind
// does (ReplicationControllers and Jobs leave them, for compatibility).
Propagation propagationOf(const Object& object, const DeleteOptions& options) {
    if (options.propagation != Propagation::Default) return options.propagation;
    if (object.meta.hasFinalizer(names::finalizerOrphan)) return Propagation::Orphan;
    if (object.meta.hasFinalizer(names::finalizerForeground)) return Propagation::Foreground;
    const bool keeps = object.kind == Kind::ReplicationController || object.kind == Kind::Job;
    return keeps ? Propagation::Orphan : Propagation::Background;
}

// Sets the garbage collector's finalizers as the propagation wants them; whether that changed any.
bool setCollectorsFinalizers(Object& object, const DeleteOptions& options) {
    if (object.kind == Kind::Event) return false;
    const Propagation propagation = propagationOf(object, options);
    const bool orphan = propagation == Propagation::Orphan;
    const bool foreground = propagation == Propagation::Foreground;
    if (orphan == object.meta.hasFinalizer(names::finalizerOrphan) &&
        foreground == object.meta.hasFinalizer(names::finalizerForeground))
        return false;
    auto& finalizers = object.meta.finalizers.write();
    std::erase_if(finalizers, [](const Text& f) { return isCollectorsFinalizer(f); });
    if (orphan) finalizers.push_back(names::finalizerOrphan);
    if (foreground) finalizers.push_back(names::finalizerForeground);
    return true;
}

enum class Grace : std::uint8_t { None, Given, Pending };

// How long the pod may take: what is asked, else what it asks for itself; nothing when no kubelet
// has to stop it.
std::int64_t gracePeriod(const Pod& pod, const DeleteOptions& options) {
    std::int64_t period = pod.spec->terminationGracePeriodSeconds.value_or(0);
    if (options.graceSeconds) period = *options.graceSeconds;
    if (pod.nodeName.empty() || pod.finished()) period = 0;
    return period < 0 ? 1 : period;
}

// Only pods are deleted gracefully.
Grace grantGrace(Object& object, const DeleteOptions& options, sim::Time now) {
    if (object.kind != Kind::Pod) return Grace::None;
    ObjectMeta& meta = object.meta;
    if (!meta.deletionTime) {
        const std::int64_t period = gracePeriod(static_cast<const Pod&>(object), options);
        meta.deletionTime = now + sim::seconds(period);
        meta.deletionGraceSeconds = period;
        if (meta.generation > 0) ++meta.generation;
        return Grace::Given;
    }
    if (!meta.deletionGraceSeconds) return Grace::None;
    const std::int64_t before = *meta.deletionGraceSeconds;
    // The server that was to remove it did not come to it.
    if (before == 0) return Grace::Given;
    if (!options.graceSeconds || *options.graceSeconds >= before) return Grace::Pending;
    // It may only become shorter.
    const std::int64_t period = *options.graceSeconds < 0 ? 1 : *options.graceSeconds;
    meta.deletionTime = *meta.deletionTime - sim::seconds(before) + sim::seconds(period);
    meta.deletionGraceSeconds = period;
    return Grace::Given;
}

void markAsDeleting(ObjectMeta& meta, sim::Time now) {
    if (!meta.deletionTime && meta.generation > 0) ++meta.generation;
    if (!meta.deletionTime || *meta.deletionTime > now) meta.deletionTime = now;
    meta.deletionGraceSeconds = 0;
}

// A namespace first says that it terminates; it is emptied by its controller, which takes
// "kubernetes" out of spec.finalizers in the end.
base::Ref<Object> terminatingNamespace(const Namespace& before, const DeleteOptions& options,
                                       sim::Time now) {
    const base::Ref<Namespace> next = mutableCopy(before);
    next->meta.deletionTime = now;
    next->terminatingPhase = true;
    setCollectorsFinalizers(*next, options);
    return next;
}

} // namespace

std::optional<Failure> checkPreconditions(const Object& object, std::int64_t resourceVersion,
                                          const DeleteOptions& options) {
    if (!options.uid.empty() && options.uid != object.meta.uid)
        return preconditionFailed(object, "UID", options.uid, object.meta.uid);
    if (options.resourceVersion != 0 && options.resourceVersion != resourceVersion)
        return preconditionFailed(object, "ResourceVersion",
                                  std::to_string(options.resourceVersion),
                                  std::to_string(resourceVersion));
    return std::nullopt;
}

WritePlan planDeletion(const Object& object, std::int64_t resourceVersion,
                       const DeleteOptions& options, sim::Time now) {
    if (auto failure = checkPreconditions(object, resourceVersion, options))
        return WritePlan::refuse(std::move(*failure));
    if (const auto* ns = objectCast<Namespace>(&object)) {
        if (!ns->meta.deletionTime) return WritePlan::put(terminatingNamespace(*ns, options, now));
        if (!ns->specFinalizers->empty()) return WritePlan::nothing();
    }
    const base::Ref<Object> next = object.copy();
    const Grace grace = grantGrace(*next, options, now);
    if (grace == Grace::Pending) return WritePlan::nothing();
    const bool refinalized = setCollectorsFinalizers(*next, options);
    const bool held = !next->meta.finalizers->empty();
    if (held && grace == Grace::None) markAsDeleting(next->meta, now);
    if (!held && grace == Grace::None && !refinalized) return WritePlan::remove(ObjectRef(&object));
    WritePlan plan = WritePlan::put(next);
    const bool waits = grace == Grace::Given && *next->meta.deletionGraceSeconds > 0;
    plan.removeNext = !held && !waits;
    return plan;
}

bool goesWithUpdate(const Object& before, const Object& after) {
    if (!before.meta.deletionTime || !after.meta.finalizers->empty()) return false;
    if (before.meta.deletionGraceSeconds.value_or(0) != 0) return false;
    const auto* ns = objectCast<Namespace>(&after);
    return !ns || ns->specFinalizers->empty();
}

} // namespace maqueta::api
