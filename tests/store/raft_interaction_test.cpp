// etcd's own stories of Raft clusters: after every directive the messages, roles, hard states,
// configurations and logs that the script states are equal; its log lines are not compared.
#include "conformance/raft_interaction.h"

#include <QDir>
#include <QFile>
#include <QTest>

using raft_script::InteractionRunner;

class RaftInteractionTest : public QObject {
    Q_OBJECT
private slots:
    void tellsTheSameStory_data() {
        QTest::addColumn<QString>("path");
        const QDir dir(QStringLiteral(MAQUETA_SOURCE_DIR "/../shared/data/raft/interaction"));
        for (const QString& name : dir.entryList({"*.txt"}, QDir::Files, QDir::Name))
            QTest::newRow(qPrintable(name)) << dir.filePath(name);
        if (dir.entryList({"*.txt"}).isEmpty()) QTest::newRow("none") << QString();
    }
    void tellsTheSameStory() {
        QFETCH(QString, path);
        if (path.isEmpty()) QSKIP("the scripts of etcd's Raft library are not there");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        std::istringstream text(file.readAll().toStdString());
        InteractionRunner runner;
        for (const raft_script::Directive& d : raft_script::parse(text)) {
            QVERIFY2(InteractionRunner::excluded(d).empty(), "an excluded directive");
            const std::string got = runner.run(d);
            const std::string expected = InteractionRunner::withoutLog(d.expected);
            QVERIFY2(got == expected, qPrintable(QString("line %1: %2\n%3--- expected\n%4")
                                                     .arg(d.line)
                                                     .arg(d.command.c_str())
                                                     .arg(got.c_str())
                                                     .arg(expected.c_str())));
        }
    }
};

QTEST_APPLESS_MAIN(RaftInteractionTest)
#include "raft_interaction_test.moc"
