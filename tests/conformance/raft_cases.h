// Runs one script of etcd's Raft library as a case: quorum arithmetic, changes of membership, or
// the story of a cluster, told apart by its directives.
#pragma once

#include "conformance/case_result.h"

#include <istream>

namespace maqueta::tests {

// The first directive whose output is not the expected one is the difference that is told. A script
// with a directive that is left out is excluded as a whole: what follows depends on it.
CaseResult runRaftScript(const std::string& id, std::istream& script);

} // namespace maqueta::tests
