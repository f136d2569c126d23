// NodeVolumeLimits: how many volumes of one driver a node can attach
// (pkg/scheduler/framework/plugins/nodevolumelimits/csi.go).
#include "api/kinds/volumes.h"
#include "api/selector_json.h"
#include "scheduler/plugins/plugins.h"

#include <array>
#include <map>

namespace maqueta::scheduler {

using api::member;
using api::textMember;

namespace {

constexpr std::string_view limitPrefix = "attachable-volumes-csi-";
constexpr std::string_view migratedAnnotation = "storage.alpha.kubernetes.io/migrated-plugins";

// Kinds of volumes that were built into Kubernetes and now are a driver's, on nodes that say so
// (staging/src/k8s.io/csi-translation-lib/plugins), as far as they are counted (isCSIMigrationOn).
struct Migrated {
    const char* source;
    const char* id; // the field that tells one volume from another
    std::string_view plugin;
    std::string_view driver;
};
constexpr std::array<Migrated, 5> migratedSources{
    {{"awsElasticBlockStore", "volumeID", "kubernetes.io/aws-ebs", "ebs.csi.aws.com"},
     {"gcePersistentDisk", "pdName", "kubernetes.io/gce-pd", "pd.csi.storage.gke.io"},
     {"azureDisk", "diskURI", "kubernetes.io/azure-disk", "disk.csi.azure.com"},
     {"cinder", "volumeID", "kubernetes.io/cinder", "cinder.csi.openstack.org"},
     {"portworxVolume", "volumeID", "kubernetes.io/portworx-volume", "pxd.portworx.com"}}};

const Migrated* migratedSource(const base::Json* holder) {
    for (const Migrated& each : migratedSources)
        if (member(holder, each.source)) return &each;
    return nullptr;
}

const Migrated* migratedPlugin(std::string_view name) {
    for (const Migrated& each : migratedSources)
        if (each.plugin == name) return &each;
    return nullptr;
}

bool isMigrated(const api::Object* csiNode, std::string_view plugin) {
    const Text* list = csiNode ? csiNode->meta.annotations.find(migratedAnnotation) : nullptr;
    if (!list) return false;
    std::string_view rest = *list;
    while (!rest.empty()) {
        const std::size_t end = rest.find(',');
        if (rest.substr(0, end) == plugin) return true;
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    return false;
}

// By a name that tells volumes apart: the driver.
using Volumes = std::map<std::string, std::string>;

class NodeVolumeLimits final : public PluginOf<NodeVolumeLimits> {
public:
    using PluginOf::PluginOf;

    Status preFilter(NodeNames&) override {
        for (const PodVolume& volume : facts().volumes)
            if (!volume.source || migratedSource(&volume.source->value)) return {};
        return Status::skipped();
    }

    Status filter(const NodeInfo& node) const override {
        const api::Object* csiNode = attempt().listers.get(api::Kind::CSINode, {}, node.name());
        Volumes fresh;
        collect(pod(), facts(), csiNode, fresh);
        if (fresh.empty()) return {};
        const std::map<std::string, std::int64_t> limits = limitsOf(node, csiNode);
        if (limits.empty()) return {};
        Volumes attached;
        for (const PodInfo& other : *node.pods)
            collect(*other.pod, *other.facts, csiNode, attached);
        std::map<std::string, std::int64_t> counts;
        for (const auto& [volume, driver] : attached) ++counts[driver];
        for (const auto& [volume, driver] : fresh) {
            if (attached.contains(volume)) continue;
            ++counts[driver];
            const auto limit = limits.find(driver);
            if (limit != limits.end() && counts[driver] > limit->second)
                return Status::unschedulable("node(s) exceed max volume count");
        }
        return {};
    }

private:
    void collect(const api::Pod& of, const PodFacts& its, const api::Object* csiNode,
                 Volumes& into) const {
        for (const PodVolume& volume : its.volumes) {
            if (volume.source) {
                addInline(volume.source->value, csiNode, into);
                continue;
            }
            const api::Object* claim =
                attempt().listers.get(api::Kind::PersistentVolumeClaim, of.meta.ns, volume.claim);
            if (claim) addClaim(api::readClaim(*claim), csiNode, into);
        }
    }

    static void addInline(const base::Json& holder, const api::Object* csiNode, Volumes& into) {
        const Migrated* sort = migratedSource(&holder);
        if (!sort || !isMigrated(csiNode, sort->plugin)) return;
        add(sort->driver, textMember(member(&holder, sort->source), sort->id), into);
    }

    static void add(std::string_view driver, std::string_view handle, Volumes& into) {
        if (driver.empty() || handle.empty()) return;
        into[std::string(driver).append("/").append(handle)] = driver;
    }

    void addClaim(const api::VolumeClaim& claim, const api::Object* csiNode, Volumes& into) const {
        const Listers& listers = attempt().listers;
        const api::Object* volume =
            claim.volumeName.empty()
                ? nullptr
                : listers.get(api::Kind::PersistentVolume, {}, claim.volumeName);
        if (volume) {
            const base::Json* spec = volume->rest ? member(&volume->rest->value, "spec") : nullptr;
            if (const base::Json* csi = member(spec, "csi"))
                add(textMember(csi, "driver"), textMember(csi, "volumeHandle"), into);
            else if (spec)
                addInline(*spec, csiNode, into);
            return;
        }
        // A volume that is still to be made counts for the driver that will make it.
        const api::Object* object = claim.className.empty()
                                        ? nullptr
                                        : listers.get(api::Kind::StorageClass, {}, claim.className);
        if (!object) return;
        const Text provisioner = api::readStorageClass(*object).provisioner;
        const std::string handle = "unbound-" + claim.ns + "/" + claim.name;
        const Migrated* sort = migratedPlugin(provisioner);
        if (!sort)
            add(provisioner, handle, into);
        else if (isMigrated(csiNode, sort->plugin))
            add(sort->driver, handle, into);
    }

    // By driver: as the Node says, and as its CSINode says.
    static std::map<std::string, std::int64_t> limitsOf(const NodeInfo& node,
                                                        const api::Object* csiNode) {
        std::map<std::string, std::int64_t> limits;
        for (const auto& [name, amount] : *node.allocatable.scalars)
            if (name.view().starts_with(limitPrefix))
                limits[std::string(name.view().substr(limitPrefix.size()))] = amount;
        const base::Json* spec =
            csiNode && csiNode->rest ? member(&csiNode->rest->value, "spec") : nullptr;
        const base::Json* drivers = member(spec, "drivers");
        if (!drivers || !drivers->is_array()) return limits;
        for (const base::Json& driver : *drivers) {
            const base::Json* count = member(member(&driver, "allocatable"), "count");
            if (count && count->is_number_integer())
                limits[textMember(&driver, "name").str()] = count->get<std::int64_t>();
        }
        return limits;
    }
};

} // namespace

std::unique_ptr<Plugin> makeNodeVolumeLimits(const Attempt& attempt) {
    return std::make_unique<NodeVolumeLimits>(attempt);
}

} // namespace maqueta::scheduler
