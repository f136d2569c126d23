// The prompt: what is read is what the API says, in kubectl's own tables and words; what is asked
// for is an act like any other; what the model lacks it says.
#include "app/session/kubectl.h"

#include "stories/story.h"

#include <QTemporaryDir>

using namespace maqueta;
using app::kubectl;
using tests::Story;

class KubectlTest : public QObject {
    Q_OBJECT

    Story story_;

    QString said(const QString& line) const { return kubectl(line, story_.world()).text; }
    QStringList lines(const QString& line) const { return said(line).split('\n'); }
    cluster::Intervention act(const QString& line) const {
        const auto meant = kubectl(line, story_.world());
        if (!meant.act) qFatal("no act: %s", qPrintable(meant.text));
        return *meant.act;
    }

private Q_SLOTS:
    void initTestCase() {
        story_.boot();
        story_.deploy("web", 3);
        QVERIFY(story_.runUntilAvailable("web", 3));
    }

    void tablesAreThoseOfKubectl() {
        const QStringList nodes = lines("kubectl get nodes");
        QCOMPARE(nodes[0].simplified(), QString("NAME STATUS ROLES AGE VERSION"));
        QCOMPARE(nodes.size(), 1 + 7);
        QVERIFY(nodes[1].startsWith("control-plane-1   Ready    control-plane"));
        const QStringList pods = lines("get pods");
        QCOMPARE(pods[0].simplified(), QString("NAME READY STATUS RESTARTS AGE"));
        QCOMPARE(pods.size(), 1 + 3);
        for (const QString& pod : pods.mid(1))
            QVERIFY2(pod.contains("1/1     Running"), qPrintable(pod));
        QVERIFY(lines("get po -o wide")[0].contains("NODE"));
        QVERIFY(lines("get pods -A")[0].startsWith("NAMESPACE"));
        QVERIFY(said("get leases -n kube-system").contains("kube-scheduler"));
    }

    void oneSomeAndNone() {
        QCOMPARE(lines("get deploy web").size(), 2);
        QCOMPARE(lines("get deployment/web"), lines("get deployments.apps web"));
        QCOMPARE(lines("get pods -l app=web").size(), 4);
        QCOMPARE(said("get pods -l app=nobody"),
                 QString("No resources found in default namespace."));
        QCOMPARE(said("get deploy nobody"),
                 QString("Error from server (NotFound): deployments.apps \"nobody\" not found"));
        QCOMPARE(said("get flowers"),
                 QString("error: the server doesn't have a resource type \"flowers\""));
        QCOMPARE(said("get pods --bogus"), QString("error: unknown flag: --bogus"));
        const QString all = said("get all");
        QVERIFY(all.contains("pod/web-") && all.contains("deployment.apps/web") &&
                all.contains("replicaset.apps/web-"));
        QVERIFY(said("get deploy web -o yaml").startsWith("apiVersion: apps/v1\nkind: Deployment"));
        QCOMPARE(said("get deploy -o name"), QString("deployment.apps/web"));
    }

    void describeEndsWithConditionsAndEvents() {
        const QString web = said("describe deploy web");
        QVERIFY2(web.contains("Conditions:") && web.contains("Available") &&
                     web.contains("ScalingReplicaSet"),
                 qPrintable(web));
    }

    void whatIsAskedForIsAnAct() {
        QVERIFY(act("kubectl scale deployment/web --replicas=5") ==
                cluster::Intervention(cluster::ScaleObject{"Deployment", "default", "web", 5}));
        QVERIFY(act("set image deploy/web web=nginx:1.28") ==
                cluster::Intervention(
                    cluster::SetImage{"Deployment", "default", "web", "web", "nginx:1.28"}));
        QVERIFY(act("rollout undo deployment/web") ==
                cluster::Intervention(cluster::UndoRollout{"default", "web", 0}));
        QVERIFY(act("rollout undo deploy web --to-revision=3 -n shop") ==
                cluster::Intervention(cluster::UndoRollout{"shop", "web", 3}));
        QVERIFY(act("delete pod web-1 --grace-period 3 -n shop") ==
                cluster::Intervention(cluster::DeleteObject{"Pod", "shop", "web-1", 3}));
        QVERIFY(act("cordon worker-1") == cluster::Intervention(cluster::Cordon{"worker-1", true}));
        QVERIFY(act("drain node/worker-1 --ignore-daemonsets") ==
                cluster::Intervention(cluster::Drain{"worker-1"}));
        QVERIFY(act("uncordon node/worker-1") ==
                cluster::Intervention(cluster::Cordon{"worker-1", false}));
        const auto created = std::get<cluster::ApplyObjects>(
            act("create deployment api --image=api:v1 --replicas=2"));
        QVERIFY(created.objects.at(0)["spec"]["replicas"] == 2);
        QVERIFY(said("create deployment web --image=x").contains("AlreadyExists"));
        const auto pod = std::get<cluster::ApplyObjects>(act("run one --image=one:v1"));
        QVERIFY(pod.objects.at(0)["kind"] == "Pod");
    }

    void filesAreApplied() {
        QTemporaryDir folder;
        QFile file(folder.filePath("one.yaml"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {}\n---\n"
                   "apiVersion: v1\nkind: Pod\nmetadata: {name: b}\nspec: {}\n");
        file.close();
        const auto applied =
            std::get<cluster::ApplyObjects>(act("apply -f \"" + file.fileName() + "\""));
        QCOMPARE(applied.objects.size(), std::size_t{2});
        QCOMPARE(applied.title, std::string("one.yaml"));
        QVERIFY(said("apply -f /nowhere.yaml").startsWith("error: /nowhere.yaml: "));
    }

    void whatIsMissingIsSaid() {
        for (const char* line :
             {"logs web", "exec -n x web", "drain", "edit deploy web", "dance", "scale deploy web",
              "delete pod", "cordon", "apply", "create deployment x", "rollout undo",
              "rollout restart deploy web", "rollout undo pod/web-1",
              "rollout undo deploy/web --to-revision=-1", "get", "describe", "get pods -o"}) {
            const auto meant = kubectl(QString::fromLatin1(line), story_.world());
            QVERIFY2(!meant.act && !meant.text.isEmpty(), line);
        }
        QVERIFY(said("help").contains("scale"));
    }

    void nobodyAnswersWithoutAnApiServer() {
        Story silent;
        silent.boot();
        for (const char* machine : {"control-plane-1", "control-plane-2", "control-plane-3"})
            silent.act(cluster::PowerOff{machine});
        QVERIFY(kubectl("get pods", silent.world()).text.contains("was refused"));
    }
};

QTEST_GUILESS_MAIN(KubectlTest)
#include "kubectl_test.moc"
