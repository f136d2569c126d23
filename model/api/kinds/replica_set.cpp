#include "api/kinds/replica_set.h"

#include "api/digest.h"

namespace maqueta::api {

void ReplicaSet::addContentTo(sim::Fingerprint& f) const {
    addTo(f, replicas);
    addTo(f, minReadySeconds);
    selector.addTo(f);
    addTo(f, *podTemplate);
    addTo(f, specRest);
    for (const std::int32_t number : {status.replicas, status.fullyLabeledReplicas,
                                      status.readyReplicas, status.availableReplicas})
        addTo(f, number);
    addTo(f, status.observedGeneration);
    addTo(f, status.conditions);
}

} // namespace maqueta::api
