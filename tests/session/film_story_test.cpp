// A stretch of a cluster's film as a file: what it holds when parts go away, and how one leaves it.
#include "session/player_stage.h"

#include "app/picture/film.h"
#include "views/export/film_writer.h"

#include <QImageReader>
#include <QTemporaryDir>

using namespace maqueta;
using app::Player;
using tests::PlayerStage;
using views::ExportOutcome;
using views::Part;
using views::PictureFormat;

class FilmStory : public PlayerStage {
    Q_OBJECT

    QTemporaryDir folder_;

    // Three pods run, and somebody wants none.
    static document::Document emptied() {
        Player player = running();
        [&] { QVERIFY(player.act(scale(0), player.displayed()).ok); }();
        return player.document();
    }
    static views::PictureOptions aPod(const Player& player) {
        views::PictureOptions options;
        for (const auto& pod : player.history().world().picture().pods)
            if (pod.workload == "web")
                options.only = {{.kind = Part::Kind::Pod,
                                 .ns = QString::fromStdString(pod.ns),
                                 .name = QString::fromStdString(pod.name)}};
        return options;
    }

private Q_SLOTS:
    void init() {
        if (!views::canFilm(PictureFormat::Gif)) QSKIP("built without libgif");
    }

    // What is filmed may end before the film does: its last picture stays.
    void aPartThatGoesAwayIsHeldUntilTheEnd() {
        const app::FilmOptions film{.seconds = 30, .framesPerSecond = 2};
        auto player = app::filmPlayer(emptied(), film);
        QVERIFY(player && *player);
        const views::PictureOptions options = aPod(**player);
        QVERIFY(!options.only.isEmpty());
        const QString path = folder_.filePath("pod.gif");
        const ExportOutcome outcome =
            app::exportFilm(**player, options, film, PictureFormat::Gif, path);
        QVERIFY2(outcome.kind == ExportOutcome::Kind::Done, qPrintable(outcome.why));
        QVERIFY((*player)->history().world().picture().pods.empty()); // they are gone by then
        QImageReader reader(path, "gif");
        int lasts = 0;
        while (!reader.read().isNull()) lasts += reader.nextImageDelay();
        QCOMPARE(lasts, 30'000);
    }

    void tooManyPixelsAreCalledThat() {
        const app::FilmOptions film{.seconds = 1, .framesPerSecond = 1};
        auto player = app::filmPlayer(emptied(), film);
        QVERIFY(player && *player);
        views::PictureOptions options;
        options.size = {16'000, 16'000};
        options.pixelRatio = 4;
        const ExportOutcome outcome = app::exportFilm(**player, options, film, PictureFormat::Gif,
                                                      folder_.filePath("much.gif"));
        QVERIFY(outcome.kind == ExportOutcome::Kind::Failed);
        QVERIFY2(outcome.why.contains("too many"), qPrintable(outcome.why));
    }

    void whoLeavesFindsNoFile() {
        const app::FilmOptions film;
        const std::atomic<bool> stop = true;
        const auto none = app::filmPlayer(emptied(), film, &stop);
        QVERIFY(none && !*none);
        auto player = app::filmPlayer(emptied(), film);
        QVERIFY(player && *player);
        const QString path = folder_.filePath("left.gif");
        int looks = 0;
        const ExportOutcome outcome = app::exportFilm(**player, {}, film, PictureFormat::Gif, path,
                                                      [&](double) { return ++looks < 3; });
        QVERIFY(outcome.kind == ExportOutcome::Kind::Cancelled);
        QVERIFY(!QFile::exists(path));
    }
};

QTEST_MAIN(FilmStory)
#include "film_story_test.moc"
