// What can be dropped where, and what the label at the pointer says before release.
#pragma once

#include "cluster/picture.h"
#include "views/canvas/part.h"

#include <QVector>

#include <optional>

class QMimeData;

namespace maqueta::views {

struct DropVerdict {
    bool accepted = false;
    QString says;        // what will happen, or why it cannot
    bool ground = false; // it is not meant for one part: the whole picture takes it
};

// What the plugins of the Scheduler say of a node, for the pod that is dragged.
struct NodeOpinion {
    QString node;
    bool fits = false;
    qint64 points = 0;
    bool best = false; // none has more points
    bool tied = false; // nor has it alone so many: chance chooses
    QString why = {};  // of a node that is ruled out
};

struct DropContext {
    bool pinned = false; // Shift is held
    QVector<NodeOpinion> opinions;

    const NodeOpinion* of(const QString& node) const {
        for (const NodeOpinion& opinion : opinions)
            if (opinion.node == node) return &opinion;
        return nullptr;
    }
};

bool isWorkload(const QString& item); // a pod or something that makes pods
// The role of a machine that is dragged from the palette.
std::optional<cluster::Role> newMachineOf(const QString& item);

// `item` as in the MIME type's JSON; `target` may be none: empty ground.
DropVerdict judgeDrop(const QString& item, const Part& target, const cluster::Picture& picture,
                      const DropContext& context = {});

// The item of a drag; empty when it is none of ours.
QString draggedItem(const QMimeData* data);

} // namespace maqueta::views
