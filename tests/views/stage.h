// A real cluster to look at: runs a story, makes its film, and gives the frame of any moment of it.
#pragma once

#include "diagram/director.h"
#include "tests/stories/story.h"
#include "views/canvas/frame.h"

namespace maqueta::tests {

class Stage {
public:
    explicit Stage(cluster::Topology topology = cluster::defaultTopology())
        : story_(std::move(topology)) {}

    Story& story() { return story_; }
    // Three control planes, four workers, and five small workloads that run: a class's cluster.
    void bootWithShop() {
        story_.boot();
        for (const char* name : {"web", "api", "cart", "db"})
            story_.deploy(name, 4, "400m", "512Mi");
        for (const char* name : {"web", "api", "cart", "db"})
            QVERIFY(story_.runUntilAvailable(name, 4));
        story_.run(sim::seconds(3));
        film();
    }
    void run(sim::Duration length) {
        const sim::Time end = story_.history().now() + length;
        while (story_.history().now() < end) { // the film is made as it is watched
            story_.history().advance(
                std::min(end, story_.history().now() + sim::milliseconds(500)));
            film();
        }
    }
    void act(cluster::Intervention what) {
        story_.act(std::move(what));
        film();
    }
    // Four rollouts at once: as full as the roads of a class get.
    void rollOutTheShop() {
        for (const char* name : {"web", "api", "cart", "db"})
            act(cluster::SetImage{
                .name = name, .container = {}, .image = std::string(name) + ":v2"});
        run(sim::seconds(20));
    }
    const diagram::MovieMap& movie() const { return director_.film(); }
    double now() const { return director_.film().movieAt(story_.world().now()); }

    // At a movie time that is not later than the cluster's.
    views::Frame frameAt(double movie) {
        story_.history().seek(director_.film().simulatedAt(movie));
        views::Frame frame = here();
        frame.movieMs = movie;
        return frame;
    }
    views::Frame here() {
        views::Frame frame;
        frame.picture = std::make_shared<const cluster::Picture>(story_.picture());
        frame.film = std::make_shared<const diagram::MovieMap>(director_.film());
        frame.cast = director_.cast();
        frame.beats = std::make_shared<const std::vector<cluster::Beat>>(story_.beats());
        frame.transits =
            std::make_shared<const std::vector<cluster::Transit>>(story_.history().transits());
        frame.movieMs = now();
        return frame;
    }

private:
    // Beats and messages in the order of their numbers.
    void film() {
        const auto& beats = story_.beats();
        const auto& transits = story_.history().transits();
        auto transit = std::upper_bound(
            transits.begin(), transits.end(), seen_,
            [](cluster::RecordSeq seq, const cluster::Transit& t) { return seq < t.seq; });
        auto beat = std::upper_bound(
            beats.begin(), beats.end(), seen_,
            [](cluster::RecordSeq seq, const cluster::Beat& b) { return seq < b.seq; });
        while (transit != transits.end() || beat != beats.end()) {
            if (beat == beats.end() || (transit != transits.end() && transit->seq < beat->seq)) {
                seen_ = transit->seq;
                director_.watch(*transit++, 0);
            } else {
                seen_ = beat->seq;
                director_.watch(*beat++, 0);
            }
        }
        director_.quietUntil(story_.history().now(), 0);
    }

    Story story_;
    diagram::Director director_;
    cluster::RecordSeq seen_ = 0;
};

} // namespace maqueta::tests
