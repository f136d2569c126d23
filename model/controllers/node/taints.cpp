#include "controllers/node/taints.h"

#include "api/names.h"
#include "controllers/loop/step.h"

#include <algorithm>
#include <array>

namespace maqueta::controllers {
namespace {

struct ConditionTaint {
    std::string_view condition;
    api::ConditionStatus status;
    std::string_view taint;
};

using ReadyStatus = api::ConditionStatus;
constexpr std::array<ConditionTaint, 6> conditionTaints{{
    {"Ready", ReadyStatus::False, api::names::taintNotReady},
    {"Ready", ReadyStatus::Unknown, api::names::taintUnreachable},
    {"MemoryPressure", ReadyStatus::True, api::names::taintMemoryPressure},
    {"DiskPressure", ReadyStatus::True, api::names::taintDiskPressure},
    {"NetworkUnavailable", ReadyStatus::True, api::names::taintNetworkUnavailable},
    {"PIDPressure", ReadyStatus::True, api::names::taintPidPressure},
}};

bool isManaged(std::string_view key) {
    return key == api::names::taintUnschedulable ||
           std::any_of(conditionTaints.begin(), conditionTaints.end(),
                       [&](const ConditionTaint& t) { return t.taint == key; });
}

bool contains(const std::vector<std::string_view>& keys, std::string_view key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

} // namespace

bool hasTaint(const api::Node& node, std::string_view key, std::string_view effect) {
    return std::any_of(node.taints->begin(), node.taints->end(),
                       [&](const api::Taint& t) { return t.key == key && t.effect == effect; });
}

bool tolerates(const api::Toleration& toleration, const api::Taint& taint) {
    if (!toleration.effect.empty() && toleration.effect != taint.effect) return false;
    if (!toleration.key.empty() && toleration.key != taint.key) return false;
    if (toleration.op.empty() || toleration.op == "Equal") return toleration.value == taint.value;
    return toleration.op == "Exists";
}

std::vector<std::string_view> taintsByCondition(const api::Node& node) {
    std::vector<std::string_view> keys;
    for (const api::Condition& condition : *node.conditions)
        for (const ConditionTaint& t : conditionTaints)
            if (condition.type == t.condition && condition.status == t.status)
                keys.push_back(t.taint);
    if (node.unschedulable) keys.push_back(api::names::taintUnschedulable);
    return keys;
}

TaintChange noScheduleChange(const api::Node& node) {
    const std::vector<std::string_view> wanted = taintsByCondition(node);
    TaintChange change;
    for (const std::string_view key : wanted)
        if (!hasTaint(node, key, noSchedule)) change.add.push_back(key);
    for (const api::Taint& taint : *node.taints)
        if (taint.effect == noSchedule && isManaged(taint.key) && !contains(wanted, taint.key))
            change.remove.push_back(taint.key.view());
    return change;
}

Outcome writeTaints(Sync& sync, const api::Versioned& node, const TaintChange& change,
                    std::string_view effect) {
    const api::Node& before = node.as<api::Node>();
    if (change.empty()) return Outcome::Done;
    const Answer* answer = sync.ask([&] {
        base::Ref<api::Node> copy = api::mutableCopy(before);
        std::vector<api::Taint>& taints = copy->taints.write();
        std::erase_if(taints, [&](const api::Taint& t) {
            return t.effect == effect && contains(change.remove, t.key);
        });
        for (const std::string_view key : change.add)
            taints.push_back({.key = key, .value = {}, .effect = effect, .timeAdded = sync.now()});
        return updateRequest(copy, node.resourceVersion);
    });
    if (!answer) return Outcome::Waiting;
    if (!answer->ok()) return answer->notFound() ? Outcome::Done : Outcome::Failed;
    for (const std::string_view key : change.add)
        sync.note(NodeTainted{before.meta.name, key, effect, false});
    for (const std::string_view key : change.remove)
        sync.note(NodeTainted{before.meta.name, key, effect, true});
    return Outcome::Done;
}

} // namespace maqueta::controllers
