#include "api/schema/schema.h"

#include "api/schema/types.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <deque>
#include <map>

namespace maqueta::api::schema {
namespace {

constexpr std::pair<std::string_view, Leaf> leaves[] = {{"string", Leaf::String},
                                                        {"bool", Leaf::Bool},
                                                        {"int32", Leaf::Int32},
                                                        {"int64", Leaf::Int64},
                                                        {"Quantity", Leaf::Quantity},
                                                        {"Time", Leaf::Time},
                                                        {"MicroTime", Leaf::MicroTime},
                                                        {"IntOrString", Leaf::IntOrString},
                                                        {"any", Leaf::Any}};

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

bool takePrefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

class Table {
public:
    Table() {
        const std::array lines{metaTypes(), podTypes(), volumeTypes(), kindTypes()};
        for (const auto& group : lines)
            for (const TypeLine& line : group) {
                structs_.push_back({std::string(line.name), {}});
                byName_[line.name] = &structs_.back();
            }
        for (const auto& group : lines)
            for (const TypeLine& line : group) readFields(*byName_.at(line.name), line.fields);
        for (Struct& record : structs_)
            std::sort(record.fields.begin(), record.fields.end(),
                      [](const Field& a, const Field& b) { return a.name < b.name; });
    }
    const Struct* find(std::string_view name) const {
        const auto at = byName_.find(name);
        return at == byName_.end() ? nullptr : at->second;
    }

private:
    void readFields(Struct& record, std::string_view fields) {
        while (!fields.empty()) {
            const std::size_t comma = fields.find(',');
            const std::string_view one = trimmed(fields.substr(0, comma));
            fields = comma == std::string_view::npos ? "" : fields.substr(comma + 1);
            if (one.front() == '+') {
                // Structs are written before those that take them over.
                const auto& others = byName_.at(one.substr(1))->fields;
                record.fields.insert(record.fields.end(), others.begin(), others.end());
            } else {
                record.fields.push_back(readField(one));
            }
        }
    }

    Field readField(std::string_view text) const {
        Field field;
        const std::size_t space = text.find(' ');
        std::string_view name = text.substr(0, space);
        std::string_view type = trimmed(text.substr(space));
        field.omitEmpty = name.ends_with('?');
        if (field.omitEmpty) name.remove_suffix(1);
        field.name = name;
        if (type.ends_with('!')) {
            field.retainKeys = true;
            type.remove_suffix(1);
        }
        if (const std::size_t at = type.find('@'); at != std::string_view::npos) {
            field.mergeKey = type.substr(at + 1);
            type = type.substr(0, at);
        }
        if (takePrefix(type, "*"))
            field.shape = Shape::Pointer;
        else if (takePrefix(type, "[]"))
            field.shape = Shape::List;
        else if (takePrefix(type, "map:"))
            field.shape = Shape::Map;
        readLeaf(field, type);
        return field;
    }

    void readLeaf(Field& field, std::string_view type) const {
        const std::size_t colon = type.find(':');
        const std::string_view base = type.substr(0, colon);
        const auto* leaf = std::find_if(std::begin(leaves), std::end(leaves),
                                        [base](const auto& l) { return l.first == base; });
        std::string goType(base);
        if (colon != std::string_view::npos) {
            // Most packages of the API are imported as v1.
            goType = (type.substr(colon + 1) == "UID" ? "types." : "v1.");
            goType += type.substr(colon + 1);
        }
        if (leaf != std::end(leaves)) {
            field.leaf = leaf->second;
        } else {
            field.leaf = Leaf::Struct;
            field.record = byName_.at(base);
            goType = "v1." + goType;
        }
        if (field.shape == Shape::List) goType = "[]" + goType;
        if (field.shape == Shape::Map)
            goType = field.leaf == Leaf::Quantity ? "v1.ResourceList" : "map[string]" + goType;
        field.goType = goType;
    }

    std::deque<Struct> structs_; // does not move its elements
    std::map<std::string_view, Struct*> byName_;
};

const Table& table() {
    static const Table instance;
    return instance;
}

} // namespace

const Field* Struct::find(std::string_view field) const {
    const auto at = std::lower_bound(fields.begin(), fields.end(), field,
                                     [](const Field& f, std::string_view n) { return f.name < n; });
    return at != fields.end() && at->name == field ? &*at : nullptr;
}

const Struct* structOf(Kind kind) {
    return info(kind).simulated ? table().find(info(kind).name) : nullptr;
}

const Struct* patchStructOf(Kind kind) {
    return table().find(info(kind).name);
}

const Struct& structNamed(std::string_view name) {
    const Struct* found = table().find(name);
    assert(found);
    return *found;
}

} // namespace maqueta::api::schema
