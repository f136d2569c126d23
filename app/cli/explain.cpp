// maqueta explain: what the scheduler decides about a pod, node by node and plugin by plugin.
#include "app/cli/explain.h"
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "manifest/read_file.h"
#include "scheduler/explain/case.h"
#include "scheduler/explain/verdict_json.h"

#include <cstdio>
#include <map>
#include <sstream>

namespace maqueta::app {
namespace {

using base::Json;

constexpr const char* explainHelp =
    R"(Usage: maqueta explain CASES.jsonl[.gz]... [--check]
       maqueta explain --cluster DUMP... --pod POD.yaml [--scoring STRATEGY]
                       [--format text|json]

Says what kube-scheduler 1.32 decides: which nodes a pod may go to and with which score of every
plugin, who rules the others out and why, and whom preemption would make room for it.

  CASES           cases, one JSON object a line: {"id", "input": {"nodes", "pods", "pod",
                  "objects"}}; a verdict is printed for each, one line {"id", "expected"}
  --check         compare with the "expected" of each case instead: prints the differences and a
                  count for each family
  --cluster DUMP  what `kubectl get nodes,pods,... -A -o json` printed of a cluster; more files
                  and folders may follow
  --pod POD       a manifest with the pod that is asked about
  --scoring S     how NodeResourcesFit ranks: LeastAllocated (as by default), MostAllocated or
                  RequestedToCapacityRatio
  --format F      text or json

Exit status: 0 success, 1 a difference or an error in the input, 2 wrong usage.
)";

struct Count {
    int agree = 0;
    int differ = 0;
};
using Families = std::map<std::string, Count>;

std::string textOf(const Json& json, const char* name, const char* otherwise) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : otherwise;
}

void printVerdict(const std::string& id, const Json& verdict) {
    std::printf("%s\n", Json({{"id", id}, {"expected", verdict}}).dump().c_str());
}

void printDifferences(const std::string& id, const std::vector<std::string>& wrong) {
    constexpr std::size_t most = 20;
    std::printf("%s\n", id.c_str());
    for (std::size_t i = 0; i < wrong.size() && i < most; ++i)
        std::printf("  %s\n", wrong[i].c_str());
    if (wrong.size() > most) std::printf("  and %zu more\n", wrong.size() - most);
}

// One line of a file of cases; whether it went well.
bool runCase(const Json& one, bool check, Families& families) {
    const std::string id = textOf(one, "id", "?");
    const auto input = one.find("input");
    const auto verdict = input == one.end() ? base::Result<Json>(base::Error{"a case has no input"})
                                            : scheduler::decideCase(*input);
    Count& count = families[textOf(one, "family", "without a family")];
    if (!verdict) {
        ++count.differ;
        std::fprintf(stderr, "maqueta: %s: %s\n", id.c_str(), verdict.error().text().c_str());
        return false;
    }
    if (!check) {
        printVerdict(id, *verdict);
        return true;
    }
    const auto expected = one.find("expected");
    const auto wrong = scheduler::differences(*verdict, expected == one.end() ? Json() : *expected);
    ++(wrong.empty() ? count.agree : count.differ);
    if (!wrong.empty()) printDifferences(id, wrong);
    return wrong.empty();
}

// Whether every case of the file went well.
base::Result<bool> runFile(const std::string& path, bool check, Families& families) {
    const auto text = manifest::readFile(path);
    if (!text) return text.error();
    bool well = true;
    std::istringstream lines(*text);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        auto one = base::parseJson(line, path);
        if (!one) {
            base::Error error = one.error();
            error.line = number;
            return error;
        }
        if (!one->is_object()) return base::Error{"a case must be a JSON object", path, number, 1};
        well = runCase(*one, check, families) && well;
    }
    return well;
}

int runCases(const std::vector<std::string>& files, bool check) {
    Families families;
    bool well = true;
    for (const std::string& file : files) {
        const auto done = runFile(file, check, families);
        if (!done) return complain(done.error(), workFailed);
        well = well && *done;
    }
    if (!check) return well ? success : workFailed;
    int agree = 0, all = 0;
    for (const auto& [family, count] : families) {
        std::printf("%-20s %4d of %4d agree\n", family.c_str(), count.agree,
                    count.agree + count.differ);
        agree += count.agree;
        all += count.agree + count.differ;
    }
    std::printf("%-20s %4d of %4d agree\n", "all", agree, all);
    return well ? success : workFailed;
}

} // namespace

int explainCommand(const std::vector<std::string>& words) {
    const auto arguments = Arguments::parse(words, {{"--check", false},
                                                    {"--cluster"},
                                                    {"--pod"},
                                                    {"--scoring"},
                                                    {"--format"},
                                                    {"--help", false}});
    if (!arguments) return complainUsage("explain", arguments.error().message);
    if (arguments->has("--help")) return std::fputs(explainHelp, stdout), success;
    std::vector<std::string> files = arguments->values("--cluster");
    const bool cluster = !files.empty();
    files.insert(files.end(), arguments->positional().begin(), arguments->positional().end());
    const std::string format = arguments->value("--format").value_or("text");
    if (format != "text" && format != "json")
        return complainUsage("explain", "--format is text or json, not \"" + format + "\"");
    const auto pod = arguments->value("--pod");
    if (cluster != pod.has_value())
        return complainUsage("explain",
                             cluster ? "--cluster needs --pod" : "--pod needs --cluster");
    if (cluster && arguments->has("--check"))
        return complainUsage("explain", "--check is for a file of cases");
    if (files.empty()) return complainUsage("explain", "no file of cases is named");
    const std::string name = arguments->value("--scoring").value_or("LeastAllocated");
    const auto scoring = scheduler::scoringNamed(name);
    if (!scoring) return complainUsage("explain", "there is no scoring strategy \"" + name + "\"");
    if (cluster) return explainPod({files, *pod, *scoring, format == "json"});
    return runCases(files, arguments->has("--check"));
}

} // namespace maqueta::app
