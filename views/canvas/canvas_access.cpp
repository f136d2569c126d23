#include "views/canvas/canvas_access.h"

#include "views/canvas/canvas_scene.h"
#include "views/canvas/canvas_view.h"
#include "views/canvas/words.h"
#include "views/style/texts.h"

#include <QAccessibleWidget>

namespace maqueta::views {
namespace {

QAccessible::Role roleOf(Part::Kind kind) {
    switch (kind) {
    case Part::Kind::Machine: return QAccessible::Grouping;
    case Part::Kind::Process: return QAccessible::Indicator;
    case Part::Kind::Pod:
    case Part::Kind::Snapshot:
    case Part::Kind::Deployment: return QAccessible::ListItem;
    case Part::Kind::Tray:
    case Part::Kind::Shelf: return QAccessible::List;
    case Part::Kind::Fault: return QAccessible::AlertMessage;
    case Part::Kind::Network:
    case Part::Kind::None: break;
    }
    return QAccessible::Graphic;
}

// One part. Valid as long as the picture has it.
class PartAccess final : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    PartAccess(CanvasView* canvas, Part part) : canvas_(canvas), part_(std::move(part)) {}

    bool isValid() const override { return canvas_ && !canvas_->boxOf(part_).isNull(); }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessibleInterface* parent() const override {
        return QAccessible::queryAccessibleInterface(canvas_);
    }
    QString text(QAccessible::Text kind) const override {
        if (!isValid()) return {};
        if (kind == QAccessible::Name) return partName(part_);
        if (kind == QAccessible::Description) return canvas_->spoken(part_);
        return {};
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override {
        const QRect inView = canvas_->mapFromScene(canvas_->boxOf(part_)).boundingRect();
        return {canvas_->viewport()->mapToGlobal(inView.topLeft()), inView.size()};
    }
    QAccessible::Role role() const override { return roleOf(part_.kind); }
    QAccessible::State state() const override {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.focusable = state.selectable = true;
        state.focused = canvas_->focusedPart() == part_ && canvas_->hasFocus();
        state.selected = canvas_->selection().contains(part_);
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        if (type == QAccessible::ActionInterface)
            return static_cast<QAccessibleActionInterface*>(this);
        return nullptr;
    }

    QStringList actionNames() const override {
        return {pressAction(), setFocusAction(), showMenuAction()};
    }
    void doAction(const QString& name) override {
        if (!isValid()) return;
        canvas_->setFocusedPart(part_);
        if (name == pressAction()) {
            canvas_->select({part_});
            Q_EMIT canvas_->activated(part_);
        } else if (name == showMenuAction()) {
            Q_EMIT canvas_->contextMenuWanted(part_, rect().center());
        }
    }
    QStringList keyBindingsForAction(const QString& name) const override {
        if (name == pressAction()) return {QStringLiteral("Return")};
        if (name == showMenuAction()) return {QStringLiteral("Menu")};
        return {};
    }

private:
    CanvasView* canvas_;
    Part part_;
};

class CanvasAccess final : public QAccessibleWidget {
public:
    explicit CanvasAccess(CanvasView* canvas)
        : QAccessibleWidget(canvas, QAccessible::Canvas), canvas_(canvas) {}
    ~CanvasAccess() override {
        for (const auto& [part, id] : known_) QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return int(canvas_->parts().size()); }
    QAccessibleInterface* child(int index) const override {
        const QVector<Part> parts = canvas_->parts();
        return index >= 0 && index < parts.size() ? interfaceOf(parts[index]) : nullptr;
    }
    int indexOfChild(const QAccessibleInterface* child) const override {
        const QVector<Part> parts = canvas_->parts();
        for (int i = 0; i < parts.size(); ++i)
            if (interfaceOf(parts[i]) == child) return i;
        return -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        const Part part = canvas_->partAt(canvas_->viewport()->mapFromGlobal(QPoint(x, y)));
        return part ? interfaceOf(part) : nullptr;
    }
    QAccessibleInterface* focusChild() const override {
        const Part part = canvas_->focusedPart();
        return part && canvas_->hasFocus() ? interfaceOf(part) : nullptr;
    }

private:
    QAccessibleInterface* interfaceOf(const Part& part) const {
        forgetTheGone();
        for (const auto& [known, id] : known_)
            if (known == part) return QAccessible::accessibleInterface(id);
        auto* made = new PartAccess(canvas_, part);
        known_.append({part, QAccessible::registerAccessibleInterface(made)});
        return made;
    }
    void forgetTheGone() const {
        known_.removeIf([this](const std::pair<Part, QAccessible::Id>& entry) {
            if (!canvas_->boxOf(entry.first).isNull()) return false;
            QAccessible::deleteAccessibleInterface(entry.second);
            return true;
        });
    }

    CanvasView* canvas_;
    mutable QVector<std::pair<Part, QAccessible::Id>> known_;
};

QAccessibleInterface* canvasAccess(const QString&, QObject* object) {
    auto* canvas = qobject_cast<CanvasView*>(object);
    return canvas ? new CanvasAccess(canvas) : nullptr;
}

} // namespace

void installCanvasAccess() {
    QAccessible::installFactory(canvasAccess);
}

} // namespace maqueta::views
