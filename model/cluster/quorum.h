// What etcd's members can lose: the arithmetic of majorities, and what is said before a member
// comes or goes. One rule for the act and for the window that asks first.
#pragma once

#include "base/sentence.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace maqueta::cluster {

struct Picture;
struct ProcessPicture;
struct AddMachine;
struct RemoveMachine;

// The voting members, as the leader counts them; without one, as the member that knows most does.
struct Quorum {
    std::size_t voters = 0;
    std::size_t answering = 0; // the leader hears them
    std::size_t learners = 0;
    bool led = false; // there is a leader

    std::size_t needed() const { return voters / 2 + 1; }
    bool holds() const { return voters > 0 && answering >= needed(); }
};

Quorum quorumOf(const Picture& now);

// Whether that member of etcd could acknowledge what the leader sends, as it is and not as the
// leader believes: it runs, both have a cable, and no cut lies between them in either direction.
// Without a leader nobody is reached.
bool leaderReaches(const Picture& now, const ProcessPicture& member);
// The voting members that the leader reaches; without one, those that run and were
// heard of.
std::size_t inTouch(const Picture& now);

// What a member is to the others.
enum class Membership : std::uint8_t { None, Learner, Voter };
struct MemberView {
    Membership membership = Membership::None;
    bool answers = false;
};

// Why etcd would not let that member go: after etcdserver's mayRemoveMember with
// --strict-reconfig-check, which is on unless somebody turns it off. Nothing when it would.
std::optional<base::Sentence> whyItStays(const Quorum& now, const MemberView& member,
                                         const std::string& machine);
std::optional<base::Sentence> whyItStays(const Picture& now, const std::string& machine);

// What a person should know before that act; nothing when there is nothing to say.
std::optional<base::Sentence> warningBefore(const Picture& now, const AddMachine& act);
std::optional<base::Sentence> warningBefore(const Picture& now, const RemoveMachine& act);

} // namespace maqueta::cluster
