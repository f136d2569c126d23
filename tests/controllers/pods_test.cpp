// Which pods go first when a ReplicaSet has too many, rule by rule, and when a pod is available.
#include "controllers/workload/pods.h"

#include <QTest>

using namespace maqueta;
using namespace maqueta::controllers;

namespace {

constexpr sim::Time now{sim::seconds(1000).ns};

struct PodBuilder {
    base::Ref<api::Pod> pod{new api::Pod};

    PodBuilder() {
        pod->nodeName = "w1";
        pod->status.phase = api::PodPhase::Running;
        pod->meta.uid = "m";
        ready(sim::seconds(100));
    }
    PodBuilder& ready(sim::Duration age) {
        api::Condition c;
        c.type = "Ready";
        c.status = api::ConditionStatus::True;
        c.lastTransitionTime = now - age;
        pod->status.conditions.write() = {c};
        return *this;
    }
    PodBuilder& unready() {
        pod->status.conditions.write().front().status = api::ConditionStatus::False;
        return *this;
    }
    PodBuilder& cost(const char* text) {
        pod->meta.annotations.set("controller.kubernetes.io/pod-deletion-cost", text);
        return *this;
    }
    PodBuilder& restarts(int count) {
        api::ContainerStatus status;
        status.restartCount = count;
        pod->status.containerStatuses.write() = {status};
        return *this;
    }
    PodBuilder& uid(const char* text) {
        pod->meta.uid = text;
        return *this;
    }
};

bool before(const PodBuilder& a, const PodBuilder& b, int rankA = 0, int rankB = 0) {
    const RankedPod first{a.pod.get(), rankA}, second{b.pod.get(), rankB};
    return goesBefore(first, second, now) && !goesBefore(second, first, now);
}

} // namespace

class PodsTest : public QObject {
    Q_OBJECT
private slots:
    void aPodWithoutANodeGoesFirst() {
        PodBuilder unbound;
        unbound.pod->nodeName = {};
        QVERIFY(before(unbound, PodBuilder().unready().cost("-5")));
    }
    void thenPendingBeforeRunning() {
        PodBuilder pending;
        pending.pod->status.phase = api::PodPhase::Pending;
        QVERIFY(before(pending, PodBuilder().unready().cost("-5")));
    }
    void thenUnreadyBeforeReady() {
        QVERIFY(before(PodBuilder().unready(), PodBuilder().cost("-5")));
    }
    void thenTheCheaperOne() {
        QVERIFY(before(PodBuilder().cost("-5"), PodBuilder(), 0, 9));
        QVERIFY(before(PodBuilder(), PodBuilder().cost("10"), 0, 9));
    }
    void thenWhereMoreOfItsKindAre() {
        QVERIFY(before(PodBuilder(), PodBuilder().ready(sim::seconds(1)), 2, 1));
    }
    void thenTheYoungerByPowersOfTwo() {
        QVERIFY(before(PodBuilder().ready(sim::seconds(3)), PodBuilder().ready(sim::seconds(30))));
        // 40 and 50 s are of one age (2^35 ns): the uid decides.
        QVERIFY(before(PodBuilder().ready(sim::seconds(50)).uid("a"),
                       PodBuilder().ready(sim::seconds(40)).uid("b")));
    }
    void thenTheOneThatRestartedMore() {
        QVERIFY(before(PodBuilder().restarts(3), PodBuilder().restarts(1)));
    }
    void theLastWordIsTheUids() { QVERIFY(before(PodBuilder().uid("a"), PodBuilder().uid("b"))); }

    void availableAfterItsTime() {
        const PodBuilder pod = PodBuilder().ready(sim::seconds(10));
        QVERIFY(isAvailable(*pod.pod, 0, now));
        QVERIFY(isAvailable(*pod.pod, 9, now));
        QVERIFY(!isAvailable(*pod.pod, 10, now)); // longer than, not as long as
        QVERIFY(!isAvailable(*PodBuilder().unready().pod, 0, now));
    }
};

QTEST_APPLESS_MAIN(PodsTest)
#include "pods_test.moc"
