#include "api/registering/refusals.h"

namespace maqueta::api::registering {

Failure refuse(int code, std::string_view reason, std::string message) {
    Failure failure;
    failure.code = code;
    failure.reason = reason;
    failure.message = std::move(message);
    return failure;
}

ResourceName resourceOf(const Object& object) {
    if (object.kind != Kind::Other)
        return {std::string(info(object.kind).plural), std::string(info(object.kind).group)};
    const std::string apiVersion = apiVersionOf(object);
    const std::size_t slash = apiVersion.find('/');
    return {guessPlural(kindNameOf(object)),
            slash == std::string::npos ? std::string() : apiVersion.substr(0, slash)};
}

Failure refuseConflict(const Object& object, const std::string& why) {
    const ResourceName resource = resourceOf(object);
    Failure failure = refuse(409, "Conflict",
                             "Operation cannot be fulfilled on " + resource.qualified() + " \"" +
                                 object.meta.name + "\": " + why);
    base::Json details = {{"name", object.meta.name.view()}, {"kind", resource.plural}};
    if (!resource.group.empty()) details["group"] = resource.group;
    failure.details = base::shareJson(std::move(details));
    return failure;
}

Failure refuseModified(const Object& object) {
    return refuseConflict(object, "the object has been modified; please apply your changes to the "
                                  "latest version and try again");
}

Failure refuseInvalid(const Object& object, const FieldErrors& errors) {
    if (object.kind != Kind::Other)
        return invalidObject(info(object.kind), object.meta.name, errors);
    const std::string group = resourceOf(object).group;
    const std::string name = kindNameOf(object);
    KindInfo kind;
    kind.group = group;
    kind.name = name;
    return invalidObject(kind, object.meta.name, errors);
}

} // namespace maqueta::api::registering
