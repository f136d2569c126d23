#include "history/journal.h"

#include <algorithm>
#include <utility>

namespace maqueta::history {

Journal::Journal() {
    branches_.push_back({.name = "main", .forkedAt = {}, .acts = {}});
}

std::vector<const Act*> Journal::path(std::uint32_t branch) const {
    const Branch& b = branches_[branch];
    std::vector<const Act*> acts;
    if (branch != b.parent) {
        // What the parent's people did before the fork counts, whether it was undone there since or
        // not.
        acts = path(b.parent);
        const Branch& parent = branches_[b.parent];
        for (std::size_t i = parent.acts.size() - parent.undone; i < parent.acts.size(); ++i)
            acts.push_back(&parent.acts[i]);
        acts.resize(std::min(acts.size(), b.inherited));
    }
    for (std::size_t i = 0; i + b.undone < b.acts.size(); ++i) acts.push_back(&b.acts[i]);
    return acts;
}

const Act* Journal::nextRedo() const {
    const Branch& b = branches_[current_];
    return b.undone == 0 ? nullptr : &b.acts[b.acts.size() - b.undone];
}

std::uint64_t Journal::add(sim::Time at, cluster::Intervention what) {
    const std::vector<const Act*> before = path();
    const auto kept = static_cast<std::size_t>(
        std::count_if(before.begin(), before.end(), [&](const Act* a) { return a->at <= at; }));
    const bool past = kept < before.size();
    const std::uint64_t number = nextNumber_++;
    if (past || branches_[current_].undone > 0) {
        Branch fork{.name = "branch " + std::to_string(branches_.size() + 1),
                    .parent = current_,
                    .inherited = kept,
                    .forkedAt = at,
                    .acts = {}};
        branches_.push_back(std::move(fork));
        current_ = static_cast<std::uint32_t>(branches_.size() - 1);
    }
    branches_[current_].acts.push_back({.number = number, .at = at, .what = std::move(what)});
    return number;
}

const Act* Journal::undo() {
    Branch& b = branches_[current_];
    if (b.undone == b.acts.size()) return nullptr;
    ++b.undone;
    return &b.acts[b.acts.size() - b.undone];
}

const Act* Journal::redo() {
    const Act* act = nextRedo();
    if (act) --branches_[current_].undone;
    return act;
}

Journal Journal::restored(std::vector<Branch> branches, std::uint32_t current,
                          std::uint64_t nextNumber) {
    Journal j;
    j.branches_ = std::move(branches);
    j.current_ = current;
    j.nextNumber_ = nextNumber;
    return j;
}

} // namespace maqueta::history
