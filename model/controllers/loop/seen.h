// What the controllers have seen of the cluster: the informers' pictures, indexes over them, and
// what is expected to be seen next. A copy costs a few counts; a reconcile works on one, so that
// it decides from one picture from its beginning to its end.
#pragma once

#include "api/client.h"
#include "api/kinds/deployment.h"
#include "api/kinds/lease.h"
#include "api/kinds/namespace.h"
#include "api/kinds/node.h"
#include "api/kinds/replica_set.h"
#include "api/names.h"
#include "controllers/garbage/graph.h"
#include "controllers/loop/expectations.h"

#include <vector>

namespace maqueta::controllers {

// A pod or a ReplicaSet as its owner's controller needs it, with what is asked of every one on each
// reconcile: a ReplicaSet of a thousand pods counts them without touching the pods.
struct Owned {
    api::Versioned object;
    Text controller; // its uid; empty = none
    api::StringMap labels;
    bool claimable = true; // of a pod: it is active
    bool ready = false;    // of a pod

    Owned() = default;
    explicit Owned(const api::Versioned& v);
};

class Seen {
public:
    // The object, or an empty Versioned.
    api::Versioned find(api::Kind kind, std::string_view ns, std::string_view name) const;
    template <class T>
    const T* get(std::string_view ns, std::string_view name) const {
        return api::objectCast<T>(find(T::kindOf, ns, name).object.get());
    }
    // Walks the objects of a kind in order of their keys.
    template <class F>
    void forEach(api::Kind kind, std::string_view ns, F&& f) const {
        if (const store::Table* table = tableOf(kind)) api::forEach(*table, kind, ns, f);
    }
    // Walks the pods and ReplicaSets whose controller has that uid; the empty uid means those of
    // the namespace that have none.
    template <class F>
    void forEachControlledBy(std::string_view uid, api::Kind kind, std::string_view ns,
                             F&& f) const {
        const std::uint64_t owner = hashOf(uid);
        for (auto it = controlled_.lowerBound(Controlled{owner, kind, {Text(ns), {}}});
             !it.atEnd() && it.key().owner == owner && it.key().kind == kind &&
             it.key().key.ns == ns;
             ++it)
            if (it.value().controller == uid) f(it.value());
    }
    // Walks the pods of a node in order of namespace and name.
    template <class F>
    void forEachPodOn(std::string_view node, F&& f) const {
        const Text name(node);
        for (auto it = onNode_.lowerBound(OnNode{name, {}}); !it.atEnd() && it.key().node == name;
             ++it)
            f(it.value());
    }
    // The names of nodes that pods are bound to, in order, whether or not such a node exists.
    template <class F>
    void forEachNodeWithPods(F&& f) const {
        auto it = onNode_.begin();
        while (!it.atEnd()) {
            const Text node = it.key().node;
            f(node);
            // The name that follows this one in order, whatever comes after it.
            it = onNode_.lowerBound(OnNode{node + std::string_view("\0", 1), {}});
        }
    }
    // Walks the nodes in order of name, each with its Lease in kube-node-lease or nullptr.
    template <class F>
    void forEachNodeWithLease(F&& f) const {
        const Text prefix = api::prefixOf(api::Kind::Lease, api::names::nodeLeaseNamespace);
        const Text end = api::prefixEnd(prefix);
        auto lease = leases_.lowerBound(prefix);
        forEach(api::Kind::Node, {}, [&](const api::Versioned& node) {
            const auto leaseOf = [&] {
                return static_cast<const api::Lease*>(lease.value().value.get());
            };
            while (!lease.atEnd() && lease.key() < end && leaseOf()->meta.name < node->meta.name)
                ++lease;
            const bool has =
                !lease.atEnd() && lease.key() < end && leaseOf()->meta.name == node->meta.name;
            f(node, has ? leaseOf() : nullptr);
        });
    }

    const Expectations& expectations() const { return expectations_; }
    Expectations& expectations() { return expectations_; }
    const Graph& graph() const { return graph_; }
    Graph& graph() { return graph_; }

    // Keeps the indexes in step with one change; called for every change in order.
    void onChange(api::Kind kind, const api::Versioned& before, const api::Versioned& now);
    // Takes over the informers' pictures; called before anybody looks.
    void refresh(const api::Client& client);

private:
    struct Controlled {
        std::uint64_t owner = 0; // of the controller's uid
        api::Kind kind = api::Kind::Other;
        Key key;
        friend auto operator<=>(const Controlled&, const Controlled&) = default;
    };
    struct OnNode {
        Text node;
        Key pod;
        friend auto operator<=>(const OnNode&, const OnNode&) = default;
    };
    static std::uint64_t hashOf(std::string_view uid);
    const store::Table* tableOf(api::Kind kind) const;

    store::Table pods_, replicaSets_, deployments_, nodes_, leases_, namespaces_;
    store::Table budgets_, claims_, volumes_, storageClasses_, statefulSets_,
        replicationControllers_;
    sim::PersistentMap<Controlled, Owned> controlled_;
    sim::PersistentMap<OnNode, api::Versioned> onNode_;
    Expectations expectations_;
    Graph graph_;
};

} // namespace maqueta::controllers
