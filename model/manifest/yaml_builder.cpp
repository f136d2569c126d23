#include "manifest/yaml_builder.h"

#include "manifest/yaml_scalar.h"

#include <algorithm>

namespace maqueta::manifest {

using base::Json;
using base::TextPlace;

namespace {

std::size_t weightOf(const Json& value, std::size_t perNode) {
    std::size_t weight = perNode;
    if (value.is_string()) weight += value.get_ref<const std::string&>().size();
    if (value.is_array())
        for (const Json& item : value) weight += weightOf(item, perNode);
    if (value.is_object())
        for (const auto& [key, member] : value.get_ref<const Json::object_t&>())
            weight += key.size() + weightOf(member, perNode);
    return weight;
}

} // namespace

bool YamlBuilder::fail(TextPlace place, base::Sentence message) {
    error_ = base::refusal(std::move(message), file_, place.line, place.column);
    return false;
}

void YamlBuilder::beginDocument() {
    documents_.emplace_back();
    anchors_.clear();
    lines_.emplace();
}

void YamlBuilder::endDocument() {
    if (documents_.back().json.is_null())
        documents_.pop_back();
    else
        documents_.back().lines = std::move(*lines_).finish();
}

YamlBuilder::Slot YamlBuilder::slot(TextPlace place, bool isContainer) {
    if (frames_.empty()) return {&documents_.back().json, lines_->beginRoot(place)};
    Frame& frame = frames_.back();
    if (!frame.isMap)
        return {&frame.target->get_ref<Json::array_t&>().emplace_back(), lines_->beginItem(place)};
    // A member is where its value stands; a map or list stands where its key does.
    return {frame.value, lines_->beginMember(frame.key, isContainer ? frame.keyPlace : place)};
}

bool YamlBuilder::key(const Json& key, TextPlace place) {
    Frame& frame = frames_.back();
    const base::Result<std::string> name = scalarKey(key);
    if (!name) return fail(place, name.error().sentence);
    auto& members = frame.target->get_ref<Json::object_t&>();
    const std::size_t before = members.size();
    const auto member = members.emplace_hint(members.end(), *name, nullptr);
    if (members.size() == before && frame.merged.erase(*name) == 0)
        return fail(place,
                    {MAQUETA_TEXT("Refusals", "duplicate key \"{key}\" in the map that begins at "
                                              "line {line}, column {column}"),
                     {{"key", base::excerpt(*name)},
                      {"line", std::to_string(frame.place.line)},
                      {"column", std::to_string(frame.place.column)}}});
    frame.value = &member->second;
    frame.key = *name;
    frame.keyPlace = place;
    return true;
}

bool YamlBuilder::resolve(const Scalar& scalar, TextPlace place, Json& out) {
    if (!scalar.plain && scalar.tag.empty()) {
        out = std::string(scalar.text);
        return true;
    }
    base::Result<Json> value = taggedScalar(scalar.text, scalar.tag);
    if (!value) return fail(place, value.error().sentence);
    out = *std::move(value);
    return true;
}

bool YamlBuilder::rootFits(bool isMap, bool isNull, TextPlace place) {
    if (!frames_.empty() || root_ == YamlRoot::Any || isMap || isNull) return true;
    return fail(place, {MAQUETA_TEXT("Refusals", "expected a map here, such as \"kind: Pod\"")});
}

bool YamlBuilder::scalar(const Scalar& scalar, TextPlace place) {
    if (!expectsKey()) {
        const Slot slot = this->slot(place, false);
        return resolve(scalar, place, *slot.value) &&
               rootFits(false, slot.value->is_null(), place) &&
               remember(scalar.anchor, *slot.value, 0, place) && valueDone(place, 0);
    }
    const bool isMerge = scalar.tag == "tag:yaml.org,2002:merge" ||
                         (scalar.plain && scalar.tag.empty() && scalar.text == "<<");
    if (isMerge) {
        Frame& frame = frames_.back();
        frame.mergeValue = std::make_unique<Json>();
        frame.value = frame.mergeValue.get();
        frame.key = "<<";
        frame.keyPlace = place;
        return true;
    }
    Json value;
    return resolve(scalar, place, value) && remember(scalar.anchor, value, 0, place) &&
           key(value, place);
}

bool YamlBuilder::beginContainer(bool isMap, std::string_view anchor, TextPlace place) {
    if (expectsKey())
        return fail(
            place, {MAQUETA_TEXT("Refusals", "a key must be a single value, not a list or a map")});
    if (frames_.size() >= static_cast<std::size_t>(base::maxJsonDepth))
        return fail(place, base::tooDeep());
    if (!rootFits(isMap, false, place)) return false;
    const Slot slot = this->slot(place, true);
    *slot.value = isMap ? Json::object() : Json::array();
    frames_.push_back({.target = slot.value,
                       .isMap = isMap,
                       .place = place,
                       .lineNode = slot.lineNode,
                       .anchor = std::string(anchor)});
    if (!anchor.empty()) anchors_.insert_or_assign(std::string(anchor), Anchor{});
    return true;
}

bool YamlBuilder::endContainer() {
    const Frame frame = std::move(frames_.back());
    frames_.pop_back();
    lines_->end(frame.lineNode);
    return remember(frame.anchor, *frame.target, frame.height, frame.place) &&
           valueDone(frame.place, frame.height);
}

bool YamlBuilder::alias(std::string_view name, TextPlace place) {
    const auto found = anchors_.find(name);
    if (found == anchors_.end())
        return fail(place, {MAQUETA_TEXT("Refusals", "the alias *{name} names no anchor before it"),
                            {{"name", base::excerpt(name)}}});
    const Anchor& anchor = found->second;
    if (!anchor.complete)
        return fail(place,
                    {MAQUETA_TEXT("Refusals", "the alias *{name} stands inside its own anchor"),
                     {{"name", base::excerpt(name)}}});
    if (expectsKey()) return spend(anchor.weight, place) && key(anchor.value, place);
    if (frames_.size() + static_cast<std::size_t>(anchor.height) >
        static_cast<std::size_t>(base::maxJsonDepth))
        return fail(
            place,
            {MAQUETA_TEXT("Refusals",
                          "nested more than {most} levels deep with what the alias brings in"),
             {{"most", std::to_string(base::maxJsonDepth)}}});
    if (!spend(anchor.weight, place)) return false;
    *slot(place, false).value = anchor.value;
    return valueDone(place, anchor.height);
}

bool YamlBuilder::remember(std::string_view anchor, const Json& value, int height,
                           TextPlace place) {
    if (anchor.empty()) return true;
    const std::size_t weight = weightOf(value, nodeWeight);
    if (!spend(weight, place)) return false;
    anchors_.insert_or_assign(std::string(anchor), Anchor{true, value, height, weight});
    return true;
}

bool YamlBuilder::spend(std::size_t weight, TextPlace place) {
    if (weight > budget_)
        return fail(place, {MAQUETA_TEXT(
                               "Refusals",
                               "aliases unfold to far more than the text holds (an alias bomb?)")});
    budget_ -= weight;
    return true;
}

bool YamlBuilder::valueDone(TextPlace place, int height) {
    if (frames_.empty()) return true;
    Frame& frame = frames_.back();
    frame.height = std::max(frame.height, height + 1);
    if (!frame.isMap) return true;
    frame.value = nullptr;
    return !frame.mergeValue || merge(place);
}

bool YamlBuilder::merge(TextPlace place) {
    Frame& frame = frames_.back();
    const std::unique_ptr<Json> source = std::move(frame.mergeValue);
    std::vector<Json*> maps;
    if (source->is_array()) {
        // The first of several wins, so it comes last.
        for (Json& item : *source) maps.push_back(&item);
        std::reverse(maps.begin(), maps.end());
    } else {
        maps.push_back(source.get());
    }
    auto& members = frame.target->get_ref<Json::object_t&>();
    for (Json* map : maps) {
        if (!map->is_object())
            return fail(
                place,
                {MAQUETA_TEXT("Refusals",
                              "a merge key (<<) needs a map, or a list of maps, as its value")});
        for (auto& [name, value] : map->get_ref<Json::object_t&>()) {
            if (members.insert_or_assign(name, std::move(value)).second) frame.merged.insert(name);
        }
    }
    return true;
}

} // namespace maqueta::manifest
