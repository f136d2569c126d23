// One storm: a random cluster, random faults and requests from a seed, every checker watching; then
// everything is healed and the cluster must come to rest.
#pragma once

#include "document/document.h"
#include "storm/court.h"

#include <map>
#include <string>

namespace storm {

namespace cluster = maqueta::cluster;
namespace sim = maqueta::sim;

struct Options {
    sim::Duration length = sim::minutes(5); // of the storm itself
    sim::Duration calm = sim::minutes(15);  // given to come to rest afterwards
    // Ends as soon as this promise is broken; empty = as soon as any is.
    std::string_view until{};
    bool checks = true;
    int workers = 0;    // of a cluster with three control planes; 0 = both are drawn
    bool trace = false; // tells every beat on standard output
};

struct Outcome {
    std::uint64_t seed = 0;
    std::vector<Violation> violations;
    std::map<std::string, int> faults; // by kind
    sim::Duration simulated;
    maqueta::sim::Fingerprint fingerprint;
    std::uint64_t events = 0;
    std::uint64_t answers = 0;       // of the store, that were checked
    std::uint64_t watchMessages = 0; // that were checked
    std::uint64_t committed = 0;     // entries of the newest cluster
    double restSeconds = 0;          // that it took to come to rest
    // Everything that was done, with the cursor just before the first violation.
    maqueta::document::Document document;
};

Outcome ride(std::uint64_t seed, const Options& options);

} // namespace storm
