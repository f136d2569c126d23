// Pictures that leave the window: what is in the files, read back by other means than those that
// wrote them.
#include "stage.h"
#include "views/canvas/canvas_scene.h"
#include "views/export/picture_export.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace maqueta;
using views::ExportOutcome;
using views::Part;
using views::PictureFormat;
using views::PictureOptions;

namespace {

Part machine(const char* name) {
    return {.kind = Part::Kind::Machine, .machine = QString::fromLatin1(name)};
}

// Every text of an SVG, and whether it is one at all.
QStringList textsOf(const QByteArray& svg) {
    QStringList texts;
    QXmlStreamReader xml(svg);
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("text"))
            texts << xml.readElementText().trimmed();
    if (xml.hasError()) qWarning("%s", qPrintable(xml.errorString()));
    return xml.hasError() ? QStringList() : texts;
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class ExportTest : public QObject {
    Q_OBJECT

    tests::Stage stage_;
    views::Frame frame_;
    QTemporaryDir folder_;

private Q_SLOTS:
    void initTestCase() {
        stage_.bootWithShop();
        frame_ = stage_.here();
        frame_.caption = {.bold = "Four workers, one shop.", .rest = "All of it runs."};
    }

    // What lies above what is the same as in the window: crowns on chips, tokens on cards.
    void itIsStackedAsTheWindowIs() {
        const QSize size(1300, 620);
        views::PictureOptions options;
        options.size = size;
        options.caption = false;
        const QImage left = views::renderImage(frame_, options);
        views::CanvasScene scene;
        scene.setFrame(frame_);
        scene.setLook({.theme = options.theme});
        const QRectF seen = scene.fitInto(size, 100).seen;
        scene.setSceneRect(seen);
        QImage there(size, QImage::Format_RGB32);
        QPainter painter(&there);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        scene.render(&painter, QRectF({0, 0}, size), seen, Qt::IgnoreAspectRatio);
        painter.end();
        QCOMPARE(left.size(), there.size());
        int others = 0;
        for (int y = 0; y < size.height(); ++y)
            for (int x = 0; x < size.width(); ++x)
                others += std::abs(qGray(left.pixel(x, y)) - qGray(there.pixel(x, y))) > 64;
        QVERIFY2(others < 50, qPrintable(QString::number(others)));
    }

    void textStaysTextInAnSvg() {
        const QStringList texts = textsOf(views::renderSvg(frame_, {}));
        for (const char* word : {"control-plane-1", "worker-4", "web", "request"})
            QVERIFY2(texts.contains(QLatin1String(word)), word);
        QVERIFY(texts.join(' ').contains("Four workers, one shop."));
    }

    // In a film the strip does not come and go with its sentence.
    void theStripIsKeptWhereItIsAskedFor() {
        views::Frame silent = frame_;
        silent.caption = {};
        PictureOptions options;
        QVERIFY(views::sizeOf(silent, options) != views::sizeOf(frame_, options));
        options.keepStrip = true;
        QCOMPARE(views::sizeOf(silent, options), views::sizeOf(frame_, options));
    }

    void aPageHasItsFontsAndNoPixels() {
        const QByteArray pdf = views::renderPdf(frame_, {.size = QSize(1600, 1000)});
        QVERIFY(pdf.startsWith("%PDF-"));
        // 1600 pixels of 1/96 inch.
        QVERIFY2(pdf.contains("/MediaBox [0 0 1200") || pdf.contains("/MediaBox [0 0 1200.0"),
                 pdf.mid(pdf.indexOf("/MediaBox"), 60).constData());
        QVERIFY(pdf.contains("/FontFile"));
        QVERIFY(pdf.contains("/ToUnicode"));
        QVERIFY(!pdf.contains("/Subtype /Image"));
    }

    void aPictureHasThatManyPixels_data() {
        QTest::addColumn<double>("ratio");
        for (const double ratio : {1.0, 2.0, 4.0}) QTest::addRow("%g", ratio) << ratio;
    }
    void aPictureHasThatManyPixels() {
        QFETCH(double, ratio);
        const QString path = folder_.filePath("many.png");
        const auto outcome = views::exportPicture(
            {frame_}, {.size = QSize(800, 500), .pixelRatio = ratio}, PictureFormat::Png, path);
        QVERIFY2(outcome.kind == ExportOutcome::Kind::Done, qPrintable(outcome.why));
        const QImage image(path);
        QCOMPARE(image.size(), QSize(800, 500) * ratio);
        // It is as large on paper as it is at 1.
        QCOMPARE(qRound(image.dotsPerMeterX() * 0.0254), qRound(96 * ratio));
    }

    void moreDotsShowTheSamePicture() {
        const QImage once = views::renderImage(frame_, {.size = QSize(800, 500)});
        const QImage twice =
            views::renderImage(frame_, {.size = QSize(800, 500), .pixelRatio = 2})
                .scaled(once.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                .convertToFormat(once.format());
        int other = 0;
        for (int y = 0; y < once.height(); ++y)
            for (int x = 0; x < once.width(); ++x)
                other += std::abs(qGray(once.pixel(x, y)) - qGray(twice.pixel(x, y))) > 80;
        QVERIFY2(other < once.width() * once.height() / 100, qPrintable(QString::number(other)));
    }

    void withoutAGroundItIsSeenThrough() {
        const QImage open = views::renderImage(frame_, {.transparent = true});
        QCOMPARE(qAlpha(open.pixel(3, 3)), 0);
        const QImage closed = views::renderImage(frame_, {});
        QCOMPARE(qAlpha(closed.pixel(3, 3)), 255);
    }

    void theLegendAndTheCaptionCanBeLeftOut() {
        const QSize all = views::sizeOf(frame_, {});
        const QSize bare = views::sizeOf(frame_, {.legend = false, .caption = false});
        QCOMPARE(bare.width(), all.width());
        QVERIFY(bare.height() < all.height() - 52);
        const QStringList texts =
            textsOf(views::renderSvg(frame_, {.legend = false, .caption = false}));
        QVERIFY(texts.contains("worker-1"));
        QVERIFY(!texts.contains("request"));
        QVERIFY(!texts.join(' ').contains("one shop"));
    }

    void onlyWhatIsSelectedIsDrawn() {
        const PictureOptions options{.only = {machine("worker-2")}};
        const QSize size = views::sizeOf(frame_, options);
        QVERIFY2(size.width() < 400 && size.height() < 300,
                 qPrintable(QString("%1x%2").arg(size.width()).arg(size.height())));
        const QStringList texts = textsOf(views::renderSvg(frame_, options));
        QVERIFY(texts.contains("worker-2"));
        QVERIFY(!texts.contains("worker-1"));
        QVERIFY(!texts.contains("request"));
        // Its pods come with it.
        const auto& pods = frame_.picture->pods;
        const auto on = std::find_if(pods.begin(), pods.end(), [&](const auto& pod) {
            return pod.machine >= 0 &&
                   frame_.picture->machines[std::size_t(pod.machine)].spec.name == "worker-2";
        });
        QVERIFY(on != pods.end());
        QVERIFY(texts.contains(QString::fromStdString(on->workload)));
    }

    void aViewIsAPartOfIt() {
        const PictureOptions options{.view = QRectF(0, 0, 300, 200), .zoom = 2, .caption = false};
        QCOMPARE(views::sizeOf(frame_, options), QSize(600, 400));
        const QStringList texts = textsOf(views::renderSvg(frame_, options));
        QVERIFY(texts.contains("control-plane-1"));
        QVERIFY(!texts.contains("worker-4"));
    }

    void whatIsNotThereIsNotWritten() {
        const QString path = folder_.filePath("nobody.svg");
        const auto outcome = views::exportPicture({frame_}, {.only = {machine("worker-77")}},
                                                  PictureFormat::Svg, path);
        QVERIFY(outcome.kind == ExportOutcome::Kind::Failed);
        QVERIFY2(outcome.why.contains("nothing of what was chosen"), qPrintable(outcome.why));
        QVERIFY(!QFile::exists(path));
    }

    void tooManyPixelsAreRefused() {
        const QString path = folder_.filePath("huge.png");
        const auto outcome = views::exportPicture(
            {frame_}, {.size = QSize(16'384, 16'384), .pixelRatio = 4}, PictureFormat::Png, path);
        QVERIFY(outcome.kind == ExportOutcome::Kind::Failed);
        QVERIFY2(outcome.why.contains("65536 × 65536 pixels"), qPrintable(outcome.why));
        QVERIFY(!QFile::exists(path));
    }

    void whatCannotBeWrittenSaysWhereAndWhy() {
        const QString path = folder_.filePath("no/such/folder/a.pdf");
        const auto outcome = views::exportPicture({frame_}, {}, PictureFormat::Pdf, path);
        QVERIFY(outcome.kind == ExportOutcome::Kind::Failed);
        QVERIFY2(outcome.why.startsWith(path), qPrintable(outcome.why));
    }

    void whoCancelsFindsTheOldFile() {
        const QString path = folder_.filePath("old.svg");
        QFile old(path);
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("mine");
        old.close();
        for (const PictureFormat format :
             {PictureFormat::Svg, PictureFormat::Pdf, PictureFormat::Png}) {
            const auto outcome = views::exportPicture({frame_}, {}, format, path,
                                                      [](double part) { return part < 0.5; });
            QVERIFY(outcome.kind == ExportOutcome::Kind::Cancelled);
            QCOMPARE(contentOf(path), QByteArray("mine"));
        }
        QCOMPARE(QDir(folder_.path()).entryList({"old*"}, QDir::Files).size(), 1);
    }

    void theSameMomentIsTheSamePicture() {
        QCOMPARE(views::renderSvg(frame_, {}), views::renderSvg(frame_, {}));
        QCOMPARE(views::renderImage(frame_, {}), views::renderImage(frame_, {}));
    }

    void theEndingOfANameIsItsFormat() {
        const auto named = [](const char* path) {
            const auto* info = views::formatOfFile(QString::fromLatin1(path));
            return info ? QString::fromLatin1(info->name) : QString();
        };
        QCOMPARE(named("a.svg"), QString("svg"));
        QCOMPARE(named("/b.c/A.PDF"), QString("pdf"));
        QCOMPARE(named("png"), QString());
        QCOMPARE(named("a.jpeg"), QString());
    }
};

QTEST_MAIN(ExportTest)
#include "export_test.moc"
