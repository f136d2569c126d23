// The text formats of a diagram: well-formed whatever names hold, each thing of the picture in them
// once, and the same bytes every time. draw.io is read back with an XML reader; DOT is given to
// Graphviz where that is installed.
#include "diagram/write_text.h"

#include <QElapsedTimer>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTest>
#include <QXmlStreamReader>

#include <set>

using namespace maqueta;
using cluster::Picture;
using cluster::PodLook;
using cluster::ProcessKind;
using cluster::Role;

namespace {

cluster::MachinePicture machine(const std::string& name, Role role) {
    cluster::MachinePicture m;
    m.spec.name = name;
    m.spec.role = role;
    m.ip = "10.0.0.1";
    m.on = true;
    m.registered = m.ready = role == Role::Worker || role == Role::ControlPlane;
    return m;
}

void addProcess(Picture& picture, std::size_t at, ProcessKind kind) {
    cluster::ProcessPicture p;
    p.id.value = std::uint32_t(picture.processes.size());
    p.kind = kind;
    p.machine = std::uint32_t(at);
    p.running = p.healthy = true;
    picture.processes.push_back(p);
}

void addPod(Picture& picture, const std::string& name, int at, const std::string& workload) {
    cluster::PodPicture pod;
    pod.ns = "default";
    pod.name = name;
    pod.workload = workload;
    pod.machine = at;
    pod.look = PodLook::Ready;
    pod.phase = "Running";
    picture.pods.push_back(pod);
}

// Two control planes, workers, a balancer and a client; two pods on the first worker, one waits.
Picture clusterOf(int workers) {
    Picture picture;
    picture.machines.push_back(machine("client", Role::Client));
    picture.machines.push_back(machine("load-balancer", Role::LoadBalancer));
    for (const char* name : {"cp-1", "cp-2"}) {
        picture.machines.push_back(machine(name, Role::ControlPlane));
        for (const ProcessKind kind : {ProcessKind::ApiServer, ProcessKind::Etcd,
                                       ProcessKind::Scheduler, ProcessKind::ControllerManager})
            addProcess(picture, picture.machines.size() - 1, kind);
    }
    for (int i = 1; i <= workers; ++i) {
        picture.machines.push_back(machine("worker-" + std::to_string(i), Role::Worker));
        addProcess(picture, picture.machines.size() - 1, ProcessKind::Kubelet);
    }
    if (workers > 0) {
        addPod(picture, "web-1", 4, "web");
        addPod(picture, "web-2", 4, "web");
    }
    addPod(picture, "late", -1, "late");
    return picture;
}

diagram::Outline outlineOf(const Picture& picture, const std::vector<std::string>& only = {}) {
    return diagram::outlineOf(picture, diagram::layoutOf(picture), {.only = only, .local = {}});
}

struct Cell {
    QString value;
    QString parent;
    QString source;
    QString target;
    bool vertex = false;
    bool edge = false;
    QRectF box;
};

// Fails where it is no XML, or an id stands there twice.
QMap<QString, Cell> cellsOf(const std::string& text) {
    QMap<QString, Cell> cells;
    QXmlStreamReader xml(QByteArray::fromStdString(text));
    QString last;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        const auto a = xml.attributes();
        const auto at = [&](const char* name) { return a.value(QLatin1String(name)).toString(); };
        if (xml.name() == QLatin1String("mxCell")) {
            last = at("id");
            if (cells.contains(last)) qFatal("%s stands there twice", qPrintable(last));
            cells[last] = {at("value"),
                           at("parent"),
                           at("source"),
                           at("target"),
                           at("vertex") == "1",
                           at("edge") == "1",
                           {}};
        } else if (xml.name() == QLatin1String("mxGeometry")) {
            cells[last].box = QRectF(at("x").toDouble(), at("y").toDouble(), at("width").toDouble(),
                                     at("height").toDouble());
        }
    }
    if (xml.hasError()) qFatal("line %lld: %s", xml.lineNumber(), qPrintable(xml.errorString()));
    return cells;
}

} // namespace

class WriteTextTest : public QObject {
    Q_OBJECT

