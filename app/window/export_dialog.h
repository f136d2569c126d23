// Before a picture leaves the window: in which format, what of the cluster, and how it is drawn,
// with a preview of just that. What was chosen last is chosen the next time.
//
// It shows the moment at which it was opened, whatever the film does meanwhile.
#pragma once

#include "app/picture/film.h"
#include "app/window/preferences.h"
#include "views/export/picture_export.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTimer>

#include <memory>

namespace maqueta::app {

// What the window shows when somebody asks for a picture of it.
struct ExportScene {
    std::shared_ptr<const views::ExportSource> source;
    QVector<views::Part> selected;
    QRectF view;     // what is in sight, in units of the scene
    double zoom = 1; // of the view
    views::Theme theme = views::Theme::Light;
};

class ExportDialog : public QDialog {
    Q_OBJECT

public:
    ExportDialog(Preferences& preferences, ExportScene scene, QWidget* parent);

    views::PictureFormat format() const;
    views::PictureOptions options() const;
    FilmOptions film() const;

    void accept() override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class What { Everything, Selected, View };

    void addField(const QString& name, QWidget* field);
    void fill();
    void recall();
    void recallScale();
    What what() const;
    void changed();
    void offerWhat();
    void showPreview();
    void showText();
    void showPicture();

    Preferences& preferences_;
    const ExportScene scene_;
    QFormLayout* form_;
    QComboBox* format_;
    QComboBox* what_;
    QComboBox* theme_;
    QComboBox* scale_;
    QSpinBox* length_;
    QCheckBox* transparent_;
    QCheckBox* legend_;
    QCheckBox* caption_;
    QCheckBox* document_;
    QLabel* size_;
    QStackedWidget* previews_;
    QLabel* preview_;
    QPlainTextEdit* text_;
    QTimer later_; // a preview is drawn once nothing changes any more
};

} // namespace maqueta::app
