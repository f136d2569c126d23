// A cluster played like a film: what a person does to time, told without a window, a thread or a
// wall clock.
#include "app/session/player.h"

#include "stories/story.h"
#include "views/canvas/differences.h"

#include <QTemporaryDir>

using namespace maqueta;
using app::Player;
using tests::Story;

class PlayerStory : public QObject {
    Q_OBJECT

    static document::Document cluster(std::uint64_t seed = 5) {
        document::Document document;
        document.topology = cluster::makeTopology(3, 2);
        document.seed = seed;
        return document;
    }
    static Player running() {
        Player player(cluster(), {});
        player.prepare({Story::deployment("web", 3, "100m", "64Mi")}, "web", at(40));
        return player;
    }
    static constexpr sim::Time at(double seconds) {
        return sim::Time{static_cast<std::int64_t>(seconds * 1e9)};
    }
    static cluster::PowerOff powerCut() { return {"worker-1"}; }
    static cluster::ScaleObject scale(int replicas) {
        return {.name = "web", .replicas = replicas};
    }

    static sim::Time now(const Player& player) { return player.history().now(); }
    static std::string fingerprint(const Player& player) {
        return player.history().world().fingerprint().text();
    }
    static std::string branch(const Player& player) {
        const history::Journal& journal = player.history().journal();
        return journal.branches()[journal.current()].name;
    }
    static bool alive(const Player& player, std::string_view machine) {
        return player.history().world().picture().machine(machine)->on;
    }

