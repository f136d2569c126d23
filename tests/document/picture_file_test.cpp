// A document inside a picture: it comes out as it went in, the picture stays a picture, and what is
// foreign or damaged is refused in words.
#include "document/picture_file.h"

#include "document/document.h"
#include "document/files.h"

#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

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
        picture = replaced(picture, "<svg ", "<svg:svg xmlns:ns0=\"urn:maqueta:document\" ");
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

    // Whatever is changed or cut off, nothing else than the document ever comes out.
    void damagedPicturesAreRefused() {
        const std::string json = document::toText(someDocument());
        const std::string png = document::embedInPng(tinyPng(), json);
        for (std::size_t at = 0; at < png.size(); ++at) {
            std::string broken = png;
            broken[at] = char(broken[at] ^ 0x10);
            const auto read = document::documentInPicture(broken);
            if (read) QVERIFY2(*read == json, qPrintable(QString::number(at)));
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
        for (const char* text : {"<svg>", "\xEF\xBB\xBF<?xml?><!DOCTYPE svg>\n<svg:svg a=\"b\">"})
            QVERIFY2(document::looksLikePicture(text), text);
    }
};

QTEST_GUILESS_MAIN(PictureFileTest)
#include "picture_file_test.moc"
