// The scheduler's rules written down plainly: every answer looks at all nodes and all pods anew.
// Slow, and easy to check against Kubernetes' own text; the oracle of the fast one.
//
// It knows what the random clusters of its test contain: cordons, taints, node selectors and
// preferences, host ports, requests, disks and claims, images, spread constraints (hard, soft, by
// default), terms over other pods of any namespaces.
#pragma once

#include "scheduler/framework/matching.h"
#include "scheduler/framework/pod_facts.h"
#include "scheduler/plain_volumes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace maqueta::tests {

using NodeRef = base::Ref<const api::Node>;
using PodRef = base::Ref<const api::Pod>;

// What there is besides nodes and pods, and does not change.
struct PlainObjects {
    std::vector<std::string> services; // of "default": each selects the app of its name
    std::map<std::string, api::StringMap> namespaces; // labels
    std::map<std::string, PlainClaim> claims;         // of "default"
    std::vector<PlainVolume> volumes;
};

class PlainScheduler {
public:
    PlainScheduler(const std::vector<NodeRef>& nodes, const std::vector<PodRef>& pods,
                   const PlainObjects& objects)
        : nodes_(nodes), pods_(pods), objects_(objects) {}

    struct Answer {
        std::string refused;                         // wherever it might go: "Plugin: reason"
        std::map<std::string, std::string> rejected; // node: "Plugin: reason, reason"
        std::map<std::string, std::int64_t> totals;  // of the feasible ones
        friend bool operator==(const Answer&, const Answer&) = default;
    };

    Answer decide(const api::Pod& incoming) const {
        const Asked pod{incoming, scheduler::readPodFacts(incoming)};
        Answer answer;
        answer.refused = refusedOutright(pod);
        if (!answer.refused.empty()) return answer;
        std::vector<const api::Node*> feasible;
        for (const NodeRef& node : nodes_) {
            const std::string why = refusal(pod, *node);
            if (why.empty())
                feasible.push_back(node.get());
            else
                answer.rejected[node->meta.name.str()] = why;
        }
        std::vector<std::int64_t> sums(feasible.size(), 0);
        const auto add = [&](std::int64_t weight, const std::vector<std::int64_t>& scores) {
            for (std::size_t i = 0; i < scores.size(); ++i) sums[i] += weight * scores[i];
        };
        add(3, taintScores(pod, feasible));
        add(2, preferenceScores(pod, feasible));
        add(1, fitScores(pod, feasible));
        add(2, spreadScores(pod, feasible));
        add(2, affinityScores(pod, feasible));
        add(1, balanceScores(pod, feasible));
        add(1, imageScores(pod, feasible));
        for (std::size_t i = 0; i < feasible.size(); ++i)
            answer.totals[feasible[i]->meta.name.str()] = sums[i];
        return answer;
    }

    // "Plugin: reason" of the first one that rejects the pod on that node; empty when it fits.
    std::string refusal(const api::Pod& incoming, const api::Node& node) const {
        return refusal(Asked{incoming, scheduler::readPodFacts(incoming)}, node);
    }
    std::vector<PodRef> on(const api::Node& node) const {
        std::vector<PodRef> here;
        for (const PodRef& pod : pods_)
            if (pod->nodeName == node.meta.name) here.push_back(pod);
        return here;
    }

private:
    using Scores = std::vector<std::int64_t>;
    using Feasible = std::vector<const api::Node*>;
    struct Asked {
        const api::Pod& pod;
        scheduler::PodFactsRef facts;
    };
    struct Used {
        std::int64_t cpu = 0, memory = 0, count = 0, scoredCpu = 0, scoredMemory = 0;
    };

    const api::Node* nodeOf(const api::Pod& pod) const {
        for (const NodeRef& node : nodes_)
            if (node->meta.name == pod.nodeName) return node.get();
        return nullptr;
    }
    Used usedOn(const api::Node& node) const {
        Used used;
        for (const PodRef& pod : on(node)) {
            const auto facts = scheduler::readPodFacts(*pod);
            ++used.count;
            used.cpu += facts->requests.milliCpu;
            used.memory += facts->requests.memory;
            used.scoredCpu += facts->nonZeroMilliCpu;
            used.scoredMemory += facts->nonZeroMemory;
        }
        return used;
    }
    static const api::Text* label(const api::Node& node, const api::Text& key) {
        return node.meta.labels.find(key);
    }

