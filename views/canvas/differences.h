// What is another one in two pictures of the same moment: machines, pods, leaders. Marked on both
// canvases when two branches are compared.
#pragma once

#include "cluster/picture.h"
#include "views/canvas/part.h"
#include "views/style/drawing.h"

#include <QVector>

#include <functional>

namespace maqueta::views {

// Those of `here` that `there` has not, or has otherwise.
QVector<Part> differences(const cluster::Picture& here, const cluster::Picture& there);

// A dashed frame around each, of cards its sides alone, and a sign beside machines and processes;
// `boxOf` in the painter's units.
void paintDifferences(Drawing& d, const QVector<Part>& parts,
                      const std::function<QRectF(const Part&)>& boxOf);

} // namespace maqueta::views
