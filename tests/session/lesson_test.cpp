// Lessons in the player: the film tells the script's beats and nothing else, holds at its
// questions, and is the person's own from the first act on.
#include "app/session/player.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace maqueta;
using app::Player;

class LessonPlayed : public QObject {
    Q_OBJECT

    struct Played {
        lessons::Lesson lesson;
        lessons::Performance performance;
        std::unique_ptr<Player> player;
    };

    static Played start(const QString& id) {
        QFile file(QStringLiteral(MAQUETA_SOURCE_DIR "/resources/lessons/%1.json").arg(id));
        if (!file.open(QIODevice::ReadOnly)) return {};
        const auto lesson = lessons::readLesson(file.readAll().toStdString(), id.toStdString());
        const auto performance = lessons::perform(*lesson, document::interventionFromJson);
        Played out{*lesson, *performance, nullptr};
        out.player = std::make_unique<Player>(app::lessonDocument(*lesson, *performance),
                                              cluster::Configuration{});
        out.player->startLesson(*lesson, *performance);
        return out;
    }
    // Ticks until the condition holds, passing questions over; wall milliseconds, or -1.
    template <class F>
    static double playUntil(Player& player, F&& holds, bool skip = true) {
        for (double wall = 0; wall < 300'000; wall += 16) {
            const auto moment = player.moment();
            if (holds(*moment)) return wall;
            if (skip && !moment->lesson.question.text.isEmpty()) player.play();
            player.tick(16);
        }
        return -1;
    }
    static auto beat(int number) {
        return [number](const app::Moment& m) { return m.frame.caption.beat == number; };
    }

private Q_SLOTS:
    // A presenter's remote: each press is the lesson's next beat, or the question before it.
    void aStepIsTheLessonsNextBeat_data() { theCaptionsAreThoseOfTheScriptInItsOrder_data(); }
    void aStepIsTheLessonsNextBeat() {
        QFETCH(QString, id);
        const Played played = start(id);
        Player& player = *played.player;
        const int count = static_cast<int>(played.performance.beats.size());
        const auto step = [&] {
            player.stepForward();
            for (int ticks = 0; ticks < 5000 && !player.moment()->rests; ++ticks) player.tick(16);
            [&] { QVERIFY(player.moment()->rests); }();
        };
        for (int told = 1; told <= count; ++told) {
            step();
            if (!player.moment()->lesson.question.text.isEmpty()) step(); // it is passed over
            QCOMPARE(player.moment()->frame.caption.beat, told);
        }
        for (int told = count - 1; told >= 0; --told) {
            player.stepBack();
            QCOMPARE(player.moment()->frame.caption.beat, told);
            QVERIFY(player.moment()->frame.picture->now >= played.performance.begin);
        }
    }

    void theCaptionsAreThoseOfTheScriptInItsOrder_data() {
        QTest::addColumn<QString>("id");
        const QDir folder(QStringLiteral(MAQUETA_SOURCE_DIR "/resources/lessons"));
        for (const QString& file : folder.entryList({QStringLiteral("*.json")}))
            QTest::newRow(qPrintable(file)) << file.chopped(5);
    }
    void theCaptionsAreThoseOfTheScriptInItsOrder() {
        QFETCH(QString, id);
        const Played played = start(id);
        Player& player = *played.player;
        QCOMPARE(player.moment()->frame.caption.bold.toStdString(),
                 played.performance.introBold.en);
        int last = 0;
        double since = 0;
        const int count = static_cast<int>(played.performance.beats.size());
        const double whole = playUntil(player, [&](const app::Moment& m) {
            const views::Caption& caption = m.frame.caption;
            if (caption.beat != last) {
                // One after another, each long enough to be read.
                [&] { QCOMPARE(caption.beat, last + 1); }();
                if (last > 0) {
                    const auto& before =
                        played.performance.beats[static_cast<std::size_t>(last - 1)];
                    const int letters =
                        lessons::characters(before.bold.en) + lessons::characters(before.rest.en);
                    [&] {
                        QVERIFY2(m.frame.movieMs - since >= std::max(1800.0, 55.0 * letters) - 40,
                                 before.bold.en.c_str());
                    }();
                }
                last = caption.beat;
                since = m.frame.movieMs;
                const auto& now = played.performance.beats[static_cast<std::size_t>(last - 1)];
                [&] { QCOMPARE(caption.bold.toStdString(), now.bold.en); }();
                [&] { QVERIFY(!m.frame.focus.isEmpty()); }();
                qInfo("%6.1f s  %s", m.frame.movieMs / 1000, now.bold.en.c_str());
            }
            return QTest::currentTestFailed() || caption.beat == count;
        });
        QVERIFY(whole > 0);
        QVERIFY(player.moment()->lesson.finished);
        // The last one stays.
        for (int i = 0; i < 600; ++i) player.tick(16);
        QCOMPARE(player.moment()->frame.caption.beat, count);
    }

