// What clients were promised, held against the reference store as answers and watch messages
// arrive: the API servers as clients of etcd, and the informers as clients of the API servers.
//
// Linearizable: an answer agrees with the reference at its revision, and that revision is not older
// than any that anybody had been told before the question was asked. An operation without an answer
// may take effect later, or never. A watch: in order, once, whole revisions, nothing left out from
// where it started or resumed.
#pragma once

#include "cluster/world.h"
#include "storm/court.h"
#include "storm/reference_store.h"

#include <map>
#include <tuple>

namespace storm {

namespace api = maqueta::api;
namespace base = maqueta::base;
namespace cluster = maqueta::cluster;
namespace sim = maqueta::sim;

class HistoryChecker {
public:
    HistoryChecker(Court& court, const ReferenceStore& reference)
        : court_(court), reference_(reference) {}

    void onSent(const cluster::World& world, const cluster::Envelope& envelope, int generation);
    void onArrived(const cluster::World& world, const cluster::Envelope& envelope, int generation);
    // Looks at what has arrived since the last time, when the reference has caught up with it.
    void settle(int generation);

    std::uint64_t answersChecked() const { return answers_; }
    std::uint64_t watchMessagesChecked() const { return watchMessages_; }

private:
    // A call or a watch of one life of one process.
    struct Key {
        std::uint32_t process = 0;
        std::uint16_t epoch = 0;
        std::uint32_t number = 0;
        auto operator<=>(const Key&) const = default;
    };
    struct Asked {
        store::RequestRef request;
        std::int64_t floor = 0; // a revision that somebody had been told of before
        int generation = 0;
    };
    struct Watching { // of an etcd member
        base::Ref<const store::WatchRequest> request;
        std::uint32_t received = 0;
        std::int64_t next = 0; // 0: from whenever the first message says
        int generation = 0;
    };
    struct Informing { // of an API server
        base::Ref<const api::WatchOptions> options;
        std::uint32_t received = 0;
        std::int64_t last = 0; // 0: from whenever the first message says
        std::string lastKey{}; // of an event at `last`
        int generation = 0;
    };

    void answered(const Key& key, const store::AnswerMessage& answer, int generation);
    void checkWrite(const Asked& asked, const store::Response& response);
    void checkRange(const Asked& asked, const store::Response& response);
    void watched(const Key& key, const store::WatchMessage& message, int generation);
    void checkBatch(Watching& watch, const store::WatchBatch& batch);
    void informed(const Key& key, const api::WatchMessage& message, int generation);
    bool checkEvents(Informing& watch, const api::WatchBatch& batch);
    bool checkComplete(const Informing& watch, const api::WatchBatch& batch);

    Court& court_;
    const ReferenceStore& reference_;
    std::map<Key, Asked> asked_;
    std::map<Key, Watching> watching_;
    std::map<Key, Informing> informing_;
    std::int64_t told_ = 0; // the newest revision in any answer so far
    int generation_ = 0;
    std::uint64_t answers_ = 0;
    std::uint64_t watchMessages_ = 0;
};

} // namespace storm
