// How a picture is to be drawn: one struct for the command line, the window and the clipboard.
#pragma once

#include "views/canvas/part.h"
#include "views/style/theme.h"

#include <QRectF>
#include <QSize>
#include <QVector>

namespace maqueta::views {

struct PictureOptions {
    static constexpr double largestScale = 4;

    Theme theme = Theme::Light;
    QVector<Part> only = {}; // these, machines with all that is on them; empty = everything
    QRectF view = {};        // this part of the scene; null = all of what is drawn
    double zoom = 1;         // pixels a unit of the scene, where `size` does not say otherwise
    QSize size = {};         // in pixels, the caption's strip included; empty = as `zoom` makes it
    double pixelRatio =
        1; // of PNG and films: 2 = twice as many pixels each way, up to largestScale
    bool transparent = false; // no ground below the parts
    bool legend = true;       // where the whole cluster is drawn
    bool caption = true;      // the strip below, when the frame has a caption
    bool keepStrip = false;   // also when it has none: in a film it does not come and go
    bool document = true;     // inside the picture, where there is room for one
};

} // namespace maqueta::views
