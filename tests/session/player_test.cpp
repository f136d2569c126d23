// A cluster played like a film: what plays, stops, steps and seeks.
#include "session/player_stage.h"

#include <QTemporaryDir>

using namespace maqueta;
using app::Player;
using tests::PlayerStage;
using tests::Story;

class PlayerStory : public PlayerStage {
    Q_OBJECT
private Q_SLOTS:
    // The first cluster invites until somebody moves through its time: then it tells what happened.
    void whoGoesBackReadsWhatHappened() {
        Player player = running();
        QVERIFY(player.moment()->frame.caption.bold.startsWith(QLatin1String("This cluster")));
        player.stepBack();
        const views::Caption told = player.moment()->frame.caption;
        QVERIFY2(!told.bold.isEmpty() && !told.bold.startsWith(QLatin1String("This cluster")),
                 qPrintable(told.bold));
        QVERIFY(told.beat > 0);
        QVERIFY(!player.moment()->frame.invitation.machine.isEmpty()); // still nobody touched it
    }

    void everyFrameRateShowsTheSameRun_data() {
        QTest::addColumn<double>("tickMs");
        QTest::addColumn<int>("ticksAFrame");
        QTest::newRow("60 a second") << 16.0 << 1;
        QTest::newRow("1000 a second") << 1.0 << 1;
        QTest::newRow("10 a second") << 100.0 << 1;
        QTest::newRow("a slow screen") << 8.0 << 25;
    }
    void everyFrameRateShowsTheSameRun() {
        QFETCH(double, tickMs);
        QFETCH(int, ticksAFrame);
        Player reference = running();
        QVERIFY(reference.act(powerCut(), reference.displayed()).ok);
        play(reference, 8000, 16);
        reference.seek(at(90));

        Player other = running();
        QVERIFY(other.act(powerCut(), other.displayed()).ok);
        play(other, 8000, tickMs, ticksAFrame);
        other.seek(at(90));
        QCOMPARE(fingerprint(other), fingerprint(reference));
        QCOMPARE(other.history().beats().size(), reference.history().beats().size());
    }

    void anActHappensAtWhatWasDisplayed() {
        Player player = running();
        play(player, 2000, 16);
        const Player::Displayed seen = player.displayed();
        play(player, 300, 16); // the picture went on while the act was on its way
        QVERIFY(now(player) > seen.at);
        QVERIFY(player.act(powerCut(), seen).ok);
        const auto path = player.history().journal().path();
        QCOMPARE(path.back()->at, seen.at);
        // Nothing had been done in between: no branch was needed.
        QCOMPARE(branch(player), std::string("main"));
    }

    void whatTheScoutSawBeyondIsThrownAwaySilently() {
        Player player = running();
        play(player, 1000, 16);
        const sim::Time shown = now(player);
        QVERIFY(player.moment()->frame.film->simulatedEnd() > shown);
        QVERIFY(player.act(powerCut(), player.displayed()).ok);
        player.seek(at(100));

        // The same act without anybody having looked ahead.
        history::History plain(cluster::makeTopology(3, 2), {}, 5);
        for (const history::Act* act : player.history().journal().path()) {
            plain.advance(act->at);
            QVERIFY(plain.act(act->what).ok());
        }
        plain.advance(at(100));
        QCOMPARE(fingerprint(player), plain.world().fingerprint().text());
        QCOMPARE(player.history().beats().size(), plain.beats().size());
    }

    void scrubbingWhilePlayingAlwaysShowsOneMoment() {
        Player player = running();
        QVERIFY(player.act(powerCut(), player.displayed()).ok);
        playUntil(player, at(60));
        player.play();
        const double end = player.moment()->shown;
        sim::Rng rng(3);
        for (int i = 0; i < 60; ++i) {
            QVERIFY(player.scrub(end * static_cast<double>(rng.below(1000)) / 1000));
            player.tick(16);
            const auto moment = player.moment();
            // Picture, film and cursor tell the same time; nothing shown lies in its future.
            const sim::Time at = moment->frame.film->simulatedAt(moment->frame.movieMs);
            QCOMPARE(moment->frame.picture->now, at);
            for (const cluster::Beat& beat : *moment->frame.beats) QVERIFY(beat.at <= at);
            QVERIFY(moment->shown >= end);
        }
    }

    void aWishThatIsNewerStopsTheOlderOne() {
        Player player = running();
        player.seek(at(300));
        const std::atomic<bool> newer = true;
        const double far = player.moment()->frame.film->movieAt(at(139));
        QVERIFY(!player.scrub(far, &newer));
        QVERIFY(player.scrub(player.moment()->shown));
        QCOMPARE(now(player), at(300));
    }

