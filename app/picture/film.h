// A stretch of a cluster's film as a file that plays: from the document's moment on, paced and told
// by the general rules at 1x; a lesson's own script is no part of a document. The same bytes under
// every load: no clock takes part.
#pragma once

#include "document/document.h"
#include "views/export/picture_export.h"

#include <atomic>
#include <memory>

namespace maqueta::app {

class Player;

struct FilmOptions {
    static constexpr double longest = 120; // seconds
    static constexpr int mostFrames = 25;  // a second

    double seconds = 8;
    int framesPerSecond = 10;
};

// A player that knows all of the stretch before its first picture is asked for. The long part of
// the work, on whatever thread; null when `stop` ended it. Fails when the document cannot run.
base::Result<std::unique_ptr<Player>> filmPlayer(document::Document document,
                                                 const FilmOptions& film,
                                                 const std::atomic<bool>* stop = nullptr);

// Draws and writes it, on the window's thread. Every frame has the size that the options say, or
// that the first one has; one without anything of what was chosen shows what the last one did.
views::ExportOutcome exportFilm(Player& player, const views::PictureOptions& options,
                                const FilmOptions& film, views::PictureFormat format,
                                const QString& path, const views::Progress& progress = {});

} // namespace maqueta::app
