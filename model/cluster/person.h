// The person at the keyboard: turns requests into calls through the load balancer, one command
// after another, as kubectl does, and reports how each ended.
//
// Owned by the cluster; its process runs on the client's machine. A command that loses its
// connection before an answer came tries again for a while when repeating it is harmless (apply,
// get, scale to a number, set image, delete by name, undo of a rollout), as a person would: unless
// its client has done so already.
#pragma once

#include "api/client.h"
#include "cluster/intervention.h"

#include <vector>

namespace maqueta::cluster {

struct PersonOptions {
    sim::Duration requestTimeout = sim::seconds(30);
    sim::Duration retryEvery = sim::seconds(1);
    int attempts = 10;
    // Of a drain: a budget that forbids an eviction is asked again, pods that end are waited for
    // (kubectl/pkg/drain/drain.go).
    sim::Duration evictionRetry = sim::seconds(5);
    sim::Duration drainLook = sim::seconds(1);
    sim::Duration drainTimeout = sim::minutes(10);
};

// One object's worth of a command.
struct Errand {
    std::uint64_t act = 0; // the journal number of the intervention that it belongs to
    // Evict is a pod of a node that is drained; Drain asks for these until none is left.
    enum class Type : std::uint8_t {
        Apply,
        Patch,
        SetImage,
        UndoRollout,
        Delete,
        Evict,
        Drain
    } type = Type::Apply;
    api::Kind kind = api::Kind::Other;
    base::Text apiVersion{}; // Kind::Other: custom resources
    base::Text kindName{};
    base::Text ns{};
    base::Text name{};
    api::Subresource sub = api::Subresource::None;
    api::PatchType patchType = api::PatchType::Merge;
    base::JsonRef json{};   // the manifest, or the patch
    base::Text container{}; // whose image is set; empty = the first
    base::Text image{};
    std::int64_t toRevision = 0; // UndoRollout; 0 = the one before
    std::optional<std::int64_t> graceSeconds{};
    base::Text title{};                   // "deployment.apps/web"
    sim::Time until = sim::Time::never(); // Evict, Drain: when the drain is given up
};

// How an errand ended.
struct ErrandEnd {
    std::uint64_t act = 0;
    base::Text title{};
    base::Text verb{}; // "created", "configured", "unchanged", "deleted", "patched"
    bool ok = false;
    int code = 0;
    base::Text reason{};
    base::Text message{};
    api::Versioned object{}; // as answered
};

class PersonOutbox : public api::Outbox {
public:
    virtual void ended(const ErrandEnd& end) = 0;
};

class Person final {
public:
    Person() = default;
    Person(PersonOptions options, sim::Rng rng);

    void ask(std::vector<Errand> errands, PersonOutbox& out);
    void onMessage(const api::ToClient& message, PersonOutbox& out);
    void onConnectionLost(api::ConnectionEnd how, PersonOutbox& out);
    void onTimer(std::uint64_t token, PersonOutbox& out);
    bool busy() const { return !queue_->empty(); }
    const api::Client& client() const { return client_; }

private:
    class Ear;
    void begin(PersonOutbox& out);
    void onReply(const api::Response& response, PersonOutbox& out);
    void setImage(const api::Response& read, PersonOutbox& out);
    void undoRollout(const api::Response& listed, PersonOutbox& out);
    void pause(sim::Duration length, PersonOutbox& out);
    void drain(const api::Response& listed, PersonOutbox& out);
    void refuse(int code, std::string_view reason, std::string message, PersonOutbox& out);
    void finish(const api::Response& response, std::string_view verb, PersonOutbox& out);
    void send(base::Ref<api::Request> request, PersonOutbox& out);

    PersonOptions options_;
    api::Client client_;
    sim::Cow<std::vector<Errand>> queue_; // the first is under way
    enum class Stage : std::uint8_t {
        Idle,
        Reading,
        Listing,
        Writing,
        Pausing
    } stage_ = Stage::Idle;
    api::Versioned deployment_; // UndoRollout: as it was read, while its ReplicaSets are listed
    int attempt_ = 0;
    std::uint64_t round_ = 0; // the cookie that counts
};

// More pods of one object than this no model holds, although Kubernetes would begin to make them.
constexpr std::uint32_t mostReplicas = 1'000'000;
// Whether an object is small enough to be simulated.
base::Status withinModel(const base::Json& object);
// The errands of a request; an error when a field makes no sense.
base::Result<std::vector<Errand>> errandsOf(const Intervention& act, std::uint64_t number);

} // namespace maqueta::cluster
