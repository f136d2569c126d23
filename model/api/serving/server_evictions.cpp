// Evictions: a budget pays first, then the pod says why it goes, then it goes
// (pkg/registry/core/pod/storage/eviction.go).
#include "api/kinds/pod.h"
#include "api/server.h"
#include "api/serving/budgets.h"
#include "api/serving/deletion.h"
#include "api/serving/failures.h"
#include "api/serving/timers.h"

namespace maqueta::api {
namespace {

// EvictionsRetry: how often a budget is tried that others write, too, and the wait between.
constexpr std::uint32_t evictionAttempts = 20;
constexpr sim::Duration evictionWait = sim::milliseconds(500);
constexpr std::int64_t evictionJitter = 10; // percent

Request aboutBudget(const Object& budget) {
    Request request;
    request.kind = Kind::PodDisruptionBudget;
    request.ns = budget.meta.ns;
    request.name = budget.meta.name;
    return request;
}

} // namespace

WritePlan ApiServer::planEviction(const Operation& op, sim::Time now) {
    const Pod* pod = objectCast<Pod>(op.before.object);
    if (!pod) return WritePlan::refuse(badRequest("only pods can be evicted"));
    const DeleteOptions& options = op.request->remove;
    if (ignoresBudgets(*pod)) return planDeletion(*pod, op.before.resourceVersion, options, now);
    if (!op.budgetSpent) {
        const BudgetVerdict verdict = op.budget ? spendBudget(op.budget, *pod, now)
                                                : judgeEviction(picture_.table, *pod, now);
        if (verdict.refused) return WritePlan::refuse(*verdict.refused);
        if (verdict.spent && !op.request->dryRun)
            return WritePlan::spend(verdict.budget, verdict.spent);
    }
    if (const auto refused = checkPreconditions(*pod, op.before.resourceVersion, options))
        return WritePlan::refuse(*refused);
    const base::Ref<Pod> next = mutableCopy(*pod);
    Condition condition;
    condition.type = "DisruptionTarget";
    condition.status = ConditionStatus::True;
    condition.reason = "EvictionByEvictionAPI";
    condition.message = "Eviction API: evicting";
    condition.lastTransitionTime = now;
    setCondition(next->status.conditions, condition);
    return WritePlan::put(next);
}

void ApiServer::spend(Operation op, WritePlan made, ServerOutbox& out) {
    op.budget = made.budget;
    op.budgetNext = made.object;
    const base::Ref<store::Request> ask(new store::Request);
    ask->type = store::RequestType::Txn;
    store::Op change;
    change.key = op.budget->key();
    change.value = op.budgetNext;
    ask->txn.compare.push_back({change.key, op.budget.resourceVersion});
    ask->txn.success.push_back(std::move(change));
    op.stage = Operation::Stage::SpendBudget;
    op.sent = {};
    send(std::move(op), ask, out);
}

void ApiServer::takeSpent(Operation op, const store::Response& response, ServerOutbox& out) {
    if (response.succeeded) {
        out.record(ObjectWritten{op.budget, Versioned{op.budgetNext, response.revision}, false,
                                 op.request->userAgent, op.client});
        op.budgetSpent = true;
        return advance(std::move(op), true, out);
    }
    if (++op.attempts >= evictionAttempts) {
        const Object& budget = *op.budget.object;
        return finish(op, refusal(modifiedMeanwhile(aboutBudget(budget), budget.meta.name)), out);
    }
    const std::int64_t jitter = evictionWait.ns / 100 * evictionJitter;
    op.retryAt =
        out.now() + evictionWait +
        sim::nanoseconds(static_cast<std::int64_t>(rng_.below(static_cast<std::uint64_t>(jitter))));
    out.setTimer(op.retryAt, server::budgetTimer);
    waitForBudget_.write().push_back(std::move(op));
}

// Looks again at budgets that somebody else wrote meanwhile.
void ApiServer::retryEvictions(ServerOutbox& out) {
    std::vector<Operation> waiting;
    std::swap(waiting, waitForBudget_.write());
    for (Operation& op : waiting) {
        if (op.retryAt > out.now()) {
            waitForBudget_.write().push_back(std::move(op));
            continue;
        }
        const base::Ref<store::Request> ask(new store::Request);
        ask->range.key = op.budget->key();
        op.stage = Operation::Stage::FetchBudget;
        send(std::move(op), ask, out);
    }
}

void ApiServer::takeBudget(Operation op, const store::Response& response, ServerOutbox& out) {
    if (!response.current) {
        const Object& budget = *op.budget.object;
        return finish(op, refusal(notFound(aboutBudget(budget), budget.meta.name)), out);
    }
    op.budget = {ObjectRef(static_cast<const Object*>(response.current->value.get())),
                 response.current->modRevision};
    advance(std::move(op), true, out);
}

} // namespace maqueta::api
