// Writes Event objects about pods and the node, and counts repeated ones up instead of writing them
// again (client-go/tools/record: correlation and the spam filter of 25 events an object, then one
// in five minutes). Owned by the kubelet.
#pragma once

#include "api/client.h"
#include "api/kinds/event.h"
#include "node/options.h"
#include "sim/cow.h"

namespace maqueta::node {

class EventRecorder {
public:
    // Sends it through the client; the answer, which nobody awaits, comes with the cookie.
    void record(const api::ObjectReference& about, std::string_view type, std::string_view reason,
                std::string_view message, const Text& host, std::uint64_t cookie,
                api::Client& client, api::Outbox& out);

private:
    struct Seen {
        std::uint64_t hash = 0; // of everything but the times
        std::int32_t count = 0;
        sim::Time first;
    };
    struct Budget {
        std::uint64_t object = 0; // hash of its uid
        std::int32_t left = 0;
        sim::Time refilledAt;
    };
    static constexpr std::size_t remembered = 48;

    bool allowed(std::uint64_t object, sim::Time now);

    sim::Cow<std::vector<Seen>> seen_;      // the latest, oldest first
    sim::Cow<std::vector<Budget>> budgets_; // of objects that repeat themselves
};

} // namespace maqueta::node
