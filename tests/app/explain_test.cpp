// `maqueta explain --cluster` as an engineer reads it. Runs the program that was built.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

QByteArray nodeNamed(const QByteArray& name, const QByteArray& zone,
                     const QByteArray& spec = "{}") {
    return R"({"apiVersion": "v1", "kind": "Node", "metadata": {"name": ")" + name +
           R"(", "labels": {"kubernetes.io/hostname": ")" + name +
           R"(", "topology.kubernetes.io/zone": ")" + zone + R"("}}, "spec": )" + spec +
           R"(, "status": {"capacity": {"cpu": "4"}, "allocatable": )"
           R"({"cpu": "4", "memory": "8Gi", "pods": "110"}}})";
}

QByteArray podNamed(const QByteArray& name, const QByteArray& node, const QByteArray& cpu) {
    return R"({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": ")" + name +
           R"(", "namespace": "default"}, "spec": {"nodeName": ")" + node +
           R"(", "priority": 0, "containers": [{"name": "c", "image": "x:1", "resources": )" +
           R"({"requests": {"cpu": ")" + cpu + R"(", "memory": "1Gi"}}}]}})";
}

} // namespace

class ExplainTextTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    void write(const QString& name, const QByteArray& text) const {
        QFile file(folder_.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    QString explain(const QString& cpu, const QStringList& more = {}) const {
        write("pod.yaml",
              "apiVersion: v1\nkind: Pod\nmetadata: {name: next}\nspec:\n"
              "  priority: 100\n"
              "  containers:\n  - {name: c, image: 'x:1', resources: {requests: {cpu: " +
                  cpu.toUtf8() + ", memory: 1Gi}}}\n");
        QProcess process;
        process.setWorkingDirectory(folder_.path());
        process.start(QStringLiteral(MAQUETA_BINARY_DIR "/maqueta"),
                      QStringList{"explain", "--cluster", "dump.json", "--pod", "pod.yaml"} + more);
        if (!process.waitForFinished(60'000) || process.exitCode() != 0)
            return "failed: " + QString::fromUtf8(process.readAllStandardError());
        return QString::fromUtf8(process.readAllStandardOutput());
    }

private slots:
    void initTestCase() {
        const QByteArray taint = R"({"taints": [{"effect": "NoSchedule", )"
                                 R"("key": "node-role.kubernetes.io/control-plane"}]})";
        const QByteArrayList items{nodeNamed("cp-1", "a", taint),
                                   nodeNamed("cp-2", "b", taint),
                                   nodeNamed("worker-1", "a"),
                                   nodeNamed("worker-2", "b"),
                                   nodeNamed("worker-3", "b", R"({"unschedulable": true})"),
                                   podNamed("busy", "worker-1", "3"),
                                   podNamed("calm", "worker-2", "1500m")};
        write("dump.json",
              R"({"apiVersion": "v1", "kind": "List", "items": [)" + items.join(",") + "]}");
    }

    void theRankingSaysWhatDecidesAndWhatIsEqualOnce() {
        QCOMPARE(explain("500m"),
                 QStringLiteral(
                     "Pod default/next goes to worker-2.\n"
                     "2 of 5 nodes take it.\n"
                     "It leads worker-1 by 38, most of all by NodeResourcesFit: 62 against 43.\n"
                     "\n"
                     "Points\n"
                     "  NODE      TOTAL  NodeResourcesFit  NodeResourcesBalancedAllocation\n"
                     "  worker-2    449                62                               87\n"
                     "  worker-1    411                43                               68\n"
                     "  The same for all: TaintToleration 300, ImageLocality 0\n"
                     "\n"
                     "Ruled out\n"
                     "  TaintToleration: node(s) had untolerated taint "
                     "{node-role.kubernetes.io/control-plane: }\n"
                     "    2 nodes: cp-1, cp-2\n"
                     "  NodeUnschedulable: node(s) were unschedulable\n"
                     "    1 node: worker-3\n"));
    }

    void aPodThatFitsNowhereIsToldWhoWouldHaveToGo() {
        const QString text = explain("3");
        QVERIFY2(text.startsWith("Pod default/next stays Pending.\n  0/5 nodes are available: "),
                 qPrintable(text));
        QVERIFY2(text.contains("Preemption makes room, on one of the chosen nodes\n"
                               "  chosen  worker-1: deletes default/busy\n"
                               "  chosen  worker-2: deletes default/calm\n"),
                 qPrintable(text));
    }

    void oneNodeIsNotCompared() {
        QVERIFY(explain("2").contains(
            "1 of 5 nodes takes it, so the scheduler does not compare points.\n"));
    }

    void jsonHasTheRawValues() {
        const auto json =
            QJsonDocument::fromJson(explain("500m", {"--format", "json"}).toUtf8()).object();
        QCOMPARE(json["pod"].toString(), QStringLiteral("default/next"));
        const QJsonArray nodes = json["nodes"].toArray();
        QCOMPARE(nodes.size(), 5);
        QCOMPARE(nodes[0].toObject()["node"].toString(), QStringLiteral("worker-2"));
        QVERIFY(nodes[0].toObject()["plugins"].toArray()[0].toObject().contains("raw"));
    }
};

QTEST_APPLESS_MAIN(ExplainTextTest)
#include "explain_test.moc"
