// The words of a command line, taken apart by a list of options that the command declares.
#pragma once

#include "base/result.h"
#include "sim/time.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maqueta::app {

// Exit statuses of every command.
enum ExitStatus : int { success = 0, workFailed = 1, wrongUsage = 2 };

struct Option {
    std::string_view name; // "--for"
    bool takesValue = true;
};

class Arguments {
public:
    // An error names the word that was not understood.
    static base::Result<Arguments> parse(const std::vector<std::string>& words,
                                         std::initializer_list<Option> options);

    bool has(std::string_view option) const;
    // The last value given.
    std::optional<std::string> value(std::string_view option) const;
    std::vector<std::string> values(std::string_view option) const;
    const std::vector<std::string>& positional() const { return positional_; }

private:
    std::vector<std::pair<std::string, std::string>> given_;
    std::vector<std::string> positional_;
};

// "90s", "10m", "1h30m", "500ms", "2.5s".
base::Result<sim::Duration> parseDuration(std::string_view text);
base::Result<std::uint64_t> parseCount(std::string_view text);

// Prints "maqueta: ..." to standard error and returns the status.
int complain(const base::Error& error, ExitStatus status);
int complainUsage(std::string_view command, std::string_view message);

} // namespace maqueta::app
