// Everything that can be broken, by every way that a person has: dropped from the palette, from the
// menu, with the keyboard alone, and by a script; each shows on what it hits, with an x that heals
// it, and "Heal everything" heals all.
#include "document/document.h"
#include "window/window_stage.h"

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QSignalSpy>
#include <QSpinBox>

using namespace maqueta;
using cluster::FaultKind;
using cluster::ProcessKind;
using tests::waitMs;
using views::Part;

namespace {

Part machinePart(const char* name) {
    return {.kind = Part::Kind::Machine, .machine = QString::fromLatin1(name)};
}
Part processPart(const char* machine, ProcessKind process) {
    return {
        .kind = Part::Kind::Process, .machine = QString::fromLatin1(machine), .process = process};
}

// One kind of fault: what the palette calls it, where it goes, and the act that it comes to.
struct Row {
    const char* item;
    Part target;
    cluster::Intervention act;
    const char* entry; // begins the text of its menu entry
};

const std::vector<Row>& rows() {
    const auto fault = [](FaultKind kind, const char* machine, ProcessKind process = {}) {
        return cluster::InjectFault{{.kind = kind,
                                     .machine = machine,
                                     .process = process,
                                     .amount = cluster::info(kind).usual}};
    };
    static const std::vector<Row> all{
        {"power-cut", machinePart("worker-1"), cluster::PowerOff{"worker-1"}, "Cut the power"},
        {"cable", machinePart("worker-2"), cluster::PullCable{"worker-2"}, "Pull the cable"},
        {"fault:pause", processPart("control-plane-1", ProcessKind::Scheduler),
         fault(FaultKind::Pause, "control-plane-1", ProcessKind::Scheduler), "Pause it"},
        {"fault:crash-loop", processPart("control-plane-2", ProcessKind::ApiServer),
         fault(FaultKind::CrashLoop, "control-plane-2", ProcessKind::ApiServer),
         "Let it crash again and again"},
        {"fault:clock-skew", machinePart("control-plane-3"),
         fault(FaultKind::ClockSkew, "control-plane-3"), "Skew its clock"},
        {"fault:slow-disk", machinePart("control-plane-1"),
         fault(FaultKind::SlowDisk, "control-plane-1"), "Slow disk"},
        {"fault:full-disk", machinePart("control-plane-2"),
         fault(FaultKind::FullDisk, "control-plane-2"), "Full disk"},
        {"fault:lost-disk", machinePart("control-plane-3"),
         fault(FaultKind::LostDisk, "control-plane-3"), "Lose the disk"},
        {"fault:corrupt-log", machinePart("control-plane-1"),
         fault(FaultKind::CorruptLog, "control-plane-1"), "Damage etcd's log"},
        {"fault:latency", machinePart("worker-3"), fault(FaultKind::Latency, "worker-3"),
         "Slow link"},
        {"fault:loss", machinePart("worker-4"), fault(FaultKind::Loss, "worker-4"),
         "Lose messages"},
        {"fault:duplication", machinePart("control-plane-2"),
         fault(FaultKind::Duplication, "control-plane-2"), "Deliver messages twice"},
        {"fault:reordering", machinePart("control-plane-3"),
         fault(FaultKind::Reordering, "control-plane-3"), "Messages overtake one another"},
        {"fault:bandwidth", machinePart("worker-2"), fault(FaultKind::Bandwidth, "worker-2"),
         "Narrow link"}};
    return all;
}

std::vector<QAction*> entriesOf(const QMenu& menu) {
    std::vector<QAction*> out;
    for (QAction* action : menu.actions()) {
        if (const QMenu* below = action->menu())
            for (QAction* entry : entriesOf(*below)) out.push_back(entry);
        else
            out.push_back(action);
    }
    return out;
}

} // namespace

class FaultsTest : public QObject {
    Q_OBJECT

    tests::WindowStage stage_;

