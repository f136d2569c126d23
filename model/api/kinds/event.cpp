#include "api/kinds/event.h"

#include "api/digest.h"

#include <array>

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

Text eventWord(std::string_view word) {
    static const std::array known{Text::constant("Pod"),
                                  Text::constant("v1"),
                                  Text::constant("Normal"),
                                  Text::constant("Warning"),
                                  Text::constant("Pulled"),
                                  Text::constant("Created"),
                                  Text::constant("Started"),
                                  Text::constant("Pulling"),
                                  Text::constant("Scheduled"),
                                  Text::constant("Binding"),
                                  Text::constant("Killing"),
                                  Text::constant("default-scheduler"),
                                  Text::constant("ReplicaSet"),
                                  Text::constant("apps/v1"),
                                  Text::constant("SuccessfulCreate"),
                                  Text::constant("Node"),
                                  Text::constant("Deployment")};
    for (const Text& one : known)
        if (one == word) return one;
    return Text(word);
}

} // namespace maqueta::api
