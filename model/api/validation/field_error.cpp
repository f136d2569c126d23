#include "api/field_error.h"

#include <algorithm>

namespace maqueta::api {
namespace {

struct TypeWords {
    std::string_view reason;
    std::string_view words;
};

// In order of FieldError::Type.
constexpr TypeWords typeWords[] = {{"FieldValueRequired", "Required value"},
                                   {"FieldValueInvalid", "Invalid value"},
                                   {"FieldValueNotSupported", "Unsupported value"},
                                   {"FieldValueForbidden", "Forbidden"},
                                   {"FieldValueDuplicate", "Duplicate value"},
                                   {"FieldValueNotFound", "Not found"},
                                   {"FieldValueTooLong", "Too long"},
                                   {"FieldValueTooMany", "Too many"},
                                   {"FieldValueTypeInvalid", "Invalid value"},
                                   {"InternalError", "Internal error"}};

const TypeWords& wordsOf(FieldError::Type type) {
    return typeWords[static_cast<std::size_t>(type)];
}

bool showsValue(FieldError::Type type) {
    using Type = FieldError::Type;
    return type != Type::Required && type != Type::Forbidden && type != Type::TooLong &&
           type != Type::TooMany && type != Type::Internal;
}

} // namespace

std::string_view FieldError::reason() const {
    return wordsOf(type).reason;
}

std::string FieldError::body() const {
    std::string text(wordsOf(type).words);
    if (showsValue(type)) text += ": " + value;
    if (!detail.empty()) text += ": " + detail;
    return text;
}

Failure invalidObject(const KindInfo& kind, std::string_view name, const FieldErrors& errors) {
    std::vector<std::string> texts;
    base::Json causes = base::Json::array();
    for (const FieldError& error : errors) {
        std::string text = error.text();
        if (std::find(texts.begin(), texts.end(), text) == texts.end())
            texts.push_back(std::move(text));
        causes.push_back(
            {{"reason", error.reason()}, {"message", error.body()}, {"field", error.path}});
    }
    std::string list;
    for (const std::string& text : texts) list.append(list.empty() ? "" : ", ").append(text);
    if (texts.size() > 1) list = "[" + list + "]";

    base::Json details = base::Json::object();
    if (!name.empty()) details["name"] = name;
    if (!kind.group.empty()) details["group"] = kind.group;
    details["kind"] = kind.name;
    details["causes"] = std::move(causes);

    Failure failure;
    failure.code = 422;
    failure.reason = "Invalid";
    failure.message = kind.qualifiedName() + " \"" + std::string(name) + "\" is invalid: " + list;
    failure.details = base::shareJson(std::move(details));
    return failure;
}

base::Json statusJson(const Failure& failure) {
    base::Json status = {{"kind", "Status"},
                         {"apiVersion", "v1"},
                         {"metadata", base::Json::object()},
                         {"status", "Failure"},
                         {"message", failure.message.view()},
                         {"code", failure.code}};
    if (!failure.reason.empty()) status["reason"] = failure.reason.view();
    if (failure.details) status["details"] = failure.details->value;
    return status;
}

} // namespace maqueta::api
