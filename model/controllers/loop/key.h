// The name of a thing to be reconciled: "namespace/name" in Kubernetes' work queues. Things that
// have no namespace leave it empty; the garbage collector puts a uid in the place of the name.
#pragma once

#include "api/meta.h"

#include <compare>

namespace maqueta::controllers {

using api::Text;

struct Key {
    Text ns;
    Text name;
    friend auto operator<=>(const Key&, const Key&) = default;
    friend bool operator==(const Key&, const Key&) = default;
};

// The value of maps that are used as sets.
struct Nothing {};

} // namespace maqueta::controllers
