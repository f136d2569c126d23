#include "app/cli/arguments.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace maqueta::app {

base::Result<Arguments> Arguments::parse(const std::vector<std::string>& words,
                                         std::initializer_list<Option> options) {
    Arguments out;
    bool onlyNames = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (onlyNames || word.empty() || word[0] != '-' || word == "-") {
            out.positional_.push_back(word);
            continue;
        }
        if (word == "--") {
            onlyNames = true;
            continue;
        }
        const std::size_t equals = word.find('=');
        const std::string name = word.substr(0, equals);
        const auto* option = std::find_if(options.begin(), options.end(),
                                          [&](const Option& o) { return o.name == name; });
        if (option == options.end()) return base::Error{.message = "unknown option " + name};
        if (!option->takesValue) {
            if (equals != std::string::npos)
                return base::Error{.message = name + " takes no value"};
            out.given_.emplace_back(name, "");
        } else if (equals != std::string::npos) {
            out.given_.emplace_back(name, word.substr(equals + 1));
        } else if (i + 1 < words.size()) {
            out.given_.emplace_back(name, words[++i]);
        } else {
            return base::Error{.message = name + " needs a value"};
        }
    }
    return out;
}

bool Arguments::has(std::string_view option) const {
    return std::any_of(given_.begin(), given_.end(),
                       [&](const auto& g) { return g.first == option; });
}

std::optional<std::string> Arguments::value(std::string_view option) const {
    std::optional<std::string> out;
    for (const auto& [name, value] : given_)
        if (name == option) out = value;
    return out;
}

std::vector<std::string> Arguments::values(std::string_view option) const {
    std::vector<std::string> out;
    for (const auto& [name, value] : given_)
        if (name == option) out.push_back(value);
    return out;
}

base::Result<sim::Duration> parseDuration(std::string_view text) {
    const base::Error wrong{.message = "\"" + std::string(text) +
                                       "\" is not a length of time: write 90s, 10m or 1h30m"};
    double total = 0;
    std::string_view rest = text;
    if (rest.empty()) return wrong;
    while (!rest.empty()) {
        double number = 0;
        const auto [end, fault] = std::from_chars(rest.data(), rest.data() + rest.size(), number,
                                                  std::chars_format::fixed);
        if (fault != std::errc() || number < 0) return wrong;
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        struct Unit {
            std::string_view name;
            double seconds;
        };
        bool known = false;
        for (const Unit unit : {Unit{"ms", 1e-3}, Unit{"h", 3600}, Unit{"m", 60}, Unit{"s", 1}}) {
            if (!rest.starts_with(unit.name)) continue;
            total += number * unit.seconds;
            rest.remove_prefix(unit.name.size());
            known = true;
            break;
        }
        if (!known) return wrong;
    }
    constexpr double most = 10.0 * 365 * 86400;
    if (total > most)
        return base::Error{.message = "\"" + std::string(text) + "\" is longer than ten years"};
    return sim::nanoseconds(static_cast<std::int64_t>(total * 1e9));
}

base::Result<std::uint64_t> parseCount(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || fault != std::errc() || end != text.data() + text.size())
        return base::Error{.message = "\"" + std::string(text) + "\" is not a whole number from 0"};
    return number;
}

int complain(const base::Error& error, ExitStatus status) {
    std::fprintf(stderr, "maqueta: %s\n", error.text().c_str());
    return status;
}

int complainUsage(std::string_view command, std::string_view message) {
    std::fprintf(stderr, "maqueta: %.*s\nTry: maqueta %.*s --help\n",
                 static_cast<int>(message.size()), message.data(), static_cast<int>(command.size()),
                 command.data());
    return wrongUsage;
}

} // namespace maqueta::app
