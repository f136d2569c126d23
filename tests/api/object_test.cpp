// Objects by themselves: keys, kinds by word, digests, and what a pod asks of a node.
#include "api/kinds/deployment.h"
#include "api/kinds/kept.h"
#include "api/kinds/lease.h"

#include <QTest>

using namespace maqueta;
using namespace maqueta::api;

namespace {

Container container(const char* name, const char* cpu, const char* memory) {
    Container c;
    c.name = name;
    c.requests.set("cpu", *base::Quantity::parse(cpu));
    c.requests.set("memory", *base::Quantity::parse(memory));
    return c;
}

} // namespace

class ObjectTest : public QObject {
    Q_OBJECT
private slots:
    void theTableIsInOrderOfTheEnum() {
        int at = 1;
        for (const KindInfo& k : allKinds()) QCOMPARE(static_cast<int>(k.kind), at++);
        QCOMPARE(at, static_cast<int>(Kind::Count));
    }
    void kindsByWord() {
        for (const char* word :
             {"deploy", "Deployment", "deployments", "deployments.apps", "DEPLOYMENTS"})
            QCOMPARE(findKindByWord(word), Kind::Deployment);
        QCOMPARE(findKindByWord("po"), Kind::Pod);
        QCOMPARE(findKindByWord("gateways"), Kind::Other);
        QCOMPARE(findKind("apps/v1", "Deployment"), Kind::Deployment);
        QCOMPARE(findKind("v1", "Deployment"), Kind::Other);
    }
    void keysAreThoseOfEtcd() {
        QCOMPARE(keyOf(Kind::Pod, "default", "web-1").str(), "/registry/pods/default/web-1");
        QCOMPARE(keyOf(Kind::Node, "", "w1").str(), "/registry/minions/w1");
        Kept gateway(Kind::Other);
        gateway.apiVersion = "gateway.networking.k8s.io/v1";
        gateway.kindName = "Gateway";
        gateway.meta.ns = "default";
        gateway.meta.name = "g";
        QCOMPARE(gateway.key().str(), "/registry/gateway.networking.k8s.io/gateways/default/g");
        QCOMPARE(guessPlural("NetworkPolicy"), "networkpolicies");
    }
    void aDigestSeesEveryChange() {
        Lease lease;
        lease.meta.name = "w1";
        lease.renewTime = sim::Time{1000};
        const std::uint64_t before = ObjectRef(new Lease(lease))->digest();
        Lease renewed(lease);
        renewed.renewTime = sim::Time{2000};
        QVERIFY(before != ObjectRef(new Lease(renewed))->digest());
        QCOMPARE(before, ObjectRef(new Lease(lease))->digest());
    }
    void aCopyForgetsTheDigest() {
        Deployment d;
        const std::uint64_t before = d.digest();
        auto edited = mutableCopy(d);
        edited->replicas = 7;
        QVERIFY(edited->digest() != before);
    }
    void aPodAsksForTheLargerOfStartingAndRunning() {
        PodSpec spec;
        spec.containers = {container("a", "100m", "64Mi"), container("b", "200m", "64Mi")};
        spec.initContainers = {container("init", "1", "32Mi")};
        const ResourceList asked = podRequests(spec);
        QCOMPARE(asked.milliCpu(), 1000);
        QCOMPARE(asked.find("memory")->text(), "128Mi");
        spec.initContainers.insert(spec.initContainers.begin(), container("proxy", "50m", "16Mi"));
        spec.initContainers.front().restartPolicy = "Always";
        QCOMPARE(podRequests(spec).milliCpu(), 1050);
        QCOMPARE(podRequests(spec).find("memory")->text(), "144Mi");
    }
    void sharesOfReplicasRound() {
        QCOMPARE((IntOrPercent{25, true}.scaled(10, true)), 3);
        QCOMPARE((IntOrPercent{25, true}.scaled(10, false)), 2);
        QCOMPARE((IntOrPercent{4, false}.scaled(10, true)), 4);
        QCOMPARE((IntOrPercent{25, true}.text()), "25%");
    }
    void conditionsKeepTheirTransition() {
        Conditions conditions;
        Condition ready;
        ready.type = "Ready";
        ready.status = ConditionStatus::True;
        ready.lastTransitionTime = sim::Time{5};
        QVERIFY(setCondition(conditions, ready));
        ready.lastTransitionTime = sim::Time{9};
        QVERIFY(!setCondition(conditions, ready));
        QCOMPARE(findCondition(conditions, "Ready")->lastTransitionTime->ns, 5);
        ready.status = ConditionStatus::False;
        ready.lastTransitionTime = sim::Time{9};
        QVERIFY(setCondition(conditions, ready));
        QCOMPARE(findCondition(conditions, "Ready")->lastTransitionTime->ns, 9);
        QVERIFY(!isTrue(conditions, "Ready"));
        QVERIFY(removeCondition(conditions, "Ready"));
    }
};

QTEST_APPLESS_MAIN(ObjectTest)
#include "object_test.moc"
