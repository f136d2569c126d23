// Control-plane machines lose power: what goes on, what stops, and what is never lost.
#include "stories/story.h"

#include <set>

using namespace maqueta;
using tests::Story;

class ControlPlaneStory : public QObject {
    Q_OBJECT

    // The names of Deployments whose creation the client saw acknowledged.
    static std::set<std::string> acknowledged(const Story& story) {
        std::set<std::string> names;
        for (const auto& b : story.beats())
            if (b.kind == cluster::BeatKind::RequestAnswered && *b.field("ok") == "yes")
                names.insert(b.object);
        return names;
    }

private slots:
    // `etcdctl move-leader`: the next term begins without an election timeout, and nobody is
    // refused.
    void leadingIsHandedOver() {
        Story story;
        story.boot();
        const std::string before = story.etcdLeaderMachine();
        const std::string next =
            before == "control-plane-2" ? "control-plane-3" : "control-plane-2";
        const std::uint64_t term = story.picture().etcdTerm;
        story.act(cluster::MoveLeader{next});
        story.run(sim::milliseconds(100));
        QCOMPARE(story.etcdLeaderMachine(), next);
        QCOMPARE(story.picture().etcdTerm, term + 1);
        const auto refused = [&](const std::string& machine, const char* why) {
            const auto untouched = story.world().fingerprint();
            const base::Status status = story.history().act(cluster::MoveLeader{machine});
            QVERIFY(!status.ok());
            QVERIFY2(status.error().message.find(why) != std::string::npos,
                     status.error().message.c_str());
            QVERIFY(story.world().fingerprint() == untouched);
        };
        refused(next, "leads already");
        refused("worker-1", "has no etcd");
        refused("nobody", "no machine called");
        story.act(
            cluster::AddMachine{{.name = "late", .role = cluster::Role::ControlPlane, .zone = {}}});
        refused("late", "not part of the cluster");
        story.act(cluster::PowerOff{next});
        story.act(cluster::PowerOff{before});
        story.run(sim::seconds(5));
        refused("control-plane-1", "no leader");
    }

    // The leader is alone on its side: until it has heard of nobody for an election timeout it
    // still believes that it leads, while the others have elected another of a newer term. Who is
    // first is chance, so seeds are tried.
    void twoBelieveThatTheyLead() {
        int seen = 0;
        for (std::uint64_t seed = 1; seed <= 12 && seen < 2; ++seed) {
            Story story(cluster::defaultTopology(), seed);
            story.boot();
            const std::string old = story.etcdLeaderMachine();
            const std::uint64_t term = story.picture().etcdTerm;
            std::vector<std::string> others;
            for (const auto& m : story.picture().machines)
                if (m.spec.name != old) others.push_back(m.spec.name);
            story.act(cluster::CutNetwork{.sideA = {old}, .sideB = others});
            const sim::Time cut = story.world().now();
            bool two = false;
            while (story.world().now() < cut + sim::seconds(4)) {
                story.run(sim::milliseconds(20));
                const cluster::Picture p = story.picture();
                std::vector<cluster::ProcessPicture> believers;
                int lead = 0;
                for (const auto& one : p.processes) {
                    if (one.kind != cluster::ProcessKind::Etcd) continue;
                    if (one.believes) believers.push_back(one);
                    lead += one.leads;
                }
                QVERIFY(believers.size() <= 2 && lead <= 1);
                QCOMPARE(lead, believers.empty() ? 0 : 1);
                if (believers.size() < 2) continue;
                two = true;
                for (const auto& one : believers) {
                    const bool stale = p.machines[one.machine].spec.name == old;
                    QCOMPARE(one.leads, !stale);
                    QCOMPARE(one.state, std::string("StateLeader"));
                    QVERIFY(stale ? one.term == term : one.term > term);
                    if (!stale) QCOMPARE(p.etcdTerm, one.term);
                }
                QVERIFY(story.etcdLeaderMachine() != old);
                // It is over within two election timeouts: check-quorum.
                QVERIFY(story.world().now() < cut + sim::milliseconds(2100));
            }
            seen += two;
            for (const auto& one : story.picture().processes) QVERIFY(!one.believes || one.leads);
            story.act(cluster::HealNetwork{});
            QVERIFY(story.runUntil([&] { return story.allReady(); }, sim::minutes(2)));
        }
        QVERIFY2(seen == 2, "of twelve seeds fewer than two showed two leaders");
    }

