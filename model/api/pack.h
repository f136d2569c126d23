// Objects as bytes and back, exactly: every field to the nanosecond, unknown ones too, and what
// objects share is written once. For files of this program, such as snapshots of the store; what
// people read is JSON (codec.h).
//
// A Packer writes a stream, an Unpacker reads it in the same order. An Unpacker never trusts the
// bytes: whatever they are, it gives values or says that they are damaged.
#pragma once

#include "api/object.h"

#include <memory>
#include <string>
#include <string_view>

namespace maqueta::api {

namespace packing {
class Writer;
class Reader;
} // namespace packing

class Packer {
public:
    Packer();
    ~Packer();
    // Everything that was put must live until take().
    void put(const Object& object);
    void put(const Text& text);
    void put(std::int64_t number);
    std::string take();

private:
    std::unique_ptr<packing::Writer> writer_;
};

class Unpacker {
public:
    // The bytes must outlive it.
    explicit Unpacker(std::string_view bytes);
    ~Unpacker();
    ObjectRef object(); // empty when damaged
    Text text();
    std::int64_t number();
    bool damaged() const;
    bool atEnd() const;

private:
    std::unique_ptr<packing::Reader> reader_;
};

} // namespace maqueta::api
