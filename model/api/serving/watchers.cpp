#include "api/serving/watchers.h"

#include "api/serving/fields.h"
#include "base/hash.h"

#include <algorithm>

namespace maqueta::api {
namespace {

std::size_t indexOf(Kind kind) {
    return static_cast<std::size_t>(kind);
}

std::uint64_t valueKey(Kind kind, std::string_view value) {
    return base::hashBytes(value, indexOf(kind));
}

} // namespace

std::uint64_t Watchers::clientKey(network::ProcessId client, std::uint32_t watch) {
    return std::uint64_t{client.value} << 32 | watch;
}

Watchers::Slots& Watchers::listOf(const WatchOptions& options) {
    const Text* wish = indexedWish(options.kind, options.fieldSelector);
    return wish ? byValue_.write(valueKey(options.kind, *wish)) : byKind_[indexOf(options.kind)];
}

std::uint32_t Watchers::add(Watcher watcher) {
    remove(watcher.client, watcher.watch);
    std::uint32_t slot = slots();
    if (free_.empty()) {
        slots_.push_back({});
    } else {
        slot = free_.back();
        free_.pop_back();
    }
    const base::Ref<const WatchOptions> options = watcher.options;
    listOf(*options).write().push_back(slot);
    if (indexedWish(options->kind, options->fieldSelector)) ++indexed_[indexOf(options->kind)];
    byClient_.set(clientKey(watcher.client, watcher.watch), slot);
    slots_.write(slot) = std::move(watcher);
    return slot;
}

void Watchers::release(std::uint32_t slot) {
    const WatchOptions& options = *slots_[slot].options;
    auto& list = listOf(options).write();
    list.erase(std::find(list.begin(), list.end(), slot));
    if (const Text* wish = indexedWish(options.kind, options.fieldSelector)) {
        --indexed_[indexOf(options.kind)];
        if (list.empty()) byValue_.erase(valueKey(options.kind, *wish));
    }
    slots_.write(slot) = {};
    free_.push_back(slot);
}

void Watchers::remove(network::ProcessId client, std::uint32_t watch) {
    const std::uint64_t key = clientKey(client, watch);
    const std::uint32_t* slot = byClient_.find(key);
    if (!slot) return;
    release(*slot);
    byClient_.erase(key);
}

void Watchers::removeClient(network::ProcessId client) {
    while (true) {
        const auto it = byClient_.lowerBound(clientKey(client, 0));
        if (it.atEnd() || it.key() >> 32 != client.value) return;
        remove(client, static_cast<std::uint32_t>(it.key()));
    }
}

void Watchers::clear() {
    *this = {};
}

void Watchers::interested(const ObjectChange& change, std::vector<std::uint32_t>& slots) const {
    const Kind kind = change.now->kind;
    const auto& all = *byKind_[indexOf(kind)];
    slots.insert(slots.end(), all.begin(), all.end());
    if (indexed_[indexOf(kind)] == 0) return;
    const std::uint64_t now = valueKey(kind, indexedValue(*change.now));
    if (const Slots* found = byValue_.find(now))
        slots.insert(slots.end(), (*found)->begin(), (*found)->end());
    if (!change.previous) return;
    const std::uint64_t before = valueKey(kind, indexedValue(*change.previous));
    if (before == now) return;
    if (const Slots* found = byValue_.find(before))
        slots.insert(slots.end(), (*found)->begin(), (*found)->end());
}

std::vector<network::ProcessId> Watchers::clients() const {
    std::vector<network::ProcessId> found;
    for (const auto& [key, slot] : byClient_) {
        const network::ProcessId client{static_cast<std::uint32_t>(key >> 32)};
        if (found.empty() || found.back() != client) found.push_back(client);
    }
    return found;
}

} // namespace maqueta::api
