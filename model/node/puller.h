// Downloads images, one after the other in the order in which they were asked for
// (pkg/kubelet/images/puller.go, serialImagePuller). Owned by the kubelet; ends with its process.
#pragma once

#include "node/options.h"
#include "node/runtime.h"
#include "sim/cow.h"

#include <optional>

namespace maqueta::node {

struct PullJob {
    Text image;
    std::uint32_t pod = 0; // the kubelet's number of it; 0 = nobody waits any more
    std::uint32_t container = 0;
    sim::Time askedAt;
    sim::Time startedAt; // of the first in line
    sim::Time endsAt = sim::Time::never();
    bool willFail = false;
};

class Puller {
public:
    void ask(PullJob job) { jobs_.write().push_back(std::move(job)); }
    // The pod no longer wants its image: out of the line; a download that runs is finished anyway.
    void forget(std::uint32_t pod);
    // Starts the first in line when nothing runs. The job that started, if one did.
    const PullJob* begin(const KubeletOptions& options, const Runtime& runtime, sim::Time now);
    // The job that has ended by now: out of the line.
    std::optional<PullJob> finish(sim::Time now);

    // The one that runs, or nullptr.
    const PullJob* running() const;
    std::size_t waiting() const { return jobs_->size(); }

private:
    sim::Cow<std::vector<PullJob>> jobs_;
};

} // namespace maqueta::node
