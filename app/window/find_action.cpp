#include "app/window/find_action.h"

#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace maqueta::app {
namespace {

constexpr int boxWidth = 520;
constexpr int mostShown = 200;
constexpr int rowsSeen = 11;

} // namespace

int fitness(const QString& letters, const QString& name) {
    int total = 0;
    for (const QString& word : letters.split(' ', Qt::SkipEmptyParts)) {
        qsizetype best = -1;
        for (qsizetype at = name.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
             at = name.indexOf(word, at + 1, Qt::CaseInsensitive)) {
            const bool begins = at == 0 || !name[at - 1].isLetterOrNumber();
            const qsizetype cost = at + (begins ? 0 : 100);
            if (best < 0 || cost < best) best = cost;
        }
        if (best < 0) return -1;
        total += static_cast<int>(best);
    }
    return total;
}

FindAction::FindAction(std::vector<Findable> all, QWidget* parent)
    : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint)
    , all_(std::move(all))
    , letters_(new QLineEdit(this))
    , list_(new QListWidget(this)) {
    setObjectName(QStringLiteral("popover"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_StyledBackground);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 10);
    layout->addWidget(letters_);
    layout->addWidget(list_);
    letters_->setPlaceholderText(tr("Find an action or a part"));
    letters_->setAccessibleName(letters_->placeholderText());
    list_->setAccessibleName(tr("What was found"));
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // what is long is elided
    letters_->installEventFilter(this);
    connect(letters_, &QLineEdit::textChanged, this, &FindAction::match);
    connect(letters_, &QLineEdit::returnPressed, this, &FindAction::run);
    connect(list_, &QListWidget::itemClicked, this, &FindAction::run);
    match({});
}

void FindAction::openOver(QWidget* window) {
    const int row = std::max(24, list_->sizeHintForRow(0));
    resize(boxWidth, 76 + rowsSeen * row);
    move(window->mapToGlobal(QPoint((window->width() - boxWidth) / 2, 60)));
    show();
    letters_->setFocus();
}

void FindAction::match(const QString& letters) {
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t i = 0; i < all_.size(); ++i)
        if (const int fit = fitness(letters, all_[i].name); fit >= 0) found.emplace_back(fit, i);
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    list_->clear();
    for (const auto& [fit, i] : found) {
        if (list_->count() >= mostShown) break;
        const QString detail = all_[i].detail.isEmpty() ? QString() : "    " + all_[i].detail;
        auto* item = new QListWidgetItem(all_[i].name + detail, list_);
        item->setData(Qt::UserRole, QVariant::fromValue<qulonglong>(i));
    }
    if (found.empty()) {
        auto* none = new QListWidgetItem(tr("Nothing has such a name."), list_);
        none->setFlags(Qt::NoItemFlags);
        return;
    }
    list_->setCurrentRow(0);
}

void FindAction::run() {
    const QListWidgetItem* item = list_->currentItem();
    if (!item || !item->flags().testFlag(Qt::ItemIsEnabled)) return;
    const auto act = all_[item->data(Qt::UserRole).toULongLong()].run;
    close();
    act();
}

bool FindAction::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        const int by = key->key() == Qt::Key_Down ? 1 : key->key() == Qt::Key_Up ? -1 : 0;
        if (by != 0) {
            list_->setCurrentRow(std::clamp(list_->currentRow() + by, 0, list_->count() - 1));
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace maqueta::app
