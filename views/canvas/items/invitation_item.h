// The one note that asks a newcomer to try something.
#pragma once

#include "diagram/layout.h"
#include "views/canvas/items/part_item.h"

#include <QStringList>

namespace maqueta::views {

// The invitation, where it stands.
struct Note {
    QRectF place;
    QStringList lines; // the last one says what to do
};
// Its words in two lines, or in three where that makes it narrow enough for a free place.
Note noteFor(const CanvasScene& scene, Drawing& d, const QRectF& card);
// The card that the invitation points at; null = there is no invitation.
const diagram::ControlPlaneCard* invitedCard(const CanvasScene& scene);

// Points at a machine's power switch: try it.
class InvitationItem final : public PartItem {
public:
    explicit InvitationItem(const CanvasScene& scene) : PartItem(scene, {}, Level::Note) {}
    QString spoken() const override { return {}; }
    bool inFocus() const override { return true; }

protected:
    void draw(Drawing& d) override;
};

} // namespace maqueta::views
