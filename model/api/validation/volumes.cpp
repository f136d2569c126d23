#include "api/codec/parts.h"
#include "api/validation/checks.h"

#include <algorithm>
#include <optional>

namespace maqueta::api::validation {
namespace {

using codec::at;
using codec::textAt;

bool stepsBack(std::string_view path) {
    while (true) {
        const std::size_t slash = path.find('/');
        if (path.substr(0, slash) == "..") return true;
        if (slash == std::string_view::npos) return false;
        path.remove_prefix(slash + 1);
    }
}

void requireText(Checks& checks, const Path& path, const Json& tree, const char* field) {
    if (textAt(tree, field).empty()) checks.required(path.child(field));
}

void checkMode(Checks& checks, const Path& path, const Json& mode) {
    if (!mode.is_number_integer()) return;
    const auto bits = mode.get<std::int64_t>();
    if (bits < 0 || bits > 0777)
        checks.invalidNumber(path, bits,
                             "must be a number between 0 and 0777 (octal), both inclusive");
}

void checkRelativePath(Checks& checks, const Path& path, const Text& value) {
    if (value.view().starts_with("/")) checks.invalidText(path, value, "must be a relative path");
    if (stepsBack(value)) checks.invalidText(path, value, "must not contain '..'");
    // "..data" and its like belong to the kubelet.
    if (value.view().starts_with("..") && !value.view().starts_with("../"))
        checks.invalidText(path, value, "must not start with '..'");
}

void checkItems(Checks& checks, const Path& path, const Json& items) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Path one = path.index(i);
        requireText(checks, one, items[i], "key");
        requireText(checks, one, items[i], "path");
        checkRelativePath(checks, one.child("path"), textAt(items[i], "path"));
        checkMode(checks, one.child("mode"), at(items[i], "mode"));
    }
}

void checkHostPath(Checks& checks, const Path& path, const Json& source) {
    const Text place = textAt(source, "path");
    if (place.empty()) return checks.required(path.child("path"));
    if (stepsBack(place)) checks.invalidText(path.child("path"), place, "must not contain '..'");
    const Text type = textAt(source, "type");
    constexpr std::string_view types[] = {
        "",     "BlockDevice",  "CharDevice", "Directory", "DirectoryOrCreate",
        "File", "FileOrCreate", "Socket"};
    if (std::find(std::begin(types), std::end(types), type.view()) == std::end(types))
        checks.notSupported(path.child("type"), goQuoted(type),
                            {"BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File",
                             "FileOrCreate", "Socket", ""});
}

void checkEmptyDir(Checks& checks, const Path& path, const Json& source) {
    if (textAt(source, "sizeLimit").view().starts_with("-"))
        checks.forbidden(path.child("sizeLimit"),
                         "SizeLimit field must be a valid resource quantity");
}

void checkSecret(Checks& checks, const Path& path, const Json& source) {
    requireText(checks, path, source, "secretName");
    checkMode(checks, path.child("defaultMode"), at(source, "defaultMode"));
    checkItems(checks, path.child("items"), at(source, "items"));
}

void checkConfigMap(Checks& checks, const Path& path, const Json& source) {
    requireText(checks, path, source, "name");
    checkMode(checks, path.child("defaultMode"), at(source, "defaultMode"));
    checkItems(checks, path.child("items"), at(source, "items"));
}

void checkNfs(Checks& checks, const Path& path, const Json& source) {
    requireText(checks, path, source, "server");
    requireText(checks, path, source, "path");
    const Text place = textAt(source, "path");
    if (!place.empty() && !place.view().starts_with("/"))
        checks.invalidText(path.child("path"), place, "must be an absolute path");
}

void checkClaim(Checks& checks, const Path& path, const Json& source) {
    requireText(checks, path, source, "claimName");
}

void checkProjected(Checks& checks, const Path& path, const Json& source) {
    checkMode(checks, path.child("defaultMode"), at(source, "defaultMode"));
    const Json& sources = at(source, "sources");
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const Path one = path.child("sources").index(i);
        std::size_t kinds = 0;
        for (const char* field :
             {"secret", "configMap", "downwardAPI", "serviceAccountToken", "clusterTrustBundle"}) {
            const Json& part = at(sources[i], field);
            if (part.is_null()) continue;
            if (kinds++ > 0)
                checks.forbidden(one.child(field), "may not specify more than 1 volume type");
            if (std::string_view(field) == "secret" || std::string_view(field) == "configMap") {
                requireText(checks, one.child(field), part, "name");
                checkItems(checks, one.child(field).child("items"), at(part, "items"));
            } else if (std::string_view(field) == "serviceAccountToken") {
                requireText(checks, one.child(field), part, "path");
            }
        }
    }
}

void checkCsi(Checks& checks, const Path& path, const Json& source) {
    requireText(checks, path, source, "driver");
}

void checkNothing(Checks&, const Path&, const Json&) {}

struct Source {
    const char* field;
    void (*check)(Checks&, const Path&, const Json&);
};
// In the order in which Kubernetes looks at them (validateVolumeSource).
constexpr Source sources[] = {{"emptyDir", checkEmptyDir},
                              {"hostPath", checkHostPath},
                              {"gitRepo", checkNothing},
                              {"gcePersistentDisk", checkNothing},
                              {"awsElasticBlockStore", checkNothing},
                              {"secret", checkSecret},
                              {"nfs", checkNfs},
                              {"iscsi", checkNothing},
                              {"glusterfs", checkNothing},
                              {"flocker", checkNothing},
                              {"persistentVolumeClaim", checkClaim},
                              {"rbd", checkNothing},
                              {"cinder", checkNothing},
                              {"cephfs", checkNothing},
                              {"quobyte", checkNothing},
                              {"downwardAPI", checkNothing},
                              {"fc", checkNothing},
                              {"flexVolume", checkNothing},
                              {"configMap", checkConfigMap},
                              {"azureFile", checkNothing},
                              {"vsphereVolume", checkNothing},
                              {"photonPersistentDisk", checkNothing},
                              {"portworxVolume", checkNothing},
                              {"azureDisk", checkNothing},
                              {"storageos", checkNothing},
                              {"projected", checkProjected},
                              {"scaleIO", checkNothing},
                              {"csi", checkCsi},
                              {"ephemeral", checkNothing},
                              {"image", checkNothing}};

void checkSource(Checks& checks, const Path& path, const Json& volume) {
    bool found = false;
    for (const Source& source : sources) {
        const Json& tree = at(volume, source.field);
        if (tree.is_null()) continue;
        if (found)
            checks.forbidden(path.child(source.field), "may not specify more than 1 volume type");
        else
            source.check(checks, path.child(source.field), tree);
        found = true;
    }
    if (!found) checks.required(path, "must specify a volume type");
}

} // namespace

void checkVolumes(Checks& checks, const Path& path, const Json& volumes,
                  std::vector<std::string>& names) {
    for (std::size_t i = 0; i < volumes.size(); ++i) {
        const std::size_t before = checks.count();
        const Path one = path.index(i);
        const std::string name = textAt(volumes[i], "name").str();
        checkSource(checks, one, volumes[i]);
        if (name.empty())
            checks.required(one.child("name"));
        else
            checks.invalidText(one.child("name"), name, dns1123LabelErrors(name));
        if (std::find(names.begin(), names.end(), name) != names.end())
            checks.duplicate(one.child("name"), goQuoted(name));
        // A volume with an error is not there for the mounts.
        if (checks.count() == before) names.push_back(name);
    }
}

} // namespace maqueta::api::validation
