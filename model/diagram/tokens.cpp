#include "diagram/tokens.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace maqueta::diagram {
namespace {

using cluster::Transit;
using cluster::TransitKind;

constexpr double flowWindowMs = 900; // messages of this long make a flow's count
constexpr double flowPeriodMs = 2400;
constexpr sim::Duration longestOnItsWay = sim::seconds(2);

// What a person most wants to follow comes first.
int rank(const Transit& t) {
    switch (t.kind) {
    case TransitKind::Vote: return 0;
    case TransitKind::Watch: return 2;
    case TransitKind::Request: return *t.label ? 1 : 3;
    case TransitKind::Replication: return 4;
    case TransitKind::Reply: return 5;
    case TransitKind::Reset: return 6;
    case TransitKind::Heartbeat:
    case TransitKind::HealthCheck: return 7;
    }
    return 8;
}

struct Seen {
    const Transit* transit = nullptr;
    Flight flight;
};

// A message's road, as far as it gets.
Road roadOf(const Moment& m, const Router& router, const Transit& t) {
    const Route route = router.route(t.from, t.to);
    const double length = route.road.length();
    if (length <= 0) return route.road;
    const double reach = router.reach(route, t.from, t.to, t.loss);
    if (m.fades) { // where it leaves its machine, and where it reaches the other
        const double arrives = std::min(route.arrives / length, reach);
        return {{route.road.at(std::min(route.leaves / length, arrives)), route.road.at(arrives)}};
    }
    if (m.straight) return {{route.road.at(0), route.road.at(reach)}};
    return route.road.upTo(reach);
}

Token tokenOf(const Moment& m, const Router& router, const Seen& s) {
    Token token{.seq = s.transit->seq, .kind = s.transit->kind, .dashed = s.transit->preVote};
    const double length = s.flight.end - s.flight.begin;
    const double t = std::clamp((m.movie - s.flight.begin) / length, 0.0, 1.0);
    const Road road = roadOf(m, router, *s.transit);
    token.at = road.at(!m.fades ? hopEasing(t) : t < 0.5 ? 0 : 1);
    if (m.fades) // it comes and goes twice, each time in half of a fade
        token.opacity =
            std::min(1.0, std::min({t, std::abs(t - 0.5), 1 - t}) * length * 2 / fadeMs);
    if (s.transit->loss != network::Loss::None && m.movie > s.flight.end) {
        token.burst = std::min(1.0, (m.movie - s.flight.end) / burstMs);
        token.opacity = 1;
    }
    return token;
}

// Machines at a message's two ends, in either order.
using Pair = std::pair<std::uint32_t, std::uint32_t>;
Pair ends(const Router& router, const Transit& t) {
    const auto* from = router.process(t.from);
    const auto* to = router.process(t.to);
    if (!from || !to) return {UINT32_MAX, UINT32_MAX};
    return std::minmax(from->machine, to->machine);
}

// Where on its period a flow is: every pair of machines, and every kind, at another place.
double phase(const Moment& m, Pair pair, TransitKind kind) {
    const auto which = pair.first * 7 + pair.second * 13 + static_cast<std::uint32_t>(kind) * 5;
    const double shift = static_cast<double>(which % 24) / 24;
    const double t = m.movie / flowPeriodMs + shift;
    return t - std::floor(t);
}

class Crowd {
public:
    Crowd(const Moment& m, const Router& router) : m_(m), router_(router) {}

    void gather() {
        // What was sent long before cannot be on its way.
        const sim::Time since = m_.film.simulatedAt(m_.movie - longestHopMs - burstMs);
        auto t = std::lower_bound(m_.transits.begin(), m_.transits.end(), since - longestOnItsWay,
                                  [](const Transit& x, sim::Time at) { return x.sent < at; });
        for (; t != m_.transits.end(); ++t) {
            const Flight flight = flightOf(m_.film, *t);
            if (flight.begin > m_.movie) {
                if (m_.film.movieAt(t->sent) > m_.movie) break;
                continue;
            }
            if (ends(router_, *t).first == UINT32_MAX) continue;
            const double tail = t->loss == network::Loss::None ? 0 : burstMs;
            if (t->routine) {
                if (m_.movie < std::max(flight.end + tail, flight.begin + flowWindowMs))
                    routine_.push_back({&*t, flight});
            } else if (m_.movie < flight.end + tail) {
                own_.push_back({&*t, flight});
            }
        }
    }

    void flows(std::vector<Token>& out) const {
        std::map<std::tuple<TransitKind, Pair>, std::vector<const Seen*>> groups;
        for (const Seen& s : routine_)
            groups[{s.transit->kind, ends(router_, *s.transit)}].push_back(&s);
        for (const auto& [key, seen] : groups) {
            if (seen.size() == 1) {
                if (m_.movie >= seen.front()->flight.end + burstMs) continue;
                Token one = tokenOf(m_, router_, *seen.front());
                one.quiet = true;
                if (m_.movie < seen.front()->flight.end || one.burst > 0) out.push_back(one);
                continue;
            }
            const Transit& t = *seen.front()->transit;
            Token flow{.seq = t.seq, .kind = t.kind, .opacity = 0.8, .quiet = true};
            flow.count = static_cast<int>(seen.size());
            const double p = m_.fades ? 0.5 : phase(m_, std::get<Pair>(key), t.kind);
            flow.at = roadOf(m_, router_, t).at(p);
            // Fades in and out where the period begins anew.
            flow.opacity *= std::clamp(std::min(p, 1 - p) * 8, 0.0, 1.0);
            out.push_back(flow);
        }
    }

    void movers(std::vector<Token>& out) {
        std::stable_sort(own_.begin(), own_.end(), [](const Seen& a, const Seen& b) {
            return rank(*a.transit) < rank(*b.transit);
        });
        const std::size_t alone = std::min(own_.size(), mostMovers);
        std::map<std::tuple<Pair, TransitKind>, std::vector<const Seen*>> bundles;
        for (std::size_t i = alone; i < own_.size(); ++i)
            bundles[{ends(router_, *own_[i].transit), own_[i].transit->kind}].push_back(&own_[i]);
        for (const auto& [road, seen] : bundles) {
            Token bundle = tokenOf(m_, router_, *seen.front());
            bundle.count = static_cast<int>(seen.size());
            out.push_back(bundle);
        }
        for (std::size_t i = alone; i-- > 0;) {
            Token token = tokenOf(m_, router_, own_[i]);
            if (i < 2) token.label = own_[i].transit->label;
            out.push_back(token);
        }
    }

private:
    const Moment& m_;
    const Router& router_;
    std::vector<Seen> routine_;
    std::vector<Seen> own_;
};

} // namespace

void poseTokens(const Moment& moment, const Router& router, std::vector<Token>& out) {
    Crowd crowd(moment, router);
    crowd.gather();
    crowd.flows(out);
    crowd.movers(out);
}

} // namespace maqueta::diagram
