// Proves that the checkers of the storm can fail: rides storms over a cluster with a planted bug,
// one bug after another (bugs.cmake), until the promise that the bug breaks is found broken.
//
//     storm_planted [BUG]...    all of them without a number
//
// Exit status 0 when each was caught within 200 seeds. Each ride is a process of its own: what a
// bug does to the program besides does not matter.
#include "storm/storm.h"

#include <cstdio>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

namespace storm {
int planted = 0; // the number of the bug that is switched on; read by the altered sources
}

namespace {

struct Bug {
    int number;
    const char* what;
    std::string_view promise; // that must be found broken
};
constexpr Bug bugs[] = {
    {1, "a member votes for everybody who asks", storm::promise::electionSafety},
    {2, "a member votes for a candidate whose log is behind", storm::promise::leaderCompleteness},
    {3, "a leader commits what it has itself", storm::promise::durability},
    {4, "a member acknowledges before its disk has synced", storm::promise::durability},
    {5, "a follower keeps conflicting entries", storm::promise::stateMachineSafety},
    {6, "a follower appends without looking at the entry before", storm::promise::logMatching},
    {7, "one member leaves out an entry now and then", storm::promise::stateMachineSafety},
    {8, "a compaction takes a revision back", storm::promise::monotonic},
    {9, "reads are answered from what the member has", storm::promise::linearizability},
    {10, "a write is acknowledged when it is asked for", storm::promise::noLostWrite},
    {11, "a transaction does not compare", storm::promise::linearizability},
    {12, "a watch leaves a revision out", storm::promise::watches},
    {13, "a watch tells a revision twice", storm::promise::watches},
    {14, "a leader reads without asking whether it leads", storm::promise::linearizability},
    {15, "after the first elections nobody asks for votes", storm::promise::convergence},
    {16, "a pod that has a node is bound again", storm::promise::boundOnce},
    {17, "a kubelet admits a pod as if nothing else ran", storm::promise::admitted},
    {18, "a resumed watch leaves out what came first", storm::promise::watches},
    {19, "a resumed watch tells once more what it told before", storm::promise::watches},
    {20, "a server draws its uids from a few only", storm::promise::ownUid},
};
constexpr std::uint64_t mostSeeds = 200;

bool caught(const Bug& bug, std::uint64_t seed) {
    const pid_t child = fork();
    if (child == 0) {
        storm::planted = bug.number;
        storm::Options options;
        options.until = bug.promise;
        bool found = false;
        for (const storm::Violation& v : storm::ride(seed, options).violations)
            found = found || v.promise == bug.promise;
        std::_Exit(found ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool prove(const Bug& bug) {
    for (std::uint64_t seed = 1; seed <= mostSeeds; ++seed) {
        if (!caught(bug, seed)) continue;
        std::printf("%d, %s: caught by \"%.*s\" with seed %llu\n", bug.number, bug.what,
                    static_cast<int>(bug.promise.size()), bug.promise.data(),
                    static_cast<unsigned long long>(seed));
        std::fflush(stdout);
        return true;
    }
    std::printf("%d, %s: NOT caught by \"%.*s\"\n", bug.number, bug.what,
                static_cast<int>(bug.promise.size()), bug.promise.data());
    std::fflush(stdout);
    return false;
}

} // namespace

int main(int argc, char** argv) {
    int missed = 0;
    for (const Bug& bug : bugs) {
        bool wanted = argc == 1;
        for (int i = 1; i < argc; ++i) wanted = wanted || std::atoi(argv[i]) == bug.number;
        if (wanted && !prove(bug)) ++missed;
    }
    return missed > 0 ? 1 : 0;
}
