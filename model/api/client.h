// A client of the API, as client-go is one: calls with time-outs and a rate limit, and informers
// that list, watch, resume where they were and list again when they must. The scheduler, the
// controller manager and every kubelet own one; it is part of their state and copied with it.
//
// Step functions: whatever happens comes in through on...(), whatever the client wants goes out
// through the Outbox, and what the owner must hear about goes to the Sink during the call.
#pragma once

#include "api/protocol.h"
#include "sim/cow.h"
#include "sim/persistent_map.h"
#include "sim/rng.h"
#include "sim/time.h"

namespace maqueta::api {

// How a connection ended, as its client learns it.
enum class ConnectionEnd : std::uint8_t {
    Reset,   // by the other end, or by the load balancer between
    Refused, // it never stood: nobody listens there
    Silence  // HTTP/2's health check found nobody
};

// A request that its client is about to send again (client-go/rest/with_retry.go).
struct Repeat {
    static constexpr int most = 10; // client-go's maxRetries

    std::string_view verb; // "get", "watch"
    Kind kind = Kind::Other;
    Text ns;
    Text name;
    int number = 0; // of the repetition, from 1
    sim::Duration wait;
    Failure why; // code 0: the connection was reset
};

// A GET whose connection was reset is repeated as if the server had said so.
constexpr sim::Duration retryAfterReset = sim::seconds(1);
Failure resetByPeer();

// What a part can do to the world in one step. The cluster implements it, and so do the tests.
class Outbox {
public:
    virtual ~Outbox() = default;
    virtual sim::Time now() const = 0;
    // To the API endpoint that this part is configured with, `after` from now (time to think or to
    // compute).
    virtual void sendToApi(ToServer message, sim::Duration after = {}) = 0;
    // The part's onTimer(token) is called at that time, unless its process ended before. Timers are
    // not cancelled: a part that no longer wants one ignores it.
    virtual void setTimer(sim::Time at, std::uint64_t token) = 0;
    // Told of the first of those that wait at the same time.
    virtual void repeats(const Repeat&) {}
};

// What the owner of a client hears.
class Sink {
public:
    virtual ~Sink() = default;
    // The answer to a call; a call that failed on its way has code 0 (see Failure).
    virtual void onReply(std::uint64_t cookie, const Response& response) = 0;
    // An object of an informer's kind appeared (`before` empty), changed, or went (`now` empty).
    virtual void onChange(Kind, const Versioned& /*before*/, const Versioned& /*now*/) {}
    // The informer's first list has been taken over; until then its picture is not to be trusted.
    virtual void onSynced(Kind) {}
};

struct ClientOptions {
    Text userAgent;
    double qps = 0; // requests per second on average; 0 = no limit
    int burst = 0;  // requests at once
    sim::Duration timeout = sim::seconds(60);
};

// The picture that a client holds of one kind: what was listed, moved forward by what was watched.
struct Informer {
    Kind kind = Kind::Other;
    FieldSelector fieldSelector; // a filtered informer keeps its own table
    bool synced = false;
    bool filtered() const { return !fieldSelector.empty(); }
    std::int64_t resourceVersion = 0;
    store::Table table; // keys under prefixOf(kind); of an unfiltered informer shared with the
                        // server's picture

    Versioned get(std::string_view ns, std::string_view name) const;
    Versioned getByKey(std::string_view key) const;

private:
    friend class Client;
    std::uint32_t watch = 0; // number of the running watch, 0 = none
    std::uint32_t received = 0;
    int failures = 0; // in a row, for the back-off
    int repeats = 0;  // of the watch that is asked for
    sim::Duration
        rest; // before it is asked for again, as the server said; 0 = it is not waited for
    bool listAgain = true; // at retryAt: list; else resume the watch
    bool askFresh = false; // the server did not know the version held: list whatever it has now
    sim::Time retryAt = sim::Time::never();
};

class Client {
public:
    // Timer tokens from this one up belong to the client: pass them to onTimer.
    static constexpr std::uint64_t firstToken = std::uint64_t{0xC1} << 56;
    static bool ownsToken(std::uint64_t token) { return token >= firstToken; }

    Client() = default;
    Client(ClientOptions options, sim::Rng rng);

