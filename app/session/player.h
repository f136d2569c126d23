// Plays a cluster like a film: the history at the displayed moment, a scout world that runs ahead
// of it and makes the film, and the movie clock. No thread and no wall clock inside: time is handed
// in, so a test plays at any frame rate. Owned by the session, used on its thread alone.
//
// The history's cursor is always the displayed moment, so an act happens at what the person saw.
// The scout is speculative: at most 60 simulated seconds ahead, thrown away when somebody acts.
#pragma once

#include "app/session/goal.h"
#include "app/session/moment.h"
#include "diagram/director.h"
#include "document/document.h"
#include "history/history.h"
#include "lessons/performance.h"

#include <atomic>
#include <map>
#include <optional>

namespace maqueta::app {

class Player {
public:
    Player(document::Document document, cluster::Configuration configuration);

    // Runs on without showing anything.
    void runTo(sim::Time to);
    // Boots the cluster, applies the objects and goes on to a calm moment. The beginning of the
    // story: nothing of it can be undone.
    void prepare(std::vector<base::Json> objects, std::string title, sim::Time calm);

    // Plays a lesson: its script acts and tells until the person acts. The document is the one that
    // lessonDocument() made of the performance.
    void startLesson(lessons::Lesson lesson, lessons::Performance performance);
    // The answer to the question that the film holds at.
    void answer(std::size_t number);
    // Passes it over.
    void skipQuestion();

    // Moves the picture on by that many milliseconds of wall time; false when nothing moved.
    bool tick(double wallMs);
    void play();
    void pause();
    void setSpeed(diagram::Pacing pacing, double rate);
    void changeSpeed(bool faster);
    void stepForward();
    void stepBack();
    // To the moment of the next or previous event: anything at all that happens in the cluster.
    void stepEvent();
    void stepEventBack();
    // Moves the picture; `stop` ends the work early when a newer wish has come (false then).
    bool scrub(double movie, const std::atomic<bool>* stop = nullptr);
    void seek(sim::Time to);

    // "Run until…": the cluster runs ahead while the picture waits, in ticks; then the film goes
    // there at full speed. Cancelled, by whatever else moves time, the picture stays where it is.
    void runUntil(const Goal& goal);
    void cancelRun();
    // What is to be said about a run that ended without its goal, once.
    std::optional<Answer> takeNews();

    // What the person saw when they acted.
    struct Displayed {
        double movie = 0;
        sim::Time at;
    };
    Displayed displayed() const { return {movie_, history_.now()}; }
    double shown() const { return shown_; } // the furthest movie time that was displayed
    Answer act(cluster::Intervention what, const Displayed& seen);
    // Cards that were moved together are one edit; no place = where the layout puts it.
    void moveCards(const std::vector<CardPlace>& cards);
    // The list of everything that was done is one, across branches and for cards and acts alike.
    Answer undo();
    Answer redo();
    // Undoes or redoes until that many entries of the list are done.
    Answer undoTo(std::size_t done);

    // Shows another branch, at the same moment where it was seen that far.
    Answer switchTo(std::uint32_t branch);
    void renameBranch(std::uint32_t branch, std::string name);
    Answer removeBranch(std::uint32_t branch);

    // Shows another branch beside this one, in step with it; not saved, and gone when it is
    // switched to, deleted, or left.
    Answer compareWith(std::uint32_t branch);
    void stopComparing();

    // For everything that is kept besides the world at the cursor; two branches that are compared
    // share it.
    void setMemoryBudget(std::size_t bytes);
    std::size_t memoryUsed() const;

    document::Document document() const;
    void saved() { changed_ = false; }
    // Opened from a file that holds the newest state of somebody's work.
    void setChanged() {
        changed_ = true;
        ++changes_;
    }
    bool changed() const { return changed_; }
    // Grows with everything that a document would keep.
    std::uint64_t changes() const { return changes_; }
    const history::History& history() const { return history_; }
    std::shared_ptr<const Moment> moment();
    // What was put into words is put into words anew.
    void languageChanged() { allBeats_ = nullptr; }

private:
    class Scout;
    struct Move {
        std::string machine;
        std::optional<std::pair<double, double>> before;
        std::optional<std::pair<double, double>> after;
    };
    // One thing that was done.
    struct Edit {
        std::uint64_t act = 0; // its number in the journal; 0 = cards were moved
        std::vector<Move> moves = {};
    };
    // The film of a branch that is not shown.
    struct Reel {
        diagram::Director director;
        double shown = 0;
    };

