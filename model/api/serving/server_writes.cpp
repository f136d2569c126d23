// Writes: read the current state from the cache, compute the new one, store it if nobody was
// faster, else begin again from what stands there now (apiserver/pkg/storage/etcd3/store.go,
// GuaranteedUpdate).
#include "api/server.h"

#include "api/kinds/event.h"
#include "api/kinds/namespace.h"
#include "api/kinds/volumes.h"
#include "api/selector_json.h"
#include "api/serving/deletion.h"
#include "api/serving/failures.h"

namespace maqueta::api {
namespace {

constexpr std::uint32_t generatedNameAttempts = 8; // registry/generic/registry/store.go

// Admission looks things up in the server's picture.
class PictureSource final : public ObjectSource {
public:
    explicit PictureSource(const store::Table& table) : table_(table) {}
    Versioned find(Kind kind, std::string_view ns, std::string_view name) const override {
        const store::KeyValue* found = table_.find(keyOf(kind, ns, name));
        if (!found) return {};
        return {ObjectRef(static_cast<const Object*>(found->value.get())), found->modRevision};
    }

    Versioned defaultPriorityClass() const override {
        Versioned least;
        std::int64_t value = 0;
        forEach(table_, Kind::PriorityClass, {}, [&](const Versioned& each) {
            const base::Json* content = each->rest ? &each->rest->value : nullptr;
            const base::Json* flag = member(content, "globalDefault");
            if (!flag || !flag->is_boolean() || !flag->get<bool>()) return;
            const std::int64_t its = numberMember(content, "value", 0);
            if (least && its >= value) return;
            least = each;
            value = its;
        });
        return least;
    }
    Versioned defaultStorageClass() const override {
        const Object* best = nullptr;
        forEach(table_, Kind::StorageClass, {},
                [&](const Versioned& each) { best = betterDefault(best, *each.object); });
        return best ? Versioned{ObjectRef(best), 0} : Versioned{};
    }

private:
    const store::Table& table_;
};

bool isCreate(const Request& request) {
    return request.verb == Verb::Create && request.sub == Subresource::None;
}

// namespace/lifecycle/admission.go: namespaces that may not be deleted.
bool isImmortal(std::string_view ns) {
    return ns == "default" || ns == "kube-system" || ns == "kube-public";
}

Text bodyName(const Request& request) {
    if (request.body) return request.body->meta.name;
    if (!request.json || !request.json->value.is_object()) return {};
    const auto meta = request.json->value.find("metadata");
    if (meta == request.json->value.end() || !meta->is_object()) return {};
    const auto name = meta->find("name");
    return name != meta->end() && name->is_string() ? Text(name->get<std::string>()) : Text();
}

} // namespace

void ApiServer::write(Operation op, ServerOutbox& out) {
    const Request& request = *op.request;
    if (isCreate(request)) return create(std::move(op), out);
    if (request.verb == Verb::DeleteCollection) return startCollection(std::move(op), out);
    if (request.verb == Verb::Delete && request.kind == Kind::Namespace && isImmortal(request.name))
        return finish(op, refusal(namespaceImmortal(request.name)), out);
    op.key = storageKey(request, request.name);
    op.before = cached(op.key);
    // The key that stands in the picture already serves every later version, too.
    if (op.before) op.key = picture_.table.keyOf(op.key);
    // What is asked of a budget must not be the eviction of a pod that has gone meanwhile.
    if (request.sub == Subresource::Eviction) return fetch(std::move(op), out);
    advance(std::move(op), false, out);
}

void ApiServer::create(Operation op, ServerOutbox& out) {
    const Request& request = *op.request;
    const bool inNamespace =
        request.kind == Kind::Other ? !request.ns.empty() : info(request.kind).namespaced;
    if (inNamespace) {
        const Text key = keyOf(Kind::Namespace, {}, request.ns);
        const Versioned ns = cached(key);
        if (!ns) {
            // It may have been created a moment ago through another server.
            op.stage = Operation::Stage::CheckNamespace;
            const base::Ref<store::Request> ask(new store::Request);
            ask->range.key = key;
            return send(std::move(op), ask, out);
        }
        if (ns->meta.terminating())
            return finish(op, refusal(namespaceTerminating(request, bodyName(request))), out);
    }
    advance(std::move(op), true, out);
}

void ApiServer::takeNamespace(Operation op, const store::Response& response, ServerOutbox& out) {
    if (!response.current) {
        const base::Ref<Request> wanted(new Request);
        wanted->kind = Kind::Namespace;
        return finish(op, refusal(notFound(*wanted, op.request->ns)), out);
    }
    --mutating_;
    const CallMessage call{op.call, op.request};
    if (response.revision > picture_.revision)
        waitFor(response.revision, op.client, call, out);
    else
        onCall(op.client, call, out);
}

// Plans the write on op.before and carries the plan out. `verified`: op.before is what etcd has,
// not only what the cache has; nothing is refused or left out because of an old cache.
void ApiServer::advance(Operation op, bool verified, ServerOutbox& out) {
    WritePlan made = plan(op, out.now());
    using Act = WritePlan::Act;
    if (made.act == Act::Spend) return spend(std::move(op), std::move(made), out);
    const bool idle = made.act == Act::Put && op.before && !made.removeNext &&
                      made.object->digest() == op.before->digest();
    if (made.act == Act::Refuse || made.act == Act::Nothing || idle) {
        if (!verified) return fetch(std::move(op), out);
        if (made.act == Act::Refuse) return conclude(op, refusal(made.failure), out);
        op.after = op.before.object;
        op.removing = false;
        return answerWrite(std::move(op), op.before.resourceVersion, out);
    }
    op.after = made.object;
    op.removing = made.act == Act::Remove;
    op.removeNext = made.removeNext;
    if (isCreate(*op.request)) op.key = op.after->key();
    if (!op.request->dryRun) return commit(std::move(op), out);
    if (isCreate(*op.request) && cached(op.key))
        return conclude(op, refusal(alreadyExists(*op.request, op.after->meta.name)), out);
    op.removing = op.removing || op.removeNext;
    answerWrite(std::move(op), op.before.resourceVersion, out);
}

void ApiServer::fetch(Operation op, ServerOutbox& out) {
    op.stage = Operation::Stage::Fetch;
    const base::Ref<store::Request> ask(new store::Request);
    ask->range.key = op.key;
    send(std::move(op), ask, out);
}

void ApiServer::commit(Operation op, ServerOutbox& out) {
    store::Op change;
    change.key = op.key;
    if (op.removing) {
        change.type = store::Op::Type::DeleteRange;
    } else {
        change.value = op.after;
        if (op.after->kind == Kind::Event) {
            if (!leaseForEvent(out)) {
                waitForLease_.write().push_back(std::move(op));
                return;
            }
            change.lease = eventLease_.id;
            ++eventLease_.objects;
        }
    }
    const base::Ref<store::Request> ask(new store::Request);
    ask->type = store::RequestType::Txn;
    ask->txn.compare.push_back({op.key, op.before.resourceVersion});
    ask->txn.success.push_back(std::move(change));
    ask->txn.getOnFailure = op.key;
    op.stage = Operation::Stage::Commit;
    op.sent = {};
    send(std::move(op), ask, out);
}

void ApiServer::takeCommit(Operation op, const store::Response& response, ServerOutbox& out) {
    if (response.succeeded) return written(std::move(op), response.revision, out);
    // Somebody was faster. A generated name is drawn again, everything else planned again.
    const bool redraw = isCreate(*op.request) && bodyName(*op.request).empty() &&
                        ++op.attempts < generatedNameAttempts;
    op.before = {};
    if (response.current && !redraw)
        op.before = {ObjectRef(static_cast<const Object*>(response.current->value.get())),
                     response.current->modRevision};
    advance(std::move(op), true, out);
}

void ApiServer::written(Operation op, std::int64_t revision, ServerOutbox& out) {
    out.record(ObjectWritten{op.before, Versioned{op.after, revision}, op.removing,
                             op.request->userAgent, op.client});
    const bool evicted = op.request->sub == Subresource::Eviction &&
                         op.phase == Operation::Phase::First && !op.removing && !op.removeNext;
    if (!op.removing && (op.removeNext || evicted)) {
        op.before = {op.after, revision};
        op.phase = op.removeNext ? Operation::Phase::Remove : Operation::Phase::Delete;
        return advance(std::move(op), true, out);
    }
    answerWrite(std::move(op), revision, out);
}

void ApiServer::answerWrite(Operation op, std::int64_t revision, ServerOutbox& out) {
    const Request& request = *op.request;
    const base::Ref<Response> response(new Response);
    response->code = request.verb == Verb::Create ? 201 : 200;
    response->gone = op.removing;
    response->object = {op.after, op.removing ? op.before.resourceVersion : revision};
    response->resourceVersion = revision;
    if (op.after) response->bytes += op.after->bytes();
    conclude(std::move(op), response, out);
}

// The end of an operation, or of one object of a collection.
void ApiServer::conclude(Operation op, base::Ref<Response> response, ServerOutbox& out) {
    if (op.collected) {
        if (response->ok()) op.collected->items.push_back(response->object);
        return nextOfCollection(std::move(op), out);
    }
    finish(op, std::move(response), out);
}

RequestContext ApiServer::context(const Operation& op, sim::Time now) {
    RequestContext context;
    context.now = now;
    context.rng = &rng_;
    context.admission = options_.admission;
    context.memo = &admissionMemo_;
    context.ns = op.request->ns;
    context.name = op.request->name;
    context.resourceVersion = op.request->resourceVersion;
    return context;
}

WritePlan ApiServer::plan(const Operation& op, sim::Time now) {
    const Request& request = *op.request;
    const bool create = isCreate(request);
    if (create == static_cast<bool>(op.before)) {
        const Text& name = create ? op.before->meta.name : request.name;
        return WritePlan::refuse(create ? alreadyExists(request, name) : notFound(request, name));
    }
    switch (op.phase) {
    case Operation::Phase::Remove: return WritePlan::remove(op.before.object);
    case Operation::Phase::Delete:
        return planDeletion(*op.before.object, op.before.resourceVersion, request.remove, now);
    case Operation::Phase::First: break;
    }
    if (request.verb == Verb::Delete)
        return planDeletion(*op.before.object, op.before.resourceVersion, request.remove, now);
    if (request.sub == Subresource::Eviction) return planEviction(op, now);
    return planChange(op, now);
}

// Create, update, patch and binding: what the registry makes of the request's body.
WritePlan ApiServer::planChange(const Operation& op, sim::Time now) {
    const Request& request = *op.request;
    const PictureSource source(picture_.table);
    RequestContext about = context(op, now);
    about.source = &source;
    const auto planned = [&](const Outcome& outcome) {
        if (!outcome) return WritePlan::refuse(outcome.failure());
        if (op.before && goesWithUpdate(*op.before.object, *outcome.object()))
            return WritePlan::remove(outcome.object());
        return WritePlan::put(outcome.object());
    };
    if (request.verb == Verb::Create && request.sub == Subresource::Binding) {
        Text node = request.node;
        if (request.json) {
            auto target = bindingTarget(about, request.json->value);
            if (auto* failure = std::get_if<Failure>(&target)) return WritePlan::refuse(*failure);
            node = std::get<Text>(target);
        }
        return planned(prepareBinding(about, op.before, node));
    }
    if (request.body) {
        if (request.verb == Verb::Create) return planned(prepareCreate(about, request.body));
        return planned(prepareUpdate(about, op.before, request.body, request.sub));
    }
    if (!request.json) return WritePlan::refuse(badRequest("the request has no body"));
    const base::Json& json = request.json->value;
    const bool scale = request.sub == Subresource::Scale;
    switch (request.verb) {
    case Verb::Create: return planned(prepareCreate(about, request.kind, json));
    case Verb::Patch:
        return planned(scale
                           ? prepareScalePatch(about, op.before, request.patchType, json)
                           : preparePatch(about, op.before, request.patchType, json, request.sub));
    default:
        return planned(scale ? prepareScale(about, op.before, json)
                             : prepareUpdate(about, op.before, json, request.sub));
    }
}

} // namespace maqueta::api
