#include "api/patch.h"

#include "api/codec/parts.h"
#include "api/patching/lists.h"
#include "api/schema/schema.h"

namespace maqueta::api {
namespace {

using base::Json;
using codec::at;

Json mergeThree(const Json& current, const Json& last, const Json& desired,
                const schema::Struct* type);

Json mergeThreeLists(const Json& current, const Json& last, const Json& desired,
                     const schema::Field& field) {
    const std::string& key = field.mergeKey;
    Json merged = Json::array();
    for (const Json& element : current) {
        const bool dropped = patching::hasElement(last, element, key) &&
                             !patching::hasElement(desired, element, key);
        if (!dropped) merged.push_back(element);
    }
    Json lastList = last;
    for (const Json& element : desired) {
        Json* mine = patching::findElement(merged, element, key);
        if (!mine) {
            merged.push_back(element);
        } else if (element.is_object()) {
            const Json* before =
                lastList.is_array() ? patching::findElement(lastList, element, key) : nullptr;
            *mine = mergeThree(*mine, before ? *before : Json(), element, field.record);
        }
    }
    return patching::inOrder(merged, desired, current, key);
}

Json mergeThree(const Json& current, const Json& last, const Json& desired,
                const schema::Struct* type) {
    Json merged = current.is_object() ? current : Json::object();
    if (last.is_object())
        for (const auto& [name, value] : last.items())
            if (at(desired, name.c_str()).is_null()) merged.erase(name);
    for (const auto& [name, value] : desired.items()) {
        const schema::Field* field = type ? type->find(name) : nullptr;
        const Json& mine = at(current, name.c_str());
        const Json& before = at(last, name.c_str());
        if (value.is_null())
            merged.erase(name);
        else if (value.is_object())
            merged[name] = mergeThree(mine, before, value, field ? field->record : nullptr);
        else if (value.is_array() && mine.is_array() && field && !field->mergeKey.empty())
            merged[name] = mergeThreeLists(mine, before, value, *field);
        else
            merged[name] = value;
    }
    return merged;
}

} // namespace

Json lastAppliedOf(const Json& object) {
    const Json& remembered =
        at(at(at(object, "metadata"), "annotations"), std::string(lastAppliedAnnotation).c_str());
    if (!remembered.is_string()) return {};
    Json tree = Json::parse(remembered.get_ref<const std::string&>(), nullptr, false);
    return tree.is_object() ? tree : Json();
}

Json applyManifest(Kind kind, const Json& current, const Json& lastApplied, const Json& desired) {
    Json wanted = desired;
    Json remembered = desired;
    Json& annotations = wanted["metadata"]["annotations"];
    if (!annotations.is_object()) annotations = Json::object();
    const std::string name(lastAppliedAnnotation);
    annotations.erase(name);
    remembered["metadata"]["annotations"] = annotations;
    annotations[name] = remembered.dump() + "\n";
    return mergeThree(current, lastApplied, wanted, schema::patchStructOf(kind));
}

} // namespace maqueta::api
