#include "diagram/pose.h"

#include "cluster/beat_fields.h"
#include "diagram/tokens.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace maqueta::diagram {

using cluster::Beat;
using cluster::BeatKind;
using cluster::PodLook;
using cluster::ProcessKind;
using cluster::ProcessPicture;

double inOutCubic(double t) {
    return t < 0.5 ? 4 * t * t * t : 1 - std::pow(-2 * t + 2, 3) / 2;
}

double outBack(double t, double overshoot) {
    const double u = t - 1;
    return 1 + (overshoot + 1) * u * u * u + overshoot * u * u;
}

double hopEasing(double t) {
    constexpr double eased = 0.15;
    // Constant speed v between two parabolas; the area under the speed is 1.
    constexpr double v = 1 / (1 - eased);
    t = std::clamp(t, 0.0, 1.0);
    if (t < eased) return v * t * t / (2 * eased);
    if (t > 1 - eased) return 1 - v * (1 - t) * (1 - t) / (2 * eased);
    return v * (t - eased / 2);
}

Flight flightOf(const MovieMap& film, const cluster::Transit& transit) {
    const double begin = film.movieAt(transit.sent);
    if (transit.loss != network::Loss::None) return {begin, begin + 2 * shortestHopMs};
    const double end = film.movieAt(transit.arrives);
    return {std::max(begin, end - longestHopMs), std::max(end, begin + shortestHopMs)};
}

namespace {

// Reads the beats up to the moment and poses one thing after another.
class Poser {
public:
    explicit Poser(const Moment& m) : m_(m), router_(m.picture, m.layout) {
        const cluster::RecordSeq last = m_.film.beatAt(m_.movie);
        const auto end =
            std::upper_bound(m_.beats.begin(), m_.beats.end(), last,
                             [](cluster::RecordSeq seq, const Beat& b) { return seq < b.seq; });
        past_ = m_.beats.first(static_cast<std::size_t>(end - m_.beats.begin()));
    }

    Pose pose() {
        poseTokens(m_, router_, out_.tokens);
        readBeats();
        waitingPods();
        crown();
        key(HeadGlyph::Kind::SchedulerKey, ProcessKind::Scheduler, "kube-scheduler",
            m_.picture.schedulerHolder);
        key(HeadGlyph::Kind::ControllerManagerKey, ProcessKind::ControllerManager,
            "kube-controller-manager", m_.picture.controllerManagerHolder);
        rings();
        missedHeartbeats();
        members();
        verdicts();
        return std::move(out_);
    }

private:
    // How long ago a beat appeared, in movie time; a large number when it is not in the film.
    double age(const Beat& b) const {
        const auto movie = m_.film.movieOf(b.seq);
        return movie ? m_.movie - *movie : 1e12;
    }

    std::int32_t machineIndex(std::string_view name) const {
        const auto& machines = m_.picture.machines;
        const auto at = std::find_if(machines.begin(), machines.end(),
                                     [&](const auto& x) { return x.spec.name == name; });
        return at == machines.end() ? -1 : static_cast<std::int32_t>(at - machines.begin());
    }
    std::int32_t podIndex(const Beat& b) const {
        const std::string_view object = b.object;
        const std::size_t space = object.find(' ');
        const std::size_t slash = object.find('/');
        if (space == std::string_view::npos || slash == std::string_view::npos) return -1;
        const std::string_view ns = object.substr(space + 1, slash - space - 1);
        const std::string_view name = object.substr(slash + 1);
        const auto& pods = m_.picture.pods;
        const auto at = std::find_if(pods.begin(), pods.end(),
                                     [&](const auto& p) { return p.name == name && p.ns == ns; });
        return at == pods.end() ? -1 : static_cast<std::int32_t>(at - pods.begin());
    }

