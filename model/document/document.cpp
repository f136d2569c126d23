#include "document/document.h"

#include "api/name_rules.h"
#include "base/fields.h"
#include "cluster/snapshot_bytes.h"
#include "document/files.h"
#include "document/picture_file.h"

#include <cmath>
#include <set>

namespace maqueta::document {
namespace {

using base::Error;
using base::Fields;
using base::Json;
using base::refusal;
using base::within;

// No story is longer, and times may still be added up.
constexpr std::int64_t latestNs = 10LL * 365 * 86'400 * 1'000'000'000;

Json actToJson(const history::Act& act) {
    Json json = toJson(act.what);
    json["number"] = act.number;
    json["atNs"] = act.at.ns;
    return json;
}

Json branchToJson(const history::Branch& branch) {
    Json acts = Json::array();
    for (const history::Act& act : branch.acts) acts.push_back(actToJson(act));
    return {{"name", branch.name},           {"parent", branch.parent},
            {"inherited", branch.inherited}, {"forkedAtNs", branch.forkedAt.ns},
            {"undone", branch.undone},       {"acts", acts}};
}

// Reads one branch; `error` gets the first thing that is wrong.
history::Branch branchFromJson(const Json& json, std::size_t index, std::optional<Error>& error) {
    Fields f(json, within({MAQUETA_TEXT("Refusals", "journal")},
                          MAQUETA_TEXT("Refusals", "branch {value}"), std::to_string(index + 1)));
    history::Branch b{.name = f.text("name"), .forkedAt = {}, .acts = {}};
    b.parent = static_cast<std::uint32_t>(
        f.number("parent", 0, 0, index == 0 ? 0 : static_cast<std::int64_t>(index) - 1));
    b.inherited = static_cast<std::size_t>(f.number("inherited", 0, 0, INT32_MAX));
    b.forkedAt.ns = f.number("forkedAtNs", 0, 0, latestNs);
    const Json* acts = f.find("acts");
    if (!acts || !acts->is_array())
        f.fail(Fields::about(MAQUETA_TEXT("Refusals", "{name} is not a list"), "acts"));
    sim::Time last{};
    if (!f.error()) {
        for (std::size_t i = 0; i < acts->size(); ++i) {
            Fields af((*acts)[i], within(f.place(), MAQUETA_TEXT("Refusals", "act {value}"),
                                         std::to_string(i + 1)));
            history::Act act;
            act.number = static_cast<std::uint64_t>(af.number("number", 0, 1, INT64_MAX));
            act.at.ns = af.number("atNs", -1, 0, latestNs);
            if (!af.error() && (act.number == 0 || act.at.ns < 0))
                af.fail({MAQUETA_TEXT("Refusals", "number or atNs is missing")});
            if (!af.error() && act.at < last)
                af.fail({MAQUETA_TEXT("Refusals", "comes before the act in front of it")});
            Json bare = (*acts)[i];
            for (const char* ours : {"number", "atNs"})
                if (bare.is_object()) bare.erase(ours);
            auto what = interventionFromJson(bare);
            if (!what) af.fail(what.error().sentence);
            if (af.error()) {
                error = *af.error();
                return b;
            }
            act.what = *std::move(what);
            last = act.at;
            b.acts.push_back(std::move(act));
        }
        b.undone = static_cast<std::size_t>(
            f.number("undone", 0, 0, static_cast<std::int64_t>(b.acts.size())));
        f.nothingElse();
    }
    if (f.error()) error = *f.error();
    return b;
}

std::optional<Error> readTopology(const Json* json, cluster::Topology& topology) {
    if (!json || !json->is_array())
        return refusal({MAQUETA_TEXT("Refusals", "topology is not a list of machines")});
    std::set<std::string> names;
    for (std::size_t i = 0; i < json->size(); ++i) {
        Fields f((*json)[i],
                 within({MAQUETA_TEXT("Refusals", "topology")},
                        MAQUETA_TEXT("Refusals", "machine {value}"), std::to_string(i + 1)));
        auto machine = machineFromJson((*json)[i], f.place());
        if (!machine) return machine.error();
        if (machine->name.empty())
            f.fail(Fields::about(MAQUETA_TEXT("Refusals", "{name} is missing"), "name"));
        else if (auto wrong = api::dns1123SubdomainErrors(machine->name); !wrong.empty())
            f.fail({MAQUETA_TEXT("Refusals", "\"{name}\" cannot name a machine: {why}"),
                    {{"name", machine->name}, {"why", wrong.front()}}});
        else if (!names.insert(machine->name).second)
            f.fail({MAQUETA_TEXT("Refusals", "there are two machines called {machine}"),
                    {{"machine", machine->name}}});
        if (f.error()) return f.error();
        topology.machines.push_back(*std::move(machine));
    }
    if (topology.count(cluster::Role::ControlPlane) == 0)
        return refusal({MAQUETA_TEXT("Refusals", "topology: there is no control-plane machine")});
    if (topology.count(cluster::Role::Client) == 0)
        return refusal({MAQUETA_TEXT("Refusals", "topology: there is no client machine")});
    return {};
}

std::optional<Error> readJournal(const Json* json, history::Journal& journal) {
    if (!json) return {};
    Fields f(*json, {MAQUETA_TEXT("Refusals", "journal")});
    const Json* list = f.find("branches");
    if (!list || !list->is_array() || list->empty())
        f.fail({MAQUETA_TEXT("Refusals", "branches is not a list of branches")});
    if (f.error()) return f.error();
    std::vector<history::Branch> branches;
    std::set<std::uint64_t> numbers;
    std::uint64_t next = 1;
    for (std::size_t i = 0; i < list->size(); ++i) {
        std::optional<Error> error;
        branches.push_back(branchFromJson((*list)[i], i, error));
        if (error) return error;
        for (const history::Act& act : branches.back().acts) {
            if (!numbers.insert(act.number).second)
                return refusal({MAQUETA_TEXT("Refusals",
                                             "journal: the act number {number} stands there twice"),
                                {{"number", std::to_string(act.number)}}});
            next = std::max(next, act.number + 1);
        }
    }
    const auto current = static_cast<std::uint32_t>(
        f.number("current", 0, 0, static_cast<std::int64_t>(branches.size()) - 1));
    f.nothingElse();
    if (f.error()) return f.error();
    journal = history::Journal::restored(std::move(branches), current, next);
    return {};
}

} // namespace

Json toJson(const Document& d) {
    Json machines = Json::array();
    for (const cluster::MachineSpec& m : d.topology.machines) machines.push_back(machineToJson(m));
    Json branches = Json::array();
    for (const history::Branch& b : d.journal.branches()) branches.push_back(branchToJson(b));
    Json layout = Json::object();
    for (const auto& [name, at] : d.layout) layout[name] = {at.first, at.second};
    return {{"format", "maqueta"},
            {"version", formatVersion},
            {"topology", machines},
            {"settings", d.settings.values},
            {"seed", d.seed},
            {"journal", {{"branches", branches}, {"current", d.journal.current()}}},
            {"cursorNs", d.cursor.ns},
            {"layout", layout}};
}

std::string toText(const Document& document) {
    return toJson(document).dump(-1, ' ', true);
}

base::Result<Document> fromJson(const Json& json, const std::string& file) {
    const auto refuse = [&](Error error) {
        error.file = file;
        return error;
    };
    Fields f(json, {MAQUETA_TEXT("Refusals", "document")});
    if (f.text("format") != "maqueta")
        f.fail({MAQUETA_TEXT("Refusals", "this is not a Maqueta document")});
    const std::int64_t version = f.number("version", 0, 1, INT32_MAX);
    if (!f.error() && version > formatVersion)
        f.fail({MAQUETA_TEXT("Refusals", "it is of format {version}, and this program reads up to "
                                         "{most}: open it with a newer Maqueta"),
                {{"version", std::to_string(version)}, {"most", std::to_string(formatVersion)}}});
    if (!f.error() && version < 1)
        f.fail(Fields::about(MAQUETA_TEXT("Refusals", "{name} is missing"), "version"));
    if (f.error()) return refuse(*f.error());

    Document d;
    if (auto error = readTopology(f.find("topology"), d.topology)) return refuse(*error);
    if (auto error = readJournal(f.find("journal"), d.journal)) return refuse(*error);
    const Json* seed = f.find("seed");
    // Up to 2^64: the reader gives what fits in an int64 as one, and only what is larger as
    // unsigned.
    const bool whole = seed && (seed->is_number_unsigned() ||
                                (seed->is_number_integer() && seed->get<std::int64_t>() >= 0));
    if (seed && !whole) f.fail({MAQUETA_TEXT("Refusals", "seed is not a whole number from 0")});
    if (whole) d.seed = seed->get<std::uint64_t>();
    d.cursor.ns = f.number("cursorNs", 0, 0, latestNs);
    if (const Json* settings = f.find("settings")) {
        if (!settings->is_object())
            f.fail({MAQUETA_TEXT("Refusals", "settings is not an object")});
        else
            for (const auto& [name, value] : settings->items()) {
                if (!value.is_number())
                    f.fail(Fields::about(
                        MAQUETA_TEXT("Refusals", "settings: {name} is not a number"), name));
                else
                    d.settings.values[name] = value.get<double>();
            }
    }
    if (const Json* layout = f.find("layout")) {
        if (!layout->is_object())
            f.fail({MAQUETA_TEXT("Refusals", "layout is not an object")});
        else
            for (const auto& [name, at] : layout->items()) {
                const bool point =
                    at.is_array() && at.size() == 2 && at[0].is_number() && at[1].is_number();
                if (!point)
                    f.fail(Fields::about(MAQUETA_TEXT("Refusals", "layout: {name} is not a point"),
                                         name));
                else
                    d.layout[name] = {at[0].get<double>(), at[1].get<double>()};
            }
    }
    f.nothingElse();
    if (f.error()) return refuse(*f.error());
    return d;
}

base::Result<Document> load(const std::string& path) {
    if (path.ends_with(".yaml") || path.ends_with(".yml"))
        return refusal(
            {MAQUETA_TEXT("Refusals", "this is a manifest, not a Maqueta document: apply it "
                                      "to a cluster")},
            path);
    const bool named = path.ends_with(".svg") || path.ends_with(".png");
    const auto text =
        named || isPictureFile(path) ? readPlainFile(path, largestPictureFile) : readFile(path);
    if (!text) return text.error();
    if (cluster::looksLikeSnapshot(*text))
        return refusal(
            {MAQUETA_TEXT("Refusals", "this is a snapshot of etcd, not a Maqueta document: load it "
                                      "into a cluster")},
            path);
    const bool picture = looksLikePicture(*text);
    auto inside = picture ? documentInPicture(*text) : base::Result<std::string>(*text);
    if (!inside) {
        Error error = inside.error();
        error.file = path;
        return error;
    }
    auto json = base::parseJson(*inside, path);
    if (!json) return json.error();
    return fromJson(*json, path);
}

base::Status save(const Document& document, const std::string& path) {
    return replaceFile(path, toJson(document).dump(1) + "\n");
}

} // namespace maqueta::document
