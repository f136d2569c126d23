// What Raft keeps: entries of the log, changes of membership, the hard state, snapshots' metadata.
// Named as in etcd's raftpb. Entries are immutable and shared by the logs of all members and by the
// messages between them.
#pragma once

#include "base/hash.h"
#include "base/ref.h"
#include "store/protocol.h"
#include "store/raft/quorum.h"

#include <cstdint>
#include <string>
#include <vector>

namespace maqueta::store {

enum class ConfChangeType : std::uint8_t { AddNode, RemoveNode, UpdateNode, AddLearnerNode };

struct ConfChangeSingle {
    ConfChangeType type = ConfChangeType::AddNode;
    MemberId node = 0;
};

// Auto: joint consensus only where more than one voter changes, left by itself.
enum class ConfChangeTransition : std::uint8_t { Auto, JointImplicit, JointExplicit };

// No changes at all: leave the joint configuration.
struct ConfChange : base::RefCounted {
    ConfChangeTransition transition = ConfChangeTransition::Auto;
    std::vector<ConfChangeSingle> changes;

    bool leavesJoint() const { return transition == ConfChangeTransition::Auto && changes.empty(); }
    // Whether it has to pass through a joint configuration; autoLeave says how it ends.
    bool entersJoint(bool& autoLeave) const;
    std::string text() const; // "v2 l3 r1"
};
using ConfChangeRef = base::Ref<const ConfChange>;

enum class EntryType : std::uint8_t { Normal, ConfChange, ConfChangeV2 };

// One entry. `proposer` and `proposal` tell the member that asked for it, and only that one, whom
// to answer; 0 for what no client waits for. An entry without request or change is empty.
struct Entry : base::RefCounted {
    Term term = 0;
    Index index = 0;
    EntryType type = EntryType::Normal;
    MemberId proposer = 0;
    std::uint64_t proposal = 0;
    RequestRef request;
    ConfChangeRef confChange;
    std::size_t payload = 0; // bytes, set by who makes it; 0 for an empty entry

    std::size_t payloadBytes() const; // computes `payload`
    // Tells entries apart: two entries of one index that are not the same have different ones.
    std::uint64_t identity() const {
        return base::mix(base::mix(term, index), base::mix(proposer, proposal));
    }
};
using EntryRef = base::Ref<const Entry>;

// A run of entries as it travels.
struct EntryBatch : base::RefCounted {
    std::vector<EntryRef> entries;
    std::size_t bytes = 0; // of the payloads
};
using EntryBatchRef = base::Ref<const EntryBatch>;

// Must reach the disk before anything that follows from it is told to anybody (the commit index
// excepted).
struct HardState {
    Term term = 0;
    MemberId vote = 0;
    Index commit = 0;
    friend bool operator==(const HardState&, const HardState&) = default;
};

// The membership as stored with a snapshot.
struct ConfState {
    std::vector<MemberId> voters;
    std::vector<MemberId> learners;
    std::vector<MemberId> votersOutgoing;
    std::vector<MemberId> learnersNext;
    bool autoLeave = false;

    bool contains(MemberId id) const;
    friend bool operator==(const ConfState&, const ConfState&) = default;
};

// The content belongs to the member, Raft looks at the metadata only.
struct SnapshotContent : base::RefCounted {
    virtual ~SnapshotContent() = default;
    virtual std::size_t bytes() const = 0;
};
struct RaftSnapshot : base::RefCounted {
    Index index = 0;
    Term term = 0;
    ConfState conf;
    base::Ref<const SnapshotContent> content;
};
using RaftSnapshotRef = base::Ref<const RaftSnapshot>;

} // namespace maqueta::store
