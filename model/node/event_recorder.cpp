#include "node/event_recorder.h"

#include "base/hash.h"

#include <algorithm>
#include <cstdio>

namespace maqueta::node {
namespace {

// client-go/tools/record/events_cache.go
constexpr std::int32_t spamBurst = 25;
constexpr sim::Duration spamRefill = sim::minutes(5);

std::string eventName(std::string_view object, std::uint64_t hash) {
    char hex[17];
    std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(hash));
    return std::string(object).append(".").append(hex);
}

} // namespace

// Whether the object may have one more event: 25 at once, then one in five minutes.
bool EventRecorder::allowed(std::uint64_t object, sim::Time now) {
    auto& budgets = budgets_.write();
    auto at = std::find_if(budgets.begin(), budgets.end(),
                           [&](const Budget& b) { return b.object == object; });
    if (at == budgets.end()) {
        if (budgets.size() == remembered) budgets.erase(budgets.begin());
        budgets.push_back({object, spamBurst, now});
        at = budgets.end() - 1;
    }
    const std::int64_t refills = (now - at->refilledAt).ns / spamRefill.ns;
    if (refills > 0) {
        at->left = static_cast<std::int32_t>(std::min<std::int64_t>(at->left + refills, spamBurst));
        at->refilledAt = at->refilledAt + spamRefill * refills;
    }
    if (at->left == 0) return false;
    --at->left;
    return true;
}

void EventRecorder::record(const api::ObjectReference& about, std::string_view type,
                           std::string_view reason, std::string_view message, const Text& host,
                           std::uint64_t cookie, api::Client& client, api::Outbox& out) {
    static const Text agent = Text::constant("kubelet");
    const std::uint64_t object = base::hashBytes(about.uid, base::hashBytes(about.name));
    if (!allowed(object, out.now())) return;

    std::uint64_t hash = base::hashBytes(about.fieldPath, object);
    for (const std::string_view part : {type, reason, message}) hash = base::hashBytes(part, hash);
    auto& seen = seen_.write();
    auto at = std::find_if(seen.begin(), seen.end(), [&](const Seen& s) { return s.hash == hash; });
    if (at == seen.end()) {
        if (seen.size() == remembered) seen.erase(seen.begin());
        seen.push_back({hash, 0, out.now()});
        at = seen.end() - 1;
    }
    ++at->count;

    const base::Ref<api::Event> event(new api::Event);
    event->meta.name = eventName(about.name, hash);
    event->meta.ns = about.ns.empty() ? Text("default") : about.ns;
    event->involvedObject = about;
    event->reason = api::eventWord(reason);
    event->message = message;
    event->type = api::eventWord(type);
    event->component = agent;
    event->host = host;
    event->count = at->count;
    event->firstTimestamp = at->first;
    event->lastTimestamp = out.now();

    const base::Ref<api::Request> request(new api::Request);
    request->verb = at->count == 1 ? api::Verb::Create : api::Verb::Update;
    request->kind = api::Kind::Event;
    request->ns = event->meta.ns;
    request->name = event->meta.name;
    request->body = event;
    request->userAgent = agent;
    client.call(request, cookie, out);
}

} // namespace maqueta::node
