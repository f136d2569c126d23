#include "cluster/because.h"

#include "cluster/beat_fields.h"

namespace maqueta::cluster {
namespace {

bool silences(BeatKind kind) {
    return kind == BeatKind::PowerLost || kind == BeatKind::CablePulled ||
           kind == BeatKind::ProcessCrashed || kind == BeatKind::MachineRemoved;
}

// What a silent machine leads to.
bool followsSilence(BeatKind kind) {
    switch (kind) {
    case BeatKind::NodeNotReady:
    case BeatKind::BackendDown:
    case BeatKind::ElectionStarted:
    case BeatKind::LeaderStoodDown:
    case BeatKind::LeaseTaken: return true;
    default: return false;
    }
}

} // namespace

RecordSeq BecauseMemory::last(std::string_view subject) const {
    const RecordSeq* seq = last_.find(subject);
    return seq ? *seq : 0;
}

base::Text BecauseMemory::holder(std::string_view lease) const {
    const base::Text* machine = holders_.find(lease);
    return machine ? *machine : base::Text();
}

std::array<RecordSeq, 2> BecauseMemory::why(const Beat& beat) const {
    std::array<RecordSeq, 2> out{};
    std::size_t count = 0;
    const auto add = [&](RecordSeq seq) {
        if (seq == 0 || count == 2 || (count == 1 && out[0] == seq)) return;
        out[count++] = seq;
    };
    const auto silence = [&](std::string_view machine) {
        const RecordSeq* seq = silenced_.find(machine);
        if (seq) add(*seq);
    };
    if (followsSilence(beat.kind)) {
        if (beat.kind == BeatKind::NodeNotReady) silence(fieldOf(beat, "name"));
        if (beat.kind == BeatKind::BackendDown) silence(fieldOf(beat, "machine"));
        if (beat.kind == BeatKind::ElectionStarted) silence(leader_);
        if (beat.kind == BeatKind::LeaseTaken)
            if (const base::Text* holder = holders_.find(fieldOf(beat, "lease"))) silence(*holder);
    }
    // What happens to the pods of a node that is not Ready happens because of that.
    const bool ofItsNode = beat.kind == BeatKind::PodDeleted ||
                           beat.kind == BeatKind::PodNotReady || beat.kind == BeatKind::PodEvicted;
    if (ofItsNode)
        if (const RecordSeq* trouble = troubled_.find(fieldOf(beat, "node"))) add(*trouble);
    if (!beat.object.empty()) add(last(beat.object));
    add(last(fieldOf(beat, "owner")));
    return out;
}

void BecauseMemory::remember(const Beat& beat) {
    if (silences(beat.kind)) silenced_.set(fieldOf(beat, "machine"), beat.seq);
    if (beat.kind == BeatKind::LeaderElected) leader_ = fieldOf(beat, "machine");
    if (beat.kind == BeatKind::LeaseTaken)
        holders_.set(fieldOf(beat, "lease"), base::Text(fieldOf(beat, "machine")));
    if (beat.kind == BeatKind::NodeNotReady) troubled_.set(fieldOf(beat, "name"), beat.seq);
    if (beat.kind == BeatKind::NodeReady) troubled_.erase(fieldOf(beat, "name"));
    if (beat.object.empty()) return;
    if (beat.kind == BeatKind::PodEnded || beat.kind == BeatKind::ObjectDeleted)
        last_.erase(beat.object);
    else
        last_.set(beat.object, beat.seq);
    // A pod that is going is what its owner will answer to.
    const bool lost = beat.kind == BeatKind::PodDeleted || beat.kind == BeatKind::PodEnded;
    if (const std::string_view owner = fieldOf(beat, "owner"); lost && !owner.empty())
        last_.set(owner, beat.seq);
}

} // namespace maqueta::cluster
