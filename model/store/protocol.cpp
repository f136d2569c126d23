#include "store/protocol.h"

#include "base/hash.h"

#include <algorithm>

namespace maqueta::store {

namespace {

std::uint64_t hash(std::uint64_t h, const base::Text& text) {
    return base::mix(h, base::hashBytes(text.view()));
}

std::uint64_t hash(std::uint64_t h, std::int64_t number) {
    return base::mix(h, static_cast<std::uint64_t>(number));
}

std::size_t opsBytes(const std::vector<Op>& ops) {
    std::size_t n = 0;
    for (const Op& op : ops)
        n += 12 + op.key.size() + op.end.size() + (op.value ? op.value->bytes() : 0);
    return n;
}

std::uint64_t opsDigest(std::uint64_t h, const std::vector<Op>& ops) {
    h = base::mix(h, ops.size());
    for (const Op& op : ops) {
        h = base::mix(h, static_cast<std::uint64_t>(op.type));
        h = hash(hash(hash(h, op.key), op.end), op.lease);
        h = base::mix(h, op.value ? op.value->digest() : 0);
    }
    return h;
}

} // namespace

bool Request::needsSpace() const {
    const auto puts = [](const std::vector<Op>& ops) {
        return std::any_of(ops.begin(), ops.end(),
                           [](const Op& op) { return op.type == Op::Type::Put; });
    };
    return type == RequestType::LeaseGrant ||
           (type == RequestType::Txn && (puts(txn.success) || puts(txn.failure)));
}

std::size_t Request::bytes() const {
    switch (type) {
    case RequestType::Range: return 24 + range.key.size() + range.end.size();
    case RequestType::Txn: {
        std::size_t n = 16 + txn.getOnFailure.size();
        for (const Compare& c : txn.compare) n += 14 + c.key.size();
        return n + opsBytes(txn.success) + opsBytes(txn.failure);
    }
    case RequestType::Compact:
    case RequestType::LeaseGrant:
    case RequestType::LeaseRevoke:
    case RequestType::Alarm: return 32;
    }
    return 0;
}

std::uint64_t Request::digest() const {
    std::uint64_t h = base::mix(static_cast<std::uint64_t>(type));
    switch (type) {
    case RequestType::Range:
        h = hash(hash(hash(h, range.key), range.end), range.revision);
        return base::mix(hash(h, range.limit), range.serializable);
    case RequestType::Txn:
        h = base::mix(h, txn.compare.size());
        for (const Compare& c : txn.compare) h = hash(hash(h, c.key), c.modRevision);
        return hash(opsDigest(opsDigest(h, txn.success), txn.failure), txn.getOnFailure);
    case RequestType::Compact: return hash(h, compact.revision);
    case RequestType::LeaseGrant: return hash(hash(h, leaseGrant.id), leaseGrant.ttl.ns);
    case RequestType::LeaseRevoke: return hash(h, leaseRevoke.id);
    case RequestType::Alarm: return base::mix(base::mix(h, alarm.member), alarm.raised);
    }
    return h;
}

const char* errorText(ErrorCode code) {
    switch (code) {
    case ErrorCode::None: return "";
    case ErrorCode::NoLeader: return "etcdserver: no leader";
    case ErrorCode::LeaderChanged: return "etcdserver: leader changed";
    case ErrorCode::Timeout: return "etcdserver: request timed out";
    case ErrorCode::Compacted: return "etcdserver: mvcc: required revision has been compacted";
    case ErrorCode::FutureRevision:
        return "etcdserver: mvcc: required revision is a future revision";
    case ErrorCode::NoSpace: return "etcdserver: mvcc: database space exceeded";
    case ErrorCode::LeaseNotFound: return "etcdserver: requested lease not found";
    case ErrorCode::Stopped: return "etcdserver: server stopped";
    case ErrorCode::LeaseExists: return "etcdserver: lease already exists";
    case ErrorCode::TimeoutLeaderFailure:
        return "etcdserver: request timed out, possibly due to previous leader failure";
    case ErrorCode::TimeoutConnectionLost:
        return "etcdserver: request timed out, possibly due to connection lost";
    }
    return "";
}

} // namespace maqueta::store
