#include "api/serving/operation.h"

namespace maqueta::api {

Text storageKey(const Request& request, std::string_view name) {
    if (request.kind != Kind::Other) return keyOf(request.kind, request.ns, name);
    return keyOfOther(request.apiVersion, request.kindName, request.ns, name);
}

Text storagePrefix(const Request& request) {
    if (request.kind == Kind::Other) return storageKey(request, {});
    return prefixOf(request.kind, info(request.kind).namespaced ? request.ns : Text());
}

} // namespace maqueta::api
