#include "controllers/loop/kept.h"

#include "controllers/loop/requests.h"

namespace maqueta::controllers {

const base::Json& contentOf(const api::Object& object) {
    static const base::Json nothing = base::Json::object();
    return object.rest ? object.rest->value : nothing;
}

Written writeKept(Sync& sync, const api::Versioned& current, api::Subresource sub,
                  const Edit& edit) {
    const base::Ref<api::Object> copy = current.object->copy();
    base::Json content = contentOf(*copy);
    edit(copy->meta, content);
    const bool sameMeta = copy->meta.annotations == current->meta.annotations &&
                          *copy->meta.finalizers == *current->meta.finalizers;
    if (sameMeta && content == contentOf(*current.object)) return {Outcome::Done, current};
    const Answer* answer = sync.ask([&] {
        copy->rest = base::shareJson(std::move(content));
        return updateRequest(copy, current.resourceVersion, sub);
    });
    if (!answer) return {Outcome::Waiting, {}};
    if (!answer->ok()) return {Outcome::Failed, {}};
    return {Outcome::Done, answer->object};
}

} // namespace maqueta::controllers
