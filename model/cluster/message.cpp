#include "cluster/message.h"

#include "base/sentence.h"

#include <algorithm>

namespace maqueta::cluster {
namespace {

// Asked again and again, whatever happens.
bool isRoutine(const api::Response& response) {
    const api::Object* object = response.object.object.get();
    if (!object && !response.items.empty()) object = response.items.front().object.get();
    return object && (object->kind == api::Kind::Lease || api::nodeUsageIn(*object));
}

bool isRenewal(const api::Request& request) {
    return request.kind == api::Kind::Lease;
}

const char* labelOf(const api::Request& request) {
    if (request.sub == api::Subresource::Binding) return MAQUETA_TEXT("Messages", "bind");
    switch (request.verb) {
    case api::Verb::Get:
    case api::Verb::List: return MAQUETA_TEXT("Messages", "read");
    case api::Verb::Create: return MAQUETA_TEXT("Messages", "create");
    case api::Verb::Update:
    case api::Verb::Patch:
        return request.sub == api::Subresource::Status ? MAQUETA_TEXT("Messages", "status")
                                                       : MAQUETA_TEXT("Messages", "write");
    case api::Verb::Delete:
    case api::Verb::DeleteCollection: return MAQUETA_TEXT("Messages", "delete");
    }
    return "";
}

// Where Leases are stored (api::prefixOf): each kubelet and each leader writes its own every few
// seconds, and those who stand by read them.
constexpr std::string_view leaseKeys = "/registry/leases/";

bool isRoutine(const store::Request& request) {
    if (request.type == store::RequestType::Range)
        return request.range.key.view().starts_with(leaseKeys);
    const auto& ops = request.txn.success;
    return request.type == store::RequestType::Txn && !ops.empty() &&
           std::all_of(ops.begin(), ops.end(),
                       [](const store::Op& op) { return op.key.view().starts_with(leaseKeys); });
}

bool isRoutine(const store::EntryRef& entry) {
    return entry->request && isRoutine(*entry->request);
}

// What is appended, or what this acknowledges or tells to be committed: the sender's log knows.
bool isRoutine(const store::PeerMessage& m, const store::RaftLog* log) {
    if (m.entryCount() > 0)
        return std::all_of(m.entries->entries.begin(), m.entries->entries.end(),
                           [](const store::EntryRef& entry) { return isRoutine(entry); });
    return !m.reject && log && m.index >= log->firstIndex() && m.index <= log->lastIndex() &&
           isRoutine(log->at(m.index));
}

Appearance ofPeer(const store::PeerMessage& m, const store::RaftLog* log) {
    using Type = store::MessageType;
    switch (m.type) {
    case Type::MsgHeartbeat:
    case Type::MsgHeartbeatResp: return {TransitKind::Heartbeat, true, ""};
    case Type::MsgPreVote:
        return {TransitKind::Vote, false, MAQUETA_TEXT("Messages", "would you vote?"), true};
    case Type::MsgPreVoteResp:
        return {TransitKind::Vote, false,
                m.reject ? MAQUETA_TEXT("Messages", "no") : MAQUETA_TEXT("Messages", "I would"),
                true};
    case Type::MsgVote: return {TransitKind::Vote, false, MAQUETA_TEXT("Messages", "vote for me")};
    case Type::MsgVoteResp:
        return {TransitKind::Vote, false,
                m.reject ? MAQUETA_TEXT("Messages", "no") : MAQUETA_TEXT("Messages", "vote")};
    case Type::MsgSnap:
        return {TransitKind::Replication, false, MAQUETA_TEXT("Messages", "snapshot")};
    case Type::MsgProp:
        return {TransitKind::Replication, isRoutine(m, log), MAQUETA_TEXT("Messages", "propose")};
    case Type::MsgReadIndex: // part of every read: up to where the log has to be applied first
    case Type::MsgReadIndexResp: return {TransitKind::Replication, true, ""};
    default:
        return {TransitKind::Replication, isRoutine(m, log), MAQUETA_TEXT("Messages", "append")};
    }
}

struct Look {
    const store::RaftLog* log;

