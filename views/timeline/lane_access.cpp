#include "views/timeline/lane_access.h"

#include "views/timeline/timeline_lane.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include <algorithm>

namespace maqueta::views {
namespace {

constexpr double msASecond = 1000;

// In seconds of the film; the text tells the cluster's time.
class LaneAccess final : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit LaneAccess(TimelineLane* lane)
        : QAccessibleWidget(lane, QAccessible::Slider), lane_(lane) {}

    void* interface_cast(QAccessible::InterfaceType type) override {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface*>(this);
        return QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text what) const override {
        return what == QAccessible::Value ? lane_->valueText() : QAccessibleWidget::text(what);
    }
    QVariant currentValue() const override { return lane_->state().movieMs / msASecond; }
    void setCurrentValue(const QVariant& value) override {
        Q_EMIT lane_->scrubbed(std::clamp(value.toDouble() * msASecond, 0.0, lane_->state().shown));
    }
    QVariant maximumValue() const override { return lane_->state().shown / msASecond; }
    QVariant minimumValue() const override { return 0.0; }
    QVariant minimumStepSize() const override { return 0.001; }

private:
    TimelineLane* lane_;
};

QAccessibleInterface* makeLaneAccess(const QString&, QObject* object) {
    auto* lane = qobject_cast<TimelineLane*>(object);
    return lane ? new LaneAccess(lane) : nullptr;
}

} // namespace

void installLaneAccess() {
    QAccessible::installFactory(makeLaneAccess);
}

} // namespace maqueta::views