    app::Acts* acts() const { return stage_.window().findChild<app::Acts*>(); }
    std::size_t faults() const { return stage_.picture().faults.size(); }
    QVector<Part> badges() const {
        QVector<Part> out;
        for (const Part& part : stage_.canvas()->parts())
            if (part.kind == Part::Kind::Fault) out.append(part);
        return out;
    }
    void dropItem(const Row& row) {
        QMimeData mime;
        mime.setData(views::itemMimeType, QByteArray("{\"item\": \"") + row.item + "\"}");
        QVERIFY2(stage_.drop(mime, stage_.centreOf(row.target)), row.item);
    }
    // It is there: as the fault that its act makes, with one badge on what it hits.
    void checkBroken(const Row& row) {
        QTRY_VERIFY2_WITH_TIMEOUT(faults() == 1, row.item, waitMs);
        const cluster::FaultPicture& fault = stage_.picture().faults[0];
        if (const auto* inject = std::get_if<cluster::InjectFault>(&row.act)) {
            QVERIFY2(fault.kind == inject->fault.kind, row.item);
            QVERIFY2(fault.heal == cluster::Intervention(cluster::HealFault{inject->fault}),
                     row.item);
        }
        QCOMPARE(stage_.picture().machines[fault.machines[0]].spec.name,
                 row.target.machine.toStdString());
        QTRY_COMPARE_WITH_TIMEOUT(badges().size(), 1, waitMs);
        const QRectF badge = stage_.canvas()->boxOf(badges()[0]);
        QVERIFY2(badge.intersects(stage_.canvas()->boxOf(
                     {.kind = Part::Kind::Machine, .machine = row.target.machine})),
                 row.item);
    }
    // Fills the form for a trouble between two machines in, and ends it with Enter.
    static void answerLink(FaultKind kind, const char* from, const char* to, bool oneWay,
                           std::int64_t amount) {
        QWidget* form = QApplication::activePopupWidget();
        QVERIFY(form);
        const auto choose = [&](const char* box, const QVariant& data, const char* text) {
            auto* combo = form->findChild<QComboBox*>(QString::fromLatin1(box));
            const int index =
                text ? combo->findText(QString::fromLatin1(text)) : combo->findData(data);
            QVERIFY2(index >= 0, box);
            combo->setCurrentIndex(index);
        };
        choose("what", static_cast<int>(kind), nullptr);
        choose("from", {}, from);
        choose("to", {}, to);
        choose("way", oneWay, nullptr);
        form->findChild<QSpinBox*>("strength")->setValue(static_cast<int>(amount));
        QTest::keyClick(form, Qt::Key_Return);
    }
    // It is there, and its badge is on the way between the two: on neither of them.
    void checkWay(const cluster::Fault& wanted) {
        QTRY_COMPARE_WITH_TIMEOUT(faults(), 1U, waitMs);
        const cluster::FaultPicture& fault = stage_.picture().faults[0];
        QVERIFY(fault.heal == cluster::Intervention(cluster::HealFault{wanted}));
        QCOMPARE(fault.oneWay, wanted.oneWay);
        QTRY_COMPARE_WITH_TIMEOUT(badges().size(), 1, waitMs);
        const QRectF badge = stage_.canvas()->boxOf(badges()[0]);
        for (const std::string& machine : {wanted.machine, wanted.other})
            QVERIFY(!badge.intersects(stage_.canvas()->boxOf(machinePart(machine.c_str()))));
        QVERIFY(badge.intersects(stage_.canvas()->boxOf({.kind = Part::Kind::Network})));
    }
    void clickX() {
        const QRectF badge = stage_.canvas()->boxOf(badges()[0]);
        const QPoint x = stage_.canvas()->mapFromScene(
            QPointF(badge.right() - badge.height() / 2, badge.center().y()));
        QTest::mouseClick(stage_.canvas()->viewport(), Qt::LeftButton, {}, x);
    }
    void checkHealed(const char* item) {
        QTRY_VERIFY2_WITH_TIMEOUT(faults() == 0, item, waitMs);
        QTRY_VERIFY2_WITH_TIMEOUT(badges().isEmpty(), item, waitMs);
    }
    void undoAll() {
        stage_.session().undoTo(0);
        QTRY_VERIFY_WITH_TIMEOUT(std::all_of(stage_.now().edits.begin(), stage_.now().edits.end(),
                                             [](const app::EditInfo& e) { return e.undone; }),
                                 waitMs);
        QTRY_COMPARE_WITH_TIMEOUT(faults(), 0U, waitMs);
    }

private Q_SLOTS:
    void initTestCase() {
        stage_.open();
        stage_.window().palette()->setOpen(true);
        QTest::qWait(50);
        stage_.canvas()->fit();
    }
    void cleanupTestCase() { stage_.close(); }
    void cleanup() { undoAll(); }

    // The table of this test is the program's own.
    void noFaultIsForgotten() {
        for (const cluster::FaultInfo& info : cluster::allFaults()) {
            const QString item = QStringLiteral("fault:") +
                                 QString::fromUtf8(info.name.data(), qsizetype(info.name.size()));
            QVERIFY2(std::any_of(rows().begin(), rows().end(),
                                 [&](const Row& row) { return item == row.item; }),
                     qPrintable(item));
            QVERIFY2(!stage_.window().palette()->rectOf(item).isEmpty(), qPrintable(item));
        }
    }

