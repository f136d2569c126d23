#include "api/leader_election.h"

#include "api/kinds/lease.h"
#include "api/names.h"

#include <algorithm>

namespace maqueta::api {
namespace {

constexpr std::uint64_t deadlineTimer = std::uint64_t{1} << 48; // of a poll; others start a try

// leaderelection.go, JitterFactor: an acquisition is tried again after 1 to 2.2 retry periods.
constexpr std::int64_t jitterTenths = 12;

// A record says to the microsecond when it was renewed (metav1.MicroTime).
sim::Time microTime(sim::Time t) {
    return {t.ns / 1000 * 1000};
}

bool sameRecord(const Object* a, const Object* b) {
    const Lease* x = objectCast<Lease>(a);
    const Lease* y = objectCast<Lease>(b);
    if (!x || !y) return x == y;
    return x->holderIdentity == y->holderIdentity && x->renewTime == y->renewTime &&
           x->acquireTime == y->acquireTime && x->leaseTransitions == y->leaseTransitions &&
           x->leaseDurationSeconds == y->leaseDurationSeconds;
}

} // namespace

LeaderElection::LeaderElection(LeaderElectionOptions options, sim::Rng rng)
    : options_(std::move(options)), rng_(rng) {}

void LeaderElection::start(Client& client, Outbox& out) {
    tryAcquireOrRenew(client, out);
}

void LeaderElection::tryAt(sim::Time at, Outbox& out) {
    out.setTimer(at, mark | ++round_);
}

LeaderElection::Change LeaderElection::onTimer(std::uint64_t token, Client& client, Outbox& out) {
    const std::uint32_t number = static_cast<std::uint32_t>(token);
    if (token & deadlineTimer) return leading_ && number == poll_ ? lose(out) : Change::None;
    if (number != round_) return Change::None;
    // A leader's try after a success begins a new poll with a deadline of its own.
    if (leading_ && ticks_ == 0)
        startPoll(client, out);
    else
        tryAcquireOrRenew(client, out);
    return Change::None;
}

void LeaderElection::startPoll(Client& client, Outbox& out) {
    pollStart_ = out.now();
    ticks_ = 1;
    out.setTimer(pollStart_ + options_.renewDeadline, mark | deadlineTimer | ++poll_);
    tryAcquireOrRenew(client, out);
}

bool LeaderElection::leaseValid() const {
    return observedAt_ + options_.leaseDuration > triedAt_;
}

void LeaderElection::tryAcquireOrRenew(Client& client, Outbox& out) {
    triedAt_ = out.now();
    const bool holder = record_ && observedHolder_ == options_.identity;
    send(holder && lease_ && leaseValid() ? Step::FastUpdate : Step::Get, client, out);
}

void LeaderElection::send(Step step, Client& client, Outbox& out) {
    step_ = step;
    const base::Ref<Request> request(new Request);
    request->kind = Kind::Lease;
    request->ns = names::systemNamespace;
    request->name = options_.leaseName;
    request->userAgent = "leader-election";
    if (step == Step::Get) {
        request->verb = Verb::Get;
        request->resourceVersion = -1;
    } else {
        const base::Ref<Lease> lease =
            lease_ ? mutableCopy(lease_.as<Lease>()) : base::Ref<Lease>(new Lease);
        lease->meta.name = options_.leaseName;
        lease->meta.ns = names::systemNamespace;
        lease->holderIdentity = options_.identity;
        lease->leaseDurationSeconds =
            static_cast<std::int32_t>(options_.leaseDuration.wholeSeconds());
        lease->renewTime = microTime(triedAt_);
        if (observedHolder_ != options_.identity) {
            lease->acquireTime = microTime(triedAt_);
            if (lease_) ++lease->leaseTransitions;
        }
        request->verb = step == Step::Create ? Verb::Create : Verb::Update;
        request->resourceVersion = step == Step::Create ? 0 : lease_.resourceVersion;
        request->body = lease;
    }
    // resourcelock.NewFromKubeconfig: half the renew deadline, at least a second.
    const sim::Duration timeout = std::max(options_.renewDeadline / 2, sim::seconds(1));
    client.call(request, mark | ++call_, out, timeout);
}

LeaderElection::Change LeaderElection::onReply(std::uint64_t cookie, const Response& response,
                                               Client& client, Outbox& out) {
    if (static_cast<std::uint32_t>(cookie) != call_ || step_ == Step::None) return Change::None;
    const Step step = std::exchange(step_, Step::None);
    if (step == Step::Get) {
        if (response.ok()) return takeGet(response.object, client, out);
        if (response.code != 404) return finishTry(false, out);
        lease_ = {};
        observedHolder_ = {};
        send(Step::Create, client, out);
        return Change::None;
    }
    if (response.ok()) {
        lease_ = response.object;
        observe(response.object, out.now());
        lastRenewal_ = triedAt_;
        return finishTry(true, out);
    }
    if (step != Step::FastUpdate) return finishTry(false, out);
    send(Step::Get, client, out);
    return Change::None;
}

LeaderElection::Change LeaderElection::takeGet(const Versioned& lease, Client& client,
                                               Outbox& out) {
    lease_ = lease;
    if (!sameRecord(lastRead_.get(), lease.object.get())) {
        lastRead_ = lease.object;
        observe(lease, out.now());
    }
    const Text& holder = lease.as<Lease>().holderIdentity;
    if (!holder.empty() && leaseValid() && observedHolder_ != options_.identity)
        return finishTry(false, out);
    send(Step::SlowUpdate, client, out);
    return Change::None;
}

void LeaderElection::observe(Versioned lease, sim::Time now) {
    record_ = lease.object;
    observedHolder_ = lease.as<Lease>().holderIdentity;
    observedAt_ = now;
}

LeaderElection::Change LeaderElection::seen() {
    if (reportedHolder_ == observedHolder_) return Change::None;
    reportedHolder_ = observedHolder_;
    return Change::HolderSeen;
}

// Sets the time of the next try, after this one succeeded or failed.
LeaderElection::Change LeaderElection::finishTry(bool succeeded, Outbox& out) {
    const sim::Time now = out.now();
    if (succeeded) {
        ticks_ = 0;
        ++poll_;
        if (leading_) {
            tryAt(now + options_.retryPeriod, out);
            return seen();
        }
        // The first renewal follows the acquisition at once.
        leading_ = true;
        reportedHolder_ = observedHolder_;
        tryAt(now, out);
        return Change::Acquired;
    }
    if (leading_) {
        // A ticker that holds one tick: one that passed during the try counts at once.
        const std::int64_t passed = (now - pollStart_).ns / options_.retryPeriod.ns;
        const bool due = passed >= static_cast<std::int64_t>(ticks_);
        ticks_ = static_cast<std::uint32_t>(passed) + (due ? 1 : 2);
        tryAt(due ? now : pollStart_ + options_.retryPeriod * (passed + 1), out);
        return seen();
    }
    const std::int64_t most = options_.retryPeriod.ns / 10 * jitterTenths;
    const auto jitter = static_cast<std::int64_t>(rng_.below(static_cast<std::uint64_t>(most)));
    tryAt(now + options_.retryPeriod + sim::nanoseconds(jitter), out);
    return seen();
}

// A real part ends its process here; one that lives on stands by again.
LeaderElection::Change LeaderElection::lose(Outbox& out) {
    leading_ = false;
    step_ = Step::None;
    ticks_ = 0;
    ++poll_;
    finishTry(false, out);
    return Change::Lost;
}

} // namespace maqueta::api
