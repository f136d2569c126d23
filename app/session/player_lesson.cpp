// A lesson in the player: the script's acts lie in the journal, its beats in the film; the person's
// first act ends it, and the running world is the person's own.
#include "app/session/player.h"

#include "views/lessons/lesson_words.h"
#include "views/style/texts.h"

#include <algorithm>

namespace maqueta::app {
namespace {

using views::inLanguage;
using views::LessonText;

constexpr double justBeforeMs = 1;
constexpr double shortCaptionsFrom = 2; // times speed

int lettersOf(const lessons::Words& bold, const lessons::Words& rest) {
    return std::max(lessons::characters(bold.en) + lessons::characters(rest.en),
                    lessons::characters(bold.es) + lessons::characters(rest.es)) +
           1;
}

} // namespace

document::Document lessonDocument(const lessons::Lesson& lesson,
                                  const lessons::Performance& performance) {
    document::Document document;
    document.topology = lesson.stage.topology;
    document.seed = lesson.stage.seed;
    for (const lessons::PerformedAct& act : performance.acts)
        document.journal.add(act.at, act.what);
    document.cursor = performance.begin;
    return document;
}

void Player::startLesson(lessons::Lesson lesson, lessons::Performance performance) {
    std::vector<diagram::Director::Cue> cues{
        {performance.introSeq, lettersOf(performance.introBold, performance.introRest)}};
    for (const lessons::PerformedBeat& beat : performance.beats)
        cues.push_back({beat.seq, lettersOf(beat.bold, beat.rest)});
    director_.setScript(std::move(cues));
    show_.emplace();
    show_->lesson = std::move(lesson);
    show_->performance = std::move(performance);
    // The stage is where the story begins: nothing of it can be undone.
    edits_.clear();
    undone_.clear();
    touched_ = true;
    changed_ = false;
    playing_ = true;
}

// What the person does now happens in their own world: the script acts no more.
void Player::endLesson() {
    if (!show_ || show_->over) return;
    show_->over = true;
    show_->asking.reset();
    show_->verdict.reset();
    history_.forgetActsAfter(history_.end());
    director_.endScript(history_.world().nextSeq());
    // What the script did until now can be taken back like one's own acts.
    const auto path = history_.journal().path();
    for (std::size_t i = show_->performance.stageActs; i < path.size(); ++i)
        edits_.push_back({.act = path[i]->number});
}

// The movie time at which the film holds for the next question that nobody answered or passed over.
std::optional<double> Player::nextQuestion() const {
    if (!show_ || show_->over) return std::nullopt;
    const auto& beats = show_->performance.beats;
    for (std::size_t i = show_->passed; i < beats.size(); ++i) {
        if (!beats[i].question) continue;
        const auto movie = director_.film().movieOf(beats[i].seq);
        if (!movie) return std::nullopt;
        if (*movie > movie_) return *movie - justBeforeMs;
    }
    return std::nullopt;
}

void Player::hold() {
    const auto& beats = show_->performance.beats;
    for (std::size_t i = show_->passed; i < beats.size(); ++i)
        if (const auto movie = director_.film().movieOf(beats[i].seq);
            beats[i].question && movie && *movie > movie_) {
            show_->asking = i;
            break;
        }
    pause();
}

void Player::answer(std::size_t number) {
    if (!show_ || !show_->asking) return;
    const std::size_t beat = *show_->asking;
    if (number >= show_->performance.beats[beat].question->answers.size()) return;
    skipQuestion();
    show_->verdict = number;
    show_->answered = beat;
    playing_ = true;
}

void Player::skipQuestion() {
    if (!show_ || !show_->asking) return;
    show_->passed = *show_->asking + 1;
    show_->asking.reset();
    show_->verdict.reset();
}

bool Player::inLesson() const {
    if (!show_ || show_->over) return false;
    const diagram::Director::Told* told = director_.captionAt(movie_);
    return !told || told->cue < static_cast<int>(show_->performance.beats.size());
}

views::Caption Player::lessonCaption(const diagram::Director::Told* told) const {
    const lessons::Performance& p = show_->performance;
    views::Caption out;
    if (!told || told->cue <= 0) {
        out.bold = inLanguage(p.introBold);
        out.rest = inLanguage(p.introRest);
    } else {
        const lessons::PerformedBeat& beat = p.beats[static_cast<std::size_t>(told->cue - 1)];
        out.bold = inLanguage(beat.bold);
        out.rest = inLanguage(beat.rest);
        out.beat = told->cue;
        out.of = static_cast<int>(p.beats.size());
    }
    if (pacing_ == diagram::Pacing::Story && rate_ >= shortCaptionsFrom) out.rest.clear();
    return out;
}

QVector<views::Part> Player::focus() const {
    QVector<views::Part> out;
    const diagram::Director::Told* told = director_.captionAt(movie_);
    if (!show_ || show_->over || !told || told->cue <= 0) return out;
    for (const std::string& eye :
         show_->performance.beats[static_cast<std::size_t>(told->cue - 1)].eye)
        if (const views::Part part = views::partNamed(eye)) out.append(part);
    return out;
}

views::LessonState Player::lessonState() const {
    views::LessonState out;
    if (!show_ || show_->over) return out;
    const lessons::Performance& p = show_->performance;
    out.id = QString::fromStdString(show_->lesson.id);
    out.title = inLanguage(show_->lesson.title);
    out.note = inLanguage(show_->lesson.note);
    if (show_->asking) {
        const lessons::Question& question = *p.beats[*show_->asking].question;
        out.question.text = inLanguage(question.text);
        for (const lessons::Question::Answer& answer : question.answers)
            out.question.answers.append({inLanguage(answer.text), views::partNamed(answer.part)});
    }
    const diagram::Director::Told* told = director_.captionAt(movie_);
    const int cue = told ? told->cue : 0;
    if (show_->verdict && cue <= static_cast<int>(show_->answered) + 1) {
        const auto& answers = p.beats[show_->answered].question->answers;
        out.right = answers[*show_->verdict].right;
        const auto right = std::find_if(answers.begin(), answers.end(),
                                        [](const auto& answer) { return answer.right; });
        out.verdict = out.right ? LessonText::tr("Right.")
                                : LessonText::tr("Not so: %1.").arg(inLanguage(right->text));
    }
    out.finished = cue == static_cast<int>(p.beats.size());
    if (out.finished)
        for (const lessons::Variant& variant : show_->lesson.variants)
            out.variants.append({QString::fromStdString(variant.lesson), inLanguage(variant.text)});
    return out;
}

} // namespace maqueta::app
