#include "conformance/raft_cases.h"

#include "conformance/raft_interaction.h"

namespace maqueta::tests {

namespace {

using Outcome = CaseResult::Outcome;
using raft_script::Directive;

std::unique_ptr<raft_script::Runner> runnerFor(const std::string& command) {
    if (command == "committed" || command == "vote")
        return std::make_unique<raft_script::QuorumRunner>();
    if (command == "simple" || command == "enter-joint" || command == "leave-joint")
        return std::make_unique<raft_script::ConfChangeRunner>();
    return std::make_unique<raft_script::InteractionRunner>();
}

// "line 12, stabilize: line 3 of its output is "x" instead of "y""
std::string difference(const Directive& d, const std::string& got, const std::string& expected) {
    std::istringstream a(got), b(expected);
    std::string is, wanted;
    int line = 0;
    const std::string place = "line " + std::to_string(d.line) + ", " + d.command + ": ";
    for (;;) {
        ++line;
        const bool more = static_cast<bool>(std::getline(a, is));
        const bool moreWanted = static_cast<bool>(std::getline(b, wanted));
        if (!more && !moreWanted) return place + "the outputs end differently";
        if (more && moreWanted && is == wanted) continue;
        return place + "line " + std::to_string(line) + " of its output is " +
               (more ? '"' + is + '"' : "missing") + " instead of " +
               (moreWanted ? '"' + wanted + '"' : "the end");
    }
}

} // namespace

CaseResult runRaftScript(const std::string& id, std::istream& in) {
    CaseResult result{Outcome::Passed, id, {}};
    const std::vector<Directive> script = raft_script::parse(in);
    if (script.empty()) return {Outcome::Failed, id, "has no directives"};
    const auto runner = runnerFor(script.front().command);
    const bool interaction = dynamic_cast<raft_script::InteractionRunner*>(runner.get()) != nullptr;
    if (interaction)
        for (const Directive& d : script)
            if (const auto why = raft_script::InteractionRunner::excluded(d); !why.empty())
                return {Outcome::Excluded, id, d.command + ": " + why};
    for (const Directive& d : script) {
        const std::string got = runner->run(d);
        const std::string expected =
            interaction ? raft_script::InteractionRunner::withoutLog(d.expected) : d.expected;
        if (got != expected) return {Outcome::Failed, id, difference(d, got, expected)};
    }
    return result;
}

} // namespace maqueta::tests
