#include "diagram/waits.h"

#include "cluster/beat_fields.h"

#include <algorithm>
#include <charconv>

namespace maqueta::diagram {
namespace {

std::optional<std::int64_t> numberIn(std::string_view text) {
    std::int64_t number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
    if (end.ec != std::errc()) return {};
    return number;
}

std::optional<sim::Duration> secondsIn(std::string_view text) {
    const auto number = numberIn(text);
    return number ? std::optional(sim::seconds(*number)) : std::nullopt;
}

// Takes the first entry off "worker-1, worker-2".
std::string_view takeEntry(std::string_view& list) {
    const std::size_t end = std::min(list.find(", "), list.size());
    const std::string_view entry = list.substr(0, end);
    list.remove_prefix(std::min(end + 2, list.size()));
    return entry;
}

} // namespace

sim::Duration lengthOf(Wait::Kind kind) {
    switch (kind) {
    case Wait::Kind::NodeGrace: return sim::seconds(50);
    case Wait::Kind::Toleration: return sim::seconds(300);
    case Wait::Kind::LeaderLease: return sim::seconds(15);
    case Wait::Kind::Progress: return sim::seconds(600);
    }
    return {};
}

void Waits::open(Wait::Kind kind, std::string_view subject, sim::Time from,
                 std::optional<sim::Duration> length) {
    for (const Wait& w : all_)
        if (w.kind == kind && w.subject == subject && w.ended == sim::Time::never()) return;
    all_.push_back({.kind = kind,
                    .subject = std::string(subject),
                    .from = from,
                    .length = length.value_or(lengthOf(kind))});
}

void Waits::close(Wait::Kind kind, std::string_view subject, sim::Time at) {
    for (Wait& w : all_)
        if (w.kind == kind && (subject.empty() || w.subject == subject) &&
            w.ended == sim::Time::never())
            w.ended = at;
}

// Its age counts from what was heard last, not from what silenced it.
void Waits::openGrace(std::string_view machine, sim::Time at, std::string_view sinceRenewal) {
    const sim::Time heard = at - sim::milliseconds(numberIn(sinceRenewal).value_or(0));
    open(Wait::Kind::NodeGrace, machine, std::max(heard, firstLook_));
}

// A new controller manager knows of no silence before its own time (node_lifecycle_controller.go,
// tryUpdateNodeHealth: a node that it sees first was heard of now).
void Waits::beginGraceAnew(sim::Time at) {
    firstLook_ = at;
    std::vector<std::string> silent;
    for (const Wait& w : all_)
        if (w.kind == Wait::Kind::NodeGrace && w.ended == sim::Time::never())
            silent.push_back(w.subject);
    close(Wait::Kind::NodeGrace, {}, at);
    for (const std::string& machine : silent) open(Wait::Kind::NodeGrace, machine, at);
}

void Waits::see(const cluster::Beat& beat) {
    using cluster::BeatKind;
    using Kind = Wait::Kind;
    const std::string_view machine = fieldOf(beat, "machine");
    // Who holds a Lease and falls silent keeps it until it runs out.
    const auto openLeases = [&] {
        for (const std::string_view lease : {"kube-scheduler", "kube-controller-manager"})
            if (fieldOf(beat, "leases").find(lease) != std::string_view::npos)
                open(Kind::LeaderLease, lease, beat.at);
    };
    switch (beat.kind) {
    case BeatKind::NetworkCut:
        openLeases();
        for (std::string_view silent = fieldOf(beat, "silent"),
                              since = fieldOf(beat, "sinceRenewal");
             !silent.empty();) {
            const std::string_view one = takeEntry(silent);
            openGrace(one, beat.at, takeEntry(since));
        }
        break;
    case BeatKind::PowerLost: openLeases(); [[fallthrough]];
    case BeatKind::CablePulled:
        if (const auto role = fieldOf(beat, "role"); role == "worker" || role == "control-plane")
            openGrace(machine, beat.at, fieldOf(beat, "sinceRenewal"));
        break;
    case BeatKind::PowerBack:
    case BeatKind::CablePlugged: close(Kind::NodeGrace, machine, beat.at); break;
    case BeatKind::MachineRemoved:
        close(Kind::NodeGrace, machine, beat.at);
        close(Kind::Toleration, machine, beat.at);
        break;
    case BeatKind::NetworkHealed: close(Kind::NodeGrace, {}, beat.at); break;
    case BeatKind::NodeNotReady: close(Kind::NodeGrace, objectName(beat), beat.at); break;
    case BeatKind::NodeTainted: // a taint that ends pods opens no wait by itself: pods count
        if (fieldOf(beat, "taints").find(":NoExecute") == std::string_view::npos)
            close(Kind::Toleration, objectName(beat), beat.at);
        break;
    case BeatKind::EvictionPlanned:
        if (fieldOf(beat, "cancelled") != "yes")
            open(Kind::Toleration, fieldOf(beat, "node"), beat.at,
                 secondsIn(fieldOf(beat, "seconds")));
        break;
    case BeatKind::NodeReady: close(Kind::Toleration, objectName(beat), beat.at); break;
    case BeatKind::PodEvicted: close(Kind::Toleration, fieldOf(beat, "node"), beat.at); break;
    case BeatKind::LeaseLost: open(Kind::LeaderLease, fieldOf(beat, "lease"), beat.at); break;
    case BeatKind::LeaseTaken:
        close(Kind::LeaderLease, fieldOf(beat, "lease"), beat.at);
        if (fieldOf(beat, "lease") == "kube-controller-manager") beginGraceAnew(beat.at);
        break;
    case BeatKind::ImagePullFailed: open(Kind::Progress, objectName(beat), beat.at); break;
    case BeatKind::ImagePulled:
    case BeatKind::PodDeleted: close(Kind::Progress, objectName(beat), beat.at); break;
    case BeatKind::RolloutFailed: close(Kind::Progress, {}, beat.at); break;
    default: break;
    }
}

sim::Duration Waits::inForce(sim::Time at) const {
    sim::Duration longest;
    for (const Wait& w : all_)
        if (w.runs(at) && at < w.until()) longest = std::max(longest, w.length);
    return longest;
}

void Waits::forgetBefore(sim::Time at) {
    std::erase_if(all_, [at](const Wait& w) { return w.ended < at; });
}

} // namespace maqueta::diagram
