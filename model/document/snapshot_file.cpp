#include "document/snapshot_file.h"

#include "cluster/snapshot_bytes.h"
#include "document/files.h"

namespace maqueta::document {

base::Status saveSnapshot(const cluster::ShelfSnapshot& snapshot, const std::string& path) {
    return replaceFile(path, cluster::packSnapshot(snapshot));
}

base::Result<std::string> readSnapshotFile(const std::string& path) {
    return readPlainFile(path, largestSnapshotFile);
}

base::Result<cluster::ShelfSnapshot> loadSnapshot(const std::string& path) {
    const auto bytes = readSnapshotFile(path);
    if (!bytes) return bytes.error();
    return cluster::unpackSnapshot(*bytes, path);
}

} // namespace maqueta::document
