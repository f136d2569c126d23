// The language changes at once, everywhere: menus, cards, canvas, palette, captions, lists, tool
// tips.
#include "app/window/main_window.h"

#include <QLabel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace maqueta;

namespace {

constexpr int waitMs = 60'000;

} // namespace

class LanguageTest : public QObject {
    Q_OBJECT

    QTemporaryDir home_;
    std::unique_ptr<app::Preferences> preferences_;
    std::unique_ptr<app::MainWindow> window_;

    // Texts of all widgets of that kind that are seen.
    template <class W>
    QStringList texts() const {
        QStringList out;
        for (const W* widget : window_->findChildren<W*>()) out.append(widget->text());
        return out;
    }
    QString caption() const { return window_->captionStrip()->text(); }

private Q_SLOTS:
    void initTestCase() {
        qputenv("XDG_CONFIG_HOME", home_.path().toUtf8());
        preferences_ = std::make_unique<app::Preferences>();
        preferences_->setLanguage(QStringLiteral("en"));
        window_ = std::make_unique<app::MainWindow>(*preferences_, QString());
        window_->resize(1600, 1000);
        window_->show();
        QTRY_VERIFY_WITH_TIMEOUT(window_->canvas()->parts().size() > 30, waitMs);
        window_->session().openLesson(QStringLiteral("node-failure"));
        QTRY_VERIFY_WITH_TIMEOUT(caption().startsWith(QLatin1String("web runs")), waitMs);
        QTRY_VERIFY_WITH_TIMEOUT(caption().startsWith(QLatin1String("worker-4 has no power")),
                                 waitMs);
        window_->session().pause();
    }
    void cleanupTestCase() { window_.reset(); }

    void everythingIsSpanishAtOnce() {
        QVERIFY(texts<QToolButton>().contains(QStringLiteral("&File")));
        preferences_->setLanguage(QStringLiteral("es"));
        QTRY_VERIFY(texts<QToolButton>().contains(QStringLiteral("&Archivo")));
        QTRY_VERIFY(caption().startsWith(QLatin1String("worker-4 no tiene corriente")));
        const auto strip = window_->findChild<views::LessonStrip*>();
        QStringList cards;
        for (const auto* card : strip->findChildren<views::LessonButton*>())
            cards.append(card->accessibleName());
        QVERIFY(cards.contains(QStringLiteral("Fallo de un nodo")));
        QVERIFY(texts<QLabel>().contains(QStringLiteral("Mira")));
        QVERIFY(texts<QLabel>().filter(QStringLiteral("pods en marcha")).size() == 1);
        QVERIFY(window_->palette()->rectOf(QStringLiteral("power-cut")).isValid());
        const auto list = window_->palette()->findChild<QListWidget*>();
        QStringList items;
        for (int i = 0; i < list->count(); ++i) items.append(list->item(i)->toolTip());
        QVERIFY(!items.filter(QStringLiteral("Suéltalo en una máquina")).isEmpty());
        QCOMPARE(window_->canvas()->accessibleName(), QStringLiteral("El clúster"));
    }

    void theListOfWhatHappenedIsSpanishToo() {
        preferences_->setLanguage(QStringLiteral("es"));
        for (QToolButton* button : window_->findChildren<QToolButton*>())
            if (button->text().contains(QStringLiteral("Eventos"))) button->setChecked(true);
        auto* events = window_->findChild<views::EventList*>();
        QTRY_VERIFY(events->isVisible());
        const auto* table = events->findChild<QTableView*>();
        QTRY_VERIFY(table->model()->rowCount() > 100);
        QStringList rows;
        const auto read = [&] {
            rows.clear();
            for (int row = 0; row < table->model()->rowCount(); ++row)
                rows.append(table->model()->index(row, 3).data().toString());
            return !rows.filter(QStringLiteral("se queda sin corriente")).isEmpty();
        };
        QTRY_VERIFY(read());
        QVERIFY(!rows.filter(QStringLiteral("cortar la corriente de worker-4")).isEmpty());
        // What the strip said stands there as well.
        QVERIFY(
            !rows.filter(QStringLiteral("El clúster aún dice Ready: no puede verlo")).isEmpty());
        QVERIFY(rows.filter(QStringLiteral("loses power")).isEmpty());
    }

    void andEnglishAgain() {
        preferences_->setLanguage(QStringLiteral("en"));
        QTRY_VERIFY(texts<QToolButton>().contains(QStringLiteral("&File")));
        QTRY_VERIFY(caption().startsWith(QLatin1String("worker-4 has no power")));
        QVERIFY(texts<QLabel>().contains(QStringLiteral("Watch")));
    }
};

QTEST_MAIN(LanguageTest)
#include "language_test.moc"
