#include "api/patch.h"

#include "api/codec/parts.h"

#include <charconv>
#include <optional>

namespace maqueta::api {
namespace {

using base::Json;
using codec::at;

Failure rejected() {
    Failure failure;
    failure.code = 422;
    failure.reason = "Invalid";
    failure.message = "the server rejected our request due to an error in our request";
    failure.details = base::shareJson(Json::object());
    return failure;
}

// "/a~1b/0" -> "a/b", "0" (RFC 6901).
std::optional<std::vector<std::string>> tokensOf(const Json& pointer) {
    if (!pointer.is_string()) return std::nullopt;
    const auto& text = pointer.get_ref<const std::string&>();
    std::vector<std::string> tokens;
    if (text.empty()) return tokens;
    if (text.front() != '/') return std::nullopt;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '/') {
            tokens.emplace_back();
        } else if (text[i] == '~' && i + 1 < text.size() &&
                   (text[i + 1] == '0' || text[i + 1] == '1')) {
            tokens.back() += text[++i] == '0' ? '~' : '/';
        } else {
            tokens.back() += text[i];
        }
    }
    return tokens;
}

// An index of a list: "0" to size - 1, or size itself where an element may be added behind.
std::optional<std::size_t> indexIn(const Json& list, const std::string& token, bool behind) {
    if (behind && token == "-") return list.size();
    std::size_t index = 0;
    const char* end = token.data() + token.size();
    const auto parsed = std::from_chars(token.data(), end, index);
    if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
    if (index > list.size() || (index == list.size() && !behind)) return std::nullopt;
    return index;
}

class JsonPatcher {
public:
    explicit JsonPatcher(Json document) : document_(std::move(document)) {}

    bool apply(const Json& operation) {
        if (!operation.is_object()) return false;
        const Text op = codec::textAt(operation, "op");
        const auto path = tokensOf(at(operation, "path"));
        if (!path) return false;
        if (op == "add") return operation.contains("value") && add(*path, operation["value"]);
        if (op == "remove") return remove(*path);
        if (op == "replace")
            return operation.contains("value") && replace(*path, operation["value"]);
        if (op == "test") return test(*path, at(operation, "value"));
        const auto from = tokensOf(at(operation, "from"));
        if (!from || (op != "move" && op != "copy")) return false;
        const Json* source = find(*from, from->size());
        if (!source) return false;
        const Json value = *source;
        if (op == "move" && !remove(*from)) return false;
        return add(*path, value);
    }
    Json take() { return std::move(document_); }

private:
    using Tokens = std::vector<std::string>;

    // The value under the first `depth` tokens.
    Json* find(const Tokens& tokens, std::size_t depth) {
        Json* value = &document_;
        for (std::size_t i = 0; i < depth; ++i) {
            if (value->is_object()) {
                const auto member = value->find(tokens[i]);
                if (member == value->end()) return nullptr;
                value = &*member;
            } else if (value->is_array()) {
                const auto index = indexIn(*value, tokens[i], false);
                if (!index) return nullptr;
                value = &(*value)[*index];
            } else {
                return nullptr;
            }
        }
        return value;
    }
    bool add(const Tokens& path, const Json& value) {
        if (path.empty()) {
            document_ = value;
            return true;
        }
        Json* parent = find(path, path.size() - 1);
        if (!parent) return false;
        if (parent->is_object()) {
            (*parent)[path.back()] = value;
            return true;
        }
        if (!parent->is_array()) return false;
        const auto index = indexIn(*parent, path.back(), true);
        if (!index) return false;
        parent->insert(parent->begin() + static_cast<std::ptrdiff_t>(*index), value);
        return true;
    }
    bool remove(const Tokens& path) {
        if (path.empty()) return false;
        Json* parent = find(path, path.size() - 1);
        if (!parent) return false;
        if (parent->is_object()) return parent->erase(path.back()) > 0;
        if (!parent->is_array()) return false;
        const auto index = indexIn(*parent, path.back(), false);
        if (!index) return false;
        parent->erase(*index);
        return true;
    }
    bool replace(const Tokens& path, const Json& value) {
        if (path.empty()) return add(path, value);
        Json* parent = find(path, path.size() - 1);
        if (!parent) return false;
        if (!parent->is_array()) return add(path, value);
        const auto index = indexIn(*parent, path.back(), false);
        if (index) (*parent)[*index] = value;
        return index.has_value();
    }
    bool test(const Tokens& path, const Json& value) {
        const Json* found = find(path, path.size());
        return found ? *found == value : value.is_null();
    }

    Json document_;
};

} // namespace

Patched applyJsonPatch(const Json& target, const Json& operations) {
    JsonPatcher patcher(target);
    for (const Json& operation : operations)
        if (!patcher.apply(operation)) return rejected();
    return patcher.take();
}

Json applyMergePatch(Json target, const Json& patch) {
    target.merge_patch(patch);
    return target;
}

} // namespace maqueta::api
