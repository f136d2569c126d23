// What acts and beats say, in the person's language: the model's sentences, looked up and filled.
#pragma once

#include "cluster/trace.h"

#include <QString>

namespace maqueta::views {

// "cut the power of worker-4", for undo, redo and the history of acts.
QString actText(const cluster::Intervention& act);
// "is bound to worker-2", for lists: what the beat's object or part does.
QString beatText(const cluster::Beat& beat);

} // namespace maqueta::views
