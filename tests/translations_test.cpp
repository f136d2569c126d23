// Every text that people see has a finished Spanish sentence, with the same fields to fill.
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>

namespace {

struct Text {
    QString context;
    QString source;
    QStringList translations; // several where a number decides
    bool finished;
};

QStringList fieldsOf(const QString& text) {
    static const QRegularExpression field(QStringLiteral(R"(\{[a-z]+\}|%L?[0-9n])"),
                                          QRegularExpression::CaseInsensitiveOption);
    QStringList out;
    for (auto match = field.globalMatch(text); match.hasNext();)
        out.append(match.next().captured());
    out.sort();
    out.removeDuplicates();
    return out;
}

std::vector<Text> textsOf(const QString& path) {
    QFile file(path);
    std::vector<Text> out;
    if (!file.open(QIODevice::ReadOnly)) return out;
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        const auto name = xml.name();
        if (name == u"name") {
            context = xml.readElementText();
        } else if (name == u"source") {
            out.push_back({context, xml.readElementText(), {}, false});
        } else if (name == u"translation") {
            Text& text = out.back();
            text.finished = !xml.attributes().hasAttribute(QStringLiteral("type"));
            while (xml.readNext() != QXmlStreamReader::EndElement || xml.name() != u"translation")
                if (xml.isCharacters() && !xml.isWhitespace())
                    text.translations.append(xml.text().toString());
        }
    }
    return out;
}

QString nameOf(const Text& text) {
    return text.context + QStringLiteral(": ") + text.source;
}

} // namespace

class TranslationsTest : public QObject {
    Q_OBJECT

private slots:
    // The translators' tool looks through today's sources, on a copy of the file.
    void initTestCase() {
        QVERIFY(folder_.isValid());
        const QString copy = folder_.filePath(QStringLiteral("maqueta_es.ts"));
        QVERIFY(QFile::copy(
            QStringLiteral(MAQUETA_SOURCE_DIR "/resources/translations/maqueta_es.ts"), copy));
        QStringList command = QStringLiteral(MAQUETA_LUPDATE).split(QLatin1Char('|'));
        const QString program = command.takeFirst();
        QProcess lupdate;
        lupdate.start(program, command << QStringLiteral("-ts") << copy);
        QVERIFY2(lupdate.waitForFinished(120'000), qPrintable(program + " did not end"));
        QCOMPARE(lupdate.exitCode(), 0);
        texts_ = textsOf(copy);
        QVERIFY2(texts_.size() > 300, "the tool found too few texts to be believed");
    }

    void everyTextHasAFinishedTranslation() {
        QStringList missing;
        for (const Text& text : texts_)
            if (!text.finished || text.translations.isEmpty()) missing.append(nameOf(text));
        QVERIFY2(missing.isEmpty(), qPrintable("cmake --build FOLDER --target texts, then finish "
                                               "resources/translations/maqueta_es.ts:\n  " +
                                               missing.join(QStringLiteral("\n  "))));
    }

    void aTranslationHasTheFieldsOfItsSource() {
        QStringList wrong;
        for (const Text& text : texts_)
            for (const QString& translation : text.translations)
                if (fieldsOf(translation) != fieldsOf(text.source)) wrong.append(nameOf(text));
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QStringLiteral("\n"))));
    }

    // What the window may show is made of a sentence that has other languages, wherever in the
    // model it is refused. The exceptions speak as Kubernetes does.
    void whatIsRefusedHasASentence() {
        static const QRegularExpression plain(QStringLiteral(R"(\bError ?\{[^}])"));
        QStringList wrong;
        for (const char* layer : {"base", "cluster", "history", "manifest", "document"}) {
            QDirIterator files(QStringLiteral(MAQUETA_SOURCE_DIR "/model/") +
                                   QString::fromLatin1(layer),
                               {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                               QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                if (file.fileName().endsWith(QStringLiteral("base/quantity.cpp")) ||
                    file.fileName().contains(QStringLiteral("base/result.")))
                    continue;
                QVERIFY(file.open(QIODevice::ReadOnly));
                int line = 0;
                while (!file.atEnd()) {
                    ++line;
                    if (QString::fromUtf8(file.readLine()).contains(plain))
                        wrong.append(QStringLiteral("%1:%2").arg(file.fileName()).arg(line));
                }
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable("base::refusal() instead of Error{}:\n  " +
                                             wrong.join(QStringLiteral("\n  "))));
    }

    // What views and model hand over by a variable is found as well.
    void textsOfEveryPlaceAreFound_data() {
        QTest::addColumn<QString>("context");
        for (const char* context :
             {"Acts", "Beats", "CanvasText", "Captions", "DropText", "EventModel", "Inspection",
              "Inspector", "Interventions", "MainWindow", "Messages", "Palette", "Player",
              "Refusals", "Transport", "Warnings"})
            QTest::newRow(context) << QString::fromLatin1(context);
    }
    void textsOfEveryPlaceAreFound() {
        QFETCH(QString, context);
        QVERIFY(std::any_of(texts_.begin(), texts_.end(), [&](const Text& text) {
            return text.context == context || text.context.endsWith(QStringLiteral("::") + context);
        }));
    }

private:
    QTemporaryDir folder_;
    std::vector<Text> texts_;
};

QTEST_GUILESS_MAIN(TranslationsTest)
#include "translations_test.moc"
