// Manifests: what a folder of them means, and how each bad one is refused.
#include "manifest/manifest.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace maqueta::manifest;
using maqueta::base::Json;
using maqueta::base::Result;

namespace {

QString shortList(const Result<std::vector<ManifestObject>>& read) {
    if (!read) return QString::fromStdString(read.error().text());
    QStringList out;
    for (const ManifestObject& object : *read) {
        const Json& metadata = object.json["metadata"];
        QString line = QString::fromStdString(object.json["kind"].get<std::string>() + " " +
                                              metadata["name"].get<std::string>());
        if (object.json.contains("v")) line += " v" + QString::number(object.json["v"].get<int>());
        out += line;
    }
    return out.join(", ");
}

QString readText(const QByteArray& text, const char* file = "a.yaml") {
    return shortList(readManifestText({text.data(), static_cast<std::size_t>(text.size())}, file));
}

// A folder of files for one test.
class Folder {
public:
    void put(const QString& name, const QByteArray& text) {
        QDir(dir_.path()).mkpath(QFileInfo(name).path());
        QFile file(dir_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(name));
    }
    std::string path(const QString& name = {}) const {
        return name.isEmpty() ? dir_.path().toStdString() : dir_.filePath(name).toStdString();
    }
    // The result with this folder's own path taken out.
    QString read(const QString& name = {}) const {
        return shortList(readManifests(std::filesystem::path(path(name)))).remove(dir_.path());
    }

private:
    QTemporaryDir dir_;
};

QByteArray object(const char* kind, const char* name, int v) {
    return QByteArray("apiVersion: v1\nkind: ") + kind + "\nmetadata:\n  name: " + name +
           "\nv: " + QByteArray::number(v) + "\n---\n";
}

} // namespace

