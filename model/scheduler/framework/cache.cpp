#include "scheduler/framework/cache.h"

#include "api/names.h"

#include <algorithm>

namespace maqueta::scheduler {
namespace {

constexpr std::size_t mostTopologies = 64;
constexpr std::size_t mostMatching = 512;
constexpr std::size_t mostKnownFacts = 64;

// utilnode.GetZoneKey: nodes without both labels form a zone of their own.
Text zoneKey(const api::Node& node) {
    const Text* region = node.meta.labels.find(api::names::labelRegion);
    const Text* zone = node.meta.labels.find(api::names::labelZone);
    if (!region && !zone) return {};
    return Text((region ? region->str() : std::string()) + '\n' +
                (zone ? zone->str() : std::string()));
}

bool sameImages(const api::Node& a, const api::Node& b) {
    return a.images.shares(b.images) || *a.images == *b.images;
}

// Whether the node has another value now.
bool placeIn(TopologyColumn& column, const NodeInfo& info) {
    while (column.value.size() <= info.slot) column.value.push_back(TopologyColumn::none);
    std::int32_t id = TopologyColumn::none;
    const Text* label = info.node ? info.labels().find(column.key) : nullptr;
    if (label) {
        const auto next = static_cast<std::int32_t>(column.ids.size());
        if (const std::int32_t* known = column.ids.find(*label)) {
            id = *known;
        } else {
            column.ids.set(*label, id = next);
            column.nodes.push_back(0);
        }
    }
    const std::int32_t before = column.value[info.slot];
    if (before == id) return false;
    column.value.write(info.slot) = id;
    if (before != TopologyColumn::none) --column.nodes.write(static_cast<std::size_t>(before));
    if (id != TopologyColumn::none) ++column.nodes.write(static_cast<std::size_t>(id));
    column.labelled = column.labelled - (before != TopologyColumn::none ? 1U : 0U) +
                      (id != TopologyColumn::none ? 1U : 0U);
    return true;
}

} // namespace

std::span<const std::uint32_t> Cache::order() const {
    if (orderStale_) {
        std::vector<std::uint32_t> slots;
        slots.reserve(nodes_);
        for (std::size_t turn = 0; slots.size() < nodes_; ++turn)
            for (const Zone& zone : *zones_)
                if (turn < zone.slots.size()) slots.push_back(zone.slots[turn]);
        order_ = sim::Cow<std::vector<std::uint32_t>>(std::move(slots));
        orderStale_ = false;
    }
    return *order_;
}

const NodeInfo* Cache::find(std::string_view name) const {
    const std::uint32_t* slot = slots_.find(name);
    return slot && infos_[*slot].node ? &infos_[*slot] : nullptr;
}

const TopologyColumn* Cache::findColumn(const Text& key) const {
    for (const TopologyColumn& column : *topologies_)
        if (column.key == key) return &column;
    return nullptr;
}

TopologyColumn Cache::topology(const Text& key) const {
    if (const TopologyColumn* column = findColumn(key)) return *column;
    TopologyColumn column;
    column.key = key;
    for (std::size_t slot = 0; slot < infos_.size(); ++slot) placeIn(column, infos_[slot]);
    return column;
}

void Cache::place(TopologyColumn& column, const NodeInfo& info) {
    if (placeIn(column, info) && info.podCount > 0) column.version = ++versions_;
}

void TopologySums::add(std::int32_t value, std::int64_t count) {
    if (value == TopologyColumn::none) return;
    const auto at = static_cast<std::size_t>(value);
    if (at >= pods.size()) pods.resize(at + 1);
    pods.write(at) += count;
    total += count;
}

TopologySums Cache::sumUp(const PodCounts& counts, const TopologyColumn& column) {
    TopologySums sums;
    sums.key = column.key;
    sums.version = column.version;
    for (const auto& [slot, count] : counts) sums.add(column.value[slot], count);
    return sums;
}

TopologySums Cache::sums(const PodQuery& query, const TopologyColumn& column) const {
    for (std::size_t i = 0; i < matching_.size(); ++i) {
        if (!(matching_[i].query == query)) continue;
        for (const TopologySums& each : matching_[i].sums)
            if (each.key == column.key && each.version == column.version) return each;
        return sumUp(matching_[i].counts, column);
    }
    return sumUp(matching(query), column);
}

TopologySums Cache::sums(const TermOwners& owners, const TopologyColumn& column) const {
    if (owners.sums.key == column.key && owners.sums.version == column.version) return owners.sums;
    return sumUp(owners.owners, column);
}

bool PodQuery::matches(const api::Pod& pod) const {
    if (pod.meta.terminating() && !terminating) return false;
    if (!everyNamespace && !std::binary_search(namespaces.begin(), namespaces.end(), pod.meta.ns))
        return false;
    return selector.matches(pod.meta.labels);
}

PodCounts Cache::matching(const PodQuery& query) const {
    for (std::size_t i = 0; i < matching_.size(); ++i)
        if (matching_[i].query == query) return matching_[i].counts;
    PodCounts counts;
    for (std::uint32_t slot = 0; slot < infos_.size(); ++slot)
        for (const PodInfo& info : *infos_[slot].pods)
            if (query.matches(*info.pod)) ++counts.write(slot);
    return counts;
}

std::uint32_t Cache::slotOf(std::string_view name) {
    if (const std::uint32_t* known = slots_.find(name)) return *known;
    std::uint32_t slot = 0;
    if (free_->empty()) {
        slot = static_cast<std::uint32_t>(infos_.size());
        infos_.push_back({});
        infos_.write(slot).slot = slot;
        for (TopologyColumn& column : topologies_.write()) place(column, infos_[slot]);
    } else {
        slot = free_->back();
        free_.write().pop_back();
    }
    slots_.set(Text(name), slot);
    return slot;
}

void Cache::dropIfUnused(std::uint32_t slot, const Text& name) {
    if (infos_[slot].node || !infos_[slot].pods->empty()) return;
    NodeInfo empty;
    empty.slot = slot;
    infos_.write(slot) = std::move(empty);
    slots_.erase(name);
    free_.write().push_back(slot);
}

void Cache::joinZone(const api::Node& node, std::uint32_t slot) {
    const Text name = zoneKey(node);
    auto& zones = zones_.write();
    auto at = std::find_if(zones.begin(), zones.end(),
                           [&](const Zone& zone) { return zone.name == name; });
    if (at == zones.end()) at = zones.insert(at, Zone{name, {}});
    at->slots.push_back(slot);
    orderStale_ = true;
}

void Cache::leaveZone(const api::Node& node, std::uint32_t slot) {
    const Text name = zoneKey(node);
    auto& zones = zones_.write();
    const auto at = std::find_if(zones.begin(), zones.end(),
                                 [&](const Zone& zone) { return zone.name == name; });
    if (at == zones.end()) return;
    at->slots.erase(std::find(at->slots.begin(), at->slots.end(), slot));
    if (at->slots.empty()) zones.erase(at);
    orderStale_ = true;
}

void Cache::countImages(const api::Node& node, std::uint32_t slot, bool here) {
    for (const api::NodeImage& image : *node.images) {
        for (const Text& name : image.names) {
            if (here) {
                ImageState& state = images_.write(name);
                if (state.nodes.empty()) state.sizeBytes = image.sizeBytes;
                state.nodes.set(slot, 1);
            } else if (const ImageState* known = images_.find(name)) {
                if (known->nodes.size() == 1 && known->nodes.contains(slot))
                    images_.erase(name);
                else
                    images_.write(name).nodes.erase(slot);
            }
        }
    }
}

void Cache::setNode(base::Ref<const api::Node> node) {
    const std::uint32_t slot = slotOf(node->meta.name);
    const base::Ref<const api::Node> before = infos_[slot].node;
    if (!before) {
        ++nodes_;
        joinZone(*node, slot);
    } else if (zoneKey(*before) != zoneKey(*node)) {
        leaveZone(*before, slot);
        joinZone(*node, slot);
    }
    if (!before || !sameImages(*before, *node)) {
        if (before) countImages(*before, slot, false);
        countImages(*node, slot, true);
    }
    const bool sameLabels = before && before->meta.labels == node->meta.labels;
    if (infos_[slot].tainted) --tainted_;
    infos_.write(slot).setNode(std::move(node));
    if (infos_[slot].tainted) ++tainted_;
    if (sameLabels || topologies_->empty()) return;
    for (TopologyColumn& column : topologies_.write()) place(column, infos_[slot]);
}

void Cache::removeNode(std::string_view name) {
    const std::uint32_t* known = slots_.find(name);
    if (!known || !infos_[*known].node) return;
    const std::uint32_t slot = *known;
    const base::Ref<const api::Node> before = infos_[slot].node;
    --nodes_;
    leaveZone(*before, slot);
    countImages(*before, slot, false);
    if (infos_[slot].tainted) --tainted_;
    infos_.write(slot).clearNode();
    if (!topologies_->empty())
        for (TopologyColumn& column : topologies_.write()) place(column, infos_[slot]);
    dropIfUnused(slot, before->meta.name);
}

void Cache::addPod(const base::Ref<const api::Pod>& pod) {
    const std::uint32_t slot = slotOf(pod->nodeName);
    const PodInfo info{pod, facts(*pod)};
    infos_.write(slot).add(info);
    count(info, slot, 1);
}

void Cache::removePod(const api::Pod& pod) {
    const std::uint32_t* known = slots_.find(pod.nodeName);
    if (!known) return;
    const std::uint32_t slot = *known;
    if (!infos_[slot].find(pod)) return;
    const PodInfo removed = infos_.write(slot).remove(pod);
    count(removed, slot, -1);
    dropIfUnused(slot, pod.nodeName);
}

void Cache::updatePod(const base::Ref<const api::Pod>& before,
                      const base::Ref<const api::Pod>& now) {
    const bool same = before->nodeName == now->nodeName && before->spec.shares(now->spec) &&
                      before->meta.labels == now->meta.labels &&
                      before->meta.terminating() == now->meta.terminating();
    const std::uint32_t* slot = same ? slots_.find(now->nodeName) : nullptr;
    if (slot && infos_[*slot].find(*before)) {
        infos_.write(*slot).replace(before, now);
        return;
    }
    removePod(*before);
    addPod(now);
}

void Cache::count(const PodInfo& info, std::uint32_t slot, int sign) {
    for (std::size_t i = 0; i < matching_.size(); ++i) {
        if (!matching_[i].query.matches(*info.pod)) continue;
        Matching& matching = matching_.write(i);
        if ((matching.counts.write(slot) += sign) == 0) matching.counts.erase(slot);
        for (TopologySums& each : matching.sums) addTo(each, slot, sign);
    }
    const PodFacts& facts = *info.facts;
    if (!facts.hasAffinity()) return;
    countTerms(facts.requiredAffinity, TermRole::RequiredAffinity, slot, sign);
    countTerms(facts.requiredAntiAffinity, TermRole::RequiredAntiAffinity, slot, sign);
    countTerms(facts.preferredAffinity, TermRole::PreferredAffinity, slot, sign);
    countTerms(facts.preferredAntiAffinity, TermRole::PreferredAntiAffinity, slot, sign);
}

// Keeps sums up to date while their column holds; others are made anew when asked for.
void Cache::addTo(TopologySums& sums, std::uint32_t slot, int sign) const {
    const TopologyColumn* column = findColumn(sums.key);
    if (column && column->version == sums.version) sums.add(column->value[slot], sign);
}

void Cache::countTerms(const std::vector<AffinityTerm>& terms, TermRole role, std::uint32_t slot,
                       int sign) {
    for (const AffinityTerm& term : terms) {
        std::size_t at = 0;
        while (at < terms_.size() && !(terms_[at].role == role && terms_[at].term == term)) ++at;
        if (at == terms_.size()) {
            trackTopology(term.topologyKey);
            terms_.push_back({role, term, {}, sumUp({}, *findColumn(term.topologyKey))});
        }
        addTo(terms_.write(at).sums, slot, sign);
        PodCounts& owners = terms_.write(at).owners;
        if ((owners.write(slot) += sign) == 0) owners.erase(slot);
        if (!owners.empty()) continue;
        // Nobody has it any more: the last one takes its place.
        if (at + 1 < terms_.size()) {
            TermOwners last = terms_.back();
            terms_.write(at) = std::move(last);
        }
        terms_.pop_back();
    }
}

void Cache::trackTopology(const Text& key) {
    for (const TopologyColumn& column : *topologies_)
        if (column.key == key) return;
    TopologyColumn column = topology(key);
    column.version = ++versions_;
    auto& columns = topologies_.write();
    if (columns.size() == mostTopologies) columns.erase(columns.begin());
    columns.push_back(std::move(column));
}

void Cache::trackMatching(const PodQuery& query) {
    ++uses_;
    std::size_t oldest = 0;
    for (std::size_t i = 0; i < matching_.size(); ++i) {
        if (matching_[i].query == query) {
            // Not at every use: a write copies the chunk after each checkpoint.
            if (matching_[i].used + mostMatching < uses_) matching_.write(i).used = uses_;
            return;
        }
        if (matching_[i].used < matching_[oldest].used) oldest = i;
    }
    Matching fresh{query, matching(query), {}, uses_};
    if (matching_.size() < mostMatching)
        matching_.push_back(std::move(fresh));
    else
        matching_.write(oldest) = std::move(fresh);
}

void Cache::trackSums(const PodQuery& query, const Text& key) {
    trackTopology(key);
    trackMatching(query);
    const TopologyColumn& column = *findColumn(key);
    for (std::size_t i = 0; i < matching_.size(); ++i) {
        if (!(matching_[i].query == query)) continue;
        const auto& list = matching_[i].sums;
        for (std::size_t k = 0; k < list.size(); ++k) {
            if (list[k].key != key) continue;
            if (list[k].version != column.version)
                matching_.write(i).sums[k] = sumUp(matching_[i].counts, column);
            return;
        }
        TopologySums fresh = sumUp(matching_[i].counts, column);
        matching_.write(i).sums.push_back(std::move(fresh));
        return;
    }
}

PodFactsRef Cache::facts(const api::Pod& pod) {
    for (const KnownFacts& known : *known_)
        if (sameFacts(*known.pod, *known.facts, pod)) return known.facts;
    KnownFacts fresh{base::Ref<const api::Pod>(&pod), readPodFacts(pod)};
    auto& list = known_.write();
    if (list.size() == mostKnownFacts) list.erase(list.begin());
    list.push_back(fresh);
    return fresh.facts;
}

} // namespace maqueta::scheduler
