// Random clusters in random storms, every promise of Raft, etcd and Kubernetes watched.
//
//     storm [--seeds A..B] [--for 5m] [--format json|text] [--documents DIR] [--workers N]
//           [--once] [--trace]
//
// Every seed is ridden twice, and both rides must have the same fingerprint (--once: only once;
// --trace: once, telling every beat).
// A broken promise is told with its seed, and a document is written that opens just before it.
// Exit status 0 when no promise was broken and every ride was the same twice, 1 otherwise, 2 for
// wrong usage.
#include "base/json.h"
#include "storm/storm.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>

namespace {

using maqueta::base::Json;
namespace sim = maqueta::sim;

struct Wishes {
    std::uint64_t first = 1, last = 20;
    storm::Options storm;
    bool json = false;
    bool twice = true;
    std::string documents = ".";
};

struct Sum {
    sim::Duration simulated;
    std::map<std::string, int> faults;
    std::uint64_t violations = 0, mismatches = 0;
    std::uint64_t events = 0, answers = 0, watchMessages = 0;
    double longestRest = 0;
};

std::optional<sim::Duration> duration(const std::string& text) {
    char* end = nullptr;
    const double n = std::strtod(text.c_str(), &end);
    const std::string unit = end;
    const double seconds = unit == "h" ? 3600 : unit == "m" ? 60 : unit == "s" ? 1 : 0;
    if (end == text.c_str() || seconds == 0 || !(n > 0)) return {};
    return sim::milliseconds(static_cast<std::int64_t>(n * seconds * 1000));
}

bool seeds(const std::string& text, Wishes& wishes) {
    char* end = nullptr;
    wishes.first = wishes.last = std::strtoull(text.c_str(), &end, 10);
    if (std::string_view(end).starts_with("..")) wishes.last = std::strtoull(end + 2, &end, 10);
    return end != text.c_str() && *end == '\0' && wishes.first <= wishes.last;
}

std::optional<Wishes> wishesFrom(int argc, char** argv) {
    Wishes w;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const std::string value = i + 1 < argc ? argv[i + 1] : "";
        if (word == "--once" || word == "--trace") {
            w.storm.trace = w.storm.trace || word == "--trace";
            w.twice = false;
            continue;
        }
        if (++i >= argc) return {};
        if (word == "--seeds") {
            if (!seeds(value, w)) return {};
        } else if (word == "--for") {
            const auto length = duration(value);
            if (!length) return {};
            w.storm.length = *length;
        } else if (word == "--format" && (value == "json" || value == "text")) {
            w.json = value == "json";
        } else if (word == "--workers") {
            w.storm.workers = std::atoi(value.c_str());
            if (w.storm.workers < 1) return {};
        } else if (word == "--documents") {
            w.documents = value;
        } else {
            return {};
        }
    }
    return w;
}

void tell(const storm::Outcome& outcome, const std::string& folder) {
    const std::string path = folder + "/storm-" + std::to_string(outcome.seed) + ".maqueta";
    for (const storm::Violation& v : outcome.violations)
        std::fprintf(stderr, "seed %llu, %s: %.*s: %s\n",
                     static_cast<unsigned long long>(outcome.seed), sim::clockText(v.at).c_str(),
                     static_cast<int>(v.promise.size()), v.promise.data(), v.what.c_str());
    if (const auto status = maqueta::document::save(outcome.document, path); !status)
        std::fprintf(stderr, "%s\n", status.error().text().c_str());
    else
        std::fprintf(stderr, "seed %llu: %s opens just before it\n",
                     static_cast<unsigned long long>(outcome.seed), path.c_str());
}

void rideSeed(std::uint64_t seed, const Wishes& wishes, Sum& sum) {
    const storm::Outcome outcome = storm::ride(seed, wishes.storm);
    sum.simulated = sum.simulated + outcome.simulated;
    for (const auto& [kind, count] : outcome.faults) sum.faults[kind] += count;
    sum.violations += outcome.violations.size();
    sum.events += outcome.events;
    sum.answers += outcome.answers;
    sum.watchMessages += outcome.watchMessages;
    sum.longestRest = std::max(sum.longestRest, outcome.restSeconds);
    if (!outcome.violations.empty()) tell(outcome, wishes.documents);
    if (!wishes.twice) return;
    const storm::Outcome again = storm::ride(seed, wishes.storm);
    sum.simulated = sum.simulated + again.simulated;
    if (again.fingerprint == outcome.fingerprint) return;
    ++sum.mismatches;
    std::fprintf(stderr, "seed %llu: the second ride went another way: %s, then %s\n",
                 static_cast<unsigned long long>(seed), outcome.fingerprint.text().c_str(),
                 again.fingerprint.text().c_str());
}

void print(const Wishes& wishes, const Sum& sum, double wall) {
    const double hours = sum.simulated.seconds() / 3600;
    const auto count = wishes.last - wishes.first + 1;
    if (wishes.json) {
        const Json json = {{"seeds", count},
                           {"simulated_hours", hours},
                           {"faults", sum.faults},
                           {"violations", sum.violations},
                           {"replay_mismatches", sum.mismatches},
                           {"events", sum.events},
                           {"answers_checked", sum.answers},
                           {"watch_messages_checked", sum.watchMessages},
                           {"longest_rest_seconds", sum.longestRest},
                           {"wall_seconds", wall}};
        std::printf("%s\n", json.dump(2).c_str());
        return;
    }
    int faults = 0;
    for (const auto& [kind, n] : sum.faults) faults += n;
    std::printf("%llu seeds, %.1f simulated hours in %.1f s (%.0f times as fast), %d faults of %zu "
                "kinds\n%llu answers and %llu watch messages checked, %llu violations, %llu replay "
                "mismatches, at rest after %.0f s at the latest\n",
                static_cast<unsigned long long>(count), hours, wall, sum.simulated.seconds() / wall,
                faults, sum.faults.size(), static_cast<unsigned long long>(sum.answers),
                static_cast<unsigned long long>(sum.watchMessages),
                static_cast<unsigned long long>(sum.violations),
                static_cast<unsigned long long>(sum.mismatches), sum.longestRest);
}

} // namespace

int main(int argc, char** argv) {
    const auto wishes = wishesFrom(argc, argv);
    if (!wishes) {
        std::fputs("usage: storm [--seeds A..B] [--for 5m] [--format json|text] "
                   "[--documents DIR] [--workers N] [--once] [--trace]\n",
                   stderr);
        return 2;
    }
    Sum sum;
    const auto began = std::chrono::steady_clock::now();
    for (std::uint64_t seed = wishes->first; seed <= wishes->last; ++seed)
        rideSeed(seed, *wishes, sum);
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - began;
    print(*wishes, sum, wall.count());
    return sum.violations + sum.mismatches > 0 ? 1 : 0;
}