    void readBeats() {
        for (auto b = past_.rbegin(); b != past_.rend(); ++b) {
            const double ms = age(*b);
            if (b->kind == BeatKind::PodHeard) heard(*b, ms);
            if (ms > photoFlightMs + 600) continue;
            switch (b->kind) {
            case BeatKind::PowerLost:
            case BeatKind::ProcessCrashed: flash(*b, ms); break;
            case BeatKind::MachineAdded: appear(*b, ms); break;
            case BeatKind::PodCreated:
                if (const std::int32_t pod = podIndex(*b); pod >= 0 && ms < appearMs && !m_.settled)
                    out_.podPoses.push_back(
                        {static_cast<std::uint32_t>(pod), 1 - std::pow(1 - ms / appearMs, 3)});
                break;
            case BeatKind::RestoreStep:
                if (fieldOf(*b, "stage") == "rebuild") photos(ms);
                break;
            default: break;
            }
        }
        std::sort(out_.heard.begin(), out_.heard.end());
    }

    void heard(const Beat& b, double ms) {
        const std::int32_t index = podIndex(b);
        if (index < 0) return;
        const auto pod = static_cast<std::uint32_t>(index);
        const cluster::PodPicture& picture = m_.picture.pods[pod];
        if (picture.look == PodLook::Assigned) out_.heard.push_back(pod);
        if (picture.machine < 0 || ms >= podFlightMs || ms < 0 || m_.stillLife) return;
        const WorkerCard* card = m_.layout.worker(static_cast<std::uint32_t>(picture.machine));
        if (!card) return;
        const auto slot = std::find_if(card->pods.begin(), card->pods.end(),
                                       [&](const PodSlot& s) { return s.pod == pod; });
        if (slot == card->pods.end()) return;
        Point from{m_.layout.tray.x + 166, m_.layout.tray.centre().y};
        for (const PodSlot& s : m_.layout.waiting)
            if (s.pod == pod) from = s.at;
        const double part = inOutCubic(ms / podFlightMs);
        out_.pods.push_back({pod, router_.toSlot(from, card->machine, slot->at).at(part),
                             12 + (slot->radius - 12) * part});
    }

    // Bound pods stay in the tray, with their node's name, until their kubelet hears of them.
    void waitingPods() {
        for (const PodSlot& s : m_.layout.waiting) {
            const cluster::PodPicture& pod = m_.picture.pods[s.pod];
            if (pod.look != PodLook::Assigned || trayKnows(pod)) continue;
            out_.heard.push_back(s.pod);
        }
        std::sort(out_.heard.begin(), out_.heard.end());
        out_.heard.erase(std::unique(out_.heard.begin(), out_.heard.end()), out_.heard.end());
    }
    // Whether the binding is recent enough to be in the frame's beats.
    bool trayKnows(const cluster::PodPicture& pod) const {
        return std::any_of(past_.rbegin(), past_.rend(), [&](const Beat& b) {
            return b.kind == BeatKind::PodScheduled && objectName(b) == pod.name;
        });
    }

    void flash(const Beat& b, double ms) {
        const std::int32_t machine = machineIndex(fieldOf(b, "machine"));
        if (machine < 0 || ms < 0 || ms >= flashMs || m_.stillLife || m_.settled) return;
        const double s = std::sin(ms / flashMs * 2 * std::numbers::pi);
        out_.machines.push_back({static_cast<std::uint32_t>(machine), s * s, 1});
    }
    void appear(const Beat& b, double ms) {
        const std::int32_t machine = machineIndex(fieldOf(b, "machine"));
        if (machine < 0 || ms < 0 || ms >= appearMs || m_.settled) return;
        out_.machines.push_back(
            {static_cast<std::uint32_t>(machine), 0, 1 - std::pow(1 - ms / appearMs, 3)});
    }

