// The smallest cluster that the controllers can be watched in: one etcd member, one API server, the
// controller manager, and whoever else a test adds, in one event loop with short latencies.
//
// For tests only. Machines, kubelets and the network are not there: a test plays them through
// ask().
#pragma once

#include "api/kinds/event.h"
#include "api/names.h"
#include "api/server.h"
#include "controllers/controller_manager.h"
#include "store/member.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace maqueta::tests {

class EventLoop {
public:
    sim::Time now() const { return now_; }
    void at(sim::Time when, std::function<void()> what) {
        agenda_.emplace(std::pair(std::max(when, now_), next_++), std::move(what));
    }
    void after(sim::Duration delay, std::function<void()> what) {
        at(now_ + delay, std::move(what));
    }
    sim::Time nextAt() const {
        return agenda_.empty() ? sim::Time::never() : agenda_.begin()->first.first;
    }
    // Does what is due up to that time, and leaves the clock there.
    void runUntil(sim::Time end) {
        while (nextAt() <= end) step();
        now_ = std::max(now_, end);
    }
    void step() {
        auto node = agenda_.extract(agenda_.begin());
        now_ = node.key().first;
        node.mapped()();
    }

private:
    sim::Time now_;
    std::uint64_t next_ = 0;
    std::map<std::pair<sim::Time, std::uint64_t>, std::function<void()>> agenda_;
};

struct SmallClusterOptions {
    std::uint64_t seed = 1;
    controllers::Options controllers;
    sim::Duration latency = sim::microseconds(500); // one way, between any two parts
    sim::Duration syncTime = sim::milliseconds(4);
    bool binder = true; // binds pods to the ready node with the fewest, as a scheduler would
};

// A write as the API server noted it.
struct Written {
    sim::Time at;
    api::Versioned before;
    api::Versioned now;
    bool deleted = false;
    std::string by;
};

class SmallCluster {
public:
    using ProcessId = network::ProcessId;
    static constexpr ProcessId manager{1};
    static constexpr ProcessId person{2};
    static constexpr ProcessId firstOther{3};

    explicit SmallCluster(SmallClusterOptions options = {})
        : options_(std::move(options)), storeOut_(*this), serverOut_(*this), managerOut_(*this) {
        sim::Rng rng = sim::Rng::stream(options_.seed, "small cluster");
        store::MemberOptions member;
        member.id = 1;
        member.voters = {1};
        member_ = store::Member(member, {}, sim::Rng(rng.next()));
        server_ = api::ApiServer({}, sim::Rng(rng.next()));
        if (options_.controllers.identity.empty()) options_.controllers.identity = "test_1";
        manager_ = controllers::ControllerManager(options_.controllers, sim::Rng(rng.next()));
        receivers_[manager.value] = [this](const api::ToClient& m) {
            manager_.onMessage(m, managerOut_);
        };
        receivers_[person.value] = [this](const api::ToClient& m) { takeAnswer(m); };
        member_.start(storeOut_);
        server_.start(serverOut_);
        runUntil([this] { return server_.ready(); }, sim::seconds(20));
        for (const std::string_view ns : {std::string_view("default"), api::names::systemNamespace,
                                          api::names::nodeLeaseNamespace})
            makeNamespace(std::string(ns));
        manager_.start(managerOut_);
        runUntil([this] { return manager_.state().started; }, sim::seconds(20));
    }
    SmallCluster(const SmallCluster&) = delete;
    SmallCluster& operator=(const SmallCluster&) = delete;

    sim::Time now() const { return loop_.now(); }
    EventLoop& loop() { return loop_; }
    const controllers::ControllerManager& controllerManager() const { return manager_; }
    // Cuts or restores the controller manager's connection to the API server.
    void disconnectManager(bool gone) { managerGone_ = gone; }

    void runFor(sim::Duration time) { loop_.runUntil(now() + time); }
    template <class Pred>
    bool runUntil(Pred&& pred, sim::Duration most) {
        const sim::Time end = now() + most;
        while (!pred()) {
            if (loop_.nextAt() > end) {
                loop_.runUntil(end);
                return pred();
            }
            loop_.step();
        }
        return true;
    }

    // A part of the test's own: it talks through sendToApi and hears through `receiver`.
    void addPart(ProcessId id, std::function<void(const api::ToClient&)> receiver) {
        receivers_[id.value] = std::move(receiver);
    }
    void sendToApi(ProcessId from, api::ToServer message, sim::Duration after = {}) {
        loop_.after(options_.latency + after, [this, from, message = std::move(message)] {
            if (from == manager && managerGone_) return;
            server_.onClient(from, message, serverOut_);
        });
    }

