// The namespace controller: empties a namespace that is being deleted, says what is left, and lets
// it go (pkg/controller/namespace).
#pragma once

#include "controllers/loop/registry.h"

namespace maqueta::controllers {

void onChangeForNamespaces(Step& step, api::Kind kind, const api::Versioned& before,
                           const api::Versioned& now);
Outcome reconcileNamespace(Sync& sync);

} // namespace maqueta::controllers
