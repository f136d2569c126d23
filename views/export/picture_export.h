// The picture of the cluster as a file: SVG and PDF, where text stays text and shapes stay shapes,
// PNG, or one of the text formats (diagram/write_text.h). Drawn from a fresh scene without caches;
// needs a QGuiApplication ("offscreen" will do), no window. Nothing is left behind of what could
// not be completed.
#pragma once

#include "views/canvas/frame.h"
#include "views/canvas/progress.h"
#include "views/export/picture_format.h"
#include "views/export/picture_options.h"

#include <QByteArray>
#include <QImage>
#include <QString>

#include <string>

namespace maqueta::views {

// What there is to export, of one moment.
struct ExportSource {
    Frame frame;
    std::string objects = {};  // what was deployed, as YAML; empty = nothing
    std::string document = {}; // its text, for pictures that can be opened again
};

// What became of an export.
struct ExportOutcome {
    enum class Kind : quint8 { Done, Cancelled, Failed };
    Kind kind = Kind::Done;
    QString why = {}; // it failed: what, where, and what to do
};

// Of every format but films (app/picture/film.h).
ExportOutcome exportPicture(const ExportSource& source, const PictureOptions& options,
                            PictureFormat format, const QString& path,
                            const Progress& progress = {});

// In pixels at a ratio of 1; empty when nothing of what was asked for is in the picture.
QSize sizeOf(const Frame& frame, const PictureOptions& options);
// In words for the person who asked; empty when it can be drawn.
QString whyNoPixels(const Frame& frame, const PictureOptions& options);
// Its device pixel ratio is 1. Null when whyNoPixels() says why, and when it was left.
QImage renderImage(const Frame& frame, const PictureOptions& options,
                   const Progress& progress = {});
// Empty when there is nothing to draw.
QByteArray renderSvg(const Frame& frame, const PictureOptions& options,
                     const Progress& progress = {});
QByteArray renderPdf(const Frame& frame, const PictureOptions& options,
                     const Progress& progress = {});
// Of the formats that are text. Empty when nothing of what was asked for is there.
QByteArray writeText(const ExportSource& source, const PictureOptions& options,
                     PictureFormat format);
// Completes the file or leaves what was there.
ExportOutcome writeFile(const QString& path, const QByteArray& bytes);

} // namespace maqueta::views
