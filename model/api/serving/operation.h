// A request that an API server works on while etcd is asked.
#pragma once

#include "api/protocol.h"
#include "network/address.h"
#include "sim/cow.h"
#include "sim/time.h"
#include "store/protocol.h"

#include <vector>

namespace maqueta::api {

struct Operation {
    // Which answer of etcd it waits for.
    enum class Stage : std::uint8_t {
        FillCache,
        Health,
        ReadObject,
        ReadList,
        CheckNamespace, // of a create: the cache does not know it
        Fetch,          // the current state, which the cache may not have
        Commit,
        SpendBudget, // of an eviction
        FetchBudget, // that somebody else wrote meanwhile
        GrantLease,
        CompactKey,
        Compact
    };
    // How far a write has come that takes more than one transaction.
    enum class Phase : std::uint8_t { First, Delete, Remove };

    Stage stage = Stage::ReadObject;
    Phase phase = Phase::First;
    bool mutating = false;
    bool removing = false;     // the transaction removes the key
    bool removeNext = false;   // once it is written, the object goes
    network::ProcessId client; // none = the server's own business, or the client has gone
    std::uint32_t call = 0;
    RequestRef request;
    Text key;
    sim::Time deadline = sim::Time::never();
    Versioned before; // what the write builds on
    ObjectRef after;  // what it makes of it
    std::uint32_t attempts = 0;
    store::RequestRef sent; // a read, to be sent again

    // Eviction: the budget that pays, what it is then, whether it has paid, and when it is tried
    // again.
    Versioned budget;
    ObjectRef budgetNext;
    bool budgetSpent = false;
    sim::Time retryAt;

    // DeleteCollection: what remains to be deleted, and what was.
    sim::Cow<std::vector<Text>> collection;
    std::size_t next = 0;
    base::Ref<Response> collected;
};

// What a write comes to, given the state of its object.
struct WritePlan {
    enum class Act : std::uint8_t { Refuse, Nothing, Put, Remove, Spend } act = Act::Refuse;
    Failure failure;  // Refuse
    ObjectRef object; // Put, Spend: the new state; Remove: the last one
    bool removeNext = false;
    Versioned budget = {}; // Spend: what is written before the object itself

    static WritePlan refuse(Failure failure) { return {Act::Refuse, std::move(failure), {}}; }
    static WritePlan nothing() { return {Act::Nothing, {}, {}}; }
    static WritePlan put(ObjectRef object) { return {Act::Put, {}, std::move(object)}; }
    static WritePlan remove(ObjectRef last) { return {Act::Remove, {}, std::move(last)}; }
    static WritePlan spend(Versioned budget, ObjectRef spent) {
        return {Act::Spend, {}, std::move(spent), false, std::move(budget)};
    }
};

// The key of an object in the store; of a custom resource with its group and plural
// ("/registry/example.com/widgets/default/w1").
Text storageKey(const Request& request, std::string_view name);
Text storagePrefix(const Request& request);

} // namespace maqueta::api
