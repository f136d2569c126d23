// Reads the data-driven scripts of etcd's Raft library (../shared/data/raft): directives with
// arguments and input, each followed by "----" and the output that is expected of it. And runs
// those that are pure functions: quorum arithmetic and changes of membership.
#pragma once

#include "store/raft/confchange.h"

#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace raft_script {

using namespace maqueta::store;

struct Argument {
    std::string key;
    std::vector<std::string> values; // of key=value or key=(a, b); none for a bare word
};

struct Directive {
    int line = 0; // in its file, from 1
    std::string command;
    std::vector<Argument> arguments;
    std::string input; // the lines between the directive and "----"
    std::string expected;

    const Argument* find(const std::string& key) const {
        for (const Argument& a : arguments)
            if (a.key == key) return &a;
        return nullptr;
    }
    std::vector<std::string> values(const std::string& key) const {
        const Argument* a = find(key);
        return a ? a->values : std::vector<std::string>();
    }
};

// "committed cfg=(1, 2) idx=(_,7)"
inline Directive parseDirective(const std::string& text) {
    Directive d;
    std::size_t i = 0;
    const auto until = [&](const std::string& stops) {
        const std::size_t from = i;
        i = std::min(text.find_first_of(stops, i), text.size());
        return text.substr(from, i - from);
    };
    d.command = until(" ");
    for (;;) {
        i = std::min(text.find_first_not_of(' ', i), text.size());
        if (i == text.size()) return d;
        Argument a;
        a.key = until(" =");
        if (i < text.size() && text[i] == '=') {
            ++i;
            if (i < text.size() && text[i] == '(') {
                std::istringstream list(text.substr(i + 1, text.find(')', i) - i - 1));
                for (std::string item; std::getline(list, item, ',');) {
                    item.erase(0, item.find_first_not_of(' '));
                    item.erase(item.find_last_not_of(' ') + 1);
                    if (!item.empty()) a.values.push_back(item);
                }
                i = std::min(text.find(')', i), text.size() - 1) + 1;
            } else {
                a.values.push_back(until(" "));
            }
        }
        d.arguments.push_back(std::move(a));
    }
}

inline std::vector<Directive> parse(std::istream& in) {
    std::vector<Directive> script;
    std::string line;
    int number = 0;
    const auto next = [&] {
        ++number;
        return static_cast<bool>(std::getline(in, line));
    };
    while (next()) {
        if (line.empty() || line[0] == '#') continue;
        Directive d = parseDirective(line);
        d.line = number;
        while (next() && line != "----") d.input += line + '\n';
        // A second "----" at once: the output has empty lines and ends with two more of them.
        bool first = true, fenced = false;
        while (next()) {
            if (first && line == "----") {
                fenced = true;
            } else if (fenced ? line == "----" : line.empty()) {
                if (fenced) next();
                break;
            } else {
                d.expected += line + '\n';
            }
            first = false;
        }
        script.push_back(std::move(d));
    }
    return script;
}

// Runs directives one after another; each answers with its output.
class Runner {
public:
    virtual ~Runner() = default;
    virtual std::string run(const Directive& d) = 0;
};

// `committed` and `vote`.
class QuorumRunner final : public Runner {
public:
    std::string run(const Directive& d) override {
        JointConfig config;
        std::vector<MemberId> order; // of the members, as they are first named
        const auto read = [&](const char* key, MajorityConfig& into) {
            for (const std::string& id : d.values(key)) {
                if (id == "zero") continue;
                const MemberId member = std::stoull(id);
                if (!config.contains(member)) order.push_back(member);
                into.insert(member);
            }
        };
        read("cfg", config.incoming);
        read("cfgj", config.outgoing);
        const bool joint = d.find("cfgj") != nullptr;
        Known known;
        const std::vector<std::string> given = d.values(d.command == "vote" ? "votes" : "idx");
        for (std::size_t i = 0; i < given.size() && i < order.size(); ++i)
            if (given[i] != "_") known.given[order[i]] = given[i];
        if (d.command == "vote")
            return std::string(voteResultText(joint ? config.voteResult(known)
                                                    : config.incoming.voteResult(known))) +
                   '\n';
        if (d.command != "committed") return "unknown directive " + d.command + '\n';
        const Index index =
            joint ? config.committedIndex(known) : config.incoming.committedIndex(known);
        const std::string picture =
            joint ? config.describe(known) : config.incoming.describe(known);
        return picture + (index == UINT64_MAX ? "∞" : std::to_string(index)) + '\n';
    }

private:
    struct Known final : AckedIndexer, VoteReader {
        std::map<MemberId, std::string> given;
        bool ackedIndex(MemberId id, Index& index) const override {
            const auto at = given.find(id);
            if (at == given.end()) return false;
            index = std::stoull(at->second);
            return true;
        }
        bool vote(MemberId id, bool& granted) const override {
            const auto at = given.find(id);
            if (at == given.end()) return false;
            granted = at->second == "y";
            return true;
        }
    };
};

// `simple`, `enter-joint` and `leave-joint`; one membership goes through the whole script.
class ConfChangeRunner final : public Runner {
public:
    std::string run(const Directive& d) override {
        std::vector<ConfChangeSingle> changes;
        std::istringstream words(d.input);
        for (std::string word; words >> word;) {
            const std::size_t type = std::string("vrul").find(word[0]);
            if (type == std::string::npos) return "unknown input: " + word + '\n';
            changes.push_back({static_cast<ConfChangeType>(type), std::stoull(word.substr(1))});
        }
        const ConfChanger changer(tracker_, lastIndex_++);
        const auto result = [&]() -> maqueta::base::Result<Membership> {
            if (d.command == "simple") return changer.simple(changes);
            if (d.command == "leave-joint") return changer.leaveJoint();
            const std::vector<std::string> autoLeave = d.values("autoleave");
            return changer.enterJoint(!autoLeave.empty() && autoLeave[0] == "true", changes);
        }();
        if (!result.ok()) return result.error().message + '\n';
        tracker_.config = result.value().config;
        tracker_.progress = result.value().progress;
        std::string out = tracker_.config.text() + '\n';
        for (const auto& [id, p] : tracker_.progress)
            out += std::to_string(id) + ": " + p.text() + '\n';
        return out;
    }

private:
    ProgressTracker tracker_{10, 0};
    Index lastIndex_ = 0;
};

} // namespace raft_script
