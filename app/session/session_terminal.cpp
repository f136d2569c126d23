// The terminal's part of the session: questions are answered from the displayed world, acts go the
// way of all acts, and what the API says of them is printed when the picture has come to it.
#include "app/session/kubectl.h"
#include "app/session/session.h"

#include <algorithm>

namespace maqueta::app {
namespace {

// A drain has as many answers as there are pods; the last one is told by what it says.
bool endsDrain(const cluster::Intervention& act, const cluster::Beat& answered) {
    const std::string* ok = answered.field("ok");
    const std::string* verb = answered.field("verb");
    return std::holds_alternative<cluster::Drain>(act) &&
           ((ok && *ok == "no") || (verb && *verb == "drained"));
}

} // namespace

void Session::command(const QString& line) {
    post([this, line, at = displayed()] {
        if (!player_) return;
        const KubectlAnswer meant = kubectl(line, player_->history().world());
        if (!meant.text.isEmpty()) Q_EMIT printed(meant.text);
        if (!meant.act) return;
        const Answer answered = player_->act(*meant.act, at.value_or(player_->displayed()));
        dirty_ = true;
        if (!answered.ok) {
            Q_EMIT printed(QStringLiteral("error: ") + QString::fromStdString(answered.text));
            return;
        }
        answer(answered);
        Asked asked{.act = player_->history().journal().path().back()->number, .what = *meant.act};
        if (const auto* apply = std::get_if<cluster::ApplyObjects>(&asked.what))
            asked.answers = apply->objects.size();
        if (std::holds_alternative<cluster::Drain>(asked.what)) asked.answers = SIZE_MAX;
        asked_.push_back(std::move(asked));
        hearAnswers();
    });
}

void Session::hearAnswers() {
    const history::History& history = player_->history();
    const auto& beats = history.beats();
    for (Asked& asked : asked_) {
        const history::Act* act = history.journal().act(asked.act);
        if (!act) { // its branch was deleted
            asked.printed = asked.answers;
            continue;
        }
        // From the act on each time: whoever undoes or goes back makes what came after it anew.
        const std::string number = std::to_string(asked.act);
        std::size_t found = 0;
        auto beat =
            std::lower_bound(beats.begin(), beats.end(), act->at,
                             [](const cluster::Beat& b, sim::Time at) { return b.at < at; });
        for (; beat != beats.end() && beat->at <= history.now(); ++beat) {
            const std::string* of = beat->field("act");
            if (beat->kind != cluster::BeatKind::RequestAnswered || !of || *of != number) continue;
            if (++found <= asked.printed) continue;
            Q_EMIT printed(kubectlOutcome(asked.what, *beat));
            asked.printed = found;
            if (endsDrain(asked.what, *beat)) asked.answers = found;
        }
    }
    std::erase_if(asked_, [](const Asked& asked) { return asked.printed >= asked.answers; });
}

} // namespace maqueta::app