    // Sends the request (later, when the rate limit says so). The Sink hears the answer with the
    // cookie; `timeout` 0 = the client's own. Within it, a request that is refused with a
    // Retry-After is sent again after that time, and a read whose connection was reset after a
    // second, ten times at most.
    void call(RequestRef request, std::uint64_t cookie, Outbox& out, sim::Duration timeout = {});
    // Starts to list and watch a kind; all objects come to the Sink as they are found.
    void inform(Kind kind, FieldSelector fieldSelector, Outbox& out);
    // Forgets all informers and calls, as a part that loses its leadership does.
    void reset();

    void onMessage(const ToClient& message, Outbox& out, Sink& sink);
    // The connection broke: calls in flight fail with reason "ConnectionReset", "ConnectionRefused"
    // or "ConnectionLost", watches start again from where they were.
    void onConnectionLost(ConnectionEnd how, Outbox& out, Sink& sink);
    void onTimer(std::uint64_t token, Outbox& out, Sink& sink);

    // nullptr when the kind is not informed about.
    const Informer* informer(Kind kind) const;
    bool synced() const; // every informer is
    std::size_t callsInFlight() const { return calls_.size() + resting_->size(); }
    // What is sent again next, and when; of a client that waits for nothing `until` is never.
    struct Rest {
        sim::Time until = sim::Time::never();
        sim::Duration length;
        int number = 0; // of the repetition
    };
    Rest resting() const;

private:
    struct PendingCall {
        RequestRef request;
        std::uint64_t cookie = 0;
        sim::Duration timeout;
        sim::Time deadline = sim::Time::never(); // once sent
        std::uint32_t informer = 0;              // 1 + index of the informer whose list this is
        int repeats = 0;
        bool wasReset = false; // the attempt before this one
    };
    struct RestingCall {
        sim::Time until;
        sim::Duration length;
        PendingCall call;
    };
    void enqueue(PendingCall call, Outbox& out);
    void pump(Outbox& out);
    void arm(sim::Time at, Outbox& out);
    void expire(Outbox& out, Sink& sink);
    // Sends the call again after that time; false when it has been sent often enough.
    bool repeat(PendingCall call, sim::Duration wait, const Failure& why, Outbox& out);
    bool repeatWatch(std::size_t index, sim::Duration wait, const Failure& why, Outbox& out);
    void wake(Outbox& out);
    // The call of that number, if the client still has it; and one that it has let go of.
    void fail(std::uint32_t number, const Failure& why, Outbox& out, Sink& sink);
    void fail(const PendingCall& call, const Failure& why, Outbox& out, Sink& sink);
    void startList(std::size_t index, Outbox& out);
    void startWatch(std::size_t index, Outbox& out);
    void retryLater(std::size_t index, Outbox& out);
    void onReplyMessage(const ReplyMessage& reply, Outbox& out, Sink& sink);
    void onWatchMessage(const WatchMessage& message, Outbox& out, Sink& sink);
    void onWatchFailure(std::size_t index, const Failure& failure, Outbox& out);
    void takeList(std::size_t index, const Response& response, Outbox& out, Sink& sink);
    void takeBatch(std::size_t index, const WatchBatch& batch, Sink& sink);
    // Whether the informer still stands, with this watch: a Sink may reset the client.
    bool watching(std::size_t index, std::uint32_t watch) const;

    ClientOptions options_;
    sim::Rng rng_;
    std::uint32_t nextNumber_ = 1;
    // In order of their numbers; those from firstWaiting_ on wait for the rate limit.
    sim::PersistentMap<std::uint32_t, PendingCall> calls_;
    std::uint32_t firstWaiting_ = 1;
    sim::Cow<std::vector<RestingCall>> resting_; // to be sent again
    sim::Cow<std::vector<Informer>> informers_;
    sim::Time paidUntil_;                         // the rate limit: one interval a request
    sim::Time nextDeadline_ = sim::Time::never(); // not later than any deadline
    sim::Time armedFor_ = sim::Time::never();
};

// Walks the objects of a list answer or of an informer's table, in order of key.
template <class F>
void forEach(const store::Table& table, Kind kind, std::string_view ns, F&& f) {
    const base::Text prefix = prefixOf(kind, ns);
    const base::Text end = prefixEnd(prefix);
    for (auto it = table.lowerBound(prefix); !it.atEnd() && it.key() < end; ++it)
        f(Versioned{base::Ref<const Object>(static_cast<const Object*>(it.value().value.get())),
                    it.value().modRevision});
}

} // namespace maqueta::api
