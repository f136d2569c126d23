// Branches: what was done otherwise. The film of each is kept, so that coming back shows the same
// picture at the same place of the timeline.
#include "app/session/player.h"

#include "views/style/trace_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace maqueta::app {

void Player::showBranch(std::uint32_t branch, sim::Time at) {
    const history::Journal& journal = history_.journal();
    if (branch == journal.current()) return seek(at);
    const std::optional<sim::Time> parting = journal.parting(journal.current(), branch);
    pause();
    if (companion_ && companion_->branch == branch) stopComparing();
    reels_[journal.current()] = {director_, shown_};
    const auto reel = reels_.find(branch);
    if (reel != reels_.end()) {
        director_ = std::move(reel->second.director);
        shown_ = reel->second.shown;
        reels_.erase(reel);
    } else if (parting) {
        // Never shown yet: up to where they part, its film is the same.
        shown_ = std::min(shown_, director_.film().movieAt(*parting));
    }
    const sim::Time known = director_.film().simulatedAt(shown_);
    history_.switchTo(branch, known);
    reshoot(shown_);
    const std::vector<const history::Act*> path = journal.path();
    const sim::Time last = path.empty() ? known : std::max(known, path.back()->at);
    seek(std::min(at, last));
}

Answer Player::switchTo(std::uint32_t branch) {
    if (branch >= history_.journal().branches().size()) return {};
    showBranch(branch, history_.now());
    setChanged();
    return {.text = QCoreApplication::translate("Player", "This is %1.")
                        .arg(QString::fromStdString(nameOf(branch)))
                        .toStdString()};
}

void Player::renameBranch(std::uint32_t branch, std::string name) {
    if (branch >= history_.journal().branches().size() || name.empty()) return;
    history_.renameBranch(branch, std::move(name));
    setChanged();
}

Answer Player::removeBranch(std::uint32_t branch) {
    if (branch >= history_.journal().branches().size()) return {};
    const std::string name = nameOf(branch);
    if (const base::Status status = history_.removeBranch(branch); !status)
        return {.ok = false, .text = views::errorText(status.error()).toStdString()};
    if (companion_ && companion_->branch == branch) stopComparing();
    if (companion_ && companion_->branch > branch) --companion_->branch;
    const history::Journal& journal = history_.journal();
    const auto gone = [&](const Edit& edit) {
        return edit.act != 0 && !journal.branchOf(edit.act);
    };
    std::erase_if(edits_, gone);
    std::erase_if(undone_, gone);
    reels_.erase(branch);
    std::map<std::uint32_t, Reel> moved;
    for (auto& [of, reel] : reels_) moved.emplace(of - (of > branch ? 1 : 0), std::move(reel));
    reels_ = std::move(moved);
    setChanged();
    return {.text = QCoreApplication::translate("Player", "%1 is deleted.")
                        .arg(QString::fromStdString(name))
                        .toStdString()};
}

std::vector<BranchInfo> Player::branchList() const {
    const history::Journal& journal = history_.journal();
    std::vector<BranchInfo> out;
    for (std::uint32_t i = 0; i < journal.branches().size(); ++i) {
        const history::Branch& branch = journal.branches()[i];
        BranchInfo info{.id = i,
                        .name = branch.name,
                        .parent = branch.parent,
                        .forkedAt = branch.forkedAt,
                        .parting = {},
                        .reached = {},
                        .acts = branch.acts.size() - branch.undone,
                        .whyKept = {}};
        if (i != journal.current()) info.parting = journal.parting(journal.current(), i);
        const auto reel = reels_.find(i);
        if (i == journal.current())
            info.reached = director_.film().simulatedAt(shown_);
        else if (reel != reels_.end())
            info.reached = reel->second.director.film().simulatedAt(reel->second.shown);
        if (const base::Status removable = journal.removable(i); !removable)
            info.whyKept = views::errorText(removable.error()).toStdString();
        out.push_back(std::move(info));
    }
    return out;
}

} // namespace maqueta::app
