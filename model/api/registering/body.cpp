#include "api/registering/body.h"

#include "api/registering/refusals.h"

namespace maqueta::api::registering {
namespace {

// apiserver/pkg/server/config.go: MaxRequestBodyBytes
constexpr std::size_t mostBodyBytes = 3 * 1024 * 1024;

// Whether the text of a tree would be longer. Counts strings and a little for all else, and stops
// as soon as it knows.
bool weighs(const base::Json& json, std::size_t& left) {
    const auto take = [&left](std::size_t bytes) {
        const bool fits = bytes <= left;
        left -= fits ? bytes : left;
        return fits;
    };
    if (json.is_string()) return take(json.get_ref<const std::string&>().size() + 2);
    if (!take(2)) return false;
    if (json.is_array())
        for (const base::Json& item : json)
            if (!weighs(item, left)) return false;
    if (json.is_object())
        for (const auto& [name, value] : json.items())
            if (!take(name.size() + 3) || !weighs(value, left)) return false;
    return true;
}
bool largerThan(const base::Json& json, std::size_t bytes) {
    return !weighs(json, bytes);
}

std::string unknownField(const std::string& path) {
    return "unknown field \"" + path + "\"";
}

std::string strictError(const codec::Body& body, const std::vector<std::string>& unknown) {
    std::string list;
    for (const std::string& path : unknown) list += (list.empty() ? "" : ", ") + unknownField(path);
    const std::size_t slash = body.apiVersion.find('/');
    return body.kindName + " in version \"" +
           (slash == std::string::npos ? body.apiVersion : body.apiVersion.substr(slash + 1)) +
           "\" cannot be handled as a " + body.kindName + ": strict decoding error: " + list;
}

} // namespace

RequestBody readRequestBody(const RequestContext& context, Kind kind, const base::Json& json) {
    if (largerThan(json, mostBodyBytes))
        return refuse(413, "RequestEntityTooLarge",
                      "Request entity too large: limit is " + std::to_string(mostBodyBytes));
    std::vector<std::string> unknown;
    auto body = codec::readBody(json, {.expected = kind, .unknownFields = &unknown});
    if (!body) return refuse(400, "BadRequest", body.error().message);
    if (unknown.empty() || context.fieldValidation == FieldValidation::Ignore)
        return std::move(*body);
    if (context.fieldValidation == FieldValidation::Strict)
        return refuse(400, "BadRequest", strictError(*body, unknown));
    if (context.warnings)
        for (const std::string& path : unknown) context.warnings->push_back(unknownField(path));
    return std::move(*body);
}

std::optional<Failure> placeInNamespace(const RequestContext& context, Object& object) {
    const bool namespaced =
        object.kind == Kind::Other ? !context.ns.empty() : info(object.kind).namespaced;
    if (!namespaced) {
        object.meta.ns = {};
    } else if (object.meta.ns.empty()) {
        object.meta.ns = context.ns;
    } else if (object.meta.ns != context.ns) {
        return refuse(400, "BadRequest",
                      "the namespace of the provided object does not match the namespace sent on "
                      "the request");
    }
    return std::nullopt;
}

} // namespace maqueta::api::registering
