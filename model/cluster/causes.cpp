#include "cluster/causes.h"

#include <algorithm>

namespace maqueta::cluster {
namespace {

const Beat* find(const std::vector<Beat>& beats, RecordSeq seq) {
    const auto at = std::lower_bound(beats.begin(), beats.end(), seq,
                                     [](const Beat& b, RecordSeq s) { return b.seq < s; });
    return seq != 0 && at != beats.end() && at->seq == seq ? &*at : nullptr;
}

} // namespace

std::vector<Cause> causesOf(const std::vector<Beat>& beats, RecordSeq beat, std::size_t longest) {
    std::vector<Cause> causes;
    const Beat* link = find(beats, beat);
    for (std::size_t links = 0; link && links < longest; ++links) {
        causes.push_back({*link});
        const Beat* first = find(beats, link->because[0]);
        const Beat* second = find(beats, link->because[1]);
        if (first && second && first != second) causes.push_back({*second, true});
        link = first ? first : second;
    }
    if (link && !causes.empty() && causes.back().also) causes.pop_back(); // cut off: of no use
    std::reverse(causes.begin(), causes.end());
    return causes;
}

} // namespace maqueta::cluster
