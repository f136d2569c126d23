// A cluster in a player, for what people do to time: without a window, a thread or a wall clock.
#pragma once

#include "app/session/player.h"

#include "stories/story.h"

namespace maqueta::tests {

using app::Player;

class PlayerStage : public QObject {
protected:
    static document::Document cluster(std::uint64_t seed = 5) {
        document::Document document;
        document.topology = cluster::makeTopology(3, 2);
        document.seed = seed;
        return document;
    }
    static Player running() {
        Player player(cluster(), {});
        player.prepare({Story::deployment("web", 3, "100m", "64Mi")}, "web", at(40));
        return player;
    }
    static constexpr sim::Time at(double seconds) {
        return sim::Time{static_cast<std::int64_t>(seconds * 1e9)};
    }
    static cluster::PowerOff powerCut(const char* machine = "worker-1") { return {machine}; }
    static cluster::ScaleObject scale(int replicas) {
        return {.name = "web", .replicas = replicas};
    }

    static sim::Time now(const Player& player) { return player.history().now(); }
    static std::string fingerprint(const Player& player) {
        return player.history().world().fingerprint().text();
    }
    static std::string branch(const Player& player) {
        const history::Journal& journal = player.history().journal();
        return journal.branches()[journal.current()].name;
    }
    static bool alive(const Player& player, std::string_view machine) {
        return player.history().world().picture().machine(machine)->on;
    }

    // Plays that many milliseconds of wall time in ticks of that size; the picture is looked at
    // only now and then, as a slow screen does.
    static void play(Player& player, double wallMs, double tickMs, int ticksAFrame = 1) {
        player.play();
        int ticks = 0;
        for (double left = wallMs; left > 1e-6; left -= tickMs) {
            player.tick(std::min(left, tickMs));
            if (++ticks % ticksAFrame == 0) player.moment();
        }
        player.pause();
    }
    static void playUntil(Player& player, sim::Time until) {
        player.play();
        for (int ticks = 0; now(player) < until && ticks < 100'000; ++ticks) player.tick(16);
        player.pause();
    }
    static int ticksToRun(Player& player) {
        int ticks = 0;
        do {
            player.tick(16);
            ++ticks;
        } while (player.moment()->run);
        return ticks;
    }
};

} // namespace maqueta::tests
