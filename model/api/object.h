// An object of the API: immutable once stored, shared by everybody who knows it.
//
// Every kind is a struct derived from Object with its known fields typed, and `rest`: a shared JSON
// tree of all other fields, kept and given back untouched. To change one, copy it (mutableCopy),
// edit the copy, send it.
#pragma once

#include "api/kind.h"
#include "api/meta.h"
#include "base/json.h"
#include "base/ref.h"
#include "base/result.h"
#include "store/value.h"

namespace maqueta::api {

class Object : public store::Value {
public:
    explicit Object(Kind k) : kind(k) {}
    // The copy is about to be edited: it computes a digest of its own.
    Object(const Object& other)
        : store::Value(other), kind(other.kind), meta(other.meta), rest(other.rest) {}

    const Kind kind;
    ObjectMeta meta;
    base::JsonRef rest; // fields of the object that the typed part does not know; empty = none

    virtual base::Ref<Object> copy() const = 0;
    // The kind's own fields; meta and rest are handled here.
    virtual void addContentTo(sim::Fingerprint& f) const = 0;

    std::uint64_t digest() const final;
    std::size_t bytes() const override { return 600; }
    // Where the store keeps it.
    virtual Text key() const { return keyOf(kind, meta.ns, meta.name); }

private:
    mutable std::uint64_t digest_ = 0; // computed when first asked
};

using ObjectRef = base::Ref<const Object>;

// Gives every kind its copy(). `struct Pod final : ObjectOf<Pod, Kind::Pod>`
template <class Derived, Kind K>
class ObjectOf : public Object {
public:
    static constexpr Kind kindOf = K;
    ObjectOf() : Object(K) {}
    base::Ref<Object> copy() const final {
        return base::Ref<Object>(new Derived(static_cast<const Derived&>(*this)));
    }
};

// An object as it stands in the store: with the revision of its last write.
struct Versioned {
    ObjectRef object;
    std::int64_t resourceVersion = 0;

    explicit operator bool() const { return static_cast<bool>(object); }
    const Object* operator->() const { return object.get(); }
    // The typed object; the kind must be right.
    template <class T>
    const T& as() const {
        return static_cast<const T&>(*object);
    }
};

// nullptr when the object is of another kind.
template <class T>
const T* objectCast(const Object* object) {
    return object && object->kind == T::kindOf ? static_cast<const T*>(object) : nullptr;
}
template <class T>
const T* objectCast(const ObjectRef& object) {
    return objectCast<T>(object.get());
}

// A copy that may be edited, and then sent as an ObjectRef.
template <class T>
base::Ref<T> mutableCopy(const T& object) {
    return base::Ref<T>(new T(object));
}

} // namespace maqueta::api
