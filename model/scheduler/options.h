// The settings of the scheduler, with Kubernetes' defaults and where they are written there (paths
// under the Kubernetes 1.32 source tree).
#pragma once

#include "api/meta.h"
#include "sim/time.h"

namespace maqueta::scheduler {

struct SchedulerOptions {
    api::Text identity; // of the leader election: "control-plane-1_<uid>"
    // component-base/config/v1alpha1/defaults.go
    bool leaderElect = true; // false: it leads from the start, as a test's scheduler does
    sim::Duration leaseDuration = sim::seconds(15);
    sim::Duration renewDeadline = sim::seconds(10);
    sim::Duration retryPeriod = sim::seconds(2);
    // pkg/scheduler/apis/config/v1/defaults.go; requests, events and the Lease each have a client,
    // and so a limit, of their own (cmd/kube-scheduler/app/options). 0 = no limit, as for a scale
    // test.
    double qps = 50;
    int burst = 100;
    int percentageOfNodesToScore = 0; // 0 = by the number of nodes
    int scoring = 0;                  // of NodeResourcesFit: a number of enum Scoring
    sim::Duration podInitialBackoff = sim::seconds(1);
    sim::Duration podMaxBackoff = sim::seconds(10);
    // pkg/scheduler/backend/queue/scheduling_queue.go
    sim::Duration unschedulableFlushAfter = sim::minutes(5);
    sim::Duration unschedulableLookEvery = sim::seconds(30);
    sim::Duration backoffLookEvery = sim::seconds(1);
    // scheduler-plugins, pkg/trimaran/collector.go: metricsUpdateIntervalSeconds.
    sim::Duration measureEvery = sim::seconds(30);
    sim::Duration measureTimeout = sim::seconds(5); // not theirs: a decision waits for the answer
    // How long one decision takes: a fixed part, and one for every node looked at. Fitted to what
    // the real one did on 2 cores (FIDELITY.md): 490 pods/s at 100 nodes, 260 at 5,000.
    sim::Duration thinkingPerPod = sim::microseconds(1600);
    sim::Duration thinkingPerNode = sim::nanoseconds(4400);
};

} // namespace maqueta::scheduler
