#include "api/selector_json.h"

#include <array>
#include <utility>

namespace maqueta::api {
namespace {

std::optional<SelectorOperator> readOperator(const Text& name) {
    using Op = SelectorOperator;
    constexpr std::array<std::pair<std::string_view, Op>, 6> operators{
        {{"In", Op::In},
         {"NotIn", Op::NotIn},
         {"Exists", Op::Exists},
         {"DoesNotExist", Op::DoesNotExist},
         {"Gt", Op::Gt},
         {"Lt", Op::Lt}}};
    for (const auto& [word, op] : operators)
        if (name == word) return op;
    return std::nullopt;
}

std::optional<std::vector<Requirement>> readRequirements(const base::Json* list) {
    std::vector<Requirement> requirements;
    if (!list || !list->is_array()) return requirements;
    for (const base::Json& item : *list) {
        const auto op = readOperator(textMember(&item, "operator"));
        if (!op) return std::nullopt;
        Requirement requirement;
        requirement.key = textMember(&item, "key");
        requirement.op = *op;
        if (const base::Json* values = member(&item, "values"); values && values->is_array())
            for (const base::Json& value : *values)
                if (value.is_string())
                    requirement.values.emplace_back(value.get_ref<const std::string&>());
        requirements.push_back(std::move(requirement));
    }
    return requirements;
}

} // namespace

const base::Json* member(const base::Json* json, const char* name) {
    if (!json || !json->is_object()) return nullptr;
    const auto at = json->find(name);
    return at == json->end() || at->is_null() ? nullptr : &*at;
}

Text textMember(const base::Json* json, const char* name) {
    const base::Json* value = member(json, name);
    return value && value->is_string() ? Text(value->get_ref<const std::string&>()) : Text();
}

std::int64_t numberMember(const base::Json* json, const char* name, std::int64_t otherwise) {
    const base::Json* value = member(json, name);
    return value && value->is_number_integer() ? value->get<std::int64_t>() : otherwise;
}

StringMap readLabels(const base::Json* json) {
    StringMap labels;
    if (!json || !json->is_object()) return labels;
    for (const auto& [name, value] : json->items())
        if (value.is_string()) labels.set(name, value.get_ref<const std::string&>());
    return labels;
}

std::optional<LabelSelector> readSelector(const base::Json* json) {
    if (!json || !json->is_object()) return std::nullopt;
    auto requirements = readRequirements(member(json, "matchExpressions"));
    if (!requirements) return std::nullopt;
    LabelSelector selector;
    selector.matchLabels = readLabels(member(json, "matchLabels"));
    selector.matchExpressions = std::move(*requirements);
    return selector;
}

std::vector<NodeSelectorTerm> readNodeSelectorTerms(const base::Json* nodeSelector) {
    std::vector<NodeSelectorTerm> terms;
    const base::Json* list = member(nodeSelector, "nodeSelectorTerms");
    if (!list || !list->is_array()) return terms;
    for (const base::Json& item : *list) {
        auto expressions = readRequirements(member(&item, "matchExpressions"));
        auto fields = readRequirements(member(&item, "matchFields"));
        // A term that cannot be understood is left empty, and so matches no node.
        if (expressions && fields)
            terms.push_back({std::move(*expressions), std::move(*fields)});
        else
            terms.emplace_back();
    }
    return terms;
}

} // namespace maqueta::api
