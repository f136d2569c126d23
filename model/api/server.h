// One kube-apiserver: the only door to the store.
//
// Keeps a picture of the store (its watch cache), moved forward only by watch messages of its etcd
// member. Reads at resourceVersion 0 come from the picture; up-to-date reads and every write go
// through etcd, and a write is answered when etcd has committed it. Holds nothing that survives a
// crash. Owned by the cluster.
#pragma once

#include "api/client.h"
#include "api/node_metrics.h"
#include "api/note.h"
#include "api/registry.h"
#include "api/serving/operation.h"
#include "api/serving/scrape.h"
#include "api/serving/watch_window.h"
#include "api/serving/watchers.h"
#include "network/address.h"
#include "store/protocol.h"

#include <vector>

namespace maqueta::api {

using ToStore =
    std::variant<store::CallMessage, store::WatchCreateMessage, store::WatchCancelMessage>;
using FromStore = std::variant<store::AnswerMessage, store::WatchMessage>;

class ServerOutbox {
public:
    virtual ~ServerOutbox() = default;
    virtual sim::Time now() const = 0;
    // To a client (a process; the cluster finds the way back through the load balancer), `after`
    // from now.
    virtual void sendToClient(network::ProcessId client, ToClient message, sim::Duration after) = 0;
    virtual void sendToStore(ToStore message) = 0;
    // To the kubelet of a node; false when there is no such machine.
    virtual bool scrape(const Text& node, MetricsScrape question) = 0;
    virtual void setTimer(sim::Time at, std::uint64_t token) = 0;
    virtual void record(Note note) = 0;
};

// kube-apiserver's flags (apiserver/pkg/server/config.go, storagebackend/config.go), and the time
// that the model lets it think.
struct ServerOptions {
    std::int32_t maxInFlight = 400; // requests that only read
    std::int32_t maxMutatingInFlight = 200;
    sim::Duration requestTimeout = sim::seconds(60);
    sim::Duration readTime = sim::microseconds(500);
    sim::Duration writeTime = sim::milliseconds(1);
    sim::Duration freshnessTimeout = sim::seconds(3); // wait for a version that is not here yet
    sim::Duration bookmarkInterval = sim::minutes(1);
    sim::Duration compactionInterval = sim::minutes(5);
    sim::Duration eventTtl = sim::minutes(60);
    sim::Duration healthInterval = sim::seconds(5); // how often etcd is asked whether it answers
    // metrics-server: --metric-resolution, and how long a kubelet may take to answer. The real one
    // scrapes ahead and waits for 10 s; here somebody waits for the answer.
    sim::Duration metricsResolution = sim::seconds(15);
    sim::Duration metricsTimeout = sim::seconds(1);
    AdmissionConfig admission;
};

class ApiServer {
public:
    ApiServer() = default;
    ApiServer(ServerOptions options, sim::Rng rng);

    void start(ServerOutbox& out);
    void onClient(network::ProcessId client, const ToServer& message, ServerOutbox& out);
    // The connection to a client broke: its watches end, answers to it are dropped.
    void onClientLost(network::ProcessId client, ServerOutbox& out);
    void onStore(const FromStore& message, ServerOutbox& out);
    // The connection to the etcd member broke: what it was asked fails, and it is tried again until
    // it answers.
    void onStoreLost(ServerOutbox& out);
    // A kubelet answered how much its node uses, or its machine that no kubelet runs there.
    void onMetrics(const MetricsSample& sample, ServerOutbox& out);
    void onScrapeRefused(const Text& node, ServerOutbox& out);
    void onTimer(std::uint64_t token, ServerOutbox& out);

