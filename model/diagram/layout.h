// Where everything stands on the canvas: a pure function of a Picture, as plain numbers.
//
// The picture is the cluster's first diagram: client, load balancer and snapshot shelf on top, then
// the control plane, machines of external etcd below it, the etcd rail and the tray of waiting
// pods, the virtual network as a highway across the middle, and the workers below. Rows wrap; from
// compactFrom workers on cards shrink to a name and cells, from tilesFrom on to heat tiles.
// Positions that a person gave win.
#pragma once

#include "cluster/picture.h"
#include "diagram/geometry.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace maqueta::diagram {

enum class WorkerLook : std::uint8_t { Cards, Compact, Tiles };

struct LayoutOptions {
    std::map<std::string, Point> positions; // top left corner of a machine's card, by its name
    std::size_t compactFrom = 31;
    std::size_t tilesFrom = 1000;
    bool legend = true;
};

// The four chips of a control-plane card, in their order.
enum class Chip : std::uint8_t { ApiServer, Etcd, Scheduler, ControllerManager };
inline constexpr std::size_t chipCount = 4;

// A control-plane machine, or one that hosts a member of external etcd and nothing else.
struct ControlPlaneCard {
    std::uint32_t machine = 0; // index into Picture::machines
    Box box;
    bool slim = false;  // four or more machines: chips in one column, a line each
    bool store = false; // of external etcd: its one chip; no road leads there from the balancer
    std::array<Box, chipCount> chips; // empty where the machine has no such process
    Box power;                        // the switch and its lamp
    Point entry;                      // where the road from the load balancer ends
    Point exit;                       // where the ramp to the highway begins
    Road ramp;                        // from exit to the highway
    Road feeder;                      // from the load balancer to entry
};

struct PodSlot {
    std::uint32_t pod = 0; // index into Picture::pods
    Point at;
    double radius = 0;
    bool named = false; // there is room for its workload's name below
};

struct WorkerCard {
    std::uint32_t machine = 0;
    Box box;
    WorkerLook look = WorkerLook::Cards;
    Box power;
    Point ear; // where messages for the kubelet arrive: above its sign, at the card's edge
    Box cpu;   // the troughs of the bars
    Box memory;
    Box podArea;
    Point entry; // where the ramp from the highway ends
    Road ramp;   // from entry to the highway
    std::vector<PodSlot> pods;
    std::size_t podsUnseen = 0; // that found no room
};

// Where a cut of the network is seen: a gap in the highway between the two sides, or where they
// do not lie apart, in the ramps of the smaller one.
struct Gap {
    std::uint32_t fault = 0;          // index into Picture::faults
    std::optional<double> x;          // of the gap in the highway
    bool leftIsA = true;              // which side lies left of it
    std::vector<std::uint32_t> ramps; // machines whose ramp is broken
};

// The workers of a zone, or those with the same value of a label, where they stand apart from all
// others: an area with a name.
struct ZoneArea {
    std::string label; // its key; empty = the zone
    std::string name;  // its value; empty = they lack the label
    Box box;
    std::vector<std::uint32_t> machines = {}; // indices into Picture::machines
};

struct Layout {
    Box bounds; // of everything, with a margin
    Box client;
    std::int32_t clientMachine = -1;
    Box loadBalancer;
    std::int32_t loadBalancerMachine = -1;
    Box shelf;
    Box camera;
    std::vector<Box> photos;    // of the newest snapshots, oldest first
    std::size_t firstPhoto = 0; // index into Picture::snapshots of the first photo
    std::vector<ControlPlaneCard> controlPlanes;
    Box rail;
    Box tray;
    std::vector<PodSlot> waiting; // in the tray
    std::size_t waitingUnseen = 0;
    Box highway;
    double machineLane = 0; // y of node addresses' lane
    double podLane = 0;     // y of the overlay's lane
    std::vector<Gap> gaps;
    Box gauge; // of a Deployment that is on its way, between the rail and the tray
    std::vector<WorkerCard> workers;
    std::vector<ZoneArea> zones; // two at least, or none
    Box legend;                  // two rows of it; below everything else; may be empty
    Road clientRoad;             // client to load balancer
    Road bypass; // load balancer to the highway's end: the way of kubelets to the API

    const ControlPlaneCard* controlPlane(std::uint32_t machine) const;
    const WorkerCard* worker(std::uint32_t machine) const;
    // The card, pill or tile of a machine; an empty box when it has none.
    Box boxOf(std::uint32_t machine) const;
};

Layout layoutOf(const cluster::Picture& picture, const LayoutOptions& options = {});

} // namespace maqueta::diagram
