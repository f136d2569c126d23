// What no API server would keep, found in objects that are given as if one did.
#pragma once

#include "api/field_error.h"
#include "api/kinds/pod.h"

#include <string>

namespace maqueta::scheduler {

// Kubernetes takes no amount below nothing, and sums of such would make no sense.
void findNegative(const api::ResourceList& amounts, const std::string& path,
                  api::FieldErrors& errors);
void findNegative(const std::vector<api::Container>& containers, const std::string& path,
                  api::FieldErrors& errors);
// In the selectors over pods: of affinity terms and of spread constraints.
void findUnknownOperators(const api::PodSpec& spec, api::FieldErrors& errors);

} // namespace maqueta::scheduler
