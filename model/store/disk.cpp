#include "store/disk.h"

#include <algorithm>

namespace maqueta::store {

Disk Disk::afterPowerCut() const {
    Disk left = *this;
    left.unsynced.reset();
    return left;
}

Disk Disk::afterCrash() const {
    Disk left = *this;
    if (unsynced) left.write(*unsynced);
    left.unsynced.reset();
    return left;
}

void Disk::write(const WriteBatch& batch) {
    if (batch.hard.term != 0) hard = batch.hard;
    if (batch.snapshot) {
        log.clear();
        corruptAt = 0;
        base = applied = batch.snapshot->index;
        baseTerm = batch.snapshot->term;
        conf = batch.snapshot->conf;
        store = static_cast<const StoreImage&>(*batch.snapshot->content).store;
    }
    if (batch.entries.empty()) return;
    if (corruptAt >= batch.entries.front()->index) corruptAt = 0; // written anew
    log.truncate(batch.entries.front()->index - base - 1);
    for (const EntryRef& e : batch.entries) log.push_back(e);
}

std::size_t Disk::bytes() const {
    std::size_t n = store.bytes();
    for (std::size_t i = 0; i < log.size(); ++i) n += 40 + log[i]->payload;
    return n;
}

Disk freshDisk(MemberId id, std::uint64_t clusterId, const std::vector<MemberId>& voters) {
    Disk disk;
    disk.memberId = id;
    disk.clusterId = clusterId;
    // A member that joins knows nothing, not even who else there is: the leader sends it all.
    if (std::find(voters.begin(), voters.end(), id) == voters.end()) return disk;
    disk.conf.voters = MajorityConfig(voters).ids();
    // The membership is what a first term of the log, agreed on beforehand, would have said: one
    // entry for each member.
    disk.hard.term = disk.baseTerm = 1;
    disk.hard.commit = disk.base = disk.applied = disk.conf.voters.size();
    return disk;
}

Disk freshFromSnapshot(const Snapshot& snapshot, MemberId id, std::uint64_t clusterId,
                       const std::vector<MemberId>& voters) {
    Disk disk = freshDisk(id, clusterId, voters);
    disk.store = Mvcc(snapshot.root, snapshot.leases);
    return disk;
}

} // namespace maqueta::store
