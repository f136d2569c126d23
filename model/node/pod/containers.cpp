// Images and the start of containers (pkg/kubelet/kuberuntime/kuberuntime_container.go,
// pkg/kubelet/images/image_manager.go).
#include "node/kubelet.h"

#include "api/names.h"
#include "node/pod/status.h"
#include "node/pod/words.h"
#include "node/tokens.h"

#include <algorithm>
#include <bit>

namespace maqueta::node {
namespace {

// client-go/util/flowcontrol/backoff.go: doubles up to the last, begins anew after twice that.
void nextBackoff(sim::Duration& backoff, sim::Time& updatedAt, sim::Time event, sim::Time now,
                 sim::Duration first, sim::Duration last) {
    const bool fresh = backoff == sim::Duration{} || event - updatedAt > last * 2;
    backoff = fresh ? first : std::min(backoff * 2, last);
    updatedAt = now;
}

PodName nameOf(const PodState& p) {
    const api::ObjectMeta& meta = p.object().meta;
    return {meta.ns, meta.name, meta.uid};
}

} // namespace

// Goes on with the next container of the pass; false when there is none left.
bool Kubelet::startNext(std::uint32_t number, PodState& p, Step& s) {
    if (p.plan == 0) return false;
    const auto index = static_cast<std::size_t>(std::countr_zero(p.plan));
    p.plan &= p.plan - 1;
    p.container = static_cast<std::uint8_t>(index);
    if (!crashBackoff(p, index, s) && !needImage(number, p, index, s)) beginStart(p, s);
    return true;
}

void Kubelet::fail(PodState& p, std::size_t index, std::string_view reason, std::string message) {
    Trouble& trouble = p.containers[index].trouble.write();
    trouble.reason = reason;
    trouble.message = message;
    p.failed = true;
}

// Whether the container must wait before it is started again.
bool Kubelet::crashBackoff(PodState& p, std::size_t index, Step& s) {
    const PodRecord* record = s.runtime.find(p.uid);
    const api::Container& c = containerAt(*p.object().spec, index);
    const ContainerRecord* r = record->find(c.name);
    if (!r || r->sandboxAttempt != record->sandboxAttempt || !r->current.ended(s.now)) return false;
    const sim::Time endedAt = r->current.endsAt;
    Trouble& trouble = p.containers[index].trouble.write();
    const sim::Duration backoff = trouble.crashBackoff;
    const bool expired = endedAt - trouble.crashUpdatedAt > options_->crashLastBackoff * 2;
    if (backoff > sim::Duration{} && !expired && s.now - endedAt < backoff) {
        const bool news = trouble.reason != "CrashLoopBackOff";
        const std::string pod = podText(p.object());
        podEvent(p, &c, "Warning", "BackOff",
                 "Back-off restarting failed container " + c.name + " in pod " + pod, s);
        if (news)
            s.out.record(BackOffStarted{nameOf(p), c.name, c.image, "CrashLoopBackOff", backoff,
                                        endedAt + backoff});
        fail(p, index, "CrashLoopBackOff",
             "back-off " + goDuration(backoff) + " restarting failed container=" + c.name +
                 " pod=" + pod);
        return true;
    }
    nextBackoff(trouble.crashBackoff, trouble.crashUpdatedAt, endedAt, s.now,
                options_->crashFirstBackoff, options_->crashLastBackoff);
    return false;
}

// Whether what the container calls its image is no image name at all.
bool Kubelet::invalidName(PodState& p, std::size_t index, Step& s) {
    const api::Container& c = containerAt(*p.object().spec, index);
    const std::string_view why = referenceError(c.image);
    if (why.empty()) return false;
    const std::string quoted = inQuotes(c.image);
    const std::string message = "Failed to apply default image tag " + quoted +
                                ": couldn't parse image name " + quoted + ": " + std::string(why);
    podEvent(p, &c, "Warning", "InspectFailed", message, s);
    podEvent(p, &c, "Warning", "Failed", "Error: InvalidImageName", s);
    if (p.containers[index].trouble->reason != "InvalidImageName")
        s.out.record(ImagePullFailed{nameOf(p), c.image, "InvalidImageName", message});
    fail(p, index, "InvalidImageName", message);
    return true;
}

// False when the image is here; otherwise its pull was asked for, or cannot be.
bool Kubelet::needImage(std::uint32_t number, PodState& p, std::size_t index, Step& s) {
    const api::Container& c = containerAt(*p.object().spec, index);
    if (invalidName(p, index, s)) return true;
    const bool present = s.runtime.hasImage(c.image);
    if (present && c.imagePullPolicy != "Always") {
        podEvent(p, &c, "Normal", "Pulled",
                 "Container image " + inQuotes(c.image) + " already present on machine", s);
        return false;
    }
    if (c.imagePullPolicy == "Never") {
        const std::string message =
            "Container image " + inQuotes(c.image) + " is not present with pull policy of Never";
        podEvent(p, &c, "Warning", "ErrImageNeverPull", message, s);
        podEvent(p, &c, "Warning", "Failed", "Error: ErrImageNeverPull", s);
        fail(p, index, "ErrImageNeverPull", message);
        return true;
    }
    const Trouble& trouble = *p.containers[index].trouble;
    const sim::Time until = trouble.pullUpdatedAt + trouble.pullBackoff;
    if (trouble.pullBackoff > sim::Duration{} && s.now < until) {
        const std::string message = "Back-off pulling image " + inQuotes(c.image);
        if (trouble.reason != "ImagePullBackOff")
            s.out.record(BackOffStarted{nameOf(p), c.name, c.image, "ImagePullBackOff",
                                        trouble.pullBackoff, until});
        podEvent(p, &c, "Normal", "BackOff", message, s);
        podEvent(p, &c, "Warning", "Failed", "Error: ImagePullBackOff", s);
        fail(p, index, "ImagePullBackOff", message + ": ErrImagePull: " + trouble.pullError);
        return true;
    }
    podEvent(p, &c, "Normal", "Pulling", "Pulling image " + inQuotes(c.image), s);
    PullJob job;
    job.image = c.image;
    job.pod = number;
    job.container = static_cast<std::uint32_t>(index);
    job.askedAt = s.now;
    puller_.ask(std::move(job));
    p.operation = PodOperation::Pull;
    p.operationEndsAt = sim::Time::never();
    beginPull(s);
    return true;
}

void Kubelet::beginPull(Step& s) {
    const PullJob* job = puller_.begin(*options_, s.runtime, s.now);
    if (!job) return;
    s.out.setTimer(job->endsAt, tokenOf(Token::Pull));
    if (const PodState* p = find(job->pod))
        s.out.record(ImagePulling{nameOf(*p), job->image, options_->images.find(job->image).bytes,
                                  job->endsAt});
}

void Kubelet::onPullTimer(Step& s) {
    const std::optional<PullJob> job = puller_.finish(s.now);
    if (!job) return;
    if (!job->willFail && !s.runtime.hasImage(job->image)) {
        s.runtime.addImage({job->image, options_->images.find(job->image).bytes, s.now});
        planStatusLook(s);
    }
    if (PodState* p = find(job->pod); p && p->operation == PodOperation::Pull) {
        p->operation = PodOperation::None;
        if (job->willFail)
            pullFailed(*p, *job, s);
        else
            pulled(*p, *job, s);
        advance(job->pod, s);
    }
    beginPull(s);
}

void Kubelet::pulled(PodState& p, const PullJob& job, Step& s) {
    const api::Container& c = containerAt(*p.object().spec, job.container);
    const std::int64_t bytes = options_->images.find(job.image).bytes;
    podEvent(p, &c, "Normal", "Pulled",
             "Successfully pulled image " + inQuotes(job.image) + " in " +
                 goDuration(s.now - job.startedAt) + " (" + goDuration(s.now - job.askedAt) +
                 " including waiting). Image size: " + std::to_string(bytes) + " bytes.",
             s);
    s.out.record(ImagePulled{nameOf(p), job.image, bytes, s.now - job.askedAt});
    beginStart(p, s);
}

void Kubelet::pullFailed(PodState& p, const PullJob& job, Step& s) {
    const api::Container& c = containerAt(*p.object().spec, job.container);
    const std::string full = fullImageName(job.image);
    const std::string message =
        "rpc error: code = NotFound desc = failed to pull and unpack image " + inQuotes(full) +
        ": failed to resolve reference " + inQuotes(full) + ": " + full + ": not found";
    podEvent(p, &c, "Warning", "Failed",
             "Failed to pull image " + inQuotes(job.image) + ": " + message, s);
    podEvent(p, &c, "Warning", "Failed", "Error: ErrImagePull", s);
    s.out.record(ImagePullFailed{nameOf(p), job.image, "ErrImagePull", message});
    Trouble& trouble = p.containers[job.container].trouble.write();
    trouble.pullError = message;
    nextBackoff(trouble.pullBackoff, trouble.pullUpdatedAt, s.now, s.now,
                options_->pullFirstBackoff, options_->pullLastBackoff);
    fail(p, job.container, "ErrImagePull", message);
}

void Kubelet::beginStart(PodState& p, Step& s) {
    p.operation = PodOperation::Start;
    p.operationEndsAt = s.now + jittered(options_->containerStart, options_->runtimeJitterPercent);
}

ProgramEnd Kubelet::programEnd(const api::PodSpec& spec, std::size_t index, sim::Time now) const {
    const api::Container& c = containerAt(spec, index);
    const Image& image = options_->images.find(c.image);
    if (image.runsFor) return {.at = now + *image.runsFor, .exitCode = image.exitCode};
    if (isSidecar(c)) return {};
    const bool job = spec.restartPolicy == "OnFailure" || spec.restartPolicy == "Never";
    if (isInit(spec, index)) return {.at = now + options_->initContainerRun, .assumed = true};
    if (job) return {.at = now + options_->jobContainerRun, .assumed = true};
    return {};
}

void Kubelet::started(PodState& p, Step& s) {
    const api::Container& c = containerAt(*p.object().spec, p.container);
    const auto share = [](std::int64_t whole, int percent, std::int64_t least) {
        return whole > 0 ? std::max<std::int64_t>(whole / 100 * percent, 1) : least;
    };
    ContainerRecord record;
    record.name = c.name;
    record.image = c.image;
    record.memoryLimitBytes = c.limits.value(api::names::memory);
    record.cpuMilli = static_cast<std::int32_t>(
        share(c.requests.milliCpu() * 100, options_->cpuUsePercent, 0) / 100);
    record.cpuMilli = std::max(record.cpuMilli, options_->bareCpuMilli);
    record.memoryBytes = share(c.requests.value(api::names::memory), options_->memoryUsePercent,
                               options_->bareMemoryBytes);
    if (record.memoryLimitBytes > 0)
        record.memoryBytes = std::min(record.memoryBytes, record.memoryLimitBytes);
    s.runtime.startContainer(p.uid, record, programEnd(*p.object().spec, p.container, s.now),
                             s.now);
    if (!p.containers[p.container].trouble->reason.empty()) {
        Trouble& trouble = p.containers[p.container].trouble.write();
        trouble.reason = {};
        trouble.message = {};
    }
    podEvent(p, &c, "Normal", "Created", "Created container: " + c.name, s);
    podEvent(p, &c, "Normal", "Started", "Started container " + c.name, s);
    s.out.record(ContainerStarted{nameOf(p), c.name, s.runtime.find(p.uid)->find(c.name)->attempt});
    checkMemory(s);
}

} // namespace maqueta::node
