// The window: puts the views together and carries signals between them and the session. It decides
// nothing about clusters.
#pragma once

#include "app/session/session.h"
#include "app/window/acts.h"
#include "app/window/autosave.h"
#include "app/window/compare_pane.h"
#include "app/window/preferences.h"
#include "app/window/recovery_bar.h"
#include "app/window/time_acts.h"
#include "views/canvas/canvas_view.h"
#include "views/charts/charts_page.h"
#include "views/chrome/bottom_dock.h"
#include "views/chrome/caption_strip.h"
#include "views/chrome/top_bar.h"
#include "views/events/event_list.h"
#include "views/export/picture_export.h"
#include "views/inspector/inspector.h"
#include "views/lessons/lesson_page.h"
#include "views/lessons/lesson_strip.h"
#include "views/lessons/question_bar.h"
#include "views/palette/palette_view.h"
#include "views/queue/queue_panel.h"
#include "views/terminal/terminal_page.h"
#include "views/timeline/run_strip.h"
#include "views/timeline/timeline_bar.h"

#include <QLabel>
#include <QMainWindow>
#include <QTimer>

namespace maqueta::app {

class ExportDialog;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    // Opens the file, or the default cluster when there is none.
    MainWindow(Preferences& preferences, const QString& file);
    ~MainWindow() override;

    Session& session() { return session_; }
    views::CanvasView* canvas() { return canvas_; }
    views::TimelineBar* timeline() { return timeline_; }
    views::PaletteView* palette() { return palette_; }
    views::CaptionStrip* captionStrip() { return caption_; }
    views::BottomDock* dock() { return dock_; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void compose();
    bool pressEnter(QObject* watched, const QKeyEvent& pressed);
    void fitStatusBar();
    void connectSession();
    void connectViews();
    void connectTime();
    void connectCanvas();
    void makeStatusBar();
    void makeDock(QWidget* parent);
    void connectDock();
    void nameDock();
    void showDock(const Moment& moment);
    // Menus and tool bar, in the person's language; made again when that changes.
    void makeMenus();
    void makeFileMenu();
    void makeEditMenu();
    void makeViewMenu();
    void makeClusterMenu();
    void makeTimeMenu();
    void makeHelpMenu();
    QAction* add(QMenu* menu, const QString& text, const QKeySequence& key,
                 std::function<void()> run);

    void showMoment();
    void makeLessonMenu();
    void makeLessonCards();
    void showLessons();
    void startLesson(const QString& id);
    void showStatus(const Moment& moment);
    void showTime(const Moment& moment);
    void select(const QVector<views::Part>& parts);
    void inspect(const views::Part& part);
    void openInspectorBeside();
    void showInspected(const Inspection& facts);
    void contextMenu(const views::Part& part, QPoint at);
    void jumpTo(quint64 seq);
    void applyTheme();
    void applyMotion();
    void setTitle();
    void offerRecovery();
    void hideRecovery();
    void openFile();
    void saveAs();
    void save();
    void newCluster();
    void showExport(std::shared_ptr<const views::ExportSource> source);
    void exportAs(const views::ExportSource& source, const ExportDialog& wish);
    void setPresenting(bool presenting);
    void showShortcuts();
    void showPreferences();
    void findAction();
    void focusPanel(bool next);
    void copySelected();
    void copyPicture();
    void rename(const views::Part& part);
    void arrange(views::Arrangement how, const QString& label = {});
    void fillLabelMenu(QMenu* menu);
    void fillArrangeMenu(QMenu* menu);
    void resetLayout();
    // "at 00:18, starts branch 2; main is kept"; empty at the newest moment.
    static QString forkNote(const Moment& moment);
    // Asks about what was changed and not saved. True: it may be left now; false: not, or it is
    // being saved, and `onceSaved` follows then.
    bool mayLeave(std::function<void()> onceSaved);
    // Does it now, or once it is saved, or not at all.
    void leave(const std::function<void()>& then);
    QPoint centreOfCanvas() const;
    views::Part selected() const;

    static constexpr int roomyWidth = 1500; // from here on the palette opens as a list
    static constexpr int roomyHeight = 850; // and the lessons stay beside an open dock
    static constexpr int lowHeight = 600;   // below it the lessons' cards are one line
    static constexpr int smallHeight = 480; // below it they are in their menu only

    Preferences& preferences_;
    Autosave autosave_;
    Session session_;
    Acts* acts_;
    TimeActs* timeActs_;
    views::CanvasView* canvas_;
    views::CaptionStrip* caption_;
    views::TimelineBar* timeline_;
    views::RunStrip* running_;
    ComparePane* compare_;
    views::PaletteView* palette_;
    views::BottomDock* dock_;
    views::EventList* events_;
    views::QueuePanel* queue_;
    views::LessonPage* lessonPage_;
    views::ChartsPage* charts_;
    views::TerminalPage* terminal_;
    QVector<QToolButton*> openers_; // of the dock's pages, in the status bar
    views::Inspector* inspector_;
    views::LessonStrip* lessons_;
    views::QuestionBar* question_;
    RecoveryBar* recovery_ = nullptr;
    views::TopBar* top_ = nullptr;
    QAction* fit_ = nullptr;
    QAction* snapshot_ = nullptr;
    QAction* export_ = nullptr;
    QAction* undo_ = nullptr;
    QAction* redo_ = nullptr;
    QAction* present_ = nullptr;
    QAction* inspectorShown_ = nullptr;
    QLabel* clock_ = nullptr;
    QLabel* status_[4] = {};
    QToolButton* branch_ = nullptr;
    QTimer autosaveTimer_;
    QString path_;                    // of the document; empty = it has no file yet
    std::function<void()> onceSaved_; // waits for the save to end
    bool wasChanged_ = false;
    qint64 spacePressed_ = 0;
    QTimer inspectSoon_;    // from a selection until the inspector opens
    views::Part inspected_; // none while nothing or several are selected
    QString inspectedYaml_; // of the selected part; empty = it is no object
    bool reducedMotion_ = false;
    bool wasMaximized_ = false; // before presenting
};

} // namespace maqueta::app
