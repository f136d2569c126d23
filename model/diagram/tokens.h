// Which messages are seen at a moment, and where: part of the pose.
#pragma once

#include "diagram/pose.h"

namespace maqueta::diagram {

// Appends the tokens of the moment: quiet flows, bundles, then what moves on its own.
void poseTokens(const Moment& moment, const Router& router, std::vector<Token>& out);

} // namespace maqueta::diagram
