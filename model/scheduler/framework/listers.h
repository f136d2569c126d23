// The other objects that a decision may look at, as tables by key: what the scheduler's informers
// hold, or what a dump of a cluster contains.
#pragma once

#include "api/kind.h"
#include "api/object.h"
#include "api/selector.h"
#include "store/value.h"

#include <array>
#include <string>
#include <string_view>

namespace maqueta::scheduler {

class Listers {
public:
    static constexpr std::array kinds{api::Kind::Namespace,
                                      api::Kind::Service,
                                      api::Kind::ReplicaSet,
                                      api::Kind::StatefulSet,
                                      api::Kind::ReplicationController,
                                      api::Kind::PodDisruptionBudget,
                                      api::Kind::PersistentVolume,
                                      api::Kind::PersistentVolumeClaim,
                                      api::Kind::StorageClass,
                                      api::Kind::CSINode};

    // The table holds at least all objects of the kind.
    void set(api::Kind kind, store::Table table);
    const store::Table& table(api::Kind kind) const;
    // nullptr when there is none.
    const api::Object* get(api::Kind kind, std::string_view ns, std::string_view name) const;
    template <class F>
    void forEach(api::Kind kind, std::string_view ns, F&& f) const {
        const base::Text prefix = api::prefixOf(kind, ns);
        const base::Text end = api::prefixEnd(prefix);
        const store::Table& all = table(kind);
        for (auto it = all.lowerBound(prefix); !it.atEnd() && it.key() < end; ++it)
            f(static_cast<const api::Object&>(*it.value().value));
    }

    // Empty when the namespace is not known.
    api::StringMap namespaceLabels(std::string_view ns) const;
    // The selector of the Services and of the workload that a pod belongs to; empty when there is
    // none (pkg/scheduler/framework/plugins/helper/spread.go, DefaultSelector).
    api::LabelSelector defaultSelector(const api::Object& pod) const;

private:
    std::array<store::Table, kinds.size()> tables_;
};

// `persistentvolumeclaim "data" not found`, as the real listers say it.
std::string notFound(api::Kind kind, std::string_view name);

} // namespace maqueta::scheduler
