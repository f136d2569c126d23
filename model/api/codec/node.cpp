#include "api/codec/parts.h"

namespace maqueta::api::codec {
namespace {

Json specToJson(const Node& node) {
    Json spec = Json::object();
    put(spec, "podCIDR", node.podCidr.view());
    if (!node.podCidr.empty()) spec["podCIDRs"] = Json::array({node.podCidr.view()});
    put(spec, "unschedulable", node.unschedulable);
    Json taints = Json::array();
    for (const Taint& taint : *node.taints) {
        Json one = Json::object();
        put(one, "key", taint.key.view());
        put(one, "value", taint.value.view());
        put(one, "effect", taint.effect.view());
        put(one, "timeAdded", taint.timeAdded);
        taints.push_back(std::move(one));
    }
    putTree(spec, "taints", std::move(taints));
    addRest(spec, node.specRest);
    return spec;
}

Json statusToJson(const Node& node) {
    Json status = Json::object();
    put(status, "capacity", node.capacity);
    put(status, "allocatable", node.allocatable);
    putTree(status, "conditions", toJson(node.conditions));
    Json addresses = Json::array();
    for (const NodeAddress& address : *node.addresses)
        addresses.push_back({{"type", address.type.view()}, {"address", address.address.view()}});
    putTree(status, "addresses", std::move(addresses));
    Json images = Json::array();
    for (const NodeImage& image : *node.images) {
        Json one = Json::object();
        put(one, "names", image.names);
        put(one, "sizeBytes", image.sizeBytes);
        images.push_back(std::move(one));
    }
    putTree(status, "images", std::move(images));
    addRest(status, node.statusRest);
    return status;
}

} // namespace

void read(Node& node, const Json& tree) {
    const Json& spec = at(tree, "spec");
    node.podCidr = textAt(spec, "podCIDR");
    node.unschedulable = flagAt(spec, "unschedulable");
    for (const Json& taint : at(spec, "taints"))
        node.taints.write().push_back({textAt(taint, "key"), textAt(taint, "value"),
                                       textAt(taint, "effect"), timeAt(taint, "timeAdded")});
    node.specRest = restOf(spec, specToJson(node));
    const Json& status = at(tree, "status");
    node.capacity = resourcesAt(status, "capacity");
    node.allocatable = resourcesAt(status, "allocatable");
    node.conditions = conditionsAt(status, "conditions");
    for (const Json& address : at(status, "addresses"))
        node.addresses.write().push_back({textAt(address, "type"), textAt(address, "address")});
    for (const Json& image : at(status, "images"))
        node.images.write().push_back({textsAt(image, "names"), numberAt(image, "sizeBytes")});
    node.statusRest = restOf(status, statusToJson(node));
}

Json toJson(const Node& node) {
    Json tree = Json::object();
    putTree(tree, "spec", specToJson(node));
    putTree(tree, "status", statusToJson(node));
    return tree;
}

} // namespace maqueta::api::codec