    // --- who says no
    std::string refusedOutright(const Asked& asked) const {
        const PlainVolumes volumes{objects_.claims, objects_.volumes};
        if (const std::string claim = volumes.missing(*asked.facts); !claim.empty())
            return "VolumeRestrictions: persistentvolumeclaim \"" + claim + "\" not found";
        if (volumes.mustBeBoundFirst(*asked.facts))
            return "VolumeBinding: pod has unbound immediate PersistentVolumeClaims";
        return {};
    }
    bool diskTaken(const Asked& asked, const api::Node& node) const {
        for (const PodRef& other : on(node))
            if (shareDisk(*asked.facts, *scheduler::readPodFacts(*other))) return true;
        return false;
    }
    std::string refusal(const Asked& asked, const api::Node& node) const {
        const api::PodSpec& spec = *asked.pod.spec;
        if (node.unschedulable) return "NodeUnschedulable: node(s) were unschedulable";
        if (const api::Taint* taint = scheduler::untoleratedTaint(node, spec))
            return "TaintToleration: node(s) had untolerated taint {" + taint->key + ": " +
                   taint->value + "}";
        if (!scheduler::matchesRequiredNodeAffinity(spec, node))
            return "NodeAffinity: node(s) didn't match Pod's node affinity/selector";
        if (portTaken(asked, node))
            return "NodePorts: node(s) didn't have free ports for the requested pod ports";
        if (const std::string lack = lacking(asked, node); !lack.empty())
            return "NodeResourcesFit: " + lack;
        if (diskTaken(asked, node)) return "VolumeRestrictions: node(s) had no available disk";
        const PlainVolumes volumes{objects_.claims, objects_.volumes};
        if (const std::string why = volumes.bindingTrouble(*asked.facts, node); !why.empty())
            return "VolumeBinding: " + why;
        if (!volumes.inZone(*asked.facts, node))
            return "VolumeZone: node(s) had no available volume zone";
        if (const std::string skew = skewed(asked, node); !skew.empty())
            return "PodTopologySpread: " + skew;
        const std::string apart = keptApart(asked, node);
        return apart.empty() ? apart : "InterPodAffinity: " + apart;
    }

    bool portTaken(const Asked& asked, const api::Node& node) const {
        for (const PodRef& other : on(node)) {
            const auto facts = scheduler::readPodFacts(*other);
            for (const auto& theirs : facts->ports)
                for (const auto& mine : asked.facts->ports)
                    if (mine.conflicts(theirs)) return true;
        }
        return false;
    }

    std::string lacking(const Asked& asked, const api::Node& node) const {
        const Used used = usedOn(node);
        const auto& wanted = asked.facts->requests;
        std::vector<std::string> reasons;
        if (used.count + 1 > node.allocatable.value("pods")) reasons.emplace_back("Too many pods");
        if (wanted.milliCpu > 0 && wanted.milliCpu > node.allocatable.milliCpu() - used.cpu)
            reasons.emplace_back("Insufficient cpu");
        if (wanted.memory > 0 && wanted.memory > node.allocatable.value("memory") - used.memory)
            reasons.emplace_back("Insufficient memory");
        std::string text;
        for (const std::string& reason : reasons) text += (text.empty() ? "" : ", ") + reason;
        return text;
    }

    // --- spreading
    static bool hasAll(const std::vector<scheduler::SpreadConstraint>& rules,
                       const api::Node& node) {
        return std::all_of(rules.begin(), rules.end(), [&node](const auto& rule) {
            return label(node, rule.topologyKey) != nullptr;
        });
    }
    static bool counts(const Asked& asked, const scheduler::SpreadConstraint& rule,
                       const api::Node& node) {
        const api::PodSpec& spec = *asked.pod.spec;
        if (rule.honorAffinity && !scheduler::matchesRequiredNodeAffinity(spec, node)) return false;
        return !rule.honorTaints || !scheduler::untoleratedTaint(node, spec);
    }
    static bool isMeant(const Asked& asked, const scheduler::SpreadConstraint& rule,
                        const api::Pod& pod) {
        return pod.meta.ns == asked.pod.meta.ns && rule.selector && !rule.selector->empty() &&
               !pod.meta.terminating() && rule.selector->matches(pod.meta.labels);
    }
    static std::vector<scheduler::SpreadConstraint> rulesOf(const Asked& asked, bool hard) {
        std::vector<scheduler::SpreadConstraint> rules;
        for (const auto& rule : asked.facts->spread)
            if (rule.hard == hard) rules.push_back(rule);
        return rules;
    }

