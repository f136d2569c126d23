#include "diagram/gauge.h"

namespace maqueta::diagram {
namespace {

using cluster::DeploymentPicture;
using cluster::PodLook;
using cluster::PodPicture;

// An ordinary end takes its grace; this one would go on for ever.
bool runsUnheard(const cluster::Picture& picture, const PodPicture& pod) {
    if (pod.onlyRunning) return true;
    return pod.look == PodLook::Terminating && pod.machine >= 0 &&
           !picture.machines[static_cast<std::size_t>(pod.machine)].ready;
}

Gauge measured(const cluster::Picture& picture, std::uint32_t index) {
    const DeploymentPicture& d = picture.deployments[index];
    Gauge out{.deployment = index};
    for (const PodPicture& pod : picture.pods) {
        if (pod.workload != d.name || pod.ns != d.ns) continue;
        out.running += pod.running ? 1 : 0;
        out.unheard += pod.running && runsUnheard(picture, pod) ? 1 : 0;
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
    std::optional<Gauge> counts, kept;
    for (std::uint32_t i = 0; i < picture.deployments.size(); ++i) {
        const DeploymentPicture& d = picture.deployments[i];
        Gauge gauge = measured(picture, i);
        if (gauge.older > 0 && d.replicas > 0) return gauge;
        if (d.available != d.replicas) continue;
        const bool more = gauge.unheard > 0 && gauge.running > d.replicas;
        if (!more && d.keptImages.empty()) continue;
        gauge.kind = more ? Gauge::Kind::Counts : Gauge::Kind::Kept;
        std::optional<Gauge>& place = more ? counts : kept;
        if (!place) place = gauge;
    }
    return counts ? counts : kept;
}

} // namespace maqueta::diagram
