// The heartbeat of a node: its Lease in kube-node-lease, renewed every ten seconds
// (component-helpers/apimachinery/lease/controller.go).
//
// Owned by the kubelet. Its requests do not wait in the kubelet's rate limit, as the real one has a
// client of its own for them. In steady state a renewal costs one timer and one call: the timer
// that starts a renewal also finds out that the one before was never answered.
#pragma once

#include "api/client.h"
#include "api/kinds/lease.h"
#include "node/options.h"
#include "sim/rng.h"

namespace maqueta::node {

class NodeLease {
public:
    // Calls of the lease carry numbers from this one up; the kubelet's Client stays below it.
    static constexpr std::uint32_t firstCall = 0xE000'0000;
    static bool ownsReply(const api::ToClient& message);

    // A lease that is missing is created once the node that owns it is known (setOwner).
    void start(const KubeletOptions& options, Text name, std::uint64_t token, sim::Rng rng,
               api::Outbox& out);
    void setOwner(const Text& nodeUid, const KubeletOptions& options, api::Outbox& out);
    void onTimer(const KubeletOptions& options, api::Outbox& out);
    void onReply(const api::ReplyMessage& reply, const KubeletOptions& options, api::Outbox& out);
    void onConnectionLost(api::ConnectionEnd how, const KubeletOptions& options, api::Outbox& out);

    sim::Time lastRenewal() const { return lastRenewal_; } // answered
    sim::Time nextRenewal() const { return dueAt_; }

private:
    enum class Waiting : std::uint8_t { Nothing, Get, Create, Update };

    void renew(const KubeletOptions& options, api::Outbox& out);
    void ensure(const KubeletOptions& options, api::Outbox& out);
    bool repeat(sim::Duration wait, const api::Failure& why, api::Outbox& out);
    void onFailure(bool conflict, const KubeletOptions& options, api::Outbox& out);
    void send(api::RequestRef request, Waiting waiting, const KubeletOptions& options,
              api::Outbox& out);
    sim::Duration period(const KubeletOptions& options);
    void due(sim::Time at, api::Outbox& out);

    Text name_;
    Text nodeUid_;
    api::Versioned lease_;
    std::uint64_t token_ = 0;
    sim::Rng rng_;
    sim::Time dueAt_ = sim::Time::never(); // only a timer of this time counts
    sim::Time lastRenewal_;
    sim::Duration backoff_;
    std::uint32_t call_ = firstCall;
    Waiting waiting_ = Waiting::Nothing;
    Waiting resting_ = Waiting::Nothing; // what is asked again when it is due
    std::uint8_t repeats_ = 0;
    bool reading_ = false;      // it could not be read: that is tried first
    bool secondRound_ = false;  // of updates, after it was read anew
    std::uint8_t failures_ = 0; // updates of this round
};

} // namespace maqueta::node