    std::string skewed(const Asked& asked, const api::Node& node) const {
        const auto rules = rulesOf(asked, true);
        for (const auto& rule : rules) {
            const api::Text* value = label(node, rule.topologyKey);
            if (!value)
                return "node(s) didn't match pod topology spread constraints (missing required "
                       "label)";
            std::map<std::string, std::int64_t> domains;
            for (const NodeRef& each : nodes_)
                if (hasAll(rules, *each) && counts(asked, rule, *each))
                    domains[label(*each, rule.topologyKey)->str()] += countOn(asked, *each, rule);
            std::int64_t least = std::numeric_limits<std::int32_t>::max();
            for (const auto& [domain, pods] : domains) least = std::min(least, pods);
            if (static_cast<std::int64_t>(domains.size()) < rule.minDomains) least = 0;
            const auto here = domains.find(value->str());
            const std::int64_t self =
                rule.selector && rule.selector->matches(asked.pod.meta.labels) ? 1 : 0;
            if ((here == domains.end() ? 0 : here->second) + self - least > rule.maxSkew)
                return "node(s) didn't match pod topology spread constraints";
        }
        return {};
    }
    std::int64_t countOn(const Asked& asked, const api::Node& node,
                         const scheduler::SpreadConstraint& rule) const {
        const auto here = on(node);
        return std::count_if(here.begin(), here.end(),
                             [&](const PodRef& pod) { return isMeant(asked, rule, *pod); });
    }

    // --- nearness
    bool isMeant(const scheduler::AffinityTerm& term, const api::Pod& pod) const {
        if (!term.selector || !term.selector->matches(pod.meta.labels)) return false;
        if (std::find(term.namespaces.begin(), term.namespaces.end(), pod.meta.ns) !=
            term.namespaces.end())
            return true;
        return term.namespaceSelector &&
               term.namespaceSelector->matches(objects_.namespaces.at(pod.meta.ns.str()));
    }
    bool isMeantByAll(const std::vector<scheduler::AffinityTerm>& terms,
                      const api::Pod& pod) const {
        return std::all_of(terms.begin(), terms.end(),
                           [&](const auto& term) { return isMeant(term, pod); });
    }
    static bool together(const api::Node& a, const api::Node& b, const api::Text& key) {
        const api::Text* one = label(a, key);
        const api::Text* other = label(b, key);
        return one && other && *one == *other;
    }

    std::string keptApart(const Asked& asked, const api::Node& node) const {
        if (!isNearWanted(asked, node)) return "node(s) didn't match pod affinity rules";
        for (const auto& term : asked.facts->requiredAntiAffinity)
            for (const PodRef& other : pods_) {
                const api::Node* its = nodeOf(*other);
                if (its && isMeant(term, *other) && together(*its, node, term.topologyKey))
                    return "node(s) didn't match pod anti-affinity rules";
            }
        for (const PodRef& other : pods_) {
            const api::Node* its = nodeOf(*other);
            if (!its) continue;
            const auto facts = scheduler::readPodFacts(*other);
            for (const auto& term : facts->requiredAntiAffinity)
                if (isMeant(term, asked.pod) && together(*its, node, term.topologyKey))
                    return "node(s) didn't satisfy existing pods anti-affinity rules";
        }
        return {};
    }
    bool isNearWanted(const Asked& asked, const api::Node& node) const {
        const auto& terms = asked.facts->requiredAffinity;
        bool near = true, somebody = false;
        for (const auto& term : terms) {
            if (!label(node, term.topologyKey)) return false;
            bool here = false;
            for (const PodRef& other : pods_) {
                const api::Node* its = nodeOf(*other);
                if (!its || !isMeantByAll(terms, *other) || !label(*its, term.topologyKey))
                    continue;
                somebody = true;
                here = here || together(*its, node, term.topologyKey);
            }
            near = near && here;
        }
        return near || (!somebody && isMeantByAll(terms, asked.pod));
    }

    // --- scores
    static Scores byGreatest(Scores scores, bool reverse) {
        std::int64_t greatest = 0;
        for (const std::int64_t score : scores) greatest = std::max(greatest, score);
        for (std::int64_t& score : scores) {
            score = greatest == 0 ? 0 : 100 * score / greatest;
            if (reverse) score = 100 - score;
        }
        return scores;
    }

