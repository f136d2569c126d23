// maqueta snapshot: snapshots of the store as files, without a window; the words are those of
// etcdctl and etcdutl.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/headless.h"
#include "cluster/snapshot_bytes.h"
#include "document/picture_file.h"
#include "document/snapshot_file.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

namespace maqueta::app {
namespace {

using base::Json;

constexpr const char* snapshotHelp =
    R"(Usage: maqueta snapshot save [FILE] --out SNAPSHOT [--machine NAME] [--apply PATH]...
                             [--script FILE] [--at 5m] [--seed N]
       maqueta snapshot status SNAPSHOT [--format text|json]
       maqueta snapshot restore FILE SNAPSHOT [--out OUT] [--any-cluster]
                             [--bump-revision N --mark-compacted]

Snapshots of etcd as files.

save     runs a cluster and saves what one etcd member holds, as etcdctl snapshot save does
  FILE            a document (.maqueta); without one, the default cluster from power-on
  --out SNAPSHOT  the file to write
  --machine NAME  the machine whose member is asked (that of etcd's leader)
  --apply PATH    deploy the manifests of a file or folder once every node is Ready
  --script FILE   acts to carry out, as for maqueta run
  --at LENGTH     how long to run before, such as 90s or 5m (5m; with a FILE and nothing to
                  apply or carry out: its own moment)
  --seed N        chance's beginning

status   checks a snapshot file and says what it holds
  --format F      text or json

restore  loads a snapshot file into a document and restores it into every etcd member, at the
         document's moment; prints what that cost
  --out OUT       the document to write (FILE itself)
  --any-cluster   take the snapshot of another etcd cluster, too
  --bump-revision N --mark-compacted
                  let the revisions go on N above the snapshot's, and count all below as
                  compacted: who remembers a later revision of before lists anew, and takes
                  no old one for a new one. 1000000000 is a week of 1,500 writes a second.
                  Both or none, as etcdutl wants it

Exit status: 0 success, 1 the work failed and nothing was written, 2 wrong usage.
)";

// A restore takes some seconds; one that waits longer waits for somebody to mend the cluster.
constexpr sim::Duration longestRestore = sim::minutes(5);

int wrongWay(std::string_view message) {
    return complainUsage("snapshot", message);
}

void print(const Json& facts) {
    std::size_t widest = 0;
    for (const auto& [name, value] : facts.items()) widest = std::max(widest, name.size());
    for (const auto& [name, value] : facts.items())
        std::printf("%-*s  %s\n", static_cast<int>(widest), name.c_str(),
                    (value.is_string() ? value.get<std::string>() : value.dump()).c_str());
}

int saveToFile(const std::vector<std::string>& words) {
    auto arguments = Arguments::parse(
        words, {{"--out"}, {"--machine"}, {"--apply"}, {"--script"}, {"--at"}, {"--seed"}});
    if (!arguments) return wrongWay("save: " + arguments.error().message);
    const auto& files = arguments->positional();
    if (files.size() > 1) return wrongWay("save: more than one FILE: " + files[1]);
    const auto out = arguments->value("--out");
    if (!out) return wrongWay("save: --out is missing: where shall the snapshot go?");
    const auto at = arguments->value("--at");
    auto length = parseDuration(at.value_or("5m"));
    if (!length) return wrongWay("--at: " + length.error().message);
    HeadlessInput input{.file = files.empty() ? "" : files[0],
                        .manifests = arguments->values("--apply"),
                        .script = arguments->value("--script").value_or(""),
                        .seed = {}};
    if (const auto seed = arguments->value("--seed")) {
        auto number = parseCount(*seed);
        if (!number) return wrongWay("--seed: " + number.error().message);
        input.seed = *number;
    }
    auto plan = planHeadless(input);
    if (!plan) return complain(plan.error(), workFailed);
    history::History history = beginHistory(*plan);
    const bool ownMoment =
        !input.file.empty() && input.manifests.empty() && input.script.empty() && !at;
    if (!ownMoment)
        if (base::Status status = runPlan(history, *plan, *length); !status)
            return complain(status.error(), workFailed);
    const cluster::SaveSnapshot act{arguments->value("--machine").value_or("")};
    if (base::Status status = history.act(act); !status)
        return complain(status.error(), workFailed);
    const auto& shelf = history.world().shelf();
    const cluster::ShelfSnapshot& snapshot = shelf[shelf.size() - 1];
    if (base::Status status = document::saveSnapshot(snapshot, *out); !status)
        return complain(status.error(), workFailed);
    std::printf("Snapshot saved at %s: revision %lld, %zu keys, from %s\n", out->c_str(),
                static_cast<long long>(snapshot.content.revision), snapshot.content.keys,
                snapshot.machine.c_str());
    return success;
}

int showStatus(const std::vector<std::string>& words) {
    auto arguments = Arguments::parse(words, {{"--format"}});
    if (!arguments) return wrongWay("status: " + arguments.error().message);
    const auto& files = arguments->positional();
    if (files.size() != 1) return wrongWay("status: one SNAPSHOT is what it is asked about");
    const std::string format = arguments->value("--format").value_or("text");
    if (format != "text" && format != "json")
        return wrongWay("--format is text or json, not \"" + format + "\"");
    auto snapshot = document::loadSnapshot(files[0]);
    if (!snapshot) return complain(snapshot.error(), workFailed);
    const store::Snapshot& content = snapshot->content;
    const Json facts = {{"hash", cluster::hexText(content.hash)},
                        {"revision", content.revision},
                        {"totalKey", content.keys},
                        {"totalSize", content.bytes},
                        {"clusterId", cluster::hexText(content.clusterId)},
                        {"machine", snapshot->machine},
                        {"taken", sim::clockText(snapshot->taken, 3)},
                        {"format", cluster::snapshotFormat}};
    if (format == "json")
        std::printf("%s\n", facts.dump(2).c_str());
    else
        print(facts);
    return success;
}

int restoreIntoDocument(const std::vector<std::string>& words) {
    auto arguments = Arguments::parse(
        words,
        {{"--out"}, {"--any-cluster", false}, {"--bump-revision"}, {"--mark-compacted", false}});
    if (!arguments) return wrongWay("restore: " + arguments.error().message);
    const auto& files = arguments->positional();
    if (files.size() != 2)
        return wrongWay("restore: FILE and SNAPSHOT are what it needs: the document, and what is "
                        "restored into it");
    const auto bump = parseCount(arguments->value("--bump-revision").value_or("0"));
    if (!bump) return wrongWay("--bump-revision: " + bump.error().message);
    if (*bump > static_cast<std::uint64_t>(store::latestRevision))
        return wrongWay("--bump-revision: " + std::to_string(*bump) + " is more than " +
                        std::to_string(store::latestRevision));
    if ((*bump > 0) != arguments->has("--mark-compacted"))
        return wrongWay("--mark-compacted and --bump-revision N above 0 go together");
    auto plan = planHeadless({.file = files[0], .manifests = {}, .script = {}, .seed = {}});
    if (!plan) return complain(plan.error(), workFailed);
    const std::string out = arguments->value("--out").value_or(files[0]);
    if (document::isPictureFile(out))
        return complain({.message = "it is a picture, and would be a document then: say with --out "
                                    "where the document shall go",
                         .file = out},
                        workFailed);
    auto bytes = document::readSnapshotFile(files[1]);
    if (!bytes) return complain(bytes.error(), workFailed);
    history::History history = beginHistory(*plan);
    const cluster::LoadSnapshot load{.file = std::filesystem::path(files[1]).filename().string(),
                                     .content =
                                         std::make_shared<const std::string>(*std::move(bytes)),
                                     .anyCluster = arguments->has("--any-cluster")};
    if (base::Status status = history.act(load); !status) {
        base::Error error = status.error();
        error.file = files[1];
        if (!load.anyCluster && cluster::unpackSnapshot(*load.content, files[1]).ok())
            error.message += ": --any-cluster";
        return complain(error, workFailed);
    }
    const auto number = static_cast<std::uint32_t>(history.world().shelf().size());
    if (base::Status status = history.act(cluster::RestoreSnapshot{
            .snapshot = number, .bumpRevision = static_cast<std::int64_t>(*bump)});
        !status)
        return complain(status.error(), workFailed);
    const sim::Time latest = history.now() + longestRestore;
    while (history.world().restoring() && history.now() < latest)
        history.advance(history.now() + sim::milliseconds(100));
    if (history.world().restoring())
        return complain({.message = "the restore was not over after " +
                                    sim::clockText(sim::Time{longestRestore.ns}, 0) +
                                    ": etcd has no leader. Is a majority of the control-plane "
                                    "machines on, and can they hear each other?",
                         .file = files[0]},
                        workFailed);
    document::Document document = plan->document;
    document.journal = history.journal();
    document.cursor = history.now();
    if (base::Status status = document::save(document, out); !status)
        return complain(status.error(), workFailed);
    for (const cluster::Beat& b : history.beats())
        if (b.kind == cluster::BeatKind::RestoreDone &&
            *b.field("number") == std::to_string(number))
            std::printf("%s restored into %s: %s objects are back, %s are lost, %s pods lost their "
                        "record, %s leases are out of date, %s watches start again\n",
                        files[1].c_str(), out.c_str(), b.field("returning")->c_str(),
                        b.field("lost")->c_str(), b.field("orphaned")->c_str(),
                        b.field("leases")->c_str(), b.field("watches")->c_str());
    return success;
}

struct Verb {
    std::string_view name;
    int (*run)(const std::vector<std::string>& words);
};
constexpr Verb verbs[] = {
    {"save", saveToFile}, {"status", showStatus}, {"restore", restoreIntoDocument}};

} // namespace

int snapshotCommand(const std::vector<std::string>& words) {
    if (std::find(words.begin(), words.end(), "--help") != words.end())
        return std::fputs(snapshotHelp, stdout), success;
    if (words.empty()) return wrongWay("save, status or restore: what shall be done?");
    for (const Verb& verb : verbs)
        if (verb.name == words.front())
            return verb.run(std::vector<std::string>(words.begin() + 1, words.end()));
    return wrongWay("save, status or restore, not \"" + words.front() + "\"");
}

} // namespace maqueta::app
