#include "api/codec/parts.h"

#include "api/schema/tree.h"

namespace maqueta::api::codec {
namespace {

const Json nothing;

constexpr std::pair<std::string_view, SelectorOperator> operatorNames[] = {
    {"In", SelectorOperator::In},         {"NotIn", SelectorOperator::NotIn},
    {"Exists", SelectorOperator::Exists}, {"DoesNotExist", SelectorOperator::DoesNotExist},
    {"Gt", SelectorOperator::Gt},         {"Lt", SelectorOperator::Lt}};

} // namespace

const Json& at(const Json& tree, const char* field) {
    if (!tree.is_object()) return nothing;
    const auto found = tree.find(field);
    return found == tree.end() ? nothing : *found;
}

Text textAt(const Json& tree, const char* field) {
    const Json& value = at(tree, field);
    return value.is_string() ? Text(value.get_ref<const std::string&>()) : Text();
}

std::int64_t numberAt(const Json& tree, const char* field, std::int64_t absent) {
    const Json& value = at(tree, field);
    return value.is_number_integer() ? value.get<std::int64_t>() : absent;
}

std::int32_t int32At(const Json& tree, const char* field, std::int32_t absent) {
    return static_cast<std::int32_t>(numberAt(tree, field, absent));
}

bool flagAt(const Json& tree, const char* field) {
    const Json& value = at(tree, field);
    return value.is_boolean() && value.get<bool>();
}

std::optional<std::int64_t> optionalInt64At(const Json& tree, const char* field) {
    const Json& value = at(tree, field);
    if (!value.is_number_integer()) return std::nullopt;
    return value.get<std::int64_t>();
}

std::optional<std::int32_t> optionalInt32At(const Json& tree, const char* field) {
    const auto value = optionalInt64At(tree, field);
    if (!value) return std::nullopt;
    return static_cast<std::int32_t>(*value);
}

std::optional<sim::Time> timeAt(const Json& tree, const char* field) {
    const Json& value = at(tree, field);
    sim::Time time;
    if (!value.is_string() || !sim::parseRfc3339(value.get_ref<const std::string&>(), time))
        return std::nullopt;
    return time;
}

std::vector<Text> textsAt(const Json& tree, const char* field) {
    std::vector<Text> texts;
    for (const Json& value : at(tree, field))
        texts.emplace_back(value.get_ref<const std::string&>());
    return texts;
}

StringMap stringMapAt(const Json& tree, const char* field) {
    StringMap map;
    for (const auto& [name, value] : at(tree, field).items())
        map.set(name, value.get_ref<const std::string&>());
    return map;
}

ResourceList resourcesAt(const Json& tree, const char* field) {
    ResourceList amounts;
    for (const auto& [name, value] : at(tree, field).items()) {
        const auto amount = base::Quantity::parse(value.get_ref<const std::string&>());
        if (amount) amounts.set(name, *amount);
    }
    return amounts;
}

std::vector<Requirement> requirementsAt(const Json& tree, const char* field) {
    std::vector<Requirement> requirements;
    for (const Json& one : at(tree, field)) {
        Requirement r;
        r.key = textAt(one, "key");
        r.values = textsAt(one, "values");
        const Text op = textAt(one, "operator");
        for (const auto& [name, known] : operatorNames)
            if (op == name) r.op = known;
        requirements.push_back(std::move(r));
    }
    return requirements;
}

LabelSelector selectorAt(const Json& tree, const char* field) {
    const Json& selector = at(tree, field);
    return {stringMapAt(selector, "matchLabels"), requirementsAt(selector, "matchExpressions")};
}

base::JsonRef treeAt(const Json& tree, const char* field) {
    const Json& value = at(tree, field);
    return value.is_null() ? base::JsonRef() : base::shareJson(value);
}

void put(Json& tree, const char* field, std::string_view text) {
    if (!text.empty()) tree[field] = text;
}

void put(Json& tree, const char* field, std::int64_t number) {
    if (number != 0) tree[field] = number;
}

void put(Json& tree, const char* field, bool flag) {
    if (flag) tree[field] = true;
}

void put(Json& tree, const char* field, std::optional<std::int32_t> number) {
    if (number) tree[field] = *number;
}

void put(Json& tree, const char* field, std::optional<std::int64_t> number) {
    if (number) tree[field] = *number;
}

void put(Json& tree, const char* field, std::optional<sim::Time> time) {
    if (time) tree[field] = sim::rfc3339(*time);
}

void put(Json& tree, const char* field, const std::vector<Text>& texts) {
    if (texts.empty()) return;
    Json list = Json::array();
    for (const Text& text : texts) list.push_back(text.view());
    tree[field] = std::move(list);
}

void put(Json& tree, const char* field, const StringMap& map) {
    if (map.empty()) return;
    Json object = Json::object();
    for (const auto& [name, value] : map) object[name.str()] = value.view();
    tree[field] = std::move(object);
}

void put(Json& tree, const char* field, const ResourceList& amounts) {
    if (amounts.empty()) return;
    Json object = Json::object();
    for (const auto& [name, amount] : amounts) object[name.str()] = amount.text();
    tree[field] = std::move(object);
}

void put(Json& tree, const char* field, const base::JsonRef& shared) {
    if (shared) tree[field] = shared->value;
}

void putTree(Json& tree, const char* field, Json value) {
    if (!value.empty()) tree[field] = std::move(value);
}

Json toJson(const std::vector<Requirement>& requirements) {
    Json list = Json::array();
    for (const Requirement& r : requirements) {
        Json one = Json::object();
        put(one, "key", r.key.view());
        for (const auto& [name, op] : operatorNames)
            if (op == r.op) one["operator"] = name;
        put(one, "values", r.values);
        list.push_back(std::move(one));
    }
    return list;
}

Json toJson(const LabelSelector& selector) {
    Json tree = Json::object();
    put(tree, "matchLabels", selector.matchLabels);
    putTree(tree, "matchExpressions", toJson(selector.matchExpressions));
    return tree;
}

base::JsonRef restOf(const Json& whole, const Json& known) {
    Json left = schema::leftover(whole, known);
    return left.is_null() ? base::JsonRef() : base::shareJson(std::move(left));
}

void addRest(Json& tree, const base::JsonRef& rest) {
    if (rest) schema::fillIn(tree, rest->value);
}

} // namespace maqueta::api::codec
