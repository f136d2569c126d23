// What is wrong with one field of an object, as validation reports it
// (apimachinery/pkg/util/validation/field/errors.go).
#pragma once

#include "api/kind.h"
#include "api/protocol.h"

#include <string>
#include <string_view>
#include <vector>

namespace maqueta::api {

struct FieldError {
    enum class Type : std::uint8_t {
        Required,
        Invalid,
        NotSupported,
        Forbidden,
        Duplicate,
        NotFound,
        TooLong,
        TooMany,
        TypeInvalid,
        Internal
    };
    Type type = Type::Invalid;
    std::string path;  // "spec.template.spec.containers[0].image"
    std::string value; // as Kubernetes prints it: "\"x\"", "70000", "map[string]string{...}"
    std::string detail;

    std::string_view reason() const; // "FieldValueInvalid"
    // "Invalid value: 70000: must be between 1 and 65535, inclusive"
    std::string body() const;
    // "spec.ports[0]: Invalid value: ..."
    std::string text() const { return path + ": " + body(); }
};
using FieldErrors = std::vector<FieldError>;

// The 422 of a refused object: `Deployment.apps "web" is invalid: [a, b]`, with its causes.
Failure invalidObject(const KindInfo& kind, std::string_view name, const FieldErrors& errors);
// The body of a metav1.Status.
base::Json statusJson(const Failure& failure);

} // namespace maqueta::api
