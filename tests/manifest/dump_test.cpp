// What kubectl printed of a real cluster, in one file or many.
#include "manifest/manifest.h"
#include "manifest/read_file.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <zlib.h>

using namespace maqueta;

namespace {

constexpr const char* nodeA = R"({"apiVersion": "v1", "kind": "List", "items": [
  {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "a"}}]})";

} // namespace

class DumpTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

    std::filesystem::path write(const char* name, const std::string& text) {
        const std::filesystem::path path =
            std::filesystem::path(folder_.path().toStdString()) / name;
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }

private slots:
    void whatStandsInTwoFilesAlikeIsOneObject() {
        const auto objects = manifest::readDump({write("1.json", nodeA), write("2.json", nodeA)});
        QVERIFY(objects.ok());
        QCOMPARE(objects->size(), std::size_t{1});
    }

    void twoObjectsOfOneNameAreRefusedWithBothPlaces() {
        const auto first = write("1.json", nodeA);
        const auto second = write("2.json", R"({"apiVersion": "v1", "kind": "Node",
  "metadata": {"name": "a", "labels": {"x": "y"}}})");
        const auto objects = manifest::readDump({first, second});
        QVERIFY(!objects.ok());
        const std::string text = objects.error().text();
        QVERIFY(text.starts_with(second.string() + ":2:"));
        QVERIFY(text.find("nodes \"a\" already exists, at " + first.string() + ":2") !=
                std::string::npos);
    }

    void aListThatNamesAnObjectTwiceIsRefused() {
        const auto path = write("twice.json", std::string(R"({"apiVersion": "v1", "kind": "List",
  "items": [)") + nodeA + ",\n" + nodeA + "]}");
        const auto objects = manifest::readDump({path});
        QVERIFY(!objects.ok());
        QVERIFY2(objects.error().text().find("nodes \"a\" already exists, at " + path.string()) !=
                     std::string::npos,
                 objects.error().text().c_str());
    }

    void aDumpThatIsCutOffSaysWhere() {
        const auto path = write("cut.json", std::string(nodeA).substr(0, 90));
        const auto objects = manifest::readDump({path});
        QVERIFY(!objects.ok());
        QVERIFY2(objects.error().line > 0, objects.error().text().c_str());
        QVERIFY2(objects.error().message.find("is not closed") != std::string::npos,
                 objects.error().text().c_str());
    }

    void gzipIsUnpackedAndDamageIsSeen() {
        const auto path = write("packed.json.gz", "");
        const gzFile out = gzopen(path.c_str(), "wb");
        QVERIFY(gzwrite(out, nodeA, static_cast<unsigned>(std::string_view(nodeA).size())) > 0);
        gzclose(out);
        const auto text = manifest::readFile(path);
        QVERIFY(text.ok());
        QCOMPARE(QString::fromStdString(*text), QString(nodeA));

        std::ifstream in(path, std::ios::binary);
        std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
        const auto cut = manifest::readFile(write("cut.gz", bytes.substr(0, bytes.size() / 2)));
        QVERIFY(!cut.ok());
        QVERIFY(cut.error().message.find("damaged or cut off") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(DumpTest)
#include "dump_test.moc"
