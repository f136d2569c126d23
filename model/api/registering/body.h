// The body of a request as a checked tree, or the refusal.
#pragma once

#include "api/codec/parts.h"
#include "api/registry.h"

#include <optional>

namespace maqueta::api::registering {

class RequestBody {
public:
    RequestBody(codec::Body body) : body_(std::move(body)) {}
    RequestBody(Failure failure) : failure_(std::move(failure)) {}
    bool ok() const { return body_.has_value(); }
    Kind kind() const { return body_->kind; }
    base::Json& tree() { return body_->tree; }
    const Failure& failure() const { return failure_; }

private:
    std::optional<codec::Body> body_;
    Failure failure_;
};

// Unknown fields are warned of or refused, as the context says.
RequestBody readRequestBody(const RequestContext& context, Kind kind, const base::Json& json);
// The namespace of the URL holds; a body that names another one is refused.
std::optional<Failure> placeInNamespace(const RequestContext& context, Object& object);

} // namespace maqueta::api::registering
