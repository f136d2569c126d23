// Who belongs to a workload: adopts objects without a controller that match its selector, and lets
// go those of its own that no longer do (pkg/controller/controller_ref_manager.go).
#pragma once

#include "api/selector.h"
#include "controllers/loop/sync.h"

namespace maqueta::controllers {

// The objects of `kind` that belong to `owner` now, in order of name; `accepts` filters what may be
// claimed at all. Outcome::Done when `claimed` holds; else to be returned by the caller.
Outcome claim(Sync& sync, const api::Object& owner, const api::LabelSelector& selector,
              api::Kind kind, bool (*accepts)(const api::Object&),
              std::vector<api::Versioned>& claimed);

} // namespace maqueta::controllers
