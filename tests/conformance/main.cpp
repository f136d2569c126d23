// Replays what was recorded on the real thing against the model, case by case.
//
//     conformance controllers FILE...   scenarios of the controllers (../shared/data/controllers)
//     conformance raft FILE...          scripts of etcd's Raft library (../shared/data/raft)
//
// A line per case: its id, and "passed", "failed" with the first difference, or "excluded" with the
// reason; the last line counts them. Exit status 0 when none failed, 1 when one did, 2 for wrong
// usage.
#include "conformance/raft_cases.h"
#include "conformance/replay.h"

#include <cstdio>
#include <exception>
#include <fstream>
#include <string>
#include <vector>

namespace {

using maqueta::tests::CaseResult;

CaseResult failed(const std::string& path, const std::string& why) {
    return {CaseResult::Outcome::Failed, path, why};
}

CaseResult controllers(const std::string& path, std::istream& in) {
    const maqueta::base::Json json = maqueta::base::Json::parse(in, nullptr, false);
    if (json.is_discarded() || !json.is_object()) return failed(path, "is not a JSON object");
    try {
        return maqueta::tests::replayScenario(json);
    } catch (const std::exception& e) {
        return failed(path, std::string("is not a scenario: ") + e.what());
    }
}

// Named by folder and file: "interaction/campaign".
CaseResult raft(const std::string& path, std::istream& in) {
    std::string id = path.substr(0, path.rfind(".txt"));
    if (const auto file = id.rfind('/'); file != std::string::npos && file > 0)
        id = id.substr(id.rfind('/', file - 1) + 1);
    try {
        return maqueta::tests::runRaftScript(id, in);
    } catch (const std::exception& e) {
        return failed(id, std::string("is not a script: ") + e.what());
    }
}

// One case for each file; one that cannot be read has failed.
int run(CaseResult (*one)(const std::string&, std::istream&),
        const std::vector<std::string>& files) {
    int passed = 0, failures = 0, excluded = 0;
    for (const std::string& file : files) {
        std::ifstream in(file);
        const CaseResult result = in ? one(file, in) : failed(file, "cannot be opened");
        const char* word = "passed";
        if (result.outcome == CaseResult::Outcome::Failed) word = "failed";
        if (result.outcome == CaseResult::Outcome::Excluded) word = "excluded";
        ++(*word == 'p' ? passed : *word == 'f' ? failures : excluded);
        std::printf("%s %s%s%s\n", result.id.c_str(), word, result.text.empty() ? "" : ": ",
                    result.text.c_str());
        std::fflush(stdout);
    }
    std::printf("%d passed, %d failed, %d excluded\n", passed, failures, excluded);
    return failures > 0 ? 1 : 0;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> args(argv + 1, argv + argc);
    if (args.size() >= 2 && args[0] == "controllers")
        return run(controllers, {args.begin() + 1, args.end()});
    if (args.size() >= 2 && args[0] == "raft") return run(raft, {args.begin() + 1, args.end()});
    std::fputs("usage: conformance controllers|raft FILE...\n", stderr);
    return 2;
}