    void theFilmIsTheRunThatWasPerformed() {
        const Played played = start(QStringLiteral("leader-election"));
        playUntil(*played.player, beat(9));
        const sim::Time end = played.performance.beats.back().at;
        played.player->seek(end);
        const auto& acts = played.performance.acts;
        QCOMPARE(played.player->history().journal().path().size(), acts.size());
        // Every beat of the script is a record of this history, too.
        for (const auto& b : played.performance.beats)
            QVERIFY(played.player->moment()->frame.film->movieOf(b.seq).has_value());
    }

    // "From a power cut to replaced elsewhere: 60 s of movie time at most."
    void fromThePowerCutToReplacedTakesAMinuteAtMost() {
        const Played played = start(QStringLiteral("node-failure"));
        QVERIFY(playUntil(*played.player, beat(1)) >= 0);
        const double cut = played.player->moment()->frame.movieMs;
        QVERIFY(playUntil(*played.player, beat(7)) >= 0);
        const double replaced = played.player->moment()->frame.movieMs;
        qInfo("%.1f s", (replaced - cut) / 1000);
        QVERIFY2(replaced - cut <= 60'000, qPrintable(QString::number(replaced - cut)));
    }

    // 400 s of a cut network: its waits are rings, and what is quiet is shortened.
    void aPartitionDoesNotCrawlThroughItsWaits() {
        const Played played = start(QStringLiteral("network-partition"));
        QVERIFY(playUntil(*played.player, beat(1)) >= 0);
        const double cut = played.player->moment()->frame.movieMs;
        QVERIFY(playUntil(*played.player, beat(9)) >= 0);
        const double healed = played.player->moment()->frame.movieMs;
        QVERIFY2(healed - cut <= 60'000, qPrintable(QString::number(healed - cut)));
    }

    void theFilmHoldsAtAQuestionUntilItIsAnswered() {
        const Played played = start(QStringLiteral("scheduling"));
        Player& player = *played.player;
        const auto asks = [](const app::Moment& m) { return !m.lesson.question.text.isEmpty(); };
        QVERIFY(playUntil(player, asks, false) >= 0);
        const double held = player.moment()->frame.movieMs;
        QCOMPARE(player.moment()->frame.caption.beat, 4);
        for (int i = 0; i < 300; ++i) player.tick(16);
        QCOMPARE(player.moment()->frame.movieMs, held);
        const views::LessonQuestion question = player.moment()->lesson.question;
        QCOMPARE(question.answers.size(), 3);
        QCOMPARE(question.answers[1].part.machine, QStringLiteral("worker-2"));
        player.answer(0);
        player.tick(16);
        QVERIFY(!player.moment()->lesson.right);
        QVERIFY(player.moment()->lesson.verdict.contains(QStringLiteral("worker-2")));
        QVERIFY(playUntil(player, beat(5), false) >= 0);
        // It is not asked again by going back.
        player.scrub(held - 500);
        player.play();
        QVERIFY(playUntil(player, beat(6), false) >= 0);
    }

    void theFirstActMakesTheWorldThePersonsOwn() {
        const Played played = start(QStringLiteral("node-failure"));
        Player& player = *played.player;
        QVERIFY(playUntil(player, beat(2)) >= 0);
        QVERIFY(player.moment()->undoText.empty());
        QVERIFY(player.act(cluster::PowerOn{"worker-4"}, player.displayed()).ok);
        auto moment = player.moment();
        QVERIFY(moment->lesson.id.isEmpty());
        QVERIFY(moment->frame.focus.isEmpty());
        QVERIFY(!moment->undoText.empty());
        QCOMPARE(moment->branch, std::string("main"));
        // The script acts no more: nothing but what was done is in the journal.
        const auto path = player.history().journal().path();
        QCOMPARE(path.size(), played.performance.stageActs + 2);
        QVERIFY(std::holds_alternative<cluster::PowerOn>(path.back()->what));
        // The script's own act can be taken back, too.
        QVERIFY(player.undo().ok);
        QVERIFY(player.undo().ok);
        QVERIFY(player.history().world().picture().machine("worker-4")->on);
        QVERIFY(player.moment()->undoText.empty());
    }

    void aLessonIsSavedAsItsJournal() {
        const Played played = start(QStringLiteral("node-failure"));
        QVERIFY(playUntil(*played.player, beat(3)) >= 0);
        const document::Document document = played.player->document();
        auto again = document::fromJson(document::toJson(document), "lesson.maqueta");
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().text().c_str());
        Player opened(*std::move(again), cluster::Configuration{});
        QCOMPARE(opened.history().world().fingerprint().text(),
                 played.player->history().world().fingerprint().text());
    }
};

QTEST_GUILESS_MAIN(LessonPlayed)
#include "lesson_test.moc"
