#include "api/schema/tree.h"

#include "api/schema/times.h"
#include "base/quantity.h"

#include <limits>
#include <optional>

namespace maqueta::api::schema {
namespace {

using base::Json;

std::string_view goKind(const Json& value) {
    if (value.is_object()) return "object";
    if (value.is_array()) return "array";
    if (value.is_string()) return "string";
    if (value.is_boolean()) return "bool";
    return "number";
}

bool isInt32(const Json& number) {
    if (number.is_number_unsigned())
        return number.get<std::uint64_t>() <= std::numeric_limits<std::int32_t>::max();
    const auto value = number.get<std::int64_t>();
    return value >= std::numeric_limits<std::int32_t>::min() &&
           value <= std::numeric_limits<std::int32_t>::max();
}

bool isInt64(const Json& number) {
    return !number.is_number_unsigned() ||
           number.get<std::uint64_t>() <=
               static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
}

// What a Go value without a pointer cannot tell from an absent one.
bool isZero(const Json& value) {
    switch (value.type()) {
    case Json::value_t::null: return true;
    case Json::value_t::string: return value.get_ref<const std::string&>().empty();
    case Json::value_t::boolean: return !value.get<bool>();
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned: return value.get<std::int64_t>() == 0;
    case Json::value_t::array:
    case Json::value_t::object: return value.empty();
    default: return false;
    }
}

class Reader {
public:
    explicit Reader(std::vector<std::string>* unknown) : unknown_(unknown) {}

    Json readStruct(const Json& in, const Struct& type, const std::string& path,
                    const std::string& place) {
        Json out = Json::object();
        for (const auto& [name, value] : in.items()) {
            const Field* field = type.find(name);
            if (!field) {
                if (unknown_) unknown_->push_back(place + name);
                out[name] = value;
                continue;
            }
            if (value.is_null()) continue;
            Json read = readField(value, *field, type, path + name, place + name);
            if (failed()) {
                if (wrong_.empty()) wrong_ = place + name;
                return out;
            }
            if (field->shape == Shape::Pointer || !isZero(read)) out[name] = std::move(read);
        }
        return out;
    }
    bool failed() const { return error_.has_value(); }
    std::string takeError() { return std::move(*error_); }
    const std::string& wrongField() const { return wrong_; }
    void mismatch(const Json& value, const std::string& where, const std::string& goType,
                  bool number = false) {
        if (failed()) return;
        std::string found(goKind(value));
        if (number) found += " " + value.dump();
        error_ = "json: cannot unmarshal " + found + " into Go " + where + " of type " + goType;
    }

private:
    Json readField(const Json& value, const Field& field, const Struct& owner,
                   const std::string& path, const std::string& place) {
        const std::string where = "struct field " + owner.name + "." + path;
        if (field.shape == Shape::List) {
            if (!value.is_array()) return mismatch(value, where, field.goType), Json();
            Json out = Json::array();
            for (std::size_t i = 0; i < value.size() && !failed(); ++i) {
                const std::string item = place + "[" + std::to_string(i) + "]";
                out.push_back(readLeaf(value[i], field, field.goType.substr(2), where, path, item));
                if (failed() && wrong_.empty()) wrong_ = item;
            }
            return out;
        }
        if (field.shape == Shape::Map) {
            if (!value.is_object()) return mismatch(value, where, field.goType), Json();
            Json out = Json::object();
            const std::string element = field.leaf == Leaf::String ? "string" : field.goType;
            for (const auto& [name, one] : value.items()) {
                if (failed()) break;
                out[name] = readLeaf(one, field, element, where, path, place + "." + name);
                if (failed() && wrong_.empty()) wrong_ = place + "[" + name + "]";
            }
            return out;
        }
        return readLeaf(value, field, field.goType, where, path, place);
    }

    Json readLeaf(const Json& value, const Field& field, const std::string& goType,
                  const std::string& where, const std::string& path, const std::string& place) {
        switch (field.leaf) {
        case Leaf::Struct:
            if (value.is_null()) return Json::object();
            if (!value.is_object()) return mismatch(value, where, goType), Json();
            return readStruct(value, *field.record, path + ".", place + ".");
        case Leaf::String:
            if (value.is_null()) return "";
            if (!value.is_string()) mismatch(value, where, goType);
            return value;
        case Leaf::Bool:
            if (!value.is_boolean() && !value.is_null()) mismatch(value, where, goType);
            return value;
        case Leaf::Int32:
        case Leaf::Int64: return readNumber(value, field, goType, where);
        case Leaf::Quantity: return readQuantity(value);
        case Leaf::Time:
        case Leaf::MicroTime: return readTime(value, field.leaf == Leaf::MicroTime);
        case Leaf::IntOrString:
            if (value.is_string()) return value;
            if (!value.is_number_integer())
                mismatch(value, "value", "int32", value.is_number());
            else if (!isInt32(value))
                mismatch(value, "value", "int32", true);
            return value;
        case Leaf::Any: break;
        }
        return value;
    }

    Json readNumber(const Json& value, const Field& field, const std::string& goType,
                    const std::string& where) {
        if (value.is_null()) return 0;
        if (!value.is_number())
            mismatch(value, where, goType);
        else if (!value.is_number_integer() ||
                 !(field.leaf == Leaf::Int32 ? isInt32(value) : isInt64(value)))
            mismatch(value, where, goType, true);
        return value;
    }

