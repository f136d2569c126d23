// conformance: replays what real Kubernetes and etcd did against the model, case by case.
//
//     conformance controllers FILE...   scenarios of the controllers (../shared/data/controllers)
//
// A line per case: its id, and "passed", "failed" with the first difference, or "excluded" with the
// reason; the last line counts them. Exit status 0 when none failed, 1 when one did, 2 for wrong
// usage.
#include "conformance/replay.h"

#include <cstdio>
#include <exception>
#include <fstream>
#include <string>
#include <vector>

namespace {

using maqueta::tests::CaseResult;

// One file, and what became of it; a file that cannot be read is a failed case.
CaseResult runFile(const std::string& path) {
    const auto failed = [&](const std::string& why) {
        return CaseResult{CaseResult::Outcome::Failed, path, why};
    };
    std::ifstream in(path);
    if (!in) return failed("cannot be opened");
    const maqueta::base::Json json = maqueta::base::Json::parse(in, nullptr, false);
    if (json.is_discarded() || !json.is_object()) return failed("is not a JSON object");
    try {
        return maqueta::tests::replayScenario(json);
    } catch (const std::exception& e) {
        return failed(std::string("is not a scenario: ") + e.what());
    }
}

int controllers(const std::vector<std::string>& files) {
    int passed = 0, failed = 0, excluded = 0;
    for (const std::string& file : files) {
        const CaseResult result = runFile(file);
        const char* word = "passed";
        if (result.outcome == CaseResult::Outcome::Failed) word = "failed";
        if (result.outcome == CaseResult::Outcome::Excluded) word = "excluded";
        ++(*word == 'p' ? passed : *word == 'f' ? failed : excluded);
        std::printf("%s %s%s%s\n", result.id.c_str(), word, result.text.empty() ? "" : ": ",
                    result.text.c_str());
        std::fflush(stdout);
    }
    std::printf("%d passed, %d failed, %d excluded\n", passed, failed, excluded);
    return failed > 0 ? 1 : 0;
}

} // namespace

int main(int argc, char** argv) {
    std::vector<std::string> args(argv + 1, argv + argc);
    if (args.size() >= 2 && args[0] == "controllers")
        return controllers({args.begin() + 1, args.end()});
    std::fputs("usage: conformance controllers FILE...\n", stderr);
    return 2;
}
