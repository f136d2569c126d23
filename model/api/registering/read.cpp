#include "api/codec/parts.h"
#include "api/defaults.h"
#include "api/registering/refusals.h"
#include "api/registry.h"
#include "api/validation.h"

namespace maqueta::api {

base::Result<ObjectRef> readKept(const base::Json& json) {
    auto body = codec::readBody(json, {});
    if (!body) return body.error();
    applyDefaults(body->kind, body->tree);
    return codec::fromTree(body->kind, body->tree);
}

Outcome readNew(Kind kind, const base::Json& json) {
    auto body = codec::readBody(json, {.expected = kind});
    if (!body) return registering::refuse(400, "BadRequest", body.error().message);
    applyDefaults(kind, body->tree);
    ObjectRef object = codec::fromTree(kind, body->tree);
    if (info(kind).namespaced && object->meta.ns.empty()) {
        const base::Ref<Object> placed = object->copy();
        placed->meta.ns = "default";
        object = placed;
    }
    const FieldErrors errors = validateCreate(*object, &body->tree);
    if (!errors.empty()) return registering::refuseInvalid(*object, errors);
    return object;
}

} // namespace maqueta::api
