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
    // Which answer is awaited (tryAcquireOrRenew of client-go, one step at a time).
    enum class Step : std::uint8_t { None, FastUpdate, Get, Create, SlowUpdate };

    void tryAcquireOrRenew(Client& client, Outbox& out);
    Change finishTry(bool succeeded, Outbox& out);
    Change takeGet(const Versioned& lease, Client& client, Outbox& out);
    void send(Step step, Client& client, Outbox& out);
    void observe(Versioned lease, sim::Time now);
    void startPoll(Client& client, Outbox& out);
    Change lose(Outbox& out);
    void tryAt(sim::Time at, Outbox& out);
    bool leaseValid() const;
    Change seen();

    LeaderElectionOptions options_;
    sim::Rng rng_;
    bool leading_ = false;
    Step step_ = Step::None;
    Text observedHolder_;
    Text reportedHolder_;
    Versioned lease_;    // as last read or written: what an update builds on
    ObjectRef lastRead_; // only reading something else than this moves observedAt_
    ObjectRef record_;   // the record as last observed
    sim::Time observedAt_;
    sim::Time triedAt_; // when the running try began
    sim::Time lastRenewal_;
    sim::Time pollStart_;     // of the renewals that are given up after renewDeadline
    std::uint32_t ticks_ = 0; // of the poll, that were used
    // Only the newest timers and the newest call count.
    std::uint32_t round_ = 0;
    std::uint32_t poll_ = 0;
    std::uint32_t call_ = 0;
};

} // namespace maqueta::api