    // What Graphviz makes of it; true where it is not installed.
    static bool graphvizReads(const std::string& dot) {
        const QString program = QStandardPaths::findExecutable("dot");
        if (program.isEmpty()) return true;
        QProcess graphviz;
        graphviz.start(program, {"-Tcanon"}); // reads it, without the layout
        graphviz.write(QByteArray::fromStdString(dot));
        graphviz.closeWriteChannel();
        if (!graphviz.waitForFinished(60'000)) return false;
        const QByteArray errors = graphviz.readAllStandardError();
        if (!errors.isEmpty()) qWarning("%s", errors.constData());
        return graphviz.exitCode() == 0 && errors.isEmpty();
    }

private slots:
    void initTestCase() {
        if (QStandardPaths::findExecutable("dot").isEmpty())
            qInfo("Graphviz is not installed: what it would say of DOT is not tested");
    }

    void everyPartIsACellWhereItStands() {
        const Picture picture = clusterOf(3);
        const diagram::Layout layout = diagram::layoutOf(picture);
        const auto cells = cellsOf(diagram::writeDrawIo(outlineOf(picture)));
        for (const char* id :
             {"network", "tray", "machine/client", "machine/load-balancer", "machine/cp-1",
              "process/cp-2/etcd", "process/cp-1/kube-apiserver", "process/worker-3/kubelet",
              "machine/worker-1", "pod/default/web-1", "pod/default/web-2", "pod/default/late"})
            QVERIFY2(cells.value(id).vertex, id);
        for (const char* id : {"ramp/cp-1", "ramp/worker-3", "feeder/cp-2", "road/client"})
            QVERIFY2(cells.value(id).edge, id);
        // A machine stands where the layout has it, and what is on it is in its group.
        const QRectF box = cells["machine/worker-1"].box;
        const diagram::Box& card = layout.workers[0].box;
        QCOMPARE(box, QRectF(card.x, card.y, card.w, card.h));
        QCOMPARE(cells["pod/default/web-1"].parent, QString("machine/worker-1"));
        QVERIFY(QRectF(QPointF(), box.size()).contains(cells["pod/default/web-1"].box));
        QCOMPARE(cells["process/cp-2/etcd"].parent, QString("machine/cp-2"));
        QCOMPARE(cells["pod/default/late"].parent, QString("tray"));
        // Every parent and every end is there.
        for (const Cell& cell : cells) {
            if (cell.vertex || cell.edge) QVERIFY2(cells.contains(cell.parent), "no such parent");
            if (cell.edge) QVERIFY(cells[cell.source].vertex && cells[cell.target].vertex);
        }
    }

    void onlyWhatIsChosen() {
        const auto cells =
            cellsOf(diagram::writeDrawIo(outlineOf(clusterOf(3), {"worker-1", "default/late"})));
        QSet<QString> vertices;
        for (auto it = cells.begin(); it != cells.end(); ++it)
            if (it->vertex) vertices.insert(it.key());
        QCOMPARE(vertices,
                 QSet<QString>({"machine/worker-1", "process/worker-1/kubelet", "pod/default/web-1",
                                "pod/default/web-2", "pod/default/late"}));
        QVERIFY(!cells.contains("ramp/worker-1"));
    }

    void whateverANameHolds_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("markup") << QByteArray("<b onclick='x'>&amp;\"]]></mxCell>");
        QTest::newRow("quotes") << QByteArray("a\"b'c`d\\\"e\\");
        QTest::newRow("Mermaid") << QByteArray("x\"] --> end; subgraph %% #quot; {{}} |y|");
        QTest::newRow("DOT") << QByteArray("\"]; } \\N \\G <table> -- // /* */ &lt;");
        QTest::newRow("lines") << QByteArray("one\ntwo\r\nthree\tfour");
        QTest::newRow("control") << QByteArray("a\0b\x01\x1b[31m\x7f", 10);
        QTest::newRow("no UTF-8") << QByteArray("a\xff\xfe\xc3(\xed\xa0\x80");
        QTest::newRow("no character") << QByteArray("a\xef\xbf\xbf\xef\xbf\xbe");
        QTest::newRow("letters") << QByteArray("ñandú 工作节点 🧪 \u202e");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("endless") << QByteArray(5000, 'x');
    }
    void whateverANameHolds() {
        QFETCH(QByteArray, name);
        const std::string n = name.toStdString();
        Picture picture = clusterOf(2);
        picture.machines[4].spec.name = n;
        picture.pods[0].name = n;
        picture.pods[0].workload = n;
        picture.pods[0].reason = n;
        picture.pods[1].name = n; // two of one name
        const diagram::Outline outline = outlineOf(picture);

        const auto cells = cellsOf(diagram::writeDrawIo(outline));
        const QString shown = QString::fromStdString(diagram::plainText(n));
        QVERIFY(cells.contains("machine/" + shown));
        QVERIFY(cells.contains("pod/default/" + shown));
        QVERIFY(cells.contains("pod/default/" + shown + "#2"));
        QVERIFY(cells["machine/" + shown].value.startsWith(shown));

        const std::string dot = diagram::writeDot(outline);
        QVERIFY2(graphvizReads(dot), dot.c_str());

        // Every line of Mermaid is of one of its forms: no name leaves its quotes.
        static const QRegularExpression forms(
            "^(flowchart TB| *subgraph n\\d+\\[\"[^\"]*\"\\]| *end"
            "| *n\\d+[\\[({]+\"[^\"]*\"[\\])}]+(:::\\w+)?| *class n\\d+ \\w+"
            "| *n\\d+ (---|-\\. \"x\" \\.-) n\\d+| *classDef \\w+ [\\w:#,\\- ]+)$");
        const QStringList lines =
            QString::fromStdString(diagram::writeMermaid(outline)).split('\n', Qt::SkipEmptyParts);
        for (const QString& line : lines) QVERIFY2(forms.match(line).hasMatch(), qPrintable(line));
    }

    void anEmptyCluster() {
        Picture picture;
        const diagram::Outline outline = outlineOf(picture);
        QVERIFY(cellsOf(diagram::writeDrawIo(outline)).contains("network"));
        QVERIFY(graphvizReads(diagram::writeDot(outline)));
        QVERIFY(diagram::writeMermaid(outline).starts_with("flowchart TB\n"));
        // Nothing of what is asked for.
        QVERIFY(outlineOf(clusterOf(2), {"nobody"}).shapes.empty());
    }

    // Whatever names there are, no two cells have one id: cellsOf fails where they do.
    void noTwoHaveOneId() {
        Picture picture = clusterOf(3);
        for (const char* name : {"a", "a#2", "a", "a", "a#2"}) addPod(picture, name, 4, "web");
        picture.machines[5].spec.name = "worker-1"; // so its ramp is called as the first one's
        picture.machines[6].spec.name = "worker-1#2";
        const auto cells = cellsOf(diagram::writeDrawIo(outlineOf(picture)));
        for (const char* id : {"a", "a#2", "a#3", "a#4", "a#2#2"})
            QVERIFY2(cells.value(QStringLiteral("pod/default/%1").arg(id)).vertex, id);
        int ramps = 0;
        for (auto it = cells.begin(); it != cells.end(); ++it)
            ramps += it->edge && it.key().startsWith("ramp/worker-1");
        QCOMPARE(ramps, 3);
    }

    void whatIsBrokenLooksSo() {
        Picture picture = clusterOf(2);
        picture.machines[4].on = false;
        picture.machines[5].plugged = false;
        picture.machines[2].ready = false;
        picture.machines[3].on = picture.machines[3].ready = false; // a minute later
        picture.machines[3].plugged = false;
        picture.processes[1].leads = true;
        picture.processes[1].term = 7;
        const diagram::Outline outline = outlineOf(picture);
        const auto shape = [&](const std::string& id) {
            for (const auto& s : outline.shapes)
                if (s.id == id) return s;
            return diagram::Shape();
        };
        using diagram::ShapeState;
        QCOMPARE(shape("machine/worker-1").state, ShapeState::Off);
        QVERIFY(shape("machine/worker-1").detail.find("no power") != std::string::npos);
        QCOMPARE(shape("machine/cp-2").state, ShapeState::Off); // whatever else is wrong with it
        for (const char* what : {"no power", "cable pulled", "NotReady"})
            QVERIFY2(shape("machine/cp-2").detail.find(what) != std::string::npos, what);
        QCOMPARE(shape("machine/worker-2").state, ShapeState::Trouble);
        QVERIFY(shape("machine/cp-1").detail.find("NotReady") != std::string::npos);
        QCOMPARE(shape("process/cp-1/etcd").state, ShapeState::Leads);
        QVERIFY(shape("process/cp-1/etcd").detail.find("term 7") != std::string::npos);
        const std::set<std::string> broken{"ramp/worker-2", "ramp/cp-2", "feeder/cp-2"};
        for (const auto& line : outline.lines) QCOMPARE(line.broken, broken.contains(line.id));
        QVERIFY(diagram::writeMermaid(outline).find("-. \"x\" .-") != std::string::npos);
    }

    void ofManyWorkersPodsAreCounted() {
        Picture picture = clusterOf(2000);
        for (int i = 0; i < 20'000; ++i)
            addPod(picture, "job-" + std::to_string(i), 4 + i % 2000, "job");
        const diagram::Outline outline = outlineOf(picture);
        const auto cells = cellsOf(diagram::writeDrawIo(outline));
        QVERIFY(cells["machine/worker-2000"].vertex);
        QCOMPARE(cells["pods/worker-1"].value, QString::fromUtf8("job ×10, web ×2"));
        QVERIFY(graphvizReads(diagram::writeDot(outline)));
        QVERIFY(diagram::writeMermaid(outline).find("worker-2000") != std::string::npos);
    }

    // However many wait: counting again for each worker takes seconds.
    void podsAreCountedOnce() {
        Picture picture = clusterOf(5000);
        for (auto& pod : picture.pods) pod.machine = -1;
        picture.pods.resize(150'000, picture.pods.back());
        const diagram::Layout layout = diagram::layoutOf(picture);
        QElapsedTimer clock;
        clock.start();
        const diagram::Outline outline = diagram::outlineOf(picture, layout);
        const qint64 took = clock.elapsed();
        for (const auto& shape : outline.shapes) QVERIFY(!shape.id.starts_with("pods/"));
        QVERIFY2(took < 400, qPrintable(QStringLiteral("%1 ms").arg(took)));
    }

    void theSamePictureIsTheSameText() {
        const Picture picture = clusterOf(5);
        QCOMPARE(diagram::writeDrawIo(outlineOf(picture)),
                 diagram::writeDrawIo(outlineOf(picture)));
        QCOMPARE(diagram::writeDot(outlineOf(picture)), diagram::writeDot(outlineOf(picture)));
        QCOMPARE(diagram::writeMermaid(outlineOf(picture)),
                 diagram::writeMermaid(outlineOf(picture)));
    }
};

QTEST_GUILESS_MAIN(WriteTextTest)
#include "write_text_test.moc"
