#include "views/export/picture_export.h"

#include "diagram/outline.h"
#include "diagram/write_text.h"
#include "document/picture_file.h"
#include "views/canvas/canvas_scene.h"
#include "views/style/texts.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <cmath>

namespace maqueta::views {
namespace {

constexpr double stripHeight = 52;
constexpr double largestScale = 100;   // a picture fills its page
constexpr double narrowestStrip = 240; // a sentence has no room in a narrower one
constexpr double margin = 12;          // around what is selected
constexpr int leastSide = 16;
constexpr int mostSide = 16'384;           // of a picture without a size of its own
constexpr qint64 mostPixels = 400'000'000; // of a PNG: 1.6 GB while it is made
constexpr int resolution = 96;             // a pixel is 1/96 inch, as in CSS
constexpr double metresAnInch = 0.0254;
constexpr double pointsAPixel = 72.0 / resolution;

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

// The scene, and which part of it goes where on the page.
class Sheet {
public:
    Sheet(const Frame& frame, const PictureOptions& options) : frame_(frame), options_(options) {
        if (!frame.picture) return;
        if (!options.legend) {
            diagram::LayoutOptions layout;
            if (frame.layout) layout = *frame.layout;
            layout.legend = false;
            frame_.layout = std::make_shared<const diagram::LayoutOptions>(std::move(layout));
        }
        scene_.setFrame(frame_);
        scene_.setLook({.theme = options.theme, .scale = options.zoom});
        scene_.showOnly(options.only);
        source_ = wanted();
        if (source_.isEmpty()) return;
        const double wide =
            options.size.isEmpty() ? source_.width() * options.zoom : double(options.size.width());
        hasStrip_ = options.caption && wide >= narrowestStrip &&
                    (options.keepStrip || !frame.caption.bold.isEmpty());
        const double strip = hasStrip_ ? stripHeight : 0;
        size_ = options.size;
        if (size_.isEmpty()) {
            const double most = mostSide / std::max(source_.width(), source_.height());
            const double zoom = std::min(options.zoom, most);
            size_ = {std::max(leastSide, int(std::ceil(source_.width() * zoom))),
                     std::max(leastSide, int(std::ceil(source_.height() * zoom + strip)))};
        }
        page_ = QRectF(0, 0, size_.width(), std::max(1.0, size_.height() - strip));
        if (isWhole()) {
            const CanvasScene::Fit fit = scene_.fitInto(page_.size(), largestScale);
            scale_ = fit.scale;
            source_ = fit.seen;
            return;
        }
        scale_ = std::min(page_.width() / source_.width(), page_.height() / source_.height());
        const QSizeF seen = page_.size() / scale_;
        source_ = QRectF(source_.center().x() - seen.width() / 2,
                         source_.center().y() - seen.height() / 2, seen.width(), seen.height());
        scene_.setLook({.theme = options.theme, .scale = scale_});
    }
    QSize size() const { return size_; }

    // False when it was left.
    bool draw(QPainter& painter, const Progress& progress) {
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        painter.save();
        painter.scale(scale_, scale_);
        painter.translate(-source_.topLeft());
        const bool all = scene_.paintInto(painter, source_, !options_.transparent, progress);
        painter.restore();
        if (!all) return false;
        if (!hasStrip_) return true;
        const Look look{.theme = options_.theme};
        Drawing d(painter, look);
        drawCaption(d, frame_.caption,
                    {0, page_.bottom(), double(size_.width()), size_.height() - page_.bottom()});
        return true;
    }

private:
    bool isWhole() const { return options_.view.isNull() && options_.only.isEmpty(); }
    QRectF wanted() const {
        if (!options_.view.isNull()) return options_.view;
        if (options_.only.isEmpty()) return scene_.extent();
        QRectF box;
        for (const Part& part : options_.only) box = box.united(boxOf(part));
        return box.isEmpty() ? box : box.adjusted(-margin, -margin, margin, margin);
    }
    // A machine of many has no item of its own, and what sticks out of a card belongs to it.
    QRectF boxOf(const Part& part) const {
        QRectF box = scene_.boxOf(part);
        if (part.kind != Part::Kind::Machine) return box;
        const auto& machines = scene_.picture().machines;
        for (std::size_t i = 0; i < machines.size(); ++i)
            if (machines[i].spec.name == part.machine.toStdString())
                box = box.united(toQt(scene_.layout().boxOf(static_cast<std::uint32_t>(i))));
        const auto& faults = scene_.picture().faults;
        for (std::size_t i = 0; i < faults.size(); ++i) {
            const Part fault{.kind = Part::Kind::Fault, .snapshot = static_cast<quint32>(i)};
            if (scene_.shows(fault) && box.intersects(scene_.boxOf(fault)))
                box = box.united(scene_.boxOf(fault));
        }
        return box;
    }

