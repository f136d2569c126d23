// A small cluster whose every column a test sets, played by the clock: one movie second is one of
// the cluster.
#pragma once

#include "diagram/pose.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace maqueta::test {

using cluster::Beat;
using cluster::BeatKind;
using cluster::ProcessKind;
using cluster::Transit;
using cluster::TransitKind;
using diagram::HeadGlyph;
using diagram::Point;
using diagram::Pose;

inline sim::Time at(double seconds) {
    return {static_cast<std::int64_t>(seconds * 1e9)};
}

inline bool near(Point a, Point b) {
    return diagram::distance(a, b) < 0.01;
}

inline std::string words(Point p) {
    return std::to_string(p.x) + ", " + std::to_string(p.y);
}

// Two control planes with an etcd and a scheduler each, two workers with a kubelet; one pod.
struct PoseStage {
    cluster::Picture picture;
    diagram::Layout layout;
    diagram::MovieMap film;
    std::vector<Beat> beats;
    std::vector<Transit> transits;
    cluster::RecordSeq seq = 0;
    bool fades = false;
    bool settled = false; // time stands still

    PoseStage() {
        using cluster::Role;
        machine("cp-1", Role::ControlPlane, {ProcessKind::Etcd, ProcessKind::Scheduler});
        machine("cp-2", Role::ControlPlane, {ProcessKind::Etcd, ProcessKind::Scheduler});
        machine("worker-1", Role::Worker, {ProcessKind::Kubelet});
        machine("worker-2", Role::Worker, {ProcessKind::Kubelet});
        picture.etcdLeader = 0;
        picture.schedulerHolder = "cp-1";
        layout = diagram::layoutOf(picture);
        film.setPacing(diagram::Pacing::Clock, 1, 0); // a movie second is a second
    }
    void machine(const char* name, cluster::Role role, std::vector<ProcessKind> kinds) {
        cluster::MachinePicture m;
        m.spec.name = name;
        m.spec.role = role;
        m.on = m.registered = m.ready = true;
        for (const ProcessKind kind : kinds) {
            cluster::ProcessPicture p;
            p.id.value = static_cast<std::uint32_t>(picture.processes.size() + 1);
            p.kind = kind;
            p.machine = static_cast<std::uint32_t>(picture.machines.size());
            p.running = p.healthy = true;
            picture.processes.push_back(p);
        }
        picture.machines.push_back(std::move(m));
    }
    network::ProcessId process(std::size_t index) const { return picture.processes[index].id; }
    Transit& send(std::size_t from, std::size_t to, double sent, double arrives) {
        Transit t;
        t.seq = ++seq;
        t.sent = at(sent);
        t.arrives = at(arrives);
        t.from = process(from);
        t.to = process(to);
        transits.push_back(t);
        return transits.back();
    }
    void happens(BeatKind kind, double when,
                 std::vector<std::pair<std::string, std::string>> fields = {},
                 std::string object = {}) {
        Beat beat;
        beat.seq = ++seq;
        beat.at = at(when);
        beat.kind = kind;
        beat.fields = std::move(fields);
        beat.object = std::move(object);
        film.add({.seq = beat.seq, .at = beat.at});
        beats.push_back(std::move(beat));
    }
    Pose at_(double movieSeconds, bool stillLife = false, bool straight = false) {
        film.quietUntil(at(movieSeconds + 10));
        return diagram::poseAt({.picture = picture,
                                .layout = layout,
                                .beats = beats,
                                .transits = transits,
                                .film = film,
                                .movie = movieSeconds * 1000,
                                .straight = straight,
                                .stillLife = stillLife,
                                .fades = fades,
                                .settled = settled});
    }
    Point chip(std::size_t card, diagram::Chip which) const {
        return layout.controlPlanes[card].chips[static_cast<std::size_t>(which)].centre();
    }
};

} // namespace maqueta::test
