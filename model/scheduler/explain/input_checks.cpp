#include "scheduler/explain/input_checks.h"

#include "api/selector_json.h"

#include <algorithm>
#include <array>

namespace maqueta::scheduler {
namespace {

using api::member;
using api::Text;
using base::Json;

void checkSelector(const Json* selector, const std::string& path, api::FieldErrors& errors) {
    const Json* list = member(selector, "matchExpressions");
    if (!list || !list->is_array()) return;
    constexpr std::array<std::string_view, 4> known{"In", "NotIn", "Exists", "DoesNotExist"};
    for (std::size_t i = 0; i < list->size(); ++i) {
        const Text op = api::textMember(&(*list)[i], "operator");
        if (std::find(known.begin(), known.end(), op.view()) == known.end())
            errors.push_back({api::FieldError::Type::Invalid,
                              path + ".matchExpressions[" + std::to_string(i) + "].operator",
                              "\"" + op.str() + "\"", "not a valid selector operator"});
    }
}

void checkTerms(const Json* terms, const std::string& path, const char* inner,
                api::FieldErrors& errors) {
    if (!terms || !terms->is_array()) return;
    for (std::size_t i = 0; i < terms->size(); ++i) {
        const Json* term = inner ? member(&(*terms)[i], inner) : &(*terms)[i];
        const std::string at =
            path + "[" + std::to_string(i) + "]" + (inner ? "." + std::string(inner) : "");
        for (const char* selector : {"labelSelector", "namespaceSelector"})
            checkSelector(member(term, selector), at + "." + selector, errors);
    }
}

} // namespace

void findNegative(const api::ResourceList& amounts, const std::string& path,
                  api::FieldErrors& errors) {
    for (const auto& [name, amount] : amounts)
        if (amount.sign() < 0)
            errors.push_back({api::FieldError::Type::Invalid, path + "[" + name + "]",
                              "\"" + amount.text() + "\"", "must be greater than or equal to 0"});
}

void findNegative(const std::vector<api::Container>& containers, const std::string& path,
                  api::FieldErrors& errors) {
    for (std::size_t i = 0; i < containers.size(); ++i)
        findNegative(containers[i].requests,
                     path + "[" + std::to_string(i) + "].resources.requests", errors);
}

void findUnknownOperators(const api::PodSpec& spec, api::FieldErrors& errors) {
    const Json* rest = spec.rest ? &spec.rest->value : nullptr;
    constexpr const char* hard = "requiredDuringSchedulingIgnoredDuringExecution";
    constexpr const char* soft = "preferredDuringSchedulingIgnoredDuringExecution";
    for (const char* sort : {"podAffinity", "podAntiAffinity"}) {
        const Json* affinity = member(member(rest, "affinity"), sort);
        const std::string path = "spec.affinity." + std::string(sort) + ".";
        checkTerms(member(affinity, hard), path + hard, nullptr, errors);
        checkTerms(member(affinity, soft), path + soft, "podAffinityTerm", errors);
    }
    checkTerms(member(rest, "topologySpreadConstraints"), "spec.topologySpreadConstraints", nullptr,
               errors);
}

} // namespace maqueta::scheduler