    void droppedFromThePaletteAndHealedByTheX() {
        for (const Row& row : rows()) {
            dropItem(row);
            checkBroken(row);
            // On the x, at the badge's right end.
            const QRectF badge = stage_.canvas()->boxOf(badges()[0]);
            const QPoint x = stage_.canvas()->mapFromScene(
                QPointF(badge.right() - badge.height() / 2, badge.center().y()));
            QTest::mouseClick(stage_.canvas()->viewport(), Qt::LeftButton, {}, x);
            checkHealed(row.item);
            undoAll();
            if (QTest::currentTestFailed()) return;
        }
    }

    void fromTheMenuAndHealedByDelete() {
        for (const Row& row : rows()) {
            QMenu menu;
            acts()->fillMenu(menu, row.target, {});
            bool found = false;
            for (QAction* entry : entriesOf(menu)) {
                if (found || !entry->text().startsWith(QLatin1String(row.entry))) continue;
                found = true;
                entry->trigger();
            }
            QVERIFY2(found, row.entry);
            checkBroken(row);
            stage_.canvas()->select({badges()[0]});
            stage_.key(Qt::Key_Delete);
            checkHealed(row.item);
            undoAll();
            if (QTest::currentTestFailed()) return;
        }
    }

    // A part is selected, an item of the palette is walked to, Enter.
    void withTheKeyboardAlone() {
        auto* list = stage_.window().palette()->findChild<QListWidget*>();
        for (const Row& row : rows()) {
            stage_.canvas()->select({row.target});
            list->setFocus();
            int at = -1;
            for (int i = 0; i < list->count(); ++i)
                if (list->item(i)->data(Qt::UserRole).toString() == row.item) at = i;
            QVERIFY2(at >= 0, row.item);
            list->setCurrentRow(at);
            QTest::keyClick(list, Qt::Key_Return);
            checkBroken(row);
            acts()->healEverything();
            checkHealed(row.item);
            undoAll();
            if (QTest::currentTestFailed()) return;
        }
    }

    // What a script says is the same act.
    void byAScript() {
        for (const Row& row : rows()) {
            const auto act = document::interventionFromJson(document::toJson(row.act));
            QVERIFY2(act.ok(), row.item);
            QVERIFY2(*act == row.act, row.item);
            stage_.session().act(*act);
            checkBroken(row);
            stage_.session().act(stage_.picture().faults[0].heal);
            checkHealed(row.item);
            undoAll();
            if (QTest::currentTestFailed()) return;
        }
    }

    // A machine's process is asked for when the machine alone was hit.
    void aProcessIsAskedFor() {
        Row row = rows()[2]; // pause
        const Part process = row.target;
        row.target = machinePart("control-plane-1");
        QVERIFY(stage_.withBox([&] { dropItem(row); },
                               [&](QWidget* box) {
                                   auto* menu = qobject_cast<QMenu*>(box);
                                   QVERIFY(menu);
                                   for (QAction* action : menu->actions())
                                       if (action->text() == "kube-scheduler") {
                                           action->trigger();
                                           menu->close();
                                           return;
                                       }
                                   menu->close();
                               }));
        row.target = process;
        checkBroken(row);
    }

    // It does not last, because its supervisor starts it again: the beat says so.
    void aCrashIsStartedAgain() {
        const auto running = [&] {
            for (const auto& p : stage_.picture().processes)
                if (p.kind == ProcessKind::Scheduler &&
                    stage_.picture().machines[p.machine].spec.name == "control-plane-2")
                    return p.running;
            return false;
        };
        QVERIFY(running());
        Row row{"crash", processPart("control-plane-2", ProcessKind::Scheduler), {}, ""};
        dropItem(row);
        QTRY_VERIFY_WITH_TIMEOUT(!running(), waitMs);
        QCOMPARE(faults(), 0U);
        stage_.session().play();
        QTRY_VERIFY_WITH_TIMEOUT(running(), waitMs);
        stage_.session().pause();
        QTRY_VERIFY_WITH_TIMEOUT(!stage_.now().playing, waitMs);
    }

