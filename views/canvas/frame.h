// One frame: everything that a picture of the cluster is a pure function of. Plain data that shares
// nothing with the world; a window, an export and a test draw the same frame the same way.
#pragma once

#include "cluster/picture.h"
#include "cluster/trace.h"
#include "diagram/cast.h"
#include "diagram/film.h"
#include "diagram/layout.h"
#include "views/canvas/part.h"

#include <QString>
#include <QVector>

#include <memory>
#include <vector>

namespace maqueta::views {

// What the strip below the canvas says; the bold half is the essence.
struct Caption {
    QString bold;
    QString rest;
    int beat = 0; // "beat 4 of 9"; 0 = not numbered
    int of = 0;   // 0 = not known yet
};

// An invitation that points at a machine's power switch.
struct Invitation {
    QString machine; // empty = none
    QString bold;
    QString rest;
};

struct Frame {
    std::shared_ptr<const cluster::Picture> picture; // at film->simulatedAt(movieMs)
    // Sorted by seq. What was sent or happened shortly before the picture's moment, and the beats
    // that opened waits which still run; more does no harm.
    std::shared_ptr<const std::vector<cluster::Transit>> transits;
    std::shared_ptr<const std::vector<cluster::Beat>> beats;
    std::shared_ptr<const diagram::MovieMap> film; // none: nothing moves
    std::shared_ptr<const diagram::Cast> cast;     // whose colour is which; may be none
    double movieMs = 0;
    Caption caption;
    Invitation invitation;
    QVector<Part> focus; // what to look at: everything else is dimmed; empty = everything counts
    std::shared_ptr<const diagram::LayoutOptions>
        layout;                 // positions that a person gave; may be none
    double speed = 1;           // above 4 hops are straight, above 8 only states change
    bool reducedMotion = false; // moves become fades
    bool settled = false;       // time stands still: what fades in or flashes is seen as it will be

    const diagram::LayoutOptions& options() const {
        static const diagram::LayoutOptions none;
        return layout ? *layout : none;
    }
};

} // namespace maqueta::views
