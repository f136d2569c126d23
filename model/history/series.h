// How a run went, in figures over simulated time: what charts are drawn from.
//
// A pure function of the run: a sample of what the API says at every multiple of the step, and the
// messages sent since the one before. Of fixed size: when it is full, every other sample goes and
// the step doubles. Of small cost: the more pods there are to count, the fewer samples are taken.
// Owned by the history, one for each branch.
#pragma once

#include "cluster/trace.h"
#include "cluster/world.h"

#include <array>
#include <vector>

namespace maqueta::history {

class Series {
public:
    static constexpr std::size_t mostSamples = 1200;
    static constexpr std::size_t kindsOfMessages = 8; // cluster::TransitKind

    struct Sample {
        sim::Time at;
        // Pods by what the API says: without a node; with one and on their way; Ready; running and
        // not Ready, or not heard of; Succeeded or Failed.
        std::uint32_t waiting = 0;
        std::uint32_t starting = 0;
        std::uint32_t ready = 0;
        std::uint32_t notReady = 0;
        std::uint32_t ended = 0;
        std::array<std::uint32_t, kindsOfMessages> messages{}; // since the sample before
        // How long a write lately took to be committed, of the members that took some; zero when
        // none can be committed.
        sim::Duration commit;
        std::uint32_t pods() const { return waiting + starting + ready + notReady + ended; }
        friend bool operator==(const Sample&, const Sample&) = default;
    };

    const std::vector<Sample>& samples() const { return samples_; }
    sim::Duration step() const { return step_; }
    // The moment of the next sample.
    sim::Time due() const;

    void count(const cluster::Transit& message);
    // Of a world at the moment that is due.
    void sample(const cluster::World& world);
    // Forgets what belongs to another future: what was sampled after `at`, and messages from `next`
    // on. `recent` are messages of the time before.
    void forgetAfter(sim::Time at, cluster::RecordSeq next,
                     const std::vector<cluster::Transit>& recent);

private:
    void thinOut();

    std::vector<Sample> samples_;
    sim::Duration step_ = sim::seconds(1);
    Sample now_;                     // messages since the last sample
    cluster::RecordSeq counted_ = 0; // up to this record: a replay counts nothing twice
};

} // namespace maqueta::history
