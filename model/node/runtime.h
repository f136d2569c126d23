// The container runtime of one machine: its sandboxes, containers and images.
//
// It belongs to the machine, not to the kubelet: containers go on running while the kubelet is
// down. A power cut ends what runs; the disk keeps the images and the records of what ran. Passive:
// it has no timers, a container that will end knows when, and every question names the moment.
// Owned by the cluster's machine, copied with the world.
#pragma once

#include "api/meta.h"
#include "network/address.h"
#include "sim/cow.h"
#include "sim/time.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace maqueta::node {

using api::Text;

// How a container's last run ended (containerd's and the kubelet's words).
enum class ExitReason : std::uint8_t { Completed, Error, OomKilled, Unknown };
std::string_view text(ExitReason reason);

// When and how a program ends by itself.
struct ProgramEnd {
    sim::Time at = sim::Time::never();
    std::int32_t exitCode = 0;
    bool assumed = false; // the model says so, because it does not know the program
};

// One run of a container, past or present.
struct Run {
    std::uint64_t id = 0; // 0 = there was none
    sim::Time startedAt;
    sim::Time endsAt = sim::Time::never();
    std::int32_t exitCode = 0;
    ExitReason reason = ExitReason::Completed;
    bool assumed = false; // it ends, or ended, because the model assumes that it does

    bool happened() const { return id != 0; }
    bool running(sim::Time at) const { return id != 0 && startedAt <= at && at < endsAt; }
    bool ended(sim::Time at) const { return id != 0 && endsAt <= at; }
};

struct ContainerRecord {
    Text name;
    Text image;
    std::int32_t attempt = 0;        // restarts before `current`
    std::int32_t sandboxAttempt = 0; // which of the pod's sandboxes it ran in
    Run current;
    Run last; // the one before, as the kubelet keeps one dead container
    // What it takes of the machine while it runs.
    std::int32_t cpuMilli = 0;
    std::int64_t memoryBytes = 0;
    std::int64_t memoryLimitBytes = 0; // 0 = none; beyond it the kernel ends the container
};

// A pod's place on the machine: its network sandbox and the containers in it.
struct PodRecord {
    Text uid;
    Text ns;
    Text name;
    // The name of the group that it belongs to, as its labels and owner had it when it was started:
    // what a picture calls it once the API has forgotten it.
    Text workload;
    network::Ip ip;
    bool hostNetwork = false;
    bool sandboxReady = false;
    std::int32_t sandboxAttempt = -1; // none yet
    sim::Time sandboxSince;
    sim::Time changedAt; // last change that the kubelet's relist finds
    std::vector<ContainerRecord> containers;

    const ContainerRecord* find(std::string_view container) const;
    ContainerRecord* find(std::string_view container);
    bool anyRunning(sim::Time at) const;
};

struct StoredImage {
    Text name;
    std::int64_t bytes = 0;
    sim::Time pulledAt;
};

class Runtime {
public:
    // Who the machine's network says it is: the pod addresses that may be given out. It outlives
    // restarts, as the network plug-in's configuration does. False when the text is no CIDR.
    bool setPodCidr(std::string_view cidr);
    const Text& podCidr() const { return cidr_; }
    bool networkReady() const { return !cidr_.empty(); }
    // Counts power-ons; the kubelet tells a reboot by it.
    std::uint32_t boots() const { return boots_; }

    const PodRecord* find(std::string_view uid) const;
    const std::vector<sim::Cow<PodRecord>>& pods() const { return *pods_; }
    const std::vector<StoredImage>& images() const { return *images_; }
    bool hasImage(std::string_view name) const;
    void addImage(StoredImage image);

    // Makes or renews a pod's sandbox and gives it an address (none for the host's network). False
    // when no address is free.
    bool startSandbox(const PodRecord& identity, sim::Time now);
    // Starts a container, again if it ran before. Its sandbox is there.
    void startContainer(std::string_view uid, const ContainerRecord& container,
                        const ProgramEnd& end, sim::Time now);
    // SIGTERM now, SIGKILL after the grace: it ends after stopTime with the code, or is killed.
    void stopContainer(std::string_view uid, std::string_view container, sim::Time now,
                       sim::Duration stopTime, std::int32_t exitCode, sim::Duration grace);
    // Ends the sandbox and frees its address; records stay until removePod.
    void stopSandbox(std::string_view uid, sim::Time now);
    void removePod(std::string_view uid);

    // Hands on the hardware. False when there is no such running container.
    bool crash(std::string_view uid, std::string_view container, std::int32_t exitCode,
               ExitReason reason, sim::Time now);
    bool setUsage(std::string_view uid, std::string_view container, std::int32_t cpuMilli,
                  std::int64_t memoryBytes, sim::Time now);
    // The power goes: whatever ran has ended, nobody saw how. Images and records stay.
    void cutPower(sim::Time now);
    void powerOn() { ++boots_; }

    // What all running containers take together.
    std::int32_t usedCpuMilli(sim::Time now) const;
    std::int64_t usedMemoryBytes(sim::Time now) const;

private:
    PodRecord* edit(std::string_view uid);
    bool takeAddress(network::Ip& ip);

    sim::Cow<std::vector<sim::Cow<PodRecord>>> pods_; // by uid
    sim::Cow<std::vector<StoredImage>> images_;       // in order of arrival
    Text cidr_;
    std::uint32_t firstIp_ = 0; // of the CIDR, the bridge's own and the broadcast left out
    std::uint32_t lastIp_ = 0;
    std::uint32_t nextIp_ = 0; // addresses are given out in turn, as host-local does
    std::uint32_t boots_ = 0;
    std::uint64_t nextId_ = 1;
};

} // namespace maqueta::node