    // The photo divides and flows into every etcd chip.
    void photos(double ms) {
        const auto started = std::find_if(past_.rbegin(), past_.rend(), [](const Beat& b) {
            return b.kind == BeatKind::RestoreStarted;
        });
        if (started == past_.rend() || m_.layout.photos.empty() || m_.stillLife) return;
        std::uint32_t number = 0;
        for (const char c : fieldOf(*started, "number"))
            number = number * 10 + static_cast<std::uint32_t>(c - '0');
        Point from = m_.layout.photos.back().centre();
        for (std::size_t i = 0; i < m_.layout.photos.size(); ++i)
            if (m_.picture.snapshots[m_.layout.firstPhoto + i].number == number)
                from = m_.layout.photos[i].centre();
        double delay = 0;
        for (const ControlPlaneCard& card : m_.layout.controlPlanes) {
            const Box& chip = card.chips[static_cast<std::size_t>(Chip::Etcd)];
            if (chip.empty()) continue;
            const double t = (ms - delay) / photoFlightMs;
            delay += 60;
            if (t < 0 || t >= 1) continue;
            const double part = inOutCubic(t);
            const Point to = chip.centre();
            out_.photos.push_back({number, between(from, to, part), 1 - 0.5 * part});
        }
    }

    // --- crown and keys
    Point headOf(const ProcessPicture& p) const {
        const Box chip = router_.chipOf(p);
        const ControlPlaneCard* card = m_.layout.controlPlane(p.machine);
        if (!card || chip.empty()) return {};
        if (card->slim) return {chip.right() - 16, chip.centre().y};
        const Point at = p.kind == ProcessKind::ControllerManager ? headAtFoot : headOnChip;
        return {chip.right() + at.x, chip.y + at.y};
    }
    const ProcessPicture* processOn(std::string_view machine, ProcessKind kind) const {
        for (const ProcessPicture& p : m_.picture.processes)
            if (p.kind == kind && m_.picture.machines[p.machine].spec.name == machine) return &p;
        return nullptr;
    }

    // A glyph above `head`, or on its way there from the head before.
    void place(HeadGlyph::Kind kind, const ProcessPicture* head, const ProcessPicture* before,
               double ms) {
        if (!head) return;
        HeadGlyph glyph{.kind = kind, .at = headOf(*head), .grey = !head->running, .opacity = 1};
        if (ms >= 0 && ms < glyphFlightMs) {
            const double t = ms / glyphFlightMs;
            if (before && before != head && !m_.stillLife)
                glyph.at = between(headOf(*before), glyph.at, outBack(t, 1.2));
            else
                glyph.opacity = std::min(1.0, ms / (m_.fades ? fadeMs : appearMs));
        }
        out_.glyphs.push_back(glyph);
    }

    void crown() {
        const Beat* elected = nullptr;
        const Beat* before = nullptr;
        bool dropped = false; // between the two elections
        bool gone = false;    // after the last
        for (auto b = past_.rbegin(); b != past_.rend() && !before; ++b) {
            if (b->kind == BeatKind::LeaderElected) {
                (elected ? before : elected) = &*b;
            } else if (b->kind == BeatKind::LeaderStoodDown) {
                (elected ? dropped : gone) = true;
            }
        }
        const ProcessPicture* head =
            m_.picture.etcdLeader >= 0
                ? &m_.picture.processes[static_cast<std::size_t>(m_.picture.etcdLeader)]
            : elected && !gone ? processOn(fieldOf(*elected, "machine"), ProcessKind::Etcd)
                               : nullptr;
        const ProcessPicture* from = before && !dropped
                                         ? processOn(fieldOf(*before, "machine"), ProcessKind::Etcd)
                                         : nullptr;
        place(HeadGlyph::Kind::Crown, head, from, elected ? age(*elected) : 1e12);
        believers(HeadGlyph::Kind::Crown, ProcessKind::Etcd);
    }

    // One that still acts as the leader has a crown of yesterday, or a key that opens nothing any
    // more.
    void believers(HeadGlyph::Kind kind, ProcessKind process) {
        for (const ProcessPicture& p : m_.picture.processes)
            if (p.kind == process && p.mistaken())
                out_.glyphs.push_back({.kind = kind, .at = headOf(p), .grey = true, .opacity = 1});
    }

