// Get and list: from the picture, or up to date through etcd.
#include "api/server.h"

#include "api/serving/failures.h"
#include "api/serving/fields.h"
#include "base/hash.h"

#include <algorithm>
#include <charconv>

namespace maqueta::api {
namespace {

constexpr std::int64_t upToDate = -1; // Request::resourceVersion
constexpr std::string_view expiredContinue =
    "The provided continue parameter is too old to display a consistent list result. You can start "
    "a new list without the continue parameter, or use the continue token in this response to "
    "retrieve the remainder of the results. Continuing with the provided token results in an "
    "inconsistent list - objects that were created, modified, or deleted between the time the "
    "first chunk was returned and now may show up in the list.";

Versioned versionedOf(const store::KeyValue& kv) {
    return {ObjectRef(static_cast<const Object*>(kv.value.get())), kv.modRevision};
}

bool unlimited(const Request& request) {
    return !request.list.labelSelector && request.list.fieldSelector.empty() &&
           request.kind != Kind::Other;
}

// Where a list that came in pieces goes on: "<revision>:<rest of the next key>". Revision -1 goes
// on in whatever there is now.
struct Continuation {
    std::int64_t revision = 0;
    Text start;
};

Text continueToken(std::int64_t revision, std::string_view prefix, std::string_view nextKey) {
    return std::to_string(revision).append(":").append(nextKey.substr(prefix.size()));
}

std::optional<Continuation> parseContinue(std::string_view token, std::string_view prefix) {
    const std::size_t colon = token.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    Continuation found;
    const auto [end, error] = std::from_chars(token.data(), token.data() + colon, found.revision);
    if (error != std::errc() || end != token.data() + colon) return std::nullopt;
    found.start = std::string(prefix).append(token.substr(colon + 1));
    return found;
}

} // namespace

Versioned ApiServer::cached(std::string_view key) const {
    const store::KeyValue* found = picture_.table.find(key);
    return found ? versionedOf(*found) : Versioned{};
}

void ApiServer::read(Operation op, ServerOutbox& out) {
    const Request& request = *op.request;
    const bool lists = request.verb == Verb::List;
    if (lists) {
        if (auto why = unsupportedField(request.kind, request.list.fieldSelector))
            return refuse(op, badRequest(*why), out);
        const bool pieces = request.list.limit > 0 && request.resourceVersion != 0;
        if (pieces || !request.list.continueToken.empty()) return readQuorum(std::move(op), out);
    }
    if (request.resourceVersion == upToDate) return readQuorum(std::move(op), out);
    if (request.resourceVersion > picture_.revision)
        return waitFor(request.resourceVersion, op.client, CallMessage{op.call, op.request}, out);
    base::Ref<Response> response;
    if (lists) {
        response = list(request, picture_);
    } else {
        const Versioned found = cached(storageKey(request, request.name));
        if (!found) return refuse(op, notFound(request, request.name), out);
        response = base::Ref<Response>(new Response);
        response->object = found;
        response->bytes += found->bytes();
    }
    ++reading_;
    finish(op, response, out);
}

void ApiServer::readQuorum(Operation op, ServerOutbox& out) {
    if (reading_ >= options_.maxInFlight) return refuse(op, tooManyRequests(), out);
    const Request& request = *op.request;
    const base::Ref<store::Request> ask(new store::Request);
    if (request.verb == Verb::Get) {
        op.stage = Operation::Stage::ReadObject;
        ask->range.key = storageKey(request, request.name);
    } else {
        op.stage = Operation::Stage::ReadList;
        const Text prefix = storagePrefix(request);
        ask->range.key = prefix;
        ask->range.end = prefixEnd(prefix);
        if (!request.list.continueToken.empty()) {
            const auto from = parseContinue(request.list.continueToken, prefix);
            if (!from) return refuse(op, badRequest("continue key is not valid"), out);
            ask->range.key = from->start;
            ask->range.revision = std::max<std::int64_t>(from->revision, 0);
        }
        ask->range.limit = request.list.limit > 0 ? request.list.limit + 1 : 0;
    }
    op.key = ask->range.key;
    ++reading_;
    send(std::move(op), ask, out);
}

void ApiServer::takeObject(const Operation& op, const store::Response& answer, ServerOutbox& out) {
    if (!answer.current) return finish(op, refusal(notFound(*op.request, op.request->name)), out);
    const base::Ref<Response> response(new Response);
    response->object = versionedOf(*answer.current);
    response->bytes += response->object->bytes();
    finish(op, response, out);
}

// Picks what the request selects from a picture, in order of keys.
void ApiServer::collect(const Request& request, const store::Root& root, Response& response) const {
    const auto take = [&](std::string_view key) {
        const store::KeyValue* kv = root.table.find(key);
        if (!kv) return;
        const Versioned found = versionedOf(*kv);
        if (selects(*found.object, request.ns, request.list.labelSelector,
                    request.list.fieldSelector))
            response.items.push_back(found);
    };
    const Text* wish = indexedWish(request.kind, request.list.fieldSelector);
    const bool oneKey = wish && request.kind != Kind::Pod &&
                        (!info(request.kind).namespaced || !request.ns.empty());
    if (oneKey) return take(storageKey(request, *wish));
    if (wish && request.kind == Kind::Pod && root.table.shares(picture_.table)) {
        const std::uint64_t node = base::hashBytes(*wish);
        for (auto it = podsByNode_.lowerBound(PodOnNode{node, {}});
             !it.atEnd() && it.key().node == node; ++it)
            take(it.key().key);
        return;
    }
    const Text prefix = storagePrefix(request);
    const Text end = prefixEnd(prefix);
    for (auto it = root.table.lowerBound(prefix); !it.atEnd() && it.key() < end; ++it) {
        const Versioned found = versionedOf(it.value());
        if (selects(*found.object, request.ns, request.list.labelSelector,
                    request.list.fieldSelector))
            response.items.push_back(found);
    }
}

base::Ref<Response> ApiServer::list(const Request& request, const store::Root& root) const {
    const base::Ref<Response> response(new Response);
    response->resourceVersion = root.revision;
    if (unlimited(request)) {
        response->root = root;
        const Text prefix = storagePrefix(request);
        const auto first = root.table.lowerBound(prefix);
        const std::size_t count = root.table.rank(prefixEnd(prefix)) - root.table.rank(prefix);
        if (count > 0) response->bytes += count * first.value().value->bytes();
        return response;
    }
    response->filtered = true;
    collect(request, root, *response);
    for (const Versioned& item : response->items) response->bytes += item->bytes();
    return response;
}

// A list through etcd: whole, or the next piece of it.
void ApiServer::takeList(const Operation& op, const store::Response& answer, ServerOutbox& out) {
    const Request& request = *op.request;
    store::Root root = answer.root;
    if (root.revision == 0) root.revision = answer.revision;
    const bool pieces = request.list.limit > 0 || !request.list.continueToken.empty();
    if (!pieces) return finish(op, list(request, root), out);
    const base::Ref<Response> response(new Response);
    response->resourceVersion = root.revision;
    response->filtered = true;
    const Text prefix = storagePrefix(request);
    const Text end = prefixEnd(prefix);
    const auto limit = static_cast<std::size_t>(std::max<std::int64_t>(request.list.limit, 0));
    auto it = root.table.lowerBound(op.key);
    for (; !it.atEnd() && it.key() < end; ++it) {
        if (limit > 0 && response->items.size() == limit) break;
        const Versioned found = versionedOf(it.value());
        if (!selects(*found.object, request.ns, request.list.labelSelector,
                     request.list.fieldSelector))
            continue;
        response->bytes += found->bytes();
        response->items.push_back(found);
    }
    if (!it.atEnd() && it.key() < end) {
        response->continueToken = continueToken(root.revision, prefix, it.key());
        if (unlimited(request))
            response->remainingItems =
                static_cast<std::int64_t>(root.table.rank(end) - root.table.rank(it.key()));
    }
    finish(op, response, out);
}

// The pieces of a list are those of one revision, and that one is compacted away.
void ApiServer::listExpired(const Operation& op, ServerOutbox& out) {
    const base::Ref<Response> response = refusal(expired(expiredContinue));
    const Text prefix = storagePrefix(*op.request);
    response->continueToken = continueToken(upToDate, prefix, op.key);
    finish(op, response, out);
}

} // namespace maqueta::api
