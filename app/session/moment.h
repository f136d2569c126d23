// What the window shows at one moment: plain data that crosses threads. Made by the player, at most
// sixty times a second; shares nothing with the world.
#pragma once

#include "history/journal.h"
#include "views/canvas/frame.h"

#include <memory>
#include <string>
#include <vector>

namespace maqueta::app {

struct Moment {
    views::Frame frame;
    // Every beat of the branch that was ever shown, the newest 20,000 of them.
    std::shared_ptr<const std::vector<cluster::Beat>> beats;
    double shown = 0; // the furthest movie time that was displayed, in ms
    bool playing = false;
    diagram::Pacing pacing = diagram::Pacing::Story;
    double rate = 1;      // movie ms a ms in Story; the cluster's seconds a second in Clock
    std::string undoText; // what undo would take back; empty = nothing
    std::string redoText;
    std::string branch = "main";
    bool changed = false; // since it was opened or saved
    std::string fingerprint;
};

// The answer to an act, an undo or a redo.
struct Answer {
    bool ok = true;
    std::string text; // the reason of a refusal, or what happened
};

} // namespace maqueta::app
