// etcd's own scripts about quorums and changes of membership, every directive, text equal.
#include "conformance/raft_script.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <memory>

class RaftScriptTest : public QObject {
    Q_OBJECT
private:
    template <class Runner>
    void runAll(const char* folder, int least) {
        const QDir dir(QString(MAQUETA_SOURCE_DIR "/../shared/data/raft/") + folder);
        if (!dir.exists()) QSKIP("the scripts of etcd's Raft library are not there");
        int directives = 0;
        for (const QString& name : dir.entryList({"*.txt"}, QDir::Files, QDir::Name)) {
            QFile file(dir.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            std::istringstream text(file.readAll().toStdString());
            Runner runner;
            for (const raft_script::Directive& d : raft_script::parse(text)) {
                const std::string got = runner.run(d);
                QVERIFY2(got == d.expected, qPrintable(QString("%1:%2\n%3--- expected\n%4")
                                                           .arg(name)
                                                           .arg(d.line)
                                                           .arg(got.c_str())
                                                           .arg(d.expected.c_str())));
                ++directives;
            }
        }
        QVERIFY(directives >= least);
    }

private slots:
    void readsADirective() {
        std::istringstream text("# note\ncommitted cfg=(1, 2) idx=(_,7) plain\nv1\n----\na\nb\n\n"
                                "vote\n----\n----\nx\n\ny\n----\n----\n\nlast\n----\nz\n");
        const auto script = raft_script::parse(text);
        QCOMPARE(script.size(), 3U);
        QCOMPARE(script[0].line, 2);
        QCOMPARE(script[0].command, std::string("committed"));
        QCOMPARE(script[0].values("cfg"), (std::vector<std::string>{"1", "2"}));
        QCOMPARE(script[0].values("idx"), (std::vector<std::string>{"_", "7"}));
        QVERIFY(script[0].find("plain"));
        QCOMPARE(script[0].input, std::string("v1\n"));
        QCOMPARE(script[0].expected, std::string("a\nb\n"));
        QCOMPARE(script[1].expected, std::string("x\n\ny\n"));
        QCOMPARE(script[2].expected, std::string("z\n"));
    }
    void quorum() { runAll<raft_script::QuorumRunner>("quorum", 90); }
    void confchange() { runAll<raft_script::ConfChangeRunner>("confchange", 50); }
};

QTEST_APPLESS_MAIN(RaftScriptTest)
#include "raft_script_test.moc"
