// What a Deployment's pods come to while they are not what it asks for: how far a rolling update
// is between its floor and its ceiling, or that more pods run than the cluster counts. A pure
// function of a Picture.
#pragma once

#include "cluster/picture.h"

#include <optional>

namespace maqueta::diagram {

struct Gauge {
    enum class Kind : std::uint8_t {
        Rollout, // pods of two templates
        Counts,  // what is counted is there, and more runs in truth
        Kept     // at rest, with an empty ReplicaSet as the way back
    };
    Kind kind = Kind::Rollout;
    std::uint32_t deployment = 0; // index into Picture::deployments
    // Pods that are not ending, of older templates and of the newest one; and which are Ready.
    std::int32_t older = 0;
    std::int32_t olderReady = 0;
    std::int32_t newer = 0;
    std::int32_t newerReady = 0;
    std::int32_t running = 0; // in truth, whatever the API says of them
    std::int32_t unheard = 0; // of these: ordered to end or forgotten, where nobody hears of it
};

// Of the one that most needs to be told of; a rollout before counts, and these before what is kept.
std::optional<Gauge> gaugeOf(const cluster::Picture& picture);

} // namespace maqueta::diagram
