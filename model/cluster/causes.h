// The chain of causes behind a beat, back to the act that began it.
#pragma once

#include "cluster/trace.h"

#include <cstddef>
#include <vector>

namespace maqueta::cluster {

struct Cause {
    Beat beat;
    // The other reason of the next link that is not `also`; what led to it itself is not followed.
    bool also = false;
};

inline constexpr std::size_t longestChain = 40; // more than any pod's way from an act to Ready

// From what began it to the beat itself, which is the last; `longest` links of the chain at most,
// the newest ones. `beats` in the order of their numbers; empty when the beat is not among them.
std::vector<Cause> causesOf(const std::vector<Beat>& beats, RecordSeq beat,
                            std::size_t longest = longestChain);

} // namespace maqueta::cluster
