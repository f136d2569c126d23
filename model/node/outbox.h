// What a kubelet can do to the world in one step.
#pragma once

#include "api/client.h"
#include "node/note.h"

namespace maqueta::node {

class Outbox : public api::Outbox {
public:
    virtual void record(Note note) = 0;
};

} // namespace maqueta::node
