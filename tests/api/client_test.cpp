// The client of the API: rate limit, deadlines, and informers that never lose a change.
#include "api/client.h"
#include "api/kinds/kept.h"

#include <QTest>

#include <map>

using namespace maqueta;
using namespace maqueta::api;

namespace {

ObjectRef configMap(const std::string& name, const std::string& value = "") {
    const base::Ref<Kept> object(new Kept(Kind::ConfigMap));
    object->meta.name = name;
    object->meta.ns = "default";
    object->meta.annotations.set("value", value);
    return object;
}

std::string valueOf(const Versioned& object) {
    if (!object) return "-";
    return object->meta.annotations.find("value")->str() + "@" +
           std::to_string(object.resourceVersion);
}

// Plays the server: remembers what was sent and when, keeps the time.
struct Fake final : Outbox, Sink {
    Client client;
    sim::Time clock;
    std::vector<std::pair<sim::Time, ToServer>> sent;
    std::multimap<sim::Time, std::uint64_t> timers;
    std::vector<std::string> heard;

    explicit Fake(ClientOptions options = {}) : client(options, sim::Rng(7)) {}
    sim::Time now() const override { return clock; }
    void sendToApi(ToServer message, sim::Duration) override {
        sent.emplace_back(clock, std::move(message));
    }
    void setTimer(sim::Time at, std::uint64_t token) override { timers.emplace(at, token); }
    void onReply(std::uint64_t cookie, const Response& response) override {
        heard.push_back("reply " + std::to_string(cookie) + " " +
                        (response.ok() ? "ok" : response.failure.reason.str()));
    }
    void onChange(Kind, const Versioned& before, const Versioned& now) override {
        const std::string name = (now ? now : before)->meta.name.str();
        heard.push_back(name + ": " + valueOf(before) + " -> " + valueOf(now));
    }
    void onSynced(Kind) override { heard.push_back("synced"); }

    void runTo(sim::Time until) {
        while (!timers.empty() && timers.begin()->first <= until) {
            const auto [at, token] = *timers.begin();
            timers.erase(timers.begin());
            clock = at;
            client.onTimer(token, *this, *this);
        }
        clock = until;
    }
    template <class M>
    const M& last() const {
        return std::get<M>(sent.back().second);
    }
    void reply(std::uint32_t call, base::Ref<Response> response) {
        client.onMessage(ReplyMessage{call, response}, *this, *this);
    }
    void fail(std::uint32_t call, int code) {
        const base::Ref<Response> response(new Response);
        response->code = code;
        reply(call, response);
    }
    // The picture that the server of the test has.
    store::Root root;
    void put(const ObjectRef& object, std::int64_t revision) {
        store::KeyValue kv;
        kv.value = object;
        kv.modRevision = revision;
        root.table.set(object->key(), kv);
        root.revision = revision;
    }
    void answerList() {
        const auto& call = last<CallMessage>();
        const base::Ref<Response> response(new Response);
        response->root = root;
        response->resourceVersion = root.revision;
        reply(call.call, response);
    }
    void event(std::uint32_t watch, std::uint32_t number, std::vector<WatchEvent> events) {
        const base::Ref<WatchBatch> batch(new WatchBatch);
        batch->events = std::move(events);
        batch->root = root;
        batch->resourceVersion = root.revision;
        client.onMessage(WatchMessage{watch, number, batch}, *this, *this);
    }
    void endWatch(std::uint32_t watch, std::uint32_t number, int code) {
        const base::Ref<WatchBatch> batch(new WatchBatch);
        batch->failure.code = code;
        client.onMessage(WatchMessage{watch, number, batch}, *this, *this);
    }
};

RequestRef get(const std::string& name) {
    const base::Ref<Request> request(new Request);
    request->kind = Kind::ConfigMap;
    request->name = name;
    return request;
}

sim::Time at(double seconds) {
    return {static_cast<std::int64_t>(seconds * 1e9)};
}

} // namespace

class ClientTest : public QObject {
    Q_OBJECT
private slots:
    void sendsABurstAndThenAtItsRate();
    void callsFailAtTheirDeadline();
    void aBrokenConnectionFailsWhatWasSent();
    void informerListsThenWatches();
    void informerTellsEachChangeOfABatch();
    void aGapRestartsTheWatchFromWhereItWas();
    void expiredListsAgainAndTellsTheDifference();
    void aFilteredInformerKeepsItsOwnTable();
    void listsBackOff();
    void bookmarksMoveTheVersionOnly();
};

