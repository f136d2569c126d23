#include "cluster/snapshot_bytes.h"

#include "api/pack.h"
#include "base/fields.h"
#include "base/hash.h"
#include "base/json.h"

#include <charconv>

namespace maqueta::cluster {
namespace {

using base::Error;
using base::Json;

constexpr std::string_view magic = "maqueta snapshot ";
constexpr std::size_t checksumSize = 16; // hexadecimal digits
constexpr std::uint64_t checksumSeed = 0x6d61717565746121ULL;
// Ten years: no run is longer, and times may still be added up.
constexpr std::int64_t longestNs = 10LL * 365 * 86'400 * 1'000'000'000;

// False unless it is 16 hexadecimal digits and nothing else.
bool fromHex(std::string_view text, std::uint64_t& n) {
    const auto end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, n, 16);
    return text.size() == checksumSize && parsed.ec == std::errc() && parsed.ptr == end;
}

Json headerOf(const ShelfSnapshot& snapshot) {
    const store::Snapshot& content = snapshot.content;
    return {{"machine", snapshot.machine},
            {"takenNs", snapshot.taken.ns},
            {"revision", content.revision},
            {"keys", content.keys},
            {"bytes", content.bytes},
            {"leases", content.leases.size()},
            {"term", content.term},
            {"index", content.index},
            {"clusterId", hexText(content.clusterId)},
            {"hash", hexText(content.hash)}};
}

// Takes the header over; what is wrong with it, or nothing.
std::optional<Error> readHeader(const Json& json, ShelfSnapshot& snapshot, std::int64_t& keys,
                                std::int64_t& leases) {
    base::Fields f(json, {MAQUETA_TEXT("Refusals", "the snapshot's header")});
    store::Snapshot& content = snapshot.content;
    snapshot.machine = f.text("machine");
    snapshot.taken.ns = f.number("takenNs", 0, 0, longestNs);
    content.revision = f.number("revision", -1, 1, store::latestRevision);
    keys = f.number("keys", -1, 0, INT64_MAX);
    leases = f.number("leases", -1, 0, INT64_MAX);
    content.keys = static_cast<std::size_t>(keys);
    content.bytes = static_cast<std::size_t>(f.number("bytes", 0, 0, INT64_MAX));
    content.term = static_cast<store::Term>(f.number("term", 0, 0, INT64_MAX));
    content.index = static_cast<store::Index>(f.number("index", 0, 0, INT64_MAX));
    if (!fromHex(f.text("clusterId"), content.clusterId) || !fromHex(f.text("hash"), content.hash))
        f.fail({MAQUETA_TEXT("Refusals", "clusterId or hash is not 16 hexadecimal digits")});
    return f.error();
}

// Of objects. Other keys are the API servers' own notes (compact_rev_key).
constexpr std::string_view registry = "/registry/";

// What any store may hold: the revisions of its time, under the key that is the object's own.
bool fits(const base::Text& key, const store::KeyValue& kv, std::int64_t revision) {
    const auto& object = static_cast<const api::Object&>(*kv.value);
    return kv.createRevision >= 1 && kv.createRevision <= kv.modRevision &&
           kv.modRevision <= revision && kv.version >= 1 &&
           (object.key() == key || !key.view().starts_with(registry));
}

// False when the bytes are not what packSnapshot() writes.
bool readKeys(api::Unpacker& in, std::int64_t keys, std::int64_t leases, store::Snapshot& content) {
    const base::Text* last = nullptr;
    base::Text key;
    for (std::int64_t i = 0; i < keys; ++i) {
        base::Text next = in.text();
        store::KeyValue kv;
        kv.createRevision = in.number();
        kv.modRevision = in.number();
        kv.version = in.number();
        kv.lease = in.number();
        kv.value = in.object();
        if (in.damaged() || !kv.value || (last && !(*last < next))) return false;
        if (!fits(next, kv, content.revision)) return false;
        key = std::move(next);
        last = &key;
        if (kv.lease != 0) content.leases.write(kv.lease).keys.set(key, true);
        content.root.table.set(key, std::move(kv));
    }
    for (std::int64_t i = 0; i < leases; ++i) {
        const store::LeaseId id = in.number();
        const sim::Duration ttl{in.number()};
        if (in.damaged() || ttl.ns < 0 || ttl.ns > longestNs) return false;
        content.leases.write(id).ttl = ttl;
    }
    content.root.revision = content.revision;
    return in.atEnd() && content.leases.size() == static_cast<std::size_t>(leases);
}

} // namespace

