#include "controllers/loop/requests.h"

namespace maqueta::controllers {
namespace {

RequestDraft draft(api::Verb verb, api::Kind kind, const api::Text& ns, const api::Text& name) {
    RequestDraft request(new api::Request);
    request->verb = verb;
    request->kind = kind;
    request->ns = ns;
    request->name = name;
    return request;
}

} // namespace

RequestDraft getRequest(api::Kind kind, const api::Text& ns, const api::Text& name) {
    RequestDraft request = draft(api::Verb::Get, kind, ns, name);
    request->resourceVersion = -1;
    return request;
}

RequestDraft createRequest(api::ObjectRef object) {
    RequestDraft request =
        draft(api::Verb::Create, object->kind, object->meta.ns, object->meta.name);
    request->body = std::move(object);
    return request;
}

RequestDraft updateRequest(api::ObjectRef object, std::int64_t resourceVersion,
                           api::Subresource sub) {
    RequestDraft request =
        draft(api::Verb::Update, object->kind, object->meta.ns, object->meta.name);
    request->body = std::move(object);
    request->resourceVersion = resourceVersion;
    request->sub = sub;
    return request;
}

RequestDraft patchRequest(api::Kind kind, const api::Text& ns, const api::Text& name,
                          api::PatchType type, base::Json patch, api::Subresource sub) {
    RequestDraft request = draft(api::Verb::Patch, kind, ns, name);
    request->patchType = type;
    request->json = base::shareJson(std::move(patch));
    request->sub = sub;
    return request;
}

RequestDraft deleteRequest(api::Kind kind, const api::Text& ns, const api::Text& name,
                           api::DeleteOptions options) {
    RequestDraft request = draft(api::Verb::Delete, kind, ns, name);
    request->remove = std::move(options);
    return request;
}

} // namespace maqueta::controllers