void ClientTest::sendsABurstAndThenAtItsRate() {
    ClientOptions options;
    options.qps = 20;
    options.burst = 3;
    Fake f(options);
    for (int i = 0; i < 6; ++i) f.client.call(get("x" + std::to_string(i)), 0, f);
    QCOMPARE(f.sent.size(), std::size_t{3});
    f.runTo(at(1));
    QCOMPARE(f.sent.size(), std::size_t{6});
    for (std::size_t i = 3; i < 6; ++i) {
        QCOMPARE(f.sent[i].first, at(0.05 * static_cast<double>(i - 2)));
        const auto& call = std::get<CallMessage>(f.sent[i].second);
        QCOMPARE(call.request->name.str(), "x" + std::to_string(i));
    }
    // The bucket has filled meanwhile.
    f.runTo(at(10));
    for (int i = 0; i < 4; ++i) f.client.call(get("y"), 0, f);
    QCOMPARE(f.sent.size(), std::size_t{9});
}

void ClientTest::callsFailAtTheirDeadline() {
    Fake f;
    f.client.call(get("slow"), 1, f, sim::seconds(5));
    f.client.call(get("quick"), 2, f, sim::seconds(10));
    const std::uint32_t quick = f.last<CallMessage>().call;
    f.client.call(get("default"), 3, f);
    f.runTo(at(4.999));
    f.reply(quick, base::Ref<Response>(new Response));
    QCOMPARE(f.heard, (std::vector<std::string>{"reply 2 ok"}));
    f.runTo(at(5));
    QCOMPARE(f.heard.back(), std::string("reply 1 Timeout"));
    f.runTo(at(61));
    QCOMPARE(f.heard.back(), std::string("reply 3 Timeout"));
    QCOMPARE(f.client.callsInFlight(), std::size_t{0});
    QVERIFY(f.timers.empty());
}

void ClientTest::aBrokenConnectionFailsWhatWasSent() {
    Fake f;
    f.client.call(get("a"), 1, f);
    f.client.onConnectionLost(f, f);
    QCOMPARE(f.heard, (std::vector<std::string>{"reply 1 ConnectionLost"}));
    f.client.call(get("b"), 2, f);
    QCOMPARE(f.sent.size(), std::size_t{2});
}

void ClientTest::informerListsThenWatches() {
    Fake f;
    f.put(configMap("a", "1"), 5);
    f.put(configMap("b", "1"), 6);
    f.client.inform(Kind::ConfigMap, {}, f);
    QCOMPARE(f.last<CallMessage>().request->resourceVersion, std::int64_t{0});
    QVERIFY(!f.client.synced());
    f.answerList();
    QCOMPARE(f.heard, (std::vector<std::string>{"a: - -> 1@5", "b: - -> 1@6", "synced"}));
    QVERIFY(f.client.synced());
    QCOMPARE(f.last<WatchStart>().options->resourceVersion, std::int64_t{6});
    QCOMPARE(valueOf(f.client.informer(Kind::ConfigMap)->get("default", "b")), std::string("1@6"));
}

void ClientTest::informerTellsEachChangeOfABatch() {
    Fake f;
    const ObjectRef first = configMap("a", "1"), second = configMap("a", "2"),
                    third = configMap("b", "1");
    f.put(first, 5);
    f.client.inform(Kind::ConfigMap, {}, f);
    f.answerList();
    f.heard.clear();
    f.put(third, 8);
    f.root.table.erase(first->key());
    f.event(f.last<WatchStart>().watch, 1,
            {{WatchEventType::Modified, first->key(), {second, 6}},
             {WatchEventType::Deleted, first->key(), {second, 7}},
             {WatchEventType::Added, third->key(), {third, 8}}});
    QCOMPARE(f.heard, (std::vector<std::string>{"a: 1@5 -> 2@6", "a: 2@6 -> -", "b: - -> 1@8"}));
    QCOMPARE(f.client.informer(Kind::ConfigMap)->resourceVersion, std::int64_t{8});
}