bool looksLikeSnapshot(std::string_view beginning) {
    return beginning.starts_with(magic);
}

std::string hexText(std::uint64_t value) {
    char digits[checksumSize + 1];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(value));
    return digits;
}

std::string packSnapshot(const ShelfSnapshot& snapshot) {
    const store::Snapshot& content = snapshot.content;
    api::Packer out;
    for (auto it = content.root.table.begin(); !it.atEnd(); ++it) {
        const store::KeyValue& kv = it.value();
        out.put(it.key());
        for (const std::int64_t n : {kv.createRevision, kv.modRevision, kv.version, kv.lease})
            out.put(n);
        out.put(static_cast<const api::Object&>(*kv.value));
    }
    for (auto it = content.leases.begin(); !it.atEnd(); ++it) {
        out.put(it.key());
        out.put(it.value().ttl.ns);
    }
    std::string file = std::string(magic) + std::to_string(snapshotFormat) + "\n" +
                       headerOf(snapshot).dump() + "\n";
    file += out.take();
    return file += hexText(base::hashBytes(file, checksumSeed)) + "\n";
}

base::Result<ShelfSnapshot> unpackSnapshot(std::string_view bytes, const std::string& file) {
    const auto refuse = [&](const char* pattern, base::SentenceFields fields = {}) {
        return base::refusal({pattern, std::move(fields)}, file);
    };
    if (!bytes.starts_with(magic)) return refuse(MAQUETA_TEXT("Refusals", "is not a snapshot"));
    const std::size_t firstLine = bytes.find('\n');
    const std::string_view version = bytes.substr(0, firstLine).substr(magic.size());
    if (version != std::to_string(snapshotFormat))
        return refuse(
            MAQUETA_TEXT("Refusals",
                         "is a snapshot of format {version}; this version reads format {known}"),
            {{"version", base::excerpt(version)}, {"known", std::to_string(snapshotFormat)}});
    const std::size_t header = firstLine + 1;
    const std::size_t headerEnd = bytes.find('\n', header);
    if (headerEnd == std::string_view::npos || bytes.size() < headerEnd + 2 + checksumSize ||
        bytes.back() != '\n')
        return refuse(MAQUETA_TEXT("Refusals", "is cut off"));
    const std::string_view checked = bytes.substr(0, bytes.size() - checksumSize - 1);
    std::uint64_t checksum = 0;
    if (!fromHex(bytes.substr(checked.size(), checksumSize), checksum))
        return refuse(MAQUETA_TEXT("Refusals", "is cut off"));
    if (checksum != base::hashBytes(checked, checksumSeed))
        return refuse(
            MAQUETA_TEXT("Refusals", "is damaged: its content does not match its checksum"));

    const auto json = base::parseJson(bytes.substr(header, headerEnd - header), file);
    if (!json) return json.error();
    ShelfSnapshot snapshot;
    std::int64_t keys = 0;
    std::int64_t leases = 0;
    if (auto wrong = readHeader(*json, snapshot, keys, leases)) {
        wrong->file = file;
        return *wrong;
    }
    api::Unpacker in(checked.substr(headerEnd + 1));
    if (!readKeys(in, keys, leases, snapshot.content))
        return refuse(MAQUETA_TEXT("Refusals", "is damaged: its keys cannot be read"));
    const store::Mvcc whole(snapshot.content.root, snapshot.content.leases);
    if (whole.digest() != snapshot.content.hash || whole.bytes() != snapshot.content.bytes)
        return refuse(
            MAQUETA_TEXT("Refusals", "is damaged: its keys do not have the hash that it names"));
    return snapshot;
}

} // namespace maqueta::cluster
