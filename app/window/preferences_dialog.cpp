#include "app/window/preferences_dialog.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace maqueta::app {

PreferencesDialog::PreferencesDialog(Preferences& preferences, QWidget* parent)
    : QDialog(parent)
    , preferences_(preferences)
    , form_(new QFormLayout)
    , language_(new QComboBox(this))
    , theme_(new QComboBox(this))
    , presenting_(new QComboBox(this))
    , motion_(new QComboBox(this))
    , memory_(new QWidget(this))
    , budget_(new QSpinBox(memory_))
    , used_(new QLabel(memory_))
    , autosave_(new QLabel(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(460);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(16);
    form_->setHorizontalSpacing(18);
    form_->setVerticalSpacing(10);
    auto* memory = new QHBoxLayout(memory_);
    memory->setContentsMargins(0, 0, 0, 0);
    memory->setSpacing(12);
    memory->addWidget(budget_);
    memory->addWidget(used_, 1);
    used_->setObjectName(QStringLiteral("soft"));
    budget_->setRange(Preferences::leastBudget, Preferences::mostBudget);
    budget_->setSingleStep(64);
    budget_->setSuffix(QStringLiteral(" MiB"));
    budget_->setKeyboardTracking(false); // not while somebody types
    for (QWidget* field :
         std::initializer_list<QWidget*>{language_, theme_, presenting_, motion_, memory_})
        form_->addRow(new QLabel(this), field);
    layout->addLayout(form_);
    autosave_->setWordWrap(true);
    autosave_->setObjectName(QStringLiteral("soft"));
    layout->addWidget(autosave_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    language_->addItem(QStringLiteral("English"), QStringLiteral("en"));
    language_->addItem(QStringLiteral("Español"), QStringLiteral("es"));
    retranslate();
    connect(language_, &QComboBox::activated, this,
            [this](int row) { preferences_.setLanguage(language_->itemData(row).toString()); });
    connect(theme_, &QComboBox::activated, this, [this](int row) {
        preferences_.setTheme(static_cast<ThemeChoice>(row));
        Q_EMIT themeChosen();
    });
    connect(presenting_, &QComboBox::activated, this, [this](int row) {
        preferences_.setPresentingTheme(static_cast<ThemeChoice>(row));
        Q_EMIT themeChosen();
    });
    budget_->setValue(preferences_.memoryBudget());
    connect(budget_, &QSpinBox::valueChanged, this, [this](int mebibytes) {
        preferences_.setMemoryBudget(mebibytes);
        Q_EMIT memoryBudgetChosen();
    });
    connect(motion_, &QComboBox::activated, this, [this](int row) {
        preferences_.setMotion(static_cast<MotionChoice>(row));
        Q_EMIT motionChosen();
    });
}

void PreferencesDialog::retranslate() {
    setWindowTitle(tr("Preferences"));
    const auto name = [this](QWidget* field, const QString& text) {
        auto* label = qobject_cast<QLabel*>(form_->labelForField(field));
        if (label) label->setText(text);
        field->setAccessibleName(text);
    };
    name(language_, tr("Language"));
    name(theme_, tr("Theme"));
    name(presenting_, tr("Theme when presenting"));
    name(motion_, tr("Motion"));
    name(memory_, tr("Memory for going back"));
    budget_->setAccessibleName(memory_->accessibleName());
    setMemoryUsed(memoryUsed_);
    const QStringList themes{tr("As the desktop"), tr("Light"), tr("Dark")};
    const auto fill = [](QComboBox* box, const QStringList& entries, int row) {
        const QSignalBlocker quiet(box);
        box->clear();
        box->addItems(entries);
        box->setCurrentIndex(row);
    };
    fill(theme_, themes, static_cast<int>(preferences_.theme()));
    fill(presenting_, themes, static_cast<int>(preferences_.presentingTheme()));
    fill(motion_, {tr("As the desktop"), tr("Everything moves"), tr("Reduced: short fades")},
         static_cast<int>(preferences_.motion()));
    language_->setCurrentIndex(language_->findData(preferences_.language()));
    autosave_->setText(tr("What was changed is kept every 30 seconds in %1, never over your own "
                          "file, and offered again after a crash.")
                           .arg(preferences_.folder()));
}

void PreferencesDialog::setMemoryUsed(std::size_t bytes) {
    memoryUsed_ = bytes;
    used_->setText(
        tr("%1 MiB in use")
            .arg(QLocale(preferences_.language()).toString(double(bytes) / (1 << 20), 'f', 1)));
}

void PreferencesDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

} // namespace maqueta::app
