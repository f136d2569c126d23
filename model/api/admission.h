// What admission adds to pods and refuses (plugin/pkg/admission: defaulttolerationseconds,
// priority, serviceaccount).
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
};

// Completes the pod, or says why it may not be. The spec is replaced, not edited, when the memo
// knows it.
std::optional<Failure> admitPod(Pod& pod, const AdmissionConfig& config, const ObjectSource* source,
                                AdmissionMemo* memo);

} // namespace maqueta::api
