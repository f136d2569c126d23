// What the inspector says about one part: texts and links, read from the world on its thread.
#pragma once

#include "app/session/reasons.h"
#include "cluster/trace.h"
#include "views/canvas/part.h"
#include "views/inspector/facts.h"

namespace maqueta::history {
class History;
}

namespace maqueta::app {

using Inspection = views::Facts;

Inspection inspect(const history::History& history, ReasonsDesk& desk, const views::Part& part);

} // namespace maqueta::app
