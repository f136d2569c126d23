// A document inside a picture: it comes out as it went in, the picture stays a picture, and what is
// foreign or damaged is refused in words.
#include "document/picture_file.h"

#include "document/document.h"
#include "document/files.h"

#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <sys/stat.h>
#include <unistd.h>

using namespace maqueta;

namespace {

// One red pixel.
std::string tinyPng() {
    return QByteArray::fromHex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
                               "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae"
                               "426082")
        .toStdString();
}
constexpr const char* tinySvg =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- <metadata> -->\n"
    "<svg width=\"10\" height=\"10\" xmlns=\"http://www.w3.org/2000/svg\">\n"
    "<title>a &lt; b</title><rect width=\"10\" height=\"10\"/></svg>\n";

document::Document someDocument() {
    document::Document d;
    d.topology = cluster::defaultTopology();
    d.seed = 18'446'744'073'709'551'615ULL;
    d.cursor = sim::Time{} + sim::seconds(77);
    d.layout["worker-1"] = {12.5, -3};
    return d;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    if (at == std::string::npos) qFatal("%s is not there", what.c_str());
    return text.replace(at, what.size(), by);
}

} // namespace

class PictureFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::string file(const char* name, const std::string& bytes) const {
        const std::string path = folder_.filePath(QString::fromLatin1(name)).toStdString();
        const base::Status status = document::replaceFile(path, bytes);
        if (!status) qFatal("%s", status.error().text().c_str());
        return path;
    }
    static QString whyNot(const std::string& picture) {
        const auto read = document::documentInPicture(picture);
        return read ? QStringLiteral("it was read") : QString::fromStdString(read.error().message);
    }

