#include "scheduler/event_series.h"

#include "base/hash.h"

#include <algorithm>
#include <cstdio>

namespace maqueta::scheduler {
namespace {

constexpr std::size_t mostBytes = 1024; // of a message
// 2026-01-01T00:00:00Z, as sim::rfc3339 shows a cluster's power-on: names carry nanoseconds since
// 1970.
constexpr unsigned long long powerOnSinceEpoch = 1'767'225'600'000'000'000ULL;

std::string shortened(std::string_view message) {
    constexpr std::string_view more = " ...";
    if (message.size() <= mostBytes) return std::string(message);
    return std::string(message.substr(0, mostBytes - more.size())).append(more);
}

} // namespace

Text EventSeries::freshName(const Text& object, sim::Time now) {
    lastStamp_ = std::max(lastStamp_ + 1, now.ns);
    char suffix[20];
    std::snprintf(suffix, sizeof suffix, ".%016llx",
                  static_cast<unsigned long long>(lastStamp_) + powerOnSinceEpoch);
    return object + std::string_view(suffix);
}

std::optional<EventSeries::Write>
EventSeries::record(const api::ObjectReference& about, std::string_view type,
                    std::string_view reason, std::string_view action, std::string_view message,
                    sim::Time now, bool once) {
    std::uint64_t key = base::hashBytes(reason);
    for (const Text* part : {&about.ns, &about.name, &about.uid, &about.resourceVersion})
        key = base::hashBytes(*part, key);
    if (const Series* known = series_.find(key)) {
        Series& series = series_.write(key);
        ++series.count;
        series.last = now;
        if (series.count > 2) return std::nullopt; // told when the series ends
        return Write{known->ns, known->name, {}, series.count, now};
    }
    const base::Ref<api::Event> event(new api::Event);
    event->meta.ns = about.ns;
    event->meta.name = freshName(about.name, now);
    event->involvedObject = about;
    event->type = api::eventWord(type);
    event->reason = api::eventWord(reason);
    event->action = api::eventWord(action);
    event->message = shortened(message);
    event->component = api::eventWord("default-scheduler");
    event->firstTimestamp = event->lastTimestamp = now;
    if (!once) series_.set(key, {event->meta.ns, event->meta.name, 1, now});
    return Write{event->meta.ns, event->meta.name, event, 1, now};
}

std::vector<EventSeries::Write> EventSeries::finish(sim::Time now) {
    std::vector<std::uint64_t> ended;
    std::vector<Write> writes;
    for (const auto& [key, series] : series_) {
        if (series.last + lookEvery > now) continue;
        ended.push_back(key);
        if (series.count > 2)
            writes.push_back({series.ns, series.name, {}, series.count, series.last});
    }
    for (const std::uint64_t key : ended) series_.erase(key);
    return writes;
}

} // namespace maqueta::scheduler
