#include "views/style/fonts.h"

#include <QStringList>

#include <algorithm>

namespace maqueta::views {
namespace {

QFont sized(const QStringList& families, double px, int weight, QFont::StyleHint hint) {
    QFont font(families);
    font.setStyleHint(hint);
    font.setHintingPreference(QFont::PreferNoHinting);
    // Grey edges: words lie on every colour here, and projectors have no subpixels to speak of.
    font.setStyleStrategy(QFont::NoSubpixelAntialias);
    font.setPixelSize(std::max(1, qRound(px)));
    font.setWeight(static_cast<QFont::Weight>(weight));
    return font;
}

} // namespace

QFont textFont(double px, int weight) {
    return sized({QStringLiteral("Inter"), QStringLiteral("sans-serif")}, px, weight,
                 QFont::SansSerif);
}

QFont monoFont(double px, int weight) {
    return sized({QStringLiteral("JetBrains Mono"), QStringLiteral("monospace")}, px, weight,
                 QFont::Monospace);
}

} // namespace maqueta::views
