// Everything that moves, in two items above the rest: tokens and flying pods below, crowns and keys
// above. They draw the scene's pose and know nothing themselves.
#pragma once

#include "views/canvas/items/part_item.h"

namespace maqueta::views {

class TokensItem final : public PartItem {
public:
    explicit TokensItem(const CanvasScene& scene) : PartItem(scene, {}, Level::Token) {}
    QString spoken() const override { return {}; }

protected:
    void draw(Drawing& d) override;

private:
    void drawToken(Drawing& d, const diagram::Token& token);
    void drawLabel(Drawing& d, const diagram::Token& token, const QColor& ink);
};

class GlyphsItem final : public PartItem {
public:
    explicit GlyphsItem(const CanvasScene& scene) : PartItem(scene, {}, Level::Glyph) {}
    QString spoken() const override { return {}; }

protected:
    void draw(Drawing& d) override;
};

// Points at a machine's power switch: try it.
class InvitationItem final : public PartItem {
public:
    explicit InvitationItem(const CanvasScene& scene) : PartItem(scene, {}, Level::Note) {}
    QString spoken() const override { return {}; }

protected:
    void draw(Drawing& d) override;
};

} // namespace maqueta::views
