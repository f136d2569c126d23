#include "api/validation/checks.h"

#include "api/codec/parts.h"

namespace maqueta::api::validation {

void Checks::required(const Path& path, std::string_view detail) {
    errors_.push_back({FieldError::Type::Required, path.text(), {}, std::string(detail)});
}

void Checks::invalid(const Path& path, std::string value, std::string_view detail) {
    errors_.push_back(
        {FieldError::Type::Invalid, path.text(), std::move(value), std::string(detail)});
}

void Checks::invalidText(const Path& path, std::string_view value, const Complaints& complaints) {
    for (const std::string& complaint : complaints) invalidText(path, value, complaint);
}

void Checks::notSupported(const Path& path, std::string value,
                          std::initializer_list<std::string_view> supported) {
    std::string detail = "supported values: ";
    for (const std::string_view one : supported)
        detail.append(one == *supported.begin() ? "" : ", ").append(goQuoted(one));
    errors_.push_back(
        {FieldError::Type::NotSupported, path.text(), std::move(value), std::move(detail)});
}

void Checks::forbidden(const Path& path, std::string_view detail) {
    errors_.push_back({FieldError::Type::Forbidden, path.text(), {}, std::string(detail)});
}

void Checks::duplicate(const Path& path, std::string value, std::string_view detail) {
    errors_.push_back(
        {FieldError::Type::Duplicate, path.text(), std::move(value), std::string(detail)});
}

void Checks::notFound(const Path& path, std::string_view value) {
    errors_.push_back({FieldError::Type::NotFound, path.text(), goQuoted(value), {}});
}

void Checks::tooLong(const Path& path, std::size_t limit) {
    errors_.push_back({FieldError::Type::TooLong,
                       path.text(),
                       {},
                       "may not be more than " + std::to_string(limit) + " bytes"});
}

void Checks::notNegative(const Path& path, std::int64_t value) {
    if (value < 0) invalidNumber(path, value, notNegativeDetail);
}

std::string goMap(const StringMap& map) {
    if (map.empty()) return "map[string]string(nil)";
    std::string text;
    for (const auto& [name, value] : map)
        text += (text.empty() ? "" : ", ") + goQuoted(name) + ":" + goQuoted(value);
    return "map[string]string{" + text + "}";
}

std::string goMap(const Json& map) {
    StringMap typed;
    for (const auto& [name, value] : map.items())
        typed.set(name, value.get_ref<const std::string&>());
    return goMap(typed);
}

std::string goSelector(const Json& selector) {
    std::string expressions;
    for (const Json& one : codec::at(selector, "matchExpressions")) {
        std::string values;
        for (const Text& value : codec::textsAt(one, "values"))
            values += (values.empty() ? "" : ", ") + goQuoted(value);
        if (!expressions.empty()) expressions += ", ";
        expressions += "v1.LabelSelectorRequirement{Key:" + goQuoted(codec::textAt(one, "key")) +
                       ", Operator:" + goQuoted(codec::textAt(one, "operator")) +
                       ", Values:[]string" + (values.empty() ? "(nil)" : "{" + values + "}") + "}";
    }
    return "v1.LabelSelector{MatchLabels:" + goMap(codec::at(selector, "matchLabels")) +
           ", MatchExpressions:[]v1.LabelSelectorRequirement" +
           (expressions.empty() ? "(nil)" : "{" + expressions + "}") + "}";
}

std::string goShare(const Json& share) {
    const bool text = share.is_string();
    return std::string("intstr.IntOrString{Type:") + (text ? "1" : "0") +
           ", IntVal:" + (text ? "0" : share.dump()) +
           ", StrVal:" + goQuoted(text ? share.get_ref<const std::string&>() : "") + "}";
}

} // namespace maqueta::api::validation