private slots:
    void aDocumentComesOutAsItWentIn_data() {
        QTest::addColumn<bool>("png");
        QTest::newRow("PNG") << true;
        QTest::newRow("SVG") << false;
    }
    void aDocumentComesOutAsItWentIn() {
        QFETCH(bool, png);
        const document::Document d = someDocument();
        const std::string picture = png ? document::embedInPng(tinyPng(), document::toText(d))
                                        : document::embedInSvg(tinySvg, document::toText(d));
        QVERIFY(document::looksLikePicture(picture));
        const auto text = document::documentInPicture(picture);
        QVERIFY2(text.ok(), text.ok() ? "" : text.error().message.c_str());
        QCOMPARE(*text, document::toText(d));
        const auto loaded = document::load(file(png ? "a.png" : "a.svg", picture));
        QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().text().c_str());
        QVERIFY(*loaded == d);
    }

    void anSvgStaysWellFormed() {
        const std::string picture = document::embedInSvg(tinySvg, document::toText(someDocument()));
        QXmlStreamReader xml(QByteArray::fromStdString(picture));
        QStringList names;
        while (!xml.atEnd())
            if (xml.readNext() == QXmlStreamReader::StartElement) names << xml.name().toString();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(names, QStringList({"svg", "metadata", "document", "title", "rect"}));
    }

    void anotherProgramsPrefixDoesNotMatter() {
        std::string picture = document::embedInSvg(tinySvg, document::toText(someDocument()));
        picture = replaced(picture, "<svg ",
                           "<svg:svg xmlns:svg=\"http://www.w3.org/2000/svg\" "
                           "xmlns:ns0=\"urn:maqueta:document\" ");
        picture =
            replaced(picture, "<metadata><maqueta:document xmlns:maqueta=\"urn:maqueta:document\">",
                     "<svg:metadata id=\"m\"><ns0:document>");
        picture =
            replaced(picture, "</maqueta:document></metadata>", "</ns0:document></svg:metadata>");
        const auto text = document::documentInPicture(picture);
        QVERIFY(text.ok());
        QCOMPARE(*text, document::toText(someDocument()));
    }

    void foreignPicturesAreRefused() {
        QVERIFY2(whyNot(tinyPng()).contains("no Maqueta document"), qPrintable(whyNot(tinyPng())));
        QVERIFY(whyNot(tinySvg).contains("no Maqueta document"));
        QVERIFY(
            whyNot("<svg><text>urn:maqueta:document</text></svg>").contains("no Maqueta document"));
        const auto loaded = document::load(file("foreign.png", tinyPng()));
        QVERIFY(!loaded);
        QVERIFY(QString::fromStdString(loaded.error().text()).contains("foreign.png: there is no"));
    }

    // Other programs keep documents of their own in the metadata, or leave that empty.
    void onlyOurNamespaceIsRead_data() {
        QTest::addColumn<QByteArray>("before"); // ours
        QTest::addColumn<QByteArray>("open");
        QTest::addColumn<QByteArray>("close");
        QTest::addColumn<bool>("found");
        const auto row = [](const char* name, const char* before, bool found,
                            const char* open = "<metadata><m:document xmlns:m='%1'>",
                            const char* close = "</m:document></metadata>") {
            QTest::newRow(name) << QByteArray(before)
                                << QByteArray(open).replace("%1", "urn:maqueta:document")
                                << QByteArray(close) << found;
        };
        row("a foreign one before",
            "<metadata><x:document xmlns:x='urn:x'>AA</x:document></metadata>", true);
        row("of our prefix, not our namespace",
            "<metadata><m:document xmlns:m=\"urn:x\">AA</m:document></metadata>", true);
        row("without a namespace", "<metadata><document>AA</document></metadata>", true);
        row("beside it", "<metadata><x:document xmlns:x='urn:x'/>", true,
            "<m:document xmlns:m = \"%1\" id='>'>");
        row("a name without prefix", "", true, "<metadata><document a='1' xmlns='%1'>",
            "</document></metadata>");
        row("in CDATA", "<style><![CDATA[ <metadata> ]]></style><!-- don't <metadata> -->", true);
        row("declared further in, over again", "", true,
            "<g xmlns:m='urn:y'/><metadata xmlns:m='%1'><m:document>");
        row("metadata that is empty", "<metadata/>", false, "<m:document xmlns:m='%1'>",
            "</m:document>");
        row("metadata that has ended", "<metadata> <x/> </metadata>", false,
            "<m:document xmlns:m='%1'>", "</m:document>");
        row("declared elsewhere", "<g xmlns:m='urn:maqueta:document'></g>", false,
            "<metadata><m:document>");
        row("declared anew", "<g xmlns:m='urn:maqueta:document'>", false,
            "<metadata xmlns:m='urn:x'><m:document>", "</m:document></metadata></g>");
    }
    void onlyOurNamespaceIsRead() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, open);
        QFETCH(QByteArray, close);
        QFETCH(bool, found);
        const std::string json = document::toText(someDocument());
        std::string svg = document::embedInSvg(tinySvg, json);
        svg = replaced(svg, "<metadata><maqueta:document xmlns:maqueta=\"urn:maqueta:document\">",
                       (before + open).toStdString());
        svg = replaced(svg, "</maqueta:document></metadata>", close.toStdString());
        const auto text = document::documentInPicture(svg);
        QCOMPARE(text.ok(), found);
        if (found)
            QCOMPARE(*text, json);
        else
            QVERIFY2(whyNot(svg).contains("no Maqueta document"), qPrintable(whyNot(svg)));
    }

    // A few bytes that would unpack to a great many; thousands of like manifests are no such thing.
    void aBombIsRefused() {
        const std::string bomb(std::size_t{16} << 20, '[');
        const std::string png = document::embedInPng(tinyPng(), bomb);
        QVERIFY(png.size() < 20'000);
        QVERIFY2(whyNot(png).contains("damaged"), qPrintable(whyNot(png)));
        const std::string svg = document::embedInSvg(tinySvg, bomb);
        QVERIFY2(whyNot(svg).contains("damaged"), qPrintable(whyNot(svg)));
        document::Document d = someDocument();
        cluster::ApplyObjects many;
        for (int i = 0; i < 4000; ++i) {
            base::Json data = base::Json::object();
            for (int k = 0; k < 60; ++k)
                data["variable-" + std::to_string(k)] = "the value of " + std::to_string(k);
            const std::string name = "settings-" + std::to_string(i);
            many.objects.push_back({{"apiVersion", "v1"},
                                    {"kind", "ConfigMap"},
                                    {"metadata", {{"name", name}}},
                                    {"data", data}});
        }
        history::Branch branch{.name = "main", .forkedAt = {}, .acts = {}};
        branch.acts.push_back({.number = 1, .at = {}, .what = many});
        d.journal = history::Journal::restored({branch}, 0, 2);
        const std::string full = document::embedInPng(tinyPng(), document::toText(d));
        QVERIFY(document::toText(d).size() > 60 * full.size());
        const auto loaded = document::load(file("full.png", full));
        QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().text().c_str());
        QVERIFY(*loaded == d);
    }

    // A picture lies on a disk, and is no larger than one can be; nothing waits for a pipe.
    void whatCannotBeAPictureIsNotReadToItsEnd() {
        const std::string pipe = folder_.filePath("pipe.png").toStdString();
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        QVERIFY(!document::isPictureFile(pipe));
        const auto fromPipe = document::load(pipe);
        QVERIFY(!fromPipe);
        QVERIFY2(fromPipe.error().message.find("is not a file on a disk") != std::string::npos,
                 fromPipe.error().text().c_str());
        for (const char* name : {"endless.png", "endless.data"}) { // its beginning says it
            const std::string endless = file(name, tinyPng());
            QCOMPARE(::truncate(endless.c_str(), off_t(document::largestPictureFile) + 1), 0);
            const auto loaded = document::load(endless);
            QVERIFY(!loaded);
            QVERIFY2(loaded.error().message.find("is too large") != std::string::npos,
                     loaded.error().text().c_str());
        }
    }

    // Whatever is changed or cut off, nothing else than the document ever comes out; and nothing at
    // all when it is in what holds the document.
    void damagedPicturesAreRefused() {
        const std::string json = document::toText(someDocument());
        const std::string png = document::embedInPng(tinyPng(), json);
        const std::size_t ours = png.find("iTXt") - 4; // the length stands before
        const std::size_t end = png.find("IEND") - 4;
        for (std::size_t at = 0; at < png.size(); ++at)
            for (int bit = 0; bit < 8; ++bit) {
                std::string broken = png;
                broken[at] = char(broken[at] ^ 1 << bit);
                const auto read = document::documentInPicture(broken);
                const bool mayBeRead = (at < ours || at >= end) && read && *read == json;
                QVERIFY2(!read || mayBeRead, qPrintable(QStringLiteral("%1.%2").arg(at).arg(bit)));
            }
        for (std::size_t size = 0; size < png.size() - 12; ++size) // all but its last chunk
            QVERIFY2(!document::documentInPicture(png.substr(0, size)),
                     qPrintable(QString::number(size)));
        const std::string svg = document::embedInSvg(tinySvg, json);
        for (std::size_t at = svg.find("document\">") + 10; at < svg.find("</maqueta"); ++at) {
            std::string broken = svg;
            broken[at] = broken[at] == 'A' ? 'B' : 'A';
            const auto read = document::documentInPicture(broken);
            if (read) QVERIFY2(*read == json, qPrintable(QString::number(at)));
        }
        QVERIFY(whyNot(replaced(svg, "document\">\n", "document\">\n!")).contains("damaged"));
        QVERIFY(!document::documentInPicture(svg.substr(0, svg.size() / 2)));
    }

    void whatIsInsideIsCheckedAsAnyDocument() {
        const auto loaded =
            document::load(file("b.png", document::embedInPng(tinyPng(), "{\"format\": \"x\"}")));
        QVERIFY(!loaded);
        QVERIFY(QString::fromStdString(loaded.error().text()).contains("not a Maqueta document"));
    }

    void textIsNoPicture() {
        for (const char* text :
             {"", "{\"format\": \"maqueta\"}", "apiVersion: v1\ndata: {a: <svg>}", "<html><svg>",
              "<?xml version=\"1.0\"?><mxfile/>", "<!--", "\x89PN"})
            QVERIFY2(!document::looksLikePicture(text), text);
        for (const char* text :
             {"<svg>", "\xEF\xBB\xBF<?xml version=\"1.0\"?><!DOCTYPE svg>\n"
                       "<svg:svg xmlns:svg=\"http://www.w3.org/2000/svg\" a=\"b\">"})
            QVERIFY2(document::looksLikePicture(text), text);
    }
};

QTEST_GUILESS_MAIN(PictureFileTest)
#include "picture_file_test.moc"
