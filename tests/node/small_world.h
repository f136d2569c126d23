// One machine with a kubelet, and an API server made of a map: what the kubelet's stories are told
// with. Messages take a millisecond each way; time goes from event to event.
#pragma once

#include "api/kinds/event.h"
#include "api/names.h"
#include "node/kubelet.h"

#include <QByteArray>
#include <QTest>

#include <functional>
#include <map>
#include <string>

namespace maqueta::tests {

using namespace std::string_literals;
using base::Text;

inline sim::Time at(double seconds) {
    return {static_cast<std::int64_t>(seconds * 1e9)};
}

class SmallWorld : public node::Outbox {
public:
    explicit SmallWorld(node::NodeConfig config = defaultConfig(),
                        node::KubeletOptions options = {}, std::uint64_t seed = 1)
        : kubelet(sim::Cow<node::NodeConfig>(std::move(config)),
                  sim::Cow<node::KubeletOptions>(std::move(options)), sim::Rng(seed)) {}

    static node::NodeConfig defaultConfig() {
        node::NodeConfig config;
        config.name = "worker-1";
        config.ip = network::ip(10, 0, 0, 11);
        config.zone = "a";
        return config;
    }

    // node::Outbox
    sim::Time now() const override { return now_; }
    void setTimer(sim::Time t, std::uint64_t token) override {
        ++timers;
        plan(t, [this, token, life = life_] {
            if (life == life_) kubelet.onTimer(token, runtime, *this);
        });
    }
    void sendToApi(api::ToServer message, sim::Duration after) override {
        ++calls;
        if (offline) return;
        plan(now_ + after + latency, [this, message, life = life_] { serve(message, life); });
    }
    void record(node::Note note) override { notes.emplace_back(now_, std::move(note)); }

    // The machine
    void powerOn() {
        runtime.powerOn();
        startKubelet();
    }
    void startKubelet() {
        ++life_;
        watches_.clear();
        kubelet.start(runtime, *this);
    }
    void crashKubelet() {
        ++life_;
        watches_.clear();
    }
    void cutPower() {
        crashKubelet();
        runtime.cutPower(now_);
    }
    void loseConnection() {
        watches_.clear();
        kubelet.onConnectionLost(api::ConnectionEnd::Silence, runtime, *this);
    }
    void crash(const std::string& pod, const std::string& container, int code = 1) {
        const Text uid = this->pod(pod)->meta.uid;
        QVERIFY(runtime.crash(uid, container, code, node::ExitReason::Error, now_));
        kubelet.onRuntimeChanged(uid, runtime, *this);
    }
    void setUsage(const std::string& pod, const std::string& container, std::int64_t memory) {
        const Text uid = this->pod(pod)->meta.uid;
        QVERIFY(runtime.setUsage(uid, container, 100, memory, now_));
        kubelet.onRuntimeChanged(uid, runtime, *this);
    }
    // A node with a pod CIDR, Ready.
    void boot() {
        powerOn();
        run(0.5);
        edit<api::Node>("", "worker-1", [](api::Node& n) { n.podCidr = "10.244.1.0/24"; });
        run(12);
        notes.clear();
    }
    void run(double seconds) {
        const sim::Time end{now_.ns + static_cast<std::int64_t>(seconds * 1e9)};
        while (!queue_.empty() && queue_.begin()->first.first <= end) {
            const auto next = queue_.extract(queue_.begin());
            now_ = next.key().first;
            next.mapped()();
        }
        now_ = end;
    }

