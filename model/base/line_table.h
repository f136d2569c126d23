// Where each part of a JSON tree stood in the text it was read from, so that what is found wrong
// with a field later can still be told with its line and column.
//
// Built once by a reader, immutable afterwards, cheap to copy; safe to hand to another thread.
#pragma once

#include "base/utf8.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace maqueta::base {

class LineTable {
public:
    class Builder;

    // A table that knows nothing.
    LineTable() = default;

    // The place of what the JSON pointer (RFC 6901) names: of a value, or of the key of a map or
    // list. A part that stands nowhere itself (a missing field, what an alias brought in) has the
    // place of the nearest part around it.
    TextPlace find(std::string_view pointer) const;

    // The table of a part, whose own pointer is then "".
    LineTable under(std::string_view pointer) const;

    bool empty() const { return !data_; }

private:
    // In the order of the text. The parts of a node follow it, up to end.
    struct Node {
        TextPlace place;
        std::uint32_t end = 0;
        std::uint32_t keyAt = 0;
        std::uint32_t keySize = 0;
        bool inList = false;
    };
    struct Data {
        std::vector<Node> nodes;
        std::string keys;
    };
    std::uint32_t locate(std::string_view pointer, bool& exact) const;

    std::shared_ptr<const Data> data_;
    std::uint32_t root_ = 0;
};

// Told of every node when it begins and when it ends, keys of maps with it.
class LineTable::Builder {
public:
    std::uint32_t beginRoot(TextPlace place) { return add({}, place, false); }
    std::uint32_t beginMember(std::string_view key, TextPlace place) {
        return add(key, place, false);
    }
    std::uint32_t beginItem(TextPlace place) { return add({}, place, true); }
    void end(std::uint32_t node) {
        data_.nodes[node].end = static_cast<std::uint32_t>(data_.nodes.size());
    }
    LineTable finish() &&;

private:
    std::uint32_t add(std::string_view key, TextPlace place, bool inList);
    Data data_;
};

} // namespace maqueta::base