    // What its /readyz says: the cache is filled, and etcd answers.
    bool ready() const { return filled_ && connected_ && healthy_; }
    // Clients with a watch or a request under way, in order: whose connections break when this
    // process ends.
    std::vector<network::ProcessId> peers() const;
    // The picture of the store, as far as this server knows it.
    const store::Root& picture() const { return picture_; }
    std::size_t watches() const { return watchers_->size(); }
    std::size_t operationsInFlight() const { return operations_.size(); }

private:
    using ProcessId = network::ProcessId;
    // What waits for the picture to be as new as a version.
    struct Waiting {
        ProcessId client;
        ToServer message;
        std::int64_t version = 0;
        sim::Time deadline;
    };
    // A pod under its node, so that a kubelet's list costs what it finds.
    struct PodOnNode {
        std::uint64_t node = 0; // hash of the name
        Text key;
        friend auto operator<=>(const PodOnNode&, const PodOnNode&) = default;
    };
    // The lease of etcd that the events of about a minute share.
    struct EventLease {
        store::LeaseId id = 0; // 0 = none
        sim::Time reuseUntil;
        int objects = 0;
    };

    // server.cpp
    void onCall(ProcessId client, const CallMessage& message, ServerOutbox& out);
    void finish(const Operation& op, base::Ref<Response> response, ServerOutbox& out);
    void refuse(const Operation& op, Failure failure, ServerOutbox& out);
    void waitFor(std::int64_t version, ProcessId client, ToServer message, ServerOutbox& out);
    void expire(ServerOutbox& out);
    void arm(sim::Time at, ServerOutbox& out);

    // serving/server_store.cpp: what goes to etcd and comes back
    void send(Operation op, store::RequestRef request, ServerOutbox& out);
    void onAnswer(const store::AnswerMessage& message, ServerOutbox& out);
    void onStoreFailure(Operation op, store::ErrorCode error, ServerOutbox& out);
    void onStoreSilent(const Operation& op, ServerOutbox& out);
    void refuseOperation(const Operation& op, Failure failure, ServerOutbox& out);
    void reconnect(ServerOutbox& out);
    void startOver(std::string_view reason, ServerOutbox& out);
    void fillCache(ServerOutbox& out);
    void takeCache(const store::Response& response, ServerOutbox& out);
    void openWatch(ServerOutbox& out);
    void onStoreWatch(const store::WatchMessage& message, ServerOutbox& out);
    void apply(const store::Change& change, std::vector<ObjectChange>& changes, ServerOutbox& out);
    void indexPod(const ObjectChange& change);
    void releaseWaiting(ServerOutbox& out);
    void checkHealth(ServerOutbox& out);
    void takeHealth(const store::Response& response, ServerOutbox& out);
    void setHealthy(bool healthy, std::string_view reason, ServerOutbox& out);
    void noteReadiness(std::string_view reason, ServerOutbox& out);

    // serving/server_watch.cpp: watches of clients
    void onWatchStart(ProcessId client, const WatchStart& message, ServerOutbox& out);
    void refuseWatch(ProcessId client, std::uint32_t watch, Failure failure, ServerOutbox& out);
    base::Ref<WatchBatch> backlog(const WatchOptions& options) const;
    base::Ref<WatchBatch> newBatch() const;
    void deliver(const std::vector<ObjectChange>& changes, ServerOutbox& out);
    void sendBatch(std::uint32_t slot, base::Ref<const WatchBatch> batch, ServerOutbox& out);
    void sendBookmarks(ServerOutbox& out);
    void dropWatches(ServerOutbox& out);
    WatchWindow& window(Kind kind);

    // serving/server_reads.cpp
    void read(Operation op, ServerOutbox& out);
    void readQuorum(Operation op, ServerOutbox& out);
    void takeObject(const Operation& op, const store::Response& response, ServerOutbox& out);
    void takeList(const Operation& op, const store::Response& response, ServerOutbox& out);
    void listExpired(const Operation& op, ServerOutbox& out);
    base::Ref<Response> list(const Request& request, const store::Root& root) const;
    void collect(const Request& request, const store::Root& root, Response& response) const;
    Versioned cached(std::string_view key) const;

