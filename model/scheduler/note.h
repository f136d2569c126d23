// What the scheduler reports to the trace, and the summary of a decision that goes with it.
#pragma once

#include "api/note.h"
#include "base/ref.h"
#include "sim/time.h"

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

namespace maqueta::scheduler {

using api::Text;

// Where a pod waits (pkg/scheduler/backend/queue). Gated: held back by its schedulingGates.
enum class QueuePart : std::uint8_t { Active, Backoff, Unschedulable, Gated };
std::string_view text(QueuePart part);

// What a decision was made of, kept small: every node on a small cluster, else the best and a few
// examples. The full account per plugin is explain()'s, on a picture of the cluster.
struct Decision : base::RefCounted {
    static constexpr std::size_t most = 64; // nodes named in each list

    struct Scored {
        Text node;
        std::int64_t total = 0;
    };
    struct Rejected {
        std::string_view plugin; // of the registry table; lives for ever
        Text reason;             // "Insufficient cpu"
        std::int32_t count = 0;
        std::vector<Text> nodes;
    };
    std::int32_t nodes = 0;     // in the cluster
    std::int32_t evaluated = 0; // looked at
    std::int32_t feasible = 0;
    std::vector<Scored> scored; // best first; empty when one node or none was feasible
    std::vector<Rejected> rejected;
};
using DecisionRef = base::Ref<const Decision>;

struct PodRef {
    Text ns;
    Text name;
    Text uid;
};

// A pod came into the queue, or moved in it. `why` is the event that moved it, as the real one
// names it in its metrics: "UnscheduledPodAdd", "NodeAdd", "AssignedPodDelete", "BackoffComplete".
struct PodQueued {
    PodRef pod;
    QueuePart part = QueuePart::Active;
    Text why;
    sim::Time until = sim::Time::never(); // when the back-off ends
};
// A node was found; the binding is on its way to the API server.
struct Decided {
    PodRef pod;
    Text node;
    DecisionRef decision;
};
// No node fits. `message` is the text of the PodScheduled condition and of the event.
struct Unschedulable {
    PodRef pod;
    Text message;
    Text nominatedNode; // where preemption makes room; empty = nowhere
    DecisionRef decision;
};
// Preemption asked for this pod's deletion, to make room for another.
struct PodPreempted {
    PodRef victim;
    Text node;
    PodRef preemptor;
};
struct BindFailed {
    PodRef pod;
    Text node;
    Text message;
};

using Note = std::variant<PodQueued, Decided, Unschedulable, PodPreempted, BindFailed,
                          api::LeaseTaken, api::LeaseLost>;

} // namespace maqueta::scheduler
