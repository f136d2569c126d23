#include "app/session/player.h"

#include "cluster/intervention.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>

namespace maqueta::app {
namespace {

constexpr double filmAheadMs = 4000;
constexpr sim::Duration farthestAhead = sim::seconds(60);
constexpr sim::Duration scoutSlice = sim::milliseconds(250);
constexpr auto workAhead = std::chrono::milliseconds(50);
constexpr std::size_t mostBeatsShown = 20'000;
constexpr std::size_t mostBeatsNear = 600;
constexpr int momentsAList = 12; // the whole list is copied at most five times a second
constexpr double trailMs = 3000; // of messages behind the picture
constexpr sim::Duration longestBoot = sim::seconds(60);

bool everyNodeReady(const cluster::Picture& picture) {
    return std::all_of(picture.machines.begin(), picture.machines.end(), [](const auto& m) {
        const bool node =
            m.spec.role == cluster::Role::ControlPlane || m.spec.role == cluster::Role::Worker;
        return !node || !m.on || m.ready;
    });
}

QString translated(const char* pattern) {
    return QCoreApplication::translate("captions", pattern);
}

} // namespace

// Writes the film while the scout runs.
class Player::Scout final : public cluster::Observer {
public:
    explicit Scout(Player& player) : p_(player) {}
    void onBeat(const cluster::Beat& beat) override { p_.director_.watch(beat, p_.shown_); }
    bool wantsTransits() const override { return true; }
    void onTransit(const cluster::Transit& transit) override { p_.director_.watch(transit); }

private:
    Player& p_;
};

Player::Player(document::Document document, cluster::Configuration configuration)
    : document_(std::move(document))
    , history_(document_.topology, std::move(configuration), document_.seed)
    , scout_(history_.world()) {
    diagram::LayoutOptions layout;
    for (const auto& [machine, at] : document_.layout)
        layout.positions[machine] = {at.first, at.second};
    layout_ = std::make_shared<const diagram::LayoutOptions>(std::move(layout));
    const sim::Time cursor = document_.cursor;
    history_.adopt(std::move(document_.journal), cursor);
    for (const history::Act* act : history_.journal().path())
        edits_.push_back(ActEdit{cluster::describe(act->what)});
    touched_ = !edits_.empty();
    runScout(cursor);
    movie_ = shown_ = director_.film().movieAt(cursor);
}

void Player::runTo(sim::Time to) {
    runScout(to);
    history_.advance(to);
    movie_ = director_.film().movieAt(to);
    shown_ = std::max(shown_, movie_);
}

void Player::prepare(std::vector<base::Json> objects, std::string title, sim::Time calm) {
    const sim::Time latest = history_.now() + longestBoot;
    while (history_.now() < latest && !everyNodeReady(history_.world().picture()))
        history_.advance(history_.now() + sim::milliseconds(500));
    const base::Status status = history_.act(
        cluster::ApplyObjects{.objects = std::move(objects), .title = std::move(title)});
    assert(status.ok());
    static_cast<void>(status);
    runTo(std::max(calm, history_.now()));
    edits_.clear();
    touched_ = changed_ = false;
}

// The scout replays the path's acts, as the history does.
void Player::runScout(sim::Time until) {
    Scout observer(*this);
    const std::vector<const history::Act*> path = history_.journal().path();
    while (scoutActs_ < path.size() && path[scoutActs_]->at <= until) {
        const history::Act& act = *path[scoutActs_++];
        scout_.runUntil(act.at, observer);
        const base::Status status = scout_.apply(act.what, act.number, observer);
        assert(status.ok());
        static_cast<void>(status);
    }
    if (scout_.now() < until) scout_.runUntil(until, observer);
    director_.quietUntil(scout_.now(), shown_);
}

// Keeps the film at least that long, within the limits of running ahead.
void Player::filmUntil(double movie) {
    const auto begin = std::chrono::steady_clock::now();
    const sim::Time farthest = history_.now() + farthestAhead;
    while (director_.film().end() < movie && scout_.now() < farthest &&
           std::chrono::steady_clock::now() - begin < workAhead)
        runScout(std::min(farthest, scout_.now() + scoutSlice));
}

// The film from that moment on is another one: what the history knows, then the scout anew.
void Player::reshoot(double movie) {
    director_.cutAfter(movie);
    const cluster::RecordSeq last = director_.film().beatAt(movie);
    const auto& beats = history_.beats();
    auto beat = std::upper_bound(
        beats.begin(), beats.end(), last,
        [](cluster::RecordSeq seq, const cluster::Beat& b) { return seq < b.seq; });
    for (; beat != beats.end() && beat->at <= history_.now(); ++beat)
        if (beat->at >= director_.film().simulatedEnd()) director_.watch(*beat, movie);
    scout_ = history_.world();
    const std::vector<const history::Act*> path = history_.journal().path();
    scoutActs_ = static_cast<std::size_t>(std::count_if(
        path.begin(), path.end(), [&](const auto* act) { return act->at <= history_.now(); }));
    movie_ = shown_ = movie;
    allBeatsLast_ = nearBeatsLast_ = 0;
    allBeats_ = nearBeats_ = nullptr;
}

bool Player::tick(double wallMs) {
    if (!playing_ && !pauseAt_) {
        filmUntil(movie_ + filmAheadMs);
        return false;
    }
    const double step = pacing_ == diagram::Pacing::Story ? wallMs * rate_ : wallMs;
    filmUntil(movie_ + step + filmAheadMs);
    double next = std::min(movie_ + step, director_.film().end());
    if (pauseAt_ && next >= *pauseAt_) {
        next = *pauseAt_;
        pauseAt_.reset();
        playing_ = false;
    }
    if (next <= movie_) return false;
    movie_ = next;
    shown_ = std::max(shown_, movie_);
    const sim::Time at = director_.film().simulatedAt(movie_);
    if (at > history_.now()) history_.advance(at);
    return true;
}

void Player::pause() {
    playing_ = false;
    pauseAt_.reset();
}

void Player::setSpeed(diagram::Pacing pacing, double rate) {
    pacing_ = pacing;
    rate_ = rate;
    director_.setPacing(pacing, pacing == diagram::Pacing::Clock ? rate : 1, shown_);
    // What was filmed ahead had the old pace.
    if (movie_ >= shown_) reshoot(movie_);
}

void Player::stepForward() {
    playing_ = false;
    filmUntil(movie_ + filmAheadMs);
    auto next = director_.film().nextBeat(movie_);
    const sim::Time farthest = history_.now() + farthestAhead;
    while (!next && scout_.now() < farthest) {
        runScout(scout_.now() + scoutSlice);
        next = director_.film().nextBeat(movie_);
    }
    pauseAt_ = next.value_or(director_.film().end());
}

void Player::stepBack() {
    pause();
    scrub(director_.film().previousBeat(movie_).value_or(0));
}

bool Player::scrub(double movie, const std::atomic<bool>* stop) {
    movie_ = std::clamp(movie, 0.0, std::max(shown_, movie_));
    pauseAt_.reset();
    const sim::Time at = director_.film().simulatedAt(movie_);
    history_.seek(at, stop);
    return history_.now() == at;
}

void Player::seek(sim::Time to) {
    if (to > scout_.now()) runScout(to);
    shown_ = std::max(shown_, director_.film().movieAt(to));
    scrub(director_.film().movieAt(to));
}

void Player::runOneBeatWhenPaused() {
    if (!playing_) stepForward();
}

Answer Player::act(cluster::Intervention what, double atMovie) {
    const sim::Time at = director_.film().simulatedAt(atMovie);
    if (at != history_.now()) history_.seek(at);
    std::string text = cluster::describe(what);
    const std::uint32_t branch = history_.journal().current();
    const base::Status status = history_.act(std::move(what));
    if (!status) {
        movie_ = atMovie;
        return {.ok = false, .text = status.error().message};
    }
    reshoot(atMovie);
    edits_.push_back(ActEdit{text});
    undone_.clear();
    touched_ = changed_ = true;
    runOneBeatWhenPaused();
    const std::uint32_t now = history_.journal().current();
    if (now == branch) return {};
    return {.text = QCoreApplication::translate("Player", "%1 starts at %2; %3 is kept.")
                        .arg(QString::fromStdString(history_.journal().branches()[now].name),
                             QString::fromStdString(sim::clockText(at, 0)),
                             QString::fromStdString(history_.journal().branches()[branch].name))
                        .toStdString()};
}

void Player::place(const std::string& machine, std::optional<std::pair<double, double>> where) {
    auto layout = *layout_;
    if (where) {
        document_.layout[machine] = *where;
        layout.positions[machine] = {where->first, where->second};
    } else {
        document_.layout.erase(machine);
        layout.positions.erase(machine);
    }
    layout_ = std::make_shared<const diagram::LayoutOptions>(std::move(layout));
    changed_ = true;
}

void Player::moveCard(const std::string& machine, double x, double y) {
    const auto old = document_.layout.find(machine);
    Move move{.machine = machine, .before = {}, .after = {x, y}};
    if (old != document_.layout.end()) move.before = old->second;
    place(machine, move.after);
    edits_.push_back(std::move(move));
    undone_.clear();
}

Answer Player::undo() {
    if (edits_.empty()) return {};
    const Edit edit = edits_.back();
    Answer answer;
    if (const Move* move = std::get_if<Move>(&edit)) {
        place(move->machine, move->before);
        answer.text = QCoreApplication::translate("Player", "%1 is back in its place.")
                          .arg(QString::fromStdString(move->machine))
                          .toStdString();
    } else {
        const auto taken = history_.undo();
        if (!taken)
            return {.ok = false,
                    .text = QCoreApplication::translate(
                                "Player", "This act belongs to the branch before the fork.")
                                .toStdString()};
        pause();
        const double at = director_.film().movieAt(history_.now());
        reshoot(at);
        answer.text = QCoreApplication::translate("Player", "Back to %1, before: %2.")
                          .arg(QString::fromStdString(sim::clockText(taken->at, 0)),
                               QString::fromStdString(cluster::describe(taken->what)))
                          .toStdString();
    }
    edits_.pop_back();
    undone_.push_back(edit);
    changed_ = true;
    return answer;
}

Answer Player::redo() {
    if (undone_.empty()) return {};
    const Edit edit = undone_.back();
    Answer answer;
    if (const Move* move = std::get_if<Move>(&edit)) {
        place(move->machine, move->after);
    } else {
        const history::Act* next = history_.journal().nextRedo();
        if (!next) return {};
        // The film is needed up to the act, as if it had been watched.
        const sim::Time at = next->at;
        if (at > scout_.now()) runScout(at);
        const double movie = std::max(director_.film().movieAt(at), 0.0);
        const auto again = history_.redo();
        reshoot(movie);
        answer.text = QCoreApplication::translate("Player", "Again at %1: %2.")
                          .arg(QString::fromStdString(sim::clockText(again->at, 0)),
                               QString::fromStdString(cluster::describe(again->what)))
                          .toStdString();
        runOneBeatWhenPaused();
    }
    undone_.pop_back();
    edits_.push_back(edit);
    changed_ = true;
    return answer;
}

document::Document Player::document() const {
    document::Document out = document_;
    out.journal = history_.journal();
    out.cursor = history_.now();
    return out;
}

views::Caption Player::caption() const {
    if (!touched_)
        return {.bold = QCoreApplication::translate("Player", "This cluster is alive."),
                .rest = QCoreApplication::translate(
                    "Player", "Switch a machine off, drop something on it, or drag time back.")};
    const diagram::Director::Told* told = director_.captionAt(movie_);
    if (!told) return {};
    const auto filled = [&](const char* pattern) {
        return QString::fromStdString(
            diagram::fillCaption(translated(pattern).toStdString(), told->beat));
    };
    return {
        .bold = filled(told->rule->bold), .rest = filled(told->rule->rest), .beat = told->number};
}

views::Invitation Player::invitation(const cluster::Picture& picture) const {
    if (touched_ || picture.etcdLeader < 0) return {};
    const auto& leader = picture.processes[static_cast<std::size_t>(picture.etcdLeader)];
    return {.machine = QString::fromStdString(picture.machines[leader.machine].spec.name),
            .bold = QCoreApplication::translate("Player", "etcd's leader lives on this machine."),
            .rest = QCoreApplication::translate("Player", "Switch it off and watch.")};
}

std::shared_ptr<const Moment> Player::moment() {
    auto out = std::make_shared<Moment>();
    auto picture = std::make_shared<const cluster::Picture>(history_.world().picture());
    auto film = std::make_shared<const diagram::MovieMap>(director_.film());

    const auto& beats = history_.beats();
    const cluster::RecordSeq newest = beats.empty() ? 0 : beats.back().seq;
    if (!allBeats_ || (allBeatsLast_ != newest && ++momentsSinceBeats_ >= momentsAList)) {
        momentsSinceBeats_ = 0;
        const std::size_t first = beats.size() > mostBeatsShown ? beats.size() - mostBeatsShown : 0;
        allBeats_ = std::make_shared<const std::vector<cluster::Beat>>(
            beats.begin() + static_cast<std::ptrdiff_t>(first), beats.end());
        allBeatsLast_ = newest;
    }
    const auto reached =
        std::upper_bound(beats.begin(), beats.end(), history_.now(),
                         [](sim::Time at, const cluster::Beat& b) { return at < b.at; });
    const cluster::RecordSeq last = reached == beats.begin() ? 0 : std::prev(reached)->seq;
    if (!nearBeats_ || nearBeatsLast_ != last) {
        const auto count = std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(mostBeatsNear),
                                                    reached - beats.begin());
        nearBeats_ = std::make_shared<const std::vector<cluster::Beat>>(reached - count, reached);
        nearBeatsLast_ = last;
    }
    const sim::Time trail = film->simulatedAt(std::max(0.0, movie_ - trailMs));
    const auto& transits = history_.transits();
    auto from = transits.end();
    while (from != transits.begin() && std::prev(from)->sent >= trail) --from;

    views::Frame& frame = out->frame;
    frame.invitation = invitation(*picture);
    frame.picture = std::move(picture);
    frame.transits = std::make_shared<const std::vector<cluster::Transit>>(from, transits.end());
    frame.beats = nearBeats_;
    frame.film = std::move(film);
    frame.movieMs = movie_;
    frame.caption = caption();
    frame.layout = layout_;
    frame.speed = pacing_ == diagram::Pacing::Story ? rate_ : 1;
    out->beats = allBeats_;
    out->shown = shown_;
    out->playing = playing_;
    out->pacing = pacing_;
    out->rate = rate_;
    const auto named = [](const std::vector<Edit>& edits) -> std::string {
        if (edits.empty()) return {};
        if (const ActEdit* act = std::get_if<ActEdit>(&edits.back())) return act->text;
        return "move " + std::get<Move>(edits.back()).machine;
    };
    out->undoText = named(edits_);
    out->redoText = named(undone_);
    const history::Journal& journal = history_.journal();
    out->branch = journal.branches()[journal.current()].name;
    out->changed = changed_;
    out->fingerprint = history_.world().fingerprint().text();
    return out;
}

} // namespace maqueta::app
