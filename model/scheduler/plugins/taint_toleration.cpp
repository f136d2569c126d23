// TaintToleration: taints that the pod does not tolerate keep it away, or, as PreferNoSchedule,
// make the node less welcome (pkg/scheduler/framework/plugins/tainttoleration).
#include "scheduler/framework/matching.h"
#include "scheduler/plugins/plugins.h"

namespace maqueta::scheduler {
namespace {

class TaintToleration final : public PluginOf<TaintToleration> {
public:
    using PluginOf::PluginOf;

    Status filter(const NodeInfo& node) const override {
        if (!node.tainted) return {};
        const api::Taint* taint = untoleratedTaint(*node.node, *pod().spec);
        if (!taint) return {};
        return Status::unresolvable("node(s) had untolerated taint {" + taint->key + ": " +
                                    taint->value + "}");
    }

    Status preScore(Nodes) override {
        preferring_.clear();
        for (const api::Toleration& toleration : pod().spec->tolerations)
            if (toleration.effect.empty() || toleration.effect == "PreferNoSchedule")
                preferring_.push_back(toleration);
        return {};
    }

    // The number of PreferNoSchedule taints that the pod does not tolerate.
    void score(Nodes nodes, Scores scores) const override {
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            scores[i] = 0;
            if (!nodes[i]->tainted) continue;
            for (const api::Taint& taint : *nodes[i]->node->taints)
                if (taint.effect == "PreferNoSchedule" && !tolerates(preferring_, taint))
                    ++scores[i];
        }
    }
    void normalize(Nodes, Scores scores) const override { normalizeByGreatest(scores, true); }

private:
    std::vector<api::Toleration> preferring_;
};

} // namespace

std::unique_ptr<Plugin> makeTaintToleration(const Attempt& attempt) {
    return std::make_unique<TaintToleration>(attempt);
}

} // namespace maqueta::scheduler
