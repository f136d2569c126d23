// Majorities: which log index is committed, and how a vote stands. After Raft's joint consensus
// (Ongaro, Consensus: Bridging Theory and Practice, 2014, section 4.3); named as in etcd's raft
// library, whose own scripts it passes. Pure functions of small sorted lists of member ids.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace maqueta::store {

using MemberId = std::uint64_t; // a Raft member; 0 = none
using Index = std::uint64_t;    // a position in the Raft log, from 1
using Term = std::uint64_t;

enum class VoteResult : std::uint8_t { Pending, Lost, Won };
// "VotePending", "VoteLost", "VoteWon"
const char* voteResultText(VoteResult result);

// Asked by the quorums: the highest index a member is known to hold. False = not known.
class AckedIndexer {
public:
    virtual bool ackedIndex(MemberId id, Index& index) const = 0;

protected:
    ~AckedIndexer() = default;
};

// Asked by the quorums: how a member voted. False = not yet.
class VoteReader {
public:
    virtual bool vote(MemberId id, bool& granted) const = 0;

protected:
    ~VoteReader() = default;
};

// A set of members of which more than half decide. The empty set agrees to everything.
class MajorityConfig {
public:
    MajorityConfig() = default;
    MajorityConfig(std::initializer_list<MemberId> ids);
    explicit MajorityConfig(const std::vector<MemberId>& ids);

    bool empty() const { return ids_.empty(); }
    std::size_t size() const { return ids_.size(); }
    bool contains(MemberId id) const;
    void insert(MemberId id);
    void erase(MemberId id);
    void clear() { ids_.clear(); }
    const std::vector<MemberId>& ids() const { return ids_; } // ascending

    // The largest index that a majority holds; UINT64_MAX for the empty set.
    Index committedIndex(const AckedIndexer& acked) const;
    VoteResult voteResult(const VoteReader& votes) const;

    std::string text() const; // "(1 2 3)"
    // A picture of who holds what, one line a member.
    std::string describe(const AckedIndexer& acked) const;
    friend bool operator==(const MajorityConfig&, const MajorityConfig&) = default;

private:
    std::vector<MemberId> ids_;
};

// Two sets that must both agree, while a change of membership is under way; the outgoing one is
// empty otherwise.
class JointConfig {
public:
    MajorityConfig incoming;
    MajorityConfig outgoing;

    bool joint() const { return !outgoing.empty(); }
    bool contains(MemberId id) const { return incoming.contains(id) || outgoing.contains(id); }
    MajorityConfig all() const; // the union
    Index committedIndex(const AckedIndexer& acked) const;
    VoteResult voteResult(const VoteReader& votes) const;

    std::string text() const; // "(1 2)&&(1)", "(1 2)"
    std::string describe(const AckedIndexer& acked) const;
    friend bool operator==(const JointConfig&, const JointConfig&) = default;
};

} // namespace maqueta::store
