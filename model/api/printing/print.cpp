#include "api/print.h"

#include "api/codec/parts.h"
#include "api/kinds/deployment.h"
#include "api/kinds/event.h"
#include "api/kinds/kept.h"
#include "api/kinds/lease.h"
#include "api/kinds/namespace.h"
#include "api/kinds/node.h"
#include "api/kinds/replica_set.h"
#include "api/printing/pod_row.h"

namespace maqueta::api {
namespace {

using base::Json;
using Cells = std::vector<Json>;

constexpr std::string_view none = "<none>";

constexpr Column podColumns[] = {{"Name"},
                                 {"Ready"},
                                 {"Status"},
                                 {"Restarts"},
                                 {"Age"},
                                 {"IP", "string", 1},
                                 {"Node", "string", 1},
                                 {"Nominated Node", "string", 1},
                                 {"Readiness Gates", "string", 1}};
constexpr Column deploymentColumns[] = {{"Name"},
                                        {"Ready"},
                                        {"Up-to-date", "integer"},
                                        {"Available", "integer"},
                                        {"Age"},
                                        {"Containers", "string", 1},
                                        {"Images", "string", 1},
                                        {"Selector", "string", 1}};
constexpr Column replicaSetColumns[] = {
    {"Name"}, {"Desired", "integer"},      {"Current", "integer"},  {"Ready", "integer"},
    {"Age"},  {"Containers", "string", 1}, {"Images", "string", 1}, {"Selector", "string", 1}};
constexpr Column nodeColumns[] = {{"Name"},
                                  {"Status"},
                                  {"Roles"},
                                  {"Age"},
                                  {"Version"},
                                  {"Internal-IP", "string", 1},
                                  {"External-IP", "string", 1},
                                  {"OS-Image", "string", 1},
                                  {"Kernel-Version", "string", 1},
                                  {"Container-Runtime", "string", 1}};
constexpr Column namespaceColumns[] = {{"Name"}, {"Status"}, {"Age"}};
constexpr Column leaseColumns[] = {{"Name"}, {"Holder"}, {"Age"}};
constexpr Column eventColumns[] = {{"Last Seen"},
                                   {"Type"},
                                   {"Reason"},
                                   {"Object"},
                                   {"Subobject", "string", 1},
                                   {"Source", "string", 1},
                                   {"Message"},
                                   {"First Seen", "string", 1},
                                   {"Count", "string", 1},
                                   {"Name", "string", 1}};
constexpr Column keptColumns[] = {{"Name"}, {"Age"}};

std::string since(sim::Time then, sim::Time now) {
    return humanDuration(now - then);
}

Json textOr(std::string_view text, std::string_view absent) {
    return text.empty() ? absent : text;
}

Cells cells(const Pod& pod, sim::Time now) {
    const printing::PodRow row = printing::rowOf(pod);
    std::string restarts = std::to_string(row.restarts);
    if (row.restarts != 0 && row.lastRestart)
        restarts += " (" + since(*row.lastRestart, now) + " ago)";
    return {pod.meta.name.view(),
            std::to_string(row.ready) + "/" + std::to_string(row.containers),
            row.reason,
            restarts,
            since(pod.meta.creationTime, now),
            textOr(pod.status.podIp, none),
            textOr(pod.nodeName, none),
            textOr(pod.status.nominatedNodeName, none),
            none};
}

void addTemplateCells(Cells& row, const PodTemplate& podTemplate, const LabelSelector& selector) {
    std::string names;
    std::string images;
    for (const Container& c : podTemplate.spec->containers) {
        names.append(names.empty() ? "" : ",").append(c.name.view());
        images.append(images.empty() ? "" : ",").append(c.image.view());
    }
    row.emplace_back(names);
    row.emplace_back(images);
    row.push_back(textOr(selector.text(), none));
}

Cells cells(const Deployment& d, sim::Time now) {
    Cells row{d.meta.name.view(),
              std::to_string(d.status.readyReplicas) + "/" + std::to_string(d.replicas),
              d.status.updatedReplicas, d.status.availableReplicas,
              since(d.meta.creationTime, now)};
    addTemplateCells(row, *d.podTemplate, d.selector);
    return row;
}

Cells cells(const ReplicaSet& set, sim::Time now) {
    Cells row{set.meta.name.view(), set.replicas, set.status.replicas, set.status.readyReplicas,
              since(set.meta.creationTime, now)};
    addTemplateCells(row, *set.podTemplate, set.selector);
    return row;
}

std::string rolesOf(const Node& node) {
    constexpr std::string_view prefix = "node-role.kubernetes.io/";
    std::string roles;
    for (const auto& [name, value] : node.meta.labels) {
        if (name.view().starts_with(prefix) && name.size() > prefix.size())
            roles.append(roles.empty() ? "" : ",").append(name.view().substr(prefix.size()));
        else if (name == "kubernetes.io/role" && !value.empty())
            roles.append(roles.empty() ? "" : ",").append(value.view());
    }
    return roles.empty() ? std::string(none) : roles;
}

std::string addressOf(const Node& node, std::string_view type) {
    for (const NodeAddress& address : *node.addresses)
        if (address.type == type) return address.address.str();
    return std::string(none);
}

Cells cells(const Node& node, sim::Time now) {
    const Condition* ready = findCondition(node.conditions, "Ready");
    std::string status = !ready                                   ? "Unknown"
                         : ready->status == ConditionStatus::True ? "Ready"
                                                                  : "NotReady";
    if (node.unschedulable) status += ",SchedulingDisabled";
    static const Json absent;
    const Json& info = codec::at(node.statusRest ? node.statusRest->value : absent, "nodeInfo");
    const auto known = [&info](const char* field) {
        return textOr(codec::textAt(info, field), "<unknown>");
    };
    return {node.meta.name.view(),
            status,
            rolesOf(node),
            since(node.meta.creationTime, now),
            codec::textAt(info, "kubeletVersion").view(),
            addressOf(node, "InternalIP"),
            addressOf(node, "ExternalIP"),
            known("osImage"),
            known("kernelVersion"),
            known("containerRuntimeVersion")};
}

Cells cells(const Event& event, sim::Time now) {
    std::string kind = event.involvedObject.kind.str();
    for (char& c : kind)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    std::string source = event.component.str();
    if (!event.host.empty()) source += ", " + event.host;
    return {since(event.lastTimestamp, now),
            event.type.view(),
            event.reason.view(),
            kind + "/" + event.involvedObject.name,
            event.involvedObject.fieldPath.view(),
            source,
            event.message.view(),
            since(event.firstTimestamp, now),
            std::to_string(event.count),
            event.meta.name.view()};
}

} // namespace

std::span<const Column> columnsOf(Kind kind) {
    switch (kind) {
    case Kind::Pod: return podColumns;
    case Kind::Deployment: return deploymentColumns;
    case Kind::ReplicaSet: return replicaSetColumns;
    case Kind::Node: return nodeColumns;
    case Kind::Namespace: return namespaceColumns;
    case Kind::Lease: return leaseColumns;
    case Kind::Event: return eventColumns;
    default: return keptColumns;
    }
}

std::vector<Json> cellsOf(const Object& object, sim::Time now) {
    const auto age = since(object.meta.creationTime, now);
    const auto name = object.meta.name.view();
    switch (object.kind) {
    case Kind::Pod: return cells(static_cast<const Pod&>(object), now);
    case Kind::Deployment: return cells(static_cast<const Deployment&>(object), now);
    case Kind::ReplicaSet: return cells(static_cast<const ReplicaSet&>(object), now);
    case Kind::Node: return cells(static_cast<const Node&>(object), now);
    case Kind::Event: return cells(static_cast<const Event&>(object), now);
    case Kind::Namespace: {
        const bool ending = static_cast<const Namespace&>(object).terminatingPhase;
        return {name, ending ? "Terminating" : "Active", age};
    }
    case Kind::Lease: return {name, static_cast<const Lease&>(object).holderIdentity.view(), age};
    default: return {name, age};
    }
}

std::string podStatusText(const Object& pod) {
    return printing::rowOf(static_cast<const Pod&>(pod)).reason;
}

std::string humanDuration(sim::Duration d) {
    const std::int64_t seconds = d.wholeSeconds();
    const auto both = [](std::int64_t large, char largeUnit, std::int64_t small, char smallUnit) {
        std::string text = std::to_string(large) + largeUnit;
        if (small != 0) text += std::to_string(small) + smallUnit;
        return text;
    };
    if (seconds < -1) return "<invalid>";
    if (seconds < 0) return "0s";
    if (seconds < 120) return std::to_string(seconds) + "s";
    const std::int64_t minutes = seconds / 60;
    if (minutes < 10) return both(minutes, 'm', seconds % 60, 's');
    if (minutes < 180) return std::to_string(minutes) + "m";
    const std::int64_t hours = minutes / 60;
    if (hours < 8) return both(hours, 'h', minutes % 60, 'm');
    if (hours < 48) return std::to_string(hours) + "h";
    const std::int64_t days = hours / 24;
    if (days < 8) return both(days, 'd', hours % 24, 'h');
    if (days < 730) return std::to_string(days) + "d";
    if (days < 2920) return both(days / 365, 'y', days % 365, 'd');
    return std::to_string(days / 365) + "y";
}

} // namespace maqueta::api