    Frame frame_;
    PictureOptions options_;
    CanvasScene scene_;
    QSize size_;
    QRectF source_;
    QRectF page_;
    double scale_ = 1;
    bool hasStrip_ = false;
};

bool fitsMemory(QSize pixels) {
    return qint64(pixels.width()) * pixels.height() <= mostPixels;
}

QString tooManyPixels(QSize pixels) {
    return ExportText::tr("%1 × %2 pixels are too many; choose a smaller size or scale")
        .arg(pixels.width())
        .arg(pixels.height());
}

QString nothingChosen() {
    return ExportText::tr("nothing of what was chosen is in the picture");
}

QString titleText() {
    return ExportText::tr("A Kubernetes cluster");
}

// Draws on a device that writes into a buffer; empty when there is nothing to draw or it was left.
template <class Prepare>
QByteArray render(const Frame& frame, const PictureOptions& options, const Progress& progress,
                  Prepare prepare) {
    Sheet sheet(frame, options);
    if (sheet.size().isEmpty()) return {};
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        const auto device = prepare(buffer, sheet.size());
        QPainter painter(device.get());
        if (!sheet.draw(painter, progress)) return {};
    }
    return bytes;
}

// Empty when it was left, and when `why` says what is wrong.
QByteArray pngOf(const Frame& frame, const PictureOptions& options, const Progress& progress,
                 QString& why) {
    why = whyNoPixels(frame, options);
    if (!why.isEmpty()) return {};
    const QImage image = renderImage(frame, options, progress);
    if (image.isNull()) return {};
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG")) why = tooManyPixels(image.size());
    return bytes;
}

std::string outlinePattern(const char* pattern) {
    return QCoreApplication::translate("Outline", pattern).toStdString();
}

// As an outline is asked for it: a process by its machine.
std::string outlineName(const Part& part) {
    if (part.kind == Part::Kind::Pod) return (part.ns + '/' + part.name).toStdString();
    return part.machine.toStdString();
}

} // namespace

QSize sizeOf(const Frame& frame, const PictureOptions& options) {
    return Sheet(frame, options).size();
}

QString whyNoPixels(const Frame& frame, const PictureOptions& options) {
    const QSize pixels = sizeOf(frame, options) * options.pixelRatio;
    if (pixels.isEmpty()) return nothingChosen();
    return fitsMemory(pixels) ? QString() : tooManyPixels(pixels);
}

