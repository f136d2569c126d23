// A cluster through time: the world at a cursor, the journal that made it, and checkpoints to come
// back to.
//
// A run is a pure function of (topology, configuration, seed, journal), so any moment is the
// nearest checkpoint plus replay. Owns the world. The caller moves the cursor; acting at a cursor
// in the past starts a branch.
#pragma once

#include "cluster/world.h"
#include "history/journal.h"
#include "history/series.h"

#include <atomic>
#include <cassert>
#include <map>
#include <optional>
#include <vector>

namespace maqueta::history {

struct HistoryOptions {
    sim::Duration checkpointEvery = sim::seconds(20);
    // For everything that is kept besides the world itself: checkpoints thin out with age, the
    // oldest beats go. Bytes, estimated from what happened, so that the same run keeps the same.
    std::size_t memoryBudget = std::size_t{256} << 20;
    std::size_t mostTransits = 50'000; // of the newest simulated moments
    // Messages that long before the cursor are known, wherever it was moved to.
    sim::Duration trail = sim::seconds(10);
};

class History {
public:
    History(cluster::Topology topology, cluster::Configuration configuration, std::uint64_t seed,
            HistoryOptions options = {});

    const cluster::World& world() const { return world_; }
    sim::Time now() const { return world_.now(); }
    const Journal& journal() const { return journal_; }
    const cluster::Topology& startTopology() const { return topology_; }
    // The furthest moment that was ever reached on the current branch.
    sim::Time end() const { return end_; }

    // Runs forward to that moment, replaying the journal's acts on the way. `stop`, when given, is
    // looked at after every few events; true ends the run early (the cursor is then where it came
    // to).
    void advance(sim::Time until, const std::atomic<bool>* stop = nullptr);
    // Runs until the next beat, or that moment.
    void advanceToBeat(sim::Time until);
    // Runs to the moment of the next event or act; false when there is none up to that moment, and
    // the cursor is there then.
    bool advanceToEvent(sim::Time until);
    // Moves the cursor back to the moment of the event or act before it, or to power-on.
    void backToEvent();
    // Moves the cursor to any moment, past or future.
    void seek(sim::Time to, const std::atomic<bool>* stop = nullptr);

    // The world as it was at a moment of the current branch that was reached; the cursor stays.
    cluster::World worldAt(sim::Time at) const;

    // Does something at the cursor. Refused acts leave no mark.
    base::Status act(cluster::Intervention what);
    // Moves the cursor to just before the last act and takes it back; nullopt when there is none.
    std::optional<Act> undo();
    // Plays the act that was taken back again, at its own time.
    std::optional<Act> redo();
    // Forgets the acts of the current branch after that moment, which has to lie as far as the run
    // ever came.
    void forgetActsAfter(sim::Time at) {
        assert(at >= end_);
        journal_.forgetAfter(at);
    }
    // Goes to that moment of another branch. What is left behind keeps its beats and its journal;
    // everything else is computed again when somebody comes back.
    void switchTo(std::uint32_t branch, sim::Time to);
    void renameBranch(std::uint32_t branch, std::string name) {
        journal_.rename(branch, std::move(name));
    }
    base::Status removeBranch(std::uint32_t branch);
    // Takes over a saved journal, and goes to a moment of it.
    void adopt(Journal journal, sim::Time cursor);

    // Beats of the current branch, up to the furthest moment reached, in order.
    const std::vector<cluster::Beat>& beats() const { return beats_; }
    // Messages before the cursor: at least those of the trail, as far as the ring holds them.
    const std::vector<cluster::Transit>& transits() const { return transits_; }
    // Figures of the current branch, up to the furthest moment reached.
    const Series& series() const { return series_; }
    std::size_t checkpoints() const { return checkpoints_.size(); }
    // What is kept besides the world, as estimated; within the budget, except that the first and
    // the newest checkpoint always stay.
    std::size_t memoryUsed() const;
    void setMemoryBudget(std::size_t bytes);

private:
    class Recorder;
    struct Checkpoint {
        std::size_t acts;            // of the path, done before it
        std::int64_t oldestRevision; // that etcd has not compacted away
        cluster::World world;
        store::Root root() const { return world.storeRoot(); }
    };
    // What a branch that nobody looks at keeps.
    struct Trail {
        std::vector<cluster::Beat> beats;
        Series series;
        sim::Time end;
    };
    bool step(sim::Time until, Recorder& recorder);
    void takeCheckpoint();
    static std::size_t ownBytes(const Checkpoint& checkpoint);
    std::size_t pastBytes() const;
    void thinOut();
    std::size_t leastMissed() const;
    void countBeats();
    void forgetOldBeats();
    void goTo(const Checkpoint& checkpoint);
    // The newest checkpoint from which the trail of that moment is run through.
    const Checkpoint& checkpointFor(sim::Time at) const;
    void dropAfter(sim::Time at, std::uint64_t beatSeq);

    cluster::Topology topology_;
    cluster::Configuration configuration_;
    std::uint64_t seed_;
    HistoryOptions options_;
    Journal journal_;
    cluster::World world_;
    std::size_t done_ = 0; // acts of the path that the world has behind it
    sim::Time end_;
    std::vector<Checkpoint>
        checkpoints_; // of the current path, in order of time; the first is power-on
    std::vector<cluster::Beat> beats_;
    std::size_t beatBytes_ = 0; // of all branches
    std::vector<cluster::Transit> transits_;
    Series series_;
    std::map<std::uint32_t, Trail> trails_; // by branch, of those that are not the current one
};

} // namespace maqueta::history
