// How the window's menus and forms call a fault before it is there.
#pragma once

#include "cluster/fault.h"

#include <QString>

namespace maqueta::app {

QString faultName(cluster::FaultKind kind); // "Slow link"
QString unitOf(std::string_view unit);      // "ms", "%"

} // namespace maqueta::app