    // Sends a request and runs until it is answered.
    api::ResponseRef ask(base::Ref<api::Request> request) {
        if (request->userAgent.empty()) request->userAgent = "test";
        const std::uint32_t call = nextCall_++;
        sendToApi(person, api::CallMessage{call, request});
        runUntil([&] { return answers_.contains(call); }, sim::seconds(60));
        const auto found = answers_.find(call);
        if (found == answers_.end()) {
            const base::Ref<api::Response> none(new api::Response);
            none->code = 0;
            return none;
        }
        return found->second;
    }
    api::ResponseRef create(api::ObjectRef object) { return write(api::Verb::Create, object, 0); }
    // At the version that stands there now.
    api::ResponseRef update(api::ObjectRef object, api::Subresource sub = api::Subresource::None) {
        const api::Versioned there = find(object->kind, object->meta.ns, object->meta.name);
        return write(api::Verb::Update, object, there.resourceVersion, sub);
    }
    api::ResponseRef createJson(api::Kind kind, const std::string& ns, base::Json body) {
        base::Ref<api::Request> request(new api::Request);
        request->verb = api::Verb::Create;
        request->kind = kind;
        request->ns = ns;
        request->json = base::shareJson(std::move(body));
        return ask(std::move(request));
    }
    api::ResponseRef patch(api::Kind kind, const std::string& ns, const std::string& name,
                           base::Json body, api::PatchType type = api::PatchType::StrategicMerge,
                           api::Subresource sub = api::Subresource::None) {
        base::Ref<api::Request> request(new api::Request);
        request->verb = api::Verb::Patch;
        request->kind = kind;
        request->ns = ns;
        request->name = name;
        request->patchType = type;
        request->sub = sub;
        request->json = base::shareJson(std::move(body));
        return ask(std::move(request));
    }
    api::ResponseRef remove(api::Kind kind, const std::string& ns, const std::string& name,
                            api::DeleteOptions options = {}) {
        base::Ref<api::Request> request(new api::Request);
        request->verb = api::Verb::Delete;
        request->kind = kind;
        request->ns = ns;
        request->name = name;
        request->remove = std::move(options);
        return ask(std::move(request));
    }
    void makeNamespace(const std::string& name) {
        const base::Ref<api::Namespace> ns(new api::Namespace);
        ns->meta.name = name;
        create(ns);
    }

    // What the store holds.
    api::Versioned find(api::Kind kind, std::string_view ns, std::string_view name) const {
        const store::KeyValue* kv = member_.root().table.find(api::keyOf(kind, ns, name));
        if (!kv) return {};
        return {api::ObjectRef(static_cast<const api::Object*>(kv->value.get())), kv->modRevision};
    }
    template <class T>
    const T* get(std::string_view ns, std::string_view name) const {
        return api::objectCast<T>(find(T::kindOf, ns, name).object.get());
    }
    std::vector<api::Versioned> list(api::Kind kind, std::string_view ns) const {
        std::vector<api::Versioned> found;
        api::forEach(member_.root().table, kind, ns,
                     [&](const api::Versioned& v) { found.push_back(v); });
        return found;
    }
    // Everything that was written since the beginning, in order.
    const std::vector<Written>& written() const { return written_; }
    // When something was last written in the namespace, or about a node.
    sim::Time lastWrite(const std::string& ns) const {
        const auto found = lastWrite_.find(ns);
        return found == lastWrite_.end() ? sim::Time{} : found->second;
    }
    const std::vector<controllers::Note>& notes() const { return notes_; }
    template <class T>
    std::vector<T> notesOf() const {
        std::vector<T> found;
        for (const controllers::Note& note : notes_)
            if (const T* n = std::get_if<T>(&note)) found.push_back(*n);
        return found;
    }
    // "reason: message" of the events about an object, in order.
    std::vector<std::string> eventsAbout(std::string_view kind, std::string_view name) const {
        std::vector<std::string> found;
        for (const Written& w : written_) {
            const auto* event = api::objectCast<api::Event>(w.now.object);
            if (event && !w.deleted && event->involvedObject.kind == kind &&
                event->involvedObject.name == name)
                found.push_back(event->reason + ": " + event->message);
        }
        return found;
    }

private:
    class StoreOutbox final : public store::Outbox {
    public:
        explicit StoreOutbox(SmallCluster& c) : c_(c) {}
        sim::Time now() const override { return c_.now(); }
        void sendPeer(store::PeerMessage) override {}
        void sendClient(ProcessId, store::ToClient message) override {
            c_.loop_.after(c_.options_.latency, [this, message = std::move(message)] {
                std::visit([&](const auto& m) { c_.server_.onStore(m, c_.serverOut_); }, message);
            });
        }
        void setTimer(sim::Time at, std::uint64_t token) override {
            c_.loop_.at(at, [this, token] { c_.member_.onTimer(token, *this); });
        }
        void sync(std::size_t, std::uint64_t token) override {
            c_.loop_.after(c_.options_.syncTime,
                           [this, token] { c_.member_.onSynced(token, *this); });
        }
        void record(store::Note) override {}
        store::ApplyMemo& memo() override { return memo_; }

    private:
        SmallCluster& c_;
        store::ApplyMemo memo_;
    };

