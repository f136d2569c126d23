#include "node/puller.h"

#include <algorithm>

namespace maqueta::node {

void Puller::forget(std::uint32_t pod) {
    if (std::none_of(jobs_->begin(), jobs_->end(), [&](const PullJob& j) { return j.pod == pod; }))
        return;
    auto& jobs = jobs_.write();
    if (running()) jobs.front().pod = jobs.front().pod == pod ? 0 : jobs.front().pod;
    std::erase_if(jobs, [&](const PullJob& job) { return job.pod == pod; });
}

const PullJob* Puller::begin(const KubeletOptions& options, const Runtime& runtime, sim::Time now) {
    if (jobs_->empty() || running()) return nullptr;
    PullJob& job = jobs_.write().front();
    const Image& image = options.images.find(job.image);
    job.startedAt = now;
    job.willFail = !options.images.exists(job.image);
    job.endsAt = now + options.registryRoundTrip;
    // Layers that are there need not come again.
    if (!job.willFail && !runtime.hasImage(job.image)) {
        const std::int64_t perMillisecond =
            std::max<std::int64_t>(options.pullBytesPerSecond / 1000, 1);
        job.endsAt = job.endsAt + sim::milliseconds(image.bytes / perMillisecond);
    }
    return &job;
}

std::optional<PullJob> Puller::finish(sim::Time now) {
    const PullJob* job = running();
    if (!job || job->endsAt > now) return std::nullopt;
    auto& jobs = jobs_.write();
    PullJob done = std::move(jobs.front());
    jobs.erase(jobs.begin());
    return done;
}

const PullJob* Puller::running() const {
    return !jobs_->empty() && jobs_->front().endsAt < sim::Time::never() ? &jobs_->front()
                                                                         : nullptr;
}

} // namespace maqueta::node
