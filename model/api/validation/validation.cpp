#include "api/validation.h"

#include "api/validation/kind_checks.h"

namespace maqueta::api {

using namespace validation;

namespace {

template <class T>
const T& as(const Object& object) {
    return static_cast<const T&>(object);
}

} // namespace

FieldErrors validateCreate(const Object& object, const Json* tree) {
    Checks checks;
    checkMeta(checks, object.kind, object.meta);
    switch (object.kind) {
    case Kind::Pod: check(checks, as<Pod>(object), tree); break;
    case Kind::ReplicaSet: check(checks, as<ReplicaSet>(object), tree); break;
    case Kind::Deployment: check(checks, as<Deployment>(object), tree); break;
    case Kind::Node: check(checks, as<Node>(object)); break;
    case Kind::Namespace: check(checks, as<Namespace>(object)); break;
    case Kind::Lease: check(checks, as<Lease>(object)); break;
    case Kind::Event: check(checks, as<Event>(object)); break;
    default: break;
    }
    return checks.take();
}

FieldErrors validateUpdate(const Object& before, const Object& now, const Json* treeBefore,
                           const Json* tree) {
    Checks checks;
    checkMetaUpdate(checks, before.meta, now.meta);
    // Most kinds check their metadata themselves again; the causes then name an error twice, the
    // message once.
    if (checks.any() && now.kind != Kind::Lease) checkMetaUpdate(checks, before.meta, now.meta);
    switch (now.kind) {
    case Kind::Pod: checkUpdate(checks, as<Pod>(before), as<Pod>(now), treeBefore, tree); break;
    case Kind::ReplicaSet:
        checkUpdate(checks, as<ReplicaSet>(before), as<ReplicaSet>(now), tree);
        break;
    case Kind::Deployment:
        checkUpdate(checks, as<Deployment>(before), as<Deployment>(now), tree);
        break;
    case Kind::Node: checkUpdate(checks, as<Node>(before), as<Node>(now)); break;
    case Kind::Namespace: check(checks, as<Namespace>(now)); break;
    case Kind::Lease: check(checks, as<Lease>(now)); break;
    case Kind::Event: check(checks, as<Event>(now)); break;
    default: break;
    }
    return checks.take();
}

FieldErrors validateStatusUpdate(const Object& before, const Object& now) {
    Checks checks;
    checkMetaUpdate(checks, before.meta, now.meta);
    if (checks.any()) checkMetaUpdate(checks, before.meta, now.meta);
    if (now.kind == Kind::ReplicaSet) checkStatus(checks, as<ReplicaSet>(now));
    if (now.kind == Kind::Deployment)
        checkStatus(checks, as<Deployment>(before), as<Deployment>(now));
    return checks.take();
}

} // namespace maqueta::api
