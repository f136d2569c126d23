#include "node/kubelet.h"

#include "node/pod/status.h"
#include "node/tokens.h"

#include <algorithm>

namespace maqueta::node {
namespace {

const Text& kubeletAgent() {
    static const Text agent = Text::constant("kubelet");
    return agent;
}

api::FieldSelector fieldEquals(std::string_view path, const Text& value) {
    return {{path, true, value}};
}

} // namespace

struct Kubelet::Hearing final : api::Sink {
    Hearing(Kubelet& k, Step& step) : kubelet(k), s(step) {}

    void onReply(std::uint64_t cookie, const api::Response& response) override {
        kubelet.onReply(cookie, response, s);
    }
    void onChange(api::Kind kind, const api::Versioned& before,
                  const api::Versioned& now) override {
        if (kind == api::Kind::Pod)
            kubelet.onPod(before, now, s);
        else
            kubelet.onNode(now, s);
    }
    void onSynced(api::Kind kind) override {
        if (kind == api::Kind::Pod) kubelet.onPodsSynced(s);
    }

    Kubelet& kubelet;
    Step& s;
};

Kubelet::Kubelet(sim::Cow<NodeConfig> config, sim::Cow<KubeletOptions> options, sim::Rng rng)
    : config_(std::move(config)), options_(std::move(options)), rng_(rng) {}

void Kubelet::start(Runtime& runtime, Outbox& out) {
    *this = Kubelet(std::move(config_), std::move(options_), sim::Rng(rng_.next()));
    Step s{runtime, out, out.now()};
    startedAt_ = s.now;
    hostIp_ = config_->ip.text();
    lastLook_ = s.now;
    looks_ = sim::Rng(rng_.next());
    client_ = api::Client(
        {kubeletAgent(), options_->requestsPerSecond, options_->requestBurst, sim::seconds(60)},
        sim::Rng(rng_.next()));
    nodeEvent("Normal", "Starting", "Starting kubelet.", s);
    lease_.start(*options_, config_->name, tokenOf(Token::Lease), sim::Rng(rng_.next()), out);
    client_.inform(api::Kind::Node, fieldEquals("metadata.name", config_->name), out);
    client_.inform(api::Kind::Pod, fieldEquals("spec.nodeName", config_->name), out);
    registerNode(s);
}

void Kubelet::onMessage(const api::ToClient& message, Runtime& runtime, Outbox& out) {
    if (NodeLease::ownsReply(message))
        return lease_.onReply(std::get<api::ReplyMessage>(message), *options_, out);
    Step s{runtime, out, out.now()};
    Hearing hearing(*this, s);
    client_.onMessage(message, out, hearing);
}

void Kubelet::onConnectionLost(api::ConnectionEnd how, Runtime& runtime, Outbox& out) {
    lease_.onConnectionLost(how, *options_, out);
    Step s{runtime, out, out.now()};
    Hearing hearing(*this, s);
    client_.onConnectionLost(how, out, hearing);
}

void Kubelet::onTimer(std::uint64_t token, Runtime& runtime, Outbox& out) {
    if (token == tokenOf(Token::Lease)) return lease_.onTimer(*options_, out);
    Step s{runtime, out, out.now()};
    if (api::Client::ownsToken(token)) {
        Hearing hearing(*this, s);
        return client_.onTimer(token, out, hearing);
    }
    switch (purposeOf<Token>(token)) {
    case Token::Lease: break;
    case Token::Register: registerNode(s); break;
    case Token::NodeStatus:
        if (s.now >= statusDueAt_) lookAtStatus(s);
        break;
    case Token::Pod:
        if (PodState* p = find(numberOf(token)); p && s.now >= p->wakeAt) {
            p->wakeAt = sim::Time::never();
            advance(numberOf(token), s);
        }
        break;
    case Token::Pull: onPullTimer(s); break;
    case Token::Housekeeping: housekeep(s); break;
    case Token::Eviction:
        if (s.now >= evictionAt_) onEvictionTimer(s);
        break;
    }
}

void Kubelet::onRuntimeChanged(std::string_view podUid, Runtime& runtime, Outbox& out) {
    Step s{runtime, out, out.now()};
    if (PodEntry* entry = findByUid(podUid)) advance(entry->number, s);
    checkMemory(s);
}

void Kubelet::onReply(std::uint64_t cookie, const api::Response& response, Step& s) {
    const std::uint32_t number = numberOf(cookie);
    switch (purposeOf<Cookie>(cookie)) {
    case Cookie::Register: return onRegisterReply(response, s);
    case Cookie::ReadNode: return onNodeRead(response, s);
    case Cookie::NodeStatus: return onNodeStatusReply(response, s);
    case Cookie::PodStatus: return onStatusReply(number, response, s);
    case Cookie::Delete: return onDeleteReply(number, response, s);
    case Cookie::Labels:
    case Cookie::Event: return;
    }
}

// A pod of the informer appeared, changed or went.
void Kubelet::onPod(const api::Versioned& before, const api::Versioned& now, Step& s) {
    if (before && (!now || now->meta.uid != before->meta.uid))
        if (PodEntry* entry = findByUid(before->meta.uid)) {
            entry->state.write().gone = true;
            advance(entry->number, s);
        }
    if (!now) return;
    PodEntry* entry = findByUid(now->meta.uid);
    const bool heard = !entry;
    if (heard) entry = &addPod(now->meta.uid, s);
    PodState& p = entry->state.write();
    const bool ending = !heard && !p.object().meta.terminating() && now->meta.terminating();
    const bool sooner = !heard && p.stage == PodStage::Terminating &&
                        p.object().meta.deletionGraceSeconds != now->meta.deletionGraceSeconds;
    const bool spec = !heard && !p.object().spec.shares(now.as<api::Pod>().spec);
    p.pod = now;
    if (heard) {
        s.out.record(PodSeen{{now->meta.ns, now->meta.name, now->meta.uid}});
        if (podsSynced_) advance(entry->number, s);
        return;
    }
    if (p.reported && !p.sending && !p.dirty) {
        if (sameStatus(now.as<api::Pod>().status, api::objectCast<api::Pod>(p.reported)->status))
            p.reported = now.object; // one object instead of two
        else
            p.reportAt = tickFrom(s.now, options_->statusRetry);
    }
    if (sooner) stopContainers(p, s);
    if (spec && p.stage == PodStage::Syncing) p.retryAt = s.now;
    if (ending || sooner || spec || p.reportAt < sim::Time::never() ||
        (p.stage == PodStage::Terminated && now->meta.terminating()))
        advance(entry->number, s);
}

// The first list is complete: pods are admitted in the order in which they were created, and
// containers without a pod are found by the next housekeeping.
void Kubelet::onPodsSynced(Step& s) {
    if (podsSynced_) return;
    podsSynced_ = true;
    std::vector<std::pair<sim::Time, std::uint32_t>> order;
    for (const PodEntry& entry : *pods_)
        if (entry.state->pod)
            order.emplace_back(entry.state->object().meta.creationTime, entry.number);
    std::sort(order.begin(), order.end());
    for (const auto& [created, number] : order) advance(number, s);
    if (!s.runtime.pods().empty())
        s.out.setTimer(tickFrom(s.now, options_->housekeepingPeriod), tokenOf(Token::Housekeeping));
}

void Kubelet::housekeep(Step& s) {
    std::vector<Text> orphans;
    for (const sim::Cow<PodRecord>& record : s.runtime.pods())
        if (!findByUid(record->uid)) orphans.push_back(record->uid);
    for (const Text& uid : orphans) {
        const PodRecord* record = s.runtime.find(uid);
        if (!record->sandboxReady && !record->anyRunning(s.now)) {
            s.runtime.removePod(uid);
            continue;
        }
        PodEntry& entry = addPod(uid, s);
        entry.state.write().gone = true;
        advance(entry.number, s);
    }
}

PodState* Kubelet::find(std::uint32_t number) {
    const auto before = [](const PodEntry& e, std::uint32_t n) { return e.number < n; };
    const auto at = std::lower_bound(pods_->begin(), pods_->end(), number, before);
    if (at == pods_->end() || at->number != number) return nullptr;
    const auto index = static_cast<std::size_t>(at - pods_->begin()); // write() may move them all
    return &pods_.write()[index].state.write();
}

PodEntry* Kubelet::findByUid(std::string_view uid) {
    for (std::size_t i = 0; i < pods_->size(); ++i)
        if ((*pods_)[i].uid == uid) return &pods_.write()[i];
    return nullptr;
}

PodEntry& Kubelet::addPod(const Text& uid, Step& s) {
    auto& pods = pods_.write();
    pods.push_back({nextPod_++, uid, sim::Cow<PodState>(PodState{})});
    PodState& p = pods.back().state.write();
    p.uid = uid;
    p.heardAt = s.now;
    return pods.back();
}

void Kubelet::call(api::RequestRef request, std::uint64_t cookie, Step& s) {
    client_.call(std::move(request), cookie, s.out);
}

sim::Time Kubelet::tickFrom(sim::Time t, sim::Duration period) const {
    const std::int64_t passed = (t - startedAt_).ns + period.ns - 1;
    return startedAt_ + period * (passed / period.ns);
}

sim::Time Kubelet::relistFrom(sim::Time t) const {
    return t <= startedAt_ ? startedAt_ : tickFrom(t, options_->relistPeriod);
}

sim::Time Kubelet::lastRelist(sim::Time t) const {
    const sim::Duration period = options_->relistPeriod;
    return startedAt_ + period * ((t - startedAt_).ns / period.ns);
}

sim::Duration Kubelet::jittered(sim::Duration d, int percent) {
    return d + sim::Duration{rng_.between(0, d.ns / 100 * percent)};
}

std::vector<PodPicture> Kubelet::picture(const Runtime& runtime, sim::Time now) const {
    std::vector<PodPicture> pictures;
    pictures.reserve(pods_->size());
    for (const PodEntry& entry : *pods_) {
        const PodState& p = *entry.state;
        const PodRecord* record = runtime.find(entry.uid);
        PodPicture picture;
        picture.stage = p.stage;
        picture.orphan = p.gone;
        if (record) picture.ip = record->ip;
        if (!p.pod) {
            if (record) picture.pod = {record->ns, record->name, record->uid};
            pictures.push_back(std::move(picture));
            continue;
        }
        const api::PodSpec& spec = *p.object().spec;
        picture.pod = {p.object().meta.ns, p.object().meta.name, entry.uid};
        const PullJob* pull = puller_.running();
        for (std::size_t i = 0; i < containerCount(spec); ++i) {
            const api::Container& c = containerAt(spec, i);
            const ContainerRecord* r = record ? record->find(c.name) : nullptr;
            const ContainerWork* work = i < p.containers.size() ? &p.containers[i] : nullptr;
            ContainerPicture shown;
            shown.name = c.name;
            shown.image = c.image;
            shown.init = isInit(spec, i);
            if (r) {
                shown.running = r->current.running(now);
                shown.restarts = r->attempt;
                shown.exitCode = shown.running ? 0 : r->current.exitCode;
                shown.since = shown.running ? r->current.startedAt : r->current.endsAt;
                shown.cpuMilli = shown.running ? r->cpuMilli : 0;
                shown.memoryBytes = shown.running ? r->memoryBytes : 0;
                shown.ready =
                    shown.running && work && work->runId == r->current.id && work->readyAt <= now;
            }
            if (work && !shown.running) shown.waitingReason = work->trouble->reason;
            if (pull && pull->pod == entry.number && pull->container == i) {
                const std::int64_t whole = (pull->endsAt - pull->startedAt).ns;
                const std::int64_t percent =
                    (now - pull->startedAt).ns / std::max<std::int64_t>(whole / 100, 1);
                shown.pullPercent = static_cast<int>(std::min<std::int64_t>(percent, 100));
            }
            picture.containers.push_back(std::move(shown));
        }
        pictures.push_back(std::move(picture));
    }
    return pictures;
}

} // namespace maqueta::node
