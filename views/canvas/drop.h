// What can be dropped where, and what the label at the pointer says before release.
#pragma once

#include "cluster/picture.h"
#include "views/canvas/part.h"

class QMimeData;

namespace maqueta::views {

struct DropVerdict {
    bool accepted = false;
    QString says; // what will happen, or why it cannot
};

// `item` as in the MIME type's JSON; `target` may be none: empty ground.
DropVerdict judgeDrop(const QString& item, const Part& target, const cluster::Picture& picture);

// The item of a drag; empty when it is none of ours.
QString draggedItem(const QMimeData* data);

} // namespace maqueta::views
