// What acts, faults, beats and refusals say, in the person's language: the model's sentences,
// looked up and filled.
#pragma once

#include "base/result.h"
#include "cluster/trace.h"

#include <QString>

namespace maqueta::views {

// A sentence of the model: "the disk of control-plane-1 is full".
QString sentenceText(const base::Sentence& sentence);
// Why something was refused, with its place in the file when it has one. What Kubernetes' own
// programs say is English.
QString errorText(const base::Error& error);
// "cut the power of worker-4", for undo, redo and the history of acts.
QString actText(const cluster::Intervention& act);
// "is bound to worker-2", for lists: what the beat's object or part does.
QString beatText(const cluster::Beat& beat);
// "Pod web-7f is bound to worker-2": with what it is about; in HTML with its name in bold.
QString beatSentence(const cluster::Beat& beat);
QString beatSentenceHtml(const cluster::Beat& beat);
// Who did it: "you", a process, a machine.
QString beatPart(const cluster::Beat& beat);

} // namespace maqueta::views
