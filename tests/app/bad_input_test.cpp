// What the program says to input that is wrong: each time one clear message with its place, exit
// status 1 (2 for wrong usage), and nothing done by halves. Runs the program that was built.
#include "app/program.h"

#include <QDir>
#include <QRegularExpression>

using maqueta::tests::Ending;

namespace {

QByteArray repeated(const char* text, int times) {
    return QByteArray(text).repeated(times);
}

QByteArray deployment(const QByteArray& name = "web", const QByteArray& replicas = "2",
                      const QByteArray& app = "web", const QByteArray& cpu = "100m") {
    return "apiVersion: apps/v1\n"
           "kind: Deployment\n"
           "metadata:\n"
           "  name: " +
           name +
           "\n"
           "spec:\n"
           "  replicas: " +
           replicas +
           "\n"
           "  selector:\n"
           "    matchLabels:\n"
           "      app: " +
           app +
           "\n"
           "  template:\n"
           "    metadata:\n"
           "      labels:\n"
           "        app: web\n"
           "    spec:\n"
           "      containers:\n"
           "        - name: c\n"
           "          image: web:v1\n"
           "          resources:\n"
           "            requests:\n"
           "              cpu: " +
           cpu + "\n";
}

// Each anchor holds the one before nine times.
QByteArray aliasBomb() {
    QByteArray text = "a: &a [x, x, x, x, x, x, x, x, x]\n";
    for (char c = 'b'; c <= 'l'; ++c) {
        const QByteArray before = QByteArray("*") + static_cast<char>(c - 1);
        QByteArray list = before;
        for (int i = 0; i < 8; ++i) list += ", " + before;
        text += QByteArray(1, c) + ": &" + c + " [" + list + "]\n";
    }
    return text;
}

} // namespace

class BadInputTest : public maqueta::tests::ProgramTest {
    Q_OBJECT

