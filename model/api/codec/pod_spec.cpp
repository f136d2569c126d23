#include "api/codec/parts.h"

namespace maqueta::api::codec {
namespace {

Json toJson(const std::vector<ContainerPort>& ports) {
    Json list = Json::array();
    for (const ContainerPort& port : ports) {
        Json one = Json::object();
        put(one, "name", port.name.view());
        put(one, "hostPort", std::int64_t{port.hostPort});
        put(one, "containerPort", std::int64_t{port.containerPort});
        put(one, "protocol", port.protocol.view());
        put(one, "hostIP", port.hostIp.view());
        list.push_back(std::move(one));
    }
    return list;
}

Json containerToJson(const Container& c) {
    Json tree = Json::object();
    put(tree, "name", c.name.view());
    put(tree, "image", c.image.view());
    put(tree, "imagePullPolicy", c.imagePullPolicy.view());
    put(tree, "restartPolicy", c.restartPolicy.view());
    Json resources = Json::object();
    put(resources, "requests", c.requests);
    put(resources, "limits", c.limits);
    putTree(tree, "resources", std::move(resources));
    putTree(tree, "ports", toJson(c.ports));
    put(tree, "livenessProbe", c.livenessProbe);
    put(tree, "readinessProbe", c.readinessProbe);
    put(tree, "startupProbe", c.startupProbe);
    addRest(tree, c.rest);
    return tree;
}

Container readContainer(const Json& tree) {
    Container c;
    c.name = textAt(tree, "name");
    c.image = textAt(tree, "image");
    c.imagePullPolicy = textAt(tree, "imagePullPolicy");
    c.restartPolicy = textAt(tree, "restartPolicy");
    c.requests = resourcesAt(at(tree, "resources"), "requests");
    c.limits = resourcesAt(at(tree, "resources"), "limits");
    for (const Json& port : at(tree, "ports"))
        c.ports.push_back({int32At(port, "containerPort"), int32At(port, "hostPort"),
                           textAt(port, "protocol"), textAt(port, "hostIP"), textAt(port, "name")});
    c.livenessProbe = treeAt(tree, "livenessProbe");
    c.readinessProbe = treeAt(tree, "readinessProbe");
    c.startupProbe = treeAt(tree, "startupProbe");
    c.rest = restOf(tree, containerToJson(c));
    return c;
}

std::vector<Container> containersAt(const Json& tree, const char* field) {
    std::vector<Container> containers;
    for (const Json& one : at(tree, field)) containers.push_back(readContainer(one));
    return containers;
}

Json toJson(const std::vector<Container>& containers) {
    Json list = Json::array();
    for (const Container& c : containers) list.push_back(containerToJson(c));
    return list;
}

constexpr const char* required = "requiredDuringSchedulingIgnoredDuringExecution";
constexpr const char* preferred = "preferredDuringSchedulingIgnoredDuringExecution";

NodeSelectorTerm readTerm(const Json& tree) {
    return {requirementsAt(tree, "matchExpressions"), requirementsAt(tree, "matchFields")};
}

Json toJson(const NodeSelectorTerm& term) {
    Json tree = Json::object();
    putTree(tree, "matchExpressions", codec::toJson(term.matchExpressions));
    putTree(tree, "matchFields", codec::toJson(term.matchFields));
    return tree;
}

sim::Cow<NodeAffinity> readNodeAffinity(const Json& tree) {
    if (!tree.is_object()) return {};
    NodeAffinity affinity;
    if (const Json& selector = at(tree, required); selector.is_object()) {
        affinity.required.emplace();
        for (const Json& term : at(selector, "nodeSelectorTerms"))
            affinity.required->push_back(readTerm(term));
    }
    for (const Json& term : at(tree, preferred))
        affinity.preferred.push_back({int32At(term, "weight"), readTerm(at(term, "preference"))});
    return sim::Cow(std::move(affinity));
}

Json toJson(const NodeAffinity& affinity) {
    Json tree = Json::object();
    if (affinity.required) {
        Json terms = Json::array();
        for (const NodeSelectorTerm& term : *affinity.required) terms.push_back(toJson(term));
        tree[required] = Json::object({{"nodeSelectorTerms", std::move(terms)}});
    }
    Json terms = Json::array();
    for (const PreferredNodeTerm& term : affinity.preferred) {
        Json one = Json::object({{"weight", term.weight}});
        putTree(one, "preference", toJson(term.term));
        terms.push_back(std::move(one));
    }
    putTree(tree, preferred, std::move(terms));
    return tree;
}

Json toJson(const std::vector<Toleration>& tolerations) {
    Json list = Json::array();
    for (const Toleration& t : tolerations) {
        Json one = Json::object();
        put(one, "key", t.key.view());
        put(one, "operator", t.op.view());
        put(one, "value", t.value.view());
        put(one, "effect", t.effect.view());
        put(one, "tolerationSeconds", t.tolerationSeconds);
        list.push_back(std::move(one));
    }
    return list;
}

} // namespace

PodSpec readPodSpec(const Json& tree) {
    PodSpec spec;
    spec.initContainers = containersAt(tree, "initContainers");
    spec.containers = containersAt(tree, "containers");
    spec.nodeSelector = stringMapAt(tree, "nodeSelector");
    spec.nodeAffinity = readNodeAffinity(at(at(tree, "affinity"), "nodeAffinity"));
    for (const Json& t : at(tree, "tolerations"))
        spec.tolerations.push_back({textAt(t, "key"), textAt(t, "operator"), textAt(t, "value"),
                                    textAt(t, "effect"), optionalInt64At(t, "tolerationSeconds")});
    spec.restartPolicy = textAt(tree, "restartPolicy");
    spec.schedulerName = textAt(tree, "schedulerName");
    spec.priorityClassName = textAt(tree, "priorityClassName");
    spec.priority = optionalInt32At(tree, "priority");
    spec.terminationGracePeriodSeconds = optionalInt64At(tree, "terminationGracePeriodSeconds");
    spec.activeDeadlineSeconds = optionalInt64At(tree, "activeDeadlineSeconds");
    spec.overhead = resourcesAt(tree, "overhead");
    spec.hostNetwork = flagAt(tree, "hostNetwork");
    for (const Json& gate : at(tree, "schedulingGates"))
        spec.schedulingGates.push_back(textAt(gate, "name"));
    Json known = toJson(spec);
    // nodeName is typed, but outside of the spec that pods share.
    if (tree.contains("nodeName")) known["nodeName"] = "";
    spec.rest = restOf(tree, known);
    return spec;
}

Json toJson(const PodSpec& spec) {
    Json tree = Json::object();
    putTree(tree, "initContainers", toJson(spec.initContainers));
    putTree(tree, "containers", toJson(spec.containers));
    put(tree, "nodeSelector", spec.nodeSelector);
    if (Json nodes = toJson(*spec.nodeAffinity); !nodes.empty())
        tree["affinity"]["nodeAffinity"] = std::move(nodes);
    putTree(tree, "tolerations", toJson(spec.tolerations));
    put(tree, "restartPolicy", spec.restartPolicy.view());
    put(tree, "schedulerName", spec.schedulerName.view());
    put(tree, "priorityClassName", spec.priorityClassName.view());
    put(tree, "priority", spec.priority);
    put(tree, "terminationGracePeriodSeconds", spec.terminationGracePeriodSeconds);
    put(tree, "activeDeadlineSeconds", spec.activeDeadlineSeconds);
    put(tree, "overhead", spec.overhead);
    put(tree, "hostNetwork", spec.hostNetwork);
    Json gates = Json::array();
    for (const Text& gate : spec.schedulingGates)
        gates.push_back(Json::object({{"name", gate.view()}}));
    putTree(tree, "schedulingGates", std::move(gates));
    addRest(tree, spec.rest);
    return tree;
}

PodTemplate readPodTemplate(const Json& tree) {
    PodTemplate podTemplate;
    podTemplate.labels = stringMapAt(at(tree, "metadata"), "labels");
    podTemplate.annotations = stringMapAt(at(tree, "metadata"), "annotations");
    podTemplate.nodeName = textAt(at(tree, "spec"), "nodeName");
    if (tree.contains("spec")) podTemplate.spec = sim::Cow(readPodSpec(at(tree, "spec")));
    podTemplate.rest = restOf(tree, toJson(podTemplate));
    return podTemplate;
}

Json toJson(const PodTemplate& podTemplate) {
    Json tree = Json::object();
    Json meta = Json::object();
    put(meta, "labels", podTemplate.labels);
    put(meta, "annotations", podTemplate.annotations);
    putTree(tree, "metadata", std::move(meta));
    Json spec = toJson(*podTemplate.spec);
    put(spec, "nodeName", podTemplate.nodeName.view());
    putTree(tree, "spec", std::move(spec));
    addRest(tree, podTemplate.rest);
    return tree;
}

} // namespace maqueta::api::codec
