// VolumeRestrictions: disks that take one writer at a time, and claims that take one pod
// (pkg/scheduler/framework/plugins/volumerestrictions).
#include "api/kinds/volumes.h"
#include "api/selector_json.h"
#include "scheduler/plugins/plugins.h"

#include <algorithm>
#include <array>

namespace maqueta::scheduler {

using api::member;
using api::textMember;

namespace {

constexpr std::array<const char*, 4> exclusiveSources{"gcePersistentDisk", "awsElasticBlockStore",
                                                      "iscsi", "rbd"};

bool isReadOnly(const base::Json* source) {
    const base::Json* flag = member(source, "readOnly");
    return flag && flag->is_boolean() && flag->get<bool>();
}

bool shareMonitor(const base::Json* a, const base::Json* b) {
    if (!a || !b || !a->is_array() || !b->is_array()) return false;
    return std::any_of(a->begin(), a->end(), [b](const base::Json& monitor) {
        return std::find(b->begin(), b->end(), monitor) != b->end();
    });
}

bool isSameImage(const base::Json* a, const base::Json* b) {
    const auto poolOf = [](const base::Json* rbd) {
        const Text pool = textMember(rbd, "pool");
        return pool.empty() ? Text("rbd") : pool;
    };
    return shareMonitor(member(a, "monitors"), member(b, "monitors")) && poolOf(a) == poolOf(b) &&
           textMember(a, "image") == textMember(b, "image");
}

// Both sources are of this sort.
bool conflict(std::string_view sort, const base::Json* a, const base::Json* b) {
    const bool bothRead = isReadOnly(a) && isReadOnly(b);
    if (sort == "gcePersistentDisk")
        return textMember(a, "pdName") == textMember(b, "pdName") && !bothRead;
    if (sort == "awsElasticBlockStore")
        return textMember(a, "volumeID") == textMember(b, "volumeID");
    if (sort == "iscsi") return textMember(a, "iqn") == textMember(b, "iqn") && !bothRead;
    return isSameImage(a, b) && !bothRead;
}

bool conflict(const PodVolume& a, const PodVolume& b) {
    if (!a.source || !b.source) return false;
    return std::any_of(exclusiveSources.begin(), exclusiveSources.end(), [&](const char* sort) {
        const base::Json* mine = member(&a.source->value, sort);
        const base::Json* other = member(&b.source->value, sort);
        return mine && other && conflict(sort, mine, other);
    });
}

bool isExclusive(const PodVolume& volume) {
    return volume.source &&
           std::any_of(exclusiveSources.begin(), exclusiveSources.end(), [&](const char* sort) {
               return member(&volume.source->value, sort) != nullptr;
           });
}

class VolumeRestrictions final : public PluginOf<VolumeRestrictions> {
public:
    using PluginOf::PluginOf;

    Status preFilter(NodeNames&) override {
        onePodClaims_.clear();
        users_ = 0;
        for (const PodVolume& volume : facts().volumes) {
            if (volume.source || volume.ephemeral) continue;
            const api::Object* claim = attempt().listers.get(api::Kind::PersistentVolumeClaim,
                                                             pod().meta.ns, volume.claim);
            if (!claim)
                return Status::unresolvable(
                    notFound(api::Kind::PersistentVolumeClaim, volume.claim));
            if (api::readClaim(*claim).hasMode("ReadWriteOncePod")) {
                onePodClaims_.push_back(volume.claim);
                if (isUsed(volume.claim)) ++users_;
            }
        }
        const bool check = std::any_of(facts().volumes.begin(), facts().volumes.end(), isExclusive);
        return check || users_ > 0 ? Status{} : Status::skipped();
    }

    Status filter(const NodeInfo& node) const override {
        for (const PodVolume& mine : facts().volumes) {
            if (!isExclusive(mine)) continue;
            for (const PodInfo& other : *node.pods)
                for (const PodVolume& theirs : other.facts->volumes)
                    if (conflict(mine, theirs))
                        return Status::unschedulable("node(s) had no available disk");
        }
        if (users_ > 0)
            return Status::unschedulable("node has pod using PersistentVolumeClaim with the same "
                                         "name and ReadWriteOncePod access mode");
        return {};
    }

    void addPod(const PodInfo& other, const NodeInfo&) override { users_ += usesOf(other); }
    void removePod(const PodInfo& other, const NodeInfo&) override { users_ -= usesOf(other); }

private:
    static bool mounts(const PodInfo& pod, const Text& claim) {
        return std::any_of(pod.facts->volumes.begin(), pod.facts->volumes.end(),
                           [&](const PodVolume& volume) {
                               return !volume.source && !volume.ephemeral && volume.claim == claim;
                           });
    }
    bool isUsed(const Text& claim) const {
        for (const std::uint32_t slot : attempt().cache.order())
            for (const PodInfo& other : *attempt().cache.node(slot).pods)
                if (other.pod->meta.ns == pod().meta.ns && mounts(other, claim)) return true;
        return false;
    }
    // By name alone: Kubernetes does not look at the namespace here.
    std::int64_t usesOf(const PodInfo& other) const {
        return std::count_if(other.facts->volumes.begin(), other.facts->volumes.end(),
                             [&](const PodVolume& volume) {
                                 return !volume.source && !volume.ephemeral &&
                                        std::find(onePodClaims_.begin(), onePodClaims_.end(),
                                                  volume.claim) != onePodClaims_.end();
                             });
    }

    std::vector<Text> onePodClaims_; // of the pod, with the mode ReadWriteOncePod
    std::int64_t users_ = 0;         // of those, by pods that are there
};

} // namespace

std::unique_ptr<Plugin> makeVolumeRestrictions(const Attempt& attempt) {
    return std::make_unique<VolumeRestrictions>(attempt);
}

} // namespace maqueta::scheduler
