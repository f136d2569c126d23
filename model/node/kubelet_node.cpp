// The kubelet's node: registration, status, and what it learns from the Node object
// (pkg/kubelet/kubelet_node_status.go).
#include "node/kubelet.h"

#include "node/tokens.h"

#include <algorithm>

namespace maqueta::node {
namespace {

base::Ref<api::Request> nodeRequest(api::Verb verb, const Text& name) {
    static const Text agent = Text::constant("kubelet");
    const base::Ref<api::Request> request(new api::Request);
    request->verb = verb;
    request->kind = api::Kind::Node;
    request->name = name;
    request->userAgent = agent;
    return request;
}

} // namespace

NodeFacts Kubelet::facts(const Step& s) const {
    return {s.runtime.networkReady(), memoryPressure_, s.runtime.boots(), s.now};
}

void Kubelet::registerNode(Step& s) {
    if (registered_) return;
    const auto request = nodeRequest(api::Verb::Create, config_->name);
    request->body = makeNode(*config_, *options_, s.runtime, facts(s));
    call(request, tokenOf(Cookie::Register), s);
}

void Kubelet::onRegisterReply(const api::Response& response, Step& s) {
    if (response.ok()) return nodeKnown(response.object, false, s);
    if (response.code == 409)
        return call(nodeRequest(api::Verb::Get, config_->name), tokenOf(Cookie::ReadNode), s);
    retryRegistration(s);
}

// A node of this name exists: this kubelet's from before, whose labels are brought up to date.
void Kubelet::onNodeRead(const api::Response& response, Step& s) {
    if (!response.ok()) return retryRegistration(s);
    nodeKnown(response.object, true, s);
}

void Kubelet::retryRegistration(Step& s) {
    registrationBackoff_ =
        registrationBackoff_ == sim::Duration{}
            ? options_->registrationFirstBackoff
            : std::min(registrationBackoff_ * 2, options_->registrationLastBackoff);
    s.out.setTimer(s.now + registrationBackoff_, tokenOf(Token::Register));
}

void Kubelet::nodeKnown(const api::Versioned& node, bool existed, Step& s) {
    registered_ = true;
    if (!node_ || node.resourceVersion > node_.resourceVersion) node_ = node;
    s.out.record(NodeRegistered{config_->name, existed});
    lease_.setOwner(node->meta.uid, *options_, s.out);
    if (existed) {
        const base::Ref<api::Node> labelled = api::mutableCopy(node.as<api::Node>());
        if (setDefaultLabels(*labelled, *config_)) {
            const auto request = nodeRequest(api::Verb::Update, config_->name);
            request->body = labelled;
            request->resourceVersion = node.resourceVersion;
            call(request, tokenOf(Cookie::Labels), s);
        }
        const Text boot = bootId(*config_, s.runtime.boots());
        const Text before = reportedBootId(node.as<api::Node>());
        if (!before.empty() && before != boot)
            nodeEvent("Warning", "Rebooted",
                      "Node " + config_->name + " has been rebooted, boot id: " + boot.str(), s);
    }
    if (existed) {
        lookAtStatus(s);
    } else {
        lastReport_ = s.now;
        conditionEvents(node.as<api::Node>(), node.as<api::Node>(), s);
        planStatusLook(s);
    }
    learnNetwork(s);
}

void Kubelet::onNode(const api::Versioned& now, Step& s) {
    if (!now) return; // deleted by somebody: only a restart registers it again
    if (!registered_ || now.resourceVersion <= node_.resourceVersion) return;
    node_ = now;
    learnNetwork(s);
    if (!statusSending_) planStatusLook(s);
}

// The network plug-in takes the node's pod CIDR as soon as the node has one.
void Kubelet::learnNetwork(Step& s) {
    const api::Node& node = node_.as<api::Node>();
    if (!node.podCidr.empty() && node.podCidr != s.runtime.podCidr()) {
        const bool first = !s.runtime.networkReady();
        if (s.runtime.setPodCidr(node.podCidr) && first && !statusSending_) lookAtStatus(s);
    }
    std::vector<std::uint32_t> waiting;
    for (const PodEntry& entry : *pods_)
        if (entry.state->stage == PodStage::Heard || entry.state->networkMissed)
            waiting.push_back(entry.number);
    for (const std::uint32_t number : waiting) {
        PodState* p = find(number);
        if (p && p->networkMissed && s.runtime.networkReady()) p->retryAt = s.now;
        advance(number, s);
    }
}

// Looks come every ten seconds, a little jittered; they are counted forward instead of made.
sim::Time Kubelet::lookFrom(sim::Time t) const {
    sim::Rng rng = looks_;
    sim::Time look = lastLook_;
    const sim::Duration period = options_->nodeStatusUpdatePeriod;
    while (look < t)
        look = look + period +
               sim::Duration{rng.between(0, period.ns / 100 * options_->jitterPercent)};
    return look;
}

// The next look that will find something to post: a difference at the next one, otherwise the
// report that is due even without one.
void Kubelet::planStatusLook(Step& s) {
    if (!registered_) return;
    const base::Ref<api::Node> wanted = api::mutableCopy(node_.as<api::Node>());
    setStatus(*wanted, *config_, *options_, s.runtime, facts(s));
    const bool differs = !sameNodeStatus(node_.as<api::Node>(), *wanted);
    const sim::Time due = lastReport_ + options_->nodeStatusReportPeriod;
    const sim::Time at = lookFrom(differs ? s.now + sim::nanoseconds(1)
                                          : std::max(s.now + sim::nanoseconds(1), due));
    if (at >= statusDueAt_ && s.now < statusDueAt_) return;
    statusDueAt_ = at;
    s.out.setTimer(at, tokenOf(Token::NodeStatus));
}

void Kubelet::lookAtStatus(Step& s) {
    statusDueAt_ = sim::Time::never();
    const sim::Duration period = options_->nodeStatusUpdatePeriod;
    while (lastLook_ < s.now)
        lastLook_ = lastLook_ + period +
                    sim::Duration{looks_.between(0, period.ns / 100 * options_->jitterPercent)};
    if (!registered_ || statusSending_) return;
    const api::Node& old = node_.as<api::Node>();
    const base::Ref<api::Node> wanted = api::mutableCopy(old);
    setStatus(*wanted, *config_, *options_, s.runtime, facts(s));
    const bool due = s.now >= lastReport_ + options_->nodeStatusReportPeriod;
    if (!due && announced_ && sameNodeStatus(old, *wanted)) return planStatusLook(s);
    conditionEvents(old, *wanted, s);
    postStatus(wanted, s);
}

void Kubelet::onNodeStatusReply(const api::Response& response, Step& s) {
    statusSending_ = false;
    if (response.ok()) {
        lastReport_ = s.now;
        if (response.object && response.object.resourceVersion > node_.resourceVersion)
            node_ = response.object;
        if (!wasReady_) {
            wasReady_ = node_.as<api::Node>().ready();
            if (!wasReady_ && s.runtime.networkReady()) return lookAtStatus(s);
        }
    }
    planStatusLook(s);
}

void Kubelet::postStatus(const base::Ref<api::Node>& body, Step& s) {
    statusSending_ = true;
    const auto request = nodeRequest(api::Verb::Update, config_->name);
    request->sub = api::Subresource::Status;
    request->body = body;
    call(request, tokenOf(Cookie::NodeStatus), s);
}

void Kubelet::nodeEvent(std::string_view type, std::string_view reason, std::string_view message,
                        Step& s) {
    if (!options_->events) return;
    api::ObjectReference about;
    about.kind = api::eventWord("Node");
    about.name = config_->name;
    about.uid = config_->name; // the kubelet names its node by name, not by uid
    about.apiVersion = api::eventWord("v1");
    events_.record(about, type, reason, message, config_->name, tokenOf(Cookie::Event), client_,
                   s.out);
}

api::NodeUsage Kubelet::usage(const Runtime& runtime, sim::Time now) const {
    return {config_->name, options_->systemCpuMilli + runtime.usedCpuMilli(now),
            options_->systemMemoryBytes + runtime.usedMemoryBytes(now), now};
}

void Kubelet::conditionEvents(const api::Node& before, const api::Node& now, Step& s) {
    struct Words {
        std::string_view type, yes, no;
    };
    static constexpr Words words[] = {
        {"MemoryPressure", "NodeHasInsufficientMemory", "NodeHasSufficientMemory"},
        {"DiskPressure", "NodeHasDiskPressure", "NodeHasNoDiskPressure"},
        {"PIDPressure", "NodeHasInsufficientPID", "NodeHasSufficientPID"},
        {"Ready", "NodeReady", "NodeNotReady"}};
    for (const Words& w : words) {
        const bool is = api::isTrue(now.conditions, w.type);
        const bool news = api::isTrue(before.conditions, w.type) != is;
        // At its start a kubelet tells what it finds, but NotReady only when it was Ready before.
        if (!news && (announced_ || w.type == "Ready")) continue;
        const std::string_view reason = is ? w.yes : w.no;
        nodeEvent("Normal", reason,
                  "Node " + config_->name + " status is now: " + std::string(reason), s);
    }
    announced_ = true;
}

} // namespace maqueta::node
