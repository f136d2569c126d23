// A snapshot of the store as a file: what `etcdctl snapshot save` leaves behind, for another day or
// another cluster.
//
// A line that names the format, a line of JSON about the snapshot (revision, hash, size, keys,
// cluster, when and where it was saved), the keys with their revisions and objects (api/pack.h),
// and a checksum of all that. Exact: what is read has the hash of what was written. A file that is
// cut off, altered, of another format version or no snapshot at all is refused with the reason.
#pragma once

#include "base/result.h"
#include "cluster/world.h"

#include <string>
#include <string_view>

namespace maqueta::document {

inline constexpr int snapshotFormat = 1;

std::string packSnapshot(const cluster::ShelfSnapshot& snapshot);
// The number on the shelf is left to who puts it there. `file` is for errors.
base::Result<cluster::ShelfSnapshot> unpackSnapshot(std::string_view bytes,
                                                    const std::string& file);

base::Status saveSnapshot(const cluster::ShelfSnapshot& snapshot, const std::string& path);
base::Result<cluster::ShelfSnapshot> loadSnapshot(const std::string& path);

} // namespace maqueta::document
