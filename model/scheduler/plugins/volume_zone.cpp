// VolumeZone: a volume that says in its labels where it is can only be used there
// (pkg/scheduler/framework/plugins/volumezone).
#include "api/kinds/volumes.h"
#include "api/names.h"
#include "scheduler/plugins/plugins.h"

#include <algorithm>
#include <array>

namespace maqueta::scheduler {
namespace {

struct ZoneLabel {
    std::string_view key;
    std::string_view current; // the key that took its place
};
constexpr std::array<ZoneLabel, 4> zoneLabels{
    {{"failure-domain.beta.kubernetes.io/zone", api::names::labelZone},
     {"failure-domain.beta.kubernetes.io/region", api::names::labelRegion},
     {api::names::labelZone, api::names::labelZone},
     {api::names::labelRegion, api::names::labelRegion}}};

// "a__b" names two zones; a label with an empty name in it is ignored.
std::vector<std::string> zonesOf(std::string_view label) {
    std::vector<std::string> zones;
    while (true) {
        const std::size_t end = label.find("__");
        std::string_view zone = label.substr(0, end);
        while (zone.starts_with(' ')) zone.remove_prefix(1);
        while (zone.ends_with(' ')) zone.remove_suffix(1);
        if (zone.empty()) return {};
        zones.emplace_back(zone);
        if (end == std::string_view::npos) return zones;
        label.remove_prefix(end + 2);
    }
}

class VolumeZone final : public PluginOf<VolumeZone> {
public:
    using PluginOf::PluginOf;

    Status preFilter(NodeNames&) override {
        wanted_.clear();
        for (const PodVolume& volume : facts().volumes) {
            if (volume.source || volume.ephemeral) continue;
            if (Status status = readClaim(volume.claim); !status.ok()) return status;
        }
        return wanted_.empty() ? Status::skipped() : Status{};
    }

    Status filter(const NodeInfo& node) const override {
        const bool somewhere =
            std::any_of(zoneLabels.begin(), zoneLabels.end(), [&node](const ZoneLabel& label) {
                return node.labels().contains(label.key);
            });
        if (!somewhere) return {};
        for (const Wanted& each : wanted_) {
            const Text* is = node.labels().find(each.label.key);
            if (!is) is = node.labels().find(each.label.current);
            if (!is ||
                std::find(each.zones.begin(), each.zones.end(), is->view()) == each.zones.end())
                return Status::unresolvable("node(s) had no available volume zone");
        }
        return {};
    }

private:
    struct Wanted {
        ZoneLabel label;
        std::vector<std::string> zones;
    };

    Status readClaim(const Text& name) {
        const Listers& listers = attempt().listers;
        const api::Object* object =
            listers.get(api::Kind::PersistentVolumeClaim, pod().meta.ns, name);
        if (!object) return Status::unresolvable(notFound(api::Kind::PersistentVolumeClaim, name));
        const api::VolumeClaim claim = api::readClaim(*object);
        if (claim.volumeName.empty()) return readUnbound(claim);
        const api::Object* volume = listers.get(api::Kind::PersistentVolume, {}, claim.volumeName);
        if (!volume)
            return Status::unresolvable(notFound(api::Kind::PersistentVolume, claim.volumeName));
        for (const ZoneLabel& label : zoneLabels)
            if (const Text* value = volume->meta.labels.find(label.key))
                if (std::vector<std::string> zones = zonesOf(*value); !zones.empty())
                    wanted_.push_back({label, std::move(zones)});
        return {};
    }

    Status readUnbound(const api::VolumeClaim& claim) const {
        if (claim.className.empty())
            return Status::unresolvable(
                "PersistentVolumeClaim had no pv name and storageClass name");
        const api::Object* object =
            attempt().listers.get(api::Kind::StorageClass, {}, claim.className);
        if (!object)
            return Status::unresolvable(notFound(api::Kind::StorageClass, claim.className));
        const api::StorageClass storageClass = api::readStorageClass(*object);
        if (storageClass.bindingMode.empty())
            return Status::unresolvable("VolumeBindingMode not set for StorageClass \"" +
                                        claim.className + "\"");
        if (storageClass.waitsForConsumer()) return {};
        return Status::unresolvable("PersistentVolume had no name");
    }

    std::vector<Wanted> wanted_;
};

} // namespace

std::unique_ptr<Plugin> makeVolumeZone(const Attempt& attempt) {
    return std::make_unique<VolumeZone>(attempt);
}

} // namespace maqueta::scheduler
