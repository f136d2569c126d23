// The small form: whole where the screen has room for it, and scrolled, never squeezed, where not.
#include "app/window/popover.h"
#include "views/chrome/chrome.h"

#include <QGuiApplication>
#include <QScreen>
#include <QScrollBar>
#include <QSpinBox>
#include <QTest>

using namespace maqueta;

class PopoverTest : public QObject {
    Q_OBJECT

    static app::Popover* formOf(int rows) {
        auto* form = new app::Popover("A form", "Do it", nullptr);
        form->setStyleSheet(views::chromeStyleSheet(views::Theme::Light));
        for (int i = 0; i < rows; ++i)
            form->form()->addRow(QStringLiteral("What is asked as number %1").arg(i),
                                 new QSpinBox(form));
        auto* note =
            new QLabel("What is asked here needs some words, so many that they are wrapped "
                       "into several lines.");
        note->setWordWrap(true);
        form->form()->addRow(note);
        return form;
    }
    static QRect screen() { return QGuiApplication::primaryScreen()->availableGeometry(); }
    // Nothing is lower than it wants to be.
    static void verifyNothingIsSqueezed(const app::Popover& form) {
        for (const QWidget* widget : form.findChildren<QWidget*>()) {
            const bool row = qobject_cast<const QSpinBox*>(widget) ||
                             qobject_cast<const QLabel*>(widget) ||
                             qobject_cast<const QPushButton*>(widget);
            if (!row || !widget->isVisible()) continue;
            const int wanted = widget->hasHeightForWidth() ? widget->heightForWidth(widget->width())
                                                           : widget->minimumSizeHint().height();
            QVERIFY2(widget->height() >= wanted,
                     qPrintable(QStringLiteral("%1: %2 of %3 px")
                                    .arg(widget->metaObject()->className())
                                    .arg(widget->height())
                                    .arg(wanted)));
        }
    }

private Q_SLOTS:
    void aFormThatFitsIsWhole() {
        auto* form = formOf(4);
        form->openAt(screen().bottomRight()); // no room there: as near as can be
        QVERIFY(QTest::qWaitForWindowExposed(form));
        QVERIFY(screen().contains(form->geometry()));
        QVERIFY(!form->findChild<QScrollArea*>()->verticalScrollBar()->isVisible());
        verifyNothingIsSqueezed(*form);
        form->close();
    }

    void oneThatIsHigherThanTheScreenIsScrolled() {
        auto* form = formOf(60);
        form->openAt(screen().center());
        QVERIFY(QTest::qWaitForWindowExposed(form));
        QVERIFY(screen().contains(form->geometry()));
        verifyNothingIsSqueezed(*form);
        auto* scroll = form->findChild<QScrollArea*>();
        QVERIFY(scroll->verticalScrollBar()->isVisible());
        QVERIFY(!scroll->horizontalScrollBar()->isVisible());
        QVERIFY(scroll->widget()->width() <= scroll->viewport()->width()); // nothing is cut
        // Its button is always there, and its last question comes into sight with Tab.
        const auto inSight = [&](const QWidget* widget) {
            return form->rect().contains(QRect(widget->mapTo(form, QPoint()), widget->size()));
        };
        QVERIFY(inSight(form->findChild<QPushButton*>()));
        const QWidget* last = form->findChildren<QSpinBox*>().last();
        QVERIFY(!inSight(last));
        form->findChild<QPushButton*>()->setFocus();
        QTest::keyClick(form, Qt::Key_Backtab, Qt::ShiftModifier);
        QTRY_VERIFY(inSight(last));
        form->close();
    }

    void whatIsWrongHasRoom() {
        auto* form = formOf(3);
        form->onDone([] {
            return QStringLiteral("This cannot be done, for a reason that takes more than one line "
                                  "to be told to whoever asked for it.");
        });
        form->openAt(screen().center());
        QVERIFY(QTest::qWaitForWindowExposed(form));
        const int before = form->height();
        form->finish();
        QTRY_VERIFY(form->height() > before);
        verifyNothingIsSqueezed(*form);
        QVERIFY(screen().contains(form->geometry()));
        form->close();
    }
};

QTEST_MAIN(PopoverTest)
#include "popover_test.moc"