    // Drawn between any two sets, both ways and one way.
    void aPartitionIsDrawn() {
        for (const bool oneWay : {false, true}) {
            acts()->cutNetwork({"control-plane-1", "worker-1"}, {"control-plane-2", "worker-2"},
                               oneWay);
            QTRY_COMPARE_WITH_TIMEOUT(faults(), 1U, waitMs);
            QCOMPARE(stage_.picture().faults[0].oneWay, oneWay);
            QTRY_COMPARE_WITH_TIMEOUT(badges().size(), 1, waitMs);
            QTest::mouseClick(stage_.canvas()->viewport(), Qt::LeftButton, {},
                              stage_.centreOf(badges()[0]));
            checkHealed("partition");
            undoAll();
            if (QTest::currentTestFailed()) return;
        }
        // From the palette, on the network; the keys turn it one-way and make it.
        QMimeData mime;
        mime.setData(views::itemMimeType, "{\"item\": \"partition\"}");
        QVERIFY(stage_.drop(mime, stage_.centreOf({.kind = Part::Kind::Network})));
        stage_.key(Qt::Key_O);
        stage_.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(faults(), 1U, waitMs);
        QVERIFY(stage_.picture().faults[0].oneWay);
        QVERIFY(!stage_.picture().faults[0].machines.empty());
        QVERIFY(!stage_.picture().faults[0].others.empty());
    }

    // Between two machines: asked for by a drop on the network, by one on either of two that are
    // selected, by the keyboard, and by the menu; both ways and one way. It shows on the way
    // between the two, and the x, Delete and "Heal everything" heal it.
    void aTroubleBetweenTwoMachines() {
        const auto two = [](FaultKind kind, std::int64_t amount, bool oneWay) {
            return cluster::Fault{.kind = kind,
                                  .machine = "control-plane-1",
                                  .other = "worker-2",
                                  .amount = amount,
                                  .oneWay = oneWay};
        };
        const QVector<Part> both{machinePart("control-plane-1"), machinePart("worker-2")};
        for (const cluster::FaultInfo& info : cluster::allFaults()) {
            if (info.place != cluster::FaultPlace::Link) continue;
            const QByteArray item = "fault:" + QByteArray(info.name.data(), int(info.name.size()));
            QMimeData mime;
            mime.setData(views::itemMimeType, "{\"item\": \"" + item + "\"}");
            // Dropped on the network: which two is asked, and how much.
            stage_.canvas()->select({});
            QVERIFY(stage_.drop(mime, stage_.centreOf({.kind = Part::Kind::Network})));
            answerLink(info.kind, "control-plane-1", "worker-2", true, info.most);
            checkWay(two(info.kind, info.most, true));
            clickX();
            checkHealed(info.name.data());
            undoAll();
            if (info.kind != FaultKind::Latency && info.kind != FaultKind::Bandwidth) continue;
            // On one of two that are selected: these two, and the usual amount.
            stage_.canvas()->select(both);
            QVERIFY(stage_.drop(mime, stage_.centreOf(both[0])));
            QVERIFY(QApplication::activePopupWidget());
            QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
            checkWay(two(info.kind, info.usual, false));
            stage_.canvas()->select({badges()[0]});
            stage_.key(Qt::Key_Delete);
            checkHealed(info.name.data());
            undoAll();
            // The same with the keyboard alone.
            stage_.canvas()->select(both);
            auto* list = stage_.window().palette()->findChild<QListWidget*>();
            list->setFocus();
            for (int i = 0; i < list->count(); ++i)
                if (list->item(i)->data(Qt::UserRole).toByteArray() == item) list->setCurrentRow(i);
            QTest::keyClick(list, Qt::Key_Return);
            QVERIFY(QApplication::activePopupWidget());
            QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
            checkWay(two(info.kind, info.usual, false));
            acts()->healEverything();
            checkHealed(info.name.data());
            undoAll();
            if (QTest::currentTestFailed()) return;
        }
        // From the menu of the one, and from that of the network.
        for (const bool machine : {true, false}) {
            stage_.canvas()->select({});
            QMenu menu;
            acts()->fillMenu(menu, machine ? both[0] : Part{.kind = Part::Kind::Network},
                             stage_.canvas()->mapToGlobal(QPoint(400, 300)));
            bool found = false;
            for (QAction* entry : entriesOf(menu))
                if (entry->text().startsWith("Trouble ")) {
                    entry->trigger();
                    found = true;
                }
            QVERIFY(found);
            answerLink(FaultKind::Loss, "control-plane-1", "worker-2", false, 40);
            checkWay(two(FaultKind::Loss, 40, false));
            undoAll();
        }
    }

