// What the scheduler can do to the world in one step.
#pragma once

#include "api/client.h"
#include "scheduler/note.h"

namespace maqueta::scheduler {

class Outbox : public api::Outbox {
public:
    virtual void record(Note note) = 0;
};

} // namespace maqueta::scheduler
