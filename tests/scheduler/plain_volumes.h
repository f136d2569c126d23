// The rules about volumes written down plainly, for the oracle: claims that are bound or wait for
// their first consumer, volumes of one zone, disks with one writer.
#pragma once

#include "scheduler/framework/matching.h"
#include "scheduler/framework/pod_facts.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace maqueta::tests {

struct PlainVolume {
    std::string name = {};
    std::string className = {};
    int gigabytes = 0;
    std::string reachableZone = {}; // by its node affinity; empty = from everywhere
    std::string labelZone = {};     // of its label; empty = it has none
    bool bound = false;
};

struct PlainClaim {
    std::string volume = {};    // that it is bound to; empty = none
    std::string className = {}; // "local" waits for its first consumer, others bind at once
    int gigabytes = 0;
};

inline const api::Text* zoneOf(const api::Node& node) {
    return node.meta.labels.find("topology.kubernetes.io/zone");
}

struct PlainVolumes {
    const std::map<std::string, PlainClaim>& claims;
    const std::vector<PlainVolume>& volumes;

    std::string missing(const scheduler::PodFacts& facts) const {
        for (const auto& volume : facts.volumes)
            if (!volume.source && !claims.contains(volume.claim.str())) return volume.claim.str();
        return {};
    }
    bool mustBeBoundFirst(const scheduler::PodFacts& facts) const {
        const auto all = claimsOf(facts);
        return std::any_of(all.begin(), all.end(), [](const PlainClaim& claim) {
            return claim.volume.empty() && claim.className != "local";
        });
    }

    std::string bindingTrouble(const scheduler::PodFacts& facts, const api::Node& node) const {
        bool reachable = true;
        std::vector<int> wanted;
        for (const PlainClaim& claim : claimsOf(facts)) {
            if (claim.volume.empty())
                wanted.push_back(claim.gigabytes);
            else
                reachable = reachable && reaches(find(claim.volume), node);
        }
        // The smallest claim takes the smallest volume that is large enough.
        std::sort(wanted.begin(), wanted.end());
        bool found = true;
        std::set<std::string> taken;
        for (const int gigabytes : wanted) {
            const PlainVolume* best = nullptr;
            for (const PlainVolume& volume : volumes) {
                if (volume.bound || volume.className != "local" || taken.contains(volume.name))
                    continue;
                if (volume.gigabytes < gigabytes || !reaches(volume, node)) continue;
                if (!best || volume.gigabytes < best->gigabytes) best = &volume;
            }
            if (best) taken.insert(best->name);
            found = found && best;
        }
        std::string why;
        if (!reachable) why = "node(s) had volume node affinity conflict";
        if (!found)
            why += (why.empty() ? "" : ", ") +
                   std::string("node(s) didn't find available persistent volumes to bind");
        return why;
    }

    // A node without a zone is taken to be in all of them.
    bool inZone(const scheduler::PodFacts& facts, const api::Node& node) const {
        const api::Text* zone = zoneOf(node);
        if (!zone) return true;
        for (const PlainClaim& claim : claimsOf(facts)) {
            if (claim.volume.empty()) continue;
            const std::string& its = find(claim.volume).labelZone;
            if (!its.empty() && *zone != its) return false;
        }
        return true;
    }

private:
    std::vector<PlainClaim> claimsOf(const scheduler::PodFacts& facts) const {
        std::vector<PlainClaim> all;
        for (const auto& volume : facts.volumes)
            if (!volume.source) all.push_back(claims.at(volume.claim.str()));
        return all;
    }
    const PlainVolume& find(const std::string& name) const {
        return *std::find_if(volumes.begin(), volumes.end(),
                             [&name](const PlainVolume& volume) { return volume.name == name; });
    }
    static bool reaches(const PlainVolume& volume, const api::Node& node) {
        const api::Text* zone = zoneOf(node);
        return volume.reachableZone.empty() || (zone && *zone == volume.reachableZone);
    }
};

// Both pods mount one disk of Google's, and one of them writes to it.
inline bool shareDisk(const scheduler::PodFacts& a, const scheduler::PodFacts& b) {
    for (const auto& mine : a.volumes)
        for (const auto& theirs : b.volumes) {
            if (!mine.source || !theirs.source) continue;
            const auto& one = mine.source->value["gcePersistentDisk"];
            const auto& other = theirs.source->value["gcePersistentDisk"];
            const bool read = one.value("readOnly", false) && other.value("readOnly", false);
            if (one["pdName"] == other["pdName"] && !read) return true;
        }
    return false;
}

} // namespace maqueta::tests
