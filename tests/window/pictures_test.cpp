// A dozen pictures of the whole window against golden ones, with a tolerance: light and dark, both
// languages, two sizes of screens; calm, in trouble, a page of the dock open.
//
// What is kept is small: a third of the window's width or so. They are renewed by running the test
// with UPDATE_GOLDEN=1, which still fails, so that the new ones are looked at before they are
// committed. The fonts are pinned: Inter and JetBrains Mono (packaging/setup.sh); without them
// nothing is compared.
#include "views/style/fonts.h"
#include "window/window_stage.h"

#include <QApplication>
#include <QDir>
#include <QFontInfo>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace maqueta;
using tests::waitMs;

namespace {

constexpr int farApart = 48;        // of 255, in a channel: another colour
constexpr double mayDiffer = 0.006; // of all pixels: edges of letters on other machines
constexpr int tileSize = 24;
constexpr double mayDifferInTile = 0.2;
constexpr int goldenWidth = 640;

QString goldenPath(const QString& name) {
    return QStringLiteral(MAQUETA_SOURCE_DIR "/tests/window/golden/%1.png").arg(name);
}

struct Difference {
    double whole = 1; // the part of pixels that are clearly others
    double tile = 1;  // the same of the tile where it is largest: a word that came or went
};

Difference apart(const QImage& a, const QImage& b) {
    if (a.size() != b.size()) return {};
    const auto isOther = [&](int x, int y) {
        const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
        return std::abs(qRed(p) - qRed(q)) > farApart ||
               std::abs(qGreen(p) - qGreen(q)) > farApart ||
               std::abs(qBlue(p) - qBlue(q)) > farApart;
    };
    int all = 0, most = 0;
    for (int top = 0; top < a.height(); top += tileSize)
        for (int left = 0; left < a.width(); left += tileSize) {
            int other = 0;
            for (int y = top; y < std::min(top + tileSize, a.height()); ++y)
                for (int x = left; x < std::min(left + tileSize, a.width()); ++x)
                    other += isOther(x, y);
            all += other;
            most = std::max(most, other);
        }
    return {double(all) / (double(a.width()) * a.height()), double(most) / (tileSize * tileSize)};
}

// Few colours make a small file.
QImage small(const QImage& seen) {
    return seen.scaledToWidth(goldenWidth, Qt::SmoothTransformation)
        .convertToFormat(QImage::Format_RGB16)
        .convertToFormat(QImage::Format_RGB32);
}

} // namespace

class PicturesTest : public QObject {
    Q_OBJECT

    tests::WindowStage stage_;

    app::Session& session() const { return stage_.session(); }
    const app::Moment& now() const { return stage_.now(); }
    void goTo(sim::Time at) { stage_.goTo(at); }
    QImage picture(QSize size, const QString& language, bool dark) {
        stage_.preferences().setLanguage(language);
        // As a person chooses it.
        const QStringList names =
            dark ? QStringList{"Dark", "Oscuro"} : QStringList{"Light", "Claro"};
        for (QAction* action : stage_.window().findChildren<QAction*>())
            if (names.contains(action->text())) action->trigger();
        stage_.window().showNormal();
        stage_.window().resize(size);
        [&] { QTRY_COMPARE_WITH_TIMEOUT(stage_.window().size(), size, waitMs); }();
        stage_.canvas()->fit();
        stage_.canvas()->setFocus();
        // A new language is there with the next moment, a theme with the next painting.
        QTest::qWait(250);
        [&] {
            QCOMPARE(stage_.canvas()->theme(), dark ? views::Theme::Dark : views::Theme::Light);
        }();
        return stage_.window().grab().toImage().convertToFormat(QImage::Format_RGB32);
    }

private Q_SLOTS:
    void initTestCase() {
        if (QFontInfo(views::textFont(13)).family() != QLatin1String("Inter") ||
            QFontInfo(views::monoFont(13)).family() != QLatin1String("JetBrains Mono"))
            QSKIP("the pictures were made with Inter and JetBrains Mono");
        QApplication::setStyle("Fusion");
        QApplication::setFont(views::textFont(13));
        stage_.open({.motion = app::MotionChoice::Full});
        // Beyond everything that may have been shown before the pause.
        goTo(sim::Time{} + sim::seconds(90));
    }
    void cleanupTestCase() { stage_.close(); }

