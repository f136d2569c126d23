// What the body of a write becomes before it is stored: decoding, defaulting, admission,
// validation, and what the kind's strategy resets or carries over
// (apiserver/pkg/registry/rest/{create,update}.go, pkg/registry/*/strategy.go). Pure functions; the
// API server calls them, and stores the result if the object did not change meanwhile.
//
// People's bodies are JSON and checked to the last field. Bodies of the cluster's own parts are
// typed objects, made from templates that were checked when they came in: the typed part is
// checked, the spec behind it is trusted, and no JSON is made.
#pragma once

#include "api/admission.h"
#include "api/protocol.h"
#include "sim/rng.h"

#include <string>
#include <variant>
#include <vector>

namespace maqueta::api {

// What to do with fields that the API does not know (metav1.FieldValidation).
enum class FieldValidation : std::uint8_t { Ignore, Warn, Strict };

struct RequestContext {
    sim::Time now;
    sim::Rng* rng = nullptr; // of the server: uids, suffixes of generated names
    AdmissionConfig admission = {};
    AdmissionMemo* memo = nullptr;        // of the server; nullptr = none
    const ObjectSource* source = nullptr; // for admission; nullptr = what is referred to exists
    Text ns;                              // of the URL
    Text name;                            // of the URL; empty on create
    // The version that a typed body or a patch was made from (Request::resourceVersion); 0 = any. A
    // JSON body says it itself.
    std::int64_t resourceVersion = 0;
    FieldValidation fieldValidation = FieldValidation::Warn;
    std::vector<std::string>* warnings = nullptr; // receives `unknown field "spec.bogus"`
};

// The object to be stored, or the refusal.
class [[nodiscard]] Outcome {
public:
    Outcome(ObjectRef object) : object_(std::move(object)) {}
    Outcome(Failure failure) : failure_(std::move(failure)) {}

    bool ok() const { return static_cast<bool>(object_); }
    explicit operator bool() const { return ok(); }
    const ObjectRef& object() const { return object_; }
    const Failure& failure() const { return failure_; }

private:
    ObjectRef object_;
    Failure failure_;
};

// A custom resource (Kind::Other) brings its apiVersion and kind in the body.
Outcome prepareCreate(const RequestContext& context, Kind kind, const base::Json& body);
Outcome prepareCreate(const RequestContext& context, const ObjectRef& body);

// An object that some server keeps already, read from what it printed: types are checked, fields
// that were left out get their defaults, and nothing is admitted, reset or validated.
base::Result<ObjectRef> readKept(const base::Json& json);
// The same for an object that is not kept yet: validation, too, may refuse it.
Outcome readNew(Kind kind, const base::Json& json);

// `sub` is None, Status or Finalize. The result is `current.object` itself when nothing changes, so
// that nothing needs to be written.
Outcome prepareUpdate(const RequestContext& context, const Versioned& current,
                      const base::Json& body, Subresource sub);
Outcome prepareUpdate(const RequestContext& context, const Versioned& current,
                      const ObjectRef& body, Subresource sub);
Outcome preparePatch(const RequestContext& context, const Versioned& current, PatchType type,
                     const base::Json& patch, Subresource sub);

// pods/binding: writes spec.nodeName and the condition PodScheduled.
Outcome prepareBinding(const RequestContext& context, const Versioned& pod, std::string_view node);
// The node that a Binding names, or the refusal.
std::variant<Text, Failure> bindingTarget(const RequestContext& context, const base::Json& body);

// The Scale of a ReplicaSet or Deployment (autoscaling/v1); of other kinds that have spec.replicas
// too. Empty when the kind has none.
base::Json scaleOf(const Versioned& object);
// A PUT or PATCH of it.
Outcome prepareScale(const RequestContext& context, const Versioned& current,
                     const base::Json& body);
Outcome prepareScalePatch(const RequestContext& context, const Versioned& current, PatchType type,
                          const base::Json& patch);

// "web-" -> "web-x7k2p": five characters that spell no words
// (apiserver/pkg/storage/names/generate.go, apimachinery/pkg/util/rand/rand.go).
std::string generateName(std::string_view base, sim::Rng& rng);
// A random UUID (RFC 9562, version 4).
std::string newUid(sim::Rng& rng);

} // namespace maqueta::api
