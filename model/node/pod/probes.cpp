#include "node/pod/probes.h"

#include <algorithm>

namespace maqueta::node {
namespace {

std::int64_t number(const base::JsonRef& probe, const char* field, std::int64_t otherwise) {
    const auto& json = probe->value;
    const auto at = json.find(field);
    return at != json.end() && at->is_number_integer() ? at->get<std::int64_t>() : otherwise;
}

// The first moment from `from` on at which the probe has succeeded often enough. A probe runs as
// soon as it may, then once a period (core/v1/defaults.go: period 10 s, threshold 1).
sim::Time firstSuccess(const base::JsonRef& probe, sim::Time processStart, sim::Time up,
                       sim::Time from, sim::Time ticks) {
    const sim::Time allowed = processStart + sim::seconds(number(probe, "initialDelaySeconds", 0));
    const sim::Time earliest = std::max({from, allowed, up});
    const sim::Duration period =
        sim::seconds(std::max<std::int64_t>(number(probe, "periodSeconds", 10), 1));
    const std::int64_t more = std::max<std::int64_t>(number(probe, "successThreshold", 1), 1) - 1;
    sim::Time first = earliest;
    if (earliest > from) {
        const std::int64_t passed = (earliest - ticks).ns + period.ns - 1;
        first = ticks + period * (passed / period.ns);
    }
    return first + period * more;
}

} // namespace

ProbeTimes probeTimes(const api::Container& container, const Image& image, sim::Time processStart,
                      sim::Time seen, sim::Time ticks) {
    const sim::Time up = processStart + image.startUp;
    ProbeTimes times;
    times.startedAt = container.startupProbe
                          ? firstSuccess(container.startupProbe, processStart, up, seen, ticks)
                          : seen;
    times.readyAt = container.readinessProbe ? firstSuccess(container.readinessProbe, processStart,
                                                            up, times.startedAt, ticks)
                                             : times.startedAt;
    return times;
}

} // namespace maqueta::node
