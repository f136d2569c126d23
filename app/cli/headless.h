// A run without a window: what `maqueta run`, `export` and `bench` begin with.
#pragma once

#include "document/document.h"
#include "history/history.h"
#include "manifest/manifest.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace maqueta::app {

struct ScriptedAct {
    sim::Duration after; // the run's beginning
    cluster::Intervention what;
    std::size_t number = 0; // in the file, from 1
    int line = 0;           // where it stands there
};

struct HeadlessInput {
    std::string file;                   // a document; empty = the default cluster
    std::vector<std::string> manifests; // files and folders
    std::string script;                 // a file of acts; empty = none
    std::optional<std::uint64_t> seed;
};

// Everything that was asked for, read and checked. Nothing has run yet.
struct HeadlessPlan {
    document::Document document;
    cluster::Configuration configuration;
    std::vector<base::Json> objects; // to apply once every node is Ready
    std::string title;
    std::vector<ScriptedAct> script;
    std::string scriptFile;
};
base::Result<HeadlessPlan> planHeadless(const HeadlessInput& input);

// A history at the document's cursor.
history::History beginHistory(const HeadlessPlan& plan);
// Runs for that long. The manifests are applied as soon as every machine's node is Ready (after 60
// s at the latest), acts of the script at their time. The first refused act ends the run with its
// reason.
base::Status runPlan(history::History& history, const HeadlessPlan& plan, sim::Duration length);

// Whether all that was applied since then was answered, nothing was refused for what it says, and
// the plan's manifests were accepted. A request of the script that the cluster could not serve is
// no failure of the run: that is what it shows.
base::Status checkAnswers(const history::History& history, const HeadlessPlan& plan,
                          sim::Time since);

// Acts as JSON: a list, or one object a line; each with "at", a length of time from the beginning.
base::Result<std::vector<ScriptedAct>> readScript(const std::string& path);

} // namespace maqueta::app
