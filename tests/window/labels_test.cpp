// Every label of every panel and of the canvas, in both languages and themes and at the usual sizes
// of screens: none is cut, none lies on another, none is too small to be read.
//
// ctest runs it twice: at 100 %, and as window/labels_200 with twice as many pixels.
#include "app/session/lesson_catalog.h"
#include "app/window/acts.h"
#include "app/window/popover.h"
#include "app/window/preferences_dialog.h"
#include "views/chrome/chrome.h"
#include "views/lessons/lesson_words.h"
#include "views/lessons/question_bar.h"
#include "views/style/drawing.h"
#include "views/style/fonts.h"
#include "window/window_stage.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>

#include <cmath>

using namespace maqueta;
using tests::waitMs;

namespace {

constexpr double slack = 1.5;  // of a pixel's rounding
constexpr int tabMargins = 14; // beside its text, as the sheet of styles has them

QString where(const QWidget* widget) {
    QStringList names;
    for (const QWidget* w = widget; w; w = w->parentWidget())
        names.prepend(w->objectName().isEmpty() ? QString::fromLatin1(w->metaObject()->className())
                                                : w->objectName());
    return names.join(" > ");
}

// What a widget says in one line of its own; empty when it has no such text.
QString lineOf(const QWidget* widget) {
    if (const auto* label = qobject_cast<const QLabel*>(widget))
        return label->wordWrap() || label->textFormat() == Qt::RichText ||
                       Qt::mightBeRichText(label->text())
                   ? QString()
                   : label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) return button->text();
    return {};
}

} // namespace

class LabelsTest : public QObject {
    Q_OBJECT

private:
    tests::WindowStage stage_;
    QStringList wrong_;
    bool lost_ = false;

    // What was found wrong; told all at once.
    void complain(const QString& what) {
        if (!wrong_.contains(what)) wrong_.append(what);
    }

    // A tab is its text, in heavier letters when it is chosen, and what the sheet of styles adds.
    void checkTabs(const QWidget* root) {
        for (const QTabBar* bar : root->findChildren<QTabBar*>()) {
            if (!bar->isVisible()) continue;
            QFont heavy = bar->font();
            heavy.setWeight(QFont::DemiBold);
            for (int i = 0; i < bar->count(); ++i) {
                if (!bar->isTabVisible(i)) continue;
                const bool chosen = i == bar->currentIndex();
                const QFontMetrics metrics = chosen ? QFontMetrics(heavy) : bar->fontMetrics();
                const int need = metrics.horizontalAdvance(bar->tabText(i));
                const int room = bar->tabRect(i).width() - tabMargins;
                if (need > room)
                    complain(QStringLiteral("the tab \"%1\" is cut: it needs %2 of %3 px in %4")
                                 .arg(bar->tabText(i))
                                 .arg(need)
                                 .arg(room)
                                 .arg(where(bar)));
                if (bar->tabRect(i).right() - tabMargins > bar->rect().right())
                    complain(QStringLiteral("the tab \"%1\" leaves its bar").arg(bar->tabText(i)));
            }
        }
    }

    // On a screen that is too low for a form.
    static bool canBeScrolledTo(const QWidget* widget) {
        for (const QWidget* w = widget->parentWidget(); w; w = w->parentWidget())
            if (const auto* area = qobject_cast<const QScrollArea*>(w))
                return area->verticalScrollBar()->maximum() > 0;
        return false;
    }

