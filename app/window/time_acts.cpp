#include "app/window/time_acts.h"

#include "app/window/popover.h"

#include <QLineEdit>
#include <QRegularExpression>

#include <algorithm>

namespace maqueta::app {
namespace {

constexpr std::size_t mostEntries = 30; // of the list of what was done

QString shortClock(sim::Time at) {
    return QString::fromStdString(sim::clockText(at, 0));
}

// "1:02:03", "12:30", "45.5": hours, minutes, seconds.
std::optional<sim::Time> momentOf(const QString& text) {
    static const QRegularExpression form(
        QStringLiteral("^(?:(?:(\\d{1,3}):)?(\\d{1,3}):)?(\\d{1,6}(?:\\.\\d{1,3})?)$"));
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch()) return std::nullopt;
    const double seconds = match.captured(1).toDouble() * 3600 + match.captured(2).toDouble() * 60 +
                           match.captured(3).toDouble();
    return sim::Time{static_cast<std::int64_t>(seconds * 1e9)};
}

} // namespace

void TimeActs::fillRunUntil(QMenu& menu, const views::Part& selected) {
    const auto add = [&](Goal goal) {
        QString text = goalText(goal);
        text[0] = text[0].toUpper();
        menu.addAction(text, this, [this, goal] { session_.runUntil(goal); });
    };
    for (const auto kind : {Goal::Kind::PodReady, Goal::Kind::LeaderElected,
                            Goal::Kind::NodeNotReady, Goal::Kind::RolloutDone})
        add({.kind = kind});
    using Kind = views::Part::Kind;
    const bool changes = selected.kind == Kind::Machine || selected.kind == Kind::Process ||
                         selected.kind == Kind::Pod || selected.kind == Kind::Deployment;
    if (changes)
        add({.kind = Goal::Kind::PartChanges, .part = selected});
    else
        menu.addAction(tr("What is selected changes") + QStringLiteral("  –  ") +
                       (selected ? tr("nothing is noted of it") : tr("nothing is selected")))
            ->setEnabled(false);
    menu.addSeparator();
    menu.addAction(tr("A moment…"), this, [this] { askMoment(); });
}

void TimeActs::askMoment() {
    auto* form = new Popover(tr("Run until a moment"), tr("Run"), window_);
    auto* field = new QLineEdit(form);
    field->setPlaceholderText(QStringLiteral("12:30"));
    field->setAccessibleName(tr("Moment"));
    form->form()->addRow(tr("Moment (minutes:seconds)"), field);
    form->onDone([this, field]() -> QString {
        const auto at = momentOf(field->text());
        if (!at) return tr("Write it as 12:30, or 1:02:03.");
        session_.runUntil({.kind = Goal::Kind::Moment, .at = *at});
        return {};
    });
    form->openOver(*window_);
}

void TimeActs::fillBranches(QMenu& menu) {
    const auto moment = now();
    if (!moment) return;
    for (const BranchInfo& branch : moment->branches) {
        const QString name = QString::fromStdString(branch.name);
        const bool shown = branch.id == moment->branchId;
        const QString label =
            branch.id == 0 ? name : tr("%1 · from %2").arg(name, shortClock(branch.forkedAt));
        if (!shown) {
            QMenu* sub = menu.addMenu(label);
            fillBranch(*sub, branch.id);
            continue;
        }
        QAction* action = menu.addAction(label + "  –  " + tr("shown"));
        action->setCheckable(true);
        action->setChecked(true);
        action->setEnabled(false);
    }
    menu.addSeparator();
    if (moment->comparison)
        menu.addAction(tr("Stop comparing"), this, [this] { session_.stopComparing(); });
    menu.addAction(tr("Rename the shown one…"), this,
                   [this, id = moment->branchId] { askName(id); });
}

void TimeActs::fillBranch(QMenu& menu, std::uint32_t id) {
    const auto moment = now();
    if (!moment || id >= moment->branches.size()) return;
    const BranchInfo& branch = moment->branches[id];
    menu.addAction(tr("Show it"), this, [this, id] { session_.switchTo(id); });
    menu.addAction(tr("Compare side by side"), this, [this, id] { Q_EMIT compareWanted(id); });
    menu.addAction(tr("Rename…"), this, [this, id] { askName(id); });
    const QString why = QString::fromStdString(branch.whyKept);
    QAction* remove =
        menu.addAction(why.isEmpty() ? tr("Delete…") : tr("Delete") + QStringLiteral("  –  ") + why,
                       this, [this, id] { askRemoval(id); });
    remove->setEnabled(why.isEmpty());
}

// It cannot be taken back: what was done there is gone with it.
void TimeActs::askRemoval(std::uint32_t branch) {
    const auto moment = now();
    if (!moment || branch >= moment->branches.size()) return;
    const BranchInfo& info = moment->branches[branch];
    auto* form =
        new Popover(tr("Delete %1?").arg(QString::fromStdString(info.name)), tr("Delete"), window_);
    auto* words = new QLabel(
        tr("What was done there goes with it (acts: %1). This cannot be undone.").arg(info.acts),
        form);
    words->setWordWrap(true);
    words->setMinimumWidth(300);
    form->form()->addRow(words);
    form->offerCancel();
    form->onDone([this, branch, name = info.name]() -> QString {
        // Meanwhile the list may be another one.
        const auto then = now();
        if (then && branch < then->branches.size() && then->branches[branch].name == name)
            session_.removeBranch(branch);
        return {};
    });
    form->openOver(*window_);
}

void TimeActs::renameShown() {
    if (const auto moment = now()) askName(moment->branchId);
}

void TimeActs::askName(std::uint32_t branch) {
    const auto moment = now();
    if (!moment || branch >= moment->branches.size()) return;
    auto* form = new Popover(tr("Name of the branch"), tr("Rename"), window_);
    auto* field = new QLineEdit(QString::fromStdString(moment->branches[branch].name), form);
    field->selectAll();
    form->form()->addRow(tr("Name"), field);
    form->onDone([this, field, branch]() -> QString {
        if (field->text().trimmed().isEmpty()) return tr("A name has at least one letter.");
        session_.renameBranch(branch, field->text());
        return {};
    });
    form->openOver(*window_);
}

void TimeActs::fillHistory(QMenu& menu) {
    const auto moment = now();
    if (!moment) return;
    const auto& edits = moment->edits;
    const auto done = static_cast<std::size_t>(
        std::count_if(edits.begin(), edits.end(), [](const EditInfo& e) { return !e.undone; }));
    const std::size_t first = edits.size() > mostEntries ? edits.size() - mostEntries : 0;
    for (std::size_t i = edits.size(); i-- > first;) {
        const EditInfo& edit = edits[i];
        QString text = QString::fromStdString(edit.text);
        if (edit.at) text = shortClock(*edit.at) + "   " + text;
        if (edit.branch != 0 && edit.branch < moment->branches.size())
            text += "   (" + QString::fromStdString(moment->branches[edit.branch].name) + ")";
        QAction* action = menu.addAction(text, this, [this, i] { session_.undoTo(i + 1); });
        action->setCheckable(true);
        action->setChecked(i + 1 == done);
        if (!edit.undone) continue;
        QFont font = action->font();
        font.setItalic(true);
        action->setFont(font);
    }
    QAction* beginning =
        menu.addAction(tr("The beginning"), this, [this, first] { session_.undoTo(first); });
    beginning->setCheckable(true);
    beginning->setChecked(done == first);
}

} // namespace maqueta::app
