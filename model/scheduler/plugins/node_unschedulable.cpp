// NodeUnschedulable: a cordoned node takes no pod that does not tolerate being there
// (pkg/scheduler/framework/plugins/nodeunschedulable).
#include "api/names.h"
#include "scheduler/framework/matching.h"
#include "scheduler/plugins/plugins.h"

namespace maqueta::scheduler {
namespace {

class NodeUnschedulable final : public PluginOf<NodeUnschedulable> {
public:
    using PluginOf::PluginOf;
    Status filter(const NodeInfo& node) const override {
        if (!node.unschedulable) return {};
        const api::Taint cordon{api::names::taintUnschedulable, {}, "NoSchedule", {}};
        if (tolerates(pod().spec->tolerations, cordon)) return {};
        return Status::unresolvable("node(s) were unschedulable");
    }
};

} // namespace

std::unique_ptr<Plugin> makeNodeUnschedulable(const Attempt& attempt) {
    return std::make_unique<NodeUnschedulable>(attempt);
}

} // namespace maqueta::scheduler
