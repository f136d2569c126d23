// maqueta snapshot: saved, looked at, restored into a document; and what is wrong with a file is
// said before anything is written. Runs the program that was built.
#include "app/program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using maqueta::tests::Ending;

class SnapshotCommandTest : public maqueta::tests::ProgramTest {
    Q_OBJECT

    // A document of so many control-plane machines and workers, two minutes after power-on.
    static QByteArray document(int controlPlanes, int workers) {
        QJsonArray machines;
        const auto add = [&](const QString& name, const QString& role) {
            machines.append(QJsonObject{{"name", name}, {"role", role}});
        };
        for (int i = 1; i <= controlPlanes; ++i)
            add(QStringLiteral("control-plane-%1").arg(i), "control-plane");
        for (int i = 1; i <= workers; ++i) add(QStringLiteral("worker-%1").arg(i), "worker");
        add("load-balancer", "load-balancer");
        add("client", "client");
        const QJsonObject document{{"format", "maqueta"},
                                   {"version", 1},
                                   {"topology", machines},
                                   {"seed", 7},
                                   {"cursorNs", qint64{120'000'000'000}}};
        return QJsonDocument(document).toJson();
    }

private slots:
    void initTestCase() {
        write("three.maqueta", document(3, 2));
        write("one.maqueta", document(1, 2));
        write("web.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n");
        const Ending saved = start({"snapshot", "save", "three.maqueta", "--apply", "web.yaml",
                                    "--at", "30s", "--out", "a.snapshot"});
        QCOMPARE(saved.errors, QString());
        QCOMPARE(saved.status, 0);
        QVERIFY2(saved.out.startsWith("Snapshot saved at a.snapshot: revision "),
                 qPrintable(saved.out));
    }

    void itsStatusSaysWhatItHolds() {
        const Ending text = start({"snapshot", "status", "a.snapshot"});
        QCOMPARE(text.status, 0);
        for (const char* name : {"hash", "revision", "totalKey", "totalSize", "clusterId"})
            QVERIFY2(text.out.contains(name), name);
        const Ending json = start({"snapshot", "status", "a.snapshot", "--format", "json"});
        const QJsonObject facts = QJsonDocument::fromJson(json.out.toUtf8()).object();
        QVERIFY(facts["revision"].toInt() > 50);
        QVERIFY(facts["totalKey"].toInt() > 20);
        QCOMPARE(facts["clusterId"].toString().size(), 16);
        QVERIFY(facts["machine"].toString().startsWith("control-plane-"));
    }

    // The same cluster, the same moment: the same file, byte for byte.
    void savingAgainGivesTheSameFile() {
        QCOMPARE(start({"snapshot", "save", "three.maqueta", "--apply", "web.yaml", "--at", "30s",
                        "--out", "again.snapshot"})
                     .status,
                 0);
        QCOMPARE(read("again.snapshot"), read("a.snapshot"));
    }

    void aRestoreBecomesPartOfTheDocument() {
        const QByteArray before = read("three.maqueta");
        const Ending ending = start(
            {"snapshot", "restore", "three.maqueta", "a.snapshot", "--out", "restored.maqueta"});
        QCOMPARE(ending.errors, QString());
        QCOMPARE(ending.status, 0);
        // The ConfigMap and what else came after the two minutes.
        QVERIFY2(ending.out.contains("1 objects are back, 0 are lost"), qPrintable(ending.out));
        QCOMPARE(read("three.maqueta"), before);
        QVERIFY(QFile::remove(folder_.filePath("a.snapshot"))); // the document needs it no more
        const Ending run1 = start({"run", "restored.maqueta", "--for", "1m", "--format", "json"});
        QCOMPARE(run1.status, 0);
        const QJsonObject summary = QJsonDocument::fromJson(run1.out.toUtf8()).object();
        QCOMPARE(summary["kept_kinds"].toObject()["ConfigMap"].toInt(), 1);
        QFile::copy(folder_.filePath("again.snapshot"), folder_.filePath("a.snapshot"));
    }

    void aScriptNamesTheFile() {
        write("load.jsonl", R"({"at": "1s", "act": "load-snapshot", "file": "a.snapshot"}
{"at": "2s", "act": "restore-snapshot", "snapshot": 1})");
        const Ending done = start(
            {"run", "three.maqueta", "--script", "load.jsonl", "--for", "1m", "--format", "json"});
        QCOMPARE(done.errors, QString());
        const QJsonObject summary = QJsonDocument::fromJson(done.out.toUtf8()).object();
        QCOMPARE(summary["kept_kinds"].toObject()["ConfigMap"].toInt(), 1);
        write("load.jsonl", R"({"at": "1s", "act": "load-snapshot", "file": "nowhere.snapshot"})");
        const Ending none = start({"run", "three.maqueta", "--script", "load.jsonl"});
        QCOMPARE(none.status, 1);
        QVERIFY2(none.errors.contains("load.jsonl:1") && none.errors.contains("nowhere.snapshot"),
                 qPrintable(none.errors));
    }

    void oneOfAnotherClusterIsTakenOnPurposeOnly() {
        const QByteArray before = read("one.maqueta");
        const Ending ending = start({"snapshot", "restore", "one.maqueta", "a.snapshot"});
        QCOMPARE(ending.status, 1);
        QVERIFY2(ending.errors.contains("a.snapshot: is a snapshot of another etcd cluster") &&
                     ending.errors.contains("--any-cluster"),
                 qPrintable(ending.errors));
        QCOMPARE(read("one.maqueta"), before);
        QCOMPARE(start({"snapshot", "restore", "one.maqueta", "a.snapshot", "--any-cluster",
                        "--out", "two.maqueta"})
                     .status,
                 0);
    }

    void whatIsWrongWithAFileIsSaid_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        const QByteArray whole = read("a.snapshot");
        QByteArray altered = whole;
        altered[whole.size() / 2] = static_cast<char>(altered[whole.size() / 2] ^ 1);
        QByteArray newer = whole;
        newer.replace(0, 18, "maqueta snapshot 2");
        QTest::newRow("cut off") << whole.left(whole.size() - 40) << "is cut off";
        QTest::newRow("altered") << altered << "does not match its checksum";
        QTest::newRow("of another format") << newer << "is a snapshot of format 2";
        QTest::newRow("a document") << document(1, 1) << "is not a snapshot";
        QTest::newRow("empty") << QByteArray() << "is not a snapshot";
    }
    void whatIsWrongWithAFileIsSaid() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        write("wrong.snapshot", bytes);
        const QByteArray before = read("three.maqueta");
        for (const QStringList& words :
             {QStringList{"snapshot", "status", "wrong.snapshot"},
              QStringList{"snapshot", "restore", "three.maqueta", "wrong.snapshot"}}) {
            const Ending ending = start(words);
            QCOMPARE(ending.status, 1);
            QCOMPARE(ending.out, QString());
            QVERIFY2(ending.errors.startsWith("maqueta: wrong.snapshot: ") &&
                         ending.errors.contains(says),
                     qPrintable(ending.errors));
        }
        QCOMPARE(read("three.maqueta"), before);
    }

    void aSnapshotIsNoDocument() {
        const Ending ending = start({"run", "a.snapshot"});
        QCOMPARE(ending.status, 1);
        QVERIFY2(ending.errors.contains("a.snapshot: this is a snapshot of etcd, not a Maqueta "
                                        "document"),
                 qPrintable(ending.errors));
    }

    void aFileThatCannotBeWrittenLeavesTheOldOne() {
        const Ending ending =
            start({"snapshot", "save", "--at", "20s", "--out", "nowhere/x.snapshot"});
        QCOMPARE(ending.status, 1);
        QVERIFY2(ending.errors.contains("nowhere/x.snapshot: cannot write"),
                 qPrintable(ending.errors));
        const Ending machine = start(
            {"snapshot", "save", "three.maqueta", "--machine", "worker-1", "--out", "a.snapshot"});
        QCOMPARE(machine.status, 1);
        QCOMPARE(read("a.snapshot"), read("again.snapshot"));
    }

    void usage() {
        for (const QStringList& words :
             {QStringList{}, QStringList{"burn"}, QStringList{"save"},
              QStringList{"save", "a", "b", "--out", "c"}, QStringList{"status"},
              QStringList{"status", "a", "--out", "b"},
              QStringList{"status", "a.snapshot", "--format", "xml"},
              QStringList{"restore", "three.maqueta"},
              QStringList{"restore", "three.maqueta", "a.snapshot", "--machine", "b"}}) {
            const Ending ending = start(QStringList{"snapshot"} + words);
            QVERIFY2(ending.status == 2, qPrintable(words.join(' ')));
            QVERIFY2(ending.errors.contains("maqueta snapshot --help"), qPrintable(ending.errors));
        }
        QCOMPARE(start({"snapshot", "save", "--help"}).status, 0);
    }
};

QTEST_GUILESS_MAIN(SnapshotCommandTest)
#include "snapshot_command_test.moc"
