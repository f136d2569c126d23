// Named waits: what opens one, how long it is, and what ends it.
#include "diagram/waits.h"

#include <QTest>

using namespace maqueta;
using cluster::Beat;
using cluster::BeatKind;

namespace {

sim::Time at(double seconds) {
    return {static_cast<std::int64_t>(seconds * 1e9)};
}

} // namespace

class WaitsTest : public QObject {
    Q_OBJECT
private slots:
    void aNewControllerManagerWaitsItsOwnGrace() {
        const auto beat = [](cluster::BeatKind kind, int seconds, auto... fields) {
            cluster::Beat b;
            b.kind = kind;
            b.at = sim::Time{} + sim::seconds(seconds);
            b.fields = {fields...};
            return b;
        };
        using Field = std::pair<std::string, std::string>;
        diagram::Waits waits;
        waits.see(beat(cluster::BeatKind::PowerLost, 10, Field{"machine", "control-plane-1"},
                       Field{"role", "control-plane"}, Field{"leases", "kube-controller-manager"}));
        waits.see(beat(cluster::BeatKind::LeaseTaken, 26, Field{"lease", "kube-scheduler"}));
        const auto due = [&] {
            for (const diagram::Wait& wait : waits.all())
                if (wait.kind == diagram::Wait::Kind::NodeGrace &&
                    wait.runs(sim::Time{} + sim::seconds(30)))
                    return wait.until().seconds();
            return -1.0;
        };
        QCOMPARE(due(), 60.0);
        waits.see(
            beat(cluster::BeatKind::LeaseTaken, 27, Field{"lease", "kube-controller-manager"}));
        QCOMPARE(due(), 77.0);
    }

    // The ring is as old as the silence: the cluster counts from the last renewal that it saw.
    void theGraceCountsFromTheLastRenewal() {
        const auto untilOf = [](BeatKind kind,
                                std::vector<std::pair<std::string, std::string>> fields,
                                double taken) {
            diagram::Waits waits;
            Beat lease;
            lease.kind = BeatKind::LeaseTaken;
            lease.at = at(taken);
            lease.fields = {{"lease", "kube-controller-manager"}};
            waits.see(lease);
            Beat beat;
            beat.kind = kind;
            beat.at = at(100);
            beat.fields = std::move(fields);
            waits.see(beat);
            std::vector<double> until;
            for (const diagram::Wait& wait : waits.all()) until.push_back(wait.until().seconds());
            return until;
        };
        for (const BeatKind kind : {BeatKind::PowerLost, BeatKind::CablePulled})
            QCOMPARE(
                untilOf(kind,
                        {{"machine", "worker-1"}, {"role", "worker"}, {"sinceRenewal", "4000"}},
                        20),
                std::vector<double>{146});
        QCOMPARE(untilOf(BeatKind::NetworkCut,
                         {{"silent", "worker-1, worker-2"}, {"sinceRenewal", "4000, 9500"}}, 20),
                 (std::vector<double>{146, 140.5}));
        // One that never renewed its Lease is waited for from now on.
        QCOMPARE(untilOf(BeatKind::PowerLost, {{"machine", "worker-1"}, {"role", "worker"}}, 20),
                 std::vector<double>{150});
        // And nobody counts from before the controller manager took charge.
        QCOMPARE(untilOf(BeatKind::PowerLost,
                         {{"machine", "worker-1"}, {"role", "worker"}, {"sinceRenewal", "9000"}},
                         97),
                 std::vector<double>{147});
    }

    void aCutOpensTheWaitsOfThoseWhoFallSilent() {
        diagram::Waits waits;
        Beat beat;
        beat.kind = BeatKind::NetworkCut;
        beat.at = at(10);
        beat.fields = {{"silent", "cp-1, worker-1"}, {"leases", "kube-scheduler"}};
        waits.see(beat);
        QCOMPARE(waits.all().size(), std::size_t(3));
        QCOMPARE(waits.inForce(at(20)), sim::seconds(50));
        beat.kind = BeatKind::NetworkHealed;
        beat.at = at(21);
        waits.see(beat);
        QCOMPARE(waits.inForce(at(22)), sim::seconds(15)); // the Lease is not free sooner
        QCOMPARE(waits.inForce(at(26)), sim::Duration{});
    }

    // A taint that ends pods makes nobody wait where there is no pod.
    void onlyPodsThatMayStayCountTheirTime() {
        diagram::Waits waits;
        Beat tainted;
        tainted.kind = BeatKind::NodeTainted;
        tainted.at = at(10);
        tainted.object = "Node worker-1";
        tainted.fields = {{"taints", "node.kubernetes.io/unreachable:NoExecute"}};
        waits.see(tainted);
        QVERIFY(waits.all().empty());
        Beat planned;
        planned.kind = BeatKind::EvictionPlanned;
        planned.at = at(10);
        planned.fields = {{"node", "worker-1"}, {"seconds", "60"}, {"cancelled", "no"}};
        waits.see(planned);
        QCOMPARE(waits.inForce(at(20)), sim::seconds(60));
        tainted.fields = {{"taints", ""}};
        tainted.at = at(30);
        waits.see(tainted);
        QCOMPARE(waits.inForce(at(31)), sim::Duration{});
    }
};

QTEST_APPLESS_MAIN(WaitsTest)
#include "waits_test.moc"
