// Two branches in step: the other one has a history of its own, brought to the same moment of the
// cluster whenever there is something to show.
#include "app/session/player.h"

#include <QCoreApplication>

#include <algorithm>

namespace maqueta::app {
namespace {

constexpr std::ptrdiff_t mostBeatsBeside = 600;

} // namespace

Answer Player::compareWith(std::uint32_t branch) {
    const history::Journal& journal = history_.journal();
    if (branch >= journal.branches().size() || branch == journal.current()) return {};
    companion_ = Companion{branch, history_};
    companion_->history.switchTo(branch, history_.now());
    setMemoryBudget(memoryBudget_);
    const std::optional<sim::Time> parting = journal.parting(journal.current(), branch);
    if (!parting) return {};
    return {.text = QCoreApplication::translate("Player", "They part at %1.")
                        .arg(QString::fromStdString(sim::clockText(*parting, 0)))
                        .toStdString()};
}

void Player::stopComparing() {
    if (!companion_) return;
    companion_.reset();
    setMemoryBudget(memoryBudget_);
}

void Player::setMemoryBudget(std::size_t bytes) {
    memoryBudget_ = bytes;
    history_.setMemoryBudget(companion_ ? bytes / 2 : bytes);
    if (companion_) companion_->history.setMemoryBudget(bytes / 2);
}

std::size_t Player::memoryUsed() const {
    return history_.memoryUsed() + (companion_ ? companion_->history.memoryUsed() : 0);
}

std::optional<Comparison> Player::comparison(const Moment& mine) {
    if (!companion_) return std::nullopt;
    history::History& other = companion_->history;
    if (other.now() != history_.now()) other.seek(history_.now());
    const auto& beats = other.beats();
    const auto end =
        std::upper_bound(beats.begin(), beats.end(), other.now(),
                         [](sim::Time at, const cluster::Beat& b) { return at < b.at; });
    const auto near = std::min(mostBeatsBeside, end - beats.begin());
    const auto& transits = other.transits();
    const sim::Time trail = trailBegin();
    const auto from = std::find_if(transits.begin(), transits.end(),
                                   [&](const cluster::Transit& t) { return t.sent >= trail; });

    Comparison out{.branch = companion_->branch, .name = nameOf(companion_->branch), .frame = {}};
    views::Frame& frame = out.frame;
    frame.picture = std::make_shared<const cluster::Picture>(other.world().picture());
    auto shown = std::make_shared<std::vector<cluster::Beat>>(end - near, end);
    frame.film = std::make_shared<const diagram::MovieMap>(mine.frame.film->carrying(*shown));
    frame.beats = std::move(shown);
    frame.transits = std::make_shared<const std::vector<cluster::Transit>>(from, transits.end());
    frame.cast = mine.frame.cast;
    frame.movieMs = mine.frame.movieMs;
    frame.layout = mine.frame.layout;
    frame.speed = mine.frame.speed;
    frame.settled = mine.frame.settled;
    return out;
}

} // namespace maqueta::app
