// NodePorts: a port of the node serves one pod only (pkg/scheduler/framework/plugins/nodeports).
#include "scheduler/plugins/plugins.h"

namespace maqueta::scheduler {
namespace {

class NodePorts final : public PluginOf<NodePorts> {
public:
    using PluginOf::PluginOf;
    Status preFilter(NodeNames&) override {
        return facts().ports.empty() ? Status::skipped() : Status{};
    }
    Status filter(const NodeInfo& node) const override {
        for (const HostPort& wanted : facts().ports)
            for (const HostPort& used : *node.ports)
                if (wanted.conflicts(used))
                    return Status::unschedulable(
                        "node(s) didn't have free ports for the requested pod ports");
        return {};
    }
};

} // namespace

std::unique_ptr<Plugin> makeNodePorts(const Attempt& attempt) {
    return std::make_unique<NodePorts>(attempt);
}

} // namespace maqueta::scheduler
