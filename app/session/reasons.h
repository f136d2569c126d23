// Why a pod is where it is, or why it waits, in words for the inspector: the scheduler's own
// plugins asked about the cluster as it was when the pod was bound, or as it is while it waits.
#pragma once

#include "views/inspector/facts.h"

#include <cstdint>
#include <string>

namespace maqueta::history {
class History;
}

namespace maqueta::app {

// Remembers the last answer about a pod that has its node: that needs a replay, and stays true.
class ReasonsDesk {
public:
    views::Reasons reasonsFor(const history::History& history, const std::string& ns,
                              const std::string& name);
    void forget() { seq_ = 0; }

private:
    std::string object_;
    std::uint64_t seq_ = 0; // of the beat that told the binding; 0 = nothing is remembered
    std::uint32_t branch_ = 0;
    views::Reasons last_;
};

} // namespace maqueta::app
