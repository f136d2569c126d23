// A verdict as text for an engineer: where the pod goes, what decided, what every node was given,
// who is ruled out and why. What is the same for many nodes is said once.
#pragma once

#include "scheduler/framework/explain.h"

#include <string>
#include <vector>

namespace maqueta::app {

// The best first; those that are ruled out last, by name.
std::vector<scheduler::NodeVerdict> ranked(const scheduler::Verdict& verdict);

std::string verdictText(const scheduler::Verdict& verdict, const api::Pod& pod,
                        const std::vector<std::string>& remarks);

} // namespace maqueta::app
