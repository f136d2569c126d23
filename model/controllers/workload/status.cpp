// What a Deployment says about itself (pkg/controller/deployment/progress.go, sync.go).
#include "controllers/loop/condition_of.h"
#include "controllers/loop/step.h"
#include "controllers/workload/pods.h"
#include "controllers/workload/rollout.h"

#include <algorithm>

namespace maqueta::controllers {

using api::Condition;
using api::ConditionStatus;
using api::ReplicaSet;
using Status = api::Deployment::Status;

namespace {

bool sameStatus(const Status& a, const Status& b) {
    return a.observedGeneration == b.observedGeneration && a.replicas == b.replicas &&
           a.updatedReplicas == b.updatedReplicas && a.readyReplicas == b.readyReplicas &&
           a.availableReplicas == b.availableReplicas &&
           a.unavailableReplicas == b.unavailableReplicas && a.collisionCount == b.collisionCount &&
           *a.conditions == *b.conditions;
}

} // namespace

// A condition with the same status and reason stays as it is; a changed one goes to the end.
void Rollout::setCondition(api::Conditions& conditions, std::string_view type,
                           ConditionStatus status, std::string_view reason,
                           std::string message) const {
    Condition next = conditionOf(type, status, reason, message, sync_.now());
    next.lastUpdateTime = sync_.now();
    if (const Condition* known = api::findCondition(conditions, type)) {
        if (known->status == status && known->reason == reason) return;
        if (known->status == status) next.lastTransitionTime = known->lastTransitionTime;
        api::removeCondition(conditions, type);
    }
    conditions.write().push_back(std::move(next));
}

Outcome Rollout::writeStatus() {
    const base::Ref<api::Deployment> copy = api::mutableCopy(*d_);
    const Answer* answer =
        sync_.ask([&] { return updateRequest(copy, version_, api::Subresource::Status); });
    if (!answer) return Outcome::Waiting;
    return answer->ok() ? Outcome::Done : Outcome::Failed;
}

bool Rollout::complete(const Status& status) const {
    return status.updatedReplicas == d_->replicas && status.replicas == d_->replicas &&
           status.availableReplicas == d_->replicas &&
           status.observedGeneration >= d_->meta.generation;
}

Status Rollout::calculateStatus() const {
    Status status;
    status.observedGeneration = d_->meta.generation;
    status.collisionCount = d_->status.collisionCount;
    status.conditions = d_->status.conditions;
    for (const ReplicaSet* rs : all()) {
        status.replicas += rs->status.replicas;
        status.readyReplicas += rs->status.readyReplicas;
        status.availableReplicas += rs->status.availableReplicas;
    }
    if (newest_) status.updatedReplicas = newest_->status.replicas;
    status.unavailableReplicas = std::max(0, wantedByAll() - status.availableReplicas);
    if (status.availableReplicas >= d_->replicas - maxUnavailable())
        setCondition(status.conditions, "Available", ConditionStatus::True,
                     "MinimumReplicasAvailable", "Deployment has minimum availability.");
    else
        setCondition(status.conditions, "Available", ConditionStatus::False,
                     "MinimumReplicasUnavailable",
                     "Deployment does not have minimum availability.");
    return status;
}

Outcome Rollout::syncStatus() {
    const Status status = calculateStatus();
    if (sameStatus(d_->status, status)) return Outcome::Done;
    d_->status = status;
    return writeStatus();
}

Outcome Rollout::syncRolloutStatus() {
    Status status = calculateStatus();
    if (!hasDeadline()) api::removeCondition(status.conditions, "Progressing");
    const Condition* current = api::findCondition(d_->status.conditions, "Progressing");
    const bool done = status.replicas == status.updatedReplicas && current &&
                      current->reason == "NewReplicaSetAvailable";
    if (hasDeadline() && !done) judgeProgress(status);
    takeOverFailures(status);
    if (sameStatus(d_->status, status)) {
        watchDeadline();
        return Outcome::Done;
    }
    const base::Ref<api::Deployment> before = api::mutableCopy(*d_);
    d_->status = status;
    const Outcome outcome = writeStatus();
    if (outcome == Outcome::Done) noteProgress(before->status);
    return outcome;
}

void Rollout::judgeProgress(Status& status) const {
    const Status& was = d_->status;
    const std::string subject = newest_ ? "ReplicaSet \"" + newest_->meta.name + "\""
                                        : "Deployment \"" + d_->meta.name + "\"";
    const Condition* current = api::findCondition(was.conditions, "Progressing");
    const bool progressing =
        status.updatedReplicas > was.updatedReplicas ||
        status.replicas - status.updatedReplicas < was.replicas - was.updatedReplicas ||
        status.readyReplicas > was.readyReplicas ||
        status.availableReplicas > was.availableReplicas;
    if (complete(status)) {
        setCondition(status.conditions, "Progressing", ConditionStatus::True,
                     "NewReplicaSetAvailable", subject + " has successfully progressed.");
    } else if (progressing) {
        // Made anew, so that the time of the last progress is this one.
        sim::Time since = sync_.now();
        if (current && current->status == ConditionStatus::True)
            since = current->lastTransitionTime.value_or(since);
        api::removeCondition(status.conditions, "Progressing");
        Condition next = conditionOf("Progressing", ConditionStatus::True, "ReplicaSetUpdated",
                                     subject + " is progressing.", since);
        next.lastUpdateTime = sync_.now();
        status.conditions.write().push_back(std::move(next));
    } else if (const Condition* c = api::findCondition(status.conditions, "Progressing")) {
        const bool late =
            c->reason == "ProgressDeadlineExceeded" ||
            (c->reason != "NewReplicaSetAvailable" && c->lastUpdateTime &&
             wholeSeconds(*c->lastUpdateTime) + sim::seconds(*d_->progressDeadlineSeconds) <
                 sync_.now());
        if (late)
            setCondition(status.conditions, "Progressing", ConditionStatus::False,
                         "ProgressDeadlineExceeded", subject + " has timed out progressing.");
    }
}

// The newest ReplicaSet's failure to make pods is the Deployment's; else an old one's.
void Rollout::takeOverFailures(Status& status) const {
    const Condition* failure =
        newest_ ? api::findCondition(newest_->status.conditions, "ReplicaFailure") : nullptr;
    for (const ReplicaSet* rs : all())
        if (!failure) failure = api::findCondition(rs->status.conditions, "ReplicaFailure");
    if (!failure) {
        api::removeCondition(status.conditions, "ReplicaFailure");
        return;
    }
    const Condition* known = api::findCondition(status.conditions, "ReplicaFailure");
    if (known && known->status == failure->status && known->reason == failure->reason) return;
    Condition next = *failure;
    next.lastUpdateTime = next.lastTransitionTime;
    api::removeCondition(status.conditions, "ReplicaFailure");
    status.conditions.write().push_back(std::move(next));
}

// Nothing moves: look again when the deadline has passed.
void Rollout::watchDeadline() {
    const Condition* current = api::findCondition(d_->status.conditions, "Progressing");
    if (!hasDeadline() || !current || !current->lastUpdateTime || !sync_.live()) return;
    if (complete(d_->status) || current->reason == "ProgressDeadlineExceeded") return;
    const sim::Duration after = wholeSeconds(*current->lastUpdateTime) +
                                sim::seconds(*d_->progressDeadlineSeconds) - sync_.now();
    if (after < sim::seconds(1))
        sync_.step().addRateLimited(Loop::Deployment, sync_.key());
    else
        sync_.step().addAfter(Loop::Deployment, sync_.key(), after + sim::seconds(1));
}

void Rollout::noteProgress(const Status& before) {
    const Status& now = d_->status;
    const auto reason = [](const Status& status) {
        const Condition* c = api::findCondition(status.conditions, "Progressing");
        return c ? c->reason : Text();
    };
    const Text newest = newest_ ? newest_->meta.name : Text();
    if (reason(now) != reason(before)) {
        if (reason(now) == "NewReplicaSetAvailable")
            return sync_.note(RolloutComplete{d_->meta.ns, d_->meta.name, newest});
        if (reason(now) == "ProgressDeadlineExceeded")
            return sync_.note(RolloutDeadlineExceeded{d_->meta.ns, d_->meta.name, newest});
    }
    if (now.updatedReplicas != before.updatedReplicas ||
        now.availableReplicas != before.availableReplicas || now.replicas != before.replicas)
        sync_.note(RolloutProgress{d_->meta.ns, d_->meta.name, d_->replicas, now.updatedReplicas,
                                   now.availableReplicas, now.replicas});
}

} // namespace maqueta::controllers
