// A .maqueta file: everything that a run is a function of, and where the person was looking.
//
// JSON: topology, configuration, seed, journal tree, cursor, layout. Reading checks everything
// before anything is used: a document opens whole or not at all, and the error tells where and why.
// Writing is atomic: a new file is completed and synced beside the old one, which it then replaces.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "cluster/options.h"
#include "cluster/topology.h"
#include "history/journal.h"

#include <map>
#include <string>

namespace maqueta::document {

// The format's version: a reader refuses files of a newer one.
inline constexpr int formatVersion = 1;

struct Settings {
    // What of the configuration a document may set, by name ("kubelet.leaseRenewSeconds"); others
    // are the defaults.
    std::map<std::string, double> values;
    friend bool operator==(const Settings&, const Settings&) = default;
};

struct Document {
    cluster::Topology topology;
    Settings settings;
    std::uint64_t seed = 1;
    history::Journal journal;
    sim::Time cursor;
    // Where a person put the cards: machine name -> x, y on the canvas.
    std::map<std::string, std::pair<double, double>> layout;

    friend bool operator==(const Document&, const Document&) = default;
};

base::Json toJson(const Document& document);
// As one line of ASCII.
std::string toText(const Document& document);
base::Result<Document> fromJson(const base::Json& json, const std::string& file);

// Of a .maqueta file, or of a picture that holds a document (picture_file.h).
base::Result<Document> load(const std::string& path);
base::Status save(const Document& document, const std::string& path);

// One intervention as it stands in documents and scripts: {"act": "power-off", "machine":
// "worker-2"}.
base::Json toJson(const cluster::Intervention& act);
base::Result<cluster::Intervention> interventionFromJson(const base::Json& json);
base::Json machineToJson(const cluster::MachineSpec& spec);
base::Result<cluster::MachineSpec> machineFromJson(const base::Json& json,
                                                   const base::Sentence& place);

} // namespace maqueta::document
