#include "conformance/canonical.h"

#include "api/kinds/deployment.h"
#include "api/kinds/event.h"
#include "conformance/canonical_kept.h"

#include <algorithm>
#include <regex>

namespace maqueta::tests {
namespace {

using api::Kind;

std::string statusText(api::ConditionStatus status) {
    return std::string(api::text(status));
}

std::string imageOf(const api::PodSpec& spec) {
    std::string images;
    for (const api::Container& c : spec.containers)
        images += (images.empty() ? "" : ",") + c.image.str();
    return images;
}

// Only what is not 0, as the API prints it.
void put(Json& json, const char* name, std::int64_t value) {
    if (value != 0) json[name] = value;
}

Json shortConditions(const api::Conditions& conditions) {
    Json list = Json::array();
    for (const api::Condition& c : *conditions)
        list.push_back(c.type + "=" + statusText(c.status) + ":" + c.reason.str());
    return list;
}

Json fullConditions(const api::Conditions& conditions, const Names& names) {
    Json list = Json::array();
    for (const api::Condition& c : *conditions) {
        Json one;
        one["type"] = c.type.str();
        one["status"] = statusText(c.status);
        if (!c.reason.empty()) one["reason"] = c.reason.str();
        if (!c.message.empty()) one["message"] = names.inText(c.message.str());
        list.push_back(std::move(one));
    }
    return list;
}

Json statusOf(const api::Deployment& d) {
    Json s = Json::object();
    put(s, "observedGeneration", d.status.observedGeneration);
    put(s, "replicas", d.status.replicas);
    put(s, "updatedReplicas", d.status.updatedReplicas);
    put(s, "readyReplicas", d.status.readyReplicas);
    put(s, "availableReplicas", d.status.availableReplicas);
    put(s, "unavailableReplicas", d.status.unavailableReplicas);
    if (d.status.collisionCount) s["collisionCount"] = *d.status.collisionCount;
    return s;
}

Json statusOf(const api::ReplicaSet& rs) {
    Json s;
    s["replicas"] = rs.status.replicas;
    put(s, "fullyLabeledReplicas", rs.status.fullyLabeledReplicas);
    put(s, "readyReplicas", rs.status.readyReplicas);
    put(s, "availableReplicas", rs.status.availableReplicas);
    put(s, "observedGeneration", rs.status.observedGeneration);
    return s;
}

Json stateOfDeployment(const api::Deployment& d) {
    Json s = statusOf(d);
    s["spec.replicas"] = d.replicas;
    if (!d.status.conditions->empty()) s["conditions"] = shortConditions(d.status.conditions);
    return s;
}

Json stateOfReplicaSet(const api::ReplicaSet& rs) {
    Json s = statusOf(rs);
    s["spec.replicas"] = rs.replicas;
    s["image"] = imageOf(*rs.podTemplate->spec);
    if (!rs.status.conditions->empty()) s["conditions"] = shortConditions(rs.status.conditions);
    return s;
}

// Readiness has its own word, and what every pod has says nothing.
bool isShown(const api::Condition& c) {
    for (const char* type :
         {"Ready", "ContainersReady", "Initialized", "PodReadyToStartContainers"})
        if (c.type == type) return false;
    return c.type != "PodScheduled" || c.status != api::ConditionStatus::True;
}

std::string stateOfPod(const api::Pod& pod, bool nodesMatter) {
    std::string s(api::text(pod.status.phase));
    if (pod.ready()) s += " ready";
    if (pod.meta.terminating()) s += " terminating";
    if (pod.nodeName.empty()) s += " unbound";
    if (!pod.nodeName.empty() && nodesMatter) s += " @" + pod.nodeName;
    for (const api::Condition& c : *pod.status.conditions)
        if (isShown(c)) s += " " + c.type + "=" + statusText(c.status) + ":" + c.reason.str();
    return s;
}

Json stateOfNode(const api::Node& node, const Names& names) {
    Json s;
    s["taints"] = Json::array();
    for (const api::Taint& taint : *node.taints) {
        Json one;
        one["key"] = taint.key.str();
        if (!taint.value.empty()) one["value"] = taint.value.str();
        one["effect"] = taint.effect.str();
        s["taints"].push_back(std::move(one));
    }
    s["unschedulable"] = node.unschedulable;
    s["conditions"] = fullConditions(node.conditions, names);
    return s;
}

Json stateOfNamespace(const api::Namespace& ns, const Names& names) {
    Json s;
    if (ns.meta.terminating()) s["deletionTimestamp"] = "set";
    s["status"] = {{"phase", ns.terminatingPhase ? "Terminating" : "Active"}};
    if (!ns.conditions->empty()) s["conditions"] = fullConditions(ns.conditions, names);
    s["spec.finalizers"] = Json::array();
    for (const api::Text& f : *ns.specFinalizers) s["spec.finalizers"].push_back(f.str());
    return s;
}

Json ownersOf(const api::Object& object, const Names& names) {
    Json owners = Json::array();
    for (const api::OwnerReference& ref : *object.meta.owners) {
        Json one;
        one["kind"] = ref.kind.str();
        one["name"] = names.placeholder(ref.name.str());
        if (ref.controller) one["controller"] = true;
        if (ref.blockOwnerDeletion) one["blockOwnerDeletion"] = true;
        owners.push_back(std::move(one));
    }
    return owners;
}

std::string maskPodIp(std::string text) {
    static const std::regex ip("10\\.244\\.[\\d*]+\\.\\d+");
    return std::regex_replace(text, ip, "<podIP>");
}

// Applies the masks to every string, keys too.
Json masked(const Json& json, bool maskNodes) {
    static const std::regex node("\\bw[1-5]\\b");
    if (json.is_string()) {
        std::string text = maskPodIp(maskPods(json.get<std::string>()));
        return maskNodes ? std::regex_replace(text, node, "<node>") : text;
    }
    if (json.is_array()) {
        Json list = Json::array();
        for (const Json& item : json) list.push_back(masked(item, maskNodes));
        return list;
    }
    if (!json.is_object()) return json;
    Json object = Json::object();
    for (const auto& [name, value] : json.items())
        object[masked(Json(name), maskNodes).get<std::string>()] = masked(value, maskNodes);
    return object;
}

Json sorted(Json list) {
    std::vector<Json> items(list.begin(), list.end());
    std::sort(items.begin(), items.end(),
              [](const Json& a, const Json& b) { return a.dump() < b.dump(); });
    return Json(items);
}

} // namespace

std::string maskPods(std::string text) {
    static const std::regex number("<(p|e)\\d+>");
    return std::regex_replace(text, number, "<$1>");
}

Json stateOf(const SmallCluster& cluster, const Names& names, const std::string& ns,
             const StateOptions& options) {
    Json state = Json::object();
    const auto nameOf = [&](const api::Versioned& v) {
        return names.placeholder(v->meta.name.str());
    };
    for (const auto& v : cluster.list(Kind::Deployment, ns))
        state["Deployment"][nameOf(v)] = stateOfDeployment(v.as<api::Deployment>());
    for (const auto& v : cluster.list(Kind::ReplicaSet, ns))
        state["ReplicaSet"][nameOf(v)] = stateOfReplicaSet(v.as<api::ReplicaSet>());
    for (const auto& v : cluster.list(Kind::Pod, ns))
        state["Pod"][nameOf(v)] = stateOfPod(v.as<api::Pod>(), options.nodesMatter);
    if (options.withNodes)
        for (const auto& v : cluster.list(Kind::Node, {}))
            state["Node"][nameOf(v)] = stateOfNode(v.as<api::Node>(), names);
    if (options.withNamespace)
        if (const auto* object = cluster.get<api::Namespace>({}, ns))
            state["Namespace"][ns] = stateOfNamespace(*object, names);
    addKept(state, cluster, names, ns);
    return state;
}

Json finalOf(const SmallCluster& cluster, const Names& names, const std::string& ns,
             bool nodesMatter) {
    Json final = Json::object();
    const auto nameOf = [&](const api::Versioned& v) {
        return names.placeholder(v->meta.name.str());
    };
    for (const auto& v : cluster.list(Kind::Deployment, ns)) {
        const auto& d = v.as<api::Deployment>();
        final["Deployment"][nameOf(v)] = {
            {"generation", d.meta.generation},
            {"spec.replicas", d.replicas},
            {"image", imageOf(*d.podTemplate->spec)},
            {"status", statusOf(d)},
            {"conditions", fullConditions(d.status.conditions, names)}};
    }
    for (const auto& v : cluster.list(Kind::ReplicaSet, ns)) {
        const auto& rs = v.as<api::ReplicaSet>();
        Json one = {{"generation", rs.meta.generation},
                    {"spec.replicas", rs.replicas},
                    {"image", imageOf(*rs.podTemplate->spec)},
                    {"status", statusOf(rs)}};
        if (!rs.meta.owners->empty()) one["owners"] = ownersOf(rs, names);
        if (!rs.status.conditions->empty())
            one["conditions"] = fullConditions(rs.status.conditions, names);
        final["ReplicaSet"][nameOf(v)] = std::move(one);
    }
    for (const auto& v : cluster.list(Kind::Pod, ns)) {
        const auto& pod = v.as<api::Pod>();
        Json one = {{"phase", std::string(api::text(pod.status.phase))},
                    {"ready", pod.ready()},
                    {"image", imageOf(*pod.spec)},
                    {"qosClass", pod.status.qosClass.str()}};
        one["nodeName"] = pod.nodeName.empty() ? Json()
                          : nodesMatter        ? Json(pod.nodeName.str())
                                               : Json("<node>");
        if (!pod.status.podIp.empty()) one["podIP"] = pod.status.podIp.str();
        put(one, "priority", pod.spec->priority.value_or(0));
        api::Conditions shown;
        for (const api::Condition& c : *pod.status.conditions)
            if (isShown(c)) shown.write().push_back(c);
        if (!shown->empty()) one["conditions"] = fullConditions(shown, names);
        if (!pod.status.nominatedNodeName.empty())
            one["nominatedNodeName"] = nodesMatter ? pod.status.nominatedNodeName.str() : "<node>";
        if (!pod.meta.owners->empty()) one["owners"] = ownersOf(pod, names);
        final["Pod"][nameOf(v)] = std::move(one);
    }
    addKept(final, cluster, names, ns);
    return final;
}

Json eventsOf(const SmallCluster& cluster, const Names& names, const std::string& ns,
              bool nodesMatter) {
    static const std::regex node("\\bw[1-5]\\b");
    static const std::regex uid("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    Json events = Json::array();
    for (const Written& w : cluster.written()) {
        const auto* event = api::objectCast<api::Event>(w.now.object);
        if (!event || w.before || w.deleted || event->meta.ns != ns) continue;
        Json about;
        about["kind"] = event->involvedObject.kind.str();
        about["name"] = names.placeholder(event->involvedObject.name.str());
        std::string message = std::regex_replace(names.inText(event->message.str()), uid, "<uid>");
        if (!nodesMatter) message = std::regex_replace(message, node, "<node>");
        events.push_back({about, event->reason.str(), message, event->component.str()});
    }
    return events;
}

Json recordedEvents(const Json& events) {
    Json list = Json::array();
    for (const Json& e : events)
        if (e.value("kind", "") == "Event" && e.value("type", "") == "ADDED")
            list.push_back(
                {e["involvedObject"], e["reason"], e["message"], e.value("component", "")});
    return list;
}

Json canonicalState(const Json& state, bool maskNodes) {
    if (!state.is_object()) return state;
    Json result = Json::object();
    for (const auto& [kind, objects] : state.items()) {
        if (kind == "Pod") {
            Json pods = Json::array();
            for (const auto& [name, value] : objects.items())
                pods.push_back(masked(Json(name + ": " + value.get<std::string>()), maskNodes));
            result[kind] = sorted(std::move(pods));
        } else {
            result[kind] = kind == "Node" ? objects : masked(objects, maskNodes);
        }
    }
    return result;
}

Json canonicalFinal(const Json& final, bool maskNodes) {
    Json result = Json::object();
    for (const auto& [kind, objects] : final.items()) {
        Json list = Json::array();
        for (const auto& [name, value] : objects.items())
            list.push_back(masked(Json::array({name, value}), maskNodes));
        result[kind] = sorted(std::move(list));
    }
    return result;
}

Json canonicalEvents(const Json& events, bool maskNodes) {
    return sorted(masked(events, maskNodes));
}

std::string firstDifference(const Json& recorded, const Json& ours) {
    if (recorded == ours) return {};
    if (recorded.is_object() && ours.is_object()) {
        for (const auto& [name, value] : recorded.items()) {
            if (!ours.contains(name)) return name + ": missing, recorded " + value.dump();
            if (const std::string d = firstDifference(value, ours[name]); !d.empty())
                return name + ": " + d;
        }
        for (const auto& [name, value] : ours.items())
            if (!recorded.contains(name)) return name + ": not recorded, here " + value.dump();
    }
    if (recorded.is_array() && ours.is_array()) {
        // Sorted lists: what only one of the two has.
        for (const Json& item : recorded)
            if (std::count(recorded.begin(), recorded.end(), item) >
                std::count(ours.begin(), ours.end(), item))
                return "recorded " + item.dump() + ", here " + ours.dump().substr(0, 1500);
        for (const Json& item : ours)
            if (std::count(ours.begin(), ours.end(), item) >
                std::count(recorded.begin(), recorded.end(), item))
                return "here and not recorded " + item.dump();
    }
    return "recorded " + recorded.dump() + ", here " + ours.dump();
}

} // namespace maqueta::tests
