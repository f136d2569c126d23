#include "app/picture/film.h"

#include "app/session/player.h"
#include "cluster/defaults.h"
#include "views/export/gif.h"
#include "views/style/texts.h"
#include "views/style/trace_words.h"

#include <cmath>

namespace maqueta::app {

using views::ExportOutcome;
using views::ExportText;

ExportOutcome exportFilm(document::Document document, const views::PictureOptions& wanted,
                         const FilmOptions& film, const QString& path,
                         const views::Progress& progress) {
    using Kind = ExportOutcome::Kind;
    const auto failed = [&](const QString& why) {
        return ExportOutcome{Kind::Failed, ExportText::tr("%1 is not written: %2").arg(path, why)};
    };
    auto configuration = cluster::configured(document.settings.values);
    if (!configuration) return failed(views::errorText(configuration.error()));
    Player player(std::move(document), *std::move(configuration));
    player.play();
    views::PictureOptions options = wanted;
    options.transparent = false;
    std::unique_ptr<views::GifWriter> gif;
    const int frames = std::max(1, int(std::lround(film.seconds * film.framesPerSecond)));
    for (int i = 0; i < frames; ++i) {
        if (progress && !progress(double(i) / frames)) return {Kind::Cancelled};
        views::Frame frame = player.moment()->frame;
        frame.invitation = {};
        if (options.size.isEmpty()) options.size = views::sizeOf(frame, options);
        const QImage image = views::renderImage(frame, options);
        if (image.isNull() && !gif)
            return failed(ExportText::tr("nothing of what was chosen is in the picture"));
        if (!gif) gif = std::make_unique<views::GifWriter>(image.size());
        // Sums of hundredths that are never far from the true time.
        const auto until = [&](int n) { return n * 100 / film.framesPerSecond; };
        if (!image.isNull() && !gif->add(image, until(i + 1) - until(i)))
            return failed(ExportText::tr("the film cannot be made"));
        player.tick(1000.0 / film.framesPerSecond);
    }
    const QByteArray bytes = gif->finish();
    if (bytes.isEmpty()) return failed(ExportText::tr("the film cannot be made"));
    return views::writeFile(path, bytes);
}

} // namespace maqueta::app
