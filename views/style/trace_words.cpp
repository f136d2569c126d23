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
    const auto words = [](std::string_view v) {
        return QString::fromUtf8(v.data(), static_cast<qsizetype>(v.size()));
    };
    if (beat.object.empty()) return beatText(beat);
    return QStringLiteral("%1 %2 %3")
        .arg(words(cluster::objectKind(beat)), words(cluster::objectName(beat)), beatText(beat));
}

} // namespace maqueta::views