    void key(HeadGlyph::Kind kind, ProcessKind process, std::string_view lease,
             const std::string& holder) {
        const Beat* taken = nullptr;
        const Beat* before = nullptr;
        for (auto b = past_.rbegin(); b != past_.rend() && !before; ++b)
            if (b->kind == BeatKind::LeaseTaken && fieldOf(*b, "lease") == lease)
                (taken ? before : taken) = &*b;
        place(kind, processOn(holder, process),
              before ? processOn(fieldOf(*before, "machine"), process) : nullptr,
              taken ? age(*taken) : 1e12);
        believers(kind, process);
    }

    // Timers that race while no leader is heard of, requests that wait for one, and clients that
    // wait before they ask again.
    void members() {
        constexpr sim::Duration requestTimeout = sim::seconds(7); // 5 s + 2 * election timeout
        constexpr sim::Duration noticed = sim::milliseconds(200);
        constexpr int share = 4; // of the timeout: heartbeats come far more often than that
        const auto& processes = m_.picture.processes;
        for (std::uint32_t i = 0; i < processes.size(); ++i) {
            const ProcessPicture& p = processes[i];
            if (!p.running || p.paused) continue;
            const auto corners = cornersOf(p);
            if (!corners) continue;
            if (p.repeats > 0)
                out_.hourglasses.push_back(
                    {i, corners->foot, leftOf(p.repeatWait - p.repeatLeft, p.repeatWait)});
            if (p.kind != ProcessKind::Etcd) continue;
            if (p.electionTimeout.ns > 0 && p.leaderSilence.ns * share >= p.electionTimeout.ns)
                out_.timers.push_back(
                    {i, corners->head, leftOf(p.leaderSilence, p.electionTimeout)});
            if (p.oldestRequest >= noticed)
                out_.hourglasses.push_back(
                    {i, corners->foot, leftOf(p.oldestRequest, requestTimeout)});
        }
    }
    static double leftOf(sim::Duration passed, sim::Duration all) {
        return std::clamp(1 - passed.seconds() / all.seconds(), 0.0, 1.0);
    }
    // Of a chip: where its crown or key is, and the place below it; on a slim one, beside it.
    struct Corners {
        Point head;
        Point foot;
    };
    std::optional<Corners> cornersOf(const ProcessPicture& p) const {
        const Box chip = router_.chipOf(p);
        const ControlPlaneCard* card = m_.layout.controlPlane(p.machine);
        if (!card || chip.empty()) return {};
        const Point head = headOf(p);
        return Corners{head, card->slim ? Point{head.x - 24, head.y} : Point{head.x, chip.y + 37}};
    }

    void rings() {
        Waits waits;
        for (const Beat& b : past_) waits.see(b);
        const sim::Time now = m_.film.simulatedAt(m_.movie);
        for (const Wait& w : waits.all()) {
            if (!w.runs(now) || w.until() <= now) continue;
            std::int32_t machine = machineIndex(w.subject);
            if (w.kind == Wait::Kind::LeaderLease)
                machine = machineIndex(w.subject == "kube-scheduler"
                                           ? m_.picture.schedulerHolder
                                           : m_.picture.controllerManagerHolder);
            const sim::Duration remaining = w.until() - now;
            if (w.kind == Wait::Kind::Progress && !out_.progress)
                out_.progress = Ring{.kind = w.kind,
                                     .left = remaining.seconds() / w.length.seconds(),
                                     .remaining = remaining};
            if (machine < 0 || w.kind == Wait::Kind::Progress) continue;
            out_.rings.push_back({static_cast<std::uint32_t>(machine), w.kind,
                                  remaining.seconds() / w.length.seconds(), remaining});
        }
    }

