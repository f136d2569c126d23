// maqueta run: simulate without a window and print a summary.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/headless.h"

#include <chrono>
#include <cstdio>
#include <map>

namespace maqueta::app {
namespace {

using base::Json;

constexpr const char* runHelp =
    R"(Usage: maqueta run [FILE] [--apply PATH]... [--script FILE] [--for 10m] [--seed N]
                          [--format text|json]

Runs a cluster without a window and prints what became of it.

  FILE            a document (.maqueta), or a picture that holds one; without one, the default
                  cluster from power-on
  --apply PATH    deploy the manifests of a file or folder once every node is Ready;
                  they are all checked before anything runs
  --script FILE   acts to carry out: a JSON list, or one JSON object a line, such as
                  {"at": "30s", "act": "power-off", "machine": "worker-2"}
  --for LENGTH    simulated time to run, such as 90s, 10m or 1h30m (10m)
  --seed N        chance's beginning; the same seed gives the same run
  --format F      text or json

Exit status: 0 success, 1 the work failed (a request that the API server refused, or
objects that could not be applied in time, too), 2 wrong usage.
)";

Json summary(const history::History& history, std::uint64_t seed, sim::Duration length,
             double wallSeconds) {
    const cluster::World& world = history.world();
    const cluster::Picture picture = world.picture();
    Json nodes = Json::array();
    for (const cluster::MachinePicture& m : picture.machines)
        if (m.spec.role == cluster::Role::ControlPlane || m.spec.role == cluster::Role::Worker)
            nodes.push_back(
                {{"name", m.spec.name}, {"role", text(m.spec.role)}, {"ready", m.ready}});
    std::map<std::string, int> phases;
    Json pending = Json::array();
    for (const cluster::PodPicture& p : picture.pods) {
        if (p.onlyRunning) continue;
        ++phases[p.phase];
        if (p.phase == "Pending")
            pending.push_back({{"pod", p.ns + "/" + p.name},
                               {"reason", p.message.empty() ? p.reason : p.message}});
    }
    Json deployments = Json::array();
    for (const cluster::DeploymentPicture& d : picture.deployments)
        deployments.push_back({{"namespace", d.ns},
                               {"name", d.name},
                               {"replicas", d.replicas},
                               {"ready", d.ready},
                               {"available", d.available}});
    Json kept = Json::object();
    for (const auto& [kind, count] : picture.keptKinds) kept[kind] = count;
    Json refused = Json::array();
    for (const cluster::Beat& b : history.beats())
        if (b.kind == cluster::BeatKind::RequestAnswered && *b.field("ok") == "no")
            refused.push_back({{"request", b.object}, {"message", *b.field("message")}});
    std::string leader;
    if (picture.etcdLeader >= 0) {
        const auto& p = picture.processes[static_cast<std::size_t>(picture.etcdLeader)];
        leader = picture.machines[p.machine].spec.name;
    }
    Json believers = Json::array(); // of older terms
    for (const cluster::ProcessPicture& p : picture.processes)
        if (p.kind == cluster::ProcessKind::Etcd && p.mistaken())
            believers.push_back(picture.machines[p.machine].spec.name);
    return {{"seed", seed},
            {"simulated_seconds", length.seconds()},
            {"wall_seconds", wallSeconds},
            {"events", world.events()},
            {"fingerprint", world.fingerprint().text()},
            {"nodes", nodes},
            {"etcd",
             {{"leader", leader},
              {"believe_to_lead", believers},
              {"term", picture.etcdTerm},
              {"members", picture.etcdMembers},
              {"quorum", picture.etcdQuorum},
              {"revision", picture.etcdRevision}}},
            {"leases",
             {{"kube-scheduler", picture.schedulerHolder},
              {"kube-controller-manager", picture.controllerManagerHolder}}},
            {"pods", phases},
            {"deployments", deployments},
            {"kept_kinds", kept},
            {"pending", pending},
            {"refused", refused}};
}

std::string orNobody(const Json& name) {
    const auto s = name.get<std::string>();
    return s.empty() ? "nobody" : s;
}

void printText(const Json& s) {
    std::printf("Simulated %.1f s in %.2f s: %llu events, fingerprint %s\n",
                s["simulated_seconds"].get<double>(), s["wall_seconds"].get<double>(),
                static_cast<unsigned long long>(s["events"].get<std::uint64_t>()),
                s["fingerprint"].get<std::string>().c_str());
    std::printf("\nNodes\n");
    for (const Json& n : s["nodes"])
        std::printf("  %-24s %-14s %s\n", n["name"].get<std::string>().c_str(),
                    n["role"].get<std::string>().c_str(),
                    n["ready"].get<bool>() ? "Ready" : "NotReady");
    const Json& etcd = s["etcd"];
    std::printf("\netcd leader %s, term %llu, %zu members (%zu must agree), revision %lld\n",
                orNobody(etcd["leader"]).c_str(),
                static_cast<unsigned long long>(etcd["term"].get<std::uint64_t>()),
                etcd["members"].get<std::size_t>(), etcd["quorum"].get<std::size_t>(),
                static_cast<long long>(etcd["revision"].get<std::int64_t>()));
    std::printf("kube-scheduler: %s; kube-controller-manager: %s\n",
                orNobody(s["leases"]["kube-scheduler"]).c_str(),
                orNobody(s["leases"]["kube-controller-manager"]).c_str());
    if (!s["deployments"].empty()) std::printf("\nDeployments (ready, available of wanted)\n");
    for (const Json& d : s["deployments"])
        std::printf(
            "  %-40s %d, %d of %d\n",
            (d["namespace"].get<std::string>() + "/" + d["name"].get<std::string>()).c_str(),
            d["ready"].get<int>(), d["available"].get<int>(), d["replicas"].get<int>());
    std::string pods;
    for (const auto& [phase, count] : s["pods"].items())
        pods += (pods.empty() ? "" : ", ") + std::to_string(count.get<int>()) + " " + phase;
    std::printf("\nPods: %s\n", pods.empty() ? "none" : pods.c_str());
    for (const Json& p : s["pending"])
        std::printf("  %s is Pending: %s\n", p["pod"].get<std::string>().c_str(),
                    p["reason"].get<std::string>().c_str());
    for (const Json& r : s["refused"])
        std::printf("  refused: %s: %s\n", r["request"].get<std::string>().c_str(),
                    r["message"].get<std::string>().c_str());
    for (const auto& [kind, count] : s["kept_kinds"].items())
        std::printf("  %d of kind %s: kept, not simulated\n", count.get<int>(), kind.c_str());
}

} // namespace