    void checkTexts(const QWidget* root) {
        checkTabs(root);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); // of a slow computer
        for (const QWidget* widget : root->findChildren<QWidget*>()) {
            const QString text = lineOf(widget);
            if (text.isEmpty() || !widget->isVisible() || widget->window() != root) continue;
            QString plain = text;
            const int need = widget->fontMetrics().horizontalAdvance(plain.remove('&'));
            if (need > widget->contentsRect().width() + 1)
                complain(QStringLiteral("\"%1\" is cut: it needs %2 of %3 px in %4")
                             .arg(text)
                             .arg(need)
                             .arg(widget->contentsRect().width())
                             .arg(where(widget)));
            const QRect inWindow(widget->mapTo(root, QPoint()), widget->size());
            if (!root->rect().contains(inWindow) && !canBeScrolledTo(widget))
                complain(QStringLiteral("\"%1\" leaves the window").arg(text));
            for (const QObject* other : widget->parentWidget()->children()) {
                const auto* beside = qobject_cast<const QWidget*>(other);
                if (!beside || beside == widget || !beside->isVisible() || lineOf(beside).isEmpty())
                    continue;
                if (beside->geometry().intersects(widget->geometry()))
                    complain(QStringLiteral("\"%1\" lies on \"%2\"").arg(text, lineOf(beside)));
            }
        }
    }

    void checkPanels() {
        checkTexts(&stage_.window());
        const views::CaptionStrip* caption = stage_.window().captionStrip();
        if (caption->isVisible() && !caption->shownWhole())
            complain(QStringLiteral("the caption \"%1\" is cut").arg(caption->text()));
    }

    // What stands in a form or a dialog that was opened; closes it.
    void checkOpened(const QString& what) {
        QTest::qWait(60);
        int opened = 0;
        for (QWidget* top : QApplication::topLevelWidgets()) {
            if (top == &stage_.window() || !top->isVisible() || top->windowType() == Qt::ToolTip)
                continue;
            ++opened;
            checkTexts(top);
            top->close();
        }
        if (opened == 0) complain(what + " opens nothing");
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    void checkKey(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        stage_.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&stage_.window()));
        QTest::keyClick(stage_.canvas(), key, modifiers);
        checkOpened(QKeySequence(int(modifiers) | key).toString());
    }

    void checkCanvas() {
        std::vector<views::Written> words;
        views::CanvasView* canvas = stage_.canvas();
        canvas->recordWords(&words);
        const QPixmap seen = canvas->viewport()->grab();
        canvas->recordWords(nullptr);
        QVERIFY(words.size() > 25);                        // fewer on a small picture
        std::erase_if(words, [](const views::Written& w) { // glyphs of pods are no words
            return w.ink.isEmpty() || w.wanted == "?" || w.wanted == "!";
        });
        const double ratio = seen.devicePixelRatio();
        const QRectF all({0, 0}, QSizeF(seen.size()));
        for (std::size_t i = 0; i < words.size(); ++i) {
            const views::Written& w = words[i];
            if (w.shown != w.wanted)
                complain(QStringLiteral("\"%1\" is cut: \"%2\"").arg(w.wanted, w.shown));
            if (w.px < 11.5 * ratio)
                complain(QStringLiteral("\"%1\" has %2 px").arg(w.wanted).arg(w.px / ratio));
            if (!all.adjusted(-slack, -slack, slack, slack).contains(w.ink))
                complain(QStringLiteral("\"%1\" leaves the canvas").arg(w.wanted));
            for (std::size_t k = i + 1; k < words.size(); ++k) {
                const QRectF common = w.ink & words[k].ink;
                if (w.above == words[k].above && common.width() > slack * ratio &&
                    common.height() > slack * ratio)
                    complain(
                        QStringLiteral("\"%1\" lies on \"%2\"").arg(w.wanted, words[k].wanted));
            }
        }
        staysOnItsCard(words, ratio);
    }

    void passTo(sim::Duration at) {
        stage_.session().pause();
        QTRY_VERIFY_WITH_TIMEOUT(!stage_.now().playing, waitMs);
        stage_.session().seek(sim::Time{} + at);
        QTRY_VERIFY_WITH_TIMEOUT(stage_.picture().now >= sim::Time{} + at, waitMs);
        stage_.session().pause();
        QTRY_VERIFY_WITH_TIMEOUT(!stage_.now().playing, waitMs);
    }

    // How many must agree stands there, however small the picture is.
    void checkRail(std::size_t members) {
        std::vector<views::Written> words;
        stage_.canvas()->recordWords(&words);
        stage_.canvas()->viewport()->grab();
        stage_.canvas()->recordWords(nullptr);
        const QString needed = QString::number(members / 2 + 1);
        const bool there = std::any_of(words.begin(), words.end(), [&](const views::Written& w) {
            return w.shown.contains(QStringLiteral(" · ")) && w.shown.contains(needed) &&
                   !w.shown.contains("kubectl");
        });
        if (!there) complain("the rail does not say how many must agree");
    }

    // No badge of a fault lies on a word that is not its own.
    void checkBadges() {
        std::vector<views::Written> words;
        views::CanvasView* canvas = stage_.canvas();
        canvas->recordWords(&words);
        const double ratio = canvas->viewport()->grab().devicePixelRatio();
        canvas->recordWords(nullptr);
        int badges = 0;
        for (const views::Part& part : canvas->parts()) {
            if (part.kind != views::Part::Kind::Fault) continue;
            ++badges;
            QRectF box = canvas->mapFromScene(canvas->boxOf(part)).boundingRect();
            box = {box.topLeft() * ratio, box.size() * ratio};
            for (const views::Written& w : words) {
                const QRectF common = w.ink & box;
                const bool ofAFlow = w.wanted.startsWith(QChar(0xD7)); // it moves on
                if (!w.above && !ofAFlow && common.width() > slack * ratio &&
                    common.height() > slack * ratio)
                    complain(QStringLiteral("a badge lies on \"%1\"").arg(w.wanted));
            }
        }
        if (badges < 3) complain("there are fewer badges than faults");
    }

    // What begins on a card or chip ends on it, unless it has a ground of its own above all.
    void staysOnItsCard(const std::vector<views::Written>& words, double ratio) {
        const views::CanvasView* canvas = stage_.canvas();
        for (const views::Part& part : canvas->parts()) {
            if (part.kind != views::Part::Kind::Machine && part.kind != views::Part::Kind::Process)
                continue;
            QRectF box = canvas->mapFromScene(canvas->boxOf(part)).boundingRect();
            box = {box.topLeft() * ratio, box.size() * ratio};
            for (const views::Written& w : words) {
                const QPointF begin(w.ink.left() + 1, w.ink.center().y());
                const bool ofAFlow = w.wanted.startsWith(QChar(0xD7)); // on its way out
                if (!w.above && !ofAFlow && box.adjusted(4, 4, -4, -4).contains(begin) &&
                    w.ink.right() > box.right() + slack)
                    complain(QStringLiteral("\"%1\" leaves its card").arg(w.wanted));
            }
        }
    }

