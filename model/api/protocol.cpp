#include "api/protocol.h"

#include "api/selector_json.h"

namespace maqueta::api {
namespace {

constexpr std::size_t requestOverhead = 250; // request line and headers, HPACK-compressed

// About what the tree takes as text.
std::size_t jsonSize(const base::Json& json) {
    if (json.is_string()) return json.get_ref<const std::string&>().size() + 2;
    std::size_t size = 5;
    if (json.is_object())
        for (const auto& item : json.items())
            size += item.key().size() + 4 + jsonSize(item.value());
    else if (json.is_array())
        for (const auto& item : json) size += 1 + jsonSize(item);
    return size;
}

std::size_t requestSize(const Request& request) {
    std::size_t size = requestOverhead;
    if (request.body) size += request.body->bytes();
    if (request.json) size += jsonSize(request.json->value);
    return size;
}

} // namespace

// apiserver/pkg/endpoints/handlers/responsewriters: the header says what the details say; a client
// heeds it on a 429 and on any 5xx (client-go/rest/with_retry.go, checkWait).
sim::Duration Failure::retryAfter() const {
    if ((code != 429 && code < 500) || !details) return {};
    return sim::seconds(
        std::max<std::int64_t>(0, numberMember(&details->value, "retryAfterSeconds", 0)));
}

std::string_view text(Verb verb) {
    switch (verb) {
    case Verb::Get: return "get";
    case Verb::List: return "list";
    case Verb::Create: return "create";
    case Verb::Update: return "update";
    case Verb::Patch: return "patch";
    case Verb::Delete: return "delete";
    case Verb::DeleteCollection: return "deletecollection";
    }
    return "";
}

std::string_view text(Subresource sub) {
    switch (sub) {
    case Subresource::None: return "";
    case Subresource::Status: return "status";
    case Subresource::Binding: return "binding";
    case Subresource::Scale: return "scale";
    case Subresource::Eviction: return "eviction";
    case Subresource::Finalize: return "finalize";
    }
    return "";
}

std::size_t wireSize(const ToServer& message) {
    if (const auto* call = std::get_if<CallMessage>(&message)) return requestSize(*call->request);
    return std::holds_alternative<WatchStart>(message) ? requestOverhead : 20;
}

std::size_t wireSize(const ToClient& message) {
    if (const auto* reply = std::get_if<ReplyMessage>(&message)) return reply->response->bytes;
    return std::get<WatchMessage>(message).batch->bytes + 20;
}

} // namespace maqueta::api
