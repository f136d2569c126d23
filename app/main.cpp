// The one binary: a subcommand of the table, or the window.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#ifdef MAQUETA_GUI
#include "app/window_bench/window_bench.h"
#endif

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace maqueta::app;

constexpr const char* help =
    R"(Usage: maqueta [FILE]                     the window, on a running default cluster or on FILE
       maqueta run [FILE] [OPTION]...      simulate without a window, print a summary
       maqueta export [FILE] [OPTION]...   draw a picture of it, without a window
       maqueta explain CASES | --cluster DUMP... --pod POD
                                           why the scheduler puts a pod where it does
       maqueta snapshot save|status|restore ...
                                           snapshots of etcd as files
       maqueta bench [OPTION]...           measure how fast it is on this machine
       maqueta --version | --help

Each command explains itself with --help.
)";

struct Command {
    std::string_view name;
    int (*run)(const std::vector<std::string>& words);
};
constexpr Command commands[] = {
    {"run", runCommand},
    {"explain", explainCommand},
    {"snapshot", snapshotCommand},
#ifdef MAQUETA_GUI
    {"bench",
     [](const std::vector<std::string>& words) {
         if (words == std::vector<std::string>{"--first-frame"}) return firstFrameCommand();
         return benchCommand(words, windowBenches());
     }},
#else
    {"bench", [](const std::vector<std::string>& words) { return benchCommand(words); }},
#endif
#ifdef MAQUETA_GUI
    {"export", exportCommand},
#endif
};

} // namespace

int main(int argc, char** argv) {
    std::vector<std::string> words(argv + 1, argv + argc);
    if (!words.empty()) {
        if (words[0] == "--help" || words[0] == "-h") return std::fputs(help, stdout), success;
        if (words[0] == "--version") return std::printf("maqueta %s\n", MAQUETA_VERSION), success;
        for (const Command& command : commands)
            if (words[0] == command.name)
                return command.run(std::vector<std::string>(words.begin() + 1, words.end()));
    }
#ifdef MAQUETA_GUI
    if (words.size() > 1) return complainUsage("", "one FILE at most; " + words[1] + " is more");
    if (!words.empty() && words[0].starts_with("-"))
        return complainUsage("", "there is no option " + words[0]);
    return windowCommand(words);
#else
    return complainUsage("", "the window is not part of this build");
#endif
}