QImage renderImage(const Frame& frame, const PictureOptions& options, const Progress& progress) {
    Sheet sheet(frame, options);
    const QSize pixels = sheet.size() * options.pixelRatio;
    if (pixels.isEmpty() || !fitsMemory(pixels)) return {};
    QImage image(pixels,
                 options.transparent ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    if (image.isNull()) return {};
    image.fill(options.transparent ? QColor(Qt::transparent) : colour(Tone::Canvas, options.theme));
    {
        QPainter painter(&image);
        painter.scale(options.pixelRatio, options.pixelRatio);
        if (!sheet.draw(painter, progress)) return {};
    }
    // Other programs show it in its size, however many pixels that has.
    const int perMetre = qRound(resolution * options.pixelRatio / metresAnInch);
    image.setDotsPerMeterX(perMetre);
    image.setDotsPerMeterY(perMetre);
    return image;
}

QByteArray renderSvg(const Frame& frame, const PictureOptions& options, const Progress& progress) {
    return render(frame, options, progress, [](QIODevice& into, QSize size) {
        auto generator = std::make_unique<QSvgGenerator>();
        generator->setOutputDevice(&into);
        generator->setResolution(resolution);
        generator->setSize(size);
        generator->setViewBox(QRect({0, 0}, size));
        generator->setTitle(titleText());
        return generator;
    });
}

QByteArray renderPdf(const Frame& frame, const PictureOptions& options, const Progress& progress) {
    return render(frame, options, progress, [](QIODevice& into, QSize size) {
        auto writer = std::make_unique<QPdfWriter>(&into);
        writer->setResolution(resolution);
        writer->setPageSize(QPageSize(QSizeF(size) * pointsAPixel, QPageSize::Point, titleText(),
                                      QPageSize::ExactMatch));
        writer->setPageMargins({});
        writer->setTitle(titleText());
        writer->setCreator(QStringLiteral("Maqueta"));
        return writer;
    });
}

QByteArray writeText(const ExportSource& source, const PictureOptions& options,
                     PictureFormat format) {
    if (infoOf(format).nature == Nature::Objects) return QByteArray::fromStdString(source.objects);
    if (!source.frame.picture) return {};
    const diagram::Layout layout = diagram::layoutOf(*source.frame.picture, source.frame.options());
    diagram::OutlineOptions wanted{.only = {}, .local = outlinePattern};
    for (const Part& part : options.only) wanted.only.push_back(outlineName(part));
    const diagram::Outline outline = diagram::outlineOf(*source.frame.picture, layout, wanted);
    if (outline.shapes.empty()) return {};
    switch (format) {
    case PictureFormat::DrawIo: return QByteArray::fromStdString(diagram::writeDrawIo(outline));
    case PictureFormat::Mermaid: return QByteArray::fromStdString(diagram::writeMermaid(outline));
    case PictureFormat::Dot: return QByteArray::fromStdString(diagram::writeDot(outline));
    default: return {};
    }
}

ExportOutcome exportPicture(const ExportSource& source, const PictureOptions& options,
                            PictureFormat format, const QString& path, const Progress& progress) {
    using Kind = ExportOutcome::Kind;
    bool left = false;
    const Progress asked = [&](double part) {
        left = left || (progress && !progress(part));
        return !left;
    };
    QByteArray bytes;
    QString why;
    switch (format) {
    case PictureFormat::Svg: bytes = renderSvg(source.frame, options, asked); break;
    case PictureFormat::Pdf: bytes = renderPdf(source.frame, options, asked); break;
    case PictureFormat::Png: bytes = pngOf(source.frame, options, asked, why); break;
    case PictureFormat::Gif:
    case PictureFormat::Webm:
    case PictureFormat::Mp4: why = ExportText::tr("a film is not one picture"); break;
    case PictureFormat::DrawIo:
    case PictureFormat::Mermaid:
    case PictureFormat::Dot:
    case PictureFormat::Yaml: bytes = writeText(source, options, format); break;
    }
    if (left) return {Kind::Cancelled};
    if (bytes.isEmpty() && why.isEmpty())
        why = format == PictureFormat::Yaml ? ExportText::tr("nothing was deployed at that moment")
                                            : nothingChosen();
    if (!why.isEmpty())
        return {Kind::Failed, ExportText::tr("%1 is not written: %2").arg(path, why)};
    if (infoOf(format).opens && options.document && !source.document.empty()) {
        const std::string_view bare(bytes.constData(), std::size_t(bytes.size()));
        bytes = QByteArray::fromStdString(format == PictureFormat::Png
                                              ? document::embedInPng(bare, source.document)
                                              : document::embedInSvg(bare, source.document));
    }
    return writeFile(path, bytes);
}

ExportOutcome writeFile(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    const bool written =
        file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    if (written) return {};
    return {ExportOutcome::Kind::Failed,
            ExportText::tr("%1 cannot be written: %2").arg(path, file.errorString())};
}

} // namespace maqueta::views
