#include "api/admission.h"

#include "api/codec/parts.h"
#include "api/defaults.h"
#include "api/kinds/kept.h"
#include "api/kinds/volumes.h"
#include "api/names.h"

#include <algorithm>

namespace maqueta::api {
namespace {

using base::Json;

constexpr std::string_view mirrorAnnotation = "kubernetes.io/config.mirror";
constexpr std::string_view defaultAccount = "default";

Failure forbidPod(const Pod& pod, const std::string& why) {
    const Text& name = pod.meta.name.empty() ? pod.meta.generateName : pod.meta.name;
    Failure failure;
    failure.code = 403;
    failure.reason = "Forbidden";
    failure.message = "pods \"" + name + "\" is forbidden: " + why;
    failure.details = base::shareJson({{"name", name.view()}, {"kind", "pods"}});
    return failure;
}

// A field of the spec that stays JSON.
const Json& inRest(const PodSpec& spec, const char* field) {
    static const Json absent;
    return spec.rest ? codec::at(spec.rest->value, field) : absent;
}

// A field of a kept object.
const Json& inKept(const Object& object, const char* field) {
    static const Json absent;
    return object.rest ? codec::at(object.rest->value, field) : absent;
}

struct Priority {
    std::int32_t value = 0;
    Text className; // of the class that holds without being named
    Text preemption = "PreemptLowerPriority";
};

Priority priorityOf(const Kept& priorityClass) {
    Priority priority;
    const Json& value = inKept(priorityClass, "value");
    if (value.is_number_integer()) priority.value = value.get<std::int32_t>();
    const Json& preemption = inKept(priorityClass, "preemptionPolicy");
    if (preemption.is_string()) priority.preemption = preemption.get_ref<const std::string&>();
    return priority;
}

// The classes that every cluster has (pkg/apis/scheduling/v1/helpers.go).
std::optional<Priority> systemPriority(std::string_view name) {
    if (name == "system-node-critical") return Priority{2000001000, {}};
    if (name == "system-cluster-critical") return Priority{2000000000, {}};
    return std::nullopt;
}

std::optional<Priority> findPriority(const PodSpec& spec, const ObjectSource* source) {
    const Text& name = spec.priorityClassName;
    if (name.empty()) {
        const Versioned general = source ? source->defaultPriorityClass() : Versioned{};
        if (!general) return Priority{};
        Priority priority = priorityOf(general.as<Kept>());
        priority.className = general->meta.name;
        return priority;
    }
    if (source)
        if (const Versioned found = source->find(Kind::PriorityClass, {}, name))
            return priorityOf(found.as<Kept>());
    return systemPriority(name);
}

bool tolerates(const PodSpec& spec, std::string_view taint) {
    return std::any_of(spec.tolerations.begin(), spec.tolerations.end(), [&](const Toleration& t) {
        return (t.key == taint || t.key.empty()) && (t.effect.empty() || t.effect == "NoExecute");
    });
}

void addToleration(PodSpec& spec, std::string_view taint, std::int64_t seconds) {
    if (!tolerates(spec, taint))
        spec.tolerations.push_back({taint, "Exists", {}, "NoExecute", seconds});
}

// What admission writes into the spec, apart from what it only checks.
void completeSpec(PodSpec& spec, const AdmissionConfig& config, const Priority& priority,
                  std::string_view account) {
    completePodSpec(spec);
    Json rest = spec.rest ? spec.rest->value : Json::object();
    if (config.serviceAccount && !account.empty()) {
        rest["serviceAccountName"] = account;
        rest["serviceAccount"] = account;
    }
    if (config.priority) {
        if (spec.priorityClassName.empty()) spec.priorityClassName = priority.className;
        spec.priority = priority.value;
        if (!rest.contains("preemptionPolicy"))
            rest["preemptionPolicy"] = priority.preemption.view();
    }
    spec.rest = base::shareJson(std::move(rest));
    addDefaultTolerations(spec, config);
}

// Whether the service account's token is to be mounted: the pod says, or its account, or it is.
bool wantsToken(const PodSpec& spec, const Versioned& account) {
    constexpr const char* field = "automountServiceAccountToken";
    if (const Json& own = inRest(spec, field); own.is_boolean()) return own.get<bool>();
    if (!account) return true;
    const Json& theirs = inKept(*account.object, field);
    return !theirs.is_boolean() || theirs.get<bool>();
}

} // namespace

void admitClaim(Object& claim, const ObjectSource* source) {
    if (!source || readClaim(claim).hasClass) return;
    const Versioned its = source->defaultStorageClass();
    if (!its) return;
    Json content = claim.rest ? claim.rest->value : Json::object();
    content["spec"]["storageClassName"] = its->meta.name.view();
    claim.rest = base::shareJson(std::move(content));
}

void addDefaultTolerations(PodSpec& spec, const AdmissionConfig& config) {
    if (!config.defaultTolerationSeconds) return;
    addToleration(spec, names::taintNotReady, config.notReadyTolerationSeconds);
    addToleration(spec, names::taintUnreachable, config.unreachableTolerationSeconds);
}

std::optional<Failure> admitPod(Pod& pod, const AdmissionConfig& config, const ObjectSource* source,
                                AdmissionMemo* memo, std::string_view tokenVolume) {
    const PodSpec& spec = *pod.spec;
    const bool mirror = pod.meta.annotations.contains(mirrorAnnotation);
    const Json& named = inRest(spec, "serviceAccountName");
    std::string account = named.is_string() ? named.get<std::string>() : std::string();
    Versioned accountObject;
    if (config.serviceAccount && !mirror) {
        if (account.empty()) account = defaultAccount;
        if (source) accountObject = source->find(Kind::ServiceAccount, pod.meta.ns, account);
        if (source && !accountObject && config.requireServiceAccount && account != defaultAccount)
            return forbidPod(pod, "error looking up service account " + pod.meta.ns + "/" +
                                      account + ": serviceaccount \"" + account + "\" not found");
        if (config.tokenVolume && pod.tokenVolume.empty() && wantsToken(spec, accountObject))
            pod.tokenVolume = tokenVolume;
    }
    Priority priority;
    if (config.priority) {
        const auto found = findPriority(spec, source);
        if (!found)
            return forbidPod(pod,
                             "no PriorityClass with name " + spec.priorityClassName + " was found");
        priority = *found;
        if (spec.priority && *spec.priority != priority.value)
            return forbidPod(
                pod, "the integer value of priority (" + std::to_string(*spec.priority) +
                         ") must not be provided in pod spec; priority admission "
                         "controller computed " +
                         std::to_string(priority.value) + " from the given PriorityClass name");
    }
    const bool known = memo && memo->before.shares(pod.spec) && memo->mirror == mirror &&
                       memo->after->priority ==
                           (config.priority ? std::optional(priority.value) : pod.spec->priority);
    if (known) {
        pod.spec = memo->after;
        return std::nullopt;
    }
    const sim::Cow<PodSpec> before = pod.spec;
    completeSpec(pod.spec.write(), config, priority, account);
    if (memo) *memo = {before, pod.spec, mirror};
    return std::nullopt;
}

} // namespace maqueta::api
