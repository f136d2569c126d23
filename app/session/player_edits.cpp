// What people do to the cluster and to the picture, taken back and done again: one list in the
// order of doing. An act is named by its number in the journal, so that it is found on whatever
// branch it stands.
#include "app/session/player.h"

#include "views/style/trace_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace maqueta::app {
namespace {

QString wholeSeconds(sim::Time at) {
    return QString::fromStdString(sim::clockText(at, 0));
}

} // namespace

// An opened document's acts, in the order in which they were done.
void Player::takeUpEdits() {
    std::vector<std::uint64_t> done;
    for (const history::Branch& branch : history_.journal().branches())
        for (std::size_t i = 0; i + branch.undone < branch.acts.size(); ++i)
            done.push_back(branch.acts[i].number);
    std::sort(done.begin(), done.end());
    for (const std::uint64_t number : done) edits_.push_back({.act = number});
}

std::string Player::nameOf(const Edit& edit) const {
    if (edit.moves.size() == 1)
        return QCoreApplication::translate("Player", "move %1")
            .arg(QString::fromStdString(edit.moves.front().machine))
            .toStdString();
    if (edit.act == 0)
        return QCoreApplication::translate("Player", "move %1 machines")
            .arg(edit.moves.size())
            .toStdString();
    const history::Act* act = history_.journal().act(edit.act);
    return act ? views::actText(act->what).toStdString() : std::string();
}

std::string Player::nameOf(std::uint32_t branch) const {
    return history_.journal().branches()[branch].name;
}

// To the sentence about it, when one is said at once: what comes before tells of a hand alone.
void Player::runOneBeatWhenPaused() {
    if (playing_) return;
    stepForward();
    for (const diagram::Director::Told& told : director_.told())
        if (told.movie > movie_ && told.beat.at == history_.now()) {
            pauseAt_ = told.movie;
            return;
        }
}

