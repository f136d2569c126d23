// What happens to a cluster in a storm: faults of all kinds and people's requests, drawn from a
// seed. Draws from its own stream of chance and reads the world only to know what makes sense, so
// the same seed makes the same weather.
//
// It never destroys what no cluster could survive: at any time a majority of etcd's voters keeps
// its disk.
#pragma once

#include "cluster/world.h"

#include <map>
#include <optional>
#include <string>

namespace storm {

namespace cluster = maqueta::cluster;
namespace sim = maqueta::sim;

struct Drawn {
    cluster::Intervention act;
    std::string kind; // what the summary counts it as; empty = no fault
};

class Weather {
public:
    explicit Weather(std::uint64_t seed);

    // The cluster that the storm comes over, and what of its configuration is not the default: a
    // storm is short, so in many of them histories are compacted, logs cut and etcd asked whether
    // it is well much more often.
    cluster::Topology topology();
    std::map<std::string, double> settings();
    // How long it is calm before the next act.
    sim::Duration pause();
    // Nothing, when what was drawn makes no sense now.
    std::optional<Drawn> draw(const cluster::World& world);

private:
    cluster::Role planeOrEtcd(const cluster::World& world);
    std::string anyMachine(const cluster::World& world, std::optional<cluster::Role> role = {});
    // The machine of the member that leads in the newest term that anybody has seen; invalid when
    // none does.
    static maqueta::network::MachineId leader(const cluster::World& world);
    std::optional<Drawn> drawFault(const cluster::World& world);
    std::optional<Drawn> drawHunt(const cluster::World& world);
    std::optional<Drawn> drawDuel(const cluster::World& world);
    std::optional<Drawn> drawLasting(const cluster::World& world);
    std::optional<Drawn> drawHealing(const cluster::World& world);
    std::optional<Drawn> drawCut(const cluster::World& world);
    std::optional<Drawn> drawProcess(const cluster::World& world, bool crash);
    std::optional<Drawn> drawStructure(const cluster::World& world);
    std::optional<Drawn> drawRequest(const cluster::World& world);
    // A voter may lose its disk for good without endangering the data.
    static bool voterToSpare(const cluster::World& world);
    cluster::Intervention deployment(const std::string& name);

    sim::Rng rng_;
    sim::Duration meanPause_;
    int structure_ = 0; // weights of this storm, in a hundred
    int requests_ = 0;
    int healing_ = 0;
    int aim_ = 0; // how much of it is aimed at the control plane, in a hundred
    // Some storms have a theme, so much of their faults in a hundred: whoever leads etcd is hit
    // again and again; clocks and schedulers go wrong while much is to be scheduled.
    int hunt_ = 0;
    int duel_ = 0;
    int deployments_ = 0; // that were asked for so far
};

} // namespace storm