void ClientTest::aGapRestartsTheWatchFromWhereItWas() {
    Fake f;
    f.put(configMap("a", "1"), 5);
    f.client.inform(Kind::ConfigMap, {}, f);
    f.answerList();
    const std::uint32_t watch = f.last<WatchStart>().watch;
    f.event(watch, 1, {});
    f.event(watch, 3, {}); // number 2 was lost
    QVERIFY(std::holds_alternative<WatchStop>(f.sent[f.sent.size() - 2].second));
    QCOMPARE(f.last<WatchStart>().options->resourceVersion, std::int64_t{5});
    QVERIFY(f.last<WatchStart>().watch != watch);
    // What still comes on the old one is not heard.
    const ObjectRef late = configMap("late");
    f.event(watch, 2, {{WatchEventType::Added, late->key(), {late, 9}}});
    QVERIFY(!f.client.informer(Kind::ConfigMap)->get("default", "late"));
}

void ClientTest::expiredListsAgainAndTellsTheDifference() {
    Fake f;
    f.put(configMap("a", "1"), 5);
    f.put(configMap("b", "1"), 6);
    f.put(configMap("c", "1"), 7);
    f.client.inform(Kind::ConfigMap, {}, f);
    f.answerList();
    f.heard.clear();
    f.endWatch(f.last<WatchStart>().watch, 1, 410);
    f.root.table.erase(configMap("b")->key());
    f.put(configMap("c", "2"), 20);
    f.put(configMap("d", "1"), 21);
    f.runTo(at(2));
    QCOMPARE(f.last<CallMessage>().request->resourceVersion, std::int64_t{7});
    f.answerList();
    QCOMPARE(f.heard, (std::vector<std::string>{"b: 1@6 -> -", "c: 1@7 -> 2@20", "d: - -> 1@21"}));
}

void ClientTest::aFilteredInformerKeepsItsOwnTable() {
    Fake f;
    f.client.inform(Kind::ConfigMap, {{"metadata.name", true, "a"}}, f);
    const ObjectRef a = configMap("a", "1"), changed = configMap("a", "2");
    const base::Ref<Response> response(new Response);
    response->filtered = true;
    response->items.push_back({a, 5});
    response->resourceVersion = 9;
    f.reply(f.last<CallMessage>().call, response);
    const std::uint32_t watch = f.last<WatchStart>().watch;
    QCOMPARE(f.last<WatchStart>().options->fieldSelector.size(), std::size_t{1});
    f.event(watch, 1, {{WatchEventType::Modified, a->key(), {changed, 10}}});
    QCOMPARE(valueOf(f.client.informer(Kind::ConfigMap)->get("default", "a")), std::string("2@10"));
    f.event(watch, 2, {{WatchEventType::Deleted, a->key(), {changed, 11}}});
    QCOMPARE(f.client.informer(Kind::ConfigMap)->table.size(), std::size_t{0});
    QCOMPARE(f.heard,
             (std::vector<std::string>{"a: - -> 1@5", "synced", "a: 1@5 -> 2@10", "a: 2@10 -> -"}));
}

void ClientTest::listsBackOff() {
    Fake f;
    f.client.inform(Kind::ConfigMap, {}, f);
    double before = 0;
    double least = 0.8;
    for (int i = 0; i < 8; ++i) {
        f.fail(f.last<CallMessage>().call, 503);
        const std::size_t sent = f.sent.size();
        while (f.sent.size() == sent) {
            QVERIFY(!f.timers.empty());
            f.runTo(f.timers.begin()->first);
        }
        const double waited = f.clock.seconds() - before;
        QVERIFY2(waited >= least && waited <= 2 * least, qPrintable(QString::number(waited)));
        before = f.clock.seconds();
        least = std::min(least * 2, 30.0);
    }
    // A success resets it.
    f.answerList();
    f.endWatch(f.last<WatchStart>().watch, 1, 500);
    f.runTo(at(before + 1.7));
    QVERIFY(std::holds_alternative<CallMessage>(f.sent.back().second));
}

void ClientTest::bookmarksMoveTheVersionOnly() {
    Fake f;
    f.put(configMap("a", "1"), 5);
    f.client.inform(Kind::ConfigMap, {}, f);
    f.answerList();
    f.heard.clear();
    f.root.revision = 50;
    f.event(f.last<WatchStart>().watch, 1, {});
    QVERIFY(f.heard.empty());
    f.client.onConnectionLost(f, f);
    QCOMPARE(f.last<WatchStart>().options->resourceVersion, std::int64_t{50});
}

QTEST_APPLESS_MAIN(ClientTest)
#include "client_test.moc"
