// The named waits: moments when the cluster is patient on purpose. Opened and closed by beats; a
// picture shows each as a ring that empties with the cluster's seconds counting in it.
//
// Lengths are the defaults of Kubernetes 1.32 (FIDELITY.md): node-monitor-grace-period 50 s,
// tolerationSeconds 300, leader election's lease duration 15 s, progressDeadlineSeconds 600.
#pragma once

#include "cluster/trace.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace maqueta::diagram {

struct Wait {
    enum class Kind : std::uint8_t { NodeGrace, Toleration, LeaderLease, Progress };

    Kind kind = Kind::NodeGrace;
    std::string subject; // a machine's name; of Progress the pod's
    sim::Time from;
    sim::Duration length;
    sim::Time ended = sim::Time::never(); // when something ended it

    sim::Time until() const { return from + length; }
    bool runs(sim::Time at) const { return at >= from && at < ended; }
};

sim::Duration lengthOf(Wait::Kind kind);

// A renewal of a kubelet's Lease is missing when the one before is older than that: every 10 s, and
// up to 4 % later (component-helpers/apimachinery/lease/controller.go).
inline constexpr sim::Duration renewalDue = sim::milliseconds(10'400);

class Waits {
public:
    void see(const cluster::Beat& beat);
    const std::vector<Wait>& all() const { return all_; }
    // The longest one that still runs and is not yet due at that moment; zero when there is none.
    sim::Duration inForce(sim::Time at) const;
    // Forgets those that ended before that moment.
    void forgetBefore(sim::Time at);

private:
    // `length`: where it is not the kind's usual one.
    void open(Wait::Kind kind, std::string_view subject, sim::Time from,
              std::optional<sim::Duration> length = {});
    void close(Wait::Kind kind, std::string_view subject, sim::Time at);
    void openGrace(std::string_view machine, sim::Time at, std::string_view sinceRenewal);
    void beginGraceAnew(sim::Time at);

    std::vector<Wait> all_;
    sim::Time firstLook_; // of the controller manager in charge: it knows of nothing before
};

} // namespace maqueta::diagram
