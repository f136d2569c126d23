// What became of one case of a conformance run.
#pragma once

#include <string>

namespace maqueta::tests {

struct CaseResult {
    enum class Outcome { Passed, Failed, Excluded } outcome = Outcome::Passed;
    std::string id;
    std::string text; // the first difference, or why it was excluded
};

} // namespace maqueta::tests
