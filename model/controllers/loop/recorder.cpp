#include "controllers/loop/recorder.h"

#include "base/hash.h"

#include <algorithm>
#include <cstdio>

namespace maqueta::controllers {
namespace {

// client-go/tools/record/events_cache.go: defaultSpamBurst, defaultSpamQPS
constexpr int spamBurst = 25;
constexpr double spamPerSecond = 1.0 / 300;
// 2026-01-01T00:00:00Z, as sim::rfc3339 shows a cluster's power-on: names carry nanoseconds since
// 1970.
constexpr unsigned long long powerOnUnixNs = 1'767'225'600'000'000'000ULL;

std::uint64_t hashOf(const api::ObjectReference& about, std::string_view component) {
    std::uint64_t h = base::hashBytes(component);
    for (const Text* part : {&about.kind, &about.ns, &about.name, &about.uid, &about.apiVersion})
        h = base::hashBytes(*part, h);
    return h;
}

} // namespace

// Whether so many different messages of one reason came that they are put together.
bool Recorder::aggregates(std::uint64_t group, std::uint64_t message, sim::Time now) {
    Similar& similar = similar_.write(group, {});
    if (now - similar.last > aggregationInterval) similar = {};
    similar.last = now;
    const auto end = similar.messages.begin() + similar.count;
    if (std::find(similar.messages.begin(), end, message) == end)
        similar.messages[similar.count++] = message;
    if (similar.count < similarBeforeAggregation) return false;
    --similar.count;
    return true;
}

std::optional<Recorder::Write> Recorder::record(const api::ObjectReference& about,
                                                std::string_view component, std::string_view type,
                                                std::string_view reason, std::string_view message,
                                                sim::Time now) {
    const std::uint64_t object = hashOf(about, component);
    const std::uint64_t group = base::hashBytes(reason, base::hashBytes(type, object));
    const bool combined = aggregates(group, base::hashBytes(message), now);
    const std::uint64_t key = combined ? group : base::hashBytes(message, ~group);

    Write write;
    api::Event& event = write.event;
    lastStamp_ = std::max(lastStamp_ + 1, now.ns);
    char suffix[20];
    std::snprintf(suffix, sizeof suffix, ".%016llx",
                  static_cast<unsigned long long>(lastStamp_) + powerOnUnixNs);
    event.meta.name = about.name + std::string_view(suffix);
    event.meta.ns = about.ns.empty() ? Text("default") : about.ns;
    event.involvedObject = about;
    event.reason = api::eventWord(reason);
    event.message = combined ? std::string("(combined from similar events): ").append(message)
                             : std::string(message);
    event.type = api::eventWord(type);
    event.component = component;
    event.firstTimestamp = event.lastTimestamp = now;

    Seen& seen = seen_.write(key, {});
    if (seen.count > 0) {
        write.patch = true;
        event.meta.name = seen.name;
        event.firstTimestamp = seen.first;
        event.count = seen.count + 1;
    }
    seen = {event.meta.name, event.firstTimestamp, event.count};
    if (!perObject_.write(object, sim::Throttle(spamPerSecond, spamBurst)).tryTake(now))
        return std::nullopt;
    return write;
}

} // namespace maqueta::controllers
