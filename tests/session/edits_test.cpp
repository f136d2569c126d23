// What people do to the cluster in time: acts, undo, redo, and the branches that they make.
#include "session/player_stage.h"

#include "views/canvas/differences.h"

using namespace maqueta;
using app::Player;
using tests::PlayerStage;
using tests::Story;

class EditsStory : public PlayerStage {
    Q_OBJECT
private Q_SLOTS:
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

    // While the film stands still a hand's act runs until its sentence is said, and no farther.
    void whatIsDonePausedIsTold() {
        Player player = running();
        QVERIFY(player.act(powerCut("worker-1"), player.displayed()).ok);
        const auto standsStill = [&] {
            for (int ticks = 0; player.tick(16); ++ticks)
                if (ticks > 1000) return false;
            return !player.moment()->playing;
        };
        QVERIFY(standsStill());
        const sim::Time acted = now(player);
        QVERIFY2(player.moment()->frame.caption.bold.startsWith(QLatin1String("worker-1")),
                 qPrintable(player.moment()->frame.caption.bold));
        // At that very moment another one: nothing has happened in between.
        QVERIFY(player.act(powerCut("worker-2"), player.displayed()).ok);
        QVERIFY(standsStill());
        QVERIFY2(player.moment()->frame.caption.bold.startsWith(QLatin1String("worker-2")),
                 qPrintable(player.moment()->frame.caption.bold));
        QCOMPARE(now(player), acted);
        // What is asked of the API is told as it sets out.
        QVERIFY(player.act(scale(5), player.displayed()).ok);
        QVERIFY(standsStill());
        QVERIFY2(player.moment()->frame.caption.bold.contains(QLatin1String("web")),
                 qPrintable(player.moment()->frame.caption.bold));
        QVERIFY(now(player) - acted < sim::seconds(1));
    }
};

QTEST_APPLESS_MAIN(EditsStory)
#include "edits_test.moc"
