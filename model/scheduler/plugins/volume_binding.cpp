// VolumeBinding: a node must reach the volumes that the pod's claims are bound to, and have, or be
// able to get, volumes for those that wait for their first consumer
// (pkg/scheduler/framework/plugins/volumebinding).
#include "scheduler/framework/pod_volumes.h"
#include "scheduler/plugins/plugins.h"

namespace maqueta::scheduler {
namespace {

class VolumeBinding final : public PluginOf<VolumeBinding> {
public:
    using PluginOf::PluginOf;

    Status preFilter(NodeNames&) override { return volumes_.read(attempt()); }
    Status filter(const NodeInfo& node) const override {
        VolumeChoice choice = volumes_.on(*node.node);
        if (choice.reasons.empty()) return {};
        return {Code::UnschedulableAndUnresolvable, {}, std::move(choice.reasons)};
    }

private:
    PodVolumes volumes_;
};

} // namespace

std::unique_ptr<Plugin> makeVolumeBinding(const Attempt& attempt) {
    return std::make_unique<VolumeBinding>(attempt);
}

} // namespace maqueta::scheduler
