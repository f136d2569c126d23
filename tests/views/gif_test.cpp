// Moving pictures, read back by Qt's own reader of GIF.
#include "views/export/gif.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>
#include <QTest>

using maqueta::views::GifWriter;

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

class GifTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!GifWriter::available()) QSKIP("the program was built without libgif");
        if (!QImageReader::supportedImageFormats().contains("gif"))
            QSKIP("Qt's reader of GIF is not installed");
    }

    void whatGoesInComesOut() {
        const QImage ground = plain(QColor(0xe6, 0xec, 0xf6));
        const std::vector<QImage> frames = {ground,
                                            withDot(ground, {3, 4}, QColor(0xd0, 0x12, 0x34)),
                                            withDot(ground, {50, 30}, QColor(0x12, 0x80, 0x34))};
        GifWriter gif(ground.size());
        for (const QImage& frame : frames) QVERIFY(gif.add(frame, 10));
        const Read read = framesOf(gif.finish());
        QCOMPARE(read.frames.size(), frames.size());
        for (std::size_t i = 0; i < frames.size(); ++i) QCOMPARE(read.frames[i], frames[i]);
        QCOMPARE(read.loops, -1);
    }

    void whatDoesNotChangeLastsLonger() {
        GifWriter gif(QSize(60, 40));
        for (int i = 0; i < 7; ++i) QVERIFY(gif.add(plain(Qt::white), 10));
        for (int i = 0; i < 3; ++i) QVERIFY(gif.add(plain(Qt::black), 10));
        const Read read = framesOf(gif.finish());
        QCOMPARE(read.delays, (std::vector<int>{700, 300}));
    }

    void ofTooManyColoursAreasKeepTheirs() {
        QImage many = plain(QColor(0xe6, 0xec, 0xf6));
        for (int i = 0; i < 600; ++i) // 600 shades in one corner
            many.setPixel(i % 30, i / 30, qRgb(i % 256, (i * 7) % 256, (i * 13) % 256));
        GifWriter gif(many.size());
        QVERIFY(gif.add(many, 10));
        const Read read = framesOf(gif.finish());
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
        GifWriter gif(QSize(10, 10));
        QVERIFY(!gif.add(plain(Qt::white), 10));
        QVERIFY(gif.finish().isEmpty());
    }
};

QTEST_MAIN(GifTest)
#include "gif_test.moc"
