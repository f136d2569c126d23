// What is read from PersistentVolumeClaims, PersistentVolumes and StorageClasses
// (staging/src/k8s.io/api/{core,storage}/v1/types.go), and how a claim and a volume fit one another
// (staging/src/k8s.io/component-helpers/storage/volume/pv_helpers.go).
//
// The objects are kept as JSON; these are plain copies of the fields that decide something, made
// when somebody asks. Both the scheduler and the volume controller decide by them.
#pragma once

#include "api/kinds/node.h"
#include "api/kinds/pod.h"
#include "api/object.h"
#include "api/selector.h"
#include "base/quantity.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace maqueta::api {

// Annotations of the binding's steps.
namespace names {
inline constexpr std::string_view bindCompleted = "pv.kubernetes.io/bind-completed";
inline constexpr std::string_view boundByController = "pv.kubernetes.io/bound-by-controller";
inline constexpr std::string_view selectedNode = "volume.kubernetes.io/selected-node";
inline constexpr std::string_view noProvisioner = "kubernetes.io/no-provisioner";
// Finalizers that admission gives every claim and volume.
inline constexpr std::string_view claimProtection = "kubernetes.io/pvc-protection";
inline constexpr std::string_view volumeProtection = "kubernetes.io/pv-protection";
} // namespace names

struct VolumeClaim {
    Text ns, name, uid;
    Text className;        // of the annotation or of the spec; empty = none
    bool hasClass = false; // it names one, be it the empty one: then it gets no other
    Text volumeName;
    std::vector<Text> accessModes;
    base::Quantity request; // of storage
    Text volumeMode;        // "Filesystem" or "Block"
    std::optional<LabelSelector> selector;
    Text phase;        // "Pending", "Bound", "Lost"
    Text selectedNode; // where the scheduler wants the volume; empty = it did not say
    bool bindCompleted = false;
    bool terminating = false;

    bool fullyBound() const { return !volumeName.empty() && bindCompleted; }
    bool hasMode(std::string_view mode) const;
};
VolumeClaim readClaim(const Object& claim);
// The claims that a pod mounts, of generic ephemeral volumes too.
std::vector<Text> claimsOf(const Pod& pod);
bool mountsClaim(const Pod& pod, std::string_view claim);

struct ClaimReference {
    Text ns, name, uid;
};
struct Volume {
    Text name, uid;
    Text className;
    StringMap labels;
    std::vector<Text> accessModes;
    base::Quantity capacity;
    Text volumeMode;
    Text reclaimPolicy;
    std::optional<ClaimReference> claim;
    std::optional<std::vector<NodeSelectorTerm>> nodes; // required node affinity
    Text phase; // "Available", "Bound", "Released", "Failed", "Pending"
    bool terminating = false;

    // Whether it is bound to this claim already, by a person or by the controller.
    bool belongsTo(const VolumeClaim& claim) const;
    bool reachableFrom(const Node& node) const;
};
Volume readVolume(const Object& volume);

struct TopologyTerm {
    std::vector<Requirement> labels;
};
struct StorageClass {
    Text provisioner;
    Text bindingMode; // empty when it is not set
    Text reclaimPolicy;
    std::vector<TopologyTerm> allowedTopologies;

    bool waitsForConsumer() const { return bindingMode == "WaitForFirstConsumer"; }
    bool provisions() const { return !provisioner.empty() && provisioner != names::noProvisioner; }
    bool allows(const Node& node) const;
};
StorageClass readStorageClass(const Object& storageClass);
// The class that claims get which name none: of those that are marked as default the newest, of
// equally old ones the first by name (pkg/volume/util/storageclass.go). The better one of `best`,
// which may be nullptr, and the candidate.
const Object* betterDefault(const Object* best, const Object& candidate);

// FindMatchingVolume: the volume that is bound to the claim, or the smallest that would do; its
// index in `volumes`. `node`: the scheduler's path, where the volume must be reachable from it.
// Without one, a claim that waits for its first consumer takes only what is bound to it.
std::optional<std::size_t> findMatchingVolume(const VolumeClaim& claim,
                                              std::span<const Volume> volumes, const Node* node,
                                              std::span<const Text> taken, bool delayed);
} // namespace maqueta::api
