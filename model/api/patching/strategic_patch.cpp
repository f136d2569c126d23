#include "api/patch.h"

#include "api/codec/parts.h"
#include "api/patching/lists.h"
#include "api/schema/schema.h"

#include <algorithm>
#include <optional>

namespace maqueta::api {
namespace {

using base::Json;
using codec::at;

constexpr const char* directive = "$patch";
constexpr const char* retainKeys = "$retainKeys";
constexpr std::string_view deletePrefix = "$deleteFromPrimitiveList/";
constexpr std::string_view orderPrefix = "$setElementOrder/";

Failure patchFailure(int code, std::string_view reason, const std::string& message) {
    Failure failure;
    failure.code = code;
    failure.reason = reason;
    failure.message = message;
    return failure;
}

// A value as Go's %v prints it: map[a:1 b:x].
std::string goValue(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_object()) {
        std::string text;
        for (const auto& [name, one] : value.items())
            text += (text.empty() ? "" : " ") + name + ":" + goValue(one);
        return "map[" + text + "]";
    }
    if (value.is_array()) {
        std::string text;
        for (const Json& one : value) text += (text.empty() ? "" : " ") + goValue(one);
        return "[" + text + "]";
    }
    return value.is_null() ? "<nil>" : value.dump();
}

class StrategicPatcher {
public:
    Json mergeMap(Json original, Json patch, const schema::Struct* type) {
        if (const Text order = codec::textAt(patch, directive); !order.empty()) {
            patch.erase(directive);
            if (order == "replace") return patch;
            if (order == "delete") return Json::object();
            if (order != "merge") fail("Unrecognized patch directive");
        }
        if (const Json& keep = at(patch, retainKeys); keep.is_array()) {
            for (auto member = original.begin(); member != original.end();)
                member = patching::hasElement(keep, member.key(), ".") ? std::next(member)
                                                                       : original.erase(member);
            patch.erase(retainKeys);
        }
        Json orders = Json::object();
        for (auto member = patch.begin(); member != patch.end();) {
            const std::string& name = member.key();
            if (name.starts_with(orderPrefix)) {
                orders[name.substr(orderPrefix.size())] = *member;
                member = patch.erase(member);
            } else if (name.starts_with(deletePrefix)) {
                removeValues(original, name.substr(deletePrefix.size()), *member);
                member = patch.erase(member);
            } else {
                ++member;
            }
        }
        const Json before = original;
        for (const auto& [name, value] : patch.items()) mergeField(original, name, value, type);
        for (const auto& [name, order] : orders.items())
            putInOrder(original, before, name, order, type);
        return original;
    }

    std::optional<std::string> error;

private:
    void fail(std::string message) {
        if (!error) error = std::move(message);
    }

    static void removeValues(Json& original, const std::string& name, const Json& values) {
        const auto list = original.find(name);
        if (list == original.end() || !list->is_array()) return;
        Json kept = Json::array();
        for (const Json& value : *list)
            if (!patching::hasElement(values, value, ".")) kept.push_back(value);
        *list = std::move(kept);
    }

    void mergeField(Json& original, const std::string& name, const Json& value,
                    const schema::Struct* type) {
        if (value.is_null()) {
            original.erase(name);
            return;
        }
        const schema::Field* field = type ? type->find(name) : nullptr;
        if (value.is_object()) {
            const Json old = at(original, name.c_str());
            original[name] = mergeMap(old.is_object() ? old : Json::object(), value,
                                      field ? field->record : nullptr);
        } else if (value.is_array() && field && !field->mergeKey.empty()) {
            const Json old = at(original, name.c_str());
            original[name] = mergeList(old.is_array() ? old : Json::array(), value, *field);
        } else {
            original[name] = value;
        }
    }

    Json mergeList(const Json& original, const Json& patch, const schema::Field& field) {
        const std::string& key = field.mergeKey;
        Json merged = original;
        Json plain = Json::array(); // the patch without directives
        bool replaces = false;
        for (const Json& element : patch) {
            const Text order = codec::textAt(element, directive);
            if (order == "replace") {
                replaces = true;
                if (element.size() == 1) continue;
            }
            if (key != "." && at(element, key.c_str()).is_null()) {
                fail("map: " + goValue(element) + " does not contain declared merge key: " + key);
                return merged;
            }
            if (order == "delete")
                removeElement(merged, element, key);
            else
                plain.push_back(element);
        }
        if (replaces) return plain;
        for (const Json& element : plain) {
            Json* old = patching::findElement(merged, element, key);
            if (!old)
                merged.push_back(key == "." ? element
                                            : mergeMap(Json::object(), element, field.record));
            else if (key != ".")
                *old = mergeMap(*old, element, field.record);
        }
        return patching::inOrder(merged, plain, original, key);
    }

    static void removeElement(Json& list, const Json& element, const std::string& key) {
        Json kept = Json::array();
        for (const Json& one : list)
            if (!patching::sameElement(one, element, key)) kept.push_back(one);
        list = std::move(kept);
    }

    static void putInOrder(Json& original, const Json& before, const std::string& name,
                           const Json& order, const schema::Struct* type) {
        const schema::Field* field = type ? type->find(name) : nullptr;
        const auto list = original.find(name);
        if (!field || field->mergeKey.empty() || list == original.end()) return;
        *list = patching::inOrder(*list, order, at(before, name.c_str()), field->mergeKey);
    }
};

} // namespace

Patched applyStrategicPatch(Kind kind, const Json& target, const Json& patch) {
    StrategicPatcher patcher;
    Json patched = patcher.mergeMap(target, patch, schema::patchStructOf(kind));
    if (patcher.error) return patchFailure(500, "", *patcher.error);
    return patched;
}

Patched applyPatch(PatchType type, Kind kind, const Json& target, const Json& patch) {
    const auto decodeError = [&patch](std::string_view wanted) {
        const char* found = patch.is_array()    ? "array"
                            : patch.is_object() ? "object"
                            : patch.is_string() ? "string"
                            : patch.is_number() ? "number"
                                                : "bool";
        return std::string("json: cannot unmarshal ") + found + " into Go value of type " +
               std::string(wanted);
    };
    constexpr std::string_view mapType = "map[string]interface {}";
    switch (type) {
    case PatchType::Json:
        if (!patch.is_array())
            return patchFailure(400, "BadRequest",
                                "error decoding patch: " + decodeError("[]interface {}"));
        return applyJsonPatch(target, patch);
    case PatchType::Merge:
        if (!patch.is_object())
            return patchFailure(400, "BadRequest", "error decoding patch: " + decodeError(mapType));
        return applyMergePatch(target, patch);
    case PatchType::StrategicMerge: break;
    }
    if (kind == Kind::Other)
        return patchFailure(415, "UnsupportedMediaType",
                            "the body of the request was in an unknown format - accepted media "
                            "types include: application/json-patch+json, "
                            "application/merge-patch+json, application/apply-patch+yaml");
    if (!patch.is_object()) return patchFailure(400, "BadRequest", decodeError(mapType));
    return applyStrategicPatch(kind, target, patch);
}

} // namespace maqueta::api
