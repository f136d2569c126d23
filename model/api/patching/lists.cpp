#include "api/patching/lists.h"

#include "api/codec/parts.h"

#include <algorithm>

namespace maqueta::api::patching {
namespace {

// Position of the element, or the size of the list.
std::size_t positionIn(const Json& list, const Json& element, const std::string& mergeKey) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const Json& other) {
        return sameElement(other, element, mergeKey);
    });
    return static_cast<std::size_t>(found - list.begin());
}

std::vector<Json> sortedBy(std::vector<Json> elements, const Json& order,
                           const std::string& mergeKey) {
    std::stable_sort(elements.begin(), elements.end(), [&](const Json& a, const Json& b) {
        return positionIn(order, a, mergeKey) < positionIn(order, b, mergeKey);
    });
    return elements;
}

} // namespace

bool sameElement(const Json& a, const Json& b, const std::string& mergeKey) {
    if (mergeKey == ".") return a == b;
    const Json& left = codec::at(a, mergeKey.c_str());
    return !left.is_null() && left == codec::at(b, mergeKey.c_str());
}

Json* findElement(Json& list, const Json& element, const std::string& mergeKey) {
    const std::size_t at = positionIn(list, element, mergeKey);
    return at < list.size() ? &list[at] : nullptr;
}

bool hasElement(const Json& list, const Json& element, const std::string& mergeKey) {
    return positionIn(list, element, mergeKey) < list.size();
}

Json inOrder(const Json& merged, const Json& patchOrder, const Json& oldOrder,
             const std::string& mergeKey) {
    std::vector<Json> named;
    std::vector<Json> others;
    for (const Json& element : merged)
        (hasElement(patchOrder, element, mergeKey) ? named : others).push_back(element);
    named = sortedBy(std::move(named), patchOrder, mergeKey);
    others = sortedBy(std::move(others), oldOrder, mergeKey);
    Json out = Json::array();
    std::size_t n = 0;
    std::size_t o = 0;
    while (n < named.size() || o < others.size()) {
        bool otherFirst = n == named.size();
        if (!otherFirst && o < others.size()) {
            const std::size_t left = positionIn(oldOrder, others[o], mergeKey);
            const std::size_t right = positionIn(oldOrder, named[n], mergeKey);
            otherFirst = right < oldOrder.size() && left < right;
        }
        out.push_back(otherFirst ? std::move(others[o++]) : std::move(named[n++]));
    }
    return out;
}

} // namespace maqueta::api::patching
