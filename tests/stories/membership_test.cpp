// etcd's members come and go, one change at a time.
#include "cluster/defaults.h"
#include "stories/story.h"

using namespace maqueta;
using cluster::FaultKind;
using tests::Story;

class MembershipStory : public QObject {
    Q_OBJECT

private slots:
    // The operator looks at the learner twice a second, and this leader checks its quorum twice a
    // second: whichever moments the two fall on, the learner is promoted once it has caught up.
    void aLearnerIsPromotedWhenTheLooksFallInStepWithTheLeadersChecks() {
        const auto settings =
            cluster::configured({{"etcd.election", 0.5}, {"etcd.heartbeat", 0.05}});
        Story story(cluster::makeTopology(3, 1), 1, settings.value());
        story.boot();
        const std::string victim =
            story.etcdLeaderMachine() == "control-plane-1" ? "control-plane-2" : "control-plane-1";
        const cluster::Fault lost{.kind = FaultKind::LostDisk, .machine = victim, .other = {}};
        story.act(cluster::InjectFault{lost});
        story.run(sim::seconds(20));
        const cluster::World before = story.world();
        for (int later = 0; later < 500'000; later += 250) {
            cluster::World world = before;
            cluster::BlindObserver blind;
            world.runUntil(world.now() + sim::microseconds(later), blind);
            QVERIFY(world.apply(cluster::HealFault{lost}, 100, blind).ok());
            world.runUntil(world.now() + sim::seconds(5), blind);
            const auto machine = world.findMachine(victim);
            const auto& p = world.process(world.findProcess(machine, cluster::ProcessKind::Etcd));
            const auto& voters = world.member(p).membership().voters;
            QVERIFY2(std::find(voters.begin(), voters.end(), world.raftIdOf(machine)) !=
                         voters.end(),
                     qPrintable(QStringLiteral("seed 1, healed at %1 us").arg(later)));
        }
    }
};

QTEST_APPLESS_MAIN(MembershipStory)
#include "membership_test.moc"
