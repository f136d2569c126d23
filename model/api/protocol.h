// What travels between the API server and its clients: requests, answers, watch events.
//
// One vocabulary for every client: the scheduler, controllers, kubelets and the person at the
// keyboard. Bodies of the cluster's own parts are typed objects; people's are JSON. Requests and
// answers are immutable and shared.
#pragma once

#include "api/object.h"
#include "api/selector.h"
#include "sim/time.h"

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace maqueta::api {

enum class Verb : std::uint8_t { Get, List, Create, Update, Patch, Delete, DeleteCollection };
std::string_view text(Verb verb); // "get", as audit logs spell it
enum class Subresource : std::uint8_t { None, Status, Binding, Scale, Eviction, Finalize };
std::string_view text(Subresource sub);
enum class PatchType : std::uint8_t { Json, Merge, StrategicMerge };
// metav1.DeletionPropagation; Default = what the kind's strategy says.
enum class Propagation : std::uint8_t { Default, Background, Foreground, Orphan };

struct ListOptions {
    std::optional<LabelSelector> labelSelector; // absent = everything
    FieldSelector fieldSelector;
    std::int64_t limit = 0;
    Text continueToken;
};

struct DeleteOptions {
    std::optional<std::int64_t> graceSeconds; // absent = the object's own
    Propagation propagation = Propagation::Default;
    Text uid;                         // precondition; empty = none
    std::int64_t resourceVersion = 0; // precondition; 0 = none
};

struct Request : base::RefCounted {
    Verb verb = Verb::Get;
    Kind kind = Kind::Other;
    Subresource sub = Subresource::None;
    bool dryRun = false;
    Text ns;
    Text name;
    ObjectRef body; // Create, Update: typed ...
    base::JsonRef
        json; // ... or as JSON; of a Patch: the patch; of Binding, Scale, Eviction: their body
    PatchType patchType = PatchType::Merge;
    // Update: the version the body was read at; 0 = unconditional, where the kind allows it.
    // Get, List: at least as new as this one. 0 = whatever the server's cache holds; -1 = up to
    // date (a quorum read).
    std::int64_t resourceVersion = 0;
    Text node; // Binding by the scheduler: spec.nodeName to write
    ListOptions list;
    DeleteOptions remove;
    Text userAgent; // "kube-scheduler", "kubelet", "kubectl", "deployment-controller"
    // Kind::Other: the custom resource's apiVersion and kind.
    Text apiVersion;
    Text kindName;
};
using RequestRef = base::Ref<const Request>;

// metav1.Status of a refused request, and the answers that never reached a server (code 0).
struct Failure {
    int code = 0; // HTTP; 0 = no answer: see reason
    Text reason;  // NotFound, AlreadyExists, Conflict, Invalid, Expired, Timeout,
                  // ServiceUnavailable, ...
    Text message; // Kubernetes' own words
    base::JsonRef details;

    // What the Retry-After header of the answer says; 0 = it has none.
    sim::Duration retryAfter() const;
};

struct Response : base::RefCounted {
    int code = 200;
    Failure failure;   // code >= 400
    Versioned object;  // Get, Create, Update, Patch, Delete (the object as it was, or is now)
    bool gone = false; // Delete: nothing is stored any more (else it waits for its end)
    // List. Everything of one kind (and namespace) is the root's range; a filtered list is spelled
    // out.
    store::Root root;
    bool filtered = false;
    std::vector<Versioned> items;
    std::int64_t resourceVersion = 0;
    Text continueToken;
    std::int64_t remainingItems = 0;
    std::size_t bytes = 300;

    bool ok() const { return code >= 200 && code < 300; }
};
using ResponseRef = base::Ref<const Response>;

struct WatchOptions : base::RefCounted {
    Kind kind = Kind::Other;
    Text ns; // empty = all
    std::optional<LabelSelector> labelSelector;
    FieldSelector fieldSelector;
    std::int64_t resourceVersion = 0; // events after this one
    Text userAgent;
};

enum class WatchEventType : std::uint8_t { Added, Modified, Deleted, Bookmark, Error };

struct WatchEvent {
    WatchEventType type = WatchEventType::Added;
    Text key;         // of the object in the store
    Versioned object; // Deleted: the last state, with the deletion's revision
};

struct WatchBatch : base::RefCounted {
    std::vector<WatchEvent> events;
    store::Root root;                 // the server's picture after the last event
    std::int64_t resourceVersion = 0; // of the last event or bookmark
    Failure failure;                  // of an Error event (410 Expired, ...): the watch has ended
    std::size_t bytes = 0;
};

// `call` and `watch` are numbers that the client chose, unique within one of its lives.
struct CallMessage {
    std::uint32_t call = 0;
    RequestRef request;
};
struct ReplyMessage {
    std::uint32_t call = 0;
    ResponseRef response;
};
struct WatchStart {
    std::uint32_t watch = 0;
    base::Ref<const WatchOptions> options;
};
struct WatchStop {
    std::uint32_t watch = 0;
};
// `number` counts the messages of one watch from 1: a gap means that one was lost, and the watch is
// broken. The first one comes at once, with or without events: the watch stands.
struct WatchMessage {
    std::uint32_t watch = 0;
    std::uint32_t number = 0;
    base::Ref<const WatchBatch> batch;
};

using ToServer = std::variant<CallMessage, WatchStart, WatchStop>;
using ToClient = std::variant<ReplyMessage, WatchMessage>;

// Bytes on the wire, for the network.
std::size_t wireSize(const ToServer& message);
std::size_t wireSize(const ToClient& message);

} // namespace maqueta::api
