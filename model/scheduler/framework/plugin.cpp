#include "scheduler/framework/plugin.h"

#include <algorithm>

namespace maqueta::scheduler {

void normalizeByGreatest(Scores scores, bool reverse) {
    std::int64_t greatest = 0;
    for (const std::int64_t score : scores) greatest = std::max(greatest, score);
    for (std::int64_t& score : scores) {
        const std::int64_t share = greatest == 0 ? 0 : maxNodeScore * score / greatest;
        score = reverse ? maxNodeScore - share : share;
    }
}

} // namespace maqueta::scheduler
