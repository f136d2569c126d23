#include "api/kinds/event.h"

#include "api/digest.h"

namespace maqueta::api {

void Event::addContentTo(sim::Fingerprint& f) const {
    const ObjectReference& o = involvedObject;
    for (const Text* text : {&o.kind, &o.ns, &o.name, &o.uid, &o.apiVersion, &o.resourceVersion,
                             &o.fieldPath, &reason, &message, &type, &component, &host, &action})
        f.add(text->view());
    addTo(f, count);
    addTo(f, firstTimestamp);
    addTo(f, lastTimestamp);
}

} // namespace maqueta::api
