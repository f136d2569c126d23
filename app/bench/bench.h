// The figures of DESIGN.md section 6, each measured on the code that people run.
//
// One row a figure in one table (bench.cpp). What is not built has no row.
#pragma once

#include "history/history.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maqueta::app {

struct Figure {
    double value = 0;
    std::string_view unit;
};

// The large cluster that several figures need, made once: 5,000 nodes, then 150,000 pods, in a
// history as the window has one, with its trace and checkpoints. Client rate limits are lifted and
// events are kept for 5 minutes, as for a scale test.
class FullCluster {
public:
    // Every pod Running; nullptr when it did not come to that, and error() says why.
    history::History* filled();
    // The same after ten steady minutes more.
    history::History* steady();
    std::optional<double> bootSeconds(); // of wall time
    std::optional<double> fillSeconds();
    const std::string& error() const { return error_; }

    static constexpr int nodes = 5'000;
    static constexpr int pods = 150'000;

private:
    bool boot();
    bool fill();
    std::optional<history::History> history_;
    double bootSeconds_ = 0;
    double fillSeconds_ = 0;
    bool full_ = false;
    bool steady_ = false;
    std::string error_;
};

struct Lab {
    FullCluster full;
};

struct Bench {
    std::string_view name;
    std::optional<Figure> (*measure)(Lab& lab); // nullopt: see FullCluster::error()
};

// Seconds that f takes; `times` > 1: the median of so many runs.
double secondsOf(const std::function<void()>& f, int times = 1);

// Decisions of the scheduler (scheduling.cpp).
std::optional<Figure> schedulePlain(Lab& lab);
std::optional<Figure> scheduleSpread(Lab& lab);
std::optional<Figure> scheduleAntiAffinity(Lab& lab);

// The subcommand, with the figures of the window before its own, where there is a window.
int benchCommand(const std::vector<std::string>& words, std::span<const Bench> ofTheWindow);

Figure kernel(std::size_t pending);
Figure speedup(cluster::World world, sim::Duration warmUp, sim::Duration length);
// Raft members that only keep their leader, and what brings their messages: simulated over wall.
Figure idleRaft(int members);

} // namespace maqueta::app
