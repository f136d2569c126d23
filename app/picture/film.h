// A stretch of a cluster's film as a file that plays: from the document's moment on, as the window
// plays it at 1x. The same bytes under every load: no clock takes part.
#pragma once

#include "document/document.h"
#include "views/export/picture_export.h"

namespace maqueta::app {

struct FilmOptions {
    static constexpr double longest = 120; // seconds
    static constexpr int mostFrames = 25;  // a second

    double seconds = 8;
    int framesPerSecond = 10;
};

// Every frame has the size that the options say, or that the first one has.
views::ExportOutcome exportFilm(document::Document document, const views::PictureOptions& options,
                                const FilmOptions& film, views::PictureFormat format,
                                const QString& path, const views::Progress& progress = {});

} // namespace maqueta::app
