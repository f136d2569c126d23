#include "api/pack.h"

#include "api/packing/archive.h"

namespace maqueta::api {
namespace {

using packing::Reader;
using packing::Writer;

// Calls f with the object as what it is.
template <class F>
void asKind(Object& object, F&& f) {
    switch (object.kind) {
    case Kind::Pod: return f(static_cast<Pod&>(object));
    case Kind::Node: return f(static_cast<Node&>(object));
    case Kind::ReplicaSet: return f(static_cast<ReplicaSet&>(object));
    case Kind::Deployment: return f(static_cast<Deployment&>(object));
    case Kind::Lease: return f(static_cast<Lease&>(object));
    case Kind::Event: return f(static_cast<Event&>(object));
    case Kind::Namespace: return f(static_cast<Namespace&>(object));
    default: return f(static_cast<Kept&>(object));
    }
}

base::Ref<Object> freshObject(Kind kind) {
    switch (kind) {
    case Kind::Pod: return base::Ref<Object>(new Pod);
    case Kind::Node: return base::Ref<Object>(new Node);
    case Kind::ReplicaSet: return base::Ref<Object>(new ReplicaSet);
    case Kind::Deployment: return base::Ref<Object>(new Deployment);
    case Kind::Lease: return base::Ref<Object>(new Lease);
    case Kind::Event: return base::Ref<Object>(new Event);
    case Kind::Namespace: return base::Ref<Object>(new Namespace);
    default: return base::Ref<Object>(new Kept(kind));
    }
}

} // namespace

Packer::Packer() : writer_(std::make_unique<Writer>()) {}
Packer::~Packer() = default;

void Packer::put(const Object& object) {
    (*writer_)(static_cast<std::int64_t>(object.kind), object.meta, object.rest);
    asKind(const_cast<Object&>(object), [this](auto& typed) { (*writer_)(typed); });
}

void Packer::put(const Text& text) {
    (*writer_)(text);
}

void Packer::put(std::int64_t number) {
    (*writer_)(number);
}

std::string Packer::take() {
    return std::exchange(writer_->bytes, {});
}

Unpacker::Unpacker(std::string_view bytes) : reader_(std::make_unique<Reader>(bytes)) {}
Unpacker::~Unpacker() = default;

ObjectRef Unpacker::object() {
    const std::int64_t kind = number();
    if (kind < 0 || kind >= static_cast<std::int64_t>(Kind::Count)) reader_->fail();
    if (damaged()) return {};
    base::Ref<Object> object = freshObject(static_cast<Kind>(kind));
    (*reader_)(object->meta, object->rest);
    asKind(*object, [this](auto& typed) { (*reader_)(typed); });
    if (damaged()) return {};
    return object;
}

Text Unpacker::text() {
    Text text;
    (*reader_)(text);
    return text;
}

std::int64_t Unpacker::number() {
    std::int64_t number = 0;
    (*reader_)(number);
    return number;
}

bool Unpacker::damaged() const {
    return reader_->damaged();
}

bool Unpacker::atEnd() const {
    return reader_->atEnd();
}

} // namespace maqueta::api