    void missedHeartbeats() {
        const sim::Time now = m_.film.simulatedAt(m_.movie);
        for (const ProcessPicture& p : m_.picture.processes) {
            if (!mayBeMissed(m_.picture, p)) continue;
            const cluster::MachinePicture& machine = m_.picture.machines[p.machine];
            const std::int64_t count = (now - machine.lastRenewal).ns / renewalDue.ns;
            const Road ramp = router_.ramp(p.machine);
            if (count <= 0 || ramp.points.size() < 2) continue;
            const double since = m_.movie - m_.film.movieAt(machine.lastRenewal + renewalDue);
            out_.missed.push_back({.machine = p.machine,
                                   .at = ramp.at(0.5),
                                   .count = static_cast<int>(count),
                                   .opacity = std::clamp(since / appearMs, 0.0, 1.0)});
        }
    }

    // --- the scheduler's words
    void verdicts() {
        constexpr double busyMs = 2500;
        constexpr std::size_t busyPods = 3;
        std::string_view pod;
        std::vector<std::string_view> lately;
        std::vector<const Beat*> said;
        for (auto b = past_.rbegin(); b != past_.rend(); ++b) {
            const double ms = age(*b);
            if (ms > verdictMs) break;
            if (b->kind == BeatKind::PodHeard && pod.empty()) return; // it is on its way
            if (b->kind != BeatKind::NodesFiltered && b->kind != BeatKind::NodesScored) continue;
            if (pod.empty()) pod = b->object;
            if (b->object == pod) said.push_back(&*b);
            if (ms < busyMs && std::find(lately.begin(), lately.end(), b->object) == lately.end())
                lately.push_back(b->object);
        }
        if (lately.size() >= busyPods) return;
        for (const Beat* b : said) {
            const double ms = age(*b);
            const double opacity = std::clamp(std::min(ms, verdictMs - ms) / appearMs, 0.0, 1.0);
            const bool scored = b->kind == BeatKind::NodesScored;
            std::string_view rest = fieldOf(*b, scored ? "scores" : "nodes");
            std::optional<std::int64_t> most; // best first; several may have as many
            int withMost = 0;                 // also nodes that are no workers
            const std::size_t first = out_.verdicts.size();
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find(", "), rest.size());
                const std::string_view entry = rest.substr(0, end);
                rest.remove_prefix(std::min(end + 2, rest.size()));
                const std::size_t space = std::min(entry.find(' '), entry.size());
                const std::int32_t machine = machineIndex(entry.substr(0, space));
                Verdict verdict{.opacity = opacity};
                if (scored) {
                    for (const char c : entry.substr(std::min(space + 1, entry.size())))
                        if (c >= '0' && c <= '9') verdict.points = verdict.points * 10 + (c - '0');
                    if (!most) most = verdict.points;
                    verdict.best = verdict.points == *most;
                    withMost += verdict.best ? 1 : 0;
                } else {
                    verdict.reason = fieldOf(*b, "reason");
                }
                if (machine < 0 || !m_.layout.worker(static_cast<std::uint32_t>(machine))) continue;
                verdict.machine = static_cast<std::uint32_t>(machine);
                out_.verdicts.push_back(std::move(verdict));
            }
            for (std::size_t i = first; i < out_.verdicts.size(); ++i)
                out_.verdicts[i].tied = out_.verdicts[i].best && withMost > 1;
        }
    }

    const Moment& m_;
    Router router_;
    std::span<const Beat> past_;
    Pose out_;
};

} // namespace

bool mayBeMissed(const cluster::Picture& picture, const cluster::ProcessPicture& process) {
    if (process.kind != ProcessKind::Kubelet || (process.running && !process.paused)) return false;
    const cluster::MachinePicture& machine = picture.machines[process.machine];
    return machine.ready && machine.lastRenewal != sim::Time{};
}

Pose poseAt(const Moment& moment) {
    return Poser(moment).pose();
}

} // namespace maqueta::diagram
