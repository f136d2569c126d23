// What "Run until…" waits for: the next beat of a kind, a moment, or the next change of one part.
#pragma once

#include "cluster/picture.h"
#include "cluster/trace.h"
#include "views/canvas/part.h"

#include <QString>

namespace maqueta::app {

struct Goal {
    enum class Kind : quint8 {
        PodReady,
        LeaderElected,
        NodeNotReady,
        RolloutDone, // or given up
        Moment,
        PartChanges
    };
    Kind kind = Kind::PodReady;
    sim::Time at = {};     // of Moment
    views::Part part = {}; // of PartChanges
};

// In the person's language: "a pod is Ready".
QString goalText(const Goal& goal);
// What is said when it did not come true in that hour; of a moment, nothing: it always comes.
QString goalMissed(const Goal& goal);

// Recognises the beat. What a part is called in the trace is looked up once, in a picture of now.
class GoalWatch {
public:
    GoalWatch(const Goal& goal, const cluster::Picture& now);
    bool sees(const cluster::Beat& beat) const;

private:
    Goal::Kind kind_;
    std::string object_; // as beats name it; empty = none
    network::MachineId machine_;
    network::ProcessId process_;
};

} // namespace maqueta::app