    static Scores taintScores(const Asked& asked, const Feasible& nodes) {
        Scores scores;
        for (const api::Node* node : nodes)
            scores.push_back(std::count_if(
                node->taints->begin(), node->taints->end(), [&asked](const api::Taint& taint) {
                    if (taint.effect != "PreferNoSchedule") return false;
                    const auto& list = asked.pod.spec->tolerations;
                    return std::none_of(list.begin(), list.end(), [&taint](const auto& t) {
                        return (t.effect.empty() || t.effect == "PreferNoSchedule") &&
                               scheduler::tolerates(t, taint);
                    });
                }));
        return byGreatest(std::move(scores), true);
    }

    static Scores preferenceScores(const Asked& asked, const Feasible& nodes) {
        const auto& preferred = asked.pod.spec->nodeAffinity->preferred;
        if (preferred.empty()) return {};
        Scores scores;
        for (const api::Node* node : nodes) {
            std::int64_t sum = 0;
            for (const auto& each : preferred)
                if (scheduler::matches(each.term, *node)) sum += each.weight;
            scores.push_back(sum);
        }
        return byGreatest(std::move(scores), false);
    }

    Scores fitScores(const Asked& asked, const Feasible& nodes) const {
        const auto left = [](std::int64_t wanted, std::int64_t capacity) {
            return capacity == 0 || wanted > capacity ? 0 : (capacity - wanted) * 100 / capacity;
        };
        Scores scores;
        for (const api::Node* node : nodes) {
            const Used used = usedOn(*node);
            const std::int64_t cpu =
                left(used.scoredCpu + asked.facts->nonZeroMilliCpu, node->allocatable.milliCpu());
            const std::int64_t memory = left(used.scoredMemory + asked.facts->nonZeroMemory,
                                             node->allocatable.value("memory"));
            scores.push_back((cpu + memory) / 2);
        }
        return scores;
    }

    Scores balanceScores(const Asked& asked, const Feasible& nodes) const {
        Scores scores;
        for (const api::Node* node : nodes) {
            const Used used = usedOn(*node);
            const auto share = [](std::int64_t wanted, std::int64_t capacity) {
                return std::min(1.0, static_cast<double>(wanted) / static_cast<double>(capacity));
            };
            const double cpu =
                share(used.cpu + asked.facts->requests.milliCpu, node->allocatable.milliCpu());
            const double memory = share(used.memory + asked.facts->requests.memory,
                                        node->allocatable.value("memory"));
            scores.push_back(
                static_cast<std::int64_t>((1 - std::fabs((cpu - memory) / 2)) * 100.0));
        }
        return scores;
    }

    // An image counts by its size and by the share of nodes that have it: from 23 MB to 1000 MB a
    // container.
    Scores imageScores(const Asked& asked, const Feasible& nodes) const {
        const auto sizeOn = [](const api::Node& node, const api::Text& name) -> std::int64_t {
            for (const api::NodeImage& image : *node.images)
                if (std::find(image.names.begin(), image.names.end(), name) != image.names.end())
                    return image.sizeBytes;
            return -1;
        };
        constexpr std::int64_t megabyte = 1024 * 1024, least = 23 * megabyte;
        const auto& images = asked.facts->images;
        const std::int64_t most = 1000 * megabyte * static_cast<std::int64_t>(images.size());
        Scores scores;
        for (const api::Node* node : nodes) {
            std::int64_t sum = 0;
            for (const api::Text& image : images) {
                const std::int64_t size = sizeOn(*node, image);
                if (size < 0) continue;
                const auto have =
                    std::count_if(nodes_.begin(), nodes_.end(),
                                  [&](const NodeRef& other) { return sizeOn(*other, image) >= 0; });
                sum += static_cast<std::int64_t>(
                    static_cast<double>(size) *
                    (static_cast<double>(have) / static_cast<double>(nodes_.size())));
            }
            scores.push_back(100 * (std::clamp(sum, least, most) - least) / (most - least));
        }
        return scores;
    }

    std::vector<scheduler::SpreadConstraint> softRules(const Asked& asked) const {
        if (asked.facts->hasSpreadConstraints) return rulesOf(asked, false);
        scheduler::SpreadConstraint byNode;
        byNode.hard = false;
        byNode.selector.emplace();
        const api::Text* app = asked.pod.meta.labels.find("app");
        for (const std::string& service : objects_.services)
            if (app && *app == service && asked.pod.meta.ns == "default")
                byNode.selector->matchLabels.set("app", service);
        if (byNode.selector->empty()) return {};
        scheduler::SpreadConstraint byZone = byNode;
        byNode.topologyKey = "kubernetes.io/hostname";
        byNode.maxSkew = 3;
        byZone.topologyKey = "topology.kubernetes.io/zone";
        byZone.maxSkew = 5;
        return {byNode, byZone};
    }

