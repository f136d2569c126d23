// How pods end, and how what became of them reaches the API (pkg/kubelet/kubelet.go
// SyncTerminatingPod, SyncTerminatedPod; pkg/kubelet/status/status_manager.go).
#include "node/kubelet.h"

#include "node/pod/status.h"
#include "node/tokens.h"

#include <algorithm>

namespace maqueta::node {
namespace {

base::Ref<api::Request> podRequest(api::Verb verb, const api::Pod& pod) {
    static const Text agent = Text::constant("kubelet");
    const base::Ref<api::Request> request(new api::Request);
    request->verb = verb;
    request->kind = api::Kind::Pod;
    request->ns = pod.meta.ns;
    request->name = pod.meta.name;
    request->userAgent = agent;
    return request;
}

const api::Container* named(const api::PodSpec& spec, const Text& name) {
    for (std::size_t i = 0; i < containerCount(spec); ++i)
        if (containerAt(spec, i).name == name) return &containerAt(spec, i);
    return nullptr;
}

} // namespace

void Kubelet::beginEnding(std::uint32_t number, PodState& p, Step& s) {
    p.stage = PodStage::Terminating;
    p.inPass = false;
    p.plan = 0;
    p.retryAt = sim::Time::never();
    if (p.pod) p.containers.resize(containerCount(*p.object().spec));
    const PodRecord* record = s.runtime.find(p.uid);
    if (record && record->anyRunning(s.now)) {
        s.out.record(PodStopping{{record->ns, record->name, record->uid}, s.now + graceOf(p)});
        for (const ContainerRecord& r : record->containers)
            if (p.pod && r.current.running(s.now))
                podEvent(p, named(*p.object().spec, r.name), "Normal", "Killing",
                         "Stopping container " + r.name, s);
    }
    stopContainers(p, s);
    if (p.settled) refreshStatus(number, p, s);
}

sim::Duration Kubelet::graceOf(const PodState& p) const {
    sim::Duration grace = options_->leastGrace;
    if (p.pod && !(p.settled && !p.object().meta.terminating())) {
        const api::Pod& pod = p.object();
        const auto wanted = pod.meta.deletionGraceSeconds ? pod.meta.deletionGraceSeconds
                                                          : pod.spec->terminationGracePeriodSeconds;
        grace = wanted ? sim::seconds(*wanted) : options_->defaultGrace;
    }
    return std::max(grace, options_->leastGrace);
}

// SIGTERM to all, SIGKILL after the grace; sidecars once the others have ended. Asked again with a
// shorter grace it only shortens.
void Kubelet::stopContainers(PodState& p, Step& s) {
    const sim::Duration grace = graceOf(p);
    const PodRecord* record = s.runtime.find(p.uid);
    sim::Time last = s.now;
    bool anything = record && record->sandboxReady;
    const auto stop = [&](bool sidecars) {
        const sim::Duration wait = last - s.now;
        std::vector<Text> running;
        for (const ContainerRecord& r : record->containers)
            if (r.current.running(s.now)) running.push_back(r.name);
        for (const Text& name : running) {
            const api::Container* c = p.pod ? named(*p.object().spec, name) : nullptr;
            const bool sidecar = c && isSidecar(*c);
            if (sidecar != sidecars) continue;
            const Image& image = options_->images.find(record->find(name)->image);
            s.runtime.stopContainer(p.uid, name, s.now, wait + image.stopTime, image.stopExitCode,
                                    grace);
            record = s.runtime.find(p.uid);
            last = std::max(last, record->find(name)->current.endsAt);
            anything = true;
        }
    };
    if (record) {
        stop(false);
        stop(true);
    }
    p.operation = PodOperation::Stop;
    p.operationEndsAt = anything ? last + options_->sandboxStop : s.now;
}

void Kubelet::ended(std::uint32_t number, PodState& p, Step& s) {
    if (const PodRecord* record = s.runtime.find(p.uid)) {
        const PodName name{record->ns, record->name, record->uid};
        s.runtime.stopSandbox(p.uid, s.now);
        if (p.gone)
            s.out.record(OrphanEnded{name});
        else
            s.out.record(PodStopped{name});
    }
    count(p, false);
    p.stage = PodStage::Terminated;
    p.seenAt = s.now;
    refreshStatus(number, p, s);
}

// The last reports about a pod that has ended: its status, then, where deletion was asked for, that
// nothing of it is left.
void Kubelet::report(std::uint32_t number, PodState& p, Step& s) {
    if (p.gone) return forgetPod(number, s);
    sendStatus(number, p, s);
    if (!p.sending && !p.dirty && !p.deleting && p.object().meta.terminating()) {
        const api::Pod& pod = p.object();
        const auto request = podRequest(api::Verb::Delete, pod);
        request->remove.graceSeconds = 0;
        request->remove.uid = pod.meta.uid;
        p.deleting = true;
        call(request, tokenOf(Cookie::Delete, number), s);
    }
    wake(number, p, sim::Time::never(), s);
}

// Makes the status anew and sends it when it is another one than was reported.
void Kubelet::refreshStatus(std::uint32_t number, PodState& p, Step& s) {
    if (!p.pod || p.gone) return;
    const bool ending = p.stage == PodStage::Terminating || p.stage == PodStage::Terminated;
    api::PodStatus status = makePodStatus(p, s.runtime.find(p.uid), hostIp_, s.now, ending);
    const bool ready = api::isTrue(status.conditions, "Ready");
    if (ready && !p.wasReady && !p.object().ready())
        s.out.record(PodReady{{p.object().meta.ns, p.object().meta.name, p.uid}});
    p.wasReady = ready;
    if (!p.reported) p.reported = p.pod.object;
    if (sameStatus(status, api::objectCast<api::Pod>(p.reported)->status)) return;
    const base::Ref<api::Pod> body = api::mutableCopy(p.object());
    body->status = std::move(status);
    p.reported = body;
    p.dirty = true;
    sendStatus(number, p, s);
}

// The time has come to send again what did not arrive, or what somebody else wrote over.
void Kubelet::reportAgain(std::uint32_t number, PodState& p, Step& s) {
    p.reportAt = sim::Time::never();
    if (!p.pod || p.gone) return;
    if (p.stage == PodStage::Syncing && !p.dirty && !p.sending) {
        p.reported = p.pod.object; // compare with what the API says now
        refreshStatus(number, p, s);
    }
    sendStatus(number, p, s);
}

void Kubelet::sendStatus(std::uint32_t number, PodState& p, Step& s) {
    if (!p.dirty || p.sending || p.gone || p.reportAt < sim::Time::never()) return;
    const auto request = podRequest(api::Verb::Update, p.object());
    request->sub = api::Subresource::Status;
    request->body = p.reported;
    p.dirty = false;
    p.sending = true;
    call(request, tokenOf(Cookie::PodStatus, number), s);
}

void Kubelet::onStatusReply(std::uint32_t number, const api::Response& response, Step& s) {
    PodState* p = find(number);
    if (!p) return;
    p->sending = false;
    if (!response.ok() && response.code != 404) {
        p->dirty = true;
        p->reportAt = tickFrom(s.now + sim::nanoseconds(1), options_->statusRetry);
    } else if (response.ok() && !p->dirty) {
        // From here on one object with the API's, when it is the same.
        const api::Pod* stored = api::objectCast<api::Pod>(response.object.object);
        if (stored && sameStatus(stored->status, api::objectCast<api::Pod>(p->reported)->status))
            p->reported = response.object.object;
    }
    sendStatus(number, *p, s);
    if (p->stage == PodStage::Terminated || p->reportAt < sim::Time::never()) advance(number, s);
}

void Kubelet::onDeleteReply(std::uint32_t number, const api::Response& response, Step& s) {
    PodState* p = find(number);
    if (!p || response.ok() || response.code == 404) return; // the watch tells when it is gone
    p->deleting = false;
    p->reportAt = tickFrom(s.now + sim::nanoseconds(1), options_->statusRetry);
    wake(number, *p, p->reportAt, s);
}

void Kubelet::forgetPod(std::uint32_t number, Step& s) {
    PodState& p = *find(number);
    count(p, false);
    s.runtime.removePod(p.uid);
    std::erase_if(pods_.write(), [&](const PodEntry& e) { return e.number == number; });
}

void Kubelet::podEvent(const PodState& p, const api::Container* container, std::string_view type,
                       std::string_view reason, std::string_view message, Step& s) {
    if (!options_->events || !p.pod) return;
    const api::Pod& pod = p.object();
    api::ObjectReference about;
    about.kind = api::eventWord("Pod");
    about.ns = pod.meta.ns;
    about.name = pod.meta.name;
    about.uid = pod.meta.uid;
    about.apiVersion = api::eventWord("v1");
    about.resourceVersion = std::to_string(p.pod.resourceVersion);
    if (container) {
        const auto& inits = pod.spec->initContainers;
        const bool init = std::any_of(inits.begin(), inits.end(),
                                      [&](const api::Container& c) { return &c == container; });
        about.fieldPath =
            (init ? "spec.initContainers{" : "spec.containers{") + container->name.str() + "}";
    }
    events_.record(about, type, reason, message, config_->name, tokenOf(Cookie::Event), client_,
                   s.out);
}

} // namespace maqueta::node
