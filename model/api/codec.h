// Objects from JSON and to JSON, as a Kubernetes API server reads and prints them.
//
// encode(decode(x)) keeps every field, the unknown ones too; what Go's omitempty leaves out is left
// out, quantities are in canonical form, and times are RFC 3339.
#pragma once

#include "api/object.h"
#include "base/json.h"
#include "base/result.h"

#include <string>
#include <vector>

namespace maqueta::api {

struct DecodeOptions {
    // What the body is when it does not say: the kind of the request's URL.
    Kind expected = Kind::Other;
    // Receives the paths of fields that the API does not know ("spec.bogus").
    std::vector<std::string>* unknownFields = nullptr;
    // Receives the path of the field that cannot be read ("spec.containers[0].name").
    std::string* wrongField = nullptr;
};

// Errors are Kubernetes' own: `Deployment in version "v1" cannot be handled as a Deployment: json:
// cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32`.
// Nothing is defaulted or validated.
base::Result<ObjectRef> decode(const base::Json& json, const DecodeOptions& options = {});
// With apiVersion and kind. resourceVersion 0 = none.
base::Json encode(const Object& object, std::int64_t resourceVersion);
inline base::Json encode(const Versioned& object) {
    return encode(*object.object, object.resourceVersion);
}
// The same without the fields that the API does not know: what a server answers.
base::Json encodeForApi(const Object& object, std::int64_t resourceVersion);

// apiVersion and kind as its JSON says them.
std::string apiVersionOf(const Object& object);
std::string kindNameOf(const Object& object);

} // namespace maqueta::api
