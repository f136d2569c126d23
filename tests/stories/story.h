// What the stories are told with: a cluster, things done to it, and what came of it.
//
// A failing story prints its seed, the last beats, and the journal as a script that `maqueta run
// --script` plays again.
#pragma once

#include "api/kinds/deployment.h"
#include "api/kinds/pod.h"
#include "cluster/world.h"
#include "document/document.h"
#include "history/history.h"

#include <QTest>

#include <cstdio>
#include <string>

namespace maqueta::tests {

class Story {
public:
    explicit Story(cluster::Topology topology = cluster::defaultTopology(), std::uint64_t seed = 1,
                   cluster::Configuration configuration = {})
        : history_(std::move(topology), std::move(configuration), seed), seed_(seed) {}
    ~Story() {
        if (QTest::currentTestFailed()) tell();
    }

    const cluster::World& world() const { return history_.world(); }
    history::History& history() { return history_; }
    cluster::Picture picture() const { return world().picture(); }
    double seconds() const { return world().now().seconds(); }
    const std::vector<cluster::Beat>& beats() const { return history_.beats(); }

    void run(sim::Duration length) { history_.advance(history_.now() + length); }
    // Runs until the condition holds, looking every 100 ms; false when it did not within the time.
    template <class F>
    bool runUntil(F&& holds, sim::Duration longest) {
        const sim::Time end = history_.now() + longest;
        while (!holds()) {
            if (history_.now() >= end) return false;
            history_.advance(std::min(end, history_.now() + sim::milliseconds(100)));
        }
        return true;
    }
    // Does it; the story fails when it is refused.
    void act(cluster::Intervention what) {
        const base::Status status = history_.act(std::move(what));
        QVERIFY2(status.ok(), status.ok() ? "" : status.error().text().c_str());
    }

    bool allReady() const {
        for (const auto& m : picture().machines) {
            const bool node =
                m.spec.role == cluster::Role::ControlPlane || m.spec.role == cluster::Role::Worker;
            if (node && m.on && !m.ready) return false;
        }
        return true;
    }
    // From power-on to a cluster with every node Ready and both Leases held.
    void boot() {
        QVERIFY2(runUntil(
                     [&] {
                         const auto p = picture();
                         return allReady() && !p.schedulerHolder.empty() &&
                                !p.controllerManagerHolder.empty();
                     },
                     sim::seconds(60)),
                 "the cluster did not come up within a minute");
    }
    // kubectl create deployment, with requests; the image is 50 MB.
    void deploy(const std::string& name, int replicas, const std::string& cpu = "100m",
                const std::string& memory = "64Mi") {
        act(cluster::ApplyObjects{.objects = {deployment(name, replicas, cpu, memory)},
                                  .title = name});
    }
    static base::Json deployment(const std::string& name, int replicas, const std::string& cpu,
                                 const std::string& memory) {
        return {{"apiVersion", "apps/v1"},
                {"kind", "Deployment"},
                {"metadata", {{"name", name}}},
                {"spec",
                 {{"replicas", replicas},
                  {"selector", {{"matchLabels", {{"app", name}}}}},
                  {"template",
                   {{"metadata", {{"labels", {{"app", name}}}}},
                    {"spec",
                     {{"containers",
                       base::Json::array(
                           {{{"name", "c"},
                             {"image", name + ":v1"},
                             {"resources",
                              {{"requests", {{"cpu", cpu}, {"memory", memory}}}}}}})}}}}}}}};
    }
    // A PodDisruptionBudget of the same name.
    void budget(const std::string& name, int minAvailable) {
        act(cluster::ApplyObjects{
            .objects = {{{"apiVersion", "policy/v1"},
                         {"kind", "PodDisruptionBudget"},
                         {"metadata", {{"name", name}}},
                         {"spec",
                          {{"minAvailable", minAvailable},
                           {"selector", {{"matchLabels", {{"app", name}}}}}}}}},
            .title = "budget"});
    }
    int available(const std::string& name) const {
        for (const auto& d : picture().deployments)
            if (d.name == name) return d.available;
        return -1;
    }
    bool runUntilAvailable(const std::string& name, int replicas,
                           sim::Duration longest = sim::minutes(3)) {
        return runUntil([&] { return available(name) == replicas; }, longest);
    }
    // Seconds of the first beat of the kind about the object since `from`, or -1.
    double beatAt(cluster::BeatKind kind, const std::string& object = {},
                  sim::Time from = {}) const {
        for (const cluster::Beat& b : beats())
            if (b.kind == kind && b.at >= from && (object.empty() || b.object == object))
                return b.at.seconds();
        return -1;
    }
    std::string etcdLeaderMachine() const {
        const auto p = picture();
        if (p.etcdLeader < 0) return {};
        return p.machines[p.processes[static_cast<std::size_t>(p.etcdLeader)].machine].spec.name;
    }

    void tell() const {
        std::fprintf(stderr, "seed %llu, at %s; the last beats:\n",
                     static_cast<unsigned long long>(seed_), sim::clockText(world().now()).c_str());
        const auto& all = beats();
        for (std::size_t i = all.size() > 40 ? all.size() - 40 : 0; i < all.size(); ++i)
            std::fprintf(stderr, "%s %-18s %-40s %s\n", sim::clockText(all[i].at).c_str(),
                         all[i].part.c_str(), all[i].object.c_str(), all[i].text.c_str());
        std::fprintf(stderr, "to play it again (maqueta run --seed %llu --script):\n",
                     static_cast<unsigned long long>(seed_));
        for (const history::Act* act : history_.journal().path()) {
            base::Json json = document::toJson(act->what);
            json["at"] = std::to_string(act->at.ns / 1'000'000) + "ms";
            std::fprintf(stderr, "%s\n", json.dump().c_str());
        }
    }

private:
    history::History history_;
    std::uint64_t seed_;
};

} // namespace maqueta::tests
