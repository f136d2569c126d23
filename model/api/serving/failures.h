// The refusals of an API server, in Kubernetes' own words
// (apimachinery/pkg/api/errors/errors.go, apiserver/pkg/storage/errors.go).
#pragma once

#include "api/protocol.h"
#include "store/protocol.h"

#include <string>
#include <string_view>

namespace maqueta::api {

// What messages call the resource of a request: "deployments.apps", "pods".
std::string resourceName(const Request& request);

Failure notFound(const Request& request, std::string_view name);
Failure alreadyExists(const Request& request, std::string_view name);
// "Operation cannot be fulfilled on pods "web-1": <why>"
Failure conflict(const Request& request, std::string_view name, std::string_view why);
// The object was written since the version that the request builds on.
Failure modifiedMeanwhile(const Request& request, std::string_view name);
// A DELETE's precondition on uid or resourceVersion does not hold.
Failure preconditionFailed(const Object& object, std::string_view field, std::string_view wanted,
                           std::string_view found);
Failure namespaceTerminating(const Request& request, std::string_view name);
Failure namespaceImmortal(std::string_view name);
Failure badRequest(std::string_view message);
Failure expired(std::string_view message);
Failure tooOldVersion(std::int64_t asked, std::int64_t oldest);
Failure tooLargeVersion(std::int64_t asked, std::int64_t current);
Failure tooManyRequests();
Failure notInitialized(); // the watch cache is being filled
Failure requestTimeout();
// What the store said, or why it said nothing. Kubernetes passes etcd's words on with code 500.
Failure storeFailure(store::ErrorCode code);
Failure storeUnreachable();
Failure storeConnectionLost();

base::Ref<Response> refusal(Failure failure);

} // namespace maqueta::api
