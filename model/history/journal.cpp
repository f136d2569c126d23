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

std::optional<std::uint32_t> Journal::branchOf(std::uint64_t number) const {
    for (std::uint32_t i = 0; i < branches_.size(); ++i)
        for (const Act& act : branches_[i].acts)
            if (act.number == number) return i;
    return std::nullopt;
}

const Act* Journal::act(std::uint64_t number) const {
    for (const Branch& branch : branches_)
        for (const Act& act : branch.acts)
            if (act.number == number) return &act;
    return nullptr;
}

bool Journal::forksAt(sim::Time at) const {
    const std::vector<const Act*> acts = path();
    return branches_[current_].undone > 0 || (!acts.empty() && acts.back()->at > at);
}

std::uint64_t Journal::add(sim::Time at, cluster::Intervention what) {
    const std::vector<const Act*> before = path();
    const auto kept = static_cast<std::size_t>(
        std::count_if(before.begin(), before.end(), [&](const Act* a) { return a->at <= at; }));
    const std::uint64_t number = nextNumber_++;
    if (forksAt(at)) {
        Branch fork{
            .name = freeName(), .parent = current_, .inherited = kept, .forkedAt = at, .acts = {}};
        branches_.push_back(std::move(fork));
        current_ = static_cast<std::uint32_t>(branches_.size() - 1);
    }
    branches_[current_].acts.push_back({.number = number, .at = at, .what = std::move(what)});
    return number;
}

std::string Journal::freeName() const {
    for (std::size_t n = branches_.size() + 1;; ++n) {
        std::string name = "branch " + std::to_string(n);
        if (std::none_of(branches_.begin(), branches_.end(),
                         [&](const Branch& b) { return b.name == name; }))
            return name;
    }
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

std::optional<sim::Time> Journal::parting(std::uint32_t one, std::uint32_t other) const {
    const std::vector<const Act*> a = path(one);
    const std::vector<const Act*> b = path(other);
    std::size_t shared = 0;
    while (shared < a.size() && shared < b.size() && a[shared]->number == b[shared]->number)
        ++shared;
    if (shared == a.size() && shared == b.size()) return std::nullopt;
    if (shared == a.size()) return b[shared]->at;
    if (shared == b.size()) return a[shared]->at;
    return std::min(a[shared]->at, b[shared]->at);
}

base::Status Journal::removable(std::uint32_t branch) const {
    if (branch == 0)
        return base::refusal({MAQUETA_TEXT("Refusals", "main is the trunk of the tree and stays")});
    if (branch == current_)
        return base::refusal({MAQUETA_TEXT("Refusals", "switch to another branch first")});
    for (std::size_t i = 1; i < branches_.size(); ++i)
        if (i != branch && branches_[i].parent == branch)
            return base::refusal({MAQUETA_TEXT("Refusals", "{branch} grew out of it"),
                                  {{"branch", branches_[i].name}}});
    return {};
}

base::Status Journal::remove(std::uint32_t branch) {
    if (base::Status status = removable(branch); !status) return status;
    branches_.erase(branches_.begin() + branch);
    for (Branch& b : branches_) b.parent -= b.parent > branch ? 1 : 0;
    current_ -= current_ > branch ? 1 : 0;
    return {};
}

Journal Journal::restored(std::vector<Branch> branches, std::uint32_t current,
                          std::uint64_t nextNumber) {
    Journal j;
    j.branches_ = std::move(branches);
    j.current_ = current;
    j.nextNumber_ = nextNumber;
    return j;
}

void Journal::forgetAfter(sim::Time at) {
    Branch& branch = branches_[current_];
    const std::size_t done = branch.acts.size() - branch.undone;
    const auto end = branch.acts.begin() + static_cast<std::ptrdiff_t>(done);
    const auto later =
        std::find_if(branch.acts.begin(), end, [at](const Act& act) { return act.at > at; });
    branch.acts.erase(later, end);
}

} // namespace maqueta::history