    Appearance operator()(const std::monostate&) const { return {}; }
    Appearance operator()(const store::CallMessage& m) const {
        const bool write = m.request->type == store::RequestType::Txn;
        return {TransitKind::Request, isRoutine(*m.request),
                write ? MAQUETA_TEXT("Messages", "write") : MAQUETA_TEXT("Messages", "read")};
    }
    Appearance operator()(const store::AnswerMessage& m) const {
        return {TransitKind::Reply, m.request && isRoutine(*m.request), ""};
    }
    Appearance operator()(const store::WatchCreateMessage&) const {
        return {TransitKind::Request, false, MAQUETA_TEXT("Messages", "watch")};
    }
    Appearance operator()(const store::WatchCancelMessage&) const {
        return {TransitKind::Request, false, ""};
    }
    Appearance operator()(const store::WatchMessage& m) const {
        const auto& changes = m.batch->changes; // none: how far the watch has got
        return {TransitKind::Watch,
                std::all_of(changes.begin(), changes.end(),
                            [](const store::Change& change) {
                                return change.key.view().starts_with(leaseKeys);
                            }),
                ""};
    }
    Appearance operator()(const store::PeerMessage& m) const { return ofPeer(m, log); }
    Appearance operator()(const api::CallMessage& m) const {
        if (isRenewal(*m.request))
            return {TransitKind::Heartbeat, true, MAQUETA_TEXT("Messages", "I am alive")};
        if (api::asksForNodeMetrics(*m.request))
            return {TransitKind::Request, true, MAQUETA_TEXT("Messages", "how busy?")};
        return {TransitKind::Request, false, labelOf(*m.request)};
    }
    Appearance operator()(const api::ReplyMessage& m) const {
        return {TransitKind::Reply, isRoutine(*m.response),
                m.response->ok() ? "" : MAQUETA_TEXT("Messages", "refused")};
    }
    Appearance operator()(const api::WatchStart&) const {
        return {TransitKind::Request, false, MAQUETA_TEXT("Messages", "watch")};
    }
    Appearance operator()(const api::WatchStop&) const { return {TransitKind::Request, false, ""}; }
    Appearance operator()(const api::WatchMessage& m) const {
        bool routine = true;
        for (const api::WatchEvent& e : m.batch->events) {
            const bool quiet = e.type == api::WatchEventType::Bookmark ||
                               (e.object && e.object->kind == api::Kind::Lease);
            routine = routine && quiet;
        }
        return {TransitKind::Watch, routine, ""};
    }
    Appearance operator()(const api::MetricsScrape&) const {
        return {TransitKind::Request, true, MAQUETA_TEXT("Messages", "how busy?")};
    }
    Appearance operator()(const api::MetricsSample&) const {
        return {TransitKind::Reply, true, ""};
    }
    Appearance operator()(const HealthProbe&) const { return {TransitKind::HealthCheck, true, ""}; }
    Appearance operator()(const HealthAnswer&) const {
        return {TransitKind::HealthCheck, true, ""};
    }
    Appearance operator()(const ConnectionReset&) const {
        return {TransitKind::Reset, false, MAQUETA_TEXT("Messages", "nobody here")};
    }
};

// Bytes of a bare TCP segment with its headers.
constexpr std::size_t bareSize = 60;

struct Size {
    std::size_t operator()(const std::monostate&) const { return bareSize; }
    std::size_t operator()(const store::CallMessage& m) const {
        return bareSize + m.request->bytes();
    }
    std::size_t operator()(const store::AnswerMessage& m) const {
        return bareSize + m.response->bytes;
    }
    std::size_t operator()(const store::WatchMessage& m) const { return bareSize + m.batch->bytes; }
    std::size_t operator()(const store::PeerMessage& m) const { return bareSize + m.bytes(); }
    std::size_t operator()(const api::CallMessage& m) const {
        return api::wireSize(api::ToServer(m));
    }
    std::size_t operator()(const api::ReplyMessage& m) const {
        return api::wireSize(api::ToClient(m));
    }
    std::size_t operator()(const api::WatchMessage& m) const {
        return api::wireSize(api::ToClient(m));
    }
    // Two lines of text for the node and for each of its pods; of a small node.
    std::size_t operator()(const api::MetricsSample&) const { return bareSize + 4000; }
    template <class Other>
    std::size_t operator()(const Other&) const {
        return bareSize;
    }
};

} // namespace

Appearance appearance(const Body& body, const store::RaftLog* log) {
    return std::visit(Look{log}, body);
}

std::size_t wireSize(const Body& body) {
    return std::visit(Size{}, body);
}

} // namespace maqueta::cluster
