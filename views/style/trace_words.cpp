#include "views/style/trace_words.h"

#include "cluster/beat_fields.h"
#include "diagram/sentences.h"

#include <QCoreApplication>

namespace maqueta::views {
namespace {

std::string translated(const char* context, const char* pattern) {
    return QCoreApplication::translate(context, pattern).toStdString();
}

} // namespace

QString actText(const cluster::Intervention& act) {
    cluster::Beat beat;
    beat.setSentence(cluster::sentenceOf(act));
    return beatText(beat);
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

} // namespace maqueta::views
