// Which node has which part of the cluster's pod addresses (pkg/controller/nodeipam/ipam).
#pragma once

#include "controllers/loop/key.h"
#include "controllers/loop/registry.h"
#include "sim/persistent_map.h"

#include <optional>
#include <string>

namespace maqueta::controllers {

// The ranges of one size in a cluster's CIDR, numbered from 0.
class CidrTable {
public:
    CidrTable() = default;
    // "10.244.0.0/16" in parts of /24; IPv4 only. A CIDR that makes no sense has no parts.
    CidrTable(std::string_view cluster, int nodeMaskSize);

    bool enabled() const { return count_ > 0; }
    // The node's range; a new one when it has none. nullopt when all are taken.
    std::optional<std::string> allocate(const Text& node);
    // The node came with a range of its own.
    void occupy(const Text& node, std::string_view cidr);
    void release(const Text& node);

private:
    std::string text(std::uint32_t number) const;

    std::uint32_t base_ = 0;
    int mask_ = 24;
    std::uint32_t count_ = 0;
    std::uint32_t next_ = 0; // where to look first
    sim::PersistentMap<std::uint32_t, Text> taken_;
    sim::PersistentMap<Text, std::uint32_t> byNode_;
};

void onChangeForNodeIpam(Step& step, api::Kind kind, const api::Versioned& before,
                         const api::Versioned& now);
Outcome reconcileNodeIpam(Sync& sync);

} // namespace maqueta::controllers
