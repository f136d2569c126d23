// ImageLocality: a node that has the images already starts the pod sooner
// (pkg/scheduler/framework/plugins/imagelocality).
#include "scheduler/plugins/plugins.h"

#include <algorithm>

namespace maqueta::scheduler {
namespace {

constexpr std::int64_t megabyte = 1024 * 1024;
constexpr std::int64_t leastSize = 23 * megabyte;
constexpr std::int64_t mostSizePerContainer = 1000 * megabyte;

class ImageLocality final : public PluginOf<ImageLocality> {
public:
    using PluginOf::PluginOf;

    void score(Nodes nodes, Scores scores) const override {
        std::fill(scores.begin(), scores.end(), std::int64_t{0});
        for (const Text& name : facts().images) {
            const ImageState* image = attempt().cache.image(name);
            if (!image) continue;
            // An image on few nodes counts less, or its pods would all go to the same node.
            const double spread = static_cast<double>(image->nodes.size()) /
                                  static_cast<double>(attempt().cache.nodeCount());
            const auto size =
                static_cast<std::int64_t>(static_cast<double>(image->sizeBytes) * spread);
            for (std::size_t i = 0; i < nodes.size(); ++i)
                if (image->nodes.contains(nodes[i]->slot)) scores[i] += size;
        }
        const std::int64_t most =
            mostSizePerContainer * static_cast<std::int64_t>(facts().images.size());
        for (std::int64_t& score : scores)
            score = maxNodeScore *
                    (std::clamp(score, leastSize, std::max(leastSize, most)) - leastSize) /
                    std::max<std::int64_t>(1, most - leastSize);
    }
};

} // namespace

std::unique_ptr<Plugin> makeImageLocality(const Attempt& attempt) {
    return std::make_unique<ImageLocality>(attempt);
}

} // namespace maqueta::scheduler
