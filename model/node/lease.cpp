#include "node/lease.h"

#include "api/names.h"

#include <algorithm>
#include <utility>

namespace maqueta::node {
namespace {

const Text& leaseNamespace() {
    static const Text ns = Text::constant(api::names::nodeLeaseNamespace);
    return ns;
}

base::Ref<api::Request> leaseRequest(api::Verb verb, const Text& name) {
    static const Text agent = Text::constant("kubelet");
    const base::Ref<api::Request> request(new api::Request);
    request->verb = verb;
    request->kind = api::Kind::Lease;
    request->ns = leaseNamespace();
    request->name = name;
    request->userAgent = agent;
    return request;
}

} // namespace

bool NodeLease::ownsReply(const api::ToClient& message) {
    const auto* reply = std::get_if<api::ReplyMessage>(&message);
    return reply && reply->call >= firstCall;
}

void NodeLease::start(const KubeletOptions& options, Text name, std::uint64_t token, sim::Rng rng,
                      api::Outbox& out) {
    *this = NodeLease();
    name_ = std::move(name);
    token_ = token;
    rng_ = rng;
    ensure(options, out);
}

void NodeLease::setOwner(const Text& nodeUid, const KubeletOptions& options, api::Outbox& out) {
    nodeUid_ = nodeUid;
    if (!lease_ && waiting_ == Waiting::Nothing) ensure(options, out);
}

void NodeLease::onTimer(const KubeletOptions& options, api::Outbox& out) {
    if (out.now() < dueAt_) return; // planned before something changed
    if (waiting_ != Waiting::Nothing) return onFailure(false, options, out);
    // A Create starts with the look that it began with.
    if (const Waiting what = std::exchange(resting_, Waiting::Nothing); what != Waiting::Nothing)
        return what == Waiting::Update ? renew(options, out) : ensure(options, out);
    if (lease_ && !reading_)
        renew(options, out);
    else
        ensure(options, out);
}

void NodeLease::onReply(const api::ReplyMessage& reply, const KubeletOptions& options,
                        api::Outbox& out) {
    if (reply.call != call_ || waiting_ == Waiting::Nothing) return; // too late
    const api::Response& response = *reply.response;
    const Waiting what = waiting_;
    const sim::Duration wait = response.failure.retryAfter();
    if (wait > sim::Duration{} && repeat(wait, response.failure, out)) return;
    repeats_ = 0;
    if (!response.ok()) {
        if (what != Waiting::Get || response.code != 404)
            return onFailure(response.code == 409, options, out);
        waiting_ = Waiting::Nothing;
        // Without a node there is no owner to name: it is looked at again in the next period.
        if (nodeUid_.empty()) return;
        const auto request = leaseRequest(api::Verb::Create, name_);
        const base::Ref<api::Lease> body(new api::Lease);
        body->meta.name = name_;
        body->meta.ns = leaseNamespace();
        body->meta.owners.write().push_back({"v1", "Node", name_, nodeUid_, false, false});
        body->holderIdentity = name_;
        body->leaseDurationSeconds =
            static_cast<std::int32_t>(options.leaseDuration.wholeSeconds());
        body->renewTime = out.now();
        request->body = body;
        return send(request, Waiting::Create, options, out);
    }
    waiting_ = Waiting::Nothing;
    reading_ = false;
    backoff_ = {};
    lease_ = response.object;
    if (what == Waiting::Get) return renew(options, out);
    failures_ = 0;
    secondRound_ = false;
    lastRenewal_ = out.now();
}

void NodeLease::onConnectionLost(api::ConnectionEnd how, const KubeletOptions& options,
                                 api::Outbox& out) {
    if (waiting_ == Waiting::Nothing) return;
    const bool again = how == api::ConnectionEnd::Reset && waiting_ == Waiting::Get;
    if (again && repeat(api::retryAfterReset, api::resetByPeer(), out)) return;
    repeats_ = 0;
    onFailure(false, options, out);
}

// As every client of client-go does; ten times a second are all the time that one attempt has.
bool NodeLease::repeat(sim::Duration wait, const api::Failure& why, api::Outbox& out) {
    if (repeats_ >= api::Repeat::most) return false;
    ++repeats_;
    resting_ = std::exchange(waiting_, Waiting::Nothing);
    const std::string_view verb = text(resting_ == Waiting::Get      ? api::Verb::Get
                                       : resting_ == Waiting::Create ? api::Verb::Create
                                                                     : api::Verb::Update);
    out.repeats({verb, api::Kind::Lease, leaseNamespace(), name_, repeats_, wait, why});
    due(out.now() + wait, out);
    return true;
}

void NodeLease::renew(const KubeletOptions& options, api::Outbox& out) {
    const auto request = leaseRequest(api::Verb::Update, name_);
    const base::Ref<api::Lease> body = api::mutableCopy(lease_.as<api::Lease>());
    body->holderIdentity = name_;
    body->leaseDurationSeconds = static_cast<std::int32_t>(options.leaseDuration.wholeSeconds());
    body->renewTime = out.now();
    request->body = body;
    request->resourceVersion = lease_.resourceVersion;
    send(request, Waiting::Update, options, out);
}

void NodeLease::ensure(const KubeletOptions& options, api::Outbox& out) {
    send(leaseRequest(api::Verb::Get, name_), Waiting::Get, options, out);
}

// Updates are tried again at once, a few times; then the lease is read anew, with a back-off, and
// updated again; then the next period is waited for.
void NodeLease::onFailure(bool conflict, const KubeletOptions& options, api::Outbox& out) {
    const Waiting what = waiting_;
    waiting_ = Waiting::Nothing;
    repeats_ = 0;
    if (what != Waiting::Update) {
        reading_ = true;
        backoff_ = backoff_ == sim::Duration{} ? options.leaseFirstBackoff
                                               : std::min(backoff_ * 2, options.leaseLastBackoff);
        return due(out.now() + backoff_, out);
    }
    if (++failures_ < options.leaseUpdateRetries)
        return conflict ? ensure(options, out) : renew(options, out);
    failures_ = 0;
    secondRound_ = !secondRound_;
    if (secondRound_)
        ensure(options, out);
    else
        due(out.now() + period(options), out);
}

void NodeLease::send(api::RequestRef request, Waiting waiting, const KubeletOptions& options,
                     api::Outbox& out) {
    waiting_ = waiting;
    resting_ = Waiting::Nothing;
    call_ = call_ == UINT32_MAX ? firstCall : call_ + 1;
    due(out.now() + period(options), out);
    out.sendToApi(api::CallMessage{call_, std::move(request)});
}

sim::Duration NodeLease::period(const KubeletOptions& options) {
    const std::int64_t jitter = options.leaseRenewPeriod.ns / 100 * options.jitterPercent;
    return options.leaseRenewPeriod + sim::Duration{rng_.between(0, jitter)};
}

void NodeLease::due(sim::Time at, api::Outbox& out) {
    dueAt_ = at;
    out.setTimer(at, token_);
}

} // namespace maqueta::node
