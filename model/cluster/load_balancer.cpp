#include "cluster/load_balancer.h"

#include <algorithm>

namespace maqueta::cluster {

void LoadBalancer::addBackend(network::ProcessId server) {
    backends_.write().push_back({.server = server});
}

void LoadBalancer::removeBackend(network::ProcessId server) {
    std::erase_if(backends_.write(), [&](const Backend& b) { return b.server == server; });
}

network::ProcessId LoadBalancer::choose(network::ProcessId except) {
    const auto& all = backends_.read();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Backend& candidate = all[(next_ + i) % all.size()];
        if (!candidate.up || candidate.server == except) continue;
        next_ = (next_ + i + 1) % all.size();
        return candidate.server;
    }
    return {};
}

bool LoadBalancer::isUp(network::ProcessId server) const {
    const auto& all = backends_.read();
    return std::any_of(all.begin(), all.end(),
                       [&](const Backend& b) { return b.server == server && b.up; });
}

bool LoadBalancer::wasUp(network::ProcessId server) const {
    const auto& all = backends_.read();
    return std::any_of(all.begin(), all.end(),
                       [&](const Backend& b) { return b.server == server && b.wasUp; });
}

LoadBalancer::Verdict LoadBalancer::judge(Backend& backend, bool good,
                                          const LoadBalancerOptions& options) {
    backend.answered = true;
    if (good == backend.up) {
        backend.streak = 0;
        return Verdict::Same;
    }
    if (++backend.streak < (good ? options.rise : options.fall)) return Verdict::Same;
    backend.up = good;
    backend.wasUp = backend.wasUp || !good;
    backend.streak = 0;
    return good ? Verdict::BroughtIn : Verdict::TakenOut;
}

std::vector<network::ProcessId> LoadBalancer::beginRound(const LoadBalancerOptions& options) {
    std::vector<network::ProcessId> takenOut;
    for (Backend& backend : backends_.write()) {
        if (!backend.answered && judge(backend, false, options) == Verdict::TakenOut)
            takenOut.push_back(backend.server);
        backend.answered = false;
    }
    return takenOut;
}

LoadBalancer::Verdict LoadBalancer::onAnswer(network::ProcessId server, bool ready,
                                             const LoadBalancerOptions& options) {
    for (Backend& backend : backends_.write())
        if (backend.server == server) return judge(backend, ready, options);
    return Verdict::Same;
}

} // namespace maqueta::cluster
