// Why? of a pod for which others make room: who they are, on which node, while it waits and after.
#include "app/session/reasons.h"

#include "stories/story.h"

using namespace maqueta;
using tests::Story;

class ReasonsTest : public QObject {
    Q_OBJECT

    static base::Json urgentPod(const char* policy) {
        return {{"apiVersion", "v1"},
                {"kind", "Pod"},
                {"metadata", {{"name", "urgent"}}},
                {"spec",
                 {{"priorityClassName", "urgent"},
                  {"preemptionPolicy", policy},
                  {"containers",
                   base::Json::array({{{"name", "c"},
                                       {"image", "urgent:1.0"},
                                       {"resources", {{"requests", {{"cpu", "3500m"}}}}}}})}}}};
    }
    static base::Json urgentClass(const char* policy) {
        return {{"apiVersion", "scheduling.k8s.io/v1"},
                {"kind", "PriorityClass"},
                {"metadata", {{"name", "urgent"}}},
                {"preemptionPolicy", policy},
                {"value", 1000}};
    }
    static void applyUrgent(Story& story, const char* policy) {
        story.act(cluster::ApplyObjects{.objects = {urgentClass(policy), urgentPod(policy)},
                                        .title = "urgent"});
    }
    // Four workers of 4 CPU, each with two pods of 1 CPU.
    static void fill(Story& story) {
        story.boot();
        story.deploy("batch", 8, "1", "64Mi");
        QVERIFY(story.runUntilAvailable("batch", 8));
    }
    static const cluster::PodPicture* pod(const cluster::Picture& picture, const QString& name) {
        for (const cluster::PodPicture& each : picture.pods)
            if (each.name == name.toStdString()) return &each;
        return nullptr;
    }

private Q_SLOTS:
    void whoWasToldToGoIsNamedWhileItWaitsAndAfter() {
        Story story;
        fill(story);
        applyUrgent(story, "PreemptLowerPriority");
        const auto preempted = [&] { return story.beatAt(cluster::BeatKind::PodPreempted) >= 0; };
        QVERIFY(story.runUntil(preempted, sim::minutes(1)));
        app::ReasonsDesk desk;
        const views::Reasons waits = desk.reasonsFor(story.history(), "default", "urgent");
        QCOMPARE(waits.room.size(), std::size_t{1});
        QVERIFY(waits.room[0].happened);
        QVERIFY(!waits.room[0].victims.isEmpty());
        for (const views::Part& victim : waits.room[0].victims) {
            const cluster::Picture picture = story.picture();
            const cluster::PodPicture* its = pod(picture, victim.name);
            QVERIFY(its && its->look == cluster::PodLook::Terminating);
            QCOMPARE(QString::fromStdString(
                         picture.machines[static_cast<std::size_t>(its->machine)].spec.name),
                     waits.room[0].node);
        }
        const auto runs = [&] {
            const cluster::Picture picture = story.picture();
            const cluster::PodPicture* its = pod(picture, "urgent");
            return its && its->look == cluster::PodLook::Ready;
        };
        QVERIFY(story.runUntil(runs, sim::minutes(2)));
        const views::Reasons there = desk.reasonsFor(story.history(), "default", "urgent");
        QCOMPARE(there.room, waits.room);
        QVERIFY(there.heading.contains(waits.room[0].node));
    }

    void aPodThatNeverPreemptsHasNobodyMakeRoom() {
        Story story;
        fill(story);
        applyUrgent(story, "Never");
        story.run(sim::seconds(20));
        app::ReasonsDesk desk;
        const views::Reasons waits = desk.reasonsFor(story.history(), "default", "urgent");
        QVERIFY(waits.sentence.contains("Insufficient cpu"));
        QVERIFY(waits.room.empty());
    }

    // Nobody schedules: what could be done is told, and nobody has been told to go.
    void whatCouldBeDoneIsToldWhileNobodySchedules() {
        Story story;
        fill(story);
        for (const char* machine : {"control-plane-1", "control-plane-2", "control-plane-3"})
            story.act(cluster::CrashProcess{machine, cluster::ProcessKind::Scheduler, true});
        applyUrgent(story, "PreemptLowerPriority");
        story.run(sim::seconds(5));
        app::ReasonsDesk desk;
        const views::Reasons waits = desk.reasonsFor(story.history(), "default", "urgent");
        QCOMPARE(waits.room.size(), std::size_t{4});
        QVERIFY(waits.room[0].best && !waits.room[0].happened);
        for (const views::RoomOnNode& room : waits.room) QVERIFY(!room.victims.isEmpty());
        QCOMPARE(story.beatAt(cluster::BeatKind::PodPreempted), -1.0);
    }
};

QTEST_GUILESS_MAIN(ReasonsTest)
#include "reasons_test.moc"