int runCommand(const std::vector<std::string>& words) {
    auto arguments = Arguments::parse(
        words, {{"--apply"}, {"--script"}, {"--for"}, {"--seed"}, {"--format"}, {"--help", false}});
    if (!arguments) return complainUsage("run", arguments.error().message);
    if (arguments->has("--help")) {
        std::fputs(runHelp, stdout);
        return success;
    }
    if (arguments->positional().size() > 1)
        return complainUsage("run", "more than one FILE: " + arguments->positional()[1]);
    const std::string format = arguments->value("--format").value_or("text");
    if (format != "text" && format != "json")
        return complainUsage("run", "--format is text or json, not \"" + format + "\"");
    auto length = parseDuration(arguments->value("--for").value_or("10m"));
    if (!length) return complainUsage("run", "--for: " + length.error().message);
    HeadlessInput input{.file =
                            arguments->positional().empty() ? "" : arguments->positional().front(),
                        .manifests = arguments->values("--apply"),
                        .script = arguments->value("--script").value_or(""),
                        .seed = {}};
    if (const auto seed = arguments->value("--seed")) {
        auto number = parseCount(*seed);
        if (!number) return complainUsage("run", "--seed: " + number.error().message);
        input.seed = *number;
    }
    auto plan = planHeadless(input);
    if (!plan) return complain(plan.error(), workFailed);
    const auto began = std::chrono::steady_clock::now();
    history::History history = beginHistory(*plan);
    const sim::Time from = history.now();
    if (base::Status status = runPlan(history, *plan, *length); !status)
        return complain(status.error(), workFailed);
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - began;
    const Json result = summary(history, plan->document.seed, *length, wall.count());
    if (format == "json")
        std::printf("%s\n", result.dump(2).c_str());
    else
        printText(result);
    if (base::Status status = checkAnswers(history, *plan, from); !status)
        return complain(status.error(), workFailed);
    return success;
}

} // namespace maqueta::app
