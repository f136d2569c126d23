// What the scheduler knows of nodes and of the pods on them, kept up to date from watch events so
// that a decision never looks at all pods (pkg/scheduler/backend/cache).
//
// A node has a slot as long as it is known. Besides the nodes the cache keeps columns by slot for
// the label keys that are used as topologies, and, for selectors that are asked for again and
// again, how many matching pods each node has. Both are only a faster way to the same answer: what
// is not tracked is counted when asked.
#pragma once

#include "scheduler/framework/node_info.h"
#include "sim/cow.h"
#include "sim/persistent_map.h"

#include <span>

namespace maqueta::scheduler {

// The value of one label key on every node, as small numbers.
struct TopologyColumn {
    static constexpr std::int32_t none = -1; // the node has no such label
    Text key;
    sim::CowVector<std::int32_t, 256> value; // by slot
    sim::CowVector<std::int32_t, 256> nodes; // how many have it, by value
    std::size_t labelled = 0;                // nodes that have any
    sim::PersistentMap<Text, std::int32_t> ids;
    // Another one whenever a node with pods got another value: sums of an older one do not hold.
    std::uint64_t version = 0;
    std::int32_t of(const NodeInfo& node) const { return value[node.slot]; }
    std::size_t size() const { return ids.size(); } // values seen so far
};

// How many of some pods are where a topology's label has this or that value.
struct TopologySums {
    Text key;
    std::uint64_t version = 0;              // of the column that they were made with
    sim::CowVector<std::int64_t, 256> pods; // by value; none yet of values beyond its end
    std::int64_t total = 0;

    std::int64_t of(std::int32_t value) const {
        const auto at = static_cast<std::size_t>(value);
        return value == TopologyColumn::none || at >= pods.size() ? 0 : pods[at];
    }
    void add(std::int32_t value, std::int64_t count);
};

// Which pods to count.
struct PodQuery {
    bool everyNamespace = false;
    std::vector<Text> namespaces; // else: sorted
    api::LabelSelector selector;
    bool terminating = false; // those that are being deleted count too

    bool matches(const api::Pod& pod) const;
    friend bool operator==(const PodQuery&, const PodQuery&) = default;
};
using PodCounts = sim::PersistentMap<std::uint32_t, std::int32_t>; // by slot; no zeros

// What a term over other pods means to the pod that has it.
enum class TermRole : std::uint8_t {
    RequiredAffinity,
    RequiredAntiAffinity,
    PreferredAffinity,
    PreferredAntiAffinity
};
// A term, and how many pods on each node have it.
struct TermOwners {
    TermRole role = TermRole::RequiredAffinity;
    AffinityTerm term;
    PodCounts owners;
    TopologySums sums; // of the owners, by the term's topology
};

// One image as nodes report it.
struct ImageState {
    std::int64_t sizeBytes = 0;                    // as the first node said that had it
    sim::PersistentMap<std::uint32_t, char> nodes; // slots of those that have it
};

class Cache {
public:
    // --- what is there
    std::size_t nodeCount() const { return nodes_; }
    // Slots of all nodes, zones taken in turn (pkg/scheduler/backend/cache/node_tree.go).
    std::span<const std::uint32_t> order() const;
    const NodeInfo& node(std::uint32_t slot) const { return infos_[slot]; }
    std::size_t slots() const { return infos_.size(); }
    // nullptr when there is no such node.
    const NodeInfo* find(std::string_view name) const;
    const ImageState* image(std::string_view normalizedName) const {
        return images_.find(normalizedName);
    }
    // The terms that pods on nodes have, each once.
    using Terms = sim::CowVector<TermOwners, 8>;
    const Terms& terms() const { return terms_; }
    TopologyColumn topology(const Text& key) const;
    PodCounts matching(const PodQuery& query) const;
    TopologySums sums(const PodQuery& query, const TopologyColumn& column) const;
    TopologySums sums(const TermOwners& owners, const TopologyColumn& column) const;
    std::size_t taintedNodes() const { return tainted_; }

    // --- what changes
    void setNode(base::Ref<const api::Node> node);
    void removeNode(std::string_view name);
    // A pod with a nodeName that holds resources.
    void addPod(const base::Ref<const api::Pod>& pod);
    void removePod(const api::Pod& pod);
    void updatePod(const base::Ref<const api::Pod>& before, const base::Ref<const api::Pod>& now);
    // From now on kept up to date; the oldest ones give way when there are too many.
    void trackTopology(const Text& key);
    void trackMatching(const PodQuery& query);
    void trackSums(const PodQuery& query, const Text& key); // and what it is made of

    PodFactsRef facts(const api::Pod& pod); // shared with another pod of the template if possible

private:
    struct Zone {
        Text name;
        std::vector<std::uint32_t> slots;
    };
    struct Matching {
        PodQuery query;
        PodCounts counts;
        std::vector<TopologySums> sums;
        std::uint64_t used = 0;
    };
    struct KnownFacts {
        base::Ref<const api::Pod> pod;
        PodFactsRef facts;
    };
    std::uint32_t slotOf(std::string_view name);
    void joinZone(const api::Node& node, std::uint32_t slot);
    void leaveZone(const api::Node& node, std::uint32_t slot);
    void place(TopologyColumn& column, const NodeInfo& info);
    const TopologyColumn* findColumn(const Text& key) const;
    static TopologySums sumUp(const PodCounts& counts, const TopologyColumn& column);
    void countImages(const api::Node& node, std::uint32_t slot, bool here);
    void addTo(TopologySums& sums, std::uint32_t slot, int sign) const;
    void count(const PodInfo& info, std::uint32_t slot, int sign);
    void countTerms(const std::vector<AffinityTerm>& terms, TermRole role, std::uint32_t slot,
                    int sign);
    void dropIfUnused(std::uint32_t slot, const Text& name);

    std::size_t nodes_ = 0;
    std::size_t tainted_ = 0;
    sim::CowVector<NodeInfo, 16> infos_;
    sim::PersistentMap<Text, std::uint32_t> slots_;
    sim::Cow<std::vector<std::uint32_t>> free_;
    sim::Cow<std::vector<Zone>> zones_;
    mutable sim::Cow<std::vector<std::uint32_t>> order_; // built when asked for
    mutable bool orderStale_ = false;
    sim::PersistentMap<Text, ImageState> images_;
    Terms terms_;
    sim::Cow<std::vector<TopologyColumn>> topologies_;
    sim::CowVector<Matching, 8> matching_;
    std::uint64_t uses_ = 0;
    std::uint64_t versions_ = 0;              // of columns
    sim::Cow<std::vector<KnownFacts>> known_; // the most recent templates
};

} // namespace maqueta::scheduler
