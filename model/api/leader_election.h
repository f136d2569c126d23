// Who leads among several copies of a part: the holder of a Lease
// (client-go/tools/leaderelection/leaderelection.go).
//
// Owned by the scheduler and by the controller manager. The holder renews every retryPeriod and
// gives up when it could not for renewDeadline; the others look every retryPeriod and take the
// Lease when its holder was not seen to renew for leaseDuration by their own watch. Optimistic
// concurrency decides between two that try at once.
#pragma once

#include "api/client.h"

namespace maqueta::api {

struct LeaderElectionOptions {
    Text leaseName;
    Text identity; // "control-plane-1_<uid>"
    sim::Duration leaseDuration = sim::seconds(15);
    sim::Duration renewDeadline = sim::seconds(10);
    sim::Duration retryPeriod = sim::seconds(2);
};

class LeaderElection {
public:
    // Timer tokens and call cookies with this top byte belong to the election.
    static constexpr std::uint64_t mark = std::uint64_t{0xB1} << 56;
    static bool owns(std::uint64_t tokenOrCookie) { return tokenOrCookie >> 56 == 0xB1; }

    // What a step changed.
    enum class Change : std::uint8_t { None, Acquired, Lost, HolderSeen };

    LeaderElection() = default;
    LeaderElection(LeaderElectionOptions options, sim::Rng rng);

    void start(Client& client, Outbox& out);
    Change onTimer(std::uint64_t token, Client& client, Outbox& out);
    Change onReply(std::uint64_t cookie, const Response& response, Client& client, Outbox& out);

    bool leading() const { return leading_; }
    // The holder as last seen; empty when nobody is known.
    const Text& holder() const { return observedHolder_; }
    const LeaderElectionOptions& options() const { return options_; }
    sim::Time lastRenewal() const { return lastRenewal_; }

private:
    void tryAcquireOrRenew(Client& client, Outbox& out);
    void schedule(Outbox& out);
    Change settle(bool renewed, Outbox& out);

    LeaderElectionOptions options_;
    sim::Rng rng_;
    bool leading_ = false;
    bool busy_ = false; // a get or a write is under way
    Text observedHolder_;
    Versioned observed_;   // the Lease as last read
    sim::Time observedAt_; // when its content was first seen: standbys count from here
    sim::Time lastRenewal_;
    std::uint32_t round_ = 0; // only the timer of the newest round counts
};

} // namespace maqueta::api