Answer Player::act(cluster::Intervention what, const Displayed& seen) {
    cancelRun();
    if (seen.at != history_.now()) history_.seek(seen.at);
    endLesson();
    const std::uint32_t branch = history_.journal().current();
    std::optional<Reel> old;
    if (history_.journal().forksAt(seen.at)) old = Reel{director_, shown_};
    if (const base::Status status = history_.act(std::move(what)); !status) {
        movie_ = seen.movie;
        return {.ok = false, .text = views::errorText(status.error()).toStdString()};
    }
    const history::Journal& journal = history_.journal();
    const bool forked = journal.current() != branch;
    if (forked && old) {
        reels_[branch] = *std::move(old);
        history_.renameBranch(journal.current(), QCoreApplication::translate("Player", "branch %1")
                                                     .arg(journal.branches().size())
                                                     .toStdString());
    }
    reshoot(seen.movie);
    edits_.push_back({.act = journal.path().back()->number});
    undone_.clear();
    touched_ = true;
    setChanged();
    runOneBeatWhenPaused();
    if (!forked) return {};
    return {.text = QCoreApplication::translate("Player", "%1 starts at %2; %3 is kept.")
                        .arg(QString::fromStdString(nameOf(journal.current())),
                             wholeSeconds(seen.at), QString::fromStdString(nameOf(branch)))
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
    setChanged();
}

void Player::moveCards(const std::vector<CardPlace>& cards) {
    Edit edit;
    for (const CardPlace& card : cards) {
        const auto old = document_.layout.find(card.machine);
        Move move{.machine = card.machine, .before = {}, .after = card.at};
        if (old != document_.layout.end()) move.before = old->second;
        if (move.before == move.after) continue;
        place(move.machine, move.after);
        edit.moves.push_back(std::move(move));
    }
    if (edit.moves.empty()) return;
    edits_.push_back(std::move(edit));
    undone_.clear();
}

Answer Player::undo() {
    if (edits_.empty()) return {};
    const Edit edit = edits_.back();
    Answer answer;
    if (edit.act == 0) {
        for (const Move& move : edit.moves) place(move.machine, move.before);
        answer.text =
            edit.moves.size() == 1
                ? QCoreApplication::translate("Player", "%1 is back in its place.")
                      .arg(QString::fromStdString(edit.moves.front().machine))
                      .toStdString()
                : QCoreApplication::translate("Player", "%n machines are back in their places.",
                                              nullptr, static_cast<int>(edit.moves.size()))
                      .toStdString();
    } else {
        answer = undoAct(edit.act);
    }
    edits_.pop_back();
    undone_.push_back(edit);
    setChanged();
    return answer;
}

// Time moves to just before the act. A branch that began with it has nothing of its own then: the
// one that it grew out of is shown again, with its future.
Answer Player::undoAct(std::uint64_t number) {
    const history::Journal& journal = history_.journal();
    const std::uint32_t branch = *journal.branchOf(number);
    const sim::Time at = journal.act(number)->at;
    if (branch != journal.current()) showBranch(branch, at);
    pause();
    const auto taken = history_.undo();
    assert(taken && taken->number == number);
    reshoot(director_.film().movieAt(history_.now()));
    const history::Branch& own = journal.branches()[branch];
    if (branch != 0 && own.undone == own.acts.size()) showBranch(own.parent, at);
    return {.text = QCoreApplication::translate("Player", "Back to %1, before: %2.")
                        .arg(wholeSeconds(taken->at),
                             QString::fromStdString(nameOf(Edit{.act = number})))
                        .toStdString()};
}

// Beyond what was undone last, what was undone on this branch before something else was done.
std::optional<Player::Edit> Player::nextRedo() const {
    if (!undone_.empty()) return undone_.back();
    if (const history::Act* act = history_.journal().nextRedo()) return Edit{.act = act->number};
    return std::nullopt;
}

Answer Player::redo() {
    const std::optional<Edit> edit = nextRedo();
    if (!edit) return {};
    Answer answer;
    if (edit->act == 0) {
        for (const Move& move : edit->moves) place(move.machine, move.after);
        answer.text = QCoreApplication::translate("Player", "Again: %1.")
                          .arg(QString::fromStdString(nameOf(*edit)))
                          .toStdString();
    } else {
        answer = redoAct(edit->act);
    }
    if (!undone_.empty()) undone_.pop_back();
    edits_.push_back(*edit);
    setChanged();
    return answer;
}

Answer Player::redoAct(std::uint64_t number) {
    const history::Journal& journal = history_.journal();
    const sim::Time at = journal.act(number)->at;
    const std::uint32_t branch = *journal.branchOf(number);
    if (branch != journal.current()) showBranch(branch, at);
    // The film is needed up to the act, as if it had been watched.
    if (at > scout_.now()) runScout(at);
    const double movie = director_.film().movieAt(at);
    const auto again = history_.redo();
    assert(again && again->number == number);
    reshoot(movie);
    runOneBeatWhenPaused();
    return {.text = QCoreApplication::translate("Player", "Again at %1: %2.")
                        .arg(wholeSeconds(again->at),
                             QString::fromStdString(nameOf(Edit{.act = number})))
                        .toStdString()};
}

Answer Player::undoTo(std::size_t done) {
    Answer last;
    while (last.ok && edits_.size() > done) last = undo();
    while (last.ok && edits_.size() < done && nextRedo()) last = redo();
    return last;
}

std::vector<EditInfo> Player::editList() const {
    std::vector<EditInfo> out;
    const auto add = [&](const Edit& edit, bool undone) {
        EditInfo info{.text = nameOf(edit), .at = {}, .branch = 0, .undone = undone};
        if (edit.act != 0) {
            info.at = history_.journal().act(edit.act)->at;
            info.branch = *history_.journal().branchOf(edit.act);
        }
        out.push_back(std::move(info));
    };
    for (const Edit& edit : edits_) add(edit, false);
    for (auto edit = undone_.rbegin(); edit != undone_.rend(); ++edit) add(*edit, true);
    return out;
}

} // namespace maqueta::app
