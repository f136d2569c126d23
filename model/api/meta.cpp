#include "api/meta.h"

#include "api/digest.h"

#include <algorithm>

namespace maqueta::api {
namespace {

auto entryOf(const std::vector<StringMap::Entry>& entries, std::string_view name) {
    return std::lower_bound(
        entries.begin(), entries.end(), name,
        [](const StringMap::Entry& e, std::string_view n) { return e.first < n; });
}

} // namespace

StringMap::StringMap(std::initializer_list<Entry> entries) {
    for (const Entry& e : entries) set(e.first, e.second);
}

const Text* StringMap::find(std::string_view name) const {
    const auto at = entryOf(*entries_, name);
    return at != entries_->end() && at->first == name ? &at->second : nullptr;
}

void StringMap::set(Text name, Text value) {
    const auto at = entryOf(*entries_, name);
    const auto index = at - entries_->begin();
    if (at != entries_->end() && at->first == name) {
        if (at->second != value)
            entries_.write()[static_cast<std::size_t>(index)].second = std::move(value);
        return;
    }
    auto& entries = entries_.write();
    entries.insert(entries.begin() + index, Entry(std::move(name), std::move(value)));
}

void StringMap::erase(std::string_view name) {
    const auto at = entryOf(*entries_, name);
    if (at == entries_->end() || at->first != name) return;
    const auto index = at - entries_->begin();
    auto& entries = entries_.write();
    entries.erase(entries.begin() + index);
}

void StringMap::addTo(sim::Fingerprint& f) const {
    f.add(size());
    for (const auto& [name, value] : *this) {
        f.add(name.view());
        f.add(value.view());
    }
}

const OwnerReference* ObjectMeta::controller() const {
    for (const OwnerReference& owner : *owners)
        if (owner.controller) return &owner;
    return nullptr;
}

bool ObjectMeta::hasFinalizer(std::string_view finalizer) const {
    return std::find(finalizers->begin(), finalizers->end(), finalizer) != finalizers->end();
}

void ObjectMeta::addTo(sim::Fingerprint& f) const {
    for (const Text* text : {&name, &generateName, &ns, &uid}) f.add(text->view());
    api::addTo(f, generation);
    api::addTo(f, creationTime);
    api::addTo(f, deletionTime);
    api::addTo(f, deletionGraceSeconds);
    labels.addTo(f);
    annotations.addTo(f);
    f.add(owners->size());
    for (const OwnerReference& owner : *owners) {
        for (const Text* text : {&owner.apiVersion, &owner.kind, &owner.name, &owner.uid})
            f.add(text->view());
        f.add(std::uint64_t{owner.controller} * 2 + std::uint64_t{owner.blockOwnerDeletion});
    }
    api::addTo(f, *finalizers);
}

} // namespace maqueta::api
