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

base::Result<std::unique_ptr<Player>>
filmPlayer(document::Document document, const FilmOptions& film, const std::atomic<bool>* stop) {
    auto configuration = cluster::configured(document.settings.values);
    if (!configuration) return configuration.error();
    auto player = std::make_unique<Player>(std::move(document), *std::move(configuration));
    const auto [begin, at] = player->displayed();
    const double end = begin + film.seconds * 1000;
    const sim::Time farthest = at + longestSearch;
    sim::Time known = at;
    while (player->shown() < end && known < farthest) {
        if (stop && *stop) return std::unique_ptr<Player>();
        known = known + stride;
        player->seek(known);
    }
    player->scrub(begin);
    return player;
}

ExportOutcome exportFilm(Player& player, const views::PictureOptions& wanted,
                         const FilmOptions& film, views::PictureFormat format, const QString& path,
                         const views::Progress& progress) {
    using Kind = ExportOutcome::Kind;
    const auto failed = [&](const QString& why) {
        return ExportOutcome{Kind::Failed, ExportText::tr("%1 is not written: %2").arg(path, why)};
    };
    const double begin = player.displayed().movie;
    views::PictureOptions options = wanted;
    options.transparent = false;
    options.keepStrip = options.caption;
    std::unique_ptr<views::FilmWriter> writer;
    QImage last;
    const int frames = std::max(1, int(std::lround(film.seconds * film.framesPerSecond)));
    for (int i = 0; i < frames; ++i) {
        if (progress && !progress(double(i) / frames)) return {Kind::Cancelled};
        player.scrub(begin + i * 1000.0 / film.framesPerSecond);
        views::Frame frame = player.moment()->frame;
        frame.invitation = {};
        frame.settled = false; // it moves
        if (options.size.isEmpty()) options.size = views::sizeOf(frame, options);
        if (!writer)
            if (const QString why = views::whyNoPixels(frame, options); !why.isEmpty())
                return failed(why);
        if (const QImage image = views::renderImage(frame, options); !image.isNull()) last = image;
        if (!writer)
            writer = views::filmWriter(
                format, {.size = last.size(), .framesPerSecond = film.framesPerSecond});
        if (!writer || !writer->add(last)) return failed(ExportText::tr("the film cannot be made"));
    }
    const QByteArray bytes = writer->finish();
    if (bytes.isEmpty()) return failed(ExportText::tr("the film cannot be made"));
    return views::writeFile(path, bytes);
}

} // namespace maqueta::app
