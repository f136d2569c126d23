// A condition as controllers write it: type, status, why, in words, and since when.
#pragma once

#include "api/condition.h"

namespace maqueta::controllers {

inline api::Condition conditionOf(std::string_view type, api::ConditionStatus status,
                                  std::string_view reason, std::string_view message,
                                  sim::Time since) {
    api::Condition condition;
    condition.type = type;
    condition.status = status;
    condition.reason = reason;
    condition.message = message;
    condition.lastTransitionTime = since;
    return condition;
}

} // namespace maqueta::controllers