class ManifestTest : public QObject {
    Q_OBJECT
private slots:
    void readsAFolderInTheOrderOfNames() {
        Folder folder;
        folder.put("b.yml", object("Pod", "b", 1));
        folder.put("a/z.yaml", object("Pod", "az", 1) + object("Pod", "az2", 1));
        folder.put("a/a/deep.json",
                   "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"deep\"}}");
        folder.put("c.yaml", "# nothing but a comment\n");
        folder.put("README.md", "not a manifest");
        folder.put(".git/config.yaml", "not a manifest");
        QCOMPARE(folder.read(), "Pod deep, Pod az v1, Pod az2 v1, Pod b v1");
        QCOMPARE(folder.read("b.yml"), "Pod b v1");
    }
    void aLaterObjectReplacesAnEarlierOne() {
        Folder folder;
        folder.put("1.yaml", object("Pod", "a", 1) + object("Pod", "b", 1));
        folder.put("2.yaml", object("Pod", "c", 1) + object("Pod", "a", 2));
        QCOMPARE(folder.read(), "Pod a v2, Pod b v1, Pod c v1");
        QCOMPARE(shortList(readManifests({folder.path("2.yaml"), folder.path("1.yaml")})),
                 "Pod c v1, Pod a v1, Pod b v1");
        // No namespace means "default"; another kind, group or namespace is another object.
        const auto in = [](const char* version, const char* space, int v) {
            return QByteArray("{apiVersion: ") + version + ", kind: K, metadata: {name: a" + space +
                   "}, v: " + QByteArray::number(v) + "}\n---\n";
        };
        QCOMPARE(readText(in("g/v1", "", 1) + in("g/v1", ", namespace: default", 2) +
                          in("g/v1", ", namespace: x", 3) + in("h/v1", "", 4) + in("g/v2", "", 5)),
                 "K a v5, K a v3, K a v4");
    }
    void aListStandsForItsItems() {
        QCOMPARE(readText("apiVersion: v1\nkind: List\nitems:\n"
                          "- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n"
                          "- apiVersion: v1\n  kind: List\n  items:\n"
                          "  - {apiVersion: v1, kind: Pod, metadata: {name: b}}\n"),
                 "Pod a, Pod b");
        QCOMPARE(readText("{\"apiVersion\": \"v1\", \"kind\": \"PodList\", \"items\": "
                          "[{\"metadata\": {\"name\": \"a\"}}]}"),
                 "Pod a");
        QCOMPARE(readText("apiVersion: v1\nkind: List\nitems: 3\n"),
                 "a.yaml:3:8: the items of a list must be a list");
    }
    void jsonOrYamlIsToldByTheContent() {
        const QByteArray pod = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":"
                               "{\"name\":\"a\"}}\n";
        QCOMPARE(readText(pod, "a.yaml"), "Pod a");
        QCOMPARE(readText(pod, "-"), "Pod a");
        QCOMPARE(readText(object("Pod", "a", 1), "a.json"), "Pod a v1");
        QCOMPARE(readText("{apiVersion: v1, kind: Pod, metadata: {name: a}}"), "Pod a");
        QCOMPARE(readText(pod + "---\n" + QByteArray(pod).replace("\"a\"", "\"b\"")),
                 "Pod a, Pod b");
    }
    void errorsKnowTheirPlace() {
        const auto read = readManifestText("# first\n---\napiVersion: v1\nkind: List\nitems:\n"
                                           "- apiVersion: apps/v1\n  kind: Deployment\n"
                                           "  metadata: {name: web}\n  spec:\n    replicas: -1\n",
                                           "web.yaml");
        QVERIFY2(read.ok(), read ? "" : read.error().text().c_str());
        const ManifestObject& web = read->front();
        QCOMPARE(web.line, 6);
        QCOMPARE(web.column, 3);
        QCOMPARE(web.errorAt(pointerOfField("spec.replicas"), {"no"}).text(),
                 std::string("web.yaml:10:15: no"));
        QCOMPARE(web.errorAt(pointerOfField("spec.template.spec"), {"no"}).text(),
                 std::string("web.yaml:9:3: no"));
        QCOMPARE(pointerOfField("spec.containers[0].image"),
                 std::string("/spec/containers/0/image"));
        QCOMPARE(pointerOfField("metadata.labels[app.x/y~z].a"),
                 std::string("/metadata/labels/app.x~1y~0z/a"));
        QCOMPARE(pointerOfField(""), std::string());
    }
    void badFilesAreRefusedWithTheirPlace_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        const auto bad = [](const char* what, const char* name, const QByteArray& text,
                            const char* message) {
            QTest::newRow(what) << QString(name) << text << QString::fromUtf8(message);
        };
        bad("empty file", "a.yaml", "", "/a.yaml: the file is empty");
        bad("only comments", "a.yaml", "# nothing\n", "/a.yaml: no manifest found");
        bad("binary file", "a.yaml", QByteArray("\x1f\x8b\x08\x00zz", 6),
            "/a.yaml:1:3: this is a binary file (it holds a zero byte), not text");
        bad("not UTF-8", "a.yaml", "kind: Pod\nname: caf\xe9\n",
            "/a.yaml:2:10: not UTF-8: byte 0xe9; save the file as UTF-8");
        bad("no kind", "a.yaml", "apiVersion: v1\nmetadata: {name: a}\n",
            "/a.yaml:1:1: manifest without kind");
        bad("no kind in the second document", "a.yaml",
            object("Pod", "a", 1) + "apiVersion: v1\nmetadata:\n  name: b\n",
            "/a.yaml:7:1: manifest without kind");
        bad("no kind, JSON", "a.json", "{\"apiVersion\": \"v1\"}",
            "/a.json:1:1: manifest without kind");
        bad("empty kind", "a.yaml", "kind:\n", "/a.yaml:1:6: manifest without kind");
        bad("no apiVersion", "a.yaml", "kind: Pod\nmetadata: {name: a}\n",
            "/a.yaml:1:1: manifest without apiVersion");
        bad("no metadata", "a.yaml", "kind: Pod\napiVersion: v1\n",
            "/a.yaml:1:1: manifest without metadata.name");
        bad("no name", "a.yaml", "kind: Pod\napiVersion: v1\nmetadata:\n  labels: {}\n",
            "/a.yaml:3:1: manifest without metadata.name");
        bad("only generateName", "a.yaml",
            "kind: Pod\napiVersion: v1\nmetadata:\n  generateName: a-\n",
            "/a.yaml:4:17: manifest without metadata.name: cannot use generateName with apply");
        bad("kind of the wrong type", "a.yaml", "apiVersion: v1\nkind: [Pod]\n",
            "/a.yaml:2:1: kind must be a string, not [\"Pod\"]; write it in quotes");
        bad("name of the wrong type", "a.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: 8080\n",
            "/a.yaml:4:9: metadata.name must be a string, not 8080; write it in quotes");
        bad("namespace of the wrong type", "a.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: yes}\n",
            "/a.yaml:3:32: metadata.namespace must be a string; write it in quotes");
        bad("metadata of the wrong type", "a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: a\n",
            "/a.yaml:3:11: metadata must be a map");
        bad("a list", "a.yaml", "- kind: Pod\n",
            "/a.yaml:1:1: expected a map here, such as \"kind: Pod\"");
        bad("a list, JSON", "a.json", "[1]",
            "/a.json:1:1: a manifest must be a map with apiVersion, kind and metadata");
        bad("a bad item", "a.yaml",
            "apiVersion: v1\nkind: List\nitems:\n- {kind: Pod, metadata: {name: a}}\n",
            "/a.yaml:4:3: manifest without apiVersion");
        bad("text", "a.yaml", "hello, world\n",
            "/a.yaml:1:1: expected a map here, such as \"kind: Pod\"");
        bad("truncated YAML", "a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: \"a",
            "/a.yaml:3:20: the text ends too early: found unexpected end of stream, while scanning "
            "a quoted scalar that begins at line 3, column 18");
        bad("truncated JSON", "a.json", "{\"apiVersion\": \"v1\",\n\"kind\": \"Po",
            "/a.json:2:9: the string that begins here is not closed: '\"' is missing");
        bad("duplicate key, YAML", "a.yaml", "apiVersion: v1\nkind: Pod\nkind: Pod\n",
            "/a.yaml:3:1: duplicate key \"kind\" in the map that begins at line 1, column 1");
        bad("duplicate key, JSON", "a.json", "{\"kind\": \"Pod\", \"kind\": \"Pod\"}",
            "/a.json:1:17: duplicate key \"kind\" in the object that begins at line 1, column 1");
        bad("deep YAML", "a.yaml", "a:\n " + QByteArray("- ").repeated(100000),
            "/a.yaml:2:400: nested more than 200 levels deep");
        bad("deep JSON", "a.json", QByteArray("[").repeated(100000),
            "/a.json:1:201: nested more than 200 levels deep");
        bad("deep JSON in a YAML file", "a.yaml", QByteArray("{\"a\":").repeated(100000),
            "/a.yaml:1:1001: nested more than 200 levels deep");
        bad("10 MB on a line, YAML", "a.yaml", "a: " + QByteArray(10'000'000, 'x'),
            "/a.yaml:1:1: manifest without kind");
        bad("10 MB on a line, JSON", "a.json", "{\"a\": \"" + QByteArray(10'000'000, 'x'),
            "/a.json:1:7: the string that begins here is not closed: '\"' is missing");
        bad("10 MB of one word", "a.yaml", QByteArray(10'000'000, 'x'),
            "/a.yaml:1:1: expected a map here, such as \"kind: Pod\"");
    }
    void badFilesAreRefusedWithTheirPlace() {
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        Folder folder;
        folder.put(name, text);
        QCOMPARE(folder.read(name), message);
    }
    void nothingToReadIsSaid() {
        Folder folder;
        QCOMPARE(folder.read("none.yaml"), "/none.yaml: no such file or folder");
        QCOMPARE(folder.read(), ": no .yaml, .yml or .json file in this folder");
        folder.put("a.yaml", "---\n");
        QCOMPARE(folder.read(), ": no manifest found");
        // One bad file, and nothing of the folder is taken.
        folder.put("b.yaml", object("Pod", "b", 1));
        folder.put("c.yaml", "a: [");
        QVERIFY(folder.read().startsWith("/c.yaml:1:5: the text ends too early"));
    }
    void readsTheManifestsOfRealProjects() {
        const QString root = QString(MAQUETA_SOURCE_DIR) + "/../shared/data/manifests";
        if (!QFile::exists(root)) QSKIP("no ../shared/data/manifests beside the source tree");
        int files = 0;
        std::size_t objects = 0;
        QDirIterator it(root, {"*.yaml", "*.yml", "*.json"}, QDir::Files,
                        QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString path = it.next();
            const auto read = readManifests(std::filesystem::path(path.toStdString()));
            QVERIFY2(read.ok(), read ? "" : read.error().text().c_str());
            ++files;
            objects += read->size();
        }
        QVERIFY2(files > 20 && objects > 60, qPrintable(QString("%1 %2").arg(files).arg(objects)));
        const auto shop = readManifests(std::filesystem::path(
            root.toStdString() + "/GoogleCloudPlatform_microservices-demo/release"));
        QVERIFY(shop.ok());
        QCOMPARE(std::count_if(shop->begin(), shop->end(),
                               [](const auto& o) { return o.json["kind"] == "Deployment"; }),
                 12);
    }
};

QTEST_APPLESS_MAIN(ManifestTest)
#include "manifest_test.moc"