private Q_SLOTS:
    void initTestCase() {
        QApplication::setStyle("Fusion");
        QApplication::setFont(views::textFont(13));
        stage_.open({.language = QStringLiteral("es")});
        QVERIFY2(QCoreApplication::translate("maqueta::app::MainWindow", "Charts") ==
                     QStringLiteral("Gráficas"),
                 "without the Spanish texts this would look at English ones twice");
    }
    void cleanupTestCase() { stage_.close(); }

    void nothingIsCutOrCovered_data() { looks(); }
    void nothingIsCutOrCovered() { check(); }

    // A machine without power, its node NotReady: badges, rings, pods without news.
    void norWhenANodeIsLost_data() { looks(); }
    void norWhenANodeIsLost() {
        if (!lost_) {
            app::Session& session = stage_.session();
            session.act(cluster::PowerOff{"worker-4"});
            session.seek(session.latest()->frame.picture->now + sim::seconds(80));
            QTRY_VERIFY_WITH_TIMEOUT(!session.latest()->frame.picture->machine("worker-4")->ready,
                                     waitMs);
            session.pause();
            lost_ = true;
        }
        check();
    }

    // Five members, on the control plane or on machines of their own: smaller cards in two rows.
    // Three of them go dark, and what waits and what is broken is written between the rows.
    void norWithFiveMembers_data() {
        QTest::addColumn<int>("etcd");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("language");
        for (const int etcd : {0, 5})
            for (const QSize size : {QSize(1366, 768)})
                for (const char* language : {"en", "es"})
                    QTest::addRow("%s %d %s", etcd > 0 ? "external" : "stacked", size.width(),
                                  language)
                        << etcd << size << QString::fromLatin1(language);
    }
    void norWithFiveMembers() {
        QFETCH(int, etcd);
        QFETCH(QSize, size);
        QFETCH(QString, language);
        wrong_.clear();
        app::Session& session = stage_.session();
        const std::size_t members = 5;
        const std::string dark = etcd > 0 ? "etcd-" : "control-plane-";
        stage_.preferences().setLanguage(language);
        session.openNew(cluster::makeTopology(etcd > 0 ? 3 : 5, 4, etcd));
        QTRY_COMPARE_WITH_TIMEOUT(stage_.picture().etcdMembers, members, waitMs);
        passTo(sim::seconds(40));
        stage_.window().resize(size);
        QTRY_COMPARE(stage_.window().size(), size);
        stage_.canvas()->fit();
        QTest::qWait(100);
        checkRail(members);
        for (const char* number : {"1", "3", "4"}) session.act(cluster::PowerOff{dark + number});
        if (etcd > 0) session.act(cluster::PowerOff{"control-plane-1"});
        QTRY_COMPARE_WITH_TIMEOUT(stage_.picture().faults.size(), etcd > 0 ? 4U : 3U, waitMs);
        passTo(sim::seconds(49));
        QTest::qWait(100);
        checkRail(members);
        checkCanvas();
        checkBadges();
        QVERIFY2(wrong_.isEmpty(), qPrintable("\n  " + wrong_.join("\n  ")));
    }

    // For the back row: larger, on the same cards.
    void norWhenPresenting_data() { looks(); }
    void norWhenPresenting() {
        QFETCH(QSize, size);
        QFETCH(QString, language);
        wrong_.clear();
        stage_.preferences().setLanguage(language);
        stage_.canvas()->select({});
        stage_.canvas()->setPresenting(true);
        stage_.window().captionStrip()->setPresenting(true);
        stage_.window().resize(size);
        QTest::qWait(200);
        checkCanvas();
        checkPanels();
        stage_.canvas()->setPresenting(false);
        stage_.window().captionStrip()->setPresenting(false);
        QVERIFY2(wrong_.isEmpty(), qPrintable("\n  " + wrong_.join("\n  ")));
    }

    // Every tab of the inspector for every kind of part, and every form that a menu opens.
    void norAreTabsAndForms_data() {
        QTest::addColumn<QString>("language");
        for (const char* language : {"en", "es"})
            QTest::addRow("%s", language) << QString::fromLatin1(language);
    }
    void norAreTabsAndForms() {
        QFETCH(QString, language);
        wrong_.clear();
        stage_.preferences().setLanguage(language);
        stage_.window().resize(1366, 768);
        QTest::qWait(100);
        auto* inspector = stage_.window().findChild<views::Inspector*>();
        auto* tabs = inspector->findChild<QTabWidget*>();
        int forms = 0;
        for (const views::Part& part : onePartOfEachKind()) {
            stage_.canvas()->select({part});
            inspector->show();
            QTest::qWait(150);
            for (int i = 0; i < tabs->count(); ++i) {
                if (!tabs->isTabVisible(i)) continue;
                tabs->setCurrentIndex(i);
                QTest::qWait(20);
                checkPanels();
            }
            tabs->setCurrentIndex(0);
            forms += checkForms(part);
        }
        forms += checkForms({});
        QVERIFY2(forms > 12, qPrintable(QString::number(forms)));
        inspector->hide();
        stage_.canvas()->select({});
        QVERIFY2(wrong_.isEmpty(), qPrintable("\n  " + wrong_.join("\n  ")));
    }

    // What lessons ask stands in the strip of captions, on a small and on a very small screen.
    void norAreQuestions_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("presenting");
        for (const char* language : {"en", "es"}) {
            const QString name = QString::fromLatin1(language);
            for (const int width : {1366, 800})
                QTest::addRow("%d %s", width, language) << width << name << false;
            QTest::addRow("presenting %s", language) << 1366 << name << true;
        }
    }
    void norAreQuestions() {
        QFETCH(int, width);
        QFETCH(QString, language);
        QFETCH(bool, presenting);
        wrong_.clear();
        stage_.preferences().setLanguage(language);
        QWidget strip;
        strip.setStyleSheet(views::chromeStyleSheet(views::Theme::Light));
        strip.resize(width, presenting ? 66 : 50);
        views::QuestionBar bar(&strip);
        bar.setPresenting(presenting);
        strip.show();
        QVERIFY(QTest::qWaitForWindowExposed(&strip));
        int asked = 0;
        for (const QString& id : app::welcomeLessons()) {
            const auto lesson = app::loadLesson(id);
            QVERIFY(lesson.ok());
            for (const lessons::ScriptBeat& beat : lesson->beats) {
                if (!beat.question) continue;
                views::LessonState state;
                state.id = id;
                state.question.text = views::inLanguage(beat.question->text);
                for (const auto& answer : beat.question->answers)
                    state.question.answers.append({views::inLanguage(answer.text), {}});
                bar.setState(state);
                QTest::qWait(20);
                checkTexts(&strip);
                ++asked;
            }
        }
        QVERIFY(asked >= 6);
        QVERIFY2(wrong_.isEmpty(), qPrintable("\n  " + wrong_.join("\n  ")));
    }

