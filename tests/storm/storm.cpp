#include "storm/storm.h"

#include "cluster/defaults.h"
#include "storm/cluster_checker.h"
#include "storm/history_checker.h"
#include "storm/raft_checker.h"
#include "storm/weather.h"

#include <cstdio>

namespace storm {

namespace {

constexpr sim::Duration betweenLooks = sim::milliseconds(250); // at what runs

// Sees every message for the history checker.
class Witness final : public cluster::Observer {
public:
    Witness(HistoryChecker& history, const RaftChecker& raft, bool trace)
        : history_(history), raft_(raft), trace_(trace) {}
    void onBeat(const cluster::Beat& b) override {
        if (!trace_) return;
        const auto* machine = b.field("machine");
        std::printf("%s %-16s %-24s %-40s %s\n", sim::clockText(b.at).c_str(),
                    machine ? machine->c_str() : "", b.part.c_str(), b.object.c_str(),
                    b.text.c_str());
    }
    void watch(const cluster::World& world) { world_ = &world; }
    bool wantsMessages() const override { return true; }
    void onSent(const cluster::Envelope& e) override {
        history_.onSent(*world_, e, raft_.generation());
    }
    void onArrived(const cluster::Envelope& e) override {
        history_.onArrived(*world_, e, raft_.generation());
    }

private:
    HistoryChecker& history_;
    const RaftChecker& raft_;
    bool trace_;
    const cluster::World* world_ = nullptr;
};

class Ride {
public:
    Ride(std::uint64_t seed, const Options& options)
        : options_(options)
        , weather_(seed)
        , topology_(options.workers > 0 ? cluster::makeTopology(3, options.workers)
                                        : weather_.topology())
        , settings_(weather_.settings())
        , world_(topology_, cluster::configured(settings_).value(), seed)
        , raft_(court_, reference_)
        , history_(court_, reference_)
        , cluster_(court_, reference_)
        , witness_(history_, raft_, options.trace) {
        witness_.watch(world_);
        outcome_.seed = seed;
        outcome_.document.topology = topology_;
        outcome_.document.settings.values = settings_;
        outcome_.document.seed = seed;
    }

    Outcome run() {
        runUntil(sim::Time{} + sim::seconds(10)); // it comes up
        const sim::Time end = world_.now() + options_.length;
        while (!over()) {
            const sim::Time next = world_.now() + weather_.pause();
            runUntil(std::min(next, end));
            if (next >= end) break;
            if (const auto drawn = weather_.draw(world_)) act(*drawn);
        }
        comeToRest();
        return finish();
    }

private:
    bool over() const {
        return options_.until.empty() ? !court_.violations().empty()
                                      : court_.broken(options_.until);
    }

    void act(const Drawn& drawn) {
        const std::uint64_t number = outcome_.document.journal.nextNumber();
        if (!world_.apply(drawn.act, number, observer())) return; // it makes no sense now
        outcome_.document.journal.add(world_.now(), drawn.act);
        if (!drawn.kind.empty()) ++outcome_.faults[drawn.kind];
        check();
    }

    void runUntil(sim::Time until) {
        while (!over()) {
            const sim::Time stop = std::min(until, nextLook_);
            while (world_.step(stop, observer())) {
                check();
                if (!court_.violations().empty() && over()) return;
            }
            world_.runUntil(stop, observer());
            if (stop == nextLook_) {
                nextLook_ = nextLook_ + betweenLooks;
                if (options_.checks && raft_.generation() > 0) cluster_.look(world_);
            }
            if (stop == until) return;
        }
    }

    void check() {
        if (!options_.checks) return;
        court_.setNow(world_.now());
        raft_.after(world_);
        history_.settle(raft_.generation());
        if (raft_.generation() > 0) cluster_.afterCommit(raft_.generation());
        if (court_.violations().empty()) lastGood_ = world_.now();
    }

    // A machine that was taken away leaves its Node behind, as in a real cluster: the operator
    // deletes it, else a zone of which most is gone is never given up.
    void deleteLeftNode() {
        if (world_.personBusy()) return;
        const store::Root root = world_.storeRoot();
        const base::Text prefix = maqueta::api::prefixOf(maqueta::api::Kind::Node);
        for (auto it = root.table.lowerBound(prefix);
             !it.atEnd() && it.key().view().starts_with(prefix.view()); ++it) {
            const std::string name(it.key().view().substr(prefix.view().size()));
            if (world_.findMachine(name).valid()) continue;
            return act(
                {cluster::DeleteObject{.kind = "Node", .ns = {}, .name = name, .graceSeconds = {}},
                 {}});
        }
    }

    // Everything is healed; what was asked for must come true.
    void comeToRest() {
        if (over()) return;
        act({cluster::HealEverything{}, {}});
        const sim::Time healed = world_.now();
        std::string why = "it was not looked at";
        sim::Duration patience = sim::seconds(1);
        while (!over() && world_.now() < healed + options_.calm) {
            runUntil(world_.now() + patience);
            deleteLeftNode();
            why = ClusterChecker::unrest(world_);
            outcome_.restSeconds = (world_.now() - healed).seconds();
            if (why.empty()) return;
        }
        court_.setNow(world_.now());
        if (!over()) court_.report(promise::convergence, why);
    }

    Outcome finish() {
        outcome_.violations = court_.violations();
        outcome_.simulated = world_.now() - sim::Time{};
        outcome_.fingerprint = world_.fingerprint();
        outcome_.events = world_.events();
        outcome_.answers = history_.answersChecked();
        outcome_.watchMessages = history_.watchMessagesChecked();
        outcome_.committed = raft_.committed();
        outcome_.document.cursor = outcome_.violations.empty() ? world_.now() : lastGood_;
        return std::move(outcome_);
    }

    cluster::Observer& observer() {
        return options_.checks ? static_cast<cluster::Observer&>(witness_) : blind_;
    }

    Options options_;
    Weather weather_;
    cluster::Topology topology_;
    std::map<std::string, double> settings_;
    cluster::World world_;
    Court court_;
    ReferenceStore reference_;
    RaftChecker raft_;
    HistoryChecker history_;
    ClusterChecker cluster_;
    Witness witness_;
    cluster::BlindObserver blind_;
    Outcome outcome_;
    sim::Time nextLook_ = sim::Time{} + betweenLooks;
    sim::Time lastGood_;
};

} // namespace

Outcome ride(std::uint64_t seed, const Options& options) {
    return Ride(seed, options).run();
}

} // namespace storm
