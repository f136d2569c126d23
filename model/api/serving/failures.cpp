#include "api/serving/failures.h"

#include <utility>

namespace maqueta::api {
namespace {

constexpr std::string_view modifiedWords =
    "the object has been modified; please apply your changes to the latest version and try again";

std::string quoted(std::string_view s) {
    return std::string("\"").append(s).append("\"");
}

struct ResourceNames {
    std::string plural;
    std::string group;
};

ResourceNames namesOf(const Request& request) {
    if (request.kind != Kind::Other)
        return {std::string(info(request.kind).plural), std::string(info(request.kind).group)};
    const std::string_view version = request.apiVersion.view();
    const std::size_t slash = version.find('/');
    return {guessPlural(request.kindName),
            std::string(slash == std::string_view::npos ? "" : version.substr(0, slash))};
}

base::JsonRef detailsOf(const Request& request, std::string_view name) {
    const ResourceNames names = namesOf(request);
    base::Json details = {{"name", name}, {"kind", names.plural}};
    if (!names.group.empty()) details["group"] = names.group;
    return base::shareJson(std::move(details));
}

} // namespace

std::string resourceName(const Request& request) {
    const ResourceNames names = namesOf(request);
    return names.group.empty() ? names.plural : names.plural + "." + names.group;
}

Failure notFound(const Request& request, std::string_view name) {
    return {404, "NotFound", resourceName(request) + " " + quoted(name) + " not found",
            detailsOf(request, name)};
}

Failure alreadyExists(const Request& request, std::string_view name) {
    return {409, "AlreadyExists", resourceName(request) + " " + quoted(name) + " already exists",
            detailsOf(request, name)};
}

Failure conflict(const Request& request, std::string_view name, std::string_view why) {
    std::string resource = resourceName(request);
    base::JsonRef details = detailsOf(request, name);
    if (request.sub == Subresource::Binding) {
        resource = "pods/binding";
        details = base::shareJson({{"name", name}, {"kind", resource}});
    }
    std::string message = "Operation cannot be fulfilled on " + resource + " " + quoted(name);
    return {409, "Conflict", message.append(": ").append(why), details};
}

Failure modifiedMeanwhile(const Request& request, std::string_view name) {
    return conflict(request, name, modifiedWords);
}

Failure preconditionFailed(const Object& object, std::string_view field, std::string_view wanted,
                           std::string_view found) {
    const KindInfo& kind = info(object.kind);
    const bool uid = field == "UID";
    std::string message = "Operation cannot be fulfilled on " + kind.qualifiedName() + " " +
                          quoted(object.meta.name) + ": the ";
    message.append(field).append(" in the precondition (").append(wanted);
    message.append(") does not match the ").append(field).append(" in record (").append(found);
    message += uid ? "). The object might have been deleted and then recreated"
                   : "). The object might have been modified";
    base::Json details = {{"name", object.meta.name.view()}, {"kind", kind.name}};
    if (!kind.group.empty()) details["group"] = kind.group;
    return {409, "Conflict", message, base::shareJson(std::move(details))};
}

Failure namespaceTerminating(const Request& request, std::string_view name) {
    const std::string ns = request.ns.str();
    std::string message = resourceName(request);
    if (!name.empty()) message += " " + quoted(name);
    message += " is forbidden: unable to create new content in namespace " + ns +
               " because it is being terminated";
    base::Json details = detailsOf(request, name)->value;
    if (name.empty()) details.erase("name");
    details["causes"] = {{{"reason", "NamespaceTerminating"},
                          {"message", "namespace " + ns + " is being terminated"},
                          {"field", "metadata.namespace"}}};
    return {403, "Forbidden", message, base::shareJson(std::move(details))};
}

Failure namespaceImmortal(std::string_view name) {
    return {403, "Forbidden",
            "namespaces " + quoted(name) + " is forbidden: this namespace may not be deleted",
            base::shareJson({{"name", name}, {"kind", "namespaces"}})};
}

Failure badRequest(std::string_view message) {
    return {400, "BadRequest", message, {}};
}

Failure expired(std::string_view message) {
    return {410, "Expired", message, {}};
}

Failure tooOldVersion(std::int64_t asked, std::int64_t oldest) {
    return expired("too old resource version: " + std::to_string(asked) + " (" +
                   std::to_string(oldest) + ")");
}

Failure tooLargeVersion(std::int64_t asked, std::int64_t current) {
    const std::string words = "Too large resource version";
    base::Json details = {{"causes", {{{"reason", "ResourceVersionTooLarge"}, {"message", words}}}},
                          {"retryAfterSeconds", 1}};
    return {504, "Timeout",
            "Timeout: " + words + ": " + std::to_string(asked) +
                ", current: " + std::to_string(current),
            base::shareJson(std::move(details))};
}

Failure tooManyRequests() {
    return {429, "TooManyRequests", "Too many requests, please try again later.",
            base::shareJson({{"retryAfterSeconds", 1}})};
}

Failure notInitialized() {
    return {429, "TooManyRequests", "storage is (re)initializing",
            base::shareJson({{"retryAfterSeconds", 1}})};
}

Failure requestTimeout() {
    return {504, "Timeout",
            "Timeout: request did not complete within requested timeout - context deadline "
            "exceeded",
            base::shareJson(base::Json::object())};
}

Failure storeFailure(store::ErrorCode code) {
    return {500, {}, store::errorText(code), {}};
}

Failure storeUnreachable() {
    return {500,
            {},
            "rpc error: code = Unavailable desc = connection error: desc = \"transport: Error "
            "while dialing: dial tcp 127.0.0.1:2379: connect: connection refused\"",
            {}};
}

Failure storeConnectionLost() {
    return {500, {}, "rpc error: code = Unavailable desc = error reading from server: EOF", {}};
}

base::Ref<Response> refusal(Failure failure) {
    const base::Ref<Response> response(new Response);
    response->code = failure.code;
    response->failure = std::move(failure);
    return response;
}

} // namespace maqueta::api
