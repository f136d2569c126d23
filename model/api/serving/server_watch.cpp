// Watches of clients: from a version of the past or the present on, as the picture moves.
#include "api/server.h"

#include "api/serving/failures.h"
#include "api/serving/fields.h"

#include <algorithm>

namespace maqueta::api {
namespace {

constexpr std::size_t eventOverhead = 60; // a watch event's own bytes around its object

// What a watcher sees of a change: the object may come into its selection, or leave it.
std::optional<WatchEvent> eventFor(const ObjectChange& change, const WatchOptions& options) {
    const auto shows = [&](const Object& object) {
        return selects(object, options.ns, options.labelSelector, options.fieldSelector);
    };
    const bool was = change.previous && shows(*change.previous);
    const bool is = !change.deleted && shows(*change.now);
    if (!was && !is) return std::nullopt;
    WatchEvent event;
    event.key = change.key;
    event.type =
        !is ? WatchEventType::Deleted : (was ? WatchEventType::Modified : WatchEventType::Added);
    event.object = {is ? change.now : change.previous, change.revision};
    return event;
}

void append(WatchBatch& batch, WatchEvent event) {
    batch.bytes += event.object->bytes() + eventOverhead;
    batch.events.push_back(std::move(event));
}

} // namespace

WatchWindow& ApiServer::window(Kind kind) {
    sim::Cow<WatchWindow>& found = windows_.write()[static_cast<std::size_t>(kind)];
    if (found->oldest() < windowBase_) found = sim::Cow<WatchWindow>(WatchWindow(windowBase_));
    return found.write();
}

void ApiServer::onWatchStart(ProcessId client, const WatchStart& message, ServerOutbox& out) {
    const WatchOptions& options = *message.options;
    if (!filled_) return refuseWatch(client, message.watch, notInitialized(), out);
    if (auto why = unsupportedField(options.kind, options.fieldSelector))
        return refuseWatch(client, message.watch, badRequest(*why), out);
    const std::int64_t asked = options.resourceVersion;
    if (asked > picture_.revision) return waitFor(asked, client, message, out);
    if (asked > 0) {
        const std::int64_t oldest = window(options.kind).oldest();
        if (asked < oldest)
            return refuseWatch(client, message.watch, tooOldVersion(asked, oldest), out);
    }
    const base::Ref<WatchBatch> first = backlog(options);
    const std::uint32_t slot =
        watchers_.write().add({client, message.watch, 0, 0, message.options});
    sendBatch(slot, first, out);
}

void ApiServer::refuseWatch(ProcessId client, std::uint32_t watch, Failure failure,
                            ServerOutbox& out) {
    const base::Ref<WatchBatch> batch = newBatch();
    batch->events.push_back({WatchEventType::Error, {}, {}});
    batch->bytes = failure.message.size() + 200;
    batch->failure = std::move(failure);
    out.sendToClient(client, WatchMessage{watch, 1, batch}, options_.readTime);
}

base::Ref<WatchBatch> ApiServer::newBatch() const {
    const base::Ref<WatchBatch> batch(new WatchBatch);
    batch->root = picture_;
    batch->resourceVersion = picture_.revision;
    return batch;
}

// What a new watch is told at once: the changes since its version; without one, everything that
// exists.
base::Ref<WatchBatch> ApiServer::backlog(const WatchOptions& options) const {
    const base::Ref<WatchBatch> batch = newBatch();
    if (options.resourceVersion > 0) {
        const WatchWindow& changes = *(*windows_)[static_cast<std::size_t>(options.kind)];
        for (std::size_t i = changes.firstAfter(options.resourceVersion); i < changes.size(); ++i)
            if (auto event = eventFor(changes.at(i), options)) append(*batch, std::move(*event));
        return batch;
    }
    const base::Ref<Request> request(new Request);
    request->kind = options.kind;
    request->ns = options.ns;
    request->list.labelSelector = options.labelSelector;
    request->list.fieldSelector = options.fieldSelector;
    Response all;
    collect(*request, picture_, all);
    for (const Versioned& item : all.items)
        append(*batch, {WatchEventType::Added, item->key(), item});
    return batch;
}

void ApiServer::sendBatch(std::uint32_t slot, base::Ref<const WatchBatch> batch,
                          ServerOutbox& out) {
    Watcher& watcher = watchers_.write().write(slot);
    watcher.upTo = batch->resourceVersion;
    out.sendToClient(watcher.client, WatchMessage{watcher.watch, ++watcher.sent, std::move(batch)},
                     {});
}

// Tells the watchers of changes that the picture has just taken over.
void ApiServer::deliver(const std::vector<ObjectChange>& changes, ServerOutbox& out) {
    struct Wanted {
        std::uint32_t slot;
        std::uint32_t change;
    };
    std::vector<Wanted> wanted;
    std::vector<std::uint32_t> slots;
    for (std::uint32_t i = 0; i < changes.size(); ++i) {
        slots.clear();
        watchers_->interested(changes[i], slots);
        for (const std::uint32_t slot : slots) wanted.push_back({slot, i});
    }
    if (changes.size() > 1)
        std::stable_sort(wanted.begin(), wanted.end(),
                         [](const Wanted& a, const Wanted& b) { return a.slot < b.slot; });
    // Watchers of everything of one kind share one batch.
    std::vector<std::pair<Kind, base::Ref<WatchBatch>>> shared;
    for (std::size_t i = 0; i < wanted.size();) {
        const std::uint32_t slot = wanted[i].slot;
        const base::Ref<const WatchOptions> options = (*watchers_)[slot].options;
        const std::size_t first = i;
        while (i < wanted.size() && wanted[i].slot == slot) ++i;
        const bool plain = (*watchers_)[slot].plain();
        if (plain) {
            const auto found = std::find_if(shared.begin(), shared.end(), [&](const auto& entry) {
                return entry.first == options->kind;
            });
            if (found != shared.end()) {
                sendBatch(slot, found->second, out);
                continue;
            }
        }
        const base::Ref<WatchBatch> batch = newBatch();
        for (std::size_t k = first; k < i; ++k)
            if (auto event = eventFor(changes[wanted[k].change], *options))
                append(*batch, std::move(*event));
        if (plain) shared.emplace_back(options->kind, batch);
        if (!batch->events.empty()) sendBatch(slot, batch, out);
    }
}

// About each minute a watch is told how far the picture has come without it. A watch of a selection
// hears it only when something of its kind changed; one of everything always, so that its client
// lets go of the older picture.
void ApiServer::sendBookmarks(ServerOutbox& out) {
    const base::Ref<WatchBatch> bookmark = newBatch();
    bookmark->bytes = 120;
    for (std::uint32_t slot = 0; slot < watchers_->slots(); ++slot) {
        const Watcher& watcher = (*watchers_)[slot];
        if (!watcher.client.valid() || watcher.upTo == picture_.revision) continue;
        const std::size_t kind = static_cast<std::size_t>(watcher.options->kind);
        if (watcher.plain() || (*windows_)[kind]->newest() > watcher.upTo)
            sendBatch(slot, bookmark, out);
    }
}

// The picture is about to jump: what the watchers missed cannot be told.
void ApiServer::dropWatches(ServerOutbox& out) {
    for (std::uint32_t slot = 0; slot < watchers_->slots(); ++slot) {
        const Watcher& watcher = (*watchers_)[slot];
        if (!watcher.client.valid()) continue;
        const base::Ref<WatchBatch> batch = newBatch();
        batch->events.push_back({WatchEventType::Error, {}, {}});
        batch->failure = tooOldVersion(watcher.upTo, picture_.revision);
        batch->bytes = 200;
        sendBatch(slot, batch, out);
    }
    watchers_.write().clear();
}

} // namespace maqueta::api
