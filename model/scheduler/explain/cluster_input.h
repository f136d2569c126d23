// A cluster that is given as plain API objects (a case, a dump of a real cluster, a test), made
// into what a decision looks at.
//
// Objects are taken as an API server that keeps them already: types are checked and what was left
// out gets its default, but nothing is admitted or reset. Pods that have ended hold nothing; pods
// without a node count only where preemption made room for them.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "scheduler/framework/explain.h"
#include "scheduler/framework/measurements.h"

#include <vector>

namespace maqueta::scheduler {

// The pod as the API would keep it, or what Kubernetes says to it: `Pod "web" is invalid: ...`.
base::Result<base::Ref<const api::Pod>> readIncomingPod(const base::Json& json);

class ClusterInput {
public:
    // Kinds that no decision looks at are left out silently; two objects of one name are refused.
    base::Status add(const base::Json& object);
    base::Status keep(const api::ObjectRef& object);
    void measure(const api::NodeUsage& usage) { measured_.set(usage); }
    // The pod that the question is about does not stand in its own way.
    void leaveOut(const api::Pod& pod);

    const Cache& cache() const { return cache_; }
    const Listers& listers() const { return listers_; }
    std::size_t pods() const { return pods_.size(); }
    // The pod as this cluster's API server would keep it: with its priority and the tolerations
    // that every pod gets.
    base::Result<base::Ref<const api::Pod>> admit(const base::Json& pod) const;
    // What in the pod means nothing in this cluster, though the API takes it.
    std::vector<std::string> remarks(const api::Pod& pod) const;
    // What this cluster's scheduler decides about a pod, all nodes looked at.
    Verdict decide(const api::Pod& pod, Scoring scoring = Scoring::LeastAllocated) const;

private:
    class Source;
    bool hasNamespaces() const;
    base::Status addNode(const api::ObjectRef& object);
    base::Status addPod(const api::ObjectRef& object);
    base::Status addOther(const api::ObjectRef& object);

    Cache cache_;
    Listers listers_;
    std::vector<NominatedPod> nominated_;
    Measurements measured_;
    std::vector<api::ObjectRef> priorityClasses_;
    sim::PersistentMap<Text, base::Ref<const api::Pod>> pods_; // by key
};

} // namespace maqueta::scheduler
