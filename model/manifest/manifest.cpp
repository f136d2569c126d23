#include "manifest/manifest.h"

#include "manifest/read_file.h"
#include "manifest/yaml.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace maqueta::manifest {

using base::Error;
using base::Json;
using base::LineTable;
using base::Result;
using base::Status;
using base::TextPlace;

namespace {

namespace fs = std::filesystem;

using Objects = std::vector<ManifestObject>;

bool isManifestName(const fs::path& path) {
    const std::string extension = path.extension().string();
    return extension == ".yaml" || extension == ".yml" || extension == ".json";
}

// Appends the manifest files under a folder, as a walk by name meets them.
Status findFiles(const fs::path& folder, std::vector<fs::path>& files) {
    std::error_code failed;
    std::vector<fs::path> entries;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed))
        entries.push_back(at->path());
    if (failed)
        return base::fileRefusal({MAQUETA_TEXT("Refusals", "cannot read the folder")},
                                 failed.value(), folder.string());
    std::sort(entries.begin(), entries.end());
    for (const fs::path& entry : entries) {
        if (entry.filename().string().starts_with('.')) continue;
        std::error_code ignored;
        // A link to a folder could lead in a circle.
        if (fs::is_directory(fs::symlink_status(entry, ignored))) {
            if (const Status found = findFiles(entry, files); !found) return found;
        } else if (isManifestName(entry) && !fs::is_directory(entry, ignored)) {
            files.push_back(entry);
        }
    }
    return {};
}

// A member that must be a string which is not empty. `name` is how messages call it.
Status checkString(const ManifestObject& object, const char* pointer, const std::string& name) {
    const Json::json_pointer path(pointer);
    const bool present = object.json.contains(path) && !object.json[path].is_null();
    if (!present || object.json[path] == "")
        return object.errorAt(
            pointer, {MAQUETA_TEXT("Refusals", "manifest without {name}"), {{"name", name}}});
    if (!object.json[path].is_string())
        return object.errorAt(
            pointer,
            {MAQUETA_TEXT("Refusals", "{name} must be a string, not {found}; write it in quotes"),
             {{"name", name}, {"found", base::excerpt(object.json[path].dump())}}});
    return {};
}

Status checkType(const ManifestObject& object) {
    if (!object.json.is_object())
        return object.errorAt(
            "", {MAQUETA_TEXT("Refusals",
                              "a manifest must be a map with apiVersion, kind and metadata")});
    if (const Status kind = checkString(object, "/kind", "kind"); !kind) return kind;
    return checkString(object, "/apiVersion", "apiVersion");
}

Status checkName(const ManifestObject& object) {
    const auto metadata = object.json.find("metadata");
    if (metadata == object.json.end() || metadata->is_null())
        return object.errorAt(
            "", {MAQUETA_TEXT("Refusals", "manifest without {name}"), {{"name", "metadata.name"}}});
    if (!metadata->is_object())
        return object.errorAt("/metadata", {MAQUETA_TEXT("Refusals", "metadata must be a map")});
    if (metadata->contains("generateName") && !metadata->contains("name"))
        return object.errorAt(
            "/metadata/generateName",
            {MAQUETA_TEXT("Refusals",
                          "manifest without metadata.name: cannot use generateName with apply")});
    if (const Status name = checkString(object, "/metadata/name", "metadata.name"); !name)
        return name;
    if (!metadata->contains("namespace") || (*metadata)["namespace"].is_null()) return {};
    if (!(*metadata)["namespace"].is_string())
        return object.errorAt(
            "/metadata/namespace",
            {MAQUETA_TEXT("Refusals", "metadata.namespace must be a string; write it in quotes")});
    return {};
}

// Checks an object and appends it, or the items of a list.
Status addObject(ManifestObject object, Objects& out) {
    if (const Status type = checkType(object); !type) return type;
    const std::string kind = object.json["kind"];
    const auto items = object.json.find("items");
    const bool isList = kind.ends_with("List") && items != object.json.end();
    if (!isList) {
        if (const Status name = checkName(object); !name) return name;
        out.push_back(std::move(object));
        return {};
    }
    if (items->is_null()) return {};
    if (!items->is_array())
        return object.errorAt("/items",
                              {MAQUETA_TEXT("Refusals", "the items of a list must be a list")});
    const std::string itemKind = kind.substr(0, kind.size() - std::string_view("List").size());
    for (std::size_t i = 0; i < items->size(); ++i) {
        Json& json = (*items)[i];
        // The items of a typed list, such as PodList, may leave out what the list says for all.
        if (json.is_object() && !itemKind.empty()) {
            json.emplace("kind", itemKind);
            json.emplace("apiVersion", object.json["apiVersion"]);
        }
        const std::string pointer = "/items/" + std::to_string(i);
        const TextPlace place = object.lines.find(pointer);
        const Status added = addObject({.json = std::move(json),
                                        .file = object.file,
                                        .line = place.line,
                                        .column = place.column,
                                        .lines = object.lines.under(pointer)},
                                       out);
        if (!added) return added;
    }
    return {};
}

bool beginsLikeJson(std::string_view text) {
    const std::size_t first = text.find_first_not_of("\xef\xbb\xbf \t\r\n");
    return first != text.npos && (text[first] == '{' || text[first] == '[');
}

Result<std::vector<YamlDocument>> parseText(std::string_view text, const std::string& file) {
    if (!beginsLikeJson(text)) return parseYaml(text, file, YamlRoot::Map);
    LineTable lines;
    Result<Json> json = base::parseJson(text, file, &lines);
    if (json) {
        std::vector<YamlDocument> documents;
        documents.push_back({*std::move(json), std::move(lines)});
        return documents;
    }
    // YAML may begin with a brace, too; then it is YAML's reader that should know what is wrong.
    if (file.ends_with(".json")) return json.error();
    return parseYaml(text, file, YamlRoot::Map);
}