    // One machine twice is no way; one without power cannot take it.
    void aWayHasTwoEnds() {
        stage_.session().act(cluster::PowerOff{"worker-4"});
        QTRY_COMPARE_WITH_TIMEOUT(faults(), 1U, waitMs);
        QMimeData mime;
        mime.setData(views::itemMimeType, "{\"item\": \"fault:latency\"}");
        QVERIFY(stage_.drop(mime, stage_.centreOf({.kind = Part::Kind::Network})));
        answerLink(FaultKind::Latency, "worker-1", "worker-1", false, 100);
        QWidget* form = QApplication::activePopupWidget();
        QVERIFY2(form, "it stays open, and says what is wrong");
        QVERIFY(!form->findChild<QLabel*>("wrong")->text().isEmpty());
        QSignalSpy refused(&stage_.session(), &app::Session::refused);
        answerLink(FaultKind::Latency, "worker-1", "worker-4", false, 100);
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, waitMs);
        QCOMPARE(faults(), 1U);
    }

    // Several on one way, and ways that cross: no badge lies on another.
    void manyTroublesOnOneWay() {
        const std::pair<const char*, const char*> pairs[] = {
            {"control-plane-1", "control-plane-2"}, {"control-plane-2", "control-plane-3"},
            {"control-plane-1", "worker-4"},        {"worker-1", "worker-2"},
            {"load-balancer", "control-plane-1"},   {"kubectl", "load-balancer"}};
        std::size_t broken = 0;
        for (const auto& [one, other] : pairs)
            for (const FaultKind kind : {FaultKind::Latency, FaultKind::Loss}) {
                stage_.session().act(cluster::InjectFault{{.kind = kind,
                                                           .machine = one,
                                                           .other = other,
                                                           .amount = cluster::info(kind).usual}});
                ++broken;
            }
        QTRY_COMPARE_WITH_TIMEOUT(faults(), broken, waitMs);
        QTRY_COMPARE_WITH_TIMEOUT(std::size_t(badges().size()), broken, waitMs);
        for (int i = 0; i < badges().size(); ++i)
            for (int k = 0; k < i; ++k)
                QVERIFY(!stage_.canvas()
                             ->boxOf(badges()[i])
                             .intersects(stage_.canvas()->boxOf(badges()[k])));
    }

    void allAtOnceAreHealedByOneAct() {
        std::size_t broken = 0;
        for (const Row& row : rows()) {
            const std::string_view name(row.item);
            if (name == "fault:lost-disk" || name == "fault:corrupt-log") continue; // a majority
            stage_.session().act(row.act);
            ++broken;
        }
        QTRY_COMPARE_WITH_TIMEOUT(faults(), broken, waitMs);
        QTRY_COMPARE_WITH_TIMEOUT(std::size_t(badges().size()), broken, waitMs);
        for (int i = 0; i < badges().size(); ++i) // none lies on another
            for (int k = 0; k < i; ++k)
                QVERIFY(!stage_.canvas()
                             ->boxOf(badges()[i])
                             .intersects(stage_.canvas()->boxOf(badges()[k])));
        QMenu menu;
        acts()->fillMenu(menu, {}, {});
        for (QAction* entry : entriesOf(menu))
            if (entry->text() == "Heal everything") entry->trigger();
        checkHealed("everything");
        QSignalSpy refused(&stage_.session(), &app::Session::refused);
        acts()->healEverything();
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, waitMs);
        QVERIFY(refused[0][0].toString().contains("nothing is broken"));
    }

    // What cannot take it says why, and nothing happens.
    void whereItDoesNotBelongItIsRefused() {
        stage_.session().act(cluster::PowerOff{"worker-4"});
        QTRY_COMPARE_WITH_TIMEOUT(faults(), 1U, waitMs);
        const std::pair<const char*, Part> wrong[] = {
            {"power-cut", machinePart("worker-4")},
            {"crash", machinePart("worker-4")},
            {"fault:pause", machinePart("worker-4")},
            {"fault:crash-loop", {.kind = Part::Kind::Network}},
            {"fault:latency", machinePart("worker-4")},
            {"fault:slow-disk", machinePart("worker-1")},
            {"fault:full-disk", machinePart("worker-1")},
            {"fault:lost-disk", machinePart("worker-1")},
            {"fault:corrupt-log", machinePart("worker-1")},
            {"cable", {.kind = Part::Kind::Network}},
            {"partition", machinePart("worker-1")}};
        const std::size_t edits = stage_.now().edits.size();
        for (const auto& [item, target] : wrong) {
            const auto verdict =
                views::judgeDrop(QString::fromLatin1(item), target, stage_.picture());
            QVERIFY2(!verdict.accepted && !verdict.says.isEmpty(), item);
            QMimeData mime;
            mime.setData(views::itemMimeType, QByteArray("{\"item\": \"") + item + "\"}");
            QVERIFY2(!stage_.drop(mime, stage_.centreOf(target)), item);
        }
        QCOMPARE(stage_.now().edits.size(), edits);
        QCOMPARE(faults(), 1U);
    }
};

QTEST_MAIN(FaultsTest)
#include "faults_test.moc"
