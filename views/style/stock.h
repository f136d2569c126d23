// What a window draws in every frame, kept ready: words that are shaped, and shapes as pixels.
//
// Owned by whoever draws into a window over many frames, and lent to its Look. It never alters a
// picture beyond an eighth of a pixel; without one everything is drawn anew, as vectors. Bounded:
// what was not needed for long is forgotten with the rest when it is full.
#pragma once

#include <QFont>
#include <QHash>
#include <QList>
#include <QPixmap>
#include <QStaticText>

namespace maqueta::views {

// A text as it is drawn: cut where it is too long, and shaped.
struct Lettering {
    QString shown;
    double width = 0;
    double ascent = 0;
    QFont font;
    QStaticText shaped;
};

class Stock {
public:
    // What tells one text from another.
    struct TextKey {
        QString text;
        int px = 0;
        int weight = 0;
        bool mono = false;
        double widest = 0;

        friend bool operator==(const TextKey&, const TextKey&) = default;
        friend size_t qHash(const TextKey& key, size_t seed) {
            return qHashMulti(seed, key.text, key.px, key.weight, key.mono, key.widest);
        }
    };
    // Everything that tells one shape from another, as numbers.
    using ShapeKey = QList<qint64>;

    // Null when it is not there yet. Valid until something is added.
    const Lettering* lettering(const TextKey& key) const;
    const Lettering& add(const TextKey& key, Lettering lettering);
    const QPixmap* shape(const ShapeKey& key) const;
    const QPixmap& add(const ShapeKey& key, QPixmap shape);

private:
    QHash<TextKey, Lettering> texts_;
    QHash<ShapeKey, QPixmap> shapes_;
    qint64 bytes_ = 0; // of the shapes
};

} // namespace maqueta::views
