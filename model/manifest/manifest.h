// Manifests: the objects that a person keeps in YAML and JSON files, read whole or not at all.
//
// What is promised of every object: it is a map with the strings apiVersion, kind and
// metadata.name. Everything else in it is for the API server to judge; `lines` then tells where a
// field stood.
#pragma once

#include "base/json.h"
#include "base/line_table.h"
#include "base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace maqueta::manifest {

struct ManifestObject {
    base::Json json;
    std::string file;
    int line = 0;
    int column = 0;
    base::LineTable lines; // by JSON pointers into json

    // The error with the place of a field of this object, named by a JSON pointer.
    base::Error errorAt(std::string_view pointer, base::Sentence what) const;
};

// Reads files, and folders with all their folders: *.yaml, *.yml and *.json in the order of their
// names, hidden ones left out. A list (kind: List, PodList, ...) stands for its items. An object of
// the same kind, namespace and name as an earlier one takes the earlier one's place.
base::Result<std::vector<ManifestObject>>
readManifests(const std::vector<std::filesystem::path>& paths);
base::Result<std::vector<ManifestObject>> readManifests(const std::filesystem::path& path);

// Reads what `kubectl get KIND,... -A -o json` printed of a real cluster, in one file or many,
// plain or compressed by gzip. Two objects of one name are refused: a cluster has one. Files may
// overlap: what stands alike in two of them is one object.
base::Result<std::vector<ManifestObject>> readDump(const std::vector<std::filesystem::path>& paths);

// Reads one text. `file` is its name for messages; JSON or YAML is told by the content.
base::Result<std::vector<ManifestObject>> readManifestText(std::string_view text,
                                                           const std::string& file);

// A field of the API server's errors as a JSON pointer: "spec.containers[0].image" becomes
// "/spec/containers/0/image", "metadata.labels[app/x]" becomes "/metadata/labels/app~1x".
std::string pointerOfField(std::string_view field);

} // namespace maqueta::manifest
