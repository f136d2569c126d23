// The window for people who do not see it or use no mouse: every part has a name, a role and a
// description; the keyboard reaches everything, and shows where it is.

#include "window/window_stage.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

#include <set>

using namespace maqueta;
using views::Part;

class AccessTest : public QObject {
    Q_OBJECT

private:
    tests::WindowStage stage_;

    QAccessibleInterface* canvas() const {
        return QAccessible::queryAccessibleInterface(stage_.canvas());
    }
    QAccessibleInterface* part(const QString& name) const {
        for (int i = 0; i < canvas()->childCount(); ++i)
            if (canvas()->child(i)->text(QAccessible::Name) == name) return canvas()->child(i);
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() {
        QAccessible::setActive(true);
        stage_.open({.size = {1600, 1000}});
    }
    void cleanupTestCase() { stage_.close(); }

    void everyPartOfThePictureHasANameARoleAndADescription() {
        QCOMPARE(canvas()->role(), QAccessible::Canvas);
        QCOMPARE(canvas()->text(QAccessible::Name), "The cluster");
        QVERIFY(canvas()->childCount() > 30);
        std::set<QString> names;
        for (int i = 0; i < canvas()->childCount(); ++i) {
            QAccessibleInterface* child = canvas()->child(i);
            QVERIFY(child && child->isValid());
            const QString name = child->text(QAccessible::Name);
            QVERIFY(!name.isEmpty());
            QVERIFY2(names.insert(name).second, qPrintable(name + " is there twice"));
            QVERIFY2(!child->text(QAccessible::Description).isEmpty(), qPrintable(name));
            QVERIFY(child->role() != QAccessible::NoRole);
            QVERIFY(child->state().focusable);
            QCOMPARE(child->parent(), canvas());
            QCOMPARE(canvas()->indexOfChild(child), i);
            QVERIFY2(canvas()->rect().contains(child->rect().center()), qPrintable(name));
        }
        for (const char* name : {"control-plane-1", "worker-4", "etcd on control-plane-2",
                                 "Virtual network", "Waiting for a node", "Snapshots"})
            QVERIFY2(names.contains(name), name);
    }

    void aPartIsFoundWhereItIsAndCanBeUsed() {
        QAccessibleInterface* worker = part("worker-2");
        QVERIFY(worker);
        const QPoint corner = worker->rect().bottomRight() - QPoint(24, 10);
        QCOMPARE(canvas()->childAt(corner.x(), corner.y()), worker);
        QVERIFY(worker->text(QAccessible::Description).contains("Ready"));
        worker->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QVERIFY(worker->state().selected);
        QCOMPARE(stage_.canvas()->selection().constFirst().machine, "worker-2");
    }

    void tabTellsWhereItIs() {
        stage_.canvas()->setFocus();
        stage_.canvas()->setFocusedPart({});
        QTest::keyClick(stage_.canvas(), Qt::Key_Tab);
        QAccessibleInterface* first = canvas()->focusChild();
        QVERIFY(first);
        QCOMPARE(first, canvas()->child(0));
        QVERIFY(first->state().focused);
        QTest::keyClick(stage_.canvas(), Qt::Key_Tab);
        QCOMPARE(canvas()->focusChild(), canvas()->child(1));
        QVERIFY(!first->state().focused);
    }

    void focusIsSeen() {
        views::CanvasView* view = stage_.canvas();
        view->setFocusedPart({});
        const QImage before = view->grab().toImage();
        for (const Part& part : view->parts()) {
            view->setFocusedPart(part);
            QVERIFY2(
                view->grab().toImage() != before,
                qPrintable(
                    QStringLiteral("%1 %2%3").arg(int(part.kind)).arg(part.machine, part.name)));
        }
        view->setFocusedPart({});
        QCOMPARE(view->grab().toImage(), before);
    }

    // Whatever can be pressed or typed into has a name.
    void everyControlHasAName() {
        QStringList nameless;
        for (const QWidget* widget : stage_.window().findChildren<QWidget*>()) {
            const bool control = qobject_cast<const QAbstractButton*>(widget) ||
                                 qobject_cast<const QLineEdit*>(widget) ||
                                 widget->focusPolicy() != Qt::NoFocus;
            if (!control || !widget->isVisible()) continue;
            QAccessibleInterface* access =
                QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
            const auto* scroll = qobject_cast<const QAbstractScrollArea*>(widget->parentWidget());
            if (!access || qobject_cast<const QLabel*>(widget) ||
                (scroll && scroll->viewport() == widget))
                continue;
            if (access->text(QAccessible::Name).isEmpty())
                nameless << QStringLiteral("%1 in %2")
                                .arg(widget->metaObject()->className(),
                                     widget->parentWidget()->metaObject()->className());
        }
        QVERIFY2(nameless.isEmpty(), qPrintable("without a name: " + nameless.join(", ")));
    }

    // Tab alone comes to every view that can be worked with.
    void theKeyboardReachesEveryView() {
        stage_.canvas()->setFocus();
        stage_.canvas()->setFocusedPart({});
        std::set<const QWidget*> reached;
        for (int i = 0; i < 300; ++i) {
            QWidget* focus = QApplication::focusWidget();
            QVERIFY(focus);
            for (const QWidget* w = focus; w; w = w->parentWidget()) reached.insert(w);
            QTest::keyClick(focus, Qt::Key_Tab);
        }
        QVERIFY(reached.contains(stage_.canvas()));
        QVERIFY(reached.contains(stage_.window().palette()));
        QVERIFY(reached.contains(stage_.window().timeline()));
    }
};

QTEST_MAIN(AccessTest)
#include "access_test.moc"
