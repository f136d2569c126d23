// The requests that controllers make, one function each. Sync adds who asks.
#pragma once

#include "api/protocol.h"

namespace maqueta::controllers {

using RequestDraft = base::Ref<api::Request>;

RequestDraft getRequest(api::Kind kind, const api::Text& ns, const api::Text& name);
RequestDraft createRequest(api::ObjectRef object);
// At the version that the object was read at; 0 = whatever is there now.
RequestDraft updateRequest(api::ObjectRef object, std::int64_t resourceVersion,
                           api::Subresource sub = api::Subresource::None);
RequestDraft patchRequest(api::Kind kind, const api::Text& ns, const api::Text& name,
                          api::PatchType type, base::Json patch,
                          api::Subresource sub = api::Subresource::None);
RequestDraft deleteRequest(api::Kind kind, const api::Text& ns, const api::Text& name,
                           api::DeleteOptions options = {});

} // namespace maqueta::controllers
