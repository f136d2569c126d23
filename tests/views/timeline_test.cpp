// The timeline as a person uses it: what stands under the lanes, what the mouse, the wheel and the
// keys ask for, what assistive tools are told.
#include "views/timeline/timeline_bar.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <memory>
#include <set>

using namespace maqueta;
using views::RulerLabel;
using views::TimelineBar;
using views::TimelineState;
using views::TimeWindow;

class TimelineTest : public QObject {
    Q_OBJECT

    static constexpr sim::Time at(double seconds) {
        return sim::Time{static_cast<std::int64_t>(seconds * 1e9)};
    }
    // A busy first minute, a wait of five, a busy end: as after a power cut.
    static TimelineState run() {
        auto film = std::make_shared<diagram::MovieMap>();
        auto beats = std::make_shared<std::vector<cluster::Beat>>();
        cluster::RecordSeq seq = 0;
        const auto beat = [&](double seconds, cluster::BeatKind kind, sim::Duration wait = {}) {
            cluster::Beat made;
            made.seq = ++seq;
            made.at = at(seconds);
            made.kind = kind;
            beats->push_back(made);
            film->add({.seq = seq, .at = at(seconds), .wait = wait});
        };
        for (int i = 0; i < 60; ++i)
            beat(i * 0.9, i % 3 ? cluster::BeatKind::PodReady : cluster::BeatKind::PodScheduled);
        beat(55, cluster::BeatKind::PowerLost);
        beat(355, cluster::BeatKind::PodEvicted, sim::minutes(5));
        for (int i = 0; i < 20; ++i) beat(356 + i, cluster::BeatKind::PodReady);
        TimelineState state{.film = film, .beats = beats};
        state.movieMs = film->movieOf(30).value();
        state.shown = film->end();
        return state;
    }
    static void checkLabels(TimelineBar& bar) {
        const auto labels = bar.lane()->labels();
        QVERIFY(labels.size() >= (bar.width() > 1000 ? 3U : 1U));
        std::set<QString> said;
        const RulerLabel* last = nullptr;
        double lastMoment = -1000;
        for (const RulerLabel& label : labels) {
            QVERIFY2(said.insert(label.text).second, qPrintable(label.text));
            if (last) QVERIFY2(label.left >= last->left + last->width, qPrintable(label.text));
            last = &label;
            if (label.kind != RulerLabel::Kind::Moment) continue;
            QVERIFY2(label.at - lastMoment >= 89.5, qPrintable(label.text));
            lastMoment = label.at;
        }
    }

private Q_SLOTS:
    void labelsNeitherOverlapNorRepeat_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<double>("zoom");
        for (const int width : {700, 1366, 1920})
            for (const double zoom : {1.0, 3.0, 12.0})
                QTest::addRow("%d px, %g times", width, zoom) << width << zoom;
    }
    void labelsNeitherOverlapNorRepeat() {
        QFETCH(int, width);
        QFETCH(double, zoom);
        TimelineBar bar;
        bar.resize(width, 52);
        bar.show();
        TimelineState state = run();
        state.forks = {{1, "branch 2", at(20)}, {2, "another", at(21)}};
        bar.setState(state);
        for (double z = 1; z < zoom; z *= 1.5) bar.lane()->zoomIn();
        checkLabels(bar);
    }

    void momentsAreRoundAndAShortenedStretchSaysHowMuch() {
        TimelineBar bar;
        bar.resize(1366, 52);
        bar.show();
        bar.setState(run());
        QStringList texts;
        for (const RulerLabel& label : bar.lane()->labels()) texts << label.text;
        QCOMPARE(texts.front(), QString("00:00"));
        QVERIFY2(texts.contains("+5 min"), qPrintable(texts.join(", ")));
        for (const QString& text : texts) QVERIFY2(!text.contains('.'), qPrintable(text));
    }

    void stretchesAreNamedInMinutesAndSeconds() {
        QCOMPARE(views::shortenedText(sim::seconds(290)), QString("+4 min 50 s"));
        QCOMPARE(views::shortenedText(sim::seconds(300)), QString("+5 min"));
        QCOMPARE(views::shortenedText(sim::seconds(15)), QString("+15 s"));
    }

    void draggingScrubsWhileTheMouseMoves() {
        TimelineBar bar;
        bar.resize(1366, 52);
        bar.show();
        const TimelineState state = run();
        bar.setState(state);
        QSignalSpy scrubbed(&bar, &TimelineBar::scrubbed);
        views::TimelineLane* lane = bar.lane();
        const int a = int(lane->xOf(state.shown * 0.8));
        const int b = int(lane->xOf(state.shown * 0.3));
        QTest::mousePress(lane, Qt::LeftButton, {}, {a, 23});
        QTest::mouseMove(lane, {(a + b) / 2, 23});
        QTest::mouseMove(lane, {b, 23});
        QTest::mouseRelease(lane, Qt::LeftButton, {}, {b, 23});
        QVERIFY(scrubbed.count() >= 3);
        QVERIFY(std::abs(scrubbed.last()[0].toDouble() - state.shown * 0.3) < state.shown * 0.01);
        const auto count = scrubbed.count();
        QTest::mouseMove(lane, {a, 23});
        QCOMPARE(scrubbed.count(), count); // released
        // Beyond what was shown there is nothing: the newest moment is meant.
        QTest::mouseClick(lane, Qt::LeftButton, {}, {lane->width() - 4, 23});
        QCOMPARE(scrubbed.last()[0].toDouble(), state.shown);
    }

    void aClickNearASignMeansItsMoment() {
        TimelineBar bar;
        bar.resize(1366, 52);
        bar.show();
        const TimelineState state = run();
        bar.setState(state);
        QSignalSpy scrubbed(&bar, &TimelineBar::scrubbed);
        const double power = state.film->movieOf(61).value();
        QTest::mouseClick(bar.lane(), Qt::LeftButton, {}, {int(bar.lane()->xOf(power)) + 3, 20});
        QCOMPARE(scrubbed.last()[0].toDouble(), power);
    }

    void keysStepAndJump() {
        TimelineBar bar;
        bar.resize(1366, 52);
        bar.show();
        const TimelineState state = run();
        bar.setState(state);
        QSignalSpy beat(&bar, &TimelineBar::stepForward);
        QSignalSpy beatBack(&bar, &TimelineBar::stepBack);
        QSignalSpy event(&bar, &TimelineBar::stepEvent);
        QSignalSpy eventBack(&bar, &TimelineBar::stepEventBack);
        QSignalSpy scrubbed(&bar, &TimelineBar::scrubbed);
        QTest::keyClick(bar.lane(), Qt::Key_Right);
        QTest::keyClick(bar.lane(), Qt::Key_Left);
        QTest::keyClick(bar.lane(), Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(bar.lane(), Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(beat.count() + beatBack.count() + event.count() + eventBack.count(), 4);
        QTest::keyClick(bar.lane(), Qt::Key_End);
        QCOMPARE(scrubbed.last()[0].toDouble(), state.shown);
        QTest::keyClick(bar.lane(), Qt::Key_Home);
        QCOMPARE(scrubbed.last()[0].toDouble(), 0.0);
    }

    void theWheelZoomsAtThePointer() {
        TimelineBar bar;
        bar.resize(1366, 52);
        bar.show();
        const TimelineState state = run();
        bar.setState(state);
        views::TimelineLane* lane = bar.lane();
        const double movie = state.shown * 0.6;
        const QPointF p(lane->xOf(movie), 23);
        QWheelEvent wheel(p, lane->mapToGlobal(p), {}, {0, 360}, {}, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(lane, &wheel);
        QVERIFY(!lane->window().isWhole());
        QVERIFY(std::abs(lane->xOf(movie) - p.x()) < 1);
        QTest::mouseDClick(lane, Qt::LeftButton, {}, {500, 23});
        QVERIFY(lane->window().isWhole());
    }

    void theBarOfAPageIsDragged() {
        TimelineBar bar;
        bar.resize(1366, 52);
        bar.show();
        bar.setState(run());
        views::TimelineLane* lane = bar.lane();
        QSignalSpy scrubbed(&bar, &TimelineBar::scrubbed);
        for (int i = 0; i < 4; ++i) lane->zoomIn();
        const TimeWindow zoomed = lane->window();
        QVERIFY(zoomed.length() < zoomed.room() / 3);
        const auto onBar = [&](double movie) {
            TimeWindow whole = zoomed;
            const double begin = lane->xOf(lane->window().from());
            const double width = lane->xOf(lane->window().to()) - begin;
            return QPoint(int(begin + width * movie / whole.room()), 3);
        };
        const QPoint grip = onBar(zoomed.from() + zoomed.length() / 2);
        QTest::mousePress(lane, Qt::LeftButton, {}, grip);
        QTest::mouseMove(lane, grip + QPoint(120, 0));
        QTest::mouseRelease(lane, Qt::LeftButton, {}, grip + QPoint(120, 0));
        const double moved = lane->window().from() - zoomed.from();
        const double wanted = 120 * zoomed.room() / (onBar(zoomed.room()).x() - onBar(0).x());
        QVERIFY2(std::abs(moved - wanted) < zoomed.room() * 0.01 ||
                     lane->window().to() >= zoomed.room() - 1,
                 qPrintable(QString("%1 for %2").arg(moved).arg(wanted)));
        QCOMPARE(lane->window().length(), zoomed.length());
        QTest::mouseClick(lane, Qt::LeftButton, {}, onBar(0) + QPoint(1, 0)); // beside it
        QCOMPARE(lane->window().from(), 0.0);
        QCOMPARE(scrubbed.count(), 0); // time stood still
    }

    // An hour of it: the lane shows a page that follows the cursor, and stays where it was put.
    void aLongRunIsShownByPages() {
        TimeWindow window;
        window.follow(0, 1'000);
        QVERIFY(window.isWhole());
        for (double t = 0; t < 3'600'000; t += 500) {
            window.follow(t, t);
            QVERIFY(t >= window.from() && t <= window.to());
            QVERIFY(window.length() <= TimeWindow::pageMs);
        }
        const double from = window.from();
        window.pan(-1'000'000); // looks back, while time goes on
        const double back = window.from();
        QVERIFY(back < from);
        for (double t = 3'600'000; t < 3'700'000; t += 500) window.follow(t, t);
        QCOMPARE(window.from(), back);
        window.follow(back + window.length() / 2, 3'700'000); // sent there
        QCOMPARE(window.from(), back);
        window.follow(3'000'000, 3'700'000);
        QVERIFY(window.from() <= 3'000'000 && window.to() >= 3'000'000);
        window.showWhole();
        QVERIFY(window.isWhole());
    }

    void fiveLanesWhenThereIsRoomOrWhenChosen() {
        QWidget low;
        low.resize(1366, 700);
        TimelineBar bar(&low);
        low.show();
        QCOMPARE(bar.height(), 52);
        bar.setLanes(TimelineBar::Lanes::Five);
        QCOMPARE(bar.height(), 88);
        bar.setLanes(TimelineBar::Lanes::AsRoomAllows);
        low.resize(1600, 1000);
        QTRY_COMPARE(bar.height(), 88);
        QVERIFY(bar.lane()->hasFiveLanes());
    }

    void everyKindOfBeatHasItsLane() {
        using cluster::BeatKind;
        QCOMPARE(views::markStyle(BeatKind::PowerLost).sign, views::MarkStyle::Sign::Fault);
        QCOMPARE(views::markStyle(BeatKind::SnapshotSaved).sign, views::MarkStyle::Sign::Snapshot);
        QCOMPARE(views::markStyle(BeatKind::PodScheduled).lane, views::Lane::Scheduling);
        QCOMPARE(views::markStyle(BeatKind::NodeNotReady).lane, views::Lane::Nodes);
        QCOMPARE(views::markStyle(BeatKind::LeaderElected).lane, views::Lane::ControlPlane);
        QCOMPARE(views::markStyle(BeatKind::ContainerStarted).lane, views::Lane::Pods);
    }

    void assistiveToolsSeeASliderWithTheClustersTime() {
        TimelineBar bar;
        bar.resize(1366, 52);
        bar.show();
        bar.setState(run());
        QAccessibleInterface* slider = QAccessible::queryAccessibleInterface(bar.lane());
        QVERIFY(slider);
        QCOMPARE(slider->role(), QAccessible::Slider);
        QCOMPARE(slider->text(QAccessible::Name), QString("Timeline"));
        QCOMPARE(slider->text(QAccessible::Value), QString("00:26.100 of 06:15"));
        QVERIFY(slider->valueInterface());
        QSignalSpy scrubbed(&bar, &TimelineBar::scrubbed);
        slider->valueInterface()->setCurrentValue(1.5);
        QCOMPARE(scrubbed.last()[0].toDouble(), 1500.0);
        for (const auto* button : bar.findChildren<QAbstractButton*>())
            QVERIFY(!button->accessibleName().isEmpty() || !button->text().isEmpty());
    }
};

QTEST_MAIN(TimelineTest)
#include "timeline_test.moc"
