// A member's watches, and the leader's eye on leases.
#include "store/member.h"

#include <algorithm>

namespace maqueta::store {

void Member::onClient(network::ProcessId client, const WatchCreateMessage& message, Outbox& out) {
    if (panicked_) return;
    Watch watch{client, message.watch, 0, message.request, message.request->startRevision};
    if (watch.next <= 0) watch.next = revision() + 1;
    // The first message comes at once, if only to tell where the watch stands.
    const bool behind = watch.next <= revision();
    if (!catchUp(watch, out)) return;
    if (!behind || watch.sent == 0) {
        base::Ref<WatchBatch> progress(new WatchBatch);
        progress->root = store_.root();
        progress->bytes = 64;
        deliver(watch, std::move(progress), out);
    }
    watches_.push_back(std::move(watch));
}

void Member::onClient(network::ProcessId client, const WatchCancelMessage& message, Outbox&) {
    std::erase_if(watches_,
                  [&](const Watch& w) { return w.client == client && w.watch == message.watch; });
}

void Member::deliver(Watch& watch, base::Ref<const WatchBatch> batch, Outbox& out) {
    out.sendClient(watch.client, WatchMessage{watch.watch, ++watch.sent, std::move(batch)});
}

namespace {

// Adds those of the changes that lie in the watch's range.
void addMatching(std::span<const Change> changes, const WatchRequest& range, WatchBatch& to) {
    for (const Change& change : changes) {
        if (!inRange(change.key.view(), range.key.view(), range.end.view())) continue;
        to.changes.push_back(change);
        to.bytes += 32 + change.key.size() + (change.now.value ? change.now.value->bytes() : 0);
    }
}

} // namespace

void Member::notifyWatches(const Applied& applied, Outbox& out) {
    bool ended = false;
    for (Watch& watch : watches_) {
        const bool next = applied.batch && watch.next == applied.changes->revision;
        if (!next) {
            // Behind, because a snapshot skipped revisions; or ahead, and waiting.
            if (watch.next <= revision() && !catchUp(watch, out)) {
                watch.client = {};
                ended = true;
            }
            continue;
        }
        ++watch.next;
        const WatchRequest& range = *watch.request;
        const std::vector<Change>& changes = applied.changes->changes;
        const auto matching =
            std::count_if(changes.begin(), changes.end(), [&range](const Change& c) {
                return inRange(c.key.view(), range.key.view(), range.end.view());
            });
        if (static_cast<std::size_t>(matching) == changes.size()) {
            deliver(watch, applied.batch, out);
        } else if (matching > 0) {
            base::Ref<WatchBatch> part(new WatchBatch);
            part->root = store_.root();
            part->bytes = 64;
            addMatching(changes, range, *part);
            deliver(watch, std::move(part), out);
        }
    }
    if (ended) std::erase_if(watches_, [](const Watch& w) { return !w.client.valid(); });
}

// Sends what happened since the watch's revision. False when that history is gone: it is told so.
bool Member::catchUp(Watch& watch, Outbox& out) {
    if (watch.next > revision()) return true;
    base::Ref<WatchBatch> batch(new WatchBatch);
    batch->root = store_.root();
    batch->bytes = 64;
    if (watch.next < store_.compactRevision() || watch.next < store_.firstChange()) {
        batch->root = {};
        batch->compactRevision = store_.compactRevision();
        deliver(watch, std::move(batch), out);
        return false;
    }
    for (; watch.next <= revision(); ++watch.next)
        addMatching(store_.changes(watch.next), *watch.request, *batch);
    if (!batch->changes.empty()) deliver(watch, std::move(batch), out);
    return true;
}

// Who leads decides when leases end. A new leader gives each its whole time again (etcd's
// lessor.Promote): nobody told it how much was left.
void Member::promoteLeases(sim::Time now) {
    for (auto it = store_.leases().begin(); !it.atEnd(); ++it)
        leaseDeadlines_.set({now + it.value().ttl, it.key()}, false);
}

void Member::trackLease(const Request& request, const ResponseRef& response, sim::Time now) {
    if (request.type == RequestType::LeaseGrant && response->error == ErrorCode::None)
        leaseDeadlines_.set({now + request.leaseGrant.ttl, request.leaseGrant.id}, false);
}

void Member::expireLeases(sim::Time now, Outbox& out) {
    while (leads() && !leaseDeadlines_.empty()) {
        const LeaseDeadline due = leaseDeadlines_.begin().key();
        if (due.at > now) break;
        const bool again = leaseDeadlines_.begin().value();
        leaseDeadlines_.erase(due);
        if (!store_.leases().contains(due.lease)) continue;
        if (!again) out.record(LeaseExpired{due.lease});
        base::Ref<Request> revoke(new Request);
        revoke->type = RequestType::LeaseRevoke;
        revoke->leaseRevoke.id = due.lease;
        propose(std::move(revoke), {}, 0, now);
        leaseDeadlines_.set({now + options_.leaseRetry, due.lease}, true);
    }
}

} // namespace maqueta::store