    // One line that begins with the program's name and holds what is expected.
    static void checkMessage(const Ending& ending, const QString& pattern) {
        QVERIFY2(ending.errors.endsWith('\n') && ending.errors.count('\n') == 1,
                 qPrintable("not one line: " + ending.errors));
        const QRegularExpression expected("^maqueta: " + pattern);
        QVERIFY2(expected.match(ending.errors).hasMatch(), qPrintable(ending.errors));
        QVERIFY2(ending.errors.size() < 1000, "too long to read");
    }
    void refuses(const QStringList& words, const QString& pattern) const {
        const Ending ending = start(words);
        QCOMPARE(ending.status, 1);
        QCOMPARE(ending.out, QString());
        checkMessage(ending, pattern);
    }

private slots:
    void manifests_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* what, const char* file, const QByteArray& text,
                            const char* says) { QTest::newRow(what) << file << text << says; };
        row("truncated YAML", "cut.yaml", deployment().left(140) + "\n  \"not closed",
            "cut\\.yaml:\\d+:\\d+: the text ends too early");
        row("truncated JSON", "cut.json", R"({"apiVersion": "v1", "kind": "Pod", "metadata": {)",
            "cut\\.json:1:\\d+: the text ends inside the object");
        row("a text for a number", "typed.yaml", deployment("web", "many"),
            "typed\\.yaml:6:13: spec\\.replicas: .*cannot unmarshal string");
        row("a text for a list", "list.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\nspec:\n  containers: none\n",
            "list\\.yaml:6:15: spec\\.containers: .*cannot unmarshal string");
        row("duplicate key in YAML", "twice.yaml", deployment("web", "2\n  replicas: 3"),
            "twice\\.yaml:7:3: duplicate key \"replicas\"");
        row("duplicate key in JSON", "twice.json", "{\"kind\": \"Pod\",\n \"kind\": \"Pod\"}",
            "twice\\.json:2:2: duplicate key \"kind\"");
        row("alias bomb", "bomb.yaml", aliasBomb(), "bomb\\.yaml:\\d+:\\d+: aliases unfold");
        row("deep YAML", "deep.yaml", "kind: " + repeated("[", 100'000) + repeated("]", 100'000),
            "deep\\.yaml:1:\\d+: nested more than 200 levels deep");
        row("deep maps in YAML", "maps.yaml", repeated("{a: ", 100'000),
            "maps\\.yaml:1:\\d+: nested more than 200 levels deep");
        row("deep JSON", "deep.json", repeated("{\"a\":", 100'000) + "1" + repeated("}", 100'000),
            "deep\\.json:1:\\d+: nested more than 200 levels deep");
        row("deep lists in JSON", "lists.json", repeated("[", 100'000),
            "lists\\.json:1:201: nested more than 200 levels deep");
        row("a line of 10 MB", "line.yaml", "kind: " + repeated("x", 10'000'000),
            "line\\.yaml:1:1: manifest without apiVersion");
        row("a line of 10 MB in JSON", "line.json",
            "{\"kind\": \"" + repeated("x", 10'000'000) + "\"}",
            "line\\.json:1:1: manifest without apiVersion");
        row("a value of 10 MB", "value.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  a: " +
                repeated("x", 10'000'000),
            "value\\.yaml:1:1: Request entity too large: limit is 3145728");
        row("empty", "empty.yaml", "", "empty\\.yaml: the file is empty");
        row("comments only", "comment.yaml", "# nothing\n---\n",
            "comment\\.yaml: no manifest found");
        row("binary", "binary.yaml", QByteArray("\x7f\x45LF\0\1\2\3", 8),
            "binary\\.yaml:1:5: this is a binary file");
        row("not UTF-8", "latin.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: caf\xe9}\n",
            "latin\\.yaml:3:21: not UTF-8: byte 0xe9");
        row("no kind", "kind.yaml", "apiVersion: v1\nmetadata: {name: x}\n",
            "kind\\.yaml:1:1: manifest without kind");
        row("not a map", "items.yaml", "- a\n- b\n", "items\\.yaml:1:1: expected a map here");
        row("negative replicas", "minus.yaml", deployment("web", "-3"),
            "minus\\.yaml:6:13: .*must be greater than or equal to 0");
        row("replicas beyond any number", "many.yaml", deployment("web", "99999999999999999999"),
            "many\\.yaml:6:13: spec\\.replicas: .*cannot unmarshal number");
        row("more replicas than a model holds", "most.yaml", deployment("web", "2147483647"),
            "most\\.yaml:6:13: .*2147483647 pods are more than a model holds");
        row("a letter for a digit in a quantity", "quantity.yaml",
            deployment("web", "2", "web", "1O0m"),
            "quantity\\.yaml:20:20: spec\\.template\\.spec\\.containers\\[0\\]\\.resources\\."
            "requests\\[cpu\\]: .*quantities must match");
        row("a name over 253 characters", "name.yaml", deployment(repeated("w", 254)),
            "name\\.yaml:4:9: .*must be no more than 253 characters");
        row("a selector that does not match", "selector.yaml", deployment("web", "2", "other"),
            "selector\\.yaml:12:7: .*`selector` does not match template `labels`");
        row("the second of two is wrong", "second.yaml",
            deployment() + "---\n" + deployment("bad", "-1"),
            "second\\.yaml:27:13: Deployment\\.apps \"bad\" is invalid");
    }
    void manifests() {
        QFETCH(QString, file);
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        write(file, text);
        refuses({"run", "--apply", file, "--for", "1m"}, says);
        QFile::remove(folder_.filePath(file));
    }
    void manifestsThatAreNotThere() {
        refuses({"run", "--apply", "nowhere.yaml"}, "nowhere\\.yaml: no such file or folder");
        QVERIFY(QDir(folder_.path()).mkdir("hollow"));
        refuses({"run", "--apply", "hollow"}, "hollow: no \\.yaml, \\.yml or \\.json file");
    }

    void documents_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* what, const QByteArray& text, const char* says) {
            QTest::newRow(what) << text << says;
        };
        row("of a newer format", R"({"format": "maqueta", "version": 999})",
            "x\\.maqueta: .*format 999.*newer Maqueta");
        row("cut", R"({"format": "maqueta", "version": 1, "topology": [)",
            "x\\.maqueta:1:\\d+: the text ends inside the array");
        row("not JSON", "hello", "x\\.maqueta:1:1: expected a JSON value");
        row("of something else", R"({"name": "web"})", "x\\.maqueta: .*not a Maqueta document");
        row("without machines", R"({"format": "maqueta", "version": 1, "topology": []})",
            "x\\.maqueta: topology: there is no control-plane machine");
        row("a machine that no node can be called after",
            R"({"format": "maqueta", "version": 1, "topology": [{"name": "Worker 1"}]})",
            "x\\.maqueta: topology, machine 1: \"Worker 1\" cannot name a machine");
        row("a moment in another age",
            R"({"format": "maqueta", "version": 1, "cursorNs": 9000000000000000000, "topology": [)"
            R"({"name": "a", "role": "control-plane"}, {"name": "b", "role": "client"}]})",
            "x\\.maqueta: document: cursorNs must lie between");
        row("a field that was misspelt",
            R"({"format": "maqueta", "version": 1, "sead": 7, "topology": [)"
            R"({"name": "a", "role": "control-plane"}, {"name": "b", "role": "client"}]})",
            "x\\.maqueta: document: there is no field called \"sead\"");
        row("a machine with a field of no machine",
            R"({"format": "maqueta", "version": 1, "topology": [)"
            R"({"name": "a", "role": "control-plane", "cpus": 4}]})",
            "x\\.maqueta: topology, machine 1: there is no field called \"cpus\"");
        row("empty", "", "x\\.maqueta: the file is empty");
        row("binary", QByteArray("\x89PNG\0\0", 6), "x\\.maqueta:1:\\d+: .*(binary|not UTF-8)");
        row("deep", repeated("[", 100'000), "x\\.maqueta:1:\\d+: nested more than 200 levels");
    }
    void documents() {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        write("x.maqueta", text);
        refuses({"run", "x.maqueta"}, says);
        QFile file(folder_.filePath("x.maqueta")); // and it is as it was
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), text);
    }
    void documentsThatAreNotThere() {
        refuses({"run", "nowhere.maqueta"}, "nowhere\\.maqueta: cannot read: No such file");
        refuses({"run", "."}, "\\.: is a folder");
        write("shop.yaml", "kind: List\n");
        refuses({"run", "shop.yaml"}, "shop\\.yaml: this is a manifest, .*apply it to a cluster");
    }

    void scripts_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* what, const QByteArray& text, const char* says) {
            QTest::newRow(what) << text << says;
        };
        const QByteArray good = R"({"at": "1s", "act": "cordon", "node": "worker-1"})"
                                "\n";
        row("not JSON", good + "power off\n", "acts:2:1: expected a JSON value");
        row("cut", good + R"({"at": "2s")", "acts:2:\\d+: the text ends inside the object");
        row("no time", R"({"act": "power-off", "machine": "worker-1"})",
            "acts:1: act 1: \"at\" is missing");
        row("no length of time", R"({"at": "soon", "act": "power-off", "machine": "worker-1"})",
            "acts:1: act 1: \"soon\" is not a length of time");
        row("no act", R"({"at": "1s"})", "acts:1: act 1: .*act");
        row("unknown act", good + R"({"at": "1s", "act": "unplug-everything"})",
            "acts:2: act 2: .*unplug-everything");
        row("a part is missing", R"({"at": "1s", "act": "power-off"})",
            "acts:1: act 1: .*machine is missing");
        row("a field that was misspelt",
            R"({"at": "1s", "act": "crash", "machine": "worker-1", "process": "kubelet", )"
            R"("stayDown": true})",
            "acts:1: act 1: .*there is no field called \"stayDown\"");
        row("a number for a name", R"({"at": "1s", "act": "power-off", "machine": 3})",
            "acts:1: act 1: .*machine is not a text");
        row("not an object", "[1, 2]", "acts:1: act 1: ");
        row("nothing in it", "\n\n", "acts: there is no act in it");
        row("empty", "", "acts: .*(empty|no act)");
        row("binary", QByteArray("\0\1\2", 3), "acts:1:1: .*binary");
        row("deep", repeated("[", 100'000), "acts:1:\\d+: nested more than 200 levels");
        row("a machine that is not there",
            good + R"({"at": "30s", "act": "power-off", "machine": "worker-99"})",
            "acts:2: act 2 of the script, .*refused: there is no machine called worker-99");
        row("a name that no node can have",
            R"({"at": "1s", "act": "add-machine", "machine": {"name": "Worker 1"}})",
            "acts:1: act 1 of the script, .*cannot name a machine");
        row("more pods than a model holds",
            R"({"at": "1s", "act": "scale", "kind": "Deployment", "name": "web", )"
            R"("replicas": 2000000000})",
            "acts:1: act 1 of the script, .*more than a model holds");
    }
    void scripts() {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        write("acts", text);
        refuses({"run", "--script", "acts", "--for", "1m"}, says);
    }

    // The API server has the last word on what was well-formed.
    void whatTheApiServerRefuses() {
        QByteArray text = deployment();
        text.replace("  name: web\n", "  name: web\n  namespace: nowhere\n");
        write("nowhere.yaml", text);
        const Ending ending = start({"run", "--apply", "nowhere.yaml", "--for", "1m"});
        QCOMPARE(ending.status, 1);
        checkMessage(ending, ".*deployment\\.apps/web.*namespaces \"nowhere\" not found");
        QVERIFY(ending.out.contains("namespaces \"nowhere\" not found"));
    }
    void aClusterThatCannotServe() {
        write("good.yaml", deployment());
        QByteArray acts;
        for (const char* machine : {"control-plane-1", "control-plane-2", "control-plane-3"})
            acts +=
                QByteArray(R"({"at": "0s", "act": "power-off", "machine": ")") + machine + "\"}\n";
        write("acts", acts);
        const Ending ending =
            start({"run", "--apply", "good.yaml", "--script", "acts", "--for", "10m"});
        QCOMPARE(ending.status, 1);
        checkMessage(ending, "1 request failed: deployment\\.apps/web: .+");
    }
    void aContainerThatIsNotThere() {
        write("good.yaml", deployment());
        write("acts", R"({"at": "30s", "act": "set-image", "kind": "Deployment", "name": "web", )"
                      R"("container": "sidecar", "image": "web:v2"})");
        const Ending ending =
            start({"run", "--apply", "good.yaml", "--script", "acts", "--for", "1m"});
        QCOMPARE(ending.status, 1);
        checkMessage(ending, ".*unable to find container named \"sidecar\"");
    }
    void whatIsNotDoneInTime() {
        write("good.yaml", deployment());
        const Ending ending = start({"run", "--apply", "good.yaml", "--for", "1s"});
        QCOMPARE(ending.status, 1);
        checkMessage(ending, "the run ended before .*--for");
        QCOMPARE(start({"run", "--apply", "good.yaml", "--for", "1m"}).status, 0);
    }

    void targetsThatCannotBeWritten() {
        if (start({"export", "--help"}).status != 0) QSKIP("this build draws no pictures");
        QVERIFY(QDir(folder_.path()).mkdir("taken.svg"));
        for (const QString target : {"nowhere/x.svg", "taken.svg"}) {
            const Ending ending = start({"export", "--at", "1s", "--to", target});
            QCOMPARE(ending.status, 1);
            QCOMPARE(ending.out, QString());
            QVERIFY2(ending.errors.contains("maqueta: " + target + " cannot be written: "),
                     qPrintable(ending.errors));
        }
        QVERIFY(!QFile::exists(folder_.filePath("nowhere")));
        QCOMPARE(start({"export", "--to", "x.jpeg"}).status, 2);
        QCOMPARE(start({"export"}).status, 2);
    }

    void usage_data() {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("unknown option") << QStringList{"run", "--frobnicate"};
        QTest::newRow("no value") << QStringList{"run", "--for"};
        QTest::newRow("no length of time") << QStringList{"run", "--for", "tomorrow"};
        QTest::newRow("backwards") << QStringList{"run", "--for", "-5m"};
        QTest::newRow("for ever") << QStringList{"run", "--for", "99999999999h"};
        QTest::newRow("no format") << QStringList{"run", "--format", "xml"};
        QTest::newRow("no seed") << QStringList{"run", "--seed", "lucky"};
        QTest::newRow("a seed below 0") << QStringList{"run", "--seed", "-1"};
        QTest::newRow("two documents") << QStringList{"run", "a.maqueta", "b.maqueta"};
        QTest::newRow("a value for none") << QStringList{"run", "--help=yes"};
        QTest::newRow("unknown figure") << QStringList{"bench", "--only", "nothing"};
        QTest::newRow("unknown option of bench") << QStringList{"bench", "--fast"};
    }
    void usage() {
        QFETCH(QStringList, words);
        const Ending ending = start(words);
        QCOMPARE(ending.status, 2);
        QCOMPARE(ending.out, QString());
        QVERIFY2(ending.errors.startsWith("maqueta: "), qPrintable(ending.errors));
        QVERIFY2(ending.errors.contains("--help"), qPrintable(ending.errors));
    }
};

QTEST_GUILESS_MAIN(BadInputTest)
#include "bad_input_test.moc"
