// What the store keeps under a key: an immutable value that it never looks into.
#pragma once

#include "base/ref.h"
#include "base/text.h"
#include "sim/persistent_map.h"

#include <cstddef>
#include <cstdint>

namespace maqueta::store {

// Derived from by the owner of the content (the API's objects). Never changed once stored; shared
// by every member, revision, cache and message that refers to it.
class Value : public base::RefCounted {
public:
    virtual ~Value() = default;
    // Equal contents have equal digests, in every run.
    virtual std::uint64_t digest() const = 0;
    // Size on the wire and on disk, in bytes; an estimate is enough, but a fixed one.
    virtual std::size_t bytes() const = 0;
};
using ValueRef = base::Ref<const Value>;

using LeaseId = std::int64_t; // 0 = none

// etcd's mvccpb.KeyValue.
struct KeyValue {
    ValueRef value;
    std::int64_t createRevision = 0;
    std::int64_t modRevision = 0;
    std::int64_t version = 0;
    LeaseId lease = 0;
};

using Table = sim::PersistentMap<base::Text, KeyValue>;

// A consistent picture of all keys at one revision. Copying it is free; members at the same applied
// index, caches of API servers and of watching clients are such pictures.
struct Root {
    Table table;
    std::int64_t revision = 0;
};

} // namespace maqueta::store
