// What an etcd member's clients (the API servers) ask and hear: a subset of etcd's v3 gRPC API,
// under its names (api/etcdserverpb/rpc.proto). Requests and answers are immutable and shared; the
// network carries references.
#pragma once

#include "sim/time.h"
#include "store/value.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace maqueta::store {

// Keys from `key` up to but without `end`; an empty `end` means the one key. revision 0 = newest.
struct RangeRequest {
    base::Text key;
    base::Text end;
    std::int64_t revision = 0;
    std::int64_t limit = 0;    // 0 = all
    bool serializable = false; // answered from the member's own state, possibly stale
};

struct Compare {
    base::Text key;
    std::int64_t modRevision = 0; // 0 = the key must not exist
};

struct Op {
    enum class Type : std::uint8_t { Put, DeleteRange } type = Type::Put;
    base::Text key;
    base::Text end; // DeleteRange only; empty = the one key
    ValueRef value; // Put only
    LeaseId lease = 0;
};

// If every compare holds, `success` happens, else `failure`; all of it at one revision, or nothing.
struct TxnRequest {
    std::vector<Compare> compare;
    std::vector<Op> success;
    std::vector<Op> failure;
    // On a failed compare the answer carries what stands under this key now (as the API server's
    // failure branch, a Get, does).
    base::Text getOnFailure;
};

struct CompactRequest {
    std::int64_t revision = 0;
};

struct LeaseGrantRequest {
    LeaseId id = 0;
    sim::Duration ttl;
};
struct LeaseRevokeRequest {
    LeaseId id = 0;
};
// Raises or clears the NOSPACE alarm of a member. While any is raised, nothing that needs space is
// carried out, by any member.
struct AlarmRequest {
    std::uint64_t member = 0;
    bool raised = false;
};

enum class RequestType : std::uint8_t { Range, Txn, Compact, LeaseGrant, LeaseRevoke, Alarm };

// One request of a client. Immutable; the Raft log of every member shares it.
struct Request : base::RefCounted {
    RequestType type = RequestType::Range;
    RangeRequest range;
    TxnRequest txn;
    CompactRequest compact;
    LeaseGrantRequest leaseGrant;
    LeaseRevokeRequest leaseRevoke;
    AlarmRequest alarm;

    // It stores something: refused while a disk is full. Deletions and compaction are not.
    bool needsSpace() const;

    std::size_t bytes() const;    // size on the wire and in the log
    std::uint64_t digest() const; // of the content
};
using RequestRef = base::Ref<const Request>;

// gRPC errors of etcd that a client can get (api/v3rpc/rpctypes/error.go).
enum class ErrorCode : std::uint8_t {
    None,
    NoLeader,       // "etcdserver: no leader"
    LeaderChanged,  // "etcdserver: leader changed"
    Timeout,        // "etcdserver: request timed out"
    Compacted,      // "etcdserver: mvcc: required revision has been compacted"
    FutureRevision, // "etcdserver: mvcc: required revision is a future revision"
    NoSpace,        // "etcdserver: mvcc: database space exceeded"
    LeaseNotFound,  // "etcdserver: requested lease not found"
    Stopped,        // "etcdserver: server stopped"
    LeaseExists,    // "etcdserver: lease already exists"
    // "etcdserver: request timed out, possibly due to previous leader failure"
    TimeoutLeaderFailure,
    // "etcdserver: request timed out, possibly due to connection lost"
    TimeoutConnectionLost,
};
const char* errorText(ErrorCode code);

struct Response : base::RefCounted {
    ErrorCode error = ErrorCode::None;
    std::int64_t revision = 0; // the store's revision when the answer was made (header.revision)
    bool succeeded = false;    // of a transaction's compares
    std::optional<KeyValue> current; // Range of one key; getOnFailure of a transaction
    // Range of many keys: the picture at the asked revision; the reader walks the keys it asked
    // for.
    Root root;
    std::int64_t compactRevision = 0; // with Compacted
    std::size_t bytes = 0;
};
using ResponseRef = base::Ref<const Response>;

// A watch sees every change of the keys in [key, end) from startRevision on, in order, once, all
// changes of one revision together. startRevision 0 = from now on.
struct WatchRequest : base::RefCounted {
    base::Text key;
    base::Text end;
    std::int64_t startRevision = 0;
};

struct Change {
    base::Text key;
    KeyValue now;      // value empty = deleted; modRevision is the deletion's
    KeyValue previous; // value empty = the key did not exist
};

// Changes in order of revision; `root` is the picture after the last of them. Without changes:
// progress.
struct WatchBatch : base::RefCounted {
    std::vector<Change> changes;
    Root root;
    std::int64_t compactRevision = 0; // not 0: the watch was cancelled, its start is compacted away
    std::size_t bytes = 0;
};

// What travels between a client and a member. `call` and `watch` are numbers that the client chose.
struct CallMessage {
    std::uint32_t call = 0;
    RequestRef request;
};
struct AnswerMessage {
    std::uint32_t call = 0;
    ResponseRef response;
    RequestRef request; // that it answers, for who watches; null where it was refused
};
struct WatchCreateMessage {
    std::uint32_t watch = 0;
    base::Ref<const WatchRequest> request;
};
struct WatchCancelMessage {
    std::uint32_t watch = 0;
};
// `number` counts the messages of one watch from 1, so that a client notices one that was lost.
struct WatchMessage {
    std::uint32_t watch = 0;
    std::uint32_t number = 0;
    base::Ref<const WatchBatch> batch;
};

} // namespace maqueta::store
