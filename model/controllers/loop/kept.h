// Writing to objects that are kept as JSON: budgets, claims, volumes.
#pragma once

#include "api/kinds/kept.h"
#include "controllers/loop/sync.h"

#include <functional>

namespace maqueta::controllers {

// What became of a write.
struct Written {
    Outcome outcome = Outcome::Done; // else to be returned by the caller
    api::Versioned object;           // as it is now
};

// Changes a copy and has it written, unless the change changes nothing. `edit` gets the metadata
// and the content (spec, status, ...).
using Edit = std::function<void(api::ObjectMeta& meta, base::Json& content)>;
Written writeKept(Sync& sync, const api::Versioned& current, api::Subresource sub,
                  const Edit& edit);

// The content of a kept object; an empty object when it has none.
const base::Json& contentOf(const api::Object& object);

} // namespace maqueta::controllers
