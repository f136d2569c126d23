// What becomes of the events that a controller reports (client-go/tools/record): equal ones are
// counted, many similar ones become one that says so, and one object can only have so many.
//
// Holds what a real recorder remembers, one per component; says what to send, sends nothing.
#pragma once

#include "api/kinds/event.h"
#include "controllers/loop/key.h"
#include "sim/persistent_map.h"
#include "sim/throttle.h"

#include <array>
#include <optional>

namespace maqueta::controllers {

class Recorder {
public:
    // What to write: a new Event, or, when `patch` is set, a new count for the one of that name.
    struct Write {
        api::Event event;
        bool patch = false;
    };
    // nullopt when the object has had too many (25, then one every five minutes).
    std::optional<Write> record(const api::ObjectReference& about, std::string_view component,
                                std::string_view type, std::string_view reason,
                                std::string_view message, sim::Time now);

private:
    // client-go/tools/record/events_cache.go
    static constexpr std::size_t similarBeforeAggregation = 10;
    static constexpr sim::Duration aggregationInterval = sim::seconds(600);
    static constexpr std::size_t remembered = 2048; // twice: this generation and the one before

    struct Similar {
        std::array<std::uint64_t, similarBeforeAggregation> messages{};
        std::uint8_t count = 0;
        sim::Time last{INT64_MIN / 2};
    };
    struct Seen {
        Text name;
        sim::Time first;
        std::int32_t count = 0;
    };
    // A map that forgets what was not used for long.
    template <class V>
    class Memory {
    public:
        V& write(std::uint64_t key, const V& fresh) {
            if (!current_.contains(key)) {
                const V* known = previous_.find(key);
                V value = known ? *known : fresh;
                if (current_.size() >= remembered) {
                    previous_ = current_;
                    current_.clear();
                }
                current_.set(key, std::move(value));
            }
            return current_.write(key);
        }

    private:
        sim::PersistentMap<std::uint64_t, V> current_, previous_;
    };

    bool aggregates(std::uint64_t group, std::uint64_t message, sim::Time now);

    Memory<Similar> similar_;
    Memory<Seen> seen_;
    Memory<sim::Throttle> perObject_;
    std::int64_t lastStamp_ = 0; // of an event's name: never the same twice
};

} // namespace maqueta::controllers