    void savedAndOpenedItIsTheSameMoment() {
        Player player = running();
        QVERIFY(player.act(powerCut(), player.displayed()).ok);
        player.seek(at(70));
        QVERIFY(player.act(scale(4), player.displayed()).ok);
        player.moveCards({{"worker-2", std::pair{10.0, 20.0}}});
        player.seek(at(90));

        const QTemporaryDir folder;
        const std::string path = folder.filePath("two.maqueta").toStdString();
        QVERIFY(document::save(player.document(), path).ok());
        auto document = document::load(path);
        QVERIFY2(document.ok(), document.ok() ? "" : document.error().text().c_str());
        Player opened(*std::move(document), {});
        QCOMPARE(now(opened), now(player));
        QCOMPARE(fingerprint(opened), fingerprint(player));
        QCOMPARE(opened.moment()->frame.layout->positions.size(), std::size_t{1});
        QCOMPARE(opened.moment()->undoText, std::string("scale Deployment default/web to 4"));
        QVERIFY(!opened.moment()->changed);
    }

    // An event is anything that happens, also what is no beat; back leads through the same moments.
    void steppingByEventsGoesThroughTheSameMomentsBothWays() {
        Player player = running();
        std::vector<sim::Time> forwards{now(player)};
        for (int i = 0; i < 40; ++i) {
            player.stepEvent();
            QVERIFY(now(player) > forwards.back());
            forwards.push_back(now(player));
        }
        const std::string there = fingerprint(player);
        for (auto moment = forwards.rbegin() + 1; moment != forwards.rend() - 1; ++moment) {
            player.stepEventBack();
            QCOMPARE(now(player), *moment);
            QCOMPARE(player.moment()->frame.picture->now, *moment);
        }
        player.seek(forwards.back());
        QCOMPARE(fingerprint(player), there);
    }

    // Anything that may be on its way is known wherever the cursor was moved to.
    void afterASeekTheMessagesUnderWayAreKnown() {
        Player player = running();
        playUntil(player, at(44));
        player.pause();
        const double movie = player.moment()->frame.movieMs;
        const auto played = player.moment()->frame.transits;
        QVERIFY(!played->empty());
        player.scrub(0);
        player.scrub(movie);
        const auto again = player.moment()->frame.transits;
        QCOMPARE(again->size(), played->size());
        QCOMPARE(again->front().seq, played->front().seq);
    }

    void runUntilANodeIsNotReadyStopsAtThatBeat() {
        Player player = running();
        QVERIFY(player.act(powerCut(), player.displayed()).ok);
        const sim::Time cut = now(player);
        player.runUntil({.kind = app::Goal::Kind::NodeNotReady});
        ticksToRun(player);
        const auto moment = player.moment();
        const cluster::RecordSeq shown = moment->frame.film->beatAt(moment->frame.movieMs);
        const auto& beats = *moment->frame.beats;
        const auto beat = std::find_if(beats.begin(), beats.end(),
                                       [&](const cluster::Beat& b) { return b.seq == shown; });
        QVERIFY(beat != beats.end());
        QCOMPARE(beat->kind, cluster::BeatKind::NodeNotReady);
        QCOMPARE(now(player), beat->at);
        QVERIFY((now(player) - cut).seconds() > 30 && (now(player) - cut).seconds() < 60);
        QVERIFY(!moment->playing);
        // Everything on the way was filmed, and can be watched.
        QVERIFY(moment->frame.film->movieOf(shown).has_value());
        const std::string there = fingerprint(player);
        player.scrub(0);
        player.scrub(moment->frame.movieMs);
        QCOMPARE(fingerprint(player), there);
        // From before it, it is found again in what was shown.
        player.seek(cut);
        player.runUntil({.kind = app::Goal::Kind::NodeNotReady});
        QCOMPARE(now(player), beat->at);
    }

    void runUntilTheSelectedThingChanges() {
        Player player = running();
        QVERIFY(player.act(scale(4), player.displayed()).ok);
        views::Part part;
        part.kind = views::Part::Kind::Deployment;
        part.ns = "default";
        part.name = "web";
        player.runUntil({.kind = app::Goal::Kind::PartChanges, .part = part});
        ticksToRun(player);
        const auto moment = player.moment();
        QCOMPARE(moment->frame.beats->back().object, std::string("Deployment default/web"));
    }

    void runUntilAMomentGoesThereAndCancelStays() {
        Player player = running();
        const sim::Time before = now(player);
        const double shown = player.moment()->shown;
        player.runUntil({.kind = app::Goal::Kind::Moment, .at = at(3000)});
        player.tick(16);
        const auto info = player.moment()->run;
        QVERIFY(info.has_value());
        QVERIFY(info->part > 0 && info->part < 0.5);
        player.cancelRun();
        QCOMPARE(now(player), before);
        QCOMPARE(player.moment()->shown, shown);
        QVERIFY(!player.moment()->run);
        player.runUntil({.kind = app::Goal::Kind::Moment, .at = at(600)});
        ticksToRun(player);
        QCOMPARE(now(player), at(600));
    }

    void runUntilWhatNeverComesSaysSo() {
        Player player = running();
        const sim::Time before = now(player);
        player.runUntil({.kind = app::Goal::Kind::NodeNotReady});
        ticksToRun(player);
        const auto news = player.takeNews();
        QVERIFY(news.has_value());
        QCOMPARE(news->text, std::string("For the next hour, no node becomes NotReady."));
        QCOMPARE(now(player), before);
    }
};

QTEST_APPLESS_MAIN(PlayerStory)
#include "player_test.moc"