    // serving/server_metrics.cpp
    void readMetrics(Operation op, ServerOutbox& out);
    void beginScrape(ServerOutbox& out);
    void endScrape(ServerOutbox& out);
    void answerMetrics(const Operation& op, ServerOutbox& out);

    // serving/server_writes.cpp
    void write(Operation op, ServerOutbox& out);
    void create(Operation op, ServerOutbox& out);
    void takeNamespace(Operation op, const store::Response& response, ServerOutbox& out);
    void advance(Operation op, bool verified, ServerOutbox& out);
    void commit(Operation op, ServerOutbox& out);
    void fetch(Operation op, ServerOutbox& out);
    void takeCommit(Operation op, const store::Response& response, ServerOutbox& out);
    void written(Operation op, std::int64_t revision, ServerOutbox& out);
    void answerWrite(Operation op, std::int64_t revision, ServerOutbox& out);
    void conclude(Operation op, base::Ref<Response> response, ServerOutbox& out);
    WritePlan plan(const Operation& op, sim::Time now);
    WritePlan planChange(const Operation& op, sim::Time now);
    RequestContext context(const Operation& op, sim::Time now);

    // serving/server_evictions.cpp
    WritePlan planEviction(const Operation& op, sim::Time now);
    void spend(Operation op, WritePlan made, ServerOutbox& out);
    void takeSpent(Operation op, const store::Response& response, ServerOutbox& out);
    void retryEvictions(ServerOutbox& out);
    void takeBudget(Operation op, const store::Response& response, ServerOutbox& out);

    // serving/server_upkeep.cpp: collections, leases of events, compaction, what has to exist
    void startCollection(Operation op, ServerOutbox& out);
    void nextOfCollection(Operation op, ServerOutbox& out);
    bool leaseForEvent(ServerOutbox& out);
    void takeLease(bool granted, ServerOutbox& out);
    void compact(ServerOutbox& out);
    void takeCompactKey(const store::Response& response, ServerOutbox& out);
    void ensureSystemObjects(ServerOutbox& out);

    ServerOptions options_;
    sim::Rng rng_;

    AdmissionMemo admissionMemo_;

    store::Root picture_;
    bool filled_ = false;
    bool filling_ = false;
    bool connected_ = false; // to the etcd member
    bool healthy_ = false;
    bool wasReady_ = false;
    sim::PersistentMap<PodOnNode, bool> podsByNode_;
    sim::Cow<std::vector<sim::Cow<WatchWindow>>> windows_; // by kind
    std::int64_t windowBase_ = 0;
    sim::Cow<Watchers> watchers_;
    sim::Cow<std::vector<Waiting>> waiting_;

    std::uint32_t nextCall_ = 1;                              // of calls and watches at the store
    sim::PersistentMap<std::uint32_t, Operation> operations_; // by the call that they wait for
    sim::Cow<std::vector<Operation>> retries_;                // reads to be sent again
    sim::Cow<Scrape> scrape_;
    std::int32_t reading_ = 0;
    std::int32_t mutating_ = 0;
    std::uint32_t storeWatch_ = 0;
    std::uint32_t storeReceived_ = 0;
    std::uint32_t healthCall_ = 0;  // under way, 0 = none
    std::int64_t seenRevision_ = 0; // of etcd, at the last check of its health
    sim::Time heardAt_;             // when etcd last answered a request of the quorum

    EventLease eventLease_;
    bool grantUnderWay_ = false;
    sim::Cow<std::vector<Operation>> waitForLease_;
    sim::Cow<std::vector<Operation>> waitForBudget_; // evictions
    std::int64_t compactKeyRevision_ = 0;            // of the last write to compact_rev_key
    std::int64_t compactTo_ = 0;

    sim::Time nextDeadline_ = sim::Time::never();
    sim::Time armedFor_ = sim::Time::never();
};

} // namespace maqueta::api
