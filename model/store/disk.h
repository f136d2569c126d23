// What an etcd member keeps on its machine's disk, and what is left of it after a misfortune.
#pragma once

#include "store/mvcc.h"
#include "store/raft/raft_log.h"

#include <optional>
#include <string>

namespace maqueta::store {

// What a leader sends to a follower that its log can no longer catch up: its whole backend.
struct StoreImage : SnapshotContent {
    Mvcc store;
    std::size_t bytes() const override { return store.bytes(); }
};

// The highest revision that a snapshot may have; there is room above it for all that a run can
// write and for every bump.
inline constexpr std::int64_t latestRevision = 1'000'000'000'000'000'000;

// The store at one moment, as `etcdctl snapshot save` writes it: a value, sharing its content.
struct Snapshot {
    Root root;
    LeaseTable leases;
    std::int64_t revision = 0;
    std::uint64_t clusterId = 0;
    std::uint64_t hash = 0; // of keys, values and revisions
    std::size_t keys = 0;
    std::size_t bytes = 0;
    Term term = 0; // of the last entry applied to it
    Index index = 0;
};

// One write to the write-ahead log: what one sync makes durable.
struct WriteBatch {
    HardState hard;
    std::vector<EntryRef> entries; // replace what the log holds from the first one's index on
    RaftSnapshotRef snapshot;      // replaces everything
};

// A value: cheap to copy, shares its content. `store`, `applied` and `conf` are the backend: what
// was applied was on disk before (an entry is applied only when this member has it synced).
struct Disk {
    MemberId memberId = 0;
    std::uint64_t clusterId = 0;
    HardState hard;
    Index base = 0; // the log's entries follow this one
    Term baseTerm = 0;
    EntryQueue log;
    Mvcc store;
    Index applied = 0;
    ConfState conf;
    Index corruptAt = 0;                // the log's entry there does not fit its checksum; 0 = none
    std::optional<WriteBatch> unsynced; // handed to the operating system, not yet on the medium

    // The machine lost power: only what was synced is left.
    Disk afterPowerCut() const;
    // The process ended: the operating system writes what it was given.
    Disk afterCrash() const;
    // Carries out a write.
    void write(const WriteBatch& batch);
    Index lastIndex() const { return base + log.size(); }
    // Damages the newest entry of the log. Nobody notices before it is read again.
    void damage() { corruptAt = log.empty() ? 0 : lastIndex(); }
    bool damaged() const { return corruptAt > base && corruptAt <= lastIndex(); }
    std::size_t bytes() const; // used
    const Root& root() const { return store.root(); }
};

// The disk of a member that starts empty: one of a new cluster's voters, or one that joins later.
Disk freshDisk(MemberId id, std::uint64_t clusterId, const std::vector<MemberId>& voters);
// The same, of a cluster restored from a snapshot: data and revisions as they were, a new cluster
// id and new members, a Raft log that starts again (etcdutl snapshot restore).
Disk freshFromSnapshot(const Snapshot& snapshot, MemberId id, std::uint64_t clusterId,
                       const std::vector<MemberId>& voters);

} // namespace maqueta::store
