// The timeline's lane to assistive tools: a slider over the shown run.
#pragma once

namespace maqueta::views {

// Once a program, before the first window.
void installLaneAccess();

} // namespace maqueta::views
