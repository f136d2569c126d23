// The client of the API: rate limit, deadlines, and informers that never lose a change.
#include "api/client.h"
#include "api/kinds/kept.h"

#include <QTest>

#include <functional>
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
    std::vector<std::string> repeated;
    std::string told;              // by the last answer
    std::function<void()> thenAsk; // whenever an answer was heard

    explicit Fake(ClientOptions options = {}) : client(options, sim::Rng(7)) {}
    sim::Time now() const override { return clock; }
    void sendToApi(ToServer message, sim::Duration) override {
        sent.emplace_back(clock, std::move(message));
    }
    void setTimer(sim::Time at, std::uint64_t token) override { timers.emplace(at, token); }
    void repeats(const Repeat& r) override {
        repeated.push_back(std::string(r.verb) + " " + r.name.str() + ", " +
                           std::to_string(r.number) + " in " +
                           std::to_string(r.wait.wholeSeconds()) + " s");
    }
    void onReply(std::uint64_t cookie, const Response& response) override {
        told = response.failure.message.str();
        heard.push_back("reply " + std::to_string(cookie) + " " +
                        (response.ok() ? "ok" : response.failure.reason.str()));
        if (thenAsk) std::exchange(thenAsk, nullptr)();
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
    // Refuses, and says when to come again.
    void refuse(std::uint32_t call, int code, int seconds) {
        const base::Ref<Response> response(new Response);
        response->code = code;
        response->failure = {code, "Busy", "busy", details(seconds)};
        reply(call, response);
    }
    static base::JsonRef details(int seconds) {
        return base::shareJson({{"retryAfterSeconds", seconds}});
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
    void endWatch(std::uint32_t watch, std::uint32_t number, int code, int seconds = 0) {
        const base::Ref<WatchBatch> batch(new WatchBatch);
        batch->failure = {code, {}, {}, details(seconds)};
        client.onMessage(WatchMessage{watch, number, batch}, *this, *this);
    }
};

RequestRef get(const std::string& name) {
    const base::Ref<Request> request(new Request);
    request->kind = Kind::ConfigMap;
    request->name = name;
    return request;
}

RequestRef change(const std::string& name) {
    const base::Ref<Request> request(new Request);
    request->verb = Verb::Update;
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
    void aRefusalThatNamesATimeIsHeeded();
    void tenTimesAtMost();
    void onlyA429AndA5xxAreHeeded();
    void allAttemptsShareOneDeadline();
    void whatIsTooLateIsNotSentAgain();
    void aReadWhoseConnectionWasResetIsRepeated();
    void repetitionsCountForTheRateLimit();
    void aWatchThatNeverStoodIsAskedForAgain();
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
    f.client.onConnectionLost(ConnectionEnd::Silence, f, f);
    QCOMPARE(f.heard, (std::vector<std::string>{"reply 1 ConnectionLost"}));
    f.client.call(get("b"), 2, f);
    QCOMPARE(f.sent.size(), std::size_t{2});
}

void ClientTest::aRefusalThatNamesATimeIsHeeded() {
    Fake f;
    f.client.call(change("a"), 1, f); // writes too: the server has not begun
    f.refuse(f.last<CallMessage>().call, 429, 3);
    QVERIFY(f.heard.empty());
    QCOMPARE(f.repeated, (std::vector<std::string>{"update a, 1 in 3 s"}));
    QCOMPARE(f.client.resting().until, at(3));
    QCOMPARE(f.client.resting().number, 1);
    f.runTo(at(2.999));
    QCOMPARE(f.sent.size(), std::size_t{1});
    f.runTo(at(3));
    QCOMPARE(f.sent.size(), std::size_t{2});
    QCOMPARE(f.last<CallMessage>().request->name.str(), std::string("a"));
    QCOMPARE(f.client.resting().number, 0);
    f.reply(f.last<CallMessage>().call, base::Ref<Response>(new Response));
    QCOMPARE(f.heard, (std::vector<std::string>{"reply 1 ok"}));
    f.runTo(at(100));
    QCOMPARE(f.sent.size(), std::size_t{2});
}

void ClientTest::tenTimesAtMost() {
    Fake f;
    f.client.call(get("a"), 1, f);
    for (int i = 0; i <= 10; ++i) {
        f.runTo(at(i));
        QCOMPARE(f.sent.size(), static_cast<std::size_t>(i + 1));
        QVERIFY(f.heard.empty());
        f.refuse(f.last<CallMessage>().call, 503, 1);
    }
    QCOMPARE(f.heard, (std::vector<std::string>{"reply 1 Busy"}));
    QCOMPARE(f.repeated.size(), std::size_t{10});
    QCOMPARE(f.repeated.back(), std::string("get a, 10 in 1 s"));
    QCOMPARE(f.client.callsInFlight(), std::size_t{0});
    f.runTo(at(60));
    QCOMPARE(f.sent.size(), std::size_t{11});
}

void ClientTest::onlyA429AndA5xxAreHeeded() {
    const auto repeats = [](int code, int seconds) {
        Fake f;
        f.client.call(get("a"), 1, f);
        f.refuse(f.last<CallMessage>().call, code, seconds);
        return f.heard.empty();
    };
    QVERIFY(repeats(429, 1) && repeats(500, 1) && repeats(504, 7));
    QVERIFY(!repeats(409, 1)); // a generated name that is taken: the caller's business
    QVERIFY(!repeats(404, 1));
    QVERIFY(!repeats(429, 0) && !repeats(500, 0));
    Fake f; // nothing at all is said of a time: a budget that allows no eviction
    f.client.call(get("a"), 1, f);
    f.fail(f.last<CallMessage>().call, 429);
    QCOMPARE(f.heard.size(), std::size_t{1});
}

void ClientTest::allAttemptsShareOneDeadline() {
    Fake f;
    f.client.call(get("a"), 1, f, sim::seconds(5));
    f.client.onConnectionLost(ConnectionEnd::Reset, f, f);
    f.runTo(at(1));
    QCOMPARE(f.sent.size(), std::size_t{2});
    f.runTo(at(4.999)); // no answer
    QVERIFY(f.heard.empty());
    f.runTo(at(5));
    QCOMPARE(f.heard, (std::vector<std::string>{"reply 1 Timeout"}));
    QCOMPARE(f.told, std::string("context deadline exceeded - error from a previous attempt: "
                                 "read: connection reset by peer"));
    // And one that rests when its time is up.
    f.client.call(get("b"), 2, f, sim::seconds(5));
    f.refuse(f.last<CallMessage>().call, 429, 30);
    f.runTo(at(60));
    QCOMPARE(f.heard.back(), std::string("reply 2 Timeout"));
    QCOMPARE(f.told, std::string("context deadline exceeded"));
    QCOMPARE(f.sent.size(), std::size_t{3});
    QCOMPARE(f.client.callsInFlight(), std::size_t{0});
}

// Two whose time is up at once, one under way and one that rests; whoever hears of the first asks
// for something else.
void ClientTest::whatIsTooLateIsNotSentAgain() {
    Fake f;
    f.client.call(get("a"), 1, f, sim::seconds(5));
    f.client.call(get("b"), 2, f, sim::seconds(5));
    f.refuse(f.last<CallMessage>().call, 429, 30);
    f.thenAsk = [&] { f.client.call(get("c"), 3, f); };
    f.runTo(at(5));
    QCOMPARE(f.heard, (std::vector<std::string>{"reply 1 Timeout", "reply 2 Timeout"}));
    QCOMPARE(f.sent.size(), std::size_t{3});
    QCOMPARE(f.last<CallMessage>().request->name.str(), std::string("c"));
    QCOMPARE(f.client.callsInFlight(), std::size_t{1});
}

void ClientTest::aReadWhoseConnectionWasResetIsRepeated() {
    Fake f;
    f.client.call(get("read"), 1, f);
    f.client.call(change("write"), 2, f);
    f.client.onConnectionLost(ConnectionEnd::Reset, f, f);
    QCOMPARE(f.heard, (std::vector<std::string>{"reply 2 ConnectionReset"}));
    QCOMPARE(f.repeated, (std::vector<std::string>{"get read, 1 in 1 s"}));
    f.runTo(at(1));
    QCOMPARE(f.last<CallMessage>().request->name.str(), std::string("read"));
    QCOMPARE(f.sent.size(), std::size_t{3});
    // Whoever is not there refuses: that is not repeated, nor is what HTTP/2's health check found.
    f.client.onConnectionLost(ConnectionEnd::Refused, f, f);
    QCOMPARE(f.heard.back(), std::string("reply 1 ConnectionRefused"));
    f.client.call(get("silent"), 3, f);
    f.client.onConnectionLost(ConnectionEnd::Silence, f, f);
    QCOMPARE(f.heard.back(), std::string("reply 3 ConnectionLost"));
}

void ClientTest::repetitionsCountForTheRateLimit() {
    ClientOptions options;
    options.qps = 1;
    options.burst = 2;
    Fake f(options);
    f.client.call(get("a"), 1, f);
    f.client.call(get("b"), 2, f);
    f.client.onConnectionLost(ConnectionEnd::Reset, f, f);
    QCOMPARE(f.repeated.size(), std::size_t{1}); // told of the first of those that wait together
    f.runTo(at(1.5));                            // one token by now
    QCOMPARE(f.sent.size(), std::size_t{3});
    f.runTo(at(2));
    QCOMPARE(f.sent.size(), std::size_t{4});
}

void ClientTest::aWatchThatNeverStoodIsAskedForAgain() {
    Fake f;
    f.put(configMap("a"), 5);
    f.client.inform(Kind::ConfigMap, {}, f);
    f.answerList();
    for (int i = 1; i <= 10; ++i) {
        f.client.onConnectionLost(ConnectionEnd::Reset, f, f);
        QCOMPARE(f.repeated.back(), "watch , " + std::to_string(i) + " in 1 s");
        f.runTo(at(i));
        QCOMPARE(f.sent.size(), static_cast<std::size_t>(2 + i));
        QCOMPARE(f.last<WatchStart>().options->resourceVersion, std::int64_t{5});
    }
    // Then the reflector waits as it does, longer each time.
    f.client.onConnectionLost(ConnectionEnd::Reset, f, f);
    QCOMPARE(f.repeated.size(), std::size_t{10});
    f.runTo(at(11.7));
    QCOMPARE(f.sent.size(), std::size_t{13});
    // Refused with a time, it comes back after that time, to watch and not to list.
    f.endWatch(f.last<WatchStart>().watch, 1, 504, 4);
    f.runTo(at(15.6));
    QCOMPARE(f.sent.size(), std::size_t{13});
    f.runTo(at(15.8));
    QVERIFY(std::holds_alternative<WatchStart>(f.sent.back().second));
    // Once it stood, it is opened again at once, and counts anew.
    f.event(f.last<WatchStart>().watch, 1, {});
    f.client.onConnectionLost(ConnectionEnd::Reset, f, f);
    QCOMPARE(f.sent.size(), std::size_t{15});
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
    f.client.onConnectionLost(ConnectionEnd::Silence, f, f);
    QCOMPARE(f.last<WatchStart>().options->resourceVersion, std::int64_t{50});
}

QTEST_APPLESS_MAIN(ClientTest)
#include "client_test.moc"
