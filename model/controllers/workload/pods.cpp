#include "controllers/workload/pods.h"

#include <algorithm>
#include <bit>
#include <charconv>

namespace maqueta::controllers {
namespace {

int phaseOrder(api::PodPhase phase) {
    switch (phase) {
    case api::PodPhase::Pending: return 0;
    case api::PodPhase::Unknown: return 1;
    default: return 2;
    }
}

std::int32_t deletionCost(const api::Pod& pod) {
    const api::Text* text = pod.meta.annotations.find("controller.kubernetes.io/pod-deletion-cost");
    std::int32_t cost = 0;
    if (text) std::from_chars(text->view().data(), text->view().data() + text->size(), cost);
    return cost;
}

sim::Time readySince(const api::Pod& pod) {
    const api::Condition* ready = api::findCondition(pod.status.conditions, "Ready");
    return ready && ready->lastTransitionTime ? wholeSeconds(*ready->lastTransitionTime)
                                              : sim::Time{};
}

std::int32_t mostRestarts(const api::Pod& pod) {
    std::int32_t most = 0;
    for (const api::ContainerStatus& c : *pod.status.containerStatuses)
        most = std::max(most, c.restartCount);
    return most;
}

// The age's power of two in nanoseconds: pods of about one age count as equally old
// (logarithmicRankDiff), so that which one goes is left to chance, here to the uid.
int ageOrder(sim::Time since, sim::Time now) {
    const sim::Duration age = now - since;
    return age.ns > 0 ? static_cast<int>(std::bit_width(static_cast<std::uint64_t>(age.ns))) - 1
                      : -1;
}

} // namespace

bool isAvailable(const api::Pod& pod, std::int32_t minReadySeconds, sim::Time now) {
    if (!pod.ready()) return false;
    if (minReadySeconds == 0) return true;
    const api::Condition* ready = api::findCondition(pod.status.conditions, "Ready");
    return ready->lastTransitionTime &&
           wholeSeconds(*ready->lastTransitionTime) + sim::seconds(minReadySeconds) < now;
}

bool goesBefore(const RankedPod& first, const RankedPod& second, sim::Time now) {
    const api::Pod& a = *first.pod;
    const api::Pod& b = *second.pod;
    if (a.nodeName.empty() != b.nodeName.empty()) return a.nodeName.empty();
    if (phaseOrder(a.status.phase) != phaseOrder(b.status.phase))
        return phaseOrder(a.status.phase) < phaseOrder(b.status.phase);
    if (a.ready() != b.ready()) return !a.ready();
    if (deletionCost(a) != deletionCost(b)) return deletionCost(a) < deletionCost(b);
    if (first.rank != second.rank) return first.rank > second.rank;
    if (a.ready() && readySince(a) != readySince(b)) {
        const int orderA = ageOrder(readySince(a), now), orderB = ageOrder(readySince(b), now);
        return orderA != orderB ? orderA < orderB : a.meta.uid < b.meta.uid;
    }
    if (mostRestarts(a) != mostRestarts(b)) return mostRestarts(a) > mostRestarts(b);
    const sim::Time madeA = wholeSeconds(a.meta.creationTime);
    const sim::Time madeB = wholeSeconds(b.meta.creationTime);
    if (ageOrder(madeA, now) != ageOrder(madeB, now))
        return ageOrder(madeA, now) < ageOrder(madeB, now);
    return a.meta.uid < b.meta.uid;
}

base::Ref<api::Pod> podFromTemplate(const api::PodTemplate& podTemplate, const api::Object& owner) {
    const api::KindInfo& kind = api::info(owner.kind);
    base::Ref<api::Pod> pod(new api::Pod);
    pod->meta.ns = owner.meta.ns;
    pod->meta.generateName = owner.meta.name + "-";
    pod->meta.labels = podTemplate.labels;
    pod->meta.annotations = podTemplate.annotations;
    pod->meta.owners.write().push_back({.apiVersion = kind.apiVersion(),
                                        .kind = kind.name,
                                        .name = owner.meta.name,
                                        .uid = owner.meta.uid,
                                        .controller = true,
                                        .blockOwnerDeletion = true});
    pod->spec = podTemplate.spec;
    pod->nodeName = podTemplate.nodeName;
    return pod;
}

} // namespace maqueta::controllers
