// What admission adds to pods and claims, and refuses (plugin/pkg/admission:
// defaulttolerationseconds, priority, serviceaccount, storage/storageclass/setdefault).
#pragma once

#include "api/kinds/pod.h"
#include "api/protocol.h"

#include <optional>

namespace maqueta::api {

// Looks other objects up. The API server does it in its picture of the store.
class ObjectSource {
public:
    virtual ~ObjectSource() = default;
    virtual Versioned find(Kind kind, std::string_view ns, std::string_view name) const = 0;
    // The PriorityClass that says `globalDefault`, if one does; of several the lowest.
    virtual Versioned defaultPriorityClass() const { return {}; }
    // The StorageClass of claims that name none, if there is one.
    virtual Versioned defaultStorageClass() const { return {}; }
};

struct AdmissionConfig {
    bool defaultTolerationSeconds = true;
    std::int64_t notReadyTolerationSeconds = 300;    // --default-not-ready-toleration-seconds
    std::int64_t unreachableTolerationSeconds = 300; // --default-unreachable-toleration-seconds
    bool priority = true;
    bool serviceAccount = true; // the account's name
    bool tokenVolume = true;    // the volume with its token
    // A ServiceAccount that does not exist refuses the pod, except "default".
    bool requireServiceAccount = true;
};

// The last spec that came in and what it became: pods of one template share one spec. A shortcut
// that changes no result; copied with its server.
struct AdmissionMemo {
    sim::Cow<PodSpec> before;
    sim::Cow<PodSpec> after;
    bool mirror = false; // of a static pod
};

// Completes the pod, or says why it may not be. A pod that mounts its account's token does so from
// `tokenVolume` ("kube-api-access-x7k2p"). The spec is replaced, not edited, when the memo knows
// it.
std::optional<Failure> admitPod(Pod& pod, const AdmissionConfig& config, const ObjectSource* source,
                                AdmissionMemo* memo, std::string_view tokenVolume);
// A new PersistentVolumeClaim that names no class gets the default one.
void admitClaim(Object& claim, const ObjectSource* source);
// Holds for updates, too.
void addDefaultTolerations(PodSpec& spec, const AdmissionConfig& config);

} // namespace maqueta::api
