// The picture of the cluster as a file: SVG, where text stays text, or PNG. Drawn from a fresh
// scene without caches, so that shapes stay shapes; needs a QGuiApplication ("offscreen" will do),
// no window.
#pragma once

#include "views/canvas/frame.h"
#include "views/style/theme.h"

#include <QImage>
#include <QSize>
#include <QString>

namespace maqueta::views {

enum class PictureFormat : quint8 { Svg, Png };

struct PictureOptions {
    Theme theme = Theme::Light;
    QSize size{1600, 1000};
    bool caption = true;   // the strip below, when the frame has a caption
    double pixelRatio = 1; // of PNG: 2 = twice as many pixels
};

// By the ending of a file's name: .svg, .png; false for others.
bool pictureFormatOf(const QString& path, PictureFormat& format);

// Empty = written; else what went wrong, with the path.
QString renderPicture(const Frame& frame, const PictureOptions& options, PictureFormat format,
                      const QString& path);

QImage renderImage(const Frame& frame, const PictureOptions& options);

} // namespace maqueta::views
