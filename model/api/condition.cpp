#include "api/condition.h"

#include "api/digest.h"
#include "api/names.h"

#include <algorithm>

namespace maqueta::api {
namespace {

std::size_t indexOf(const std::vector<Condition>& conditions, std::string_view type) {
    const auto at = std::find_if(conditions.begin(), conditions.end(),
                                 [type](const Condition& c) { return c.type == type; });
    return static_cast<std::size_t>(at - conditions.begin());
}

auto resourceIn(const std::vector<ResourceList::Entry>& entries, std::string_view name) {
    return std::lower_bound(
        entries.begin(), entries.end(), name,
        [](const ResourceList::Entry& e, std::string_view n) { return e.first < n; });
}

} // namespace

std::string_view text(ConditionStatus s) {
    switch (s) {
    case ConditionStatus::True: return "True";
    case ConditionStatus::False: return "False";
    case ConditionStatus::Unknown: break;
    }
    return "Unknown";
}

void addTo(sim::Fingerprint& f, const Conditions& conditions) {
    f.add(conditions->size());
    for (const Condition& c : *conditions) {
        addTo(f, c.type);
        f.add(static_cast<std::uint64_t>(c.status));
        addTo(f, c.reason);
        addTo(f, c.message);
        addTo(f, c.lastTransitionTime);
        addTo(f, c.lastUpdateTime);
        addTo(f, c.lastHeartbeatTime);
        addTo(f, c.rest);
    }
}

const Condition* findCondition(const Conditions& conditions, std::string_view type) {
    const std::size_t at = indexOf(*conditions, type);
    return at < conditions->size() ? &(*conditions)[at] : nullptr;
}

bool isTrue(const Conditions& conditions, std::string_view type) {
    const Condition* c = findCondition(conditions, type);
    return c && c->status == ConditionStatus::True;
}

bool setCondition(Conditions& conditions, Condition condition) {
    const std::size_t at = indexOf(*conditions, condition.type);
    if (at == conditions->size()) {
        auto& list = conditions.write();
        list.reserve(at + 1); // no room to spare: every version of an object keeps its list
        list.push_back(std::move(condition));
        return true;
    }
    const Condition& old = (*conditions)[at];
    if (old.status == condition.status) condition.lastTransitionTime = old.lastTransitionTime;
    if (old == condition) return false;
    const bool changed = old.status != condition.status || old.reason != condition.reason ||
                         old.message != condition.message;
    conditions.write()[at] = std::move(condition);
    return changed;
}

bool removeCondition(Conditions& conditions, std::string_view type) {
    const std::size_t at = indexOf(*conditions, type);
    if (at == conditions->size()) return false;
    auto& list = conditions.write();
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
    return true;
}

const base::Quantity* ResourceList::find(std::string_view name) const {
    const auto at = resourceIn(*entries_, name);
    return at != entries_->end() && at->first == name ? &at->second : nullptr;
}

void ResourceList::set(Text name, base::Quantity amount) {
    const auto at = resourceIn(*entries_, name);
    const auto index = at - entries_->begin();
    const bool known = at != entries_->end() && at->first == name;
    auto& entries = entries_.write();
    if (known)
        entries[static_cast<std::size_t>(index)].second = amount;
    else
        entries.insert(entries.begin() + index, Entry(std::move(name), amount));
}

void ResourceList::erase(std::string_view name) {
    const auto at = resourceIn(*entries_, name);
    if (at == entries_->end() || at->first != name) return;
    const auto index = at - entries_->begin();
    auto& entries = entries_.write();
    entries.erase(entries.begin() + index);
}

std::int64_t ResourceList::milliCpu() const {
    const base::Quantity* q = find(names::cpu);
    return q ? q->milliValue() : 0;
}

std::int64_t ResourceList::value(std::string_view name) const {
    const base::Quantity* q = find(name);
    return q ? q->value() : 0;
}

void ResourceList::addTo(sim::Fingerprint& f) const {
    f.add(entries_->size());
    for (const auto& [name, amount] : *this) {
        f.add(name.view());
        // The text, because 1Ki and 1024 are one amount but print differently.
        f.add(amount.text());
    }
}

} // namespace maqueta::api
