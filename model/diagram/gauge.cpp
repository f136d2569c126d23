#include "diagram/gauge.h"

namespace maqueta::diagram {
namespace {

using cluster::DeploymentPicture;
using cluster::PodLook;
using cluster::PodPicture;

Gauge measured(const cluster::Picture& picture, std::uint32_t index) {
    const DeploymentPicture& d = picture.deployments[index];
    Gauge out{.deployment = index};
    for (const PodPicture& pod : picture.pods) {
        if (pod.workload != d.name || pod.ns != d.ns) continue;
        out.running += pod.running ? 1 : 0;
        if (pod.onlyRunning || pod.look == PodLook::Terminating) continue;
        const bool ready = pod.look == PodLook::Ready;
        if (pod.image == d.image)
            ++out.newer, out.newerReady += ready ? 1 : 0;
        else
            ++out.older, out.olderReady += ready ? 1 : 0;
    }
    return out;
}

} // namespace

std::optional<Gauge> gaugeOf(const cluster::Picture& picture) {
    std::optional<Gauge> counts;
    for (std::uint32_t i = 0; i < picture.deployments.size(); ++i) {
        const DeploymentPicture& d = picture.deployments[i];
        Gauge gauge = measured(picture, i);
        if (gauge.older > 0 && d.replicas > 0) return gauge;
        if (counts || d.available != d.replicas || gauge.running <= d.replicas) continue;
        gauge.kind = Gauge::Kind::Counts;
        counts = gauge;
    }
    return counts;
}

} // namespace maqueta::diagram
