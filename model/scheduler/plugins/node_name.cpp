// NodeName: a pod that names its node goes there or nowhere
// (pkg/scheduler/framework/plugins/nodename).
#include "scheduler/plugins/plugins.h"

namespace maqueta::scheduler {
namespace {

class NodeName final : public PluginOf<NodeName> {
public:
    using PluginOf::PluginOf;
    Status preFilter(NodeNames&) override {
        return pod().nodeName.empty() ? Status::skipped() : Status{};
    }
    Status filter(const NodeInfo& node) const override {
        if (pod().nodeName == node.name()) return {};
        return Status::unresolvable("node(s) didn't match the requested node name");
    }
};

} // namespace

std::unique_ptr<Plugin> makeNodeName(const Attempt& attempt) {
    return std::make_unique<NodeName>(attempt);
}

} // namespace maqueta::scheduler