    Json readQuantity(const Json& value) {
        if (value.is_null()) return "0";
        if (!value.is_string() && !value.is_number()) {
            mismatch(value, "value", "string");
            return value;
        }
        const auto quantity =
            base::Quantity::parse(value.is_string() ? value.get<std::string>() : value.dump());
        if (!quantity) {
            error_ = quantity.error().message;
            return value;
        }
        return quantity->text();
    }

    Json readTime(const Json& value, bool micro) {
        if (value.is_null()) return nullptr;
        if (!value.is_string()) {
            mismatch(value, "value", "string");
            return value;
        }
        const auto& text = value.get_ref<const std::string&>();
        sim::Time time;
        if (text.empty()) return nullptr;
        if (!sim::parseRfc3339(text, time)) {
            const char* layout =
                micro ? "2006-01-02T15:04:05.000000Z07:00" : "2006-01-02T15:04:05Z07:00";
            error_ = "parsing time \"" + text + "\" as \"" + layout + "\": cannot parse \"" + text +
                     "\" as \"2006\"";
            return value;
        }
        return micro ? rfc3339Micro(time) : sim::rfc3339(time);
    }

    std::vector<std::string>* unknown_;
    std::optional<std::string> error_;
    std::string wrong_; // the innermost field that the error is about
};

Json emptyOf(const Field& field) {
    if (field.shape != Shape::Plain) return nullptr;
    switch (field.leaf) {
    case Leaf::String: return "";
    case Leaf::Bool: return false;
    case Leaf::Int32:
    case Leaf::Int64:
    case Leaf::IntOrString: return 0;
    case Leaf::Quantity: return "0";
    case Leaf::Struct: return Json::object();
    case Leaf::Time:
    case Leaf::MicroTime:
    case Leaf::Any: break;
    }
    return nullptr;
}

// Go's omitempty has no effect on structs, and a time is one.
bool printsEmpty(const Field& field) {
    if (!field.omitEmpty) return true;
    return field.shape == Shape::Plain &&
           (field.leaf == Leaf::Struct || field.leaf == Leaf::Time ||
            field.leaf == Leaf::MicroTime || field.leaf == Leaf::Quantity);
}

template <class F>
void forEachStruct(Json& value, const Field& field, F&& f) {
    if (field.leaf != Leaf::Struct) return;
    if (value.is_array())
        for (Json& element : value) f(element, *field.record);
    else if (field.shape == Shape::Map)
        for (auto& element : value.items()) f(element.value(), *field.record);
    else if (value.is_object())
        f(value, *field.record);
}

} // namespace

base::Result<Json> read(const Json& in, const Struct& type, std::vector<std::string>* unknown,
                        std::string* wrongField) {
    Reader reader(unknown);
    if (!in.is_object()) {
        reader.mismatch(in, "value", "v1." + type.name);
        return base::Error{reader.takeError(), {}, 0, 0};
    }
    Json out = reader.readStruct(in, type, "", "");
    if (!reader.failed()) return out;
    if (wrongField) *wrongField = reader.wrongField();
    return base::Error{reader.takeError(), {}, 0, 0};
}

void addEmpty(Json& tree, const Struct& type) {
    if (!tree.is_object()) return;
    for (const Field& field : type.fields) {
        auto at = tree.find(field.name);
        if (at == tree.end()) {
            if (!printsEmpty(field)) continue;
            at = tree.emplace(field.name, emptyOf(field)).first;
        }
        forEachStruct(*at, field, addEmpty);
    }
}

void dropUnknown(Json& tree, const Struct& type) {
    if (!tree.is_object()) return;
    for (auto at = tree.begin(); at != tree.end();) {
        const Field* field = type.find(at.key());
        if (field) {
            forEachStruct(*at, *field, dropUnknown);
            ++at;
        } else {
            at = tree.erase(at);
        }
    }
}

Json leftover(const Json& whole, const Json& known) {
    if (whole.is_object() && known.is_object()) {
        Json left;
        for (const auto& [name, value] : whole.items()) {
            const auto at = known.find(name);
            Json rest = at == known.end() ? value : leftover(value, *at);
            if (at == known.end() || !rest.is_null()) left[name] = std::move(rest);
        }
        return left;
    }
    if (whole.is_array() && known.is_array() && whole.size() == known.size()) {
        Json left = Json::array();
        bool any = false;
        for (std::size_t i = 0; i < whole.size(); ++i) {
            left.push_back(leftover(whole[i], known[i]));
            any = any || !left.back().is_null();
        }
        return any ? left : Json();
    }
    return {};
}

void fillIn(Json& known, const Json& left) {
    if (known.is_object() && left.is_object()) {
        for (const auto& [name, value] : left.items()) {
            const auto at = known.find(name);
            if (at == known.end())
                known[name] = value;
            else
                fillIn(*at, value);
        }
    } else if (known.is_array() && left.is_array() && known.size() == left.size()) {
        for (std::size_t i = 0; i < left.size(); ++i) fillIn(known[i], left[i]);
    }
}

} // namespace maqueta::api::schema
