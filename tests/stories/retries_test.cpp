// Clients ask again as client-go does: when the server says when to come again, and when the
// connection of a read was reset. What a person sees of it, and what comes of it.
#include "stories/scenario.h"

using namespace maqueta;
using cluster::BeatKind;
using cluster::ProcessKind;
using tests::Film;
using tests::Story;

class RetriesStory : public QObject {
    Q_OBJECT

    static void everyApiServer(Story& story, bool runs) {
        for (const char* machine : {"control-plane-1", "control-plane-2", "control-plane-3"}) {
            if (runs)
                story.act(cluster::StartProcess{machine, ProcessKind::ApiServer});
            else
                story.act(cluster::CrashProcess{machine, ProcessKind::ApiServer, true});
        }
    }

private slots:
    // More writes at once than the API server takes: 429, and each comes again a second later.
    void tooManyAtOnce() {
        cluster::Configuration configuration;
        configuration.apiServer.maxMutatingInFlight = 2;
        Story story(cluster::defaultTopology(), 1, configuration);
        story.boot();
        const sim::Time begin = story.world().now();
        story.deploy("web", 24);
        QVERIFY(story.runUntilAvailable("web", 24));
        Film film(story, begin);
        const cluster::Beat* waits = film.next(BeatKind::RequestRepeated, {},
                                               {{"request", {}},
                                                {"seconds", "1"},
                                                {"number", "1"},
                                                {"most", "10"},
                                                {"why", "429"},
                                                {"machine", {}}});
        QVERIFY(waits);
        QCOMPARE(*waits->field("message"),
                 std::string("Too many requests, please try again later."));
        for (const cluster::Beat& b : story.beats())
            QVERIFY2(b.kind != BeatKind::RequestAnswered || *b.field("ok") == "yes",
                     b.text.c_str());
    }

    // kubectl reads before it writes: its read meets a load balancer that has nobody to send it to.
    void nobodyIsThereForAWhile() {
        Story story;
        story.boot();
        everyApiServer(story, false);
        story.run(sim::seconds(10)); // the load balancer has noticed
        const sim::Time begin = story.world().now();
        story.deploy("web", 2);
        story.run(sim::milliseconds(1500));
        const auto you = [&] {
            for (const auto& p : story.picture().processes)
                if (p.kind == ProcessKind::Client) return p;
            return cluster::ProcessPicture{};
        };
        QCOMPARE(you().repeats, 2);
        QCOMPARE(you().repeatWait, sim::seconds(1));
        QVERIFY(you().repeatLeft > sim::Duration{} && you().repeatLeft < sim::seconds(1));
        story.run(sim::milliseconds(2500));
        everyApiServer(story, true);
        QVERIFY(story.runUntilAvailable("web", 2));
        QCOMPARE(you().repeats, 0);
        Film film(story, begin);
        for (const char* number : {"1", "2", "3"}) {
            const cluster::Beat* waits =
                film.next(BeatKind::RequestRepeated, {},
                          {{"why", "reset"}, {"number", number}, {"seconds", "1"}});
            QVERIFY(waits);
            QCOMPARE(waits->part, std::string("kubectl"));
            QCOMPARE(*waits->field("request"), std::string("get deployments.apps default/web"));
        }
        QVERIFY(film.next(BeatKind::RequestAnswered, "deployment.apps/web", {{"ok", "yes"}}));
    }

    // After ten repetitions it gives up, and the person is told.
    void nobodyComesBack() {
        Story story;
        story.boot();
        everyApiServer(story, false);
        story.run(sim::seconds(10));
        const sim::Time begin = story.world().now();
        story.deploy("web", 2);
        story.run(sim::seconds(30));
        Film film(story, begin);
        int asked = 0;
        for (const cluster::Beat& b : story.beats())
            asked += b.at >= begin && b.kind == BeatKind::RequestRepeated && b.part == "kubectl";
        QCOMPARE(asked, 10);
        const cluster::Beat* refused =
            film.next(BeatKind::RequestAnswered, "deployment.apps/web",
                      {{"ok", "no"}, {"why", "no-server"}, {"reason", "ConnectionReset"}});
        QVERIFY(refused);
        QVERIFY2(film.seconds(refused) >= 10 && film.seconds(refused) < 11,
                 std::to_string(film.seconds(refused)).c_str());
    }

    // A budget that its controller has not looked at yet: come again in ten seconds. One that
    // allows nothing names no time: it is the drain that asks again, every five.
    void aBudgetThatIsStillBeingProcessed() {
        Story story;
        story.boot();
        story.deploy("web", 4);
        QVERIFY(story.runUntilAvailable("web", 4));
        for (const char* machine : {"control-plane-1", "control-plane-2", "control-plane-3"})
            story.act(cluster::CrashProcess{machine, ProcessKind::ControllerManager, true});
        const sim::Time begin = story.world().now();
        story.budget("web", 4);
        story.run(sim::seconds(2));
        story.act(cluster::Drain{"worker-1"});
        story.run(sim::seconds(3));
        Film film(story, begin);
        const cluster::Beat* waits = film.next(
            BeatKind::RequestRepeated, {}, {{"seconds", "10"}, {"number", "1"}, {"why", "429"}});
        QVERIFY(waits);
        QCOMPARE(waits->part, std::string("kubectl"));
        for (const char* machine : {"control-plane-1", "control-plane-2", "control-plane-3"})
            story.act(cluster::StartProcess{machine, ProcessKind::ControllerManager});
        story.run(sim::seconds(60));
        int repeated = 0;
        for (const cluster::Beat& b : story.beats())
            repeated += b.at > waits->at && b.kind == BeatKind::RequestRepeated &&
                        *b.field("seconds") == "10";
        QVERIFY2(repeated <= 2, "only while the budget was not looked at");
        QCOMPARE(story.available("web"), 4);
    }

    // The same run, with API servers that come and go under many clients, gives the same trace.
    void theSameEveryTime() {
        const auto play = [](sim::Duration slice) {
            cluster::Configuration configuration;
            configuration.apiServer.maxMutatingInFlight = 2;
            Story story(cluster::defaultTopology(), 5, configuration);
            story.boot();
            story.deploy("web", 12);
            for (int i = 0; i < 3; ++i) {
                everyApiServer(story, false);
                for (int step = 0; step < 100; ++step) story.run(sim::milliseconds(100));
                story.deploy("late-" + std::to_string(i), 3);
                everyApiServer(story, true);
                for (sim::Duration left = sim::seconds(30); left > sim::Duration{};
                     left = left - slice)
                    story.run(std::min(left, slice));
            }
            int repeated = 0;
            for (const cluster::Beat& b : story.beats())
                repeated += b.kind == BeatKind::RequestRepeated;
            return std::pair(story.world().fingerprint().text(), repeated);
        };
        const auto whole = play(sim::seconds(30));
        QVERIFY(whole.second >= 3);
        QVERIFY(play(sim::milliseconds(37)) == whole);
    }
};

QTEST_APPLESS_MAIN(RetriesStory)
#include "retries_test.moc"
