#include "views/style/trace_words.h"

#include "cluster/beat_fields.h"
#include "diagram/sentences.h"
#include "views/style/texts.h"

#include <QCoreApplication>

namespace maqueta::views {
namespace {

std::string translated(const char* context, const char* pattern) {
    return QCoreApplication::translate(context, pattern).toStdString();
}

// Sentences hold one another: a refusal may name a fault.
std::string modelText(const char* pattern) {
    for (const char* context : {"Refusals", "Warnings"})
        if (std::string text = translated(context, pattern); text != pattern) return text;
    return translated("Interventions", pattern);
}

// The kind of the beat's object, its name, and what became of it.
QString aboutObject(const cluster::Beat& beat, const QString& pattern,
                    QString (*spell)(const QString&)) {
    const auto words = [&](std::string_view v) {
        return spell(QString::fromUtf8(v.data(), static_cast<qsizetype>(v.size())));
    };
    const QString text = spell(beatText(beat));
    if (beat.object.empty()) return text;
    return pattern.arg(words(cluster::objectKind(beat)), words(cluster::objectName(beat)), text);
}

} // namespace

QString sentenceText(const base::Sentence& sentence) {
    return QString::fromStdString(sentence.text(modelText));
}

QString errorText(const base::Error& error) {
    if (error.sentence.empty()) return QString::fromStdString(error.text());
    base::Error local = error;
    local.message = error.sentence.text(modelText);
    return QString::fromStdString(local.text());
}

QString actText(const cluster::Intervention& act) {
    return sentenceText(cluster::sentenceOf(act));
}

QString beatPart(const cluster::Beat& beat) {
    if (beat.part == "you") return TimelineText::tr("you");
    if (beat.part == "network") return TimelineText::tr("network");
    if (beat.part == "restore") return TimelineText::tr("restore");
    return QString::fromStdString(beat.part);
}

QString beatText(const cluster::Beat& beat) {
    // What a person did is said by the act's own sentence.
    const std::string* act = beat.field("sentence");
    const std::string* around = beat.field("around");
    const std::string pattern = act ? translated("Interventions", act->c_str())
                                    : translated("Beats", diagram::sentenceOf(beat));
    std::string said = base::fillSentence(
        pattern, [&](std::string_view name) { return cluster::valueOf(name, beat); });
    if (around)
        said = base::fillSentence(translated("Interventions", around->c_str()),
                                  [inner = said](std::string_view) { return inner; });
    return QString::fromStdString(said);
}

QString beatSentence(const cluster::Beat& beat) {
    return aboutObject(beat, QStringLiteral("%1 %2 %3"), [](const QString& text) { return text; });
}

QString beatSentenceHtml(const cluster::Beat& beat) {
    return aboutObject(beat, QStringLiteral("%1 <b>%2</b> %3"),
                       [](const QString& text) { return text.toHtmlEscaped(); });
}

} // namespace maqueta::views
