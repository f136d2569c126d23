// The cluster on its own thread, and the window's only way to it.
//
// Everything a person does is put into a queue and carried out there; what there is to see comes
// back as moments, at most sixty a second. The world never leaves that thread: its reference
// counts are not atomic. Signals are delivered on the thread that owns the session.
#pragma once

#include "app/session/inspection.h"
#include "app/session/moment.h"
#include "app/session/player.h"
#include "views/canvas/drop.h"
#include "views/export/picture_export.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace maqueta::app {

class Session : public QObject {
    Q_OBJECT

public:
    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    // The newest moment; null until something was opened.
    std::shared_ptr<const Moment> latest() const;

    // The default cluster, with a small shop running on it, at a calm moment.
    void openDefault();
    // `bare` = from power-on, nothing deployed.
    void openNew(cluster::Topology topology);
    // One of lessonIds(), performed and shown from its beginning.
    void openLesson(const QString& id);
    // The answer to the question that the film holds at; or it is passed over.
    void answerQuestion(int number);
    void skipQuestion();
    // A path of an autosave is opened as work that has no file yet.
    void open(const QString& path, bool recovered = false);
    void save(const QString& path);
    // Writes a copy, silently, when something changed since the last one.
    void autosave(const QString& path);

    // For checkpoints and beats of what is open, now and later.
    void setMemoryBudget(std::size_t bytes);

    // At the moment that is displayed.
    void act(cluster::Intervention what);
    void moveCards(std::vector<CardPlace> cards);
    // A line at the terminal's prompt; answered by printed(), at once or when the API has answered.
    void command(const QString& line);
    void undo();
    void redo();
    void undoTo(std::size_t done); // until that many entries of Moment::edits are done
    void switchTo(std::uint32_t branch);
    void renameBranch(std::uint32_t branch, const QString& name);
    void removeBranch(std::uint32_t branch);
    void compareWith(std::uint32_t branch); // beside the shown one; see Moment::comparison
    void stopComparing();
    void play();
    void pause();
    void togglePlay();
    void setSpeed(diagram::Pacing pacing, double rate);
    // The next speed above or below; each call counts, also while a picture is late.
    void changeSpeed(bool faster);
    void stepForward();
    void stepBack();
    void stepEvent();
    void stepEventBack();
    void runUntil(const Goal& goal);
    void cancelRun();
    void scrub(double movie); // the latest wish wins
    void seek(sim::Time to);
    // The person's language is another one: what the session says is said anew.
    void languageChanged();
    // What is to be known about a part; answered by inspected(), again whenever it changes.
    void inspect(const views::Part& part);
    // What each node would say to a pod as the forms make it, at the displayed moment; answered by
    // judged().
    void judgeNewPod();
    // What restoring the snapshot would cost at the displayed moment; answered by restoreJudged().
    void judgeRestore(std::uint32_t snapshot);
    // What leaves as a picture, of the displayed moment; answered by pictureReady().
    void askPicture();
    // A snapshot of the shelf as a file; and a file's comes to the shelf, at the displayed moment.
    // One of another etcd cluster is answered by snapshotForeign() unless `anyCluster`.
    void saveSnapshot(std::uint32_t number, const QString& path);
    void loadSnapshot(const QString& path, bool anyCluster = false);

Q_SIGNALS:
    void changed();                                   // latest() is another one
    void opened(const QString& path, bool recovered); // "" = no file
    void openFailed(const QString& path, const QString& why);
    void saved(const QString& path);
    void saveFailed(const QString& path, const QString& why);
    void refused(const QString& why);
    void told(const QString& what);
    void printed(const QString& text);
    void inspected(const maqueta::app::Inspection& inspection);
    void judged(const QVector<maqueta::views::NodeOpinion>& opinions);
    void snapshotForeign(const QString& path, const QString& why);
    void pictureReady(const std::shared_ptr<const maqueta::views::ExportSource>& source);
    void restoreJudged(std::uint32_t snapshot, const maqueta::cluster::RestoreCost& cost);

private:
    using Command = std::function<void()>;
    void post(Command command);
    void run();
    void answer(const Answer& answer);
    void publish();
    void inspectAgain();
    void hearAnswers();
    void take(std::unique_ptr<Player> player);
    // What the person saw; nothing yet while the cluster comes up.
    std::optional<Player::Displayed> displayed() const;

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Command> commands_;         // under mutex_
    std::optional<double> scrub_;          // under mutex_
    std::shared_ptr<const Moment> latest_; // under mutex_
    std::atomic<bool> newerWish_ = false;
    std::atomic<bool> announced_ = false;
    bool quit_ = false; // under mutex_

    // Used by the thread alone.
    std::unique_ptr<Player> player_;
    views::Part inspected_;
    Inspection lastInspection_;
    ReasonsDesk reasons_;
    int sinceInspection_ = 0;
    bool dirty_ = false;
    std::size_t memoryBudget_ = history::HistoryOptions{}.memoryBudget;
    // What was asked at the prompt and is not answered yet.
    struct Asked {
        std::uint64_t act = 0; // in the journal
        cluster::Intervention what;
        std::size_t answers = 1; // in all
        std::size_t printed = 0;
    };
    std::vector<Asked> asked_;
    std::uint64_t autosaved_ = 0; // Player::changes() of the last copy

    std::thread thread_;
};

} // namespace maqueta::app
