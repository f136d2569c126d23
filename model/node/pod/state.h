// What a kubelet remembers of one pod: the state of its pod worker
// (pkg/kubelet/pod_workers.go, kuberuntime_manager.go). Lost when the process ends; everything that
// must survive is in the API and in the container runtime.
#pragma once

#include "api/kinds/pod.h"
#include "node/pod/admission.h"
#include "sim/cow.h"
#include "sim/time.h"

#include <vector>

namespace maqueta::node {

using base::Text;

// Why a container does not run although it should: the kubelet's reason cache and its back-offs.
// Absent for containers that never had trouble.
struct Trouble {
    Text reason; // CrashLoopBackOff, ErrImagePull, ImagePullBackOff, ...; empty = none at present
    Text message;
    sim::Duration crashBackoff; // 0 = no entry
    sim::Time crashUpdatedAt;
    sim::Duration pullBackoff;
    sim::Time pullUpdatedAt;
    Text pullError;
};

struct ContainerWork {
    sim::Time startedAt = sim::Time::never(); // its startup probe succeeds; without one: it is seen
    sim::Time readyAt = sim::Time::never();   // its readiness probe succeeds
    std::uint64_t runId = 0;                  // the run that both belong to
    sim::Cow<Trouble> trouble;
};

enum class PodStage : std::uint8_t {
    Heard,       // not admitted yet
    Syncing,     // to be running
    Terminating, // to be ended
    Terminated   // ended; status, and deletion where it was asked for, are being reported
};

// What takes time at present.
enum class PodOperation : std::uint8_t { None, Sandbox, Pull, Start, Stop };

struct PodState {
    api::Versioned pod;      // as last heard; empty: containers found without an object
    api::ObjectRef reported; // with the status last made for the API
    Text uid;
    PodStage stage = PodStage::Heard;
    PodOperation operation = PodOperation::None;
    bool gone = false;    // the object is no longer in the API
    bool counted = false; // its requests are among those admitted
    // The sync pass.
    bool inPass = false;
    bool failed = false;        // something in the pass did not work
    bool networkMissed = false; // it waits for the node's network
    // Reporting.
    bool dirty = false;    // `reported` is to be sent
    bool sending = false;  // and is on its way
    bool deleting = false; // so is, or was, the DELETE
    bool settled = false;  // phase Failed with the reason and message below, whatever containers do
    bool finished = false; // all its work is done
    bool wasReady = false; // readiness was noted
    std::uint8_t container = 0; // the one that `operation` is about: init containers first
    std::uint64_t plan = 0;     // containers still to be started in this pass, a bit each
    sim::Time operationEndsAt = sim::Time::never();
    sim::Time heardAt;
    sim::Time passAt{-1};                    // when the last pass began
    sim::Time passEndedAt{-1};               // and ended
    sim::Time seenAt{-1};                    // the relist that it looked at
    sim::Time retryAt = sim::Time::never();  // the next pass at the latest
    sim::Time reportAt = sim::Time::never(); // a report that failed is sent again
    sim::Time wakeAt = sim::Time::never();   // only a timer of this time counts
    Amounts asks;
    Text reason; // with `settled`
    Text message;
    std::vector<ContainerWork> containers; // init containers first

    const api::Pod& object() const { return pod.as<api::Pod>(); }
};

struct PodEntry {
    std::uint32_t number = 0; // the kubelet's own, in order of hearing
    Text uid;
    sim::Cow<PodState> state;
};

} // namespace maqueta::node
