// The refusals of the registry, in Kubernetes' words (apimachinery/pkg/api/errors/errors.go).
#pragma once

#include "api/codec.h"
#include "api/field_error.h"
#include "api/protocol.h"

#include <string>
#include <string_view>

namespace maqueta::api::registering {

Failure refuse(int code, std::string_view reason, std::string message);
// "deployments.apps", with its group apart for the details.
struct ResourceName {
    std::string plural;
    std::string group;
    std::string qualified() const { return group.empty() ? plural : plural + "." + group; }
};
ResourceName resourceOf(const Object& object);
// `Operation cannot be fulfilled on pods "web-1": why`
Failure refuseConflict(const Object& object, const std::string& why);
Failure refuseModified(const Object& object);
// The 422 of an object that is already decoded, so that custom kinds have their names.
Failure refuseInvalid(const Object& object, const FieldErrors& errors);

} // namespace maqueta::api::registering
