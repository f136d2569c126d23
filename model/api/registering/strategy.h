// What the registry resets and carries over, kind by kind (pkg/registry/*/strategy.go).
#pragma once

#include "api/object.h"
#include "api/protocol.h"

namespace maqueta::api::registering {

// Whether writes of the main resource leave the status alone, and writes of the status the rest.
bool hasStatus(Kind kind);
// Whether an update may come without a resourceVersion.
bool allowsUnconditionalUpdate(Kind kind);

// Resets what a client may not set on create, and counts generation 1 where generations are
// counted.
void prepareNew(Object& object);
// Carries over from `before` what this kind of write does not change, and counts the generation.
void prepareChanged(const Object& before, base::Ref<Object>& now, Subresource sub);

} // namespace maqueta::api::registering
