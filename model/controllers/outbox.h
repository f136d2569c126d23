// What the controller manager can do to the world in one step.
#pragma once

#include "api/client.h"
#include "controllers/note.h"

namespace maqueta::controllers {

class Outbox : public api::Outbox {
public:
    virtual void record(Note note) = 0;
};

} // namespace maqueta::controllers
