#include "api/codec.h"

#include "api/codec/parts.h"
#include "api/schema/tree.h"

namespace maqueta::api {
namespace {

using base::Json;

// The kind's own fields and nothing else of the object.
Json ownToJson(const Object& object) {
    switch (object.kind) {
    case Kind::Pod: return codec::toJson(static_cast<const Pod&>(object));
    case Kind::Node: return codec::toJson(static_cast<const Node&>(object));
    case Kind::ReplicaSet: return codec::toJson(static_cast<const ReplicaSet&>(object));
    case Kind::Deployment: return codec::toJson(static_cast<const Deployment&>(object));
    case Kind::Lease: return codec::toJson(static_cast<const Lease&>(object));
    case Kind::Event: return codec::toJson(static_cast<const Event&>(object));
    case Kind::Namespace: return codec::toJson(static_cast<const Namespace&>(object));
    default: return Json::object();
    }
}

template <class T>
base::Ref<Object> readOwn(const Json& tree) {
    base::Ref<T> object(new T);
    codec::read(*object, tree);
    return object;
}

base::Ref<Object> readTyped(Kind kind, const Json& tree) {
    switch (kind) {
    case Kind::Pod: return readOwn<Pod>(tree);
    case Kind::Node: return readOwn<Node>(tree);
    case Kind::ReplicaSet: return readOwn<ReplicaSet>(tree);
    case Kind::Deployment: return readOwn<Deployment>(tree);
    case Kind::Lease: return readOwn<Lease>(tree);
    case Kind::Event: return readOwn<Event>(tree);
    case Kind::Namespace: return readOwn<Namespace>(tree);
    default: return base::Ref<Object>(new Kept(kind));
    }
}

// Everything typed, without apiVersion and kind.
Json typedToJson(const Object& object) {
    Json tree = ownToJson(object);
    codec::putTree(tree, "metadata", codec::toJson(object.meta));
    return tree;
}

std::string textOf(const Json& json, const char* field) {
    return codec::textAt(json, field).str();
}

std::string versionOf(std::string_view apiVersion) {
    const std::size_t slash = apiVersion.find('/');
    return std::string(slash == std::string_view::npos ? apiVersion : apiVersion.substr(slash + 1));
}

std::string cannotBeHandled(const std::string& apiVersion, const std::string& kind,
                            const std::string& as, const std::string& why) {
    return kind + " in version \"" + versionOf(apiVersion) + "\" cannot be handled as a " + as +
           ": " + why;
}

base::Error failed(std::string message) {
    return {std::move(message), {}, 0, 0};
}

std::string hexOf(std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        text += digits[static_cast<unsigned char>(c) >> 4];
        text += digits[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

std::string unrecognized(const Json& json, const std::string& wanted) {
    const char* found = json.is_array()    ? "array"
                        : json.is_string() ? "string"
                        : json.is_number() ? "number"
                                           : "bool";
    const std::string must = wanted.empty() ? "" : " (must be of type " + wanted + ")";
    return "the object provided is unrecognized" + must +
           ": couldn't get version/kind; json parse error: json: cannot unmarshal " + found +
           " into Go value of type struct { APIVersion string "
           "\"json:\\\"apiVersion,omitempty\\\"\"; Kind string "
           "\"json:\\\"kind,omitempty\\\"\" }" +
           " (" + hexOf(json.dump()) + ")";
}

// Of kinds without a schema the metadata is checked, and nulls outside of it are kept.
base::Result<Json> readTree(Kind kind, const Json& json, const DecodeOptions& options) {
    if (const schema::Struct* type = schema::structOf(kind))
        return schema::read(json, *type, options.unknownFields, options.wrongField);
    Json tree = json;
    const auto meta = tree.find("metadata");
    if (meta == tree.end() || meta->is_null()) {
        tree["metadata"] = Json::object();
        return tree;
    }
    // Goes through a struct that has nothing else, for the path in the error.
    const Json only = Json::object({{"metadata", *meta}});
    auto read = schema::read(only, schema::structNamed("PodTemplateSpec"), options.unknownFields,
                             options.wrongField);
    if (!read) return read.error();
    tree["metadata"] =
        codec::at(*read, "metadata").is_null() ? Json::object() : codec::at(*read, "metadata");
    return tree;
}

void encodeTyped(Json& tree, const Object& object, std::int64_t resourceVersion) {
    tree["apiVersion"] = apiVersionOf(object);
    tree["kind"] = kindNameOf(object);
    if (!tree.contains("metadata")) tree["metadata"] = Json::object();
    // The version belongs to the read, whatever the body said.
    tree["metadata"].erase("resourceVersion");
    if (resourceVersion != 0) tree["metadata"]["resourceVersion"] = std::to_string(resourceVersion);
}

} // namespace

std::string apiVersionOf(const Object& object) {
    const KindInfo& known = info(object.kind);
    if (known.simulated) return known.apiVersion();
    const Text& own = static_cast<const Kept&>(object).apiVersion;
    return own.empty() ? known.apiVersion() : own.str();
}

std::string kindNameOf(const Object& object) {
    if (object.kind == Kind::Other) return static_cast<const Kept&>(object).kindName.str();
    return std::string(info(object.kind).name);
}

base::Result<ObjectRef> decode(const Json& json, const DecodeOptions& options) {
    auto body = codec::readBody(json, options);
    if (!body) return body.error();
    return codec::fromTree(body->kind, body->tree);
}

namespace codec {

base::Result<Body> readBody(const Json& json, const DecodeOptions& options) {
    const bool free = options.expected == Kind::Other;
    const std::string wanted(info(options.expected).name);
    if (!json.is_object()) return failed(unrecognized(json, wanted));
    Body body;
    body.apiVersion = textOf(json, "apiVersion");
    body.kindName = textOf(json, "kind");
    if (!free) {
        if (body.apiVersion.empty()) body.apiVersion = info(options.expected).apiVersion();
        if (body.kindName.empty()) body.kindName = wanted;
    } else if (body.kindName.empty() || body.apiVersion.empty()) {
        return failed(std::string("Object '") + (body.kindName.empty() ? "Kind" : "apiVersion") +
                      "' is missing in '" + json.dump() + "'");
    }
    body.kind = findKind(body.apiVersion, body.kindName);
    if (!free && body.kind != options.expected)
        return failed(cannotBeHandled(body.apiVersion, body.kindName, wanted,
                                      "converting (" + versionOf(body.apiVersion) + "." +
                                          body.kindName + ") to (core." + wanted +
                                          "): unknown conversion"));
    auto tree = readTree(body.kind, json, options);
    if (!tree)
        return failed(
            cannotBeHandled(body.apiVersion, body.kindName, body.kindName, tree.error().message));
    body.tree = std::move(*tree);
    return body;
}

ObjectRef fromTree(Kind kind, const Json& tree) {
    base::Ref<Object> object = readTyped(kind, tree);
    object->meta = readMeta(at(tree, "metadata"));
    if (!info(kind).simulated) {
        auto& kept = static_cast<Kept&>(*object);
        const Text apiVersion = textAt(tree, "apiVersion");
        if (kind == Kind::Other) kept.kindName = textAt(tree, "kind");
        if (apiVersion != info(kind).apiVersion()) kept.apiVersion = apiVersion;
    }
    Json known = typedToJson(*object);
    known["apiVersion"] = "";
    known["kind"] = "";
    known["metadata"]["resourceVersion"] = "";
    object->rest = restOf(tree, known);
    return object;
}

} // namespace codec

Json encode(const Object& object, std::int64_t resourceVersion) {
    Json tree = typedToJson(object);
    codec::addRest(tree, object.rest);
    encodeTyped(tree, object, resourceVersion);
    if (const schema::Struct* type = schema::structOf(object.kind))
        schema::addEmpty(tree, *type);
    else if (!tree["metadata"].contains("creationTimestamp"))
        tree["metadata"]["creationTimestamp"] = nullptr;
    return tree;
}

Json encodeForApi(const Object& object, std::int64_t resourceVersion) {
    Json tree = encode(object, resourceVersion);
    if (const schema::Struct* type = schema::structOf(object.kind))
        schema::dropUnknown(tree, *type);
    return tree;
}

} // namespace maqueta::api