    // The API
    api::Versioned get(api::Kind kind, const std::string& ns, const std::string& name) const {
        const auto found = objects_.find(api::keyOf(kind, ns, name).str());
        return found == objects_.end() ? api::Versioned{} : found->second;
    }
    const api::Node* node() const {
        return api::objectCast<api::Node>(get(api::Kind::Node, "", "worker-1").object);
    }
    const api::Pod* pod(const std::string& name) const {
        return api::objectCast<api::Pod>(get(api::Kind::Pod, "default", name).object);
    }
    template <class T>
    void edit(const std::string& ns, const std::string& name, std::function<void(T&)> change) {
        const api::Versioned old = get(T::kindOf, ns, name);
        QVERIFY(old);
        const base::Ref<T> copy = api::mutableCopy(old.as<T>());
        change(*copy);
        store(copy);
    }
    api::Versioned store(base::Ref<api::Object> object) {
        const std::string key = object->key().str();
        const api::Versioned before = objects_[key];
        if (object->meta.uid.empty()) object->meta.uid = "uid-" + std::to_string(++uids_);
        const api::Versioned now{object, ++revision_};
        objects_[key] = now;
        tell(before ? api::WatchEventType::Modified : api::WatchEventType::Added, now);
        return now;
    }
    void erase(api::Kind kind, const std::string& ns, const std::string& name) {
        const auto found = objects_.find(api::keyOf(kind, ns, name).str());
        QVERIFY(found != objects_.end());
        const api::Versioned last{found->second.object, ++revision_};
        objects_.erase(found);
        tell(api::WatchEventType::Deleted, last);
    }
    // A bound pod with one container.
    base::Ref<api::Pod> newPod(const std::string& name, const std::string& image = "nginx:1.27",
                               int cpuMilli = 500, std::int64_t memory = 64LL << 20) {
        const base::Ref<api::Pod> pod(new api::Pod);
        pod->meta.name = name;
        pod->meta.ns = "default";
        pod->meta.creationTime = now_;
        pod->nodeName = "worker-1";
        api::PodSpec& spec = pod->spec.write();
        spec.restartPolicy = "Always";
        spec.terminationGracePeriodSeconds = 30;
        spec.containers.push_back(container("web", image, cpuMilli, memory));
        return pod;
    }
    static api::Container container(const std::string& name, const std::string& image,
                                    int cpuMilli = 0, std::int64_t memory = 0) {
        api::Container c;
        c.name = name;
        c.image = image;
        c.imagePullPolicy = "IfNotPresent";
        if (cpuMilli > 0) c.requests.set("cpu", base::Quantity::fromMilli(cpuMilli));
        if (memory > 0) c.requests.set("memory", base::Quantity::fromBytes(memory));
        return c;
    }
    void deletePod(const std::string& name, int grace = 30) {
        edit<api::Pod>("default", name, [&](api::Pod& p) {
            p.meta.deletionGraceSeconds = grace;
            p.meta.deletionTime = now_ + sim::seconds(grace);
        });
    }

    // What was said
    template <class N>
    int count() const {
        int n = 0;
        for (const auto& [t, note] : notes) n += std::holds_alternative<N>(note);
        return n;
    }
    // The first of its kind; its time in `when`.
    template <class N>
    const N* first(sim::Time* when = nullptr) const {
        for (const auto& [t, note] : notes)
            if (const N* found = std::get_if<N>(&note)) {
                if (when) *when = t;
                return found;
            }
        return nullptr;
    }
    // "Normal Pulled: ..." of all events about an object, in order of their first writing.
    std::vector<std::string> events(const std::string& about) const {
        std::vector<std::pair<std::int64_t, std::string>> found;
        for (const auto& [key, value] : objects_)
            if (const auto* e = api::objectCast<api::Event>(value.object))
                if (e->involvedObject.name == about)
                    found.emplace_back(firstSeen_.at(key),
                                       e->type + " " + e->reason + ": " + e->message);
        std::sort(found.begin(), found.end());
        std::vector<std::string> texts;
        for (auto& [rv, text] : found) texts.push_back(std::move(text));
        return texts;
    }
    bool hasEvent(const std::string& about, const std::string& text) const {
        for (const std::string& e : events(about))
            if (e == text) return true;
        return false;
    }
    int eventCount(const std::string& about, std::string_view reason) const {
        int n = 0;
        for (const auto& [key, value] : objects_)
            if (const auto* e = api::objectCast<api::Event>(value.object))
                if (e->involvedObject.name == about && e->reason == reason) n += e->count;
        return n;
    }
    void noEvents() {
        std::erase_if(objects_,
                      [](const auto& o) { return o.second.object->kind == api::Kind::Event; });
    }

    node::Kubelet kubelet;
    node::Runtime runtime;
    std::vector<std::pair<sim::Time, node::Note>> notes;
    std::vector<std::pair<sim::Time, api::RequestRef>> requests; // that reached the API
    bool offline = false;                                        // messages to the API are lost
    int refuse = 0;                                              // answer writes with this code
    sim::Duration latency = sim::milliseconds(1);
    int timers = 0;
    int calls = 0;

private:
    struct Watch {
        std::uint32_t number = 0;
        std::uint32_t sent = 0;
        base::Ref<const api::WatchOptions> options;
    };
    struct Change {
        std::int64_t revision;
        api::WatchEvent event;
    };

