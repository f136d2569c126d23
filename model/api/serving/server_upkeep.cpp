// What an API server does besides answering: it deletes collections one by one, lets events expire,
// compacts the store, and sees to the objects that every cluster has.
#include "api/server.h"

#include "api/kinds/kept.h"
#include "api/serving/failures.h"
#include "api/serving/fields.h"

#include <algorithm>
#include <array>

namespace maqueta::api {
namespace {

// apiserver/pkg/storage/etcd3/compact.go
constexpr std::string_view compactKey = "compact_rev_key";
// apiserver/pkg/storage/etcd3/lease_manager.go: a lease is used again for a minute, and lives that
// much longer.
constexpr sim::Duration leaseReuse = sim::seconds(60);
constexpr int leaseObjects = 1000;

// pkg/controlplane/controller/systemnamespaces; "default" among them.
constexpr std::array<std::string_view, 4> systemNamespaces = {"kube-system", "kube-public",
                                                              "kube-node-lease", "default"};
struct SystemPriority {
    std::string_view name;
    std::int64_t value;
    std::string_view description;
};
// pkg/apis/scheduling/v1/helpers.go
constexpr std::array<SystemPriority, 2> systemPriorities = {
    {{"system-node-critical", 2000001000,
      "Used for system critical pods that must not be moved from their current node."},
     {"system-cluster-critical", 2000000000,
      "Used for system critical pods that must run in the cluster, but can be moved to another "
      "node if necessary."}}};

RequestRef creation(Kind kind, base::Json body) {
    body["apiVersion"] = info(kind).apiVersion();
    body["kind"] = info(kind).name;
    const base::Ref<Request> request(new Request);
    request->verb = Verb::Create;
    request->kind = kind;
    request->json = base::shareJson(std::move(body));
    request->userAgent = "kube-apiserver";
    return request;
}

} // namespace

void ApiServer::startCollection(Operation op, ServerOutbox& out) {
    const Request& request = *op.request;
    if (auto why = unsupportedField(request.kind, request.list.fieldSelector))
        return finish(op, refusal(badRequest(*why)), out);
    op.collected = base::Ref<Response>(new Response);
    op.collected->filtered = true;
    op.collected->resourceVersion = picture_.revision;
    Response found;
    collect(request, picture_, found);
    if (request.dryRun) {
        op.collected->items = std::move(found.items);
        return finish(op, op.collected, out);
    }
    for (const Versioned& item : found.items) op.collection.write().push_back(item->key());
    nextOfCollection(std::move(op), out);
}

void ApiServer::nextOfCollection(Operation op, ServerOutbox& out) {
    if (op.next == op.collection->size()) return finish(op, op.collected, out);
    op.key = (*op.collection)[op.next++];
    op.phase = Operation::Phase::Delete;
    op.removing = false;
    op.removeNext = false;
    op.before = cached(op.key);
    advance(std::move(op), false, out);
}

// Whether there is a lease that an event of this moment can use; else one is asked for.
bool ApiServer::leaseForEvent(ServerOutbox& out) {
    const bool usable = eventLease_.id != 0 && out.now() < eventLease_.reuseUntil &&
                        eventLease_.objects < leaseObjects;
    if (usable) return true;
    if (grantUnderWay_) return false;
    grantUnderWay_ = true;
    const base::Ref<store::Request> ask(new store::Request);
    ask->type = store::RequestType::LeaseGrant;
    const sim::Duration longer = std::min(leaseReuse, options_.eventTtl / 20);
    eventLease_ = {};
    eventLease_.id = static_cast<store::LeaseId>(rng_.next() >> 1);
    eventLease_.reuseUntil = out.now() + longer;
    ask->leaseGrant = {eventLease_.id, options_.eventTtl + longer};
    Operation op;
    op.stage = Operation::Stage::GrantLease;
    op.deadline = out.now() + options_.requestTimeout;
    send(std::move(op), ask, out);
    return false;
}

void ApiServer::takeLease(bool granted, ServerOutbox& out) {
    grantUnderWay_ = false;
    if (!granted) eventLease_ = {};
    std::vector<Operation> waiting;
    std::swap(waiting, waitForLease_.write());
    for (Operation& op : waiting) {
        if (granted)
            commit(std::move(op), out);
        else
            finish(op, refusal(storeFailure(store::ErrorCode::Timeout)), out);
    }
}

// Every server tries; the one that finds the key as it left it compacts up to the revision that it
// saw one interval ago.
void ApiServer::compact(ServerOutbox& out) {
    if (!ready()) return;
    const base::Ref<Kept> record(new Kept(Kind::Other));
    record->rest = base::shareJson({{"revision", compactTo_}});
    const base::Ref<store::Request> ask(new store::Request);
    ask->type = store::RequestType::Txn;
    ask->txn.compare.push_back({compactKey, compactKeyRevision_});
    ask->txn.success.push_back({store::Op::Type::Put, compactKey, {}, record, 0});
    ask->txn.getOnFailure = compactKey;
    Operation op;
    op.stage = Operation::Stage::CompactKey;
    op.deadline = out.now() + options_.requestTimeout;
    send(std::move(op), ask, out);
}

void ApiServer::takeCompactKey(const store::Response& response, ServerOutbox& out) {
    const std::int64_t revision = compactTo_;
    compactTo_ = response.revision;
    if (!response.succeeded) {
        compactKeyRevision_ = response.current ? response.current->modRevision : 0;
        return;
    }
    compactKeyRevision_ = response.revision;
    if (revision == 0) return;
    const base::Ref<store::Request> ask(new store::Request);
    ask->type = store::RequestType::Compact;
    ask->compact.revision = revision;
    Operation op;
    op.stage = Operation::Stage::Compact;
    op.deadline = out.now() + options_.requestTimeout;
    send(std::move(op), ask, out);
}

// Creates the namespaces and priority classes that a cluster always has, where they are missing.
void ApiServer::ensureSystemObjects(ServerOutbox& out) {
    if (!ready()) return;
    const auto createOne = [&](RequestRef request) {
        Operation op;
        op.mutating = true;
        op.request = std::move(request);
        op.deadline = out.now() + options_.requestTimeout;
        ++mutating_;
        create(std::move(op), out);
    };
    for (const std::string_view name : systemNamespaces)
        if (!cached(keyOf(Kind::Namespace, {}, name)))
            createOne(creation(Kind::Namespace, {{"metadata", {{"name", name}}}}));
    for (const SystemPriority& priority : systemPriorities)
        if (!cached(keyOf(Kind::PriorityClass, {}, priority.name)))
            createOne(creation(Kind::PriorityClass, {{"metadata", {{"name", priority.name}}},
                                                     {"value", priority.value},
                                                     {"description", priority.description}}));
}

} // namespace maqueta::api
