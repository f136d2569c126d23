// When a container's probes succeed: computed from its start instead of probing, because a probe
// that succeeds changes nothing (pkg/kubelet/prober/worker.go).
#pragma once

#include "api/kinds/pod.h"
#include "node/images.h"
#include "sim/time.h"

namespace maqueta::node {

struct ProbeTimes {
    sim::Time startedAt; // the startup probe succeeded; without one: the container was seen
    sim::Time readyAt;   // and the readiness probe
};

// `processStart`: when the container started; `seen`: when the kubelet noticed; `ticks`: when the
// pod's probes began to tick.
ProbeTimes probeTimes(const api::Container& container, const Image& image, sim::Time processStart,
                      sim::Time seen, sim::Time ticks);

} // namespace maqueta::node
