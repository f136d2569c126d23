// A recorded HTTP request as a request of the model's API.
#pragma once

#include "api/protocol.h"
#include "base/json.h"

#include <string>

namespace maqueta::tests {

// `error` says what is not understood.
struct HttpRequest {
    base::Ref<api::Request> request;
    std::string error;
};
HttpRequest fromHttp(const std::string& method, const std::string& path,
                     const std::string& contentType, const base::Json* body);
// The kind that a path is about; Kind::Other when there is none such.
api::Kind kindOfPath(const std::string& path);

} // namespace maqueta::tests
