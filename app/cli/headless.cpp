#include "app/cli/headless.h"

#include "api/codec.h"
#include "api/registry.h"
#include "app/cli/arguments.h"
#include "base/base64.h"
#include "cluster/defaults.h"
#include "cluster/person.h"
#include "document/snapshot_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <sstream>

namespace maqueta::app {
namespace {

using base::Error;
using base::Json;

// The longest that a cluster is given to come up before manifests are applied all the same.
constexpr sim::Duration longestBoot = sim::seconds(60);

// What the API server would refuse is refused before anything runs, with its place in the file.
std::optional<Error> refusedByApi(const manifest::ManifestObject& object) {
    sim::Rng rng(1);
    api::RequestContext context;
    context.rng = &rng;
    const std::string apiVersion = object.json.at("apiVersion").get<std::string>();
    const std::string kindName = object.json.at("kind").get<std::string>();
    const api::Kind kind = api::findKind(apiVersion, kindName);
    const Json& meta = object.json.at("metadata");
    const auto ns = meta.find("namespace");
    // Kubernetes says only in Go's words which field of a body it cannot read.
    std::string field;
    if (const auto read = api::decode(object.json, {.expected = kind, .wrongField = &field}); !read)
        return object.errorAt(
            manifest::pointerOfField(field),
            base::verbatim((field.empty() ? "" : field + ": ") + read.error().message));
    if (const base::Status fits = cluster::withinModel(object.json); !fits)
        return object.errorAt("/spec/replicas", fits.error().sentence);
    context.ns = ns != meta.end() && ns->is_string() ? ns->get<std::string>() : "default";
    if (kind != api::Kind::Other && !api::info(kind).namespaced) context.ns = {};
    const api::Outcome outcome = api::prepareCreate(context, kind, object.json);
    if (outcome) return {};
    std::string pointer;
    const base::JsonRef& details = outcome.failure().details;
    if (details && details->value.contains("causes") && !details->value["causes"].empty())
        pointer = manifest::pointerOfField(details->value["causes"][0].value("field", ""));
    return object.errorAt(pointer, base::verbatim(outcome.failure().message.str()));
}

std::uint64_t actOf(const cluster::Beat& beat) {
    const auto number = parseCount(*beat.field("act"));
    return number ? *number : 0;
}

bool everyNodeReady(const cluster::World& world) {
    const cluster::Picture picture = world.picture();
    return std::all_of(picture.machines.begin(), picture.machines.end(), [](const auto& m) {
        const bool node =
            m.spec.role == cluster::Role::ControlPlane || m.spec.role == cluster::Role::Worker;
        return !node || !m.on || m.ready;
    });
}

base::Result<std::string> readText(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return Error{.message = std::string("cannot read: ") + std::strerror(errno), .file = path};
    std::ostringstream text;
    text << in.rdbuf();
    if (in.bad()) return Error{.message = "cannot read it to its end", .file = path};
    return text.str();
}

// A script names the file of a snapshot, a document holds what is in it.
std::optional<Error> withSnapshot(Json& act, const std::filesystem::path& folder) {
    const bool names = act.contains("act") && act["act"] == "load-snapshot" &&
                       !act.contains("content") && act.contains("file") && act["file"].is_string();
    if (!names) return {};
    const std::filesystem::path file = act["file"].get<std::string>();
    const auto bytes = document::readSnapshotFile((folder / file).string());
    if (!bytes) return bytes.error();
    act["file"] = file.filename().string();
    act["content"] = base::encodeBase64(*bytes);
    return {};
}

base::Result<ScriptedAct> scriptedAct(const Json& json, const std::filesystem::path& folder) {
    const bool timed = json.is_object() && json.contains("at") && json["at"].is_string();
    if (!timed) return Error{.message = "\"at\" is missing: when the act happens, such as \"30s\""};
    auto at = parseDuration(json["at"].get<std::string>());
    if (!at) return at.error();
    Json bare = json;
    bare.erase("at");
    if (auto error = withSnapshot(bare, folder)) return Error{.message = error->text()};
    auto what = document::interventionFromJson(bare);
    if (!what) return what.error();
    return ScriptedAct{.after = *at, .what = *std::move(what)};
}

} // namespace

base::Result<std::vector<ScriptedAct>> readScript(const std::string& path) {
    auto text = readText(path);
    if (!text) return text.error();
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    std::vector<ScriptedAct> acts;
    const auto add = [&](const Json& json, int line, std::size_t number) -> std::optional<Error> {
        auto act = scriptedAct(json, folder);
        if (!act)
            return Error{.message = "act " + std::to_string(number) + ": " + act.error().message,
                         .file = path,
                         .line = line};
        acts.push_back(*std::move(act));
        acts.back().number = number;
        acts.back().line = line;
        return {};
    };
    const std::size_t first = text->find_first_not_of(" \t\r\n");
    if (first != std::string::npos && (*text)[first] == '[') {
        base::LineTable lines;
        auto json = base::parseJson(*text, path, &lines);
        if (!json) return json.error();
        for (std::size_t i = 0; i < json->size(); ++i) {
            const int line = lines.find("/" + std::to_string(i)).line;
            if (auto error = add((*json)[i], line, i + 1)) return *error;
        }
    } else {
        std::istringstream lines(*text);
        int number = 0;
        for (std::string line; std::getline(lines, line);) {
            ++number;
            if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
            auto json = base::parseJson(line, path);
            if (!json) {
                Error error = json.error();
                error.line = number;
                return error;
            }
            if (auto error = add(*json, number, acts.size() + 1)) return *error;
        }
    }
    if (acts.empty()) return Error{.message = "there is no act in it", .file = path};
    std::stable_sort(acts.begin(), acts.end(),
                     [](const ScriptedAct& a, const ScriptedAct& b) { return a.after < b.after; });
    return acts;
}

base::Result<HeadlessPlan> planHeadless(const HeadlessInput& input) {
    HeadlessPlan plan;
    if (input.file.empty()) {
        plan.document.topology = cluster::defaultTopology();
    } else {
        auto document = document::load(input.file);
        if (!document) return document.error();
        plan.document = *std::move(document);
    }
    if (input.seed) plan.document.seed = *input.seed;
    auto configuration = cluster::configured(plan.document.settings.values);
    if (!configuration) {
        Error error = configuration.error();
        error.file = input.file;
        return error;
    }
    plan.configuration = *std::move(configuration);
    if (!input.manifests.empty()) {
        const std::vector<std::filesystem::path> paths(input.manifests.begin(),
                                                       input.manifests.end());
        auto objects = manifest::readManifests(paths);
        if (!objects) return objects.error();
        for (manifest::ManifestObject& object : *objects) {
            if (auto error = refusedByApi(object)) return *error;
            plan.objects.push_back(std::move(object.json));
        }
        plan.title = paths.size() == 1 ? paths.front().filename().string()
                                       : std::to_string(plan.objects.size()) + " objects";
    }
    if (!input.script.empty()) {
        auto script = readScript(input.script);
        if (!script) return script.error();
        plan.script = *std::move(script);
        plan.scriptFile = input.script;
    }
    return plan;
}

history::History beginHistory(const HeadlessPlan& plan) {
    history::History history(plan.document.topology, plan.configuration, plan.document.seed);
    history.adopt(plan.document.journal, plan.document.cursor);
    return history;
}

base::Status checkAnswers(const history::History& history, const HeadlessPlan& plan,
                          sim::Time since) {
    std::map<std::uint64_t, std::size_t> open; // objects of an act that were not answered, by act
    std::uint64_t ownAct = 0;                  // of the manifests on the command line
    std::size_t asked = 0;
    for (const history::Act* act : history.journal().path()) {
        const auto* apply = std::get_if<cluster::ApplyObjects>(&act->what);
        if (!apply || act->at < since) continue;
        open[act->number] = apply->objects.size();
        asked += apply->objects.size();
        if (apply->title == plan.title && apply->objects == plan.objects) ownAct = act->number;
    }
    std::size_t failed = 0;
    std::string first;
    for (const cluster::Beat& b : history.beats()) {
        if (b.kind != cluster::BeatKind::RequestAnswered || b.at < since) continue;
        const std::uint64_t act = actOf(b);
        if (const auto found = open.find(act); found != open.end()) --found->second;
        // In a script a cluster that cannot answer is part of the story; a refusal never is.
        const std::string& code = *b.field("code");
        const bool refused = code.size() == 3 && code[0] == '4' && code != "429";
        const bool missed = *b.field("ok") == "no" && act == ownAct && ownAct != 0;
        if (!refused && !missed) continue;
        const std::string& message = *b.field("message");
        if (failed++ == 0) first = b.object + ": " + (message.empty() ? b.text : message);
    }
    if (failed > 0)
        return Error{.message =
                         std::to_string(failed) +
                         (failed == 1 ? " request failed: " : " requests failed, the first: ") +
                         first};
    std::size_t left = 0;
    for (const auto& [act, count] : open) left += count;
    if (left > 0)
        return Error{.message = "the run ended before " + std::to_string(left) + " of " +
                                std::to_string(asked) +
                                " objects were applied: give it more time with --for"};
    return {};
}

base::Status runPlan(history::History& history, const HeadlessPlan& plan, sim::Duration length) {
    const sim::Time begin = history.now();
    const sim::Time end = begin + length;
    std::size_t next = 0;
    // Acts of the script that are due by then.
    const auto runTo = [&](sim::Time until) -> base::Status {
        while (next < plan.script.size() && begin + plan.script[next].after <= until) {
            history.advance(begin + plan.script[next].after);
            if (base::Status status = history.act(plan.script[next].what); !status)
                return Error{.message = "act " + std::to_string(plan.script[next].number) +
                                        " of the script, " +
                                        cluster::describe(plan.script[next].what) +
                                        ", is refused: " + status.error().message,
                             .file = plan.scriptFile,
                             .line = plan.script[next].line};
            ++next;
        }
        history.advance(until);
        return {};
    };
    if (!plan.objects.empty()) {
        const sim::Time latest = std::min(begin + longestBoot, end);
        while (history.now() < latest && !everyNodeReady(history.world()))
            if (base::Status status =
                    runTo(std::min(latest, history.now() + sim::milliseconds(500)));
                !status)
                return status;
        if (base::Status status =
                history.act(cluster::ApplyObjects{.objects = plan.objects, .title = plan.title});
            !status)
            return status;
    }
    return runTo(end);
}

} // namespace maqueta::app
