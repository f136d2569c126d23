// What a line at the prompt means: a question that the API server's picture answers at once, or an
// act that is asked of the cluster like any other, so that undo and the journal know it.
//
// The words, tables and refusals are kubectl's own. What this model lacks (logs, exec) it
// says.
#pragma once

#include "cluster/world.h"

#include <QString>

#include <optional>

namespace maqueta::app {

struct KubectlAnswer {
    QString text;                             // to be printed at once; may be empty
    std::optional<cluster::Intervention> act; // its answer comes with the cluster's time
};

// `world` is the displayed moment. Files are read from the folder that the program runs in.
KubectlAnswer kubectl(const QString& line, const cluster::World& world);

// What kubectl prints when the API has answered: "deployment.apps/web scaled".
QString kubectlOutcome(const cluster::Intervention& act, const cluster::Beat& answered);

} // namespace maqueta::app
