// What the API writes into fields that were left out (pkg/apis/*/v1/defaults.go).
#pragma once

#include "api/kinds/pod.h"
#include "base/json.h"

namespace maqueta::api {

// Of a whole object, as schema::read() left it. Pods get what pods have over templates, too.
void applyDefaults(Kind kind, base::Json& tree);

// A pod's spec that a controller copied from a template: the template has its defaults, but a pod
// has some more. `false` when the spec never saw defaults at all, and needs applyDefaults().
bool completePodSpec(PodSpec& spec);

// "Guaranteed", "Burstable", "BestEffort" (pkg/apis/core/v1/helper/qos/qos.go).
std::string_view qosClassOf(const PodSpec& spec);

} // namespace maqueta::api
