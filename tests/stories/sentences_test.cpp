// The templates that other languages are put into say in English what the trace says.
#include "cluster/beat_fields.h"
#include "diagram/sentences.h"

#include "stories/story.h"

#include <set>

using namespace maqueta;

namespace {

std::string said(const cluster::Beat& beat) {
    const std::string* act = beat.field("sentence");
    const std::string* around = beat.field("around");
    const std::string inner =
        base::fillSentence(act ? act->c_str() : diagram::sentenceOf(beat),
                           [&](std::string_view n) { return cluster::valueOf(n, beat); });
    return around ? base::fillSentence(*around, [&](std::string_view) { return inner; }) : inner;
}

cluster::MachineSpec machine(cluster::Role role) {
    cluster::MachineSpec spec;
    spec.role = role;
    return spec;
}

} // namespace

class SentencesTest : public QObject {
    Q_OBJECT

private slots:
    // A life with a bit of everything in it.
    void initTestCase() {
        story_.boot();
        story_.deploy("web", 4);
        story_.act(cluster::SaveSnapshot{});
        QVERIFY(story_.runUntilAvailable("web", 4));
        story_.act(cluster::ScaleObject{.name = "web", .replicas = 5});
        story_.act(cluster::SetImage{"Deployment", "default", "web", "", "web:v2"});
        story_.act(cluster::ScaleObject{.name = "nobody", .replicas = 2});
        story_.act(cluster::Cordon{.node = "worker-2"});
        story_.run(sim::seconds(40));
        story_.act(cluster::Cordon{.node = "worker-2", .unschedulable = false});
        story_.deploy("giant", 1, "64");
        story_.act(
            cluster::CrashProcess{"control-plane-2", cluster::ProcessKind::ApiServer, false});
        story_.act(cluster::PowerOff{"worker-4"});
        story_.run(sim::seconds(60));
        const std::string leader = story_.etcdLeaderMachine();
        story_.act(cluster::PowerOff{leader});
        story_.run(sim::minutes(6));
        story_.act(cluster::PowerOn{"worker-4"});
        story_.act(cluster::PowerOn{leader});
        story_.act(cluster::AddMachine{machine(cluster::Role::ControlPlane)});
        story_.act(cluster::AddMachine{machine(cluster::Role::Worker)});
        story_.run(sim::minutes(1));
        story_.act(cluster::PullCable{"worker-1"});
        story_.act(cluster::CutNetwork{{"worker-2"}, {"control-plane-2", "control-plane-3"}, true});
        story_.run(sim::minutes(1));
        story_.act(cluster::HealNetwork{});
        story_.act(cluster::RemoveMachine{"worker-3"});
        for (const cluster::FaultInfo& fault : cluster::allFaults())
            if (fault.kind != cluster::FaultKind::LostDisk &&
                fault.kind != cluster::FaultKind::CorruptLog)
                story_.act(cluster::InjectFault{{.kind = fault.kind,
                                                 .machine = "control-plane-3",
                                                 .process = cluster::ProcessKind::Scheduler}});
        story_.run(sim::seconds(20));
        story_.act(cluster::HealEverything{});
        story_.act(cluster::DeleteObject{"Deployment", "default", "web", {}});
        story_.run(sim::minutes(1));
        story_.act(cluster::RestoreSnapshot{1});
        story_.run(sim::minutes(2));
    }

    void everyBeatIsSaidByItsTemplate() {
        for (const cluster::Beat& beat : story_.beats())
            QVERIFY2(said(beat) == beat.text,
                     (std::string(text(beat.kind)) + ": the trace says \"" + beat.text +
                      "\", the template \"" + said(beat) + "\"")
                         .c_str());
    }

    void noBeatHasToBeSaidByTheTraceAlone() {
        for (const cluster::Beat& beat : story_.beats())
            if (!beat.field("sentence"))
                QVERIFY2(std::string_view(diagram::sentenceOf(beat)) != "{text}",
                         std::string(text(beat.kind)).c_str());
    }

    void manyKindsOfBeatsWereSaid() {
        std::set<cluster::BeatKind> kinds;
        for (const cluster::Beat& beat : story_.beats()) kinds.insert(beat.kind);
        QVERIFY2(kinds.size() >= 40, std::to_string(kinds.size()).c_str());
    }

private:
    tests::Story story_;
};

QTEST_GUILESS_MAIN(SentencesTest)
#include "sentences_test.moc"
