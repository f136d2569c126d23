// Everything that moves, in two items above the rest: tokens below, flying pods, crowns and keys
// above, and between them the bridges under which roads pass. They draw the scene's pose and know
// nothing themselves.
#pragma once

#include "diagram/pose.h"
#include "views/canvas/items/part_item.h"

namespace maqueta::views {

class TokensItem final : public PartItem {
public:
    explicit TokensItem(const CanvasScene& scene) : PartItem(scene, {}, Level::Token) {}
    QString spoken() const override { return {}; }
    bool inFocus() const override { return true; }

protected:
    void draw(Drawing& d) override;

private:
    void drawToken(Drawing& d, const diagram::Token& token);
    void drawMissed(Drawing& d, const diagram::MissedHeartbeats& missed, QPointF at);
    void drawWords(Drawing& d, const diagram::Token& token);
    QVector<QRectF> placesFor(QPointF at, QSizeF size) const;
    void drawLabel(Drawing& d, QPointF at, const QString& text);
    // On a card chips leave a token just room enough for itself.
    const diagram::ControlPlaneCard* cardAt(QPointF at) const;
    void drawCount(Drawing& d, QPointF at, const QString& text, double scale);
    bool isFree(const QRectF& place) const;
    bool onOther(QPointF own, const QRectF& place) const; // another token

    QVector<QRectF> tokens_; // of this drawing
    QVector<QRectF> glyphs_; // crowns, keys and whatever else lies above tokens
    QVector<QRectF> labels_; // of this drawing, so that none covers another
};

class GlyphsItem final : public PartItem {
public:
    explicit GlyphsItem(const CanvasScene& scene) : PartItem(scene, {}, Level::Glyph) {}
    QString spoken() const override { return {}; }
    bool inFocus() const override { return true; }

protected:
    void draw(Drawing& d) override;

private:
    void drawFlights(Drawing& d);
    void drawRings(Drawing& d); // named waits
    void drawMembers(Drawing& d);
};

// Where chips of that kind have room for their names alone, crowns and keys sit on their corners.
bool headsOnCorners(const CanvasScene& scene, cluster::ProcessKind kind);
// Where this crown or key is drawn, in units of the scene.
QPointF headPlace(const CanvasScene& scene, const diagram::HeadGlyph& glyph);

// Where the sign of missed heartbeats stands: on the machine's road, nearer to the highway where a
// fault's badge has its place.
QPointF missedPlace(const CanvasScene& scene, const diagram::MissedHeartbeats& missed,
                    const QVector<QRectF>& badges);
// Of the faults, as they stand on the picture.
QVector<QRectF> badgesOf(const CanvasScene& scene);

} // namespace maqueta::views
