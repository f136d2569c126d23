#include "api/kinds/node.h"

#include "api/digest.h"

namespace maqueta::api {

void Node::addContentTo(sim::Fingerprint& f) const {
    addTo(f, podCidr);
    f.add(std::uint64_t{unschedulable});
    f.add(taints->size());
    for (const Taint& taint : *taints) {
        for (const Text* text : {&taint.key, &taint.value, &taint.effect}) f.add(text->view());
        addTo(f, taint.timeAdded);
    }
    addTo(f, specRest);
    capacity.addTo(f);
    allocatable.addTo(f);
    addTo(f, conditions);
    f.add(addresses->size());
    for (const NodeAddress& address : *addresses) {
        addTo(f, address.type);
        addTo(f, address.address);
    }
    f.add(images->size());
    for (const NodeImage& image : *images) {
        addTo(f, image.names);
        addTo(f, image.sizeBytes);
    }
    addTo(f, statusRest);
}

} // namespace maqueta::api
