#include "api/kinds/deployment.h"

#include "api/digest.h"

namespace maqueta::api {
namespace {

void addNumber(sim::Fingerprint& f, std::optional<std::int32_t> number) {
    f.add(number ? std::uint64_t{1} : std::uint64_t{0});
    addTo(f, number.value_or(0));
}

void addShare(sim::Fingerprint& f, const IntOrPercent& share) {
    addTo(f, share.number);
    f.add(std::uint64_t{share.percent});
}

} // namespace

std::int32_t IntOrPercent::scaled(std::int32_t total, bool roundUp) const {
    if (!percent) return number;
    const std::int64_t hundredths = static_cast<std::int64_t>(number) * total;
    const std::int64_t up = roundUp && hundredths > 0 ? 99 : 0;
    return static_cast<std::int32_t>((hundredths + up) / 100);
}

std::string IntOrPercent::text() const {
    return std::to_string(number) + (percent ? "%" : "");
}

void Deployment::addContentTo(sim::Fingerprint& f) const {
    addTo(f, replicas);
    addTo(f, minReadySeconds);
    addNumber(f, progressDeadlineSeconds);
    addNumber(f, revisionHistoryLimit);
    f.add(std::uint64_t{paused});
    selector.addTo(f);
    addTo(f, *podTemplate);
    f.add(static_cast<std::uint64_t>(strategy));
    addShare(f, maxSurge);
    addShare(f, maxUnavailable);
    addTo(f, specRest);
    addTo(f, status.observedGeneration);
    for (const std::int32_t number : {status.replicas, status.updatedReplicas, status.readyReplicas,
                                      status.availableReplicas, status.unavailableReplicas})
        addTo(f, number);
    addNumber(f, status.collisionCount);
    addTo(f, status.conditions);
}

} // namespace maqueta::api
