// NodeAffinity: nodeSelector and required terms rule nodes out, preferred terms rank them
// (pkg/scheduler/framework/plugins/nodeaffinity).
#include "scheduler/framework/matching.h"
#include "scheduler/plugins/plugins.h"

#include <algorithm>
#include <iterator>

namespace maqueta::scheduler {
namespace {

class NodeAffinity final : public PluginOf<NodeAffinity> {
public:
    using PluginOf::PluginOf;

    Status preFilter(NodeNames& only) override {
        const api::PodSpec& spec = *pod().spec;
        if (!hasRequiredNodeAffinity(spec)) return Status::skipped();
        if (!spec.nodeAffinity->required || spec.nodeAffinity->required->empty()) return {};
        only = namedNodes(*spec.nodeAffinity->required);
        if (only && only->empty()) return Status::unresolvable("pod affinity terms conflict");
        return {};
    }

    Status filter(const NodeInfo& node) const override {
        if (matchesRequiredNodeAffinity(*pod().spec, *node.node)) return {};
        return Status::unresolvable("node(s) didn't match Pod's node affinity/selector");
    }

    Status preScore(Nodes) override {
        return pod().spec->nodeAffinity->preferred.empty() ? Status::skipped() : Status{};
    }
    // The sum of the weights of the terms that match.
    void score(Nodes nodes, Scores scores) const override {
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            scores[i] = 0;
            for (const api::PreferredNodeTerm& preferred : pod().spec->nodeAffinity->preferred)
                if (preferred.weight != 0 && matches(preferred.term, *nodes[i]->node))
                    scores[i] += preferred.weight;
        }
    }
    void normalize(Nodes, Scores scores) const override { normalizeByGreatest(scores, false); }

private:
    // The nodes that the terms name, when every term names some.
    static NodeNames namedNodes(const std::vector<api::NodeSelectorTerm>& terms) {
        std::vector<Text> all;
        for (const api::NodeSelectorTerm& term : terms) {
            std::optional<std::vector<Text>> named;
            for (const api::Requirement& field : term.matchFields) {
                if (field.key != "metadata.name" || field.op != api::SelectorOperator::In) continue;
                std::vector<Text> values = field.values;
                std::sort(values.begin(), values.end());
                if (!named) {
                    named = std::move(values);
                    continue;
                }
                std::vector<Text> both;
                std::set_intersection(named->begin(), named->end(), values.begin(), values.end(),
                                      std::back_inserter(both));
                named = std::move(both);
            }
            if (!named) return std::nullopt;
            all.insert(all.end(), named->begin(), named->end());
        }
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return all;
    }
};

} // namespace

std::unique_ptr<Plugin> makeNodeAffinity(const Attempt& attempt) {
    return std::make_unique<NodeAffinity>(attempt);
}

} // namespace maqueta::scheduler
