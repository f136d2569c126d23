// Films as files: GIF read back by Qt's own reader, video by its container, and by FFmpeg where
// that is installed.
#include "views/export/film_writer.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <QTest>

using namespace maqueta;
using views::PictureFormat;

namespace {

struct Read {
    std::vector<QImage> frames;
    std::vector<int> delays; // ms
    int loops = 0;           // -1 = for ever
};

Read framesOf(QByteArray gif) {
    QBuffer buffer(&gif);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, "gif");
    Read out;
    for (QImage frame = reader.read(); !frame.isNull(); frame = reader.read()) {
        out.frames.push_back(frame.convertToFormat(QImage::Format_RGB32));
        out.delays.push_back(reader.nextImageDelay());
    }
    out.loops = reader.loopCount();
    return out;
}

QImage plain(const QColor& colour) {
    QImage image(60, 40, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

QImage withDot(QImage image, QPoint at, const QColor& colour) {
    QPainter painter(&image);
    painter.fillRect(QRect(at, QSize(5, 5)), colour);
    return image;
}

} // namespace

class FilmTest : public QObject {
    Q_OBJECT

    static bool readsGif() {
        return views::canFilm(PictureFormat::Gif) &&
               QImageReader::supportedImageFormats().contains("gif");
    }

private Q_SLOTS:
    // The format has 16 bits for a side.
    void aGifIsNotWiderThanItsFormat() {
        if (!readsGif()) QSKIP("no libgif, or Qt reads no GIF");
        const auto writer = views::filmWriter(PictureFormat::Gif,
                                              {.size = QSize(70'000, 1), .framesPerSecond = 10});
        QVERIFY(!writer || !writer->add(QImage(70'000, 1, QImage::Format_RGB32)));
    }

    void whatGoesInComesOut() {
        if (!readsGif()) QSKIP("there is no libgif, or no reader of GIF");
        const QImage ground = plain(QColor(0xe6, 0xec, 0xf6));
        const std::vector<QImage> frames = {ground,
                                            withDot(ground, {3, 4}, QColor(0xd0, 0x12, 0x34)),
                                            withDot(ground, {50, 30}, QColor(0x12, 0x80, 0x34))};
        const auto gif = views::filmWriter(PictureFormat::Gif, {.size = ground.size()});
        for (const QImage& frame : frames) QVERIFY(gif->add(frame));
        const Read read = framesOf(gif->finish());
        QCOMPARE(read.frames.size(), frames.size());
        for (std::size_t i = 0; i < frames.size(); ++i) QCOMPARE(read.frames[i], frames[i]);
        QCOMPARE(read.loops, -1);
    }

    void whatDoesNotChangeLastsLonger() {
        if (!readsGif()) QSKIP("there is no libgif, or no reader of GIF");
        const auto gif = views::filmWriter(PictureFormat::Gif, {.size = QSize(60, 40)});
        for (int i = 0; i < 7; ++i) QVERIFY(gif->add(plain(Qt::white)));
        for (int i = 0; i < 3; ++i) QVERIFY(gif->add(plain(Qt::black)));
        const Read read = framesOf(gif->finish());
        QCOMPARE(read.delays, (std::vector<int>{700, 300}));
    }

    void ofTooManyColoursAreasKeepTheirs() {
        if (!readsGif()) QSKIP("there is no libgif, or no reader of GIF");
        QImage many = plain(QColor(0xe6, 0xec, 0xf6));
        for (int i = 0; i < 600; ++i) // 600 shades in one corner
            many.setPixel(i % 30, i / 30, qRgb(i % 256, (i * 7) % 256, (i * 13) % 256));
        const auto gif = views::filmWriter(PictureFormat::Gif, {.size = many.size()});
        QVERIFY(gif->add(many));
        const Read read = framesOf(gif->finish());
        QCOMPARE(read.frames.size(), std::size_t(1));
        QCOMPARE(read.frames[0].pixelColor(55, 35), QColor(0xe6, 0xec, 0xf6));
        for (int i = 0; i < 600; ++i) {
            const QColor a = many.pixelColor(i % 30, i / 30);
            const QColor b = read.frames[0].pixelColor(i % 30, i / 30);
            QVERIFY2(std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) +
                             std::abs(a.blue() - b.blue()) <
                         100,
                     qPrintable(a.name() + " became " + b.name()));
        }
    }

    void anotherSizeIsRefused() {
        for (const PictureFormat format :
             {PictureFormat::Gif, PictureFormat::Webm, PictureFormat::Mp4}) {
            const auto writer = views::filmWriter(format, {.size = QSize(100, 100)});
            QCOMPARE(writer != nullptr, views::canFilm(format));
            if (!writer) continue;
            QVERIFY(!writer->add(plain(Qt::white)));
            QVERIFY(writer->finish().isEmpty());
        }
        QVERIFY(!views::filmWriter(PictureFormat::Svg, {.size = QSize(100, 100)}));
    }

    void aVideoIsTheSameEveryTime_data() {
        QTest::addColumn<PictureFormat>("format");
        QTest::addColumn<QByteArray>("sign");
        QTest::newRow("webm") << PictureFormat::Webm << QByteArray("webm");
        QTest::newRow("mp4") << PictureFormat::Mp4 << QByteArray("ftyp");
    }
    void aVideoIsTheSameEveryTime() {
        QFETCH(PictureFormat, format);
        QFETCH(QByteArray, sign);
        if (!views::canFilm(format)) QSKIP("this build writes no video");
        const auto made = [&] {
            const auto video = views::filmWriter(format, {.size = QSize(61, 41)}); // odd sides
            for (int i = 0; i < 20; ++i) {
                QImage frame(61, 41, QImage::Format_RGB32);
                frame.fill(QColor(0xe6, 0xec, 0xf6));
                if (!video->add(withDot(frame, {2 * i, i}, Qt::red))) return QByteArray();
            }
            return video->finish();
        };
        const QByteArray once = made();
        QVERIFY(once.size() > 200);
        QVERIFY(once.left(64).contains(sign));
        QVERIFY(made() == once);
        const QString ffprobe = QStandardPaths::findExecutable("ffprobe");
        if (ffprobe.isEmpty()) return;
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(once);
        file.flush();
        QProcess probe;
        probe.start(ffprobe,
                    {"-v", "error", "-count_frames", "-show_entries",
                     "stream=width,height,nb_read_frames", "-of", "csv=p=0", file.fileName()});
        QVERIFY(probe.waitForFinished(30'000));
        QCOMPARE(probe.readAllStandardError(), QByteArray());
        QCOMPARE(probe.readAllStandardOutput().trimmed(), QByteArray("60,40,20"));
    }
};

QTEST_MAIN(FilmTest)
#include "film_test.moc"
