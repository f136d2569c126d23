// What people did to a cluster, and when: a tree, because acting in the past starts a branch and
// the old future stays. Plain data, saved in documents.
//
// Branch 0 is "main". A branch inherits from its parent everything before its fork. Numbers of acts
// are unique in the whole tree and never used twice.
#pragma once

#include "base/result.h"
#include "cluster/intervention.h"
#include "sim/time.h"

#include <optional>
#include <string>
#include <vector>

namespace maqueta::history {

struct Act {
    std::uint64_t number = 0; // from 1
    sim::Time at;             // it happens after every event up to and including this moment
    cluster::Intervention what;
    friend bool operator==(const Act&, const Act&) = default;
};

struct Branch {
    std::string name;
    std::uint32_t parent = 0;  // itself for main
    std::size_t inherited = 0; // how many acts of the parent's path come before the fork
    sim::Time forkedAt;
    std::vector<Act> acts;  // its own, in order of time
    std::size_t undone = 0; // of these, how many at the end are undone (redo brings them back)
    friend bool operator==(const Branch&, const Branch&) = default;
};

class Journal {
public:
    Journal();

    const std::vector<Branch>& branches() const { return branches_; }
    std::uint32_t current() const { return current_; }
    // Every act of the current branch that is not undone, inherited ones first.
    std::vector<const Act*> path() const { return path(current_); }
    std::vector<const Act*> path(std::uint32_t branch) const;
    // The act that redo would do again, or nullptr.
    const Act* nextRedo() const;
    // Whose act it is; nullopt when no branch has it.
    std::optional<std::uint32_t> branchOf(std::uint64_t number) const;
    // Null when no branch has it.
    const Act* act(std::uint64_t number) const;
    // Would an act at that moment begin a new branch?
    bool forksAt(sim::Time at) const;
    // When the paths of two branches part: at the first act that only one of them has; nullopt when
    // they have the same acts.
    std::optional<sim::Time> parting(std::uint32_t one, std::uint32_t other) const;

    // Adds an act at the end of the current path. When the path has later acts, or undone ones,
    // they stay where they are and a new branch begins. Returns the act's number.
    std::uint64_t add(sim::Time at, cluster::Intervention what);
    // Takes the last act of the path back; nullptr when there is none that this branch may take
    // back.
    const Act* undo();
    const Act* redo();
    // Forgets acts of the current branch that lie after that moment: a script's, that nobody waits
    // for any more.
    void forgetAfter(sim::Time at);
    void switchTo(std::uint32_t branch) { current_ = branch; }
    void rename(std::uint32_t branch, std::string name) {
        branches_[branch].name = std::move(name);
    }
    // Forgets a branch and its acts; those after it move up by one. Refused for main, for the
    // current one and for one that others grew out of.
    base::Status remove(std::uint32_t branch);
    // Whether remove() would do it, and if not, why.
    base::Status removable(std::uint32_t branch) const;

    // For documents.
    static Journal restored(std::vector<Branch> branches, std::uint32_t current,
                            std::uint64_t nextNumber);
    std::uint64_t nextNumber() const { return nextNumber_; }
    friend bool operator==(const Journal&, const Journal&) = default;

private:
    std::string freeName() const;

    std::vector<Branch> branches_;
    std::uint32_t current_ = 0;
    std::uint64_t nextNumber_ = 1;
};

} // namespace maqueta::history
