// What workload controllers ask of pods (pkg/controller/controller_utils.go,
// pkg/api/v1/pod/util.go).
#pragma once

#include "api/kinds/pod.h"
#include "api/kinds/replica_set.h"

#include <vector>

namespace maqueta::controllers {

// Neither finished nor being deleted.
inline bool isActive(const api::Pod& pod) {
    return !pod.finished() && !pod.meta.terminating();
}
// Ready for at least minReadySeconds.
bool isAvailable(const api::Pod& pod, std::int32_t minReadySeconds, sim::Time now);

// API times are whole seconds; what is compared is what the API shows.
inline sim::Time wholeSeconds(sim::Time t) {
    return {t.ns - ((t.ns % 1'000'000'000) + 1'000'000'000) % 1'000'000'000};
}

// Which pods to delete first when there are too many: those that matter least, in order
// (ActivePodsWithRanks). `rank` of a pod is the number of related pods on its node: where pods are
// doubled, one of them goes.
struct RankedPod {
    const api::Pod* pod = nullptr;
    int rank = 0;
};
bool goesBefore(const RankedPod& a, const RankedPod& b, sim::Time now);

// A new pod from a template, for the API server to name.
base::Ref<api::Pod> podFromTemplate(const api::PodTemplate& podTemplate, const api::Object& owner);

} // namespace maqueta::controllers
