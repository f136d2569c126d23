// The persistent volume controller: binds claims to volumes that fit, and says what became of both
// (pkg/controller/volume/persistentvolume/pv_controller.go).
//
// Volumes are never made or destroyed here: what provisions and deletes them is a driver outside of
// Kubernetes, and none is simulated.
#pragma once

#include "controllers/loop/registry.h"
#include "controllers/loop/sync.h"

namespace maqueta::controllers {

// When everything is looked at again, whatever was heard; never while there is nothing.
struct VolumeResync {
    sim::Time next = sim::Time::never();
};

void onChangeForVolumes(Step& step, api::Kind kind, const api::Versioned& before,
                        const api::Versioned& now);
sim::Time nextVolumeTick(const State& state);
void tickVolumes(Step& step);
Outcome reconcileClaim(Sync& sync);
Outcome reconcileVolume(Sync& sync);

} // namespace maqueta::controllers
