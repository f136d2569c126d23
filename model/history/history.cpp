#include "history/history.h"

#include <algorithm>
#include <cstdlib>

namespace maqueta::history {
namespace {

// What a checkpoint alone holds, once the world has moved on: state of its own, of every process,
// the older revisions that etcd has compacted away since, and what belongs to keys that came or
// went since. Bytes, after measurements of clusters of 3 to 5,000 nodes, idle and filling.
constexpr std::size_t bytesPerCopy = 96 * 1024;
constexpr std::size_t bytesPerProcess = 1024;
constexpr std::size_t bytesPerRevision = 384;
constexpr std::size_t bytesPerKey = 3072;
constexpr std::size_t beatsBetweenLooks = 4096;

std::size_t bytesOf(const std::string& text) {
    return text.size() < 16 ? 0 : text.size() + 17; // short ones need no memory of their own
}

std::size_t bytesOf(const cluster::Beat& beat) {
    std::size_t bytes = sizeof beat + bytesOf(beat.part) + bytesOf(beat.object) +
                        bytesOf(beat.text) + beat.fields.size() * sizeof beat.fields.front();
    for (const auto& [name, value] : beat.fields) bytes += bytesOf(name) + bytesOf(value);
    return bytes;
}

// The oldest revision that etcd still has the changes of.
std::int64_t oldestRevision(const cluster::World& world) {
    for (std::uint32_t i = 0; i < world.processCount(); ++i) {
        const cluster::World::Process& p = world.process(network::ProcessId{i});
        if (p.kind == cluster::ProcessKind::Etcd && p.running)
            return world.member(p).store().firstChange();
    }
    return 0;
}

std::size_t bytesOf(const std::vector<cluster::Beat>& beats) {
    std::size_t bytes = 0;
    for (const cluster::Beat& beat : beats) bytes += bytesOf(beat);
    return bytes;
}

} // namespace

// Keeps the trace of the current branch. A replay makes the same beats again, so only new ones are
// kept.
class History::Recorder final : public cluster::Observer {
public:
    explicit Recorder(History& history) : h_(history) {}
    void onBeat(const cluster::Beat& beat) override {
        ++made;
        if (!h_.beats_.empty() && beat.seq <= h_.beats_.back().seq) return;
        h_.beats_.push_back(beat);
        h_.beatBytes_ += bytesOf(beat);
        if (h_.beats_.size() % beatsBetweenLooks == 0) h_.forgetOldBeats();
    }
    bool wantsTransits() const override { return true; }
    void onTransit(const cluster::Transit& transit) override {
        h_.series_.count(transit);
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
    checkpoints_.push_back({done_, oldestRevision(world_), world_});
    thinOut();
}

std::size_t History::ownBytes(const Checkpoint& checkpoint) {
    const cluster::World& world = checkpoint.world;
    return bytesPerCopy + world.pending() * sizeof(sim::Event) +
           world.processCount() * bytesPerProcess;
}

// Of what is past: no more than each checkpoint's store had, so that power-on holds nothing.
std::size_t History::pastBytes() const {
    std::int64_t revisions = 0;
    std::int64_t keys = 0;
    const auto add = [&](const Checkpoint& c, const store::Root& root, std::int64_t oldest) {
        const std::int64_t held = c.root().revision - c.oldestRevision;
        revisions +=
            std::clamp<std::int64_t>(oldest - c.oldestRevision, 0, std::max<std::int64_t>(held, 0));
        const auto before = static_cast<std::int64_t>(c.root().table.size());
        const auto after = static_cast<std::int64_t>(root.table.size());
        keys += std::min(std::abs(after - before), before);
    };
    for (std::size_t i = 0; i + 1 < checkpoints_.size(); ++i)
        add(checkpoints_[i], checkpoints_[i + 1].root(), checkpoints_[i + 1].oldestRevision);
    add(checkpoints_.back(), world_.storeRoot(), oldestRevision(world_));
    return static_cast<std::size_t>(revisions) * bytesPerRevision +
           static_cast<std::size_t>(keys) * bytesPerKey;
}

void History::countBeats() {
    beatBytes_ = bytesOf(beats_);
    for (const auto& [branch, trail] : trails_) beatBytes_ += bytesOf(trail.beats);
}

std::size_t History::memoryUsed() const {
    std::size_t bytes = beatBytes_ + transits_.size() * sizeof(cluster::Transit) + pastBytes();
    for (const Checkpoint& c : checkpoints_) bytes += ownBytes(c);
    return bytes;
}

void History::setMemoryBudget(std::size_t bytes) {
    options_.memoryBudget = bytes;
    forgetOldBeats();
    thinOut();
}

// Beats get a third of the budget: the oldest of the current branch go, a tenth at a time.
void History::forgetOldBeats() {
    while (!beats_.empty() && beatBytes_ > options_.memoryBudget / 3) {
        const std::size_t tenth = beats_.size() / 10 + 1;
        beats_.erase(beats_.begin(), beats_.begin() + static_cast<std::ptrdiff_t>(tenth));
        countBeats();
    }
}

// The first and the newest checkpoint stay. Old revisions that only checkpoints hold may take half
// of the budget: beyond that the oldest one goes, because no other lets go of them. Else the one
// goes that leaves the smallest gap for its age.
void History::thinOut() {
    while (checkpoints_.size() > 2 && memoryUsed() > options_.memoryBudget) {
        const bool old = pastBytes() > options_.memoryBudget / 2;
        const std::size_t victim = old ? 1 : leastMissed();
        checkpoints_.erase(checkpoints_.begin() + static_cast<std::ptrdiff_t>(victim));
    }
}

std::size_t History::leastMissed() const {
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
    return victim;
}

// The world's next event up to that moment; samples that are due before it are taken.
bool History::step(sim::Time until, Recorder& recorder) {
    while (series_.due() <= until) {
        if (world_.step(series_.due(), recorder)) return true;
        world_.runUntil(series_.due(), recorder);
        series_.sample(world_);
    }
    return world_.step(until, recorder);
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
        while (step(leg, recorder))
            if (stop && (++handled & 63) == 0 && stop->load(std::memory_order_relaxed)) {
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
    while (recorder.made == 0 && step(until, recorder)) {
    }
    const sim::Time reached = recorder.made == 0 ? until : world_.now();
    advance(reached);
}

bool History::advanceToEvent(sim::Time until) {
    Recorder recorder(*this);
    const std::vector<const Act*> path = journal_.path();
    const bool actDue = done_ < path.size() && path[done_]->at <= until;
    const sim::Time limit = actDue ? path[done_]->at : until;
    const bool found = step(limit, recorder);
    advance(found ? world_.now() : limit);
    return found || actDue;
}

void History::backToEvent() {
    constexpr int wider = 8;
    const sim::Time before{now().ns - 1};
    for (sim::Duration window = sim::milliseconds(10); before > sim::Time{};
         window = window * wider) {
        seek(std::max(sim::Time{}, before - window));
        std::optional<sim::Time> last;
        while (now() < before && advanceToEvent(before)) last = now();
        if (last) return seek(*last);
        if (before - window <= sim::Time{}) break;
    }
    seek({});
}

cluster::World History::worldAt(sim::Time at) const {
    const auto after =
        std::upper_bound(checkpoints_.begin(), checkpoints_.end(), at,
                         [](sim::Time t, const Checkpoint& c) { return t < c.world.now(); });
    const Checkpoint& from = *(after == checkpoints_.begin() ? after : std::prev(after));
    cluster::World world = from.world;
    cluster::BlindObserver blind;
    const std::vector<const Act*> path = journal_.path();
    for (std::size_t i = from.acts; i < path.size() && path[i]->at <= at; ++i) {
        world.runUntil(path[i]->at, blind);
        const base::Status status = world.apply(path[i]->what, path[i]->number, blind);
        assert(status.ok());
        static_cast<void>(status);
    }
    if (world.now() < at) world.runUntil(at, blind);
    return world;
}

void History::goTo(const Checkpoint& checkpoint) {
    world_ = checkpoint.world;
    done_ = checkpoint.acts;
    transits_.clear();
}

const History::Checkpoint& History::checkpointFor(sim::Time at) const {
    const auto after =
        std::upper_bound(checkpoints_.begin(), checkpoints_.end(), at - options_.trail,
                         [](sim::Time t, const Checkpoint& c) { return t < c.world.now(); });
    return *(after == checkpoints_.begin() ? after : std::prev(after));
}

void History::seek(sim::Time to, const std::atomic<bool>* stop) {
    // Backwards from the nearest checkpoint; forwards through known land one may be nearer, too.
    const Checkpoint& from = checkpointFor(to);
    if (to < world_.now() || from.world.now() > world_.now()) goTo(from);
    advance(to, stop);
}

void History::dropAfter(sim::Time at, std::uint64_t beatSeq) {
    std::erase_if(checkpoints_, [&](const Checkpoint& c) {
        return c.world.now() > at || (c.world.now() == at && c.acts > done_);
    });
    std::erase_if(beats_, [&](const cluster::Beat& b) { return b.seq >= beatSeq; });
    countBeats();
    series_.forgetAfter(at, beatSeq, transits_);
    end_ = at;
}

base::Status History::act(cluster::Intervention what) {
    cluster::World trial = world_;
    cluster::BlindObserver blind;
    if (base::Status status = trial.apply(what, 0, blind); !status) return status;
    const std::uint32_t branch = journal_.current();
    const std::uint64_t number = journal_.add(world_.now(), what);
    if (journal_.current() != branch) trails_[branch] = {beats_, series_, end_};
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
    goTo(checkpointFor(taken.at));
    advance(taken.at);
    dropAfter(world_.now(), world_.nextSeq());
    return taken;
}

std::optional<Act> History::redo() {
    const Act* next = journal_.nextRedo();
    if (!next) return std::nullopt;
    const Act again = *next;
    // First to its moment in the world without it: what was seen beyond belongs to that one.
    seek(again.at);
    dropAfter(world_.now(), world_.nextSeq());
    journal_.redo();
    advance(again.at);
    return again;
}

void History::switchTo(std::uint32_t branch, sim::Time to) {
    if (branch == journal_.current()) return seek(to);
    const std::optional<sim::Time> parting = journal_.parting(journal_.current(), branch);
    trails_[journal_.current()] = {beats_, series_, end_};
    journal_.switchTo(branch);
    // An act comes after every event of its moment, so a checkpoint of the moment of parting is
    // common to both as long as it has no act that only one of them has.
    const std::vector<const Act*> path = journal_.path();
    const auto shared = static_cast<std::size_t>(std::count_if(
        path.begin(), path.end(), [&](const Act* a) { return !parting || a->at < *parting; }));
    if (parting)
        std::erase_if(checkpoints_, [&](const Checkpoint& c) {
            return c.world.now() > *parting || c.acts > shared;
        });
    goTo(checkpoints_.back());
    if (const auto kept = trails_.find(branch); kept != trails_.end()) {
        beats_ = std::move(kept->second.beats);
        series_ = std::move(kept->second.series);
        end_ = kept->second.end;
        trails_.erase(kept);
        countBeats();
    } else {
        dropAfter(world_.now(), world_.nextSeq());
    }
    seek(to);
}

base::Status History::removeBranch(std::uint32_t branch) {
    if (base::Status status = journal_.remove(branch); !status) return status;
    trails_.erase(branch);
    std::map<std::uint32_t, Trail> moved;
    for (auto& [of, trail] : trails_) moved.emplace(of - (of > branch ? 1 : 0), std::move(trail));
    trails_ = std::move(moved);
    countBeats();
    return {};
}

void History::adopt(Journal journal, sim::Time cursor) {
    journal_ = std::move(journal);
    checkpoints_.erase(checkpoints_.begin() + 1, checkpoints_.end());
    goTo(checkpoints_.front());
    trails_.clear();
    dropAfter(world_.now(), world_.nextSeq());
    advance(cursor);
}

} // namespace maqueta::history