    // Plays that many milliseconds of wall time in ticks of that size; the picture is looked at
    // only now and then, as a slow screen does.
    static void play(Player& player, double wallMs, double tickMs, int ticksAFrame = 1) {
        player.play();
        int ticks = 0;
        for (double left = wallMs; left > 1e-6; left -= tickMs) {
            player.tick(std::min(left, tickMs));
            if (++ticks % ticksAFrame == 0) player.moment();
        }
        player.pause();
    }
    static void playUntil(Player& player, sim::Time until) {
        player.play();
        for (int ticks = 0; now(player) < until && ticks < 100'000; ++ticks) player.tick(16);
        player.pause();
    }

private Q_SLOTS:
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

    void actingInThePastStartsABranchAndKeepsTheOldFuture() {
        Player player = running();
        QVERIFY(player.act(powerCut(), player.displayed()).ok);
        player.seek(at(100));
        const std::string future = fingerprint(player);

        player.seek(at(38));
        const app::Answer answer = player.act(scale(5), player.displayed());
        QVERIFY(answer.ok);
        QCOMPARE(answer.text, std::string("branch 2 starts at 00:38; main is kept."));
        QCOMPARE(branch(player), std::string("branch 2"));
        player.seek(at(100));
        QVERIFY(alive(player, "worker-1"));
        QVERIFY(fingerprint(player) != future);

        player.switchTo(0);
        player.seek(at(100));
        QVERIFY(!alive(player, "worker-1"));
        QCOMPARE(fingerprint(player), future);
    }

    void undoMovesTimeToJustBeforeAndSaysSo() {
        Player player = running();
        play(player, 1000, 16);
        const std::string before = fingerprint(player);
        const sim::Time done = now(player);
        QVERIFY(player.act(powerCut(), player.displayed()).ok);
        playUntil(player, done + sim::seconds(30));

        const app::Answer answer = player.undo();
        QVERIFY(answer.ok);
        QCOMPARE(QString::fromStdString(answer.text),
                 QString("Back to %1, before: cut the power of worker-1.")
                     .arg(QString::fromStdString(sim::clockText(done, 0))));
        QCOMPARE(now(player), done);
        QCOMPARE(fingerprint(player), before);
        QVERIFY(alive(player, "worker-1"));
        QVERIFY(!player.moment()->playing);
        QCOMPARE(branch(player), std::string("main"));
    }

    void redoPlaysTheActAgainAtItsOwnTime() {
        Player player = running();
        const sim::Time done = now(player);
        QVERIFY(player.act(powerCut(), player.displayed()).ok);
        player.seek(at(100));
        const std::string future = fingerprint(player);
        const std::size_t beats = player.history().beats().size();
        QVERIFY(player.undo().ok);
        player.seek(done + sim::seconds(5)); // looks around in the world without it
        QVERIFY(alive(player, "worker-1"));

        QVERIFY(player.redo().ok);
        QCOMPARE(player.history().journal().path().back()->at, done);
        QVERIFY(!alive(player, "worker-1"));
        player.seek(at(100));
        QCOMPARE(fingerprint(player), future);
        QCOMPARE(player.history().beats().size(), beats);
        QCOMPARE(player.moment()->redoText, std::string());
    }

    void aMovedCardIsUndoneInPlace() {
        Player player = running();
        QVERIFY(player.act(powerCut(), player.displayed()).ok);
        playUntil(player, at(45));
        const sim::Time shown = now(player);
        player.moveCards({{"worker-2", std::pair{100.0, 200.0}}});
        QCOMPARE(player.undo().text, std::string("worker-2 is back in its place."));
        QCOMPARE(now(player), shown);
        QVERIFY(player.document().layout.empty());
        // The list is one: the next undo takes the act back.
        QVERIFY(player.undo().ok);
        QVERIFY(alive(player, "worker-1"));
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

    void undoingABranchsOnlyActShowsTheOneThatItGrewOutOf() {
        Player player = running();
        QVERIFY(player.act(powerCut(), player.displayed()).ok);
        player.seek(at(100));
        const double shown = player.moment()->shown;
        player.seek(at(38));
        QVERIFY(player.act(scale(5), player.displayed()).ok);
        QVERIFY(player.undo().ok);
        QCOMPARE(branch(player), std::string("main"));
        QCOMPARE(now(player), at(38));
        QCOMPARE(player.moment()->shown, shown); // its future is there, as it was seen

        QVERIFY(player.redo().ok);
        QCOMPARE(branch(player), std::string("branch 2"));
        QCOMPARE(now(player), at(38));
        // Twice: the branch's act, then the one of main; and both again.
        QVERIFY(player.undo().ok);
        QVERIFY(player.undo().ok);
        QVERIFY(player.history().journal().path(0).size() == 1); // the shop is the beginning
        QCOMPARE(player.undo().text, std::string());
        QVERIFY(player.undoTo(2).ok);
        QCOMPARE(branch(player), std::string("branch 2"));
        const auto edits = player.moment()->edits;
        QCOMPARE(edits.size(), std::size_t{2});
        QCOMPARE(edits[0].text, std::string("cut the power of worker-1"));
        QCOMPARE(edits[1].branch, std::uint32_t{1});
        QVERIFY(!edits[0].undone && !edits[1].undone);
    }

    void branchesAreNamedSwitchedAndDeleted() {
        Player player = running();
        player.seek(at(60));
        QVERIFY(player.act(powerCut(), player.displayed()).ok);
        player.seek(at(45));
        QCOMPARE(player.moment()->fork, std::string("branch 2"));
        QVERIFY(player.act(scale(5), player.displayed()).ok);
        player.seek(at(50));
        const double otherShown = player.moment()->shown;
        const std::string five = fingerprint(player);
        player.renameBranch(1, "five of them");
        QCOMPARE(player.moment()->branch, std::string("five of them"));
        QVERIFY(!player.removeBranch(1).ok); // it is shown
        QVERIFY(player.switchTo(0).ok);
        QCOMPARE(now(player), at(50));
        QVERIFY(!player.removeBranch(0).ok);
        QVERIFY(fingerprint(player) != five);

        QVERIFY(player.switchTo(1).ok);
        QCOMPARE(fingerprint(player), five);
        QCOMPARE(player.moment()->shown, otherShown);
        QVERIFY(player.switchTo(0).ok);
        QVERIFY(player.removeBranch(1).ok);
        QCOMPARE(player.moment()->branches.size(), std::size_t{1});
        QCOMPARE(player.moment()->edits.size(), std::size_t{1});
    }

    void twoBranchesAreComparedInStep() {
        Player player = running();
        QVERIFY(player.act(powerCut(), player.displayed()).ok);
        player.seek(at(100));
        const std::string there = fingerprint(player);
        const auto dark = player.moment()->frame.picture;
        player.seek(at(38));
        QVERIFY(player.act(scale(5), player.displayed()).ok);
        player.seek(at(70));
        QVERIFY(!player.moment()->comparison);
        QVERIFY(player.compareWith(0).ok);
        for (const double seconds : {70.0, 100.0, 45.0, 30.0}) {
            player.seek(at(seconds));
            const auto moment = player.moment();
            QVERIFY(moment->comparison.has_value());
            QCOMPARE(moment->comparison->name, std::string("main"));
            const views::Frame& other = moment->comparison->frame;
            QCOMPARE(other.picture->now, at(seconds));
            QCOMPARE(other.film->simulatedAt(other.movieMs),
                     moment->frame.film->simulatedAt(moment->frame.movieMs));
            for (const cluster::Beat& beat : *other.beats)
                QVERIFY(other.film->movieOf(beat.seq).has_value());
            QCOMPARE(other.picture->machine("worker-1")->on, seconds < 40);
            QVERIFY(moment->frame.picture->machine("worker-1")->on);
            // Before they part there is nothing to tell them apart by.
            const auto marks = views::differences(*moment->frame.picture, *other.picture);
            QCOMPARE(marks.empty(), seconds < 38);
        }
        // It is the branch itself, not something like it.
        player.seek(at(100));
        QCOMPARE(player.moment()->comparison->frame.picture->etcdRevision, dark->etcdRevision);
        QVERIFY(player.switchTo(0).ok);
        QVERIFY(!player.moment()->comparison);
        player.seek(at(100));
        QCOMPARE(fingerprint(player), there);
    }

    void twoBranchesShareOneMemoryBudget() {
        Player player = running();
        QVERIFY(player.act(powerCut(), player.displayed()).ok);
        player.seek(at(600));
        player.seek(at(38));
        QVERIFY(player.act(scale(5), player.displayed()).ok);
        player.seek(at(3600));
        constexpr std::size_t budget = std::size_t{16} << 20;
        QVERIFY2(player.memoryUsed() > budget, std::to_string(player.memoryUsed()).c_str());
        player.setMemoryBudget(budget);
        QVERIFY(player.memoryUsed() <= budget);
        QVERIFY(player.compareWith(0).ok);
        player.moment();
        player.seek(at(3900));
        QVERIFY(player.moment()->memoryUsed <= budget);
        player.seek(at(100)); // less is kept, and nothing is lost
        QCOMPARE(player.moment()->comparison->frame.picture->now, at(100));
    }

    void aBranchOfAnOpenedDocumentIsFilmedWhenItIsShown() {
        Player player = running();
        player.seek(at(60));
        QVERIFY(player.act(powerCut(), player.displayed()).ok);
        player.seek(at(80));
        const std::string future = fingerprint(player);
        player.seek(at(45));
        QVERIFY(player.act(scale(5), player.displayed()).ok);
        player.seek(at(70));

        Player opened(player.document(), {});
        QCOMPARE(fingerprint(opened), fingerprint(player));
        QVERIFY(opened.switchTo(0).ok);
        QCOMPARE(now(opened), at(60)); // as far as its acts go
        opened.seek(at(80));
        QCOMPARE(fingerprint(opened), future);
        QCOMPARE(opened.history().beats().size(), [&] {
            player.switchTo(0);
            player.seek(at(80));
            return player.history().beats().size();
        }());
    }

    static int ticksToRun(Player& player) {
        int ticks = 0;
        do {
            player.tick(16);
            ++ticks;
        } while (player.moment()->run);
        return ticks;
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

    void aRefusedActLeavesNoMark() {
        Player player = running();
        const std::string before = fingerprint(player);
        const app::Answer answer = player.act(cluster::PowerOff{"worker-9"}, player.displayed());
        QVERIFY(!answer.ok);
        QVERIFY(!answer.text.empty());
        QCOMPARE(fingerprint(player), before);
        QCOMPARE(player.moment()->undoText, std::string());
        QVERIFY(!player.moment()->changed);
    }
};

QTEST_APPLESS_MAIN(PlayerStory)
#include "player_test.moc"
