// What the window shows at one moment: plain data that crosses threads. Made by the player, at most
// sixty times a second; shares nothing with the world.
#pragma once

#include "history/journal.h"
#include "history/series.h"
#include "views/canvas/frame.h"
#include "views/lessons/lesson_state.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace maqueta::app {

// A branch of the journal, as lists show it.
struct BranchInfo {
    std::uint32_t id = 0;
    std::string name;
    std::uint32_t parent = 0;
    sim::Time forkedAt;
    // From when it is another one than the shown branch; none = it is not, or it is the same.
    std::optional<sim::Time> parting;
    sim::Time reached; // as far as it was shown; zero = not since the document was opened
    std::size_t acts = 0;
    std::string whyKept; // why it cannot be deleted; empty when it can
    friend bool operator==(const BranchInfo&, const BranchInfo&) = default;
};

// An entry of the list of what was done, in the order in which it was done.
struct EditInfo {
    std::string text;
    std::optional<sim::Time> at; // of an act; a moved card has none
    std::uint32_t branch = 0;
    bool undone = false;
    friend bool operator==(const EditInfo&, const EditInfo&) = default;
};

// "Run until…" under way.
struct RunInfo {
    QString goal;
    sim::Time reached;
    double part = -1;                      // done of it, 0 to 1; -1 = nobody can know
    std::optional<sim::Time> foundAt = {}; // what was looked for; the film goes there now
};

// Another branch at the same moment of the cluster.
struct Comparison {
    std::uint32_t branch = 0;
    std::string name;
    views::Frame frame;
};

struct Moment {
    views::Frame frame;
    views::LessonState lesson; // none: free play
    // Every beat of the branch that was ever shown, the newest 20,000 of them.
    std::shared_ptr<const std::vector<cluster::Beat>> beats;
    // What the strip said about them, by the record that it was said at.
    std::shared_ptr<const std::vector<std::pair<cluster::RecordSeq, QString>>> captions;
    // Figures up to the furthest moment that was computed.
    std::shared_ptr<const std::vector<history::Series::Sample>> series;
    double shown = 0; // the furthest movie time that was displayed, in ms
    bool playing = false;
    bool rests = false; // it does not play, nor does a step of it run
    diagram::Pacing pacing = diagram::Pacing::Story;
    double rate = 1;      // movie ms a ms in Story; the cluster's seconds a second in Clock
    std::string undoText; // what undo would take back; empty = nothing
    std::string redoText;
    std::string branch = "main";
    std::uint32_t branchId = 0;
    std::vector<BranchInfo> branches;
    std::vector<EditInfo> edits;
    // The name of the branch that an act at this moment would start; empty when it starts none.
    std::string fork;
    std::optional<RunInfo> run;
    std::optional<Comparison> comparison;
    std::size_t memoryUsed = 0; // of the budget for time travel, in bytes
    bool changed = false;       // since it was opened or saved
    std::string fingerprint;
};

// The top left corner of a machine's card, by its name; none = where the layout puts it.
struct CardPlace {
    std::string machine;
    std::optional<std::pair<double, double>> at;
};

// The answer to an act, an undo or a redo.
struct Answer {
    bool ok = true;
    std::string text; // the reason of a refusal, or what happened
};

} // namespace maqueta::app
