#include "store/raft/quorum.h"

#include <algorithm>
#include <cstdio>

namespace maqueta::store {

const char* voteResultText(VoteResult result) {
    switch (result) {
    case VoteResult::Pending: return "VotePending";
    case VoteResult::Lost: return "VoteLost";
    case VoteResult::Won: return "VoteWon";
    }
    return "";
}

MajorityConfig::MajorityConfig(std::initializer_list<MemberId> ids) {
    for (const MemberId id : ids) insert(id);
}

MajorityConfig::MajorityConfig(const std::vector<MemberId>& ids) {
    for (const MemberId id : ids) insert(id);
}

bool MajorityConfig::contains(MemberId id) const {
    return std::binary_search(ids_.begin(), ids_.end(), id);
}

void MajorityConfig::insert(MemberId id) {
    const auto at = std::lower_bound(ids_.begin(), ids_.end(), id);
    if (at == ids_.end() || *at != id) ids_.insert(at, id);
}

void MajorityConfig::erase(MemberId id) {
    const auto at = std::lower_bound(ids_.begin(), ids_.end(), id);
    if (at != ids_.end() && *at == id) ids_.erase(at);
}

Index MajorityConfig::committedIndex(const AckedIndexer& acked) const {
    const std::size_t n = ids_.size();
    if (n == 0) return UINT64_MAX;
    // Sorted as they come: members are few.
    constexpr std::size_t usual = 16;
    Index few[usual];
    std::vector<Index> many;
    Index* held = few;
    if (n > usual) {
        many.resize(n);
        held = many.data();
    }
    for (std::size_t i = 0; i < n; ++i) {
        Index index = 0;
        if (!acked.ackedIndex(ids_[i], index)) index = 0;
        std::size_t at = i;
        for (; at > 0 && held[at - 1] > index; --at) held[at] = held[at - 1];
        held[at] = index;
    }
    // Ascending: n/2+1 members hold this one or more.
    return held[n - (n / 2 + 1)];
}

VoteResult MajorityConfig::voteResult(const VoteReader& votes) const {
    if (ids_.empty()) return VoteResult::Won;
    std::size_t yes = 0, missing = 0;
    for (const MemberId id : ids_) {
        bool granted = false;
        if (!votes.vote(id, granted))
            ++missing;
        else if (granted)
            ++yes;
    }
    const std::size_t quorum = ids_.size() / 2 + 1;
    if (yes >= quorum) return VoteResult::Won;
    return yes + missing >= quorum ? VoteResult::Pending : VoteResult::Lost;
}

std::string MajorityConfig::text() const {
    std::string out = "(";
    for (const MemberId id : ids_) {
        if (out.size() > 1) out += ' ';
        out += std::to_string(id);
    }
    return out + ')';
}

std::string MajorityConfig::describe(const AckedIndexer& acked) const {
    if (ids_.empty()) return "<empty majority quorum>";
    const std::size_t n = ids_.size();
    std::string out = std::string(n, ' ') + "    idx\n";
    for (const MemberId id : ids_) {
        Index index = 0;
        if (!acked.ackedIndex(id, index)) {
            out += '?' + std::string(n, ' ');
            index = 0;
        } else {
            // The bar is as long as the number of members that hold less.
            std::size_t bar = 0;
            for (const MemberId other : ids_) {
                Index theirs = 0;
                if (!acked.ackedIndex(other, theirs) || theirs < index) ++bar;
            }
            out += std::string(bar, 'x') + '>' + std::string(n - bar, ' ');
        }
        char line[64];
        std::snprintf(line, sizeof line, " %5llu    (id=%llu)\n",
                      static_cast<unsigned long long>(index), static_cast<unsigned long long>(id));
        out += line;
    }
    return out;
}

MajorityConfig JointConfig::all() const {
    MajorityConfig both = incoming;
    for (const MemberId id : outgoing.ids()) both.insert(id);
    return both;
}

Index JointConfig::committedIndex(const AckedIndexer& acked) const {
    const Index in = incoming.committedIndex(acked);
    return outgoing.empty() ? in : std::min(in, outgoing.committedIndex(acked));
}

VoteResult JointConfig::voteResult(const VoteReader& votes) const {
    const VoteResult in = incoming.voteResult(votes);
    const VoteResult out = outgoing.voteResult(votes);
    if (in == out) return in;
    if (in == VoteResult::Lost || out == VoteResult::Lost) return VoteResult::Lost;
    return VoteResult::Pending;
}

std::string JointConfig::text() const {
    return joint() ? incoming.text() + "&&" + outgoing.text() : incoming.text();
}

std::string JointConfig::describe(const AckedIndexer& acked) const {
    return all().describe(acked);
}

} // namespace maqueta::store
