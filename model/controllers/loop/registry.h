// The controllers of the controller manager, one line each in one table, and their reconcile loops,
// one line each in another (registry.cpp).
#pragma once

#include "api/client.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace maqueta::controllers {

class Step;
class Sync;
struct State;
struct Options;
enum class Outcome : std::uint8_t;

enum class Component : std::uint8_t {
    Deployment,
    ReplicaSet,
    Node,
    TaintEviction,
    PodGc,
    GarbageCollector,
    Namespace,
    NodeIpam,
    Disruption,
    PersistentVolume,
    VolumeProtection,
    Count
};

// Work queues: a controller has one or more.
enum class Loop : std::uint8_t {
    Deployment,
    ReplicaSet,
    NodeTaints,  // NoSchedule taints by condition
    NodeHealth,  // a silent node's conditions, and its pods' readiness
    NodeExecute, // NoExecute taints
    NodePods,    // pods that changed on a node that is not ready
    TaintEviction,
    PodGc,
    GarbageDelete,
    GarbageOrphan,
    Namespace,
    NodeIpam,
    Disruption,
    Claims,
    Volumes,
    Protection,
    Count
};

struct ControllerInfo {
    Component component = Component::Count;
    std::string_view name; // as source of events and as user agent
    // Each may be nullptr. `start`: every informer is synced. `onChange`: see api::Sink.
    // `nextTick`/`onTick`: work that comes with time.
    void (*start)(Step&) = nullptr;
    void (*onChange)(Step&, api::Kind, const api::Versioned&, const api::Versioned&) = nullptr;
    sim::Time (*nextTick)(const State&) = nullptr;
    void (*onTick)(Step&) = nullptr;
};

struct LoopInfo {
    Loop loop = Loop::Count;
    Component component = Component::Count;
    int Options::*workers = nullptr;
    Outcome (*reconcile)(Sync&) = nullptr;
    int mostRetries = 0; // then the key is dropped; 0 = never
};

std::span<const ControllerInfo> controllers();
const ControllerInfo& info(Component component);
std::span<const LoopInfo> loops();
const LoopInfo& info(Loop loop);

} // namespace maqueta::controllers
