// An object of a kind without behaviour here: kept, shown and exported as it came.
#pragma once

#include "api/object.h"

namespace maqueta::api {

class Kept final : public Object {
public:
    explicit Kept(Kind k) : Object(k) {}
    base::Ref<Object> copy() const override { return base::Ref<Object>(new Kept(*this)); }
    // `rest` holds everything but metadata, apiVersion and kind.
    Text apiVersion; // of Kind::Other, and where it is another version than the table's
    Text kindName;   // of Kind::Other
    Text key() const override;
    void addContentTo(sim::Fingerprint& f) const override;
};

} // namespace maqueta::api
