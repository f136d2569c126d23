// Replays one recorded scenario of the real controllers against ours.
//
// A step is done, the controllers run until nothing has been written for the recorded quiet time,
// and the settled state is compared; then comes the next step. A scripted kubelet's step is done to
// the very pod of the recording when that one is in the right condition, else to the first that is.
//
// What is compared, by the verdict over two runs of the real thing:
//   exact, settled          the settled state after every step, pods of one owner interchangeable
//   settled but for nodes   the same with the names of nodes masked
//   final only              the objects left at the end
//   differs                 nothing: excluded
// and, where the recording says that they came out the same twice, the objects left at the end
// (`final`) and the set of events (`event_set`). The response codes of requests always. Times,
// single writes and the order of events are not compared.
#pragma once

#include "base/json.h"
#include "conformance/case_result.h"

namespace maqueta::tests {

CaseResult replayScenario(const base::Json& scenario);

} // namespace maqueta::tests