    struct Run {
        Goal goal;
        GoalWatch watch;
        sim::Time from;
        sim::Time limit;
        std::optional<sim::Time> found;
        cluster::RecordSeq beat = 0; // 0 = of a moment
    };

    // The other branch of a comparison: its own history, the shown one's clock.
    struct Companion {
        std::uint32_t branch = 0;
        history::History history;
    };

    std::optional<Comparison> comparison(const Moment& mine);
    sim::Time trailBegin() const;
    void workOnRun();
    void arrive();
    std::optional<RunInfo> runInfo() const;
    // A lesson that runs, or one that the person took over.
    struct Show {
        lessons::Lesson lesson;
        lessons::Performance performance;
        bool over = false;
        std::size_t passed = 0;             // beats whose questions are behind
        std::optional<std::size_t> asking;  // the beat before which the film holds
        std::optional<std::size_t> verdict; // the answer that was given, until its beat is told
        std::size_t answered = 0;           // the beat of the verdict
    };

    bool inLesson() const;                                     // and it is not told to its end
    double settled(const diagram::Director::Told& told) const; // in movie time
    std::optional<double> nextStop() const; // of a step by beats, as far as the film is known
    std::optional<double> nextQuestion() const;
    void hold();
    void endLesson();
    views::LessonState lessonState() const;
    void filmUntil(double movie);
    void runScout(sim::Time until);
    void reshoot(double movie);
    void reshootAfterShown();
    void takeUpEdits();
    std::optional<Edit> nextRedo() const;
    Answer undoAct(std::uint64_t number);
    Answer redoAct(std::uint64_t number);
    void showBranch(std::uint32_t branch, sim::Time at);
    std::vector<EditInfo> editList() const;
    std::vector<BranchInfo> branchList() const;
    std::string nameOf(const Edit& edit) const;
    std::string nameOf(std::uint32_t branch) const;
    void place(const std::string& machine, std::optional<std::pair<double, double>> where);
    void runOneBeatWhenPaused();
    views::Caption caption() const;
    views::Caption captionOf(const diagram::Director::Told* told) const;
    views::Caption lessonCaption(const diagram::Director::Told* told) const;
    QVector<views::Part> focus() const;
    views::Invitation invitation(const cluster::Picture& picture) const;

    document::Document document_; // its journal and cursor live in history_
    history::History history_;
    diagram::Director director_;
    cluster::World scout_;
    std::size_t scoutActs_ = 0; // of the path, that the scout has behind it
    double movie_ = 0;
    double shown_ = 0;
    bool playing_ = false;
    std::optional<double> pauseAt_; // a step that runs
    std::optional<Run> run_;
    std::optional<Companion> companion_;
    std::size_t memoryBudget_ = history::HistoryOptions{}.memoryBudget;
    std::optional<Answer> news_;
    diagram::Pacing pacing_ = diagram::Pacing::Story;
    double rate_ = 1;
    bool touched_ = false;
    bool explored_ = false; // somebody moved through time: what happened then is told
    bool changed_ = false;
    std::uint64_t changes_ = 0;
    std::optional<Show> show_;
    std::vector<Edit> edits_;
    std::vector<Edit> undone_;            // the one that redo does next is the last
    std::map<std::uint32_t, Reel> reels_; // by branch
    // Parts of the last moment that did not change.
    std::shared_ptr<const diagram::LayoutOptions> layout_;
    std::shared_ptr<const std::vector<cluster::Beat>> allBeats_;
    std::shared_ptr<const std::vector<std::pair<cluster::RecordSeq, QString>>> captions_;
    std::shared_ptr<const std::vector<history::Series::Sample>> series_;
    std::shared_ptr<const std::vector<cluster::Beat>> nearBeats_;
    cluster::RecordSeq allBeatsLast_ = 0;
    cluster::RecordSeq nearBeatsLast_ = 0;
    int momentsSinceBeats_ = 0;
};

// The cluster, the script's acts and the beginning of a performed lesson.
document::Document lessonDocument(const lessons::Lesson& lesson,
                                  const lessons::Performance& performance);

} // namespace maqueta::app