    void leadersLosePowerInTurn_data() {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 5; ++seed)
            QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
    }
    void leadersLosePowerInTurn() {
        QFETCH(quint64, seed);
        Story story(cluster::defaultTopology(), seed);
        story.boot();
        int number = 0;
        const auto leaderOf = [&](int role) {
            const auto p = story.picture();
            return role == 0   ? story.etcdLeaderMachine()
                   : role == 1 ? p.schedulerHolder
                               : p.controllerManagerHolder;
        };
        for (int role = 0; role < 3; ++role) {
            const std::string victim = leaderOf(role);
            QVERIFY(!victim.empty());
            story.deploy("before-" + std::to_string(number), 1);
            story.run(sim::milliseconds(20)); // the write is on its way
            story.act(cluster::PowerOff{victim});
            story.run(sim::seconds(1));
            story.deploy("during-" + std::to_string(number), 1);
            QVERIFY2(story.runUntil(
                         [&] {
                             const std::string now = leaderOf(role);
                             return !now.empty() && now != victim;
                         },
                         sim::seconds(60)),
                     "nobody took over");
            QVERIFY(
                story.runUntilAvailable("during-" + std::to_string(number), 1, sim::minutes(3)));
            story.act(cluster::PowerOn{victim});
            QVERIFY(story.runUntil([&] { return story.allReady(); }, sim::minutes(2)));
            story.run(sim::seconds(30));
            ++number;
        }
        std::set<std::string> present;
        for (const auto& d : story.picture().deployments)
            present.insert("deployment.apps/" + d.name);
        const auto promised = acknowledged(story);
        QCOMPARE(promised.size(), 6U);
        for (const std::string& name : promised)
            QVERIFY2(present.contains(name), ("acknowledged, and gone: " + name).c_str());
    }

    void withoutAMajorityNothingIsWrittenButPodsRun() {
        Story story;
        story.boot();
        story.deploy("web", 4);
        QVERIFY(story.runUntilAvailable("web", 4));
        story.act(cluster::PowerOff{"control-plane-1"});
        story.act(cluster::PowerOff{"control-plane-2"});
        story.run(sim::seconds(20));
        QCOMPARE(story.etcdLeaderMachine(), std::string());
        const auto revision = story.picture().etcdRevision;
        const sim::Time asked = story.world().now();
        story.deploy("late", 1);
        story.run(sim::minutes(2));
        bool refused = false;
        for (const auto& b : story.beats())
            if (b.at > asked && b.kind == cluster::BeatKind::RequestAnswered &&
                *b.field("ok") == "no") {
                refused = true;
                QCOMPARE(*b.field("why"), std::string("no-quorum"));
                QVERIFY2(b.text.find("1 of 3 members answer and 2 are needed") != std::string::npos,
                         b.text.c_str());
            }
        QVERIFY(refused);
        QCOMPARE(story.picture().etcdRevision, revision);
        int running = 0;
        for (std::uint32_t i = 0; i < story.world().machineCount(); ++i)
            for (const auto& pod : story.world().runtime(network::MachineId{i}).pods())
                running += pod->anyRunning(story.world().now());
        QCOMPARE(running, 4);

        story.act(cluster::PowerOn{"control-plane-1"});
        QVERIFY(
            story.runUntil([&] { return !story.etcdLeaderMachine().empty() && story.allReady(); },
                           sim::minutes(3)));
        story.deploy("after", 1);
        QVERIFY(story.runUntilAvailable("after", 1, sim::minutes(3)));
        QCOMPARE(story.available("web"), 4);
    }

    // What kubectl says when nobody answers tells nothing; the window knows more.
    void whoIsAskedInVainIsToldWhy_data() {
        QTest::addColumn<QString>("machine");
        QTest::addColumn<bool>("cable");
        QTest::addColumn<QString>("why");
        QTest::newRow("own cable") << "kubectl" << true << "cable";
        QTest::newRow("load balancer off") << "load-balancer" << false << "balancer";
        QTest::newRow("load balancer cut off") << "load-balancer" << true << "balancer";
    }
    void whoIsAskedInVainIsToldWhy() {
        QFETCH(QString, machine);
        QFETCH(bool, cable);
        QFETCH(QString, why);
        Story story;
        story.boot();
        if (cable)
            story.act(cluster::PullCable{machine.toStdString()});
        else
            story.act(cluster::PowerOff{machine.toStdString()});
        story.deploy("late", 1);
        std::string said;
        QVERIFY(story.runUntil(
            [&] {
                for (const auto& b : story.beats())
                    if (b.kind == cluster::BeatKind::RequestAnswered) said = *b.field("why");
                return !said.empty();
            },
            sim::minutes(10)));
        QCOMPARE(said, why.toStdString());
    }

    void noServerIsReady() {
        Story story;
        story.boot();
        for (const char* machine : {"control-plane-1", "control-plane-2", "control-plane-3"})
            story.act(cluster::CrashProcess{machine, cluster::ProcessKind::ApiServer, true});
        story.run(sim::seconds(5));
        story.deploy("late", 1);
        story.run(sim::minutes(2));
        const cluster::Beat* answer = nullptr;
        for (const auto& b : story.beats())
            if (b.kind == cluster::BeatKind::RequestAnswered) answer = &b;
        QVERIFY(answer);
        QCOMPARE(*answer->field("why"), std::string("no-server"));
    }

    void twoMachinesBearNoLossAndOneNeither_data() {
        QTest::addColumn<int>("machines");
        QTest::newRow("two control-plane machines") << 2;
        QTest::newRow("one control-plane machine") << 1;
    }
    void twoMachinesBearNoLossAndOneNeither() {
        QFETCH(int, machines);
        Story story(cluster::makeTopology(machines, 2));
        story.boot();
        story.act(cluster::PowerOff{"control-plane-1"});
        story.run(sim::seconds(15));
        QCOMPARE(story.etcdLeaderMachine(), std::string());
        const sim::Time asked = story.world().now();
        story.deploy("web", 1);
        story.run(sim::minutes(3));
        std::string reason;
        for (const auto& b : story.beats())
            if (b.at > asked && b.kind == cluster::BeatKind::RequestAnswered) reason = b.text;
        QVERIFY2(reason.starts_with("refused"), reason.c_str());
        story.act(cluster::PowerOn{"control-plane-1"});
        QVERIFY(
            story.runUntil([&] { return !story.etcdLeaderMachine().empty() && story.allReady(); },
                           sim::minutes(3)));
        story.deploy("again", 1);
        QVERIFY(story.runUntilAvailable("again", 1, sim::minutes(3)));
    }

    void aCrashedProcessIsStartedAgain() {
        Story story;
        story.boot();
        for (const auto process :
             {cluster::ProcessKind::ApiServer, cluster::ProcessKind::Etcd,
              cluster::ProcessKind::Scheduler, cluster::ProcessKind::ControllerManager,
              cluster::ProcessKind::Kubelet}) {
            story.act(cluster::CrashProcess{"control-plane-1", process, false});
            story.run(sim::seconds(30));
        }
        for (const auto& p : story.picture().processes) QVERIFY(p.running && p.healthy);
        story.deploy("web", 2);
        QVERIFY(story.runUntilAvailable("web", 2));
    }

    void aPulledCableIsLikeSilence() {
        Story story;
        story.boot();
        const std::string leader = story.etcdLeaderMachine();
        story.act(cluster::PullCable{leader});
        QVERIFY(story.runUntil(
            [&] {
                const auto now = story.etcdLeaderMachine();
                return !now.empty() && now != leader;
            },
            sim::seconds(10)));
        story.deploy("web", 2);
        QVERIFY(story.runUntilAvailable("web", 2, sim::minutes(2)));
        story.act(cluster::PlugCable{leader});
        QVERIFY(story.runUntil([&] { return story.allReady(); }, sim::minutes(2)));
    }
};

QTEST_APPLESS_MAIN(ControlPlaneStory)
#include "control_plane_test.moc"
