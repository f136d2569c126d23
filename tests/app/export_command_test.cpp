// maqueta export: its flags, and what it says when they make no sense. Runs the program that was
// built.
#include "app/program.h"

#include <QJsonDocument>
#include <QJsonObject>

using maqueta::tests::Ending;

class ExportCommandTest : public maqueta::tests::ProgramTest {
    Q_OBJECT

    Ending run(const QStringList& words) const { return start(QStringList("export") + words); }
    // A small cluster whose worker loses its power, one minute after power-on.
    static QByteArray story() {
        return R"({"format": "maqueta", "version": 1, "seed": 5, "cursorNs": 60000000000,
            "topology": [{"name": "cp", "role": "control-plane"}, {"name": "w", "role": "worker"},
                         {"name": "me", "role": "client"}],
            "journal": {"current": 0, "branches": [{"name": "main", "acts": [
                {"act": "power-off", "machine": "w", "number": 1, "atNs": 30000000000}]}]}})";
    }

private slots:
    void itWritesAllFormats_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("svg") << "a.svg" << QByteArray("<?xml");
        QTest::newRow("pdf") << "a.pdf" << QByteArray("%PDF-1.");
        QTest::newRow("drawio") << "a.drawio" << QByteArray("<mxfile");
        QTest::newRow("mermaid") << "a.mmd" << QByteArray("flowchart TB");
        QTest::newRow("dot") << "a.gv" << QByteArray("graph cluster {");
        QTest::newRow("png") << "a.PNG" << QByteArray("\x89PNG\r\n");
    }
    void itWritesAllFormats() {
        QFETCH(QString, name);
        QFETCH(QByteArray, begins);
        const Ending ending = run({"--at", "20s", "--to", name});
        QCOMPARE(ending.errors, QString());
        QCOMPARE(ending.status, 0);
        QVERIFY2(read(name).startsWith(begins), read(name).left(40).constData());
    }

    void whatWasDeployedCanBeAppliedAgain() {
        write("web.yaml",
              "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {a: \"1\"}\n");
        QCOMPARE(run({"--apply", "web.yaml", "--at", "30s", "--to", "once.yaml"}).errors,
                 QString());
        QCOMPARE(run({"--apply", "once.yaml", "--at", "30s", "--to", "twice.yaml"}).errors,
                 QString());
        QVERIFY(read("once.yaml").contains("name: web"));
        QCOMPARE(read("twice.yaml"), read("once.yaml"));
    }

    void aPictureRunsAsItsDocumentDoes_data() {
        QTest::addColumn<QString>("picture");
        QTest::newRow("svg") << "story.svg";
        QTest::newRow("png") << "story.png";
    }
    void aPictureRunsAsItsDocumentDoes() {
        QFETCH(QString, picture);
        write("story.maqueta", story());
        QCOMPARE(run({"story.maqueta", "--to", picture}).errors, QString());
        const auto fingerprint = [&](const QString& file) {
            const Ending ending = start({"run", file, "--for", "2m", "--format", "json"});
            QJsonObject said = QJsonDocument::fromJson(ending.out.toUtf8()).object();
            return said["fingerprint"].toString() + ending.errors;
        };
        const QString expected = fingerprint("story.maqueta");
        QVERIFY(expected.size() >= 16);
        QCOMPARE(fingerprint(picture), expected);
        // The same moment once more.
        QCOMPARE(run({picture, "--to", "again-" + picture}).errors, QString());
        QCOMPARE(read("again-" + picture), read(picture));
    }

    void aPictureWithoutADocumentIsNotOpened() {
        QCOMPARE(run({"--at", "5s", "--to", "bare.png", "--no-document"}).errors, QString());
        const Ending ending = start({"run", "bare.png"});
        QCOMPARE(ending.status, 1);
        QVERIFY2(ending.errors.contains("bare.png: there is no Maqueta document in this picture"),
                 qPrintable(ending.errors));
    }

    void aPictureIsNotOverwrittenByADocument() {
        write("story.maqueta", story());
        QCOMPARE(run({"story.maqueta", "--to", "kept.png"}).errors, QString());
        const QByteArray before = read("kept.png");
        QCOMPARE(
            start({"snapshot", "save", "kept.png", "--at", "0s", "--out", "k.snapshot"}).errors,
            QString());
        const QString whole = folder_.filePath("kept.png");
        for (const QStringList& more :
             {QStringList{"kept.png", "k.snapshot"},
              QStringList{"./kept.png", "k.snapshot", "--out", "kept.png"},
              QStringList{"kept.png", "k.snapshot", "--out", whole},
              QStringList{"story.maqueta", "k.snapshot", "--any-cluster", "--out", "kept.png"}}) {
            const Ending ending = start(QStringList{"snapshot", "restore"} + more);
            QCOMPARE(ending.status, 1);
            QVERIFY2(ending.errors.contains("kept.png: it is a picture"),
                     qPrintable(ending.errors));
            QCOMPARE(read("kept.png"), before);
        }
    }

    void aFilmMovesAndIsTheSameEveryTime() {
        const Ending ending = run({"--at", "20s", "--film", "2s", "--fps", "5", "--to", "a.gif"});
        if (ending.errors.contains("without libgif")) QSKIP("built without libgif");
        QCOMPARE(ending.errors, QString());
        QVERIFY(read("a.gif").startsWith("GIF89a"));
        QVERIFY(read("a.gif").count(QByteArray("\x21\xf9\x04", 3)) > 3); // frames
        QCOMPARE(run({"--at", "20s", "--film", "2s", "--fps", "5", "--to", "b.gif"}).status, 0);
        QCOMPARE(read("b.gif"), read("a.gif"));
    }

    void aMachineAlone() {
        const Ending ending = run({"--at", "20s", "--to", "one.svg", "--only", "worker-3"});
        QCOMPARE(ending.status, 0);
        QVERIFY(read("one.svg").contains("worker-3"));
        QVERIFY(!read("one.svg").contains("worker-2"));
    }

    void whatMakesNoSenseIsSaid_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* what, const QStringList& words, int status,
                            const char* says) {
            QTest::newRow(what) << words << status << QString::fromUtf8(says);
        };
        row("no file", {}, 2, "--to is missing");
        row("another ending", {"--to", "a.jpeg"}, 2, "--to ends in .svg, .pdf");
        row("theme", {"--to", "a.svg", "--theme", "blue"}, 2, "--theme is light or dark");
        row("scale of a vector", {"--to", "a.svg", "--scale", "2"}, 2, "--scale is for pictures");
        row("scale", {"--to", "a.png", "--scale", "9"}, 2, "--scale is a number from 1 to 4");
        row("no number", {"--to", "a.png", "--scale", "nan"}, 2, "--scale is a number from 1 to 4");
        row("size", {"--to", "a.png", "--size", "1600"}, 2, "--size is WIDTHxHEIGHT");
        row("theme of a text", {"--to", "a.dot", "--theme", "dark"}, 2,
            "--theme says nothing about a .dot file");
        row("part of manifests", {"--to", "a.yaml", "--only", "worker-1"}, 2,
            "--only says nothing about a .yaml file");
        row("nothing deployed", {"--at", "1s", "--to", "a.yaml"}, 1,
            "nothing was deployed at that moment");
        row("film of a picture", {"--to", "a.png", "--film", "3s"}, 2,
            "--film says nothing about a .png file");
        row("document in a page", {"--to", "a.pdf", "--no-document"}, 2,
            "--no-document says nothing about a .pdf file");
        row("view", {"--to", "a.png", "--view", "1,2,3"}, 2, "--view is X,Y,WIDTH,HEIGHT");
        row("empty view", {"--to", "a.png", "--view", "1,2,0,3"}, 2, "--view is X,Y,WIDTH,HEIGHT");
        row("two ways", {"--to", "a.png", "--view", "1,2,3,4", "--only", "worker-1"}, 2,
            "--only and --view are two ways");
        row("no such machine", {"--at", "1s", "--to", "a.png", "--only", "worker-9"}, 1,
            "there is no machine called worker-9");
        row("no such pod", {"--at", "1s", "--to", "a.png", "--only", "default/web"}, 1,
            "there is no pod called default/web");
        row("too large", {"--at", "1s", "--to", "a.png", "--size", "16000x16000", "--scale", "4"},
            1, "64000 × 64000 pixels are too many");
        row("no such folder", {"--at", "1s", "--to", "no/such/a.pdf"}, 1,
            "no/such/a.pdf cannot be");
    }
    void whatMakesNoSenseIsSaid() {
        QFETCH(QStringList, words);
        QFETCH(int, status);
        QFETCH(QString, says);
        const Ending ending = run(words);
        QVERIFY2(ending.errors.contains(says), qPrintable(ending.errors));
        QCOMPARE(ending.status, status);
        QCOMPARE(ending.out, QString());
        QVERIFY(!QFile::exists(folder_.filePath("a.png")));
    }
};

QTEST_GUILESS_MAIN(ExportCommandTest)
#include "export_command_test.moc"