    void plan(sim::Time t, std::function<void()> what) {
        queue_.emplace(std::pair{t, ++seq_}, std::move(what));
    }
    static bool selected(const api::WatchOptions& o, const api::Object& object) {
        return object.kind == o.kind && selected(o.fieldSelector, object);
    }
    static bool selected(const api::FieldSelector& fields, const api::Object& object) {
        for (const api::FieldRequirement& r : fields) {
            if (r.path == "metadata.name" && !(object.meta.name == r.value)) return false;
            if (r.path == "spec.nodeName" &&
                !(static_cast<const api::Pod&>(object).nodeName == r.value))
                return false;
        }
        return true;
    }
    void tell(api::WatchEventType type, const api::Versioned& object) {
        const std::string key = object->key().str();
        firstSeen_.emplace(key, object.resourceVersion);
        history_.push_back({object.resourceVersion, {type, Text(key), object}});
        for (Watch& w : watches_)
            if (selected(*w.options, *object.object)) send(w, {history_.back().event});
    }
    void send(Watch& w, std::vector<api::WatchEvent> events) {
        base::Ref<api::WatchBatch> batch(new api::WatchBatch);
        batch->resourceVersion = revision_;
        batch->events = std::move(events);
        deliver(api::WatchMessage{w.number, ++w.sent, std::move(batch)});
    }
    void deliver(api::ToClient message) {
        if (offline) return;
        plan(now_ + latency, [this, message, life = life_] {
            if (life == life_ && !offline) kubelet.onMessage(message, runtime, *this);
        });
    }
    void serve(const api::ToServer& message, int life) {
        if (offline || life != life_) return;
        if (const auto* start = std::get_if<api::WatchStart>(&message)) {
            watches_.push_back({start->watch, 0, start->options});
            std::vector<api::WatchEvent> missed;
            for (const Change& c : history_)
                if (c.revision > start->options->resourceVersion &&
                    selected(*start->options, *c.event.object.object))
                    missed.push_back(c.event);
            send(watches_.back(), std::move(missed));
        } else if (const auto* stop = std::get_if<api::WatchStop>(&message)) {
            std::erase_if(watches_, [&](const Watch& w) { return w.number == stop->watch; });
        } else {
            const auto& call = std::get<api::CallMessage>(message);
            requests.emplace_back(now_, call.request);
            deliver(api::ReplyMessage{call.call, answer(*call.request)});
        }
    }
    static base::Ref<api::Response> failure(int code, std::string_view reason) {
        const base::Ref<api::Response> r(new api::Response);
        r->code = code;
        r->failure = {code, reason, reason, {}};
        return r;
    }
    static base::Ref<api::Response> found(api::Versioned object) {
        const base::Ref<api::Response> r(new api::Response);
        r->object = std::move(object);
        return r;
    }
    base::Ref<api::Response> answer(const api::Request& q) {
        if (q.verb == api::Verb::List) {
            const base::Ref<api::Response> r(new api::Response);
            r->filtered = true;
            r->resourceVersion = revision_;
            for (const auto& [key, value] : objects_)
                if (value.object->kind == q.kind && selected(q.list.fieldSelector, *value.object))
                    r->items.push_back(value);
            return r;
        }
        const api::Versioned old = get(q.kind, q.ns.str(), q.name.str());
        if (q.verb == api::Verb::Get) return old ? found(old) : failure(404, "NotFound");
        if (refuse != 0) return failure(refuse, "ServiceUnavailable");
        if (q.verb == api::Verb::Create) {
            if (get(q.kind, q.body->meta.ns.str(), q.body->meta.name.str()))
                return failure(409, "AlreadyExists");
            const base::Ref<api::Object> object = q.body->copy();
            object->meta.creationTime = now_;
            return found(store(object));
        }
        if (!old) return failure(404, "NotFound");
        if (q.verb == api::Verb::Delete) {
            if (!q.remove.uid.empty() && !(q.remove.uid == old->meta.uid))
                return failure(409, "Conflict");
            erase(q.kind, q.ns.str(), q.name.str());
            return found(old);
        }
        if (q.resourceVersion != 0 && q.resourceVersion != old.resourceVersion)
            return failure(409, "Conflict");
        return found(store(updated(q, *old.object)));
    }
    static base::Ref<api::Object> updated(const api::Request& q, const api::Object& old) {
        if (q.sub != api::Subresource::Status) return q.body->copy();
        if (const auto* pod = api::objectCast<api::Pod>(q.body)) {
            const auto copy = api::mutableCopy(static_cast<const api::Pod&>(old));
            copy->status = pod->status;
            return copy;
        }
        const auto& from = static_cast<const api::Node&>(*q.body);
        const auto copy = api::mutableCopy(static_cast<const api::Node&>(old));
        copy->capacity = from.capacity;
        copy->allocatable = from.allocatable;
        copy->conditions = from.conditions;
        copy->addresses = from.addresses;
        copy->images = from.images;
        copy->statusRest = from.statusRest;
        return copy;
    }

    sim::Time now_;
    std::uint64_t seq_ = 0;
    std::map<std::pair<sim::Time, std::uint64_t>, std::function<void()>> queue_;
    int life_ = 0;
    std::int64_t revision_ = 0;
    int uids_ = 0;
    std::map<std::string, api::Versioned> objects_;
    std::map<std::string, std::int64_t> firstSeen_;
    std::vector<Change> history_;
    std::vector<Watch> watches_;
};

// Readable comparisons of the model's texts.
inline QByteArray text(std::string_view s) {
    return QByteArray(s.data(), static_cast<qsizetype>(s.size()));
}

} // namespace maqueta::tests
