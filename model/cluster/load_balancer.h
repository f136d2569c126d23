// The load balancer in front of the API servers, at the level of connections: it asks each server
// every second whether it is ready, hands new connections to healthy ones in turn, and breaks the
// connections to one that it takes out.
//
// Which client is connected to which server is kept by the cluster with the client; this is the
// balancer's own memory, lost when its machine loses power. Defaults as a plain HAProxy set-up has
// them (check inter 1s fall 2 rise 2, timeout connect 1s, option redispatch).
#pragma once

#include "network/address.h"
#include "sim/cow.h"
#include "sim/time.h"

#include <vector>

namespace maqueta::cluster {

struct LoadBalancerOptions {
    sim::Duration checkInterval = sim::seconds(1);
    sim::Duration connectTimeout = sim::seconds(1);
    int fall = 2;
    int rise = 2;
};

class LoadBalancer {
public:
    struct Backend {
        network::ProcessId server;
        bool up = false;      // gets new connections
        bool answered = true; // the last probe
        bool wasUp = false;   // it was taken out before
        int streak = 0;       // answers in a row that contradict `up`
    };

    void addBackend(network::ProcessId server);
    void removeBackend(network::ProcessId server);
    const std::vector<Backend>& backends() const { return backends_.read(); }

    // The next healthy server in turn, leaving out `except`; invalid when there is none.
    network::ProcessId choose(network::ProcessId except = {});
    bool isUp(network::ProcessId server) const;
    bool wasUp(network::ProcessId server) const;

    // A round of probes goes out: those of the last round that were not answered count as failed.
    // Returns the servers that were taken out by that.
    std::vector<network::ProcessId> beginRound(const LoadBalancerOptions& options);
    enum class Verdict : std::uint8_t { Same, TakenOut, BroughtIn };
    // The answer to a probe, or a refused connection (ready = false).
    Verdict onAnswer(network::ProcessId server, bool ready, const LoadBalancerOptions& options);

private:
    static Verdict judge(Backend& backend, bool good, const LoadBalancerOptions& options);
    sim::Cow<std::vector<Backend>> backends_;
    std::size_t next_ = 0;
};

} // namespace maqueta::cluster
