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

// Of kinds without a schema the metadata is checked, and nulls outside of it are kept.
base::Result<Json> readTree(Kind kind, const Json& json, std::vector<std::string>* unknown) {
    if (const schema::Struct* type = schema::structOf(kind))
        return schema::read(json, *type, unknown);
    Json tree = json;
    const auto meta = tree.find("metadata");
    if (meta == tree.end() || meta->is_null()) {
        tree["metadata"] = Json::object();
        return tree;
    }
    // Goes through a struct that has nothing else, for the path in the error.
    const Json only = Json::object({{"metadata", *meta}});
    auto read = schema::read(only, schema::structNamed("PodTemplateSpec"), unknown);
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
    const std::string wanted =
        options.expected == Kind::Other ? std::string() : std::string(info(options.expected).name);
    if (!json.is_object())
        return base::Error{"the object provided is unrecognized" +
                               (wanted.empty() ? "" : " (must be of type " + wanted + ")") +
                               ": couldn't get version/kind; json parse error: json: cannot "
                               "unmarshal " +
                               (json.is_array()    ? "array"
                                : json.is_string() ? "string"
                                : json.is_number() ? "number"
                                                   : "bool") +
                               " into Go value of type struct { APIVersion string "
                               "\"json:\\\"apiVersion,omitempty\\\"\"; Kind string "
                               "\"json:\\\"kind,omitempty\\\"\" }",
                           {},
                           0,
                           0};
    std::string apiVersion = textOf(json, "apiVersion");
    std::string kindName = textOf(json, "kind");
    if (!wanted.empty()) {
        if (apiVersion.empty()) apiVersion = info(options.expected).apiVersion();
        if (kindName.empty()) kindName = wanted;
    } else if (kindName.empty() || apiVersion.empty()) {
        return base::Error{std::string("Object '") + (kindName.empty() ? "Kind" : "apiVersion") +
                               "' is missing in '" + json.dump() + "'",
                           {},
                           0,
                           0};
    }
    const Kind kind = findKind(apiVersion, kindName);
    if (!wanted.empty() && kind != options.expected)
        return base::Error{cannotBeHandled(apiVersion, kindName, wanted,
                                           "converting (" + versionOf(apiVersion) + "." + kindName +
                                               ") to (core." + wanted + "): unknown conversion"),
                           {},
                           0,
                           0};
    auto tree = readTree(kind, json, options.unknownFields);
    if (!tree)
        return base::Error{
            cannotBeHandled(apiVersion, kindName, kindName, tree.error().message), {}, 0, 0};
    return codec::fromTree(kind, *tree);
}

namespace codec {

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
