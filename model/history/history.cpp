#include "history/history.h"

#include <algorithm>

namespace maqueta::history {

// Keeps the trace of the current branch. A replay makes the same beats again, so only new ones are
// kept.
class History::Recorder final : public cluster::Observer {
public:
    explicit Recorder(History& history) : h_(history) {}
    void onBeat(const cluster::Beat& beat) override {
        ++made;
        if (!h_.beats_.empty() && beat.seq <= h_.beats_.back().seq) return;
        h_.beats_.push_back(beat);
        if (h_.beats_.size() > h_.options_.mostBeats)
            h_.beats_.erase(h_.beats_.begin(), h_.beats_.begin() + static_cast<std::ptrdiff_t>(
                                                                       h_.options_.mostBeats / 10));
    }
    bool wantsTransits() const override { return true; }
    void onTransit(const cluster::Transit& transit) override {
        auto& kept = h_.transits_;
        kept.push_back(transit);
        if (kept.size() > h_.options_.mostTransits)
            kept.erase(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(kept.size() / 4));
    }
    std::uint64_t made = 0;

private:
    History& h_;
};

History::History(cluster::Topology topology, cluster::Configuration configuration,
                 std::uint64_t seed, HistoryOptions options)
    : topology_(std::move(topology))
    , configuration_(std::move(configuration))
    , seed_(seed)
    , options_(options)
    , world_(topology_, configuration_, seed) {
    takeCheckpoint();
}

void History::takeCheckpoint() {
    checkpoints_.push_back({done_, world_});
    thinOut();
}

// Keeps the first and the newest ones whole; of the others the one goes that leaves the smallest
// gap for its age.
void History::thinOut() {
    while (checkpoints_.size() > options_.mostCheckpoints) {
        const sim::Time newest = checkpoints_.back().world.now();
        std::size_t victim = 1;
        double least = 0;
        for (std::size_t i = 1; i + 1 < checkpoints_.size(); ++i) {
            const double gap =
                (checkpoints_[i + 1].world.now() - checkpoints_[i - 1].world.now()).seconds();
            const double age = (newest - checkpoints_[i].world.now()).seconds() + 1;
            if (i == 1 || gap / age < least) {
                least = gap / age;
                victim = i;
            }
        }
        checkpoints_.erase(checkpoints_.begin() + static_cast<std::ptrdiff_t>(victim));
    }
}

void History::advance(sim::Time until, const std::atomic<bool>* stop) {
    Recorder recorder(*this);
    const std::vector<const Act*> path = journal_.path();
    int handled = 0;
    for (;;) {
        const bool actDue = done_ < path.size() && path[done_]->at <= until;
        const sim::Time nextStop = actDue ? path[done_]->at : until;
        const sim::Time checkpointAt = checkpoints_.back().world.now() + options_.checkpointEvery;
        const sim::Time leg = std::min(nextStop, std::max(checkpointAt, world_.now()));
        while (world_.step(leg, recorder))
            if (stop && (++handled & 255) == 0 && stop->load(std::memory_order_relaxed)) {
                end_ = std::max(end_, world_.now());
                return;
            }
        world_.runUntil(leg, recorder);
        if (leg >= checkpointAt && leg > checkpoints_.back().world.now()) takeCheckpoint();
        if (leg < nextStop) continue;
        if (!actDue) break;
        // A replayed act was accepted once, in exactly this world.
        const base::Status status = world_.apply(path[done_]->what, path[done_]->number, recorder);
        assert(status.ok());
        static_cast<void>(status);
        ++done_;
    }
    end_ = std::max(end_, world_.now());
}

void History::advanceToBeat(sim::Time until) {
    Recorder recorder(*this);
    const std::vector<const Act*> path = journal_.path();
    if (done_ < path.size()) until = std::min(until, path[done_]->at);
    while (recorder.made == 0 && world_.step(until, recorder)) {
    }
    const sim::Time reached = recorder.made == 0 ? until : world_.now();
    advance(reached);
}

void History::seek(sim::Time to, const std::atomic<bool>* stop) {
    if (to < world_.now()) {
        const auto after =
            std::upper_bound(checkpoints_.begin(), checkpoints_.end(), to,
                             [](sim::Time t, const Checkpoint& c) { return t < c.world.now(); });
        const Checkpoint& from =
            *std::prev(after == checkpoints_.begin() ? std::next(after) : after);
        world_ = from.world;
        done_ = from.acts;
        transits_.clear();
    } else if (to > world_.now() && checkpoints_.back().world.now() > world_.now()) {
        // Forwards through known land: a later checkpoint may be nearer.
        const auto after =
            std::upper_bound(checkpoints_.begin(), checkpoints_.end(), to,
                             [](sim::Time t, const Checkpoint& c) { return t < c.world.now(); });
        const Checkpoint& from = *std::prev(after);
        if (from.world.now() > world_.now()) {
            world_ = from.world;
            done_ = from.acts;
            transits_.clear();
        }
    }
    advance(to, stop);
}

void History::dropAfter(sim::Time at, std::uint64_t beatSeq) {
    std::erase_if(checkpoints_, [&](const Checkpoint& c) {
        return c.world.now() > at || (c.world.now() == at && c.acts > done_);
    });
    std::erase_if(beats_, [&](const cluster::Beat& b) { return b.seq >= beatSeq; });
    end_ = at;
}

base::Status History::act(cluster::Intervention what) {
    cluster::World trial = world_;
    cluster::BlindObserver blind;
    if (base::Status status = trial.apply(what, 0, blind); !status) return status;
    const std::uint64_t number = journal_.add(world_.now(), what);
    // What was computed or seen beyond this moment belongs to another future now.
    dropAfter(world_.now(), world_.nextSeq());
    Recorder recorder(*this);
    base::Status status = world_.apply(what, number, recorder);
    assert(status.ok());
    ++done_;
    return status;
}

std::optional<Act> History::undo() {
    const Act* act = journal_.undo();
    if (!act) return std::nullopt;
    const Act taken = *act;
    // The moment itself is reached without the act: every event up to it has happened.
    const std::size_t keep = journal_.path().size();
    std::erase_if(checkpoints_, [&](const Checkpoint& c) { return c.acts > keep; });
    const Checkpoint& from = checkpoints_.back();
    world_ = from.world;
    done_ = from.acts;
    transits_.clear();
    advance(std::max(taken.at, world_.now()));
    dropAfter(world_.now(), world_.nextSeq());
    return taken;
}

std::optional<Act> History::redo() {
    const Act* act = journal_.redo();
    if (!act) return std::nullopt;
    const Act again = *act;
    if (world_.now() > again.at) seek(again.at);
    dropAfter(again.at, world_.nextSeq());
    advance(again.at);
    return again;
}

void History::switchTo(std::uint32_t branch) {
    const std::vector<const Act*> before = journal_.path();
    journal_.switchTo(branch);
    const std::vector<const Act*> after = journal_.path();
    std::size_t shared = 0;
    while (shared < before.size() && shared < after.size() &&
           before[shared]->number == after[shared]->number)
        ++shared;
    std::erase_if(checkpoints_, [&](const Checkpoint& c) {
        return c.acts > shared || (shared < after.size() && c.world.now() > after[shared]->at);
    });
    world_ = checkpoints_.back().world;
    done_ = checkpoints_.back().acts;
    transits_.clear();
    dropAfter(world_.now(), world_.nextSeq());
    advance(after.empty() ? world_.now() : std::max(world_.now(), after.back()->at));
}

void History::adopt(Journal journal, sim::Time cursor) {
    journal_ = std::move(journal);
    checkpoints_.erase(checkpoints_.begin() + 1, checkpoints_.end());
    world_ = checkpoints_.front().world;
    done_ = 0;
    transits_.clear();
    dropAfter(world_.now(), world_.nextSeq());
    advance(cursor);
}

} // namespace maqueta::history
