// Every lesson that the window offers, performed without one: its beats come in the order of its
// script, each sentence is whole and short enough to be read, and two performances are one.
#include "document/document.h"
#include "lessons/performance.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace maqueta;
using lessons::Lesson;
using lessons::Performance;

namespace {

constexpr int longestEnglish = 90;
constexpr int longestSpanish = 100;

base::Result<Lesson> load(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return base::Error{.message = "cannot be read"};
    return lessons::readLesson(file.readAll().toStdString(), path.toStdString());
}

std::string sentence(const std::string& bold, const std::string& rest) {
    return rest.empty() ? bold : bold + ' ' + rest;
}

} // namespace

class LessonsTest : public QObject {
    Q_OBJECT

private:
    static void eachLesson() {
        QTest::addColumn<QString>("path");
        const QDir folder(QStringLiteral(MAQUETA_SOURCE_DIR "/resources/lessons"));
        const QStringList files = folder.entryList({QStringLiteral("*.json")}, QDir::Files);
        for (const QString& file : files) QTest::newRow(qPrintable(file)) << folder.filePath(file);
    }

private slots:
    void everyLessonPlaysAsItsScriptSays_data() { eachLesson(); }
    void everyLessonPlaysAsItsScriptSays() {
        QFETCH(QString, path);
        const auto lesson = load(path);
        QVERIFY2(lesson.ok(), lesson.ok() ? "" : lesson.error().text().c_str());
        const auto played = lessons::perform(*lesson, document::interventionFromJson);
        QVERIFY2(played.ok(), played.ok() ? "" : played.error().text().c_str());
        QCOMPARE(played->beats.size(), lesson->beats.size());
        // Also what the script does after its last beat.
        QCOMPARE(played->acts.size() - played->stageActs, lesson->acts.size());
        for (std::size_t i = 0; i < played->beats.size(); ++i) {
            const lessons::PerformedBeat& beat = played->beats[i];
            const std::string en = sentence(beat.bold.en, beat.rest.en);
            const std::string es = sentence(beat.bold.es, beat.rest.es);
            const std::string place = "beat " + std::to_string(i + 1) + ": ";
            QVERIFY2(lessons::characters(en) <= longestEnglish, (place + en).c_str());
            QVERIFY2(lessons::characters(es) <= longestSpanish, (place + es).c_str());
            for (const std::string& text : {en, es})
                QVERIFY2(text.find('{') == std::string::npos, (place + text).c_str());
            QVERIFY2(!beat.eye.empty(), (place + "nothing to look at").c_str());
            if (i > 0) QVERIFY(beat.seq > played->beats[i - 1].seq);
            qInfo("%8.3f  %s | %s", (beat.at - played->begin).seconds(), en.c_str(), es.c_str());
        }
    }

    void aLessonIsTheSameEachTime_data() { eachLesson(); }
    void aLessonIsTheSameEachTime() {
        QFETCH(QString, path);
        const auto lesson = load(path);
        QVERIFY(lesson.ok());
        const auto once = lessons::perform(*lesson, document::interventionFromJson);
        const auto twice = lessons::perform(*lesson, document::interventionFromJson);
        QVERIFY(once.ok() && twice.ok());
        QCOMPARE(once->fingerprint, twice->fingerprint);
        QCOMPARE(once->acts.size(), twice->acts.size());
        QCOMPARE(once->beats.back().seq, twice->beats.back().seq);
    }
};

QTEST_GUILESS_MAIN(LessonsTest)
#include "lessons_test.moc"