// Kind, group, namespace and name: what makes two manifests the same object.
using Identity = std::tuple<std::string, std::string, std::string, std::string>;

Identity identityOf(const Json& json) {
    const std::string version = json["apiVersion"];
    const std::size_t slash = version.find('/');
    const std::string group = slash == version.npos ? "" : version.substr(0, slash);
    const Json& metadata = json["metadata"];
    const auto space = metadata.find("namespace");
    const bool named = space != metadata.end() && space->is_string() && *space != "";
    return {json["kind"], group, named ? space->get<std::string>() : "default", metadata["name"]};
}

Objects withoutReplaced(Objects objects) {
    std::map<Identity, std::size_t> places;
    Objects out;
    for (ManifestObject& object : objects) {
        const auto [at, isNew] = places.emplace(identityOf(object.json), out.size());
        if (isNew)
            out.push_back(std::move(object));
        else
            out[at->second] = std::move(object);
    }
    return out;
}

// All objects of a text, in their order.
Result<Objects> readObjects(std::string_view text, const std::string& file) {
    Result<std::vector<YamlDocument>> documents = parseText(text, file);
    if (!documents) return documents.error();
    Objects out;
    for (YamlDocument& document : *documents) {
        const TextPlace place = document.lines.find("");
        const Status added = addObject({.json = std::move(document.json),
                                        .file = file,
                                        .line = place.line,
                                        .column = place.column,
                                        .lines = std::move(document.lines)},
                                       out);
        if (!added) return added.error();
    }
    return out;
}

Status readOneFile(const fs::path& path, Objects& out) {
    const Result<std::string> text = readFile(path);
    if (!text) return text.error();
    Result<Objects> objects = readObjects(*text, path.string());
    if (!objects) return objects.error();
    std::move(objects->begin(), objects->end(), std::back_inserter(out));
    return {};
}

// All objects of all files, in their order.
Result<Objects> readAll(const std::vector<fs::path>& paths) {
    Objects out;
    for (const fs::path& path : paths) {
        std::error_code failed;
        const fs::file_status status = fs::status(path, failed);
        if (status.type() == fs::file_type::not_found)
            return base::refusal({MAQUETA_TEXT("Refusals", "no such file or folder")},
                                 path.string());
        std::vector<fs::path> files;
        const bool isFolder = fs::is_directory(status);
        if (!isFolder)
            files.push_back(path);
        else if (const Status found = findFiles(path, files); !found)
            return found.error();
        const std::size_t before = out.size();
        for (const fs::path& file : files)
            if (const Status read = readOneFile(file, out); !read) return read.error();
        if (files.empty())
            return base::refusal(
                {MAQUETA_TEXT("Refusals", "no .yaml, .yml or .json file in this folder")},
                path.string());
        if (out.size() == before)
            return base::refusal({MAQUETA_TEXT("Refusals", "no manifest found")}, path.string());
    }
    return out;
}

// `nodes "worker-1" already exists`, with where the first one stands.
Error alreadyThere(const ManifestObject& object, const ManifestObject& first) {
    std::string what = object.json["kind"];
    for (char& c : what)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const std::string name = object.json["metadata"]["name"];
    const TextPlace place = first.lines.find("/metadata/name");
    return object.errorAt(
        "/metadata/name",
        {MAQUETA_TEXT("Refusals", "{kind}s \"{name}\" already exists, at {place}"),
         {{"kind", what},
          {"name", name},
          {"place", first.file + ":" + std::to_string(place.line)}}});
}

} // namespace

Error ManifestObject::errorAt(std::string_view pointer, base::Sentence what) const {
    const TextPlace place = lines.find(pointer);
    return base::refusal(std::move(what), file, place.line, place.column);
}

Result<Objects> readManifestText(std::string_view text, const std::string& file) {
    Result<Objects> objects = readObjects(text, file);
    if (!objects) return objects;
    return withoutReplaced(*std::move(objects));
}

Result<Objects> readManifests(const std::vector<fs::path>& paths) {
    Result<Objects> objects = readAll(paths);
    if (!objects) return objects;
    return withoutReplaced(*std::move(objects));
}

Result<Objects> readDump(const std::vector<fs::path>& paths) {
    Result<Objects> objects = readAll(paths);
    if (!objects) return objects;
    std::map<Identity, std::size_t> places;
    Objects out;
    for (ManifestObject& object : *objects) {
        const auto [at, isNew] = places.emplace(identityOf(object.json), out.size());
        if (isNew) {
            out.push_back(std::move(object));
            continue;
        }
        // Files of one cluster may overlap; a list that names an object twice is damaged.
        const ManifestObject& first = out[at->second];
        if (first.file == object.file || first.json != object.json)
            return alreadyThere(object, first);
    }
    return out;
}

Result<Objects> readManifests(const fs::path& path) {
    return readManifests(std::vector<fs::path>{path});
}

std::string pointerOfField(std::string_view field) {
    std::string out;
    bool inBrackets = false;
    bool begins = true;
    for (const char c : field) {
        if (!inBrackets && c == '.') {
            begins = true;
            continue;
        }
        if (c == '[' && !inBrackets) {
            inBrackets = begins = true;
            continue;
        }
        if (c == ']' && inBrackets) {
            inBrackets = false;
            continue;
        }
        if (std::exchange(begins, false)) out += '/';
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

} // namespace maqueta::manifest
