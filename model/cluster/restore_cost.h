// What a restore of a snapshot does to what there is: told before it happens, so that a person can
// leave it, and measured after it.
#pragma once

#include <cstddef>

namespace maqueta::cluster {

struct RestoreCost {
    std::size_t returning = 0; // objects that the snapshot has and the store has not
    std::size_t lost = 0;      // the other way round
    std::size_t orphaned = 0;  // pods among the lost that have a node: their containers are ended
    std::size_t leases = 0;    // Leases that were renewed since: nobody holds what they say
    std::size_t watches = 0;   // of API servers, that have to start again

    friend bool operator==(const RestoreCost&, const RestoreCost&) = default;
};

} // namespace maqueta::cluster
