// maqueta bench: measures and prints the figures.
#include "app/bench/bench.h"

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "document/snapshot_file.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <unistd.h>

namespace maqueta::app {
namespace {

using base::Json;

constexpr const char* benchHelp =
    R"(Usage: maqueta bench [--only NAME]... [--format text|json]

Measures how fast the program is on this machine, on the code that people run.
Each figure is a median where one run is short. Without --only, all of them;
those of the full size (5,000 nodes, 150,000 pods) share one cluster, which
takes minutes to fill.

  kernel_1k, kernel_100k, kernel_1m   events a second, with that many pending
  schedule_plain, schedule_spread, schedule_anti_affinity
                                      decisions a second at 5,000 nodes
  speedup_raft                        five idle Raft members, simulated over wall
  speedup_class, speedup_full         a cluster at rest, simulated over wall:
                                      3 control planes and 20 nodes; full size
  checkpoint_class, checkpoint_full   a copy of the world
  seek_class, seek_full               to any moment of the last ten minutes
  boot_full, fill_full                all nodes Ready; then all pods Ready
  rss_full                            memory after ten steady minutes more
  snapshot_save_full, snapshot_restore_full
                                      the store to and from a checksummed file

With a window, at 1920x1080 and drawn by the processor:

  frame_class_p95                     a frame while ten nodes are simulated: all the
                                      time for which the window's thread was busy
  start                               from the start of the program to its first frame
  input_to_paint_p99                  from a press on the timeline to the picture of
                                      that moment

Exit status: 0 success, 1 the work failed, 2 wrong usage.
)";

std::optional<Figure> checkpointClass(Lab&) {
    history::History history(cluster::makeTopology(3, 7), {}, 1);
    history.advance(sim::Time{} + sim::minutes(10));
    const double seconds = secondsOf([&] { cluster::World copy = history.world(); }, 101);
    return Figure{seconds * 1e3, "ms"};
}

std::optional<Figure> seekClass(Lab&) {
    history::History history(cluster::makeTopology(3, 7), {}, 1);
    history.advance(sim::Time{} + sim::minutes(10));
    sim::Rng rng(1);
    const double seconds = secondsOf(
        [&] { history.seek(sim::Time{static_cast<std::int64_t>(rng.below(600'000'000'000))}); },
        51);
    return Figure{seconds * 1e3, "ms"};
}

std::optional<Figure> speedupClass(Lab&) {
    return speedup(cluster::World(cluster::makeTopology(3, 20), {}, 1), sim::seconds(60),
                   sim::minutes(10));
}

std::optional<Figure> speedupFull(Lab& lab) {
    const history::History* full = lab.full.filled();
    if (!full) return {};
    return speedup(full->world(), sim::seconds(30), sim::minutes(2));
}

std::optional<Figure> checkpointFull(Lab& lab) {
    history::History* full = lab.full.filled();
    if (!full) return {};
    std::vector<double> taken;
    // Between two copies the world moves on, as it does between two checkpoints of a history.
    for (int i = 0; i < 9; ++i) {
        taken.push_back(secondsOf([&] { cluster::World copy = full->world(); }));
        full->advance(full->now() + sim::seconds(1));
    }
    std::nth_element(taken.begin(), taken.begin() + 4, taken.end());
    return Figure{taken[4] * 1e3, "ms"};
}

std::optional<Figure> seekFull(Lab& lab) {
    history::History* full = lab.full.steady();
    if (!full) return {};
    // By then nothing of the filling is left.
    full->advance(full->now() + sim::minutes(10));
    const sim::Time end = full->end();
    sim::Rng rng(1);
    const auto somewhere = [&] {
        const auto ago = static_cast<std::int64_t>(rng.below(600'000'000'000));
        full->seek(end - sim::nanoseconds(ago));
    };
    const double seconds = secondsOf(somewhere, 9);
    full->seek(end);
    return Figure{seconds, "s"};
}

// Resident memory of this process, in MiB.
double residentMiB() {
    std::FILE* file = std::fopen("/proc/self/statm", "r");
    long pages = 0;
    long resident = 0;
    if (!file) return 0;
    const int read = std::fscanf(file, "%ld %ld", &pages, &resident);
    std::fclose(file);
    return read == 2 ? static_cast<double>(resident) * 4096 / (1 << 20) : 0;
}

std::optional<Figure> rssFull(Lab& lab) {
    if (!lab.full.steady()) return {};
    return Figure{residentMiB(), "MiB"};
}

// Where the bench writes its file; gone with this.
struct Scratch {
    std::string path = (std::filesystem::temp_directory_path() /
                        ("maqueta-bench-" + std::to_string(::getpid()) + ".snapshot"))
                           .string();
    ~Scratch() {
        std::error_code none;
        std::filesystem::remove(path, none);
    }
};

std::optional<cluster::ShelfSnapshot> snapshotOfFull(Lab& lab) {
    const history::History* full = lab.full.filled();
    if (!full) return {};
    const cluster::World& world = full->world();
    for (std::uint32_t i = 0; i < world.processCount(); ++i) {
        const cluster::World::Process& p = world.process(network::ProcessId{i});
        if (p.kind != cluster::ProcessKind::Etcd || !p.running) continue;
        return cluster::ShelfSnapshot{.number = 1,
                                      .machine = world.machine(p.machine).spec.name,
                                      .taken = world.now(),
                                      .content = world.member(p).saveSnapshot()};
    }
    return {};
}

std::optional<Figure> snapshotSaveFull(Lab& lab) {
    const auto snapshot = snapshotOfFull(lab);
    if (!snapshot) return {};
    const Scratch file;
    bool saved = true;
    const double seconds =
        secondsOf([&] { saved = saved && document::saveSnapshot(*snapshot, file.path).ok(); }, 5);
    return saved ? std::optional(Figure{seconds, "s"}) : std::nullopt;
}

std::optional<Figure> snapshotRestoreFull(Lab& lab) {
    const auto snapshot = snapshotOfFull(lab);
    const Scratch file;
    if (!snapshot || !document::saveSnapshot(*snapshot, file.path)) return {};
    bool same = true;
    const double seconds = secondsOf(
        [&] {
            const auto read = document::loadSnapshot(file.path);
            same = same && read.ok() && read->content.hash == snapshot->content.hash;
        },
        3);
    return same ? std::optional(Figure{seconds, "s"}) : std::nullopt;
}

std::optional<Figure> inSeconds(std::optional<double> seconds) {
    return seconds ? std::optional(Figure{*seconds, "s"}) : std::nullopt;
}

constexpr std::array<Bench, 18> benches{{
    {"kernel_1k", [](Lab&) { return std::optional(kernel(1'000)); }},
    {"kernel_100k", [](Lab&) { return std::optional(kernel(100'000)); }},
    {"kernel_1m", [](Lab&) { return std::optional(kernel(1'000'000)); }},
    {"schedule_plain", schedulePlain},
    {"schedule_spread", scheduleSpread},
    {"schedule_anti_affinity", scheduleAntiAffinity},
    {"speedup_raft", [](Lab&) { return std::optional(idleRaft(5)); }},
    {"speedup_class", speedupClass},
    {"checkpoint_class", checkpointClass},
    {"seek_class", seekClass},
    {"boot_full", [](Lab& lab) { return inSeconds(lab.full.bootSeconds()); }},
    {"fill_full", [](Lab& lab) { return inSeconds(lab.full.fillSeconds()); }},
    {"rss_full", rssFull},
    {"speedup_full", speedupFull},
    {"checkpoint_full", checkpointFull},
    {"seek_full", seekFull},
    {"snapshot_save_full", snapshotSaveFull},
    {"snapshot_restore_full", snapshotRestoreFull},
}};

} // namespace

double secondsOf(const std::function<void()>& f, int times) {
    std::vector<double> taken;
    for (int i = 0; i < times; ++i) {
        const auto began = std::chrono::steady_clock::now();
        f();
        taken.push_back(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
    }
    std::nth_element(taken.begin(), taken.begin() + times / 2, taken.end());
    return taken[static_cast<std::size_t>(times / 2)];
}

// The hold model (Jones 1986): every event that is taken plans another one, so that the number
// pending stays.
Figure kernel(std::size_t pending) {
    sim::EventQueue queue;
    sim::Rng rng(1);
    const auto delay = [&] {
        return sim::nanoseconds(static_cast<std::int64_t>(rng.below(2'000'000)));
    };
    for (std::size_t i = 0; i < pending; ++i) queue.push({.at = sim::Time{} + delay()});
    constexpr int events = 2'000'000;
    const double seconds = secondsOf(
        [&] {
            for (int i = 0; i < events; ++i) {
                sim::Event e = queue.pop();
                e.at = e.at + delay();
                queue.push(e);
            }
        },
        5);
    return {events / seconds, "events/s"};
}

Figure speedup(cluster::World world, sim::Duration warmUp, sim::Duration length) {
    cluster::BlindObserver blind;
    world.runUntil(world.now() + warmUp, blind);
    const double wall = secondsOf([&] { world.runUntil(world.now() + length, blind); }, 3);
    return {length.seconds() / wall, "x"};
}

int benchCommand(const std::vector<std::string>& words) {
    return benchCommand(words, {});
}

int benchCommand(const std::vector<std::string>& words, std::span<const Bench> ofTheWindow) {
    auto arguments = Arguments::parse(words, {{"--only"}, {"--format"}, {"--help", false}});
    if (!arguments) return complainUsage("bench", arguments.error().message);
    if (arguments->has("--help")) {
        std::fputs(benchHelp, stdout);
        return success;
    }
    if (!arguments->positional().empty())
        return complainUsage("bench", "it takes no FILE: " + arguments->positional().front());
    const std::string format = arguments->value("--format").value_or("text");
    if (format != "text" && format != "json")
        return complainUsage("bench", "--format is text or json, not \"" + format + "\"");
    // The window first: it is not to share the processor's caches with the large cluster.
    std::vector<Bench> all(ofTheWindow.begin(), ofTheWindow.end());
    all.insert(all.end(), benches.begin(), benches.end());
    const std::vector<std::string> only = arguments->values("--only");
    for (const std::string& name : only)
        if (std::none_of(all.begin(), all.end(), [&](const Bench& b) { return b.name == name; }))
            return complainUsage("bench", "there is no figure called " + name);
    Lab lab;
    Json result = Json::object();
    for (const Bench& bench : all) {
        if (!only.empty() && std::find(only.begin(), only.end(), bench.name) == only.end())
            continue;
        const std::optional<Figure> figure = bench.measure(lab);
        if (!figure)
            return complain(
                {.message = std::string(bench.name) + " cannot be measured: " +
                            (lab.full.error().empty() ? "the window did not get that far"
                                                      : lab.full.error())},
                workFailed);
        if (format == "text")
            std::printf("%-24s %14.4g %s\n", bench.name.data(), figure->value, figure->unit.data());
        std::fflush(stdout);
        result[std::string(bench.name)] = {{"value", figure->value}, {"unit", figure->unit}};
    }
    if (format == "json") std::printf("%s\n", result.dump(2).c_str());
    return success;
}

} // namespace maqueta::app