    void thePictureIsTheGoldenOne_data() {
        QTest::addColumn<QString>("moment");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("dark");
        const QSize laptop(1366, 768), desk(1920, 1080);
        const auto row = [](const char* moment, QSize size, const char* language, bool dark) {
            QTest::addRow("%s-%d-%s-%s", moment, size.width(), language, dark ? "dark" : "light")
                << QString::fromLatin1(moment) << size << QString::fromLatin1(language) << dark;
        };
        for (const char* moment : {"calm", "charts", "lost", "events"}) {
            row(moment, laptop, "en", false);
            row(moment, laptop, "es", true);
            row(moment, desk, moment[0] == 'c' ? "es" : "en", moment[0] == 'c');
        }
    }
    void thePictureIsTheGoldenOne() {
        QFETCH(QString, moment);
        QFETCH(QSize, size);
        QFETCH(QString, language);
        QFETCH(bool, dark);
        if ((moment == QLatin1String("lost") || moment == QLatin1String("events")) &&
            now().edits.empty()) {
            session().act(cluster::PowerOff{"worker-4"});
            QTRY_VERIFY_WITH_TIMEOUT(!now().edits.empty() && !now().playing, waitMs);
            goTo(sim::Time{} + sim::seconds(170));
        }
        const bool selecting = moment == QLatin1String("lost") && size.width() > 1500;
        stage_.canvas()->select(selecting
                                    ? QVector<views::Part>{{.kind = views::Part::Kind::Machine,
                                                            .machine = QStringLiteral("worker-4")}}
                                    : QVector<views::Part>{});
        QWidget* page = nullptr;
        if (moment == QLatin1String("charts"))
            page = stage_.window().findChild<views::ChartsPage*>();
        if (moment == QLatin1String("events"))
            page = stage_.window().findChild<views::EventList*>();
        page ? stage_.window().dock()->open(page) : stage_.window().dock()->close();

        QImage seen = small(picture(size, language, dark));
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        if (qEnvironmentVariableIsSet("UPDATE_GOLDEN")) {
            QDir().mkpath(QStringLiteral(MAQUETA_SOURCE_DIR "/tests/window/golden"));
            QVERIFY(seen.save(goldenPath(name), "PNG", 0));
            QFAIL("the golden picture was rewritten: look at it before it is committed");
        }
        const QImage golden = QImage(goldenPath(name)).convertToFormat(QImage::Format_RGB32);
        QVERIFY2(!golden.isNull(), "there is none yet: UPDATE_GOLDEN=1 makes it");
        const auto fits = [](const Difference& d) {
            return d.whole <= mayDiffer && d.tile <= mayDifferInTile;
        };
        Difference difference = apart(seen, golden);
        // A busy computer may not have painted it yet.
        for (int more = 0; more < 8 && !fits(difference); ++more) {
            seen = small(picture(size, language, dark));
            difference = apart(seen, golden);
        }
        const bool same = fits(difference);
        const QString beside = QStringLiteral(MAQUETA_BINARY_DIR "/tests/%1-seen.png").arg(name);
        if (!same) seen.save(beside);
        QVERIFY2(same, qPrintable(QStringLiteral("%1 % of the pixels differ, %2 % of one tile; "
                                                 "what was seen is in %3")
                                      .arg(100 * difference.whole, 0, 'f', 2)
                                      .arg(100 * difference.tile, 0, 'f', 0)
                                      .arg(beside)));
    }

    // The measure itself: a card that changed its state is noticed, a language too.
    void aDifferenceIsNoticed() {
        const QImage english = QImage(goldenPath("calm-1366-en-light"));
        const QImage lost = QImage(goldenPath("lost-1366-en-light"));
        if (english.isNull() || lost.isNull()) QSKIP("there are no golden pictures yet");
        QCOMPARE(apart(english, english).whole, 0.0);
        QVERIFY(apart(english, lost).whole > mayDiffer);
        // A word that is gone is too little for the whole, and enough for its tile.
        QImage without = english.convertToFormat(QImage::Format_RGB32);
        QPainter(&without).fillRect(60, 40, 24, 24, Qt::black);
        const Difference word = apart(english.convertToFormat(QImage::Format_RGB32), without);
        QVERIFY(word.whole <= mayDiffer && word.tile > mayDifferInTile);
    }
};

QTEST_MAIN(PicturesTest)
#include "pictures_test.moc"
