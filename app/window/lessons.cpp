// The window's way to lessons: the strip of cards and the menu.
#include "app/session/lesson_catalog.h"
#include "app/window/main_window.h"
#include "views/lessons/lesson_words.h"

namespace maqueta::app {

void MainWindow::startLesson(const QString& id) {
    leave([this, id] { session_.openLesson(id); });
}

void MainWindow::makeLessonCards() {
    QVector<views::LessonCard> cards;
    for (const QString& id : welcomeLessons())
        if (const auto lesson = loadLesson(id))
            cards.append(
                {id, views::inLanguage(lesson->title), views::inLanguage(lesson->subtitle)});
    lessons_->setCards(cards);
    lessonPage_->setCards(cards);
    showLessons();
}

// Not while presenting; and where there is little room, not beside the dock.
void MainWindow::showLessons() {
    const bool presenting = present_ && present_->isChecked();
    const bool room = height() >= (dock_->openPage() ? roomyHeight : smallHeight);
    lessons_->setLow(height() < lowHeight);
    lessons_->setVisible(preferences_.settings().value("lessons", true).toBool() && !presenting &&
                         room);
}

void MainWindow::makeLessonMenu() {
    QMenu* menu = top_->addMenu(tr("&Lessons"));
    for (const QString& id : welcomeLessons())
        if (const auto lesson = loadLesson(id))
            add(menu, views::inLanguage(lesson->title), {}, [this, id] { startLesson(id); });
    menu->addSeparator();
    add(menu, tr("Start-up: from power-on"), {},
        [this] { leave([this] { session_.openNew(cluster::makeTopology(3, 4)); }); });
    menu->addSeparator();
    QAction* shown = add(menu, tr("Show the lessons under the menus"), {}, [this] {
        preferences_.settings().setValue("lessons", !lessons_->isVisible());
        showLessons();
    });
    shown->setCheckable(true);
    connect(menu, &QMenu::aboutToShow, shown,
            [this, shown] { shown->setChecked(lessons_->isVisible()); });
}

} // namespace maqueta::app
