// Changes of membership as pure functions: configuration and progress in, the next ones out, or the
// reason why not. After the `confchange` package of etcd's raft library; the reasons are its texts.
#pragma once

#include "base/result.h"
#include "store/raft/progress.h"

namespace maqueta::store {

struct Membership {
    TrackerConfig config;
    ProgressMap progress;
};

class ConfChanger {
public:
    // lastIndex: where the progress of new members starts.
    ConfChanger(const ProgressTracker& tracker, Index lastIndex)
        : tracker_(tracker), lastIndex_(lastIndex) {}

    // Into the joint configuration that the changes ask for.
    base::Result<Membership> enterJoint(bool autoLeave,
                                        const std::vector<ConfChangeSingle>& changes) const;
    base::Result<Membership> leaveJoint() const;
    // Changes that move at most one voter and need no joint configuration.
    base::Result<Membership> simple(const std::vector<ConfChangeSingle>& changes) const;
    // Whichever of the three the change calls for.
    base::Result<Membership> apply(const ConfChange& change) const;
    // The membership that a snapshot was taken with; the tracker is empty.
    base::Result<Membership> restore(const ConfState& conf) const;

private:
    struct Draft; // the membership being edited
    Draft draft() const;

    const ProgressTracker& tracker_;
    Index lastIndex_;
};

} // namespace maqueta::store
