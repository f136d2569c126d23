#include "app/picture/film.h"

#include "app/session/player.h"
#include "cluster/defaults.h"
#include "views/export/film_writer.h"
#include "views/style/texts.h"
#include "views/style/trace_words.h"

#include <cmath>

namespace maqueta::app {

using views::ExportOutcome;
using views::ExportText;

namespace {

constexpr sim::Duration stride = sim::seconds(10);
constexpr sim::Duration longestSearch = sim::minutes(120); // of a cluster in which nothing happens

} // namespace

ExportOutcome exportFilm(document::Document document, const views::PictureOptions& wanted,
                         const FilmOptions& film, views::PictureFormat format, const QString& path,
                         const views::Progress& progress) {
    using Kind = ExportOutcome::Kind;
    const auto failed = [&](const QString& why) {
        return ExportOutcome{Kind::Failed, ExportText::tr("%1 is not written: %2").arg(path, why)};
    };
    auto configuration = cluster::configured(document.settings.values);
    if (!configuration) return failed(views::errorText(configuration.error()));
    Player player(std::move(document), *std::move(configuration));
    // All of the film is known before the first picture of it: how it is paced hangs on nothing
    // else than the cluster.
    const double begin = player.displayed().movie;
    const double end = begin + film.seconds * 1000;
    sim::Time known = player.displayed().at;
    const sim::Time farthest = known + longestSearch;
    while (player.moment()->shown < end && known < farthest) {
        if (progress && !progress(0)) return {Kind::Cancelled};
        known = known + stride;
        player.seek(known);
    }
    views::PictureOptions options = wanted;
    options.transparent = false;
    std::unique_ptr<views::FilmWriter> writer;
    const int frames = std::max(1, int(std::lround(film.seconds * film.framesPerSecond)));
    for (int i = 0; i < frames; ++i) {
        if (progress && !progress(double(i) / frames)) return {Kind::Cancelled};
        player.scrub(begin + i * 1000.0 / film.framesPerSecond);
        views::Frame frame = player.moment()->frame;
        frame.invitation = {};
        if (options.size.isEmpty()) options.size = views::sizeOf(frame, options);
        const QImage image = views::renderImage(frame, options);
        if (image.isNull() && !writer)
            return failed(ExportText::tr("nothing of what was chosen is in the picture"));
        if (!writer)
            writer = views::filmWriter(
                format, {.size = image.size(), .framesPerSecond = film.framesPerSecond});
        if (!writer || (!image.isNull() && !writer->add(image)))
            return failed(ExportText::tr("the film cannot be made"));
    }
    const QByteArray bytes = writer->finish();
    if (bytes.isEmpty()) return failed(ExportText::tr("the film cannot be made"));
    return views::writeFile(path, bytes);
}

} // namespace maqueta::app
