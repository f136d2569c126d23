// What a person can point at on the canvas: an id by name, as scripts and documents say it.
#pragma once

#include "cluster/intervention.h"

#include <QMetaType>
#include <QString>

namespace maqueta::views {

struct Part {
    enum class Kind : quint8 {
        None,
        Machine,
        Process,
        Pod,
        Deployment,
        Network,
        Tray,
        Shelf,
        Snapshot,
        Fault
    };

    Kind kind = Kind::None;
    QString machine = {};                                         // Machine, Process
    cluster::ProcessKind process = cluster::ProcessKind::Kubelet; // Process
    QString ns = {};                                              // Pod, Deployment
    QString name = {};                                            // Pod, Deployment
    quint32 snapshot = 0; // its number on the shelf; of a Fault its index in Picture::faults

    friend bool operator==(const Part&, const Part&) = default;
    explicit operator bool() const { return kind != Kind::None; }
};

} // namespace maqueta::views

Q_DECLARE_METATYPE(maqueta::views::Part)