    Scores spreadScores(const Asked& asked, const Feasible& nodes) const {
        const auto rules = softRules(asked);
        if (rules.empty()) return {};
        const bool needAll = asked.facts->hasSpreadConstraints;
        const auto ignored = [&](const api::Node& node) { return needAll && !hasAll(rules, node); };
        const auto valueOf = [](const api::Node& node, const auto& rule) {
            const api::Text* value = label(node, rule.topologyKey);
            return value ? value->str() : std::string();
        };
        std::vector<double> sums(nodes.size(), 0);
        for (const auto& rule : rules) {
            const bool byHost = rule.topologyKey == "kubernetes.io/hostname";
            std::set<std::string> values;
            std::size_t ranked = 0;
            for (const api::Node* node : nodes) {
                if (ignored(*node)) continue;
                ++ranked;
                values.insert(valueOf(*node, rule));
            }
            const double weight =
                std::log(static_cast<double>((byHost ? ranked : values.size()) + 2));
            for (std::size_t i = 0; i < nodes.size(); ++i) {
                if (ignored(*nodes[i]) || !label(*nodes[i], rule.topologyKey)) continue;
                std::int64_t pods = byHost ? countOn(asked, *nodes[i], rule) : 0;
                if (!byHost)
                    for (const NodeRef& other : nodes_)
                        if (valueOf(*other, rule) == valueOf(*nodes[i], rule) &&
                            counts(asked, rule, *other) && (!needAll || hasAll(rules, *other)))
                            pods += countOn(asked, *other, rule);
                sums[i] += static_cast<double>(pods) * weight + (rule.maxSkew - 1);
            }
        }
        std::int64_t least = std::numeric_limits<std::int64_t>::max(), most = 0;
        Scores scores(nodes.size(), 0);
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (ignored(*nodes[i])) continue;
            scores[i] = static_cast<std::int64_t>(std::round(sums[i]));
            least = std::min(least, scores[i]);
            most = std::max(most, scores[i]);
        }
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (ignored(*nodes[i])) continue;
            scores[i] = most == 0 ? 100 : 100 * (most + least - scores[i]) / most;
        }
        return scores;
    }

    Scores affinityScores(const Asked& asked, const Feasible& nodes) const {
        std::map<std::pair<std::string, std::string>, std::int64_t> liked; // by key and value
        const auto like = [&](const scheduler::AffinityTerm& term, const api::Node& node,
                              std::int64_t weight) {
            if (const api::Text* value = label(node, term.topologyKey))
                liked[{term.topologyKey.str(), value->str()}] += weight;
        };
        for (const PodRef& other : pods_) {
            const api::Node* its = nodeOf(*other);
            if (!its) continue;
            for (const auto& term : asked.facts->preferredAffinity)
                if (isMeant(term, *other)) like(term, *its, term.weight);
            for (const auto& term : asked.facts->preferredAntiAffinity)
                if (isMeant(term, *other)) like(term, *its, -term.weight);
            const auto facts = scheduler::readPodFacts(*other);
            for (const auto& term : facts->requiredAffinity)
                if (isMeant(term, asked.pod)) like(term, *its, 1);
            for (const auto& term : facts->preferredAffinity)
                if (isMeant(term, asked.pod)) like(term, *its, term.weight);
            for (const auto& term : facts->preferredAntiAffinity)
                if (isMeant(term, asked.pod)) like(term, *its, -term.weight);
        }
        if (liked.empty() || nodes.empty()) return {};
        Scores scores;
        for (const api::Node* node : nodes) {
            std::int64_t sum = 0;
            for (const auto& [place, weight] : liked) {
                const api::Text* value = label(*node, api::Text(place.first));
                if (value && *value == place.second) sum += weight;
            }
            scores.push_back(sum);
        }
        const auto [low, high] = std::minmax_element(scores.begin(), scores.end());
        const std::int64_t least = *low, range = *high - *low;
        for (std::int64_t& score : scores)
            score = range == 0
                        ? 0
                        : static_cast<std::int64_t>(100.0 * (static_cast<double>(score - least) /
                                                             static_cast<double>(range)));
        return scores;
    }

    const std::vector<NodeRef>& nodes_;
    const std::vector<PodRef>& pods_;
    const PlainObjects& objects_;
};

} // namespace maqueta::tests
