#include "base/line_table.h"

#include <charconv>

namespace maqueta::base {

namespace {

// One reference token of a JSON pointer, unescaped.
std::string pointerToken(std::string_view token) {
    std::string out;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool escaped = token[i] == '~' && i + 1 < token.size();
        out += !escaped ? token[i] : token[++i] == '1' ? '/' : '~';
    }
    return out;
}

} // namespace

std::uint32_t LineTable::Builder::add(std::string_view key, TextPlace place, bool inList) {
    const auto index = static_cast<std::uint32_t>(data_.nodes.size());
    data_.nodes.push_back({.place = place,
                           .end = index + 1,
                           .keyAt = static_cast<std::uint32_t>(data_.keys.size()),
                           .keySize = static_cast<std::uint32_t>(key.size()),
                           .inList = inList});
    data_.keys += key;
    return index;
}

LineTable LineTable::Builder::finish() && {
    LineTable table;
    table.data_ = std::make_shared<const Data>(std::move(data_));
    return table;
}

std::uint32_t LineTable::locate(std::string_view pointer, bool& exact) const {
    const std::vector<Node>& nodes = data_->nodes;
    std::uint32_t at = root_;
    exact = true;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const std::string_view raw = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(raw.size());
        const std::string token = pointerToken(raw);
        std::uint32_t child = at + 1;
        const std::uint32_t end = nodes[at].end;
        if (child < end && nodes[child].inList) {
            std::uint32_t index = 0;
            const auto read = std::from_chars(token.data(), token.data() + token.size(), index);
            if (read.ec != std::errc() || read.ptr != token.data() + token.size()) child = end;
            for (; child < end && index > 0; --index) child = nodes[child].end;
        } else {
            const auto keyOf = [&](const Node& node) {
                return std::string_view(data_->keys).substr(node.keyAt, node.keySize);
            };
            while (child < end && keyOf(nodes[child]) != token) child = nodes[child].end;
        }
        if (child >= end) {
            exact = false;
            return at;
        }
        at = child;
    }
    return at;
}

TextPlace LineTable::find(std::string_view pointer) const {
    if (!data_) return {};
    bool exact;
    return data_->nodes[locate(pointer, exact)].place;
}

LineTable LineTable::under(std::string_view pointer) const {
    if (!data_) return {};
    LineTable part = *this;
    bool exact;
    part.root_ = locate(pointer, exact);
    if (exact) return part;
    // Nothing below is known: one node that answers for all of it.
    Builder builder;
    builder.beginRoot(data_->nodes[part.root_].place);
    return std::move(builder).finish();
}

} // namespace maqueta::base
