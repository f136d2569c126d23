// The workloads that have had pods, in the order of their first one. Their colours go by it: so a
// workload looks the same at every moment of a run, in every window, picture and film of it, and
// after it was deleted and came back. A value.
#pragma once

#include "cluster/trace.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace maqueta::diagram {

class Cast {
public:
    // Those that come later have no place: a run of so many cannot be told apart by colours.
    static constexpr std::size_t most = 1000;

    // A beat that `brings` a workload is the first of its pods.
    bool brings(const cluster::Beat& beat) const;
    void see(const cluster::Beat& beat);
    // Whether one came after that record; and without all that did.
    bool reachesBeyond(cluster::RecordSeq last) const;
    void forgetBeyond(cluster::RecordSeq last);
    // From 0; nothing when it never had a pod.
    std::optional<int> placeOf(std::string_view workload) const;

private:
    struct Entry {
        int place = 0;
        cluster::RecordSeq since = 0;
    };
    std::map<std::string, Entry, std::less<>> entries_;
    cluster::RecordSeq newest_ = 0;
};

} // namespace maqueta::diagram