    class ServerOutbox final : public api::ServerOutbox {
    public:
        explicit ServerOutbox(SmallCluster& c) : c_(c) {}
        sim::Time now() const override { return c_.now(); }
        void sendToClient(ProcessId client, api::ToClient message, sim::Duration after) override {
            c_.loop_.after(c_.options_.latency + after,
                           [this, client, message = std::move(message)] {
                               if (client == manager && c_.managerGone_) return;
                               const auto found = c_.receivers_.find(client.value);
                               if (found != c_.receivers_.end()) found->second(message);
                           });
        }
        void sendToStore(api::ToStore message) override {
            c_.loop_.after(c_.options_.latency, [this, message = std::move(message)] {
                std::visit(
                    [&](const auto& m) { c_.member_.onClient(ProcessId{0}, m, c_.storeOut_); },
                    message);
            });
        }
        // Its nodes are objects alone: there is no machine to ask.
        bool scrape(const api::Text&, api::MetricsScrape) override { return false; }
        void setTimer(sim::Time at, std::uint64_t token) override {
            c_.loop_.at(at, [this, token] { c_.server_.onTimer(token, *this); });
        }
        void record(api::Note note) override { c_.onNote(note); }

    private:
        SmallCluster& c_;
    };

    class ManagerOutbox final : public controllers::Outbox {
    public:
        explicit ManagerOutbox(SmallCluster& c) : c_(c) {}
        sim::Time now() const override { return c_.now(); }
        void sendToApi(api::ToServer message, sim::Duration after) override {
            c_.sendToApi(manager, std::move(message), after);
        }
        void setTimer(sim::Time at, std::uint64_t token) override {
            c_.loop_.at(at, [this, token] { c_.manager_.onTimer(token, *this); });
        }
        void record(controllers::Note note) override { c_.notes_.push_back(std::move(note)); }

    private:
        SmallCluster& c_;
    };

    api::ResponseRef write(api::Verb verb, api::ObjectRef object, std::int64_t version,
                           api::Subresource sub = api::Subresource::None) {
        base::Ref<api::Request> request(new api::Request);
        request->verb = verb;
        request->kind = object->kind;
        request->ns = object->meta.ns;
        request->name = object->meta.name;
        request->sub = sub;
        request->resourceVersion = version;
        request->body = std::move(object);
        return ask(std::move(request));
    }
    void takeAnswer(const api::ToClient& message) {
        if (const auto* reply = std::get_if<api::ReplyMessage>(&message))
            answers_[reply->call] = reply->response;
    }
    void onNote(const api::Note& note) {
        const auto* write = std::get_if<api::ObjectWritten>(&note);
        if (!write) return;
        written_.push_back(
            {now(), write->before, write->now, write->deleted, write->userAgent.str()});
        const api::Object& object = *write->now.object;
        // Renewals of Leases are not news.
        if (object.kind != api::Kind::Lease) {
            const bool quietly = object.kind == api::Kind::Event && object.meta.ns == "default";
            if (!quietly) lastWrite_[object.meta.ns.str()] = now();
        }
        if (options_.binder && (object.kind == api::Kind::Pod || object.kind == api::Kind::Node))
            loop_.after(sim::milliseconds(2), [this] { bindPending(); });
    }

    void bindPending() {
        for (const api::Versioned& v : list(api::Kind::Pod, {})) {
            const api::Pod& pod = v.as<api::Pod>();
            if (!pod.nodeName.empty() || pod.meta.terminating()) continue;
            const std::string key = v->key().str();
            if (bound_.contains(key + pod.meta.uid)) continue;
            const std::string node = bestNode();
            if (node.empty()) return;
            bound_[key + pod.meta.uid] = true;
            base::Ref<api::Request> request(new api::Request);
            request->verb = api::Verb::Create;
            request->kind = api::Kind::Pod;
            request->sub = api::Subresource::Binding;
            request->ns = pod.meta.ns;
            request->name = pod.meta.name;
            request->node = node;
            request->userAgent = "kube-scheduler";
            ++assigned_[node];
            sendToApi(person, api::CallMessage{nextCall_++, request});
        }
    }
    std::string bestNode() {
        std::string best;
        for (const api::Versioned& v : list(api::Kind::Node, {})) {
            const api::Node& node = v.as<api::Node>();
            if (node.unschedulable || !node.ready() || !node.taints->empty()) continue;
            const std::string name = node.meta.name.str();
            if (best.empty() || assigned_[name] < assigned_[best]) best = name;
        }
        return best;
    }

    SmallClusterOptions options_;
    EventLoop loop_;
    store::Member member_;
    api::ApiServer server_;
    controllers::ControllerManager manager_;
    StoreOutbox storeOut_;
    ServerOutbox serverOut_;
    ManagerOutbox managerOut_;
    std::map<std::uint32_t, std::function<void(const api::ToClient&)>> receivers_;
    std::map<std::uint32_t, api::ResponseRef> answers_;
    std::uint32_t nextCall_ = 1;
    bool managerGone_ = false;
    std::vector<Written> written_;
    std::map<std::string, sim::Time> lastWrite_; // "" = nodes and namespaces
    std::vector<controllers::Note> notes_;
    std::map<std::string, bool> bound_;
    std::map<std::string, int> assigned_;
};

} // namespace maqueta::tests
