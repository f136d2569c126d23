// A snapshot of the store (cluster/snapshot_bytes.h) as a file on a disk. Writing is atomic, as of
// documents; only a plain file of a size that a snapshot can have is read.
#pragma once

#include "base/result.h"
#include "cluster/world.h"

#include <string>

namespace maqueta::document {

// Of the full cluster a snapshot has a tenth of it.
inline constexpr std::size_t largestSnapshotFile = std::size_t{1} << 29;

base::Status saveSnapshot(const cluster::ShelfSnapshot& snapshot, const std::string& path);
base::Result<cluster::ShelfSnapshot> loadSnapshot(const std::string& path);
// Its bytes, not looked at but for the beginning: what LoadSnapshot takes.
base::Result<std::string> readSnapshotFile(const std::string& path);

} // namespace maqueta::document
