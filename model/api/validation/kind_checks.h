// The checks of one kind each, behind validation.h. An update's checks come after those of its
// metadata.
#pragma once

#include "api/kinds/deployment.h"
#include "api/kinds/event.h"
#include "api/kinds/lease.h"
#include "api/kinds/namespace.h"
#include "api/kinds/node.h"
#include "api/kinds/pod.h"
#include "api/kinds/replica_set.h"
#include "api/validation/checks.h"

namespace maqueta::api::validation {

void check(Checks& checks, const Pod& pod, const Json* tree);
void check(Checks& checks, const ReplicaSet& set, const Json* tree);
void check(Checks& checks, const Deployment& deployment, const Json* tree);
void check(Checks& checks, const Node& node);
void check(Checks& checks, const Namespace& ns);
void check(Checks& checks, const Lease& lease);
void check(Checks& checks, const Event& event);

void checkUpdate(Checks& checks, const Pod& before, const Pod& now, const Json* treeBefore,
                 const Json* tree);
void checkUpdate(Checks& checks, const ReplicaSet& before, const ReplicaSet& now, const Json* tree);
void checkUpdate(Checks& checks, const Deployment& before, const Deployment& now, const Json* tree);
void checkUpdate(Checks& checks, const Node& before, const Node& now);

void checkStatus(Checks& checks, const ReplicaSet& set);
void checkStatus(Checks& checks, const Deployment& before, const Deployment& now);

} // namespace maqueta::api::validation
