// What can be preferred, on one page: language, theme, motion, memory for going back in time. Every
// choice takes effect at once.
#pragma once

#include "app/window/preferences.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

namespace maqueta::app {

class PreferencesDialog : public QDialog {
    Q_OBJECT

public:
    PreferencesDialog(Preferences& preferences, QWidget* parent);
    // What going back in time takes at the moment, in bytes.
    void setMemoryUsed(std::size_t bytes);

Q_SIGNALS:
    void themeChosen();
    void motionChosen();
    void memoryBudgetChosen();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    Preferences& preferences_;
    QFormLayout* form_;
    QComboBox* language_;
    QComboBox* theme_;
    QComboBox* presenting_;
    QComboBox* motion_;
    QWidget* memory_; // how much may be used, and how much is
    QSpinBox* budget_;
    QLabel* used_;
    std::size_t memoryUsed_ = 0;
    QLabel* autosave_;
};

} // namespace maqueta::app
