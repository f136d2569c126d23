#include "views/export/picture_export.h"

#include "views/canvas/canvas_scene.h"
#include "views/style/texts.h"

#include <QSaveFile>
#include <QSvgGenerator>

namespace maqueta::views {
namespace {

constexpr double stripHeight = 52;
constexpr double largestScale = 100; // a picture fills its page

void drawCaption(Drawing& d, const Caption& caption, const QRectF& strip) {
    const Look& look = d.look();
    QPainterPath line(strip.topLeft());
    line.lineTo(strip.topRight());
    d.box(strip, 0, look(Tone::Panel));
    d.stroke(line, look(Tone::Line), 1);
    // Shrinks until both halves fit; below 12 px the second half is left out.
    double px = 19;
    const double room = strip.width() - 44;
    const auto length = [&](double size) {
        return d.width(caption.bold, {.px = size, .weight = semiBold, .ink = {}}) +
               d.width(QStringLiteral(" ") + caption.rest, {.px = size, .ink = {}});
    };
    while (px > 12 && length(px) > room) px -= 1;
    const double base = strip.center().y() + px * 0.36;
    const double w = d.text({strip.x() + 22, base}, caption.bold,
                            {.px = px, .weight = semiBold, .ink = look(Tone::Ink), .widest = room});
    if (length(px) <= room)
        d.text({strip.x() + 22 + w, base}, QStringLiteral(" ") + caption.rest,
               {.px = px, .ink = look(Tone::Ink)});
}

void draw(QPainter& painter, const Frame& frame, const PictureOptions& options) {
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    CanvasScene scene;
    scene.setFrame(frame);
    const QSizeF size(options.size);
    const bool strip = options.caption && !frame.caption.bold.isEmpty();
    const QRectF page({0, 0}, QSizeF(size.width(), size.height() - (strip ? stripHeight : 0)));
    scene.setLook({.theme = options.theme});
    const QRectF source = scene.fitInto(page.size(), largestScale).seen;
    scene.setSceneRect(source);
    scene.render(&painter, page, source, Qt::IgnoreAspectRatio);
    if (strip) {
        const Look look{.theme = options.theme};
        Drawing d(painter, look);
        drawCaption(d, frame.caption, {0, page.bottom(), size.width(), stripHeight});
    }
}

} // namespace

bool pictureFormatOf(const QString& path, PictureFormat& format) {
    if (path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive))
        format = PictureFormat::Svg;
    else if (path.endsWith(QLatin1String(".png"), Qt::CaseInsensitive))
        format = PictureFormat::Png;
    else
        return false;
    return true;
}

QImage renderImage(const Frame& frame, const PictureOptions& options) {
    QImage image(options.size * options.pixelRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(options.pixelRatio);
    image.fill(colour(Tone::Canvas, options.theme));
    QPainter painter(&image);
    draw(painter, frame, options);
    return image;
}

QString renderPicture(const Frame& frame, const PictureOptions& options, PictureFormat format,
                      const QString& path) {
    if (!frame.picture) return ExportText::tr("there is no picture to write to %1").arg(path);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return ExportText::tr("%1 cannot be written: %2").arg(path, file.errorString());
    if (format == PictureFormat::Png) {
        if (!renderImage(frame, options).save(&file, "PNG"))
            return ExportText::tr("%1 cannot be written: %2").arg(path, file.errorString());
    } else {
        QSvgGenerator generator;
        generator.setOutputDevice(&file);
        generator.setResolution(96);
        generator.setSize(options.size);
        generator.setViewBox(QRect({0, 0}, options.size));
        generator.setTitle(ExportText::tr("A Kubernetes cluster"));
        QPainter painter(&generator);
        draw(painter, frame, options);
    }
    if (!file.commit())
        return ExportText::tr("%1 cannot be written: %2").arg(path, file.errorString());
    return {};
}

} // namespace maqueta::views
