// Which events the scheduler writes: the first of a kind about one version of an object, and that
// there were more (client-go/tools/events/event_broadcaster.go).
//
// Says what to write, writes nothing.
#pragma once

#include "api/kinds/event.h"
#include "sim/persistent_map.h"

#include <optional>
#include <vector>

namespace maqueta::scheduler {

using api::Text;

class EventSeries {
public:
    // How often series that ended are looked for, and how long one lasts without a repetition.
    static constexpr sim::Duration lookEvery = sim::minutes(6);

    struct Write {
        Text ns;
        Text name;
        api::ObjectRef create;  // a new Event ...
        std::int32_t count = 0; // ... or what the count of the one of this name is now
        sim::Time last;
    };
    // `once`: it cannot happen again, so it is not remembered.
    std::optional<Write> record(const api::ObjectReference& about, std::string_view type,
                                std::string_view reason, std::string_view action,
                                std::string_view message, sim::Time now, bool once = false);
    // Forgets what did not repeat for long; the last counts of series.
    std::vector<Write> finish(sim::Time now);
    bool empty() const { return series_.empty(); }

private:
    struct Series {
        Text ns;
        Text name;
        std::int32_t count = 1;
        sim::Time last;
    };
    Text freshName(const Text& object, sim::Time now);

    sim::PersistentMap<std::uint64_t, Series> series_; // by hash of object, version and reason
    std::int64_t lastStamp_ = 0;                       // of a name: never the same twice
};

} // namespace maqueta::scheduler