private:
    QVector<views::Part> onePartOfEachKind() const {
        QVector<views::Part> out;
        for (const views::Part& part : stage_.canvas()->parts()) {
            const bool known = std::any_of(out.begin(), out.end(), [&](const views::Part& other) {
                return other.kind == part.kind && other.process == part.process &&
                       other.machine.left(3) == part.machine.left(3);
            });
            if (!known) out.append(part);
        }
        return out;
    }
    // Whatever asks ends with dots; how many forms came.
    int checkForms(const views::Part& part) {
        auto* acts = stage_.window().findChild<app::Acts*>();
        const QPoint at = stage_.window().mapToGlobal(QPoint(400, 300));
        QMenu menu;
        acts->fillMenu(menu, part, at);
        int opened = 0;
        for (QAction* action : menu.findChildren<QAction*>()) {
            const QString name = action->text().section(QLatin1Char('\t'), 0, 0);
            if (!name.endsWith(QStringLiteral("…")) || !action->isEnabled()) continue;
            QTimer boxes; // with a loop of their own
            connect(&boxes, &QTimer::timeout, this, [&] {
                if (QWidget* box = QApplication::activeModalWidget()) {
                    if (!qobject_cast<QFileDialog*>(box)) checkTexts(box);
                    box->close();
                }
            });
            boxes.start(50);
            action->trigger();
            QTest::qWait(30);
            for (QWidget* top : QApplication::topLevelWidgets()) {
                if (!top->isVisible() || !qobject_cast<app::Popover*>(top)) continue;
                ++opened;
                checkTexts(top);
                top->close();
            }
            QTest::keyClick(stage_.canvas(), Qt::Key_Escape); // a cut that was begun
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        return opened;
    }

    void looks() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("dark");
        for (const QSize size : {QSize(1366, 768), QSize(1600, 1000), QSize(1920, 1080)})
            for (const char* language : {"en", "es"})
                for (const bool dark : {false, true})
                    QTest::addRow("%dx%d %s %s", size.width(), size.height(), language,
                                  dark ? "dark" : "light")
                        << size << QString::fromLatin1(language) << dark;
    }
    void check() {
        QFETCH(QSize, size);
        QFETCH(QString, language);
        QFETCH(bool, dark);
        wrong_.clear();
        stage_.preferences().setLanguage(language);
        // As a person chooses it.
        const QStringList names =
            dark ? QStringList{"Dark", "Oscuro"} : QStringList{"Light", "Claro"};
        for (QAction* action : stage_.window().findChildren<QAction*>())
            if (names.contains(action->text())) action->trigger();
        QCOMPARE(stage_.canvas()->theme(), dark ? views::Theme::Dark : views::Theme::Light);
        stage_.window().showNormal();
        stage_.window().resize(size);
        QTRY_COMPARE(stage_.window().size(), size);
        QTest::qWait(50);
        for (const char* selected : {"", "worker-1"}) {
            views::Part part;
            if (*selected)
                part = {.kind = views::Part::Kind::Machine,
                        .machine = QString::fromLatin1(selected)};
            stage_.canvas()->select(part ? QVector<views::Part>{part} : QVector<views::Part>{});
            QTest::qWait(100);
            checkPanels();
            checkCanvas();
        }
        stage_.canvas()->select({});
        // Beside an open dock the picture is small.
        for (QToolButton* opener :
             stage_.window().findChildren<QToolButton*>(QStringLiteral("opener"))) {
            opener->setChecked(true);
            QTest::qWait(50);
            checkPanels();
            checkCanvas();
        }
        stage_.window().dock()->close();
        auto* acts = stage_.window().findChild<app::Acts*>();
        QVERIFY(acts);
        const QPoint at = stage_.window().mapToGlobal(QPoint(400, 300));
        acts->askDeployment(at);
        checkOpened("Deploy");
        acts->askPod(at);
        checkOpened("Create a pod");
        stage_.canvas()->setFocusedPart({});
        checkKey(Qt::Key_F2); // the branch's name
        checkKey(Qt::Key_F1); // the sheet of keys
        stage_.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&stage_.window()));
        QTest::keyClick(stage_.canvas(), Qt::Key_Comma, Qt::ControlModifier);
        auto* preferences = stage_.window().findChild<app::PreferencesDialog*>();
        QVERIFY(preferences);
        QTRY_VERIFY(preferences->isVisible());
        checkTexts(preferences);
        preferences->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY2(wrong_.isEmpty(), qPrintable("\n  " + wrong_.join("\n  ")));
    }
};

QTEST_MAIN(LabelsTest)
#include "labels_test.moc"
