#include "diagram/cast.h"

#include "cluster/beat_fields.h"

#include <algorithm>

namespace maqueta::diagram {

bool Cast::brings(const cluster::Beat& beat) const {
    if (beat.kind != cluster::BeatKind::PodCreated || entries_.size() >= most) return false;
    const std::string_view name = fieldOf(beat, "workload");
    return !name.empty() && !entries_.contains(name);
}

void Cast::see(const cluster::Beat& beat) {
    if (!brings(beat)) return;
    entries_.emplace(fieldOf(beat, "workload"),
                     Entry{.place = static_cast<int>(entries_.size()), .since = beat.seq});
    newest_ = beat.seq;
}

bool Cast::reachesBeyond(cluster::RecordSeq last) const {
    return newest_ > last;
}

// Places are given in the order of the records: what stays keeps its own.
void Cast::forgetBeyond(cluster::RecordSeq last) {
    std::erase_if(entries_, [last](const auto& entry) { return entry.second.since > last; });
    newest_ = std::min(newest_, last);
}

std::optional<int> Cast::placeOf(std::string_view workload) const {
    const auto at = entries_.find(workload);
    return at == entries_.end() ? std::nullopt : std::optional(at->second.place);
}

} // namespace maqueta::diagram
