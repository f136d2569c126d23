// The pose of everything that moves, at one movie time: a pure function of picture, beats,
// transits and the movie map. Pause, step, scrub, rewind, screenshots and video share this path.
//
// At most `mostMovers` messages move on their own; the rest of a road is one token of each
// kind with a count.
// Routine traffic is a quiet, counted flow. Nothing is hidden without a sign.
#pragma once

#include "diagram/film.h"
#include "diagram/route.h"
#include "diagram/waits.h"

#include <span>
#include <string>

namespace maqueta::diagram {

inline constexpr std::size_t mostMovers = 5;
inline constexpr double shortestHopMs = 250;
inline constexpr double longestHopMs = 1200;
inline constexpr double burstMs = 300;
inline constexpr double podFlightMs = 700;
inline constexpr double glyphFlightMs = 500;
inline constexpr double flashMs = 700; // two of 350
inline constexpr double stateMs = 200; // a state's colour
inline constexpr double appearMs = 250;
inline constexpr double fadeMs = 150; // instead of a move
inline constexpr double photoFlightMs = 900;
inline constexpr double verdictMs = 6000; // to be read

struct Moment {
    const cluster::Picture& picture;
    const Layout& layout;
    std::span<const cluster::Beat> beats;       // by seq
    std::span<const cluster::Transit> transits; // by seq
    const MovieMap& film;
    double movie = 0;
    bool straight = false;  // hops go straight (above 4x)
    bool stillLife = false; // only messages in flight move (above 8x, or reduced motion)
    bool fades = false;     // they do not move either: they fade at one end and at the other
    bool settled = false;   // nothing is on its way in, nothing flashes: time stands still
};

struct Token {
    cluster::RecordSeq seq = 0;
    cluster::TransitKind kind = cluster::TransitKind::Request;
    Point at = {};
    double opacity = 1;
    double burst = 0;       // 0 = whole; to 1 while it bursts, lost
    int count = 1;          // of the messages that it stands for
    bool quiet = false;     // routine
    bool dashed = false;    // it only asks: a pre-vote
    const char* label = ""; // of the one that matters
};

struct PodFlight {
    std::uint32_t pod = 0; // index into Picture::pods
    Point at;
    double radius = 0;
};

// Where a wide chip has its head, from its upper right corner; a Controller Manager's is at its
// foot.
inline constexpr Point headOnChip{-18.5, 14};
inline constexpr Point headAtFoot{-15, 37};

// A crown or a key above its chip, on its way between two, or grey on a dark machine.
struct HeadGlyph {
    enum class Kind : std::uint8_t { Crown, SchedulerKey, ControllerManagerKey };
    Kind kind = Kind::Crown;
    Point at; // its centre
    bool grey = false;
    double opacity = 1;
};

struct MachinePose {
    std::uint32_t machine = 0;
    double flash = 0;  // strength of a failure's flash
    double appear = 1; // 0 to 1
};

struct PodPose {
    std::uint32_t pod = 0;
    double appear = 1;
};

struct Ring {
    std::uint32_t machine = 0;
    Wait::Kind kind = Wait::Kind::NodeGrace;
    double left = 1; // of the wait, 1 to 0
    sim::Duration remaining;
};

// A member of etcd that has not heard of a leader for a while: when its timer is empty, it asks for
// votes. Where its crown would be.
struct ElectionTimer {
    std::uint32_t process = 0; // index into Picture::processes
    Point at;
    double left = 1;
};

// A request that etcd cannot answer yet, on the chip of the member where it waits; or one that its
// client is about to send again, on the client's chip.
struct Hourglass {
    std::uint32_t process = 0;
    Point at;
    double left = 1; // of the time after which it fails, by etcd's defaults; or until it is sent
};

// Renewals of a kubelet's Lease that never came, because nobody runs who could send them, while
// the API still says Ready: on the road that they would have taken.
// Of such a kubelet: the process is a kubelet that cannot send, and its Node is believed in.
bool mayBeMissed(const cluster::Picture& picture, const cluster::ProcessPicture& process);
struct MissedHeartbeats {
    std::uint32_t machine = 0;
    Point at;
    int count = 1;
    double opacity = 1;
};

// What the scheduler said of a node, for the pod that it looked at last.
struct Verdict {
    std::uint32_t machine = 0;
    std::string reason = {}; // why it is ruled out; empty = it has points
    std::int64_t points = 0;
    bool best = false; // none has more
    bool tied = false; // nor has it alone so many: chance chooses
    double opacity = 1;
};

struct PhotoFlight {
    std::uint32_t snapshot = 0; // its number
    Point at;
    double scale = 1;
};

struct Pose {
    std::vector<Token> tokens; // quiet ones first
    std::vector<PodFlight> pods;
    std::vector<std::uint32_t> heard; // assigned pods that their kubelet knows of: not in the tray
    std::vector<HeadGlyph> glyphs;
    std::vector<MachinePose> machines; // that differ from rest
    std::vector<PodPose> podPoses;     // that differ from rest
    std::vector<Ring> rings;
    std::vector<ElectionTimer> timers;
    std::vector<Hourglass> hourglasses;
    std::optional<Ring> progress; // how long a rollout that does not get on is still waited for
    std::vector<PhotoFlight> photos;
    std::vector<MissedHeartbeats> missed;
    std::vector<Verdict> verdicts; // none while many pods are placed one after another
};

Pose poseAt(const Moment& moment);

// A message's time on screen: from its sending to its arrival on the movie map, but at least
// shortestHopMs and at most longestHopMs.
struct Flight {
    double begin = 0;
    double end = 0;
};
Flight flightOf(const MovieMap& film, const cluster::Transit& transit);

// Easing curves, 0 to 1.
double inOutCubic(double t);
double outBack(double t, double overshoot);
// Linear, with the first and last 15 % eased.
double hopEasing(double t);

} // namespace maqueta::diagram
