// A snapshot of the store as a file's bytes: what `etcdctl snapshot save` leaves behind, for
// another day or another run.
//
// A line that names the format, a line of JSON about the snapshot (revision, hash, size, keys,
// cluster, when and where it was saved), the keys with their revisions and objects (api/pack.h),
// and a checksum of all that. Exact: what is read has the hash of what was written. Bytes that are
// cut off, altered, of another format version or no snapshot at all are refused with the reason,
// and whatever they are, reading them takes no more than a small multiple of their size.
#pragma once

#include "base/result.h"
#include "cluster/world.h"

#include <string>
#include <string_view>

namespace maqueta::cluster {

inline constexpr int snapshotFormat = 1;

// Whether a file that begins like this means to be a snapshot.
bool looksLikeSnapshot(std::string_view beginning);
// An id or a hash as the file and `etcdctl member list` write it: 16 hexadecimal digits.
std::string hexText(std::uint64_t value);

std::string packSnapshot(const ShelfSnapshot& snapshot);
// The number on the shelf is left to who puts it there. `file` is for errors.
base::Result<ShelfSnapshot> unpackSnapshot(std::string_view bytes, const std::string& file);

} // namespace maqueta::cluster
