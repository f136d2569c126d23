// The window for people who do not see it or use no mouse: every part has a name, a role and a
// description; the keyboard reaches everything, and shows where it is.
#include "app/window/main_window.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <set>

using namespace maqueta;
using views::Part;

namespace {

constexpr int waitMs = 30'000;

} // namespace

class AccessTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir home_;
    std::unique_ptr<app::Preferences> preferences_;
    std::unique_ptr<app::MainWindow> window_;

    QAccessibleInterface* canvas() const {
        return QAccessible::queryAccessibleInterface(window_->canvas());
    }
    QAccessibleInterface* part(const QString& name) const {
        for (int i = 0; i < canvas()->childCount(); ++i)
            if (canvas()->child(i)->text(QAccessible::Name) == name) return canvas()->child(i);
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("XDG_CONFIG_HOME", home_.path().toUtf8());
        QAccessible::setActive(true);
        preferences_ = std::make_unique<app::Preferences>();
        window_ = std::make_unique<app::MainWindow>(*preferences_, QString());
        window_->showNormal();
        window_->resize(1600, 1000);
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        QTRY_VERIFY_WITH_TIMEOUT(window_->canvas()->parts().size() > 30, waitMs);
        window_->session().pause();
    }
    void cleanupTestCase() { window_.reset(); }

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
        QCOMPARE(window_->canvas()->selection().constFirst().machine, "worker-2");
    }

    void tabTellsWhereItIs() {
        window_->canvas()->setFocus();
        window_->canvas()->setFocusedPart({});
        QTest::keyClick(window_->canvas(), Qt::Key_Tab);
        QAccessibleInterface* first = canvas()->focusChild();
        QVERIFY(first);
        QCOMPARE(first, canvas()->child(0));
        QVERIFY(first->state().focused);
        QTest::keyClick(window_->canvas(), Qt::Key_Tab);
        QCOMPARE(canvas()->focusChild(), canvas()->child(1));
        QVERIFY(!first->state().focused);
    }

    void focusIsSeen() {
        views::CanvasView* view = window_->canvas();
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
        for (const QWidget* widget : window_->findChildren<QWidget*>()) {
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
        window_->canvas()->setFocus();
        window_->canvas()->setFocusedPart({});
        std::set<const QWidget*> reached;
        for (int i = 0; i < 300; ++i) {
            QWidget* focus = QApplication::focusWidget();
            QVERIFY(focus);
            for (const QWidget* w = focus; w; w = w->parentWidget()) reached.insert(w);
            QTest::keyClick(focus, Qt::Key_Tab);
        }
        QVERIFY(reached.contains(window_->canvas()));
        QVERIFY(reached.contains(window_->palette()));
        QVERIFY(reached.contains(window_->timeline()));
    }
};

QTEST_MAIN(AccessTest)
#include "access_test.moc"
