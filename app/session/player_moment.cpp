// What the player shows: the moment as it crosses to the window.
#include "app/session/player.h"

#include "views/canvas/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace maqueta::app {
namespace {

constexpr std::size_t mostBeatsShown = 20'000;
constexpr std::size_t mostBeatsNear = 600;
constexpr int momentsAList = 12; // the whole list is copied at most five times a second
constexpr double trailMs = 3000; // of messages behind the picture

} // namespace

views::Caption Player::caption() const {
    if (!touched_ && !explored_)
        return {
            .bold = QCoreApplication::translate("Player", "This cluster is alive."),
            .rest = QCoreApplication::translate(
                "Player", "Switch a machine off, drop something on it, or pick a story above.")};
    return captionOf(director_.captionAt(movie_));
}

views::Caption Player::captionOf(const diagram::Director::Told* told) const {
    if (show_ && (!show_->over || !told || !told->rule)) return lessonCaption(told);
    return told ? views::captionText(*told) : views::Caption{};
}

views::Invitation Player::invitation(const cluster::Picture& picture) const {
    if (touched_ || picture.etcdLeader < 0) return {};
    const auto& leader = picture.processes[static_cast<std::size_t>(picture.etcdLeader)];
    return {.machine = QString::fromStdString(picture.machines[leader.machine].spec.name),
            .bold = QCoreApplication::translate("Player", "etcd's leader lives on this machine."),
            .rest = QCoreApplication::translate("Player", "Switch it off and watch.")};
}

// As far back as the history knows every message, wherever the cursor came from.
sim::Time Player::trailBegin() const {
    return std::max(director_.film().simulatedAt(std::max(0.0, movie_ - trailMs)),
                    history_.now() - history::HistoryOptions{}.trail);
}

std::shared_ptr<const Moment> Player::moment() {
    auto out = std::make_shared<Moment>();
    auto picture = std::make_shared<const cluster::Picture>(history_.world().picture());
    auto film = std::make_shared<const diagram::MovieMap>(director_.film());

    const auto& beats = history_.beats();
    const cluster::RecordSeq newest = beats.empty() ? 0 : beats.back().seq;
    // At rest no other moment follows soon: its list is whole.
    const bool rests = !playing_ && !pauseAt_ && !run_;
    if (!allBeats_ ||
        (allBeatsLast_ != newest && (rests || ++momentsSinceBeats_ >= momentsAList))) {
        momentsSinceBeats_ = 0;
        const std::size_t first = beats.size() > mostBeatsShown ? beats.size() - mostBeatsShown : 0;
        allBeats_ = std::make_shared<const std::vector<cluster::Beat>>(
            beats.begin() + static_cast<std::ptrdiff_t>(first), beats.end());
        allBeatsLast_ = newest;
        auto captions = std::make_shared<std::vector<std::pair<cluster::RecordSeq, QString>>>();
        for (const diagram::Director::Told& told : director_.told()) {
            if (told.movie > shown_) break;
            if (!told.rule && told.cue <= 0) continue;
            const views::Caption said = captionOf(&told);
            captions->emplace_back(told.beat.seq, said.bold + QLatin1Char(' ') + said.rest);
        }
        captions_ = std::move(captions);
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
    const sim::Time trail = trailBegin();
    const auto& transits = history_.transits();
    auto from = transits.end();
    while (from != transits.begin() && std::prev(from)->sent >= trail) --from;

    views::Frame& frame = out->frame;
    frame.invitation = invitation(*picture);
    frame.picture = std::move(picture);
    frame.transits = std::make_shared<const std::vector<cluster::Transit>>(from, transits.end());
    frame.beats = nearBeats_;
    frame.film = std::move(film);
    frame.cast = director_.cast();
    frame.movieMs = movie_;
    frame.caption = caption();
    frame.focus = focus();
    frame.layout = layout_;
    frame.settled = rests;
    frame.speed = pacing_ == diagram::Pacing::Story ? rate_ : 1;
    out->beats = allBeats_;
    out->captions = captions_;
    const auto& samples = history_.series().samples();
    const bool same = series_ && series_->size() == samples.size() &&
                      (samples.empty() || series_->back() == samples.back());
    if (!same) series_ = std::make_shared<const std::vector<history::Series::Sample>>(samples);
    out->series = series_;
    out->shown = shown_;
    out->playing = playing_;
    out->rests = rests;
    out->pacing = pacing_;
    out->rate = rate_;
    out->lesson = lessonState();
    if (!edits_.empty()) out->undoText = nameOf(edits_.back());
    if (const auto next = nextRedo()) out->redoText = nameOf(*next);
    const history::Journal& journal = history_.journal();
    out->branch = journal.branches()[journal.current()].name;
    out->branchId = journal.current();
    out->run = runInfo();
    out->branches = branchList();
    out->edits = editList();
    if (journal.forksAt(history_.now()))
        out->fork = QCoreApplication::translate("Player", "branch %1")
                        .arg(journal.branches().size() + 1)
                        .toStdString();
    out->comparison = comparison(*out);
    out->memoryUsed = memoryUsed();
    out->changed = changed_;
    out->fingerprint = history_.world().fingerprint().text();
    return out;
}

} // namespace maqueta::app
