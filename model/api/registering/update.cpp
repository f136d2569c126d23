#include "api/registry.h"

#include "api/codec/parts.h"
#include "api/defaults.h"
#include "api/patch.h"
#include "api/registering/body.h"
#include "api/registering/refusals.h"
#include "api/registering/strategy.h"
#include "api/schema/tree.h"
#include "api/validation.h"

#include <charconv>

namespace maqueta::api {

using namespace registering;

namespace {

using base::Json;

std::optional<Failure> checkName(const RequestContext& context, const Object& object) {
    if (object.meta.name.empty())
        return refuse(400, "BadRequest",
                      "the name of the object (" + context.name +
                          " based on URL) was undeterminable: name must be provided");
    if (!context.name.empty() && object.meta.name != context.name)
        return refuse(400, "BadRequest",
                      "the name of the object (" + object.meta.name +
                          ") does not match the name on the URL (" + context.name + ")");
    return std::nullopt;
}

// The resourceVersion that a JSON body builds on; 0 = any.
std::variant<std::int64_t, FieldError> versionIn(const Json& tree) {
    const Text text = codec::textAt(codec::at(tree, "metadata"), "resourceVersion");
    std::int64_t version = 0;
    if (text.empty()) return version;
    const std::string_view view = text;
    const auto parsed = std::from_chars(view.data(), view.data() + view.size(), version);
    if (parsed.ec == std::errc() && parsed.ptr == view.data() + view.size() && version >= 0)
        return version;
    return FieldError{FieldError::Type::Invalid, "metadata.resourceVersion", "\"" + text + "\"",
                      "strconv.ParseUint: parsing \"" + text + "\": invalid syntax"};
}

FieldErrors missingVersion() {
    return {{FieldError::Type::Invalid, "metadata.resourceVersion", "0x0",
             "must be specified for an update"}};
}

Failure refuseUid(const Object& current, const Object& body) {
    return refuseConflict(current, "StorageError: invalid object, Code: 4, Key: " + current.key() +
                                       ", ResourceVersion: 0, AdditionalErrorMsg: Precondition "
                                       "failed: UID in precondition: " +
                                       body.meta.uid + ", UID in object meta: " + current.meta.uid);
}

// What validation reads, of an object as it is stored.
Json storedTree(const Versioned& object) {
    const Json printed = encode(object);
    const schema::Struct* type = schema::structOf(object->kind);
    if (!type) return printed;
    auto tree = schema::read(printed, *type);
    return tree ? std::move(*tree) : printed;
}

Outcome settle(const RequestContext& context, const Versioned& current, base::Ref<Object> now,
               Subresource sub, const Json* treeBefore, const Json* tree) {
    const Object& before = *current.object;
    if (now->kind == Kind::Pod && sub == Subresource::None &&
        !static_cast<Pod&>(*now).spec.shares(static_cast<const Pod&>(before).spec)) {
        auto& pod = static_cast<Pod&>(*now);
        addDefaultTolerations(pod.spec.write(), context.admission);
    }
    prepareChanged(before, now, sub);
    const FieldErrors errors = sub == Subresource::Status
                                   ? validateStatusUpdate(before, *now)
                                   : validateUpdate(before, *now, treeBefore, tree);
    if (!errors.empty()) return refuseInvalid(*now, errors);
    // With a tree the comparison is that of what is printed: finer times are no change.
    const bool same =
        tree ? encode(*now, 0) == encode(before, 0) : now->digest() == before.digest();
    if (same) return current.object;
    return ObjectRef(now);
}

// Admission puts back what it computed when the pod was made.
void keepPriority(const Json& before, Json& tree) {
    for (const char* field : {"priority", "preemptionPolicy"})
        if (const Json& value = codec::at(codec::at(before, "spec"), field); !value.is_null())
            if (!tree["spec"].contains(field)) tree["spec"][field] = value;
}

// From a body as a tree on: a PUT, or what a patch made.
Outcome updateFromTree(const RequestContext& context, const Versioned& current, Kind kind,
                       Json& tree, Subresource sub, bool patched) {
    applyDefaults(kind, tree);
    const Json treeBefore = storedTree(current);
    if (kind == Kind::Pod) keepPriority(treeBefore, tree);
    base::Ref<Object> now = codec::fromTree(kind, tree)->copy();
    if (auto failure = placeInNamespace(context, *now)) return *failure;
    if (auto failure = checkName(context, *now)) return *failure;
    if (!patched && !now->meta.uid.empty() && now->meta.uid != current->meta.uid)
        return refuseUid(*current.object, *now);
    const auto version = versionIn(tree);
    if (const auto* error = std::get_if<FieldError>(&version)) return refuseInvalid(*now, {*error});
    const std::int64_t wanted = std::get<std::int64_t>(version);
    if (wanted == 0 && !allowsUnconditionalUpdate(kind))
        return refuseInvalid(*now, missingVersion());
    if (wanted != 0 && wanted != current.resourceVersion) return refuseModified(*current.object);
    return settle(context, current, std::move(now), sub, &treeBefore, &tree);
}

// A patched object that cannot be read is the patch's fault.
Failure refusePatched(const Json& patched, const Failure& why) {
    KindInfo nothing;
    Failure failure = invalidObject(
        nothing, "",
        {{FieldError::Type::Invalid, "patch", "\"" + patched.dump() + "\"", why.message.str()}});
    return failure;
}

} // namespace

Outcome prepareUpdate(const RequestContext& context, const Versioned& current, const Json& json,
                      Subresource sub) {
    auto body = readRequestBody(context, current->kind, json);
    if (!body.ok()) return body.failure();
    return updateFromTree(context, current, body.kind(), body.tree(), sub, false);
}

Outcome prepareUpdate(const RequestContext& context, const Versioned& current,
                      const ObjectRef& body, Subresource sub) {
    if (context.resourceVersion != 0 && context.resourceVersion != current.resourceVersion)
        return refuseModified(*current.object);
    base::Ref<Object> now = body->copy();
    if (auto failure = placeInNamespace(context, *now)) return *failure;
    if (auto failure = checkName(context, *now)) return *failure;
    if (!now->meta.uid.empty() && now->meta.uid != current->meta.uid)
        return refuseUid(*current.object, *now);
    return settle(context, current, std::move(now), sub, nullptr, nullptr);
}

Outcome preparePatch(const RequestContext& context, const Versioned& current, PatchType type,
                     const Json& patch, Subresource sub) {
    if (context.resourceVersion != 0 && context.resourceVersion != current.resourceVersion)
        return refuseModified(*current.object);
    Patched patched = applyPatch(type, current->kind, encode(current), patch);
    if (const auto* failure = std::get_if<Failure>(&patched)) return *failure;
    const Json& result = std::get<Json>(patched);
    auto body = readRequestBody(context, current->kind, result);
    if (!body.ok())
        return context.fieldValidation == FieldValidation::Strict
                   ? body.failure()
                   : refusePatched(result, body.failure());
    return updateFromTree(context, current, body.kind(), body.tree(), sub, true);
}

} // namespace maqueta::api
