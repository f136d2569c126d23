#include "app/session/reasons.h"

#include "cluster/verdict.h"
#include "history/history.h"

#include <QCoreApplication>

#include <algorithm>

namespace maqueta::app {
namespace {

using cluster::NodeVerdict;
using cluster::ScorePart;
using cluster::Verdict;

constexpr std::size_t mostRanked = 12;
constexpr std::size_t mostRuledOut = 12;

struct ReasonsText {
    Q_DECLARE_TR_FUNCTIONS(ReasonsText)

public:
    // A plugin's part of a score, in two words.
    static QString column(const std::string& plugin) {
        if (plugin == "NodeResourcesFit") return tr("Room left");
        if (plugin == "NodeResourcesBalancedAllocation") return tr("Balance");
        if (plugin == "PodTopologySpread") return tr("Spread");
        if (plugin == "TaintToleration") return tr("Taints");
        if (plugin == "NodeAffinity") return tr("Node affinity");
        if (plugin == "InterPodAffinity") return tr("Pod affinity");
        if (plugin == "ImageLocality") return tr("Image there");
        if (plugin == "TargetLoadPacking") return tr("Measured load");
        return QString::fromStdString(plugin);
    }
    // What decides when that plugin makes the difference.
    static QString decisive(const std::string& plugin) {
        if (plugin == "NodeResourcesFit") return tr("Most room not yet promised.");
        if (plugin == "NodeResourcesBalancedAllocation")
            return tr("CPU and memory stay in balance there.");
        if (plugin == "PodTopologySpread") return tr("Keeping copies apart decides.");
        if (plugin == "TaintToleration") return tr("It tolerates that node's taints best.");
        if (plugin == "NodeAffinity") return tr("It prefers that node.");
        if (plugin == "InterPodAffinity") return tr("It prefers the pods that are there.");
        if (plugin == "ImageLocality") return tr("The image is there already.");
        if (plugin == "TargetLoadPacking")
            return tr("Measured load decides: nodes are filled up to 40 % of their CPU.");
        return tr("%1 decides.").arg(QString::fromStdString(plugin));
    }
};

std::int64_t points(const NodeVerdict& node, const std::string& plugin) {
    for (const ScorePart& p : node.parts)
        if (p.plugin == plugin) return p.points();
    return 0;
}

views::Part podPart(const std::string& victim) {
    const std::size_t slash = victim.find('/');
    return {.kind = views::Part::Kind::Pod,
            .ns = QString::fromStdString(victim.substr(0, slash)),
            .name = QString::fromStdString(victim.substr(slash + 1))};
}

// What preemption could do for a pod that fits nowhere, the nodes it would take first.
std::vector<views::RoomOnNode> couldMakeRoom(const Verdict& verdict) {
    std::vector<views::RoomOnNode> room;
    for (const cluster::PreemptionPlan& plan : verdict.preemption) {
        views::RoomOnNode each;
        each.node = QString::fromStdString(plan.node);
        each.budgetViolations = plan.budgetViolations;
        each.best = plan.best;
        for (const std::string& victim : plan.victims) each.victims.append(podPart(victim));
        room.push_back(std::move(each));
    }
    std::stable_partition(room.begin(), room.end(),
                          [](const views::RoomOnNode& each) { return each.best; });
    if (room.size() > mostRanked) room.resize(mostRanked);
    return room;
}

// Who was told to go for a pod since it is there.
std::vector<views::RoomOnNode> madeRoom(const history::History& history, const std::string& ns,
                                        const std::string& name) {
    std::vector<views::RoomOnNode> room;
    const auto& beats = history.beats();
    auto beat = std::upper_bound(beats.begin(), beats.end(), history.now(),
                                 [](sim::Time t, const cluster::Beat& b) { return t < b.at; });
    while (beat != beats.begin()) {
        --beat;
        if (beat->kind == cluster::BeatKind::PodCreated && beat->object == "Pod " + ns + "/" + name)
            break;
        if (beat->kind != cluster::BeatKind::PodPreempted) continue;
        const std::string* preemptor = beat->field("preemptor");
        const std::string* itsNamespace = beat->field("preemptorNamespace");
        const std::string* node = beat->field("node");
        if (!preemptor || !itsNamespace || !node) continue;
        if (*preemptor != name || *itsNamespace != ns) continue;
        const QString where = QString::fromStdString(*node);
        auto at = std::find_if(room.begin(), room.end(),
                               [&](const views::RoomOnNode& each) { return each.node == where; });
        if (at == room.end())
            at = room.insert(at, {.node = where, .victims = {}, .happened = true});
        at->victims.prepend(podPart(beat->object.substr(beat->object.find(' ') + 1)));
    }
    return room;
}

// What sets the first apart from the second, and what is equal for all, said once.
QString sentenceFor(const Verdict& verdict, const std::vector<std::string>& decisive) {
    if (verdict.feasible == 1 || verdict.scoringSkipped)
        return ReasonsText::tr("No other node was possible, so nothing was compared.");
    if (verdict.feasible == 0) return {};
    const NodeVerdict& first = verdict.nodes[0];
    const NodeVerdict& second = verdict.nodes[1];
    QString sentence;
    if (first.total == second.total) {
        sentence = ReasonsText::tr("Several nodes have the most points; chance chose among them.");
    } else {
        const auto most = std::max_element(
            decisive.begin(), decisive.end(), [&](const std::string& a, const std::string& b) {
                return points(first, a) - points(second, a) < points(first, b) - points(second, b);
            });
        if (most != decisive.end()) sentence = ReasonsText::decisive(*most);
    }
    QStringList equal;
    for (const ScorePart& p : first.parts)
        if (p.points() > 0 &&
            std::find(decisive.begin(), decisive.end(), p.plugin) == decisive.end())
            equal << QStringLiteral("%1 +%2").arg(ReasonsText::column(p.plugin)).arg(p.points());
    if (!equal.isEmpty())
        sentence += ' ' + ReasonsText::tr("Equal for all: %1.").arg(equal.join(", "));
    return sentence;
}

views::Reasons inWords(const Verdict& verdict, const std::string& node) {
    views::Reasons reasons;
    reasons.heading = !node.empty() ? ReasonsText::tr("Why %1").arg(QString::fromStdString(node))
                                    : ReasonsText::tr("Why it waits");
    if (!verdict.unknownScheduler.empty()) {
        reasons.sentence =
            ReasonsText::tr("It asks for the scheduler %1, and none here is called so: nobody "
                            "looks for a node.")
                .arg(QString::fromStdString(verdict.unknownScheduler));
        return reasons;
    }
    const std::vector<std::string> decisive = verdict.decisive();
    reasons.sentence = !verdict.gate.empty()   ? QString::fromStdString(verdict.gate)
                       : verdict.feasible == 0 ? QString::fromStdString(verdict.message)
                                               : sentenceFor(verdict, decisive);
    for (const std::string& plugin : decisive) {
        reasons.columns << ReasonsText::column(plugin);
        reasons.decisive << ReasonsText::decisive(plugin);
    }
    // The one that was chosen comes first also where chance chose it.
    std::vector<const NodeVerdict*> feasible;
    for (const NodeVerdict& n : verdict.nodes) {
        if (n.feasible) {
            feasible.push_back(&n);
        } else if (reasons.ruledOut.size() < mostRuledOut) {
            reasons.ruledOut.push_back({QString::fromStdString(n.node),
                                        QString::fromStdString(n.plugin),
                                        QString::fromStdString(n.message)});
        }
    }
    std::stable_partition(feasible.begin(), feasible.end(),
                          [&](const NodeVerdict* n) { return n->node == node; });
    for (const NodeVerdict* n : feasible) {
        if (reasons.ranked.size() == mostRanked) break;
        views::RankedNode ranked{QString::fromStdString(n->node), n->total, {}};
        for (const ScorePart& p : n->parts)
            ranked.plugins.push_back({QString::fromStdString(p.plugin),
                                      ReasonsText::column(p.plugin), p.raw, p.normalized, p.weight,
                                      p.points()});
        reasons.ranked.push_back(std::move(ranked));
    }
    return reasons;
}

} // namespace

views::Reasons ReasonsDesk::reasonsFor(const history::History& history, const std::string& ns,
                                       const std::string& name) {
    // Just before the binding was written, those decided earlier were bound and this one was not:
    // what its decision saw.
    const std::string object = "Pod " + ns + "/" + name;
    const auto& beats = history.beats();
    auto beat = std::upper_bound(beats.begin(), beats.end(), history.now(),
                                 [](sim::Time t, const cluster::Beat& b) { return t < b.at; });
    while (beat != beats.begin()) {
        --beat;
        if (beat->object != object || beat->kind != cluster::BeatKind::PodScheduled) continue;
        const std::uint32_t branch = history.journal().current();
        if (seq_ == beat->seq && object_ == object && branch_ == branch) return last_;
        const cluster::World then = history.worldAt(sim::Time{beat->at.ns - 1});
        const auto verdict = cluster::explainPod(then, ns, name);
        const std::string* node = beat->field("node");
        last_ = verdict && node ? inWords(*verdict, *node) : views::Reasons{};
        last_.room = madeRoom(history, ns, name);
        object_ = object;
        seq_ = beat->seq;
        branch_ = branch;
        return last_;
    }
    const auto verdict = cluster::explainPod(history.world(), ns, name);
    if (!verdict || !verdict->node.empty()) return {};
    views::Reasons reasons = inWords(*verdict, {});
    reasons.room = madeRoom(history, ns, name);
    if (reasons.room.empty()) reasons.room = couldMakeRoom(*verdict);
    return reasons;
}

} // namespace maqueta::app
