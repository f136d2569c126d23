// What can be dragged onto the cluster: machines, things that break, workloads. A strip of icons
// that opens to a list. A click arms an item for the next click on the canvas; a double click or
// Enter uses it on what is selected.
#pragma once

#include "views/style/theme.h"

#include <QListWidget>
#include <QToolButton>
#include <QWidget>

namespace maqueta::views {

class PaletteList final : public QListWidget {
    Q_OBJECT

public:
    explicit PaletteList(QWidget* parent) : QListWidget(parent) {}
    void setReducedMotion(bool reduced) { reducedMotion_ = reduced; }

protected:
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QList<QListWidgetItem*>& items) const override;
    void startDrag(Qt::DropActions actions) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    // What is dragged; where a heading was pressed, not what is current.
    QPersistentModelIndex pressed_;
    bool reducedMotion_ = false;
};

class PaletteView : public QWidget {
    Q_OBJECT

public:
    explicit PaletteView(QWidget* parent = nullptr);

    void setTheme(Theme theme);
    void setOpen(bool open);
    bool isOpen() const { return open_; }
    void setReducedMotion(bool reduced) { list_->setReducedMotion(reduced); }
    // The item that the next click on the canvas places; empty = none.
    QString armed() const { return armed_; }
    void disarm();
    // The place of an item, for tests.
    QRect rectOf(const QString& item) const;
    QWidget* viewport() const { return list_->viewport(); }

Q_SIGNALS:
    void armedChanged(const QString& item);
    void used(const QString& item);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void fill();

    PaletteList* list_;
    QToolButton* fold_;
    Theme theme_ = Theme::Light;
    bool open_ = true;
    QString armed_;
};

} // namespace maqueta::views
