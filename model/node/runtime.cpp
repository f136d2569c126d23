#include "node/runtime.h"

#include <algorithm>
#include <cassert>
#include <charconv>

namespace maqueta::node {
namespace {

constexpr std::int32_t killedExitCode = 137;    // 128 + SIGKILL
constexpr std::int32_t lostPowerExitCode = 255; // what containerd reports of a run it lost

// "10.244.2.0/24" as first address and number of addresses; false when it is not one.
bool parseCidr(std::string_view text, std::uint32_t& base, std::uint32_t& size) {
    const char* at = text.data();
    const char* const end = at + text.size();
    base = 0;
    for (int octet = 0; octet < 4; ++octet) {
        unsigned value = 0;
        const auto [next, error] = std::from_chars(at, end, value);
        if (error != std::errc() || value > 255 || next == end) return false;
        if (*next != (octet < 3 ? '.' : '/')) return false;
        base = base << 8 | value;
        at = next + 1;
    }
    unsigned bits = 0;
    const auto [next, error] = std::from_chars(at, end, bits);
    if (error != std::errc() || next != end || bits < 1 || bits > 30) return false;
    size = 1U << (32 - bits);
    base &= ~(size - 1);
    return true;
}

bool uidBefore(const sim::Cow<PodRecord>& a, std::string_view uid) {
    return a->uid < uid;
}

} // namespace

std::string_view text(ExitReason reason) {
    switch (reason) {
    case ExitReason::Completed: return "Completed";
    case ExitReason::Error: return "Error";
    case ExitReason::OomKilled: return "OOMKilled";
    case ExitReason::Unknown: return "Unknown";
    }
    return "Unknown";
}

const ContainerRecord* PodRecord::find(std::string_view container) const {
    for (const ContainerRecord& c : containers)
        if (c.name == container) return &c;
    return nullptr;
}

ContainerRecord* PodRecord::find(std::string_view container) {
    return const_cast<ContainerRecord*>(std::as_const(*this).find(container));
}

bool PodRecord::anyRunning(sim::Time at) const {
    return std::any_of(containers.begin(), containers.end(),
                       [&](const ContainerRecord& c) { return c.current.running(at); });
}

bool Runtime::setPodCidr(std::string_view cidr) {
    if (cidr_ == cidr) return true;
    std::uint32_t base = 0, size = 0;
    if (!parseCidr(cidr, base, size)) return false;
    cidr_ = cidr;
    firstIp_ = base + 2;
    lastIp_ = base + size - 2;
    nextIp_ = firstIp_;
    return true;
}

const PodRecord* Runtime::find(std::string_view uid) const {
    const auto at = std::lower_bound(pods_->begin(), pods_->end(), uid, uidBefore);
    return at != pods_->end() && (*at)->uid == uid ? &at->read() : nullptr;
}

PodRecord* Runtime::edit(std::string_view uid) {
    if (!find(uid)) return nullptr;
    auto& pods = pods_.write();
    return &std::lower_bound(pods.begin(), pods.end(), uid, uidBefore)->write();
}

bool Runtime::hasImage(std::string_view name) const {
    return std::any_of(images_->begin(), images_->end(),
                       [&](const StoredImage& image) { return image.name == name; });
}

void Runtime::addImage(StoredImage image) {
    if (!hasImage(image.name)) images_.write().push_back(std::move(image));
}

bool Runtime::takeAddress(network::Ip& ip) {
    if (!networkReady()) return false;
    for (std::uint32_t tried = firstIp_; tried <= lastIp_; ++tried) {
        const std::uint32_t candidate = nextIp_;
        nextIp_ = nextIp_ == lastIp_ ? firstIp_ : nextIp_ + 1;
        const bool used =
            std::any_of(pods_->begin(), pods_->end(), [&](const sim::Cow<PodRecord>& pod) {
                return pod->ip.value == candidate && !pod->hostNetwork;
            });
        if (used) continue;
        ip = {candidate};
        return true;
    }
    return false;
}

bool Runtime::startSandbox(const PodRecord& identity, sim::Time now) {
    network::Ip ip = identity.ip;
    if (const PodRecord* old = find(identity.uid); old && !old->hostNetwork) {
        // The address of a sandbox that died is given back first.
        if (old->ip.valid()) edit(identity.uid)->ip = {};
    }
    if (!identity.hostNetwork && !takeAddress(ip)) return false;
    PodRecord* pod = edit(identity.uid);
    if (!pod) {
        auto& pods = pods_.write();
        const auto at = std::lower_bound(pods.begin(), pods.end(), identity.uid.view(), uidBefore);
        pod = &pods.insert(at, sim::Cow<PodRecord>(identity))->write();
    }
    pod->ip = ip;
    pod->hostNetwork = identity.hostNetwork;
    pod->sandboxReady = true;
    ++pod->sandboxAttempt;
    pod->sandboxSince = now;
    pod->changedAt = now;
    return true;
}

void Runtime::startContainer(std::string_view uid, const ContainerRecord& container,
                             const ProgramEnd& end, sim::Time now) {
    PodRecord* pod = edit(uid);
    assert(pod && pod->sandboxReady);
    ContainerRecord* record = pod->find(container.name);
    if (!record) {
        pod->containers.push_back(container);
        record = &pod->containers.back();
    } else {
        const ContainerRecord old = *record;
        *record = container;
        record->last = old.current;
        record->attempt = old.attempt + (old.current.happened() ? 1 : 0);
    }
    record->sandboxAttempt = pod->sandboxAttempt;
    record->current = {.id = nextId_++,
                       .startedAt = now,
                       .endsAt = end.at,
                       .exitCode = end.exitCode,
                       .reason = end.exitCode == 0 ? ExitReason::Completed : ExitReason::Error,
                       .assumed = end.assumed};
    pod->changedAt = now;
}

void Runtime::stopContainer(std::string_view uid, std::string_view container, sim::Time now,
                            sim::Duration stopTime, std::int32_t exitCode, sim::Duration grace) {
    PodRecord* pod = edit(uid);
    ContainerRecord* record = pod ? pod->find(container) : nullptr;
    if (!record || !record->current.running(now)) return;
    const bool killed = stopTime > grace;
    const sim::Time end = now + std::min(stopTime, grace);
    if (record->current.endsAt <= end) return; // it ends by itself, or was told so before
    record->current.endsAt = end;
    record->current.assumed = false;
    record->current.exitCode = killed ? killedExitCode : exitCode;
    record->current.reason =
        record->current.exitCode == 0 ? ExitReason::Completed : ExitReason::Error;
}

void Runtime::stopSandbox(std::string_view uid, sim::Time now) {
    PodRecord* pod = edit(uid);
    if (!pod) return;
    pod->sandboxReady = false;
    pod->ip = {};
    pod->changedAt = now;
}

void Runtime::removePod(std::string_view uid) {
    if (!find(uid)) return;
    auto& pods = pods_.write();
    pods.erase(std::lower_bound(pods.begin(), pods.end(), uid, uidBefore));
}

bool Runtime::crash(std::string_view uid, std::string_view container, std::int32_t exitCode,
                    ExitReason reason, sim::Time now) {
    PodRecord* pod = edit(uid);
    ContainerRecord* record = pod ? pod->find(container) : nullptr;
    if (!record || !record->current.running(now)) return false;
    record->current.endsAt = now;
    record->current.assumed = false;
    record->current.exitCode = exitCode;
    record->current.reason = reason;
    pod->changedAt = now;
    return true;
}

bool Runtime::setUsage(std::string_view uid, std::string_view container, std::int32_t cpuMilli,
                       std::int64_t memoryBytes, sim::Time now) {
    PodRecord* pod = edit(uid);
    ContainerRecord* record = pod ? pod->find(container) : nullptr;
    if (!record || !record->current.running(now)) return false;
    record->cpuMilli = cpuMilli;
    record->memoryBytes = memoryBytes;
    if (record->memoryLimitBytes > 0 && memoryBytes > record->memoryLimitBytes)
        crash(uid, container, killedExitCode, ExitReason::OomKilled, now);
    return true;
}

void Runtime::cutPower(sim::Time now) {
    for (sim::Cow<PodRecord>& slot : pods_.write()) {
        PodRecord& pod = slot.write();
        pod.sandboxReady = false;
        pod.changedAt = now;
        for (ContainerRecord& c : pod.containers)
            if (c.current.running(now)) {
                c.current.endsAt = now;
                c.current.assumed = false;
                c.current.exitCode = lostPowerExitCode;
                c.current.reason = ExitReason::Unknown;
            }
    }
}

std::int32_t Runtime::usedCpuMilli(sim::Time now) const {
    std::int32_t sum = 0;
    for (const sim::Cow<PodRecord>& pod : *pods_)
        for (const ContainerRecord& c : pod->containers)
            if (c.current.running(now)) sum += c.cpuMilli;
    return sum;
}

std::int64_t Runtime::usedMemoryBytes(sim::Time now) const {
    std::int64_t sum = 0;
    for (const sim::Cow<PodRecord>& pod : *pods_)
        for (const ContainerRecord& c : pod->containers)
            if (c.current.running(now)) sum += c.memoryBytes;
    return sum;
}

} // namespace maqueta::node
