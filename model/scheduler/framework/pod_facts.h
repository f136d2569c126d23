// What the scheduler reads out of a pod once, and then uses for every node: requests, host ports,
// terms over other pods, spread constraints, volumes (pkg/scheduler/framework/types.go, PodInfo).
//
// Immutable and shared by all pods of one template.
#pragma once

#include "api/kinds/pod.h"
#include "api/selector.h"
#include "base/ref.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace maqueta::scheduler {

using api::Text;

// framework.Resource: whole numbers, so that comparing costs nothing.
struct Amounts {
    std::int64_t milliCpu = 0;
    std::int64_t memory = 0;
    std::int64_t ephemeralStorage = 0;
    // Extended resources, huge pages and the like; sorted by name.
    using Scalars = std::vector<std::pair<Text, std::int64_t>>;
    sim::Cow<Scalars> scalars;

    std::int64_t scalar(std::string_view name) const;
    void add(const Amounts& other, std::int64_t sign);
    static Amounts of(const api::ResourceList& list);
};

struct HostPort {
    Text ip; // "0.0.0.0" = all addresses
    Text protocol;
    std::int32_t port = 0;
    bool conflicts(const HostPort& other) const;
    friend bool operator==(const HostPort&, const HostPort&) = default;
};

// One term of podAffinity or podAntiAffinity.
struct AffinityTerm {
    std::vector<Text> namespaces; // sorted
    std::optional<api::LabelSelector> namespaceSelector;
    std::optional<api::LabelSelector> selector; // absent = no pod
    Text topologyKey;
    std::int32_t weight = 0; // of a preferred term

    bool matches(const api::Pod& pod, const api::StringMap& namespaceLabels) const;
    friend bool operator==(const AffinityTerm&, const AffinityTerm&) = default;
};

struct SpreadConstraint {
    std::int32_t maxSkew = 1;
    std::int32_t minDomains = 1;
    Text topologyKey;
    bool hard = true;                           // DoNotSchedule; else ScheduleAnyway
    std::optional<api::LabelSelector> selector; // with matchLabelKeys; absent = no pod
    bool honorAffinity = true;                  // count only nodes that the pod's affinity allows
    bool honorTaints = false;                   // count only nodes whose taints it tolerates
};

struct PodVolume {
    Text claim; // of a PersistentVolumeClaim or an ephemeral volume
    bool ephemeral = false;
    base::JsonRef source; // the whole volume, where it is a disk of another sort
};

struct PodFacts : base::RefCounted {
    Amounts requests;
    // With the least that a container is taken to use when it asks for nothing: 100m, 200Mi
    // (pkg/scheduler/util/pod_resources.go). Only for scoring.
    std::int64_t nonZeroMilliCpu = 0;
    std::int64_t nonZeroMemory = 0;
    std::vector<HostPort> ports;
    std::vector<AffinityTerm> requiredAffinity;
    std::vector<AffinityTerm> requiredAntiAffinity;
    std::vector<AffinityTerm> preferredAffinity;
    std::vector<AffinityTerm> preferredAntiAffinity;
    bool hasSpreadConstraints = false;
    std::vector<SpreadConstraint> spread;
    std::vector<Text> images; // of all containers, with ":latest" where no tag is given
    std::vector<PodVolume> volumes;
    std::int32_t priority = 0;
    bool mayPreempt = true; // preemptionPolicy is not Never
    bool ownLabels = false; // something here depends on the pod's labels (matchLabelKeys) ...
    bool ownName = false;   // ... or on its name (ephemeral volumes)

    // PodsWithAffinity, PodsWithRequiredAntiAffinity.
    bool hasAffinity() const {
        return !requiredAffinity.empty() || !requiredAntiAffinity.empty() ||
               !preferredAffinity.empty() || !preferredAntiAffinity.empty();
    }
};
using PodFactsRef = base::Ref<const PodFacts>;

PodFactsRef readPodFacts(const api::Pod& pod);
// Whether the facts of one pod are those of the other, because both come of one template.
bool sameFacts(const api::Pod& a, const PodFacts& factsOfA, const api::Pod& b);

// An image's name as nodes report it: with a tag.
Text normalizedImage(std::string_view image);

} // namespace maqueta::scheduler
