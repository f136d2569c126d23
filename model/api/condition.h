// The conditions of an object's status, and the resources that containers ask for and nodes have.
#pragma once

#include "api/meta.h"
#include "base/json.h"
#include "base/quantity.h"

#include <vector>

namespace maqueta::api {

enum class ConditionStatus : std::uint8_t { True, False, Unknown };
std::string_view text(ConditionStatus s);

// One condition of a pod, node, workload or namespace. Times that a kind does not have stay empty.
struct Condition {
    Text type;
    ConditionStatus status = ConditionStatus::Unknown;
    Text reason;
    Text message;
    sim::MaybeTime lastTransitionTime;
    sim::MaybeTime lastUpdateTime;    // Deployment
    sim::MaybeTime lastHeartbeatTime; // Node
    base::JsonRef rest = {};          // fields that no kind here knows
    friend bool operator==(const Condition&, const Condition&) = default;
};
using Conditions = sim::Cow<std::vector<Condition>>;

void addTo(sim::Fingerprint& f, const Conditions& conditions);

// nullptr when there is none of the type.
const Condition* findCondition(const Conditions& conditions, std::string_view type);
bool isTrue(const Conditions& conditions, std::string_view type);
// Puts the condition in the place of the one of its type, or at the end. lastTransitionTime is kept
// from the old one when the status did not change. Returns whether anything but the times changed.
bool setCondition(Conditions& conditions, Condition condition);
bool removeCondition(Conditions& conditions, std::string_view type);

// Amounts by resource name, sorted by name, shared by copies.
class ResourceList {
public:
    using Entry = std::pair<Text, base::Quantity>;
    bool empty() const { return entries_->empty(); }
    const base::Quantity* find(std::string_view name) const;
    void set(Text name, base::Quantity amount);
    void erase(std::string_view name);
    auto begin() const { return entries_->begin(); }
    auto end() const { return entries_->end(); }
    // The entries as they are shared, for files.
    const sim::Cow<std::vector<Entry>>& entries() const { return entries_; }
    static ResourceList ofSorted(sim::Cow<std::vector<Entry>> entries) {
        ResourceList list;
        list.entries_ = std::move(entries);
        return list;
    }
    // 0 when the resource is not named.
    std::int64_t milliCpu() const;
    std::int64_t value(std::string_view name) const;
    void addTo(sim::Fingerprint& f) const;
    friend bool operator==(const ResourceList& a, const ResourceList& b) {
        return a.entries_.shares(b.entries_) || *a.entries_ == *b.entries_;
    }

private:
    sim::Cow<std::vector<Entry>> entries_;
};

} // namespace maqueta::api
