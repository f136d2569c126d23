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
        const Beat* also = find(beats, link->because[1]);
        if (also && link->because[1] != link->because[0]) causes.push_back({*also, true});
        link = find(beats, link->because[0]);
    }
    std::reverse(causes.begin(), causes.end());
    return causes;
}

} // namespace maqueta::cluster
