#include "sim/time.h"

#include <cstdio>

namespace maqueta::sim {
namespace {

// 2026-01-01T00:00:00Z in seconds since 1970: the date that a cluster's power-on shows.
constexpr std::int64_t powerOnUnix = 1'767'225'600;

// Days since 1970-01-01 of a proleptic Gregorian date (Howard Hinnant, chrono-compatible low-level
// date algorithms).
constexpr std::int64_t daysFromCivil(std::int64_t y, unsigned m, unsigned d) {
    y -= m <= 2;
    const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
    const auto yoe = static_cast<unsigned>(y - era * 400);
    const unsigned doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
    const unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + static_cast<std::int64_t>(doe) - 719468;
}

struct Civil {
    std::int64_t year;
    unsigned month;
    unsigned day;
};

constexpr Civil civilFromDays(std::int64_t z) {
    z += 719468;
    const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    const auto doe = static_cast<unsigned>(z - era * 146097);
    const unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const unsigned mp = (5 * doy + 2) / 153;
    const unsigned month = mp < 10 ? mp + 3 : mp - 9;
    return {static_cast<std::int64_t>(yoe) + era * 400 + (month <= 2), month,
            doy - (153 * mp + 2) / 5 + 1};
}

} // namespace

std::string clockText(Time t, int decimals) {
    std::int64_t unit = 1'000'000'000;
    for (int i = 0; i < decimals; ++i) unit /= 10;
    const std::int64_t ticks = t.ns / unit;
    const std::int64_t perSecond = 1'000'000'000 / unit;
    const std::int64_t total = ticks / perSecond;
    char buffer[64];
    if (total >= 3600)
        std::snprintf(buffer, sizeof buffer, "%lld:%02lld:%02lld",
                      static_cast<long long>(total / 3600), static_cast<long long>(total / 60 % 60),
                      static_cast<long long>(total % 60));
    else
        std::snprintf(buffer, sizeof buffer, "%02lld:%02lld", static_cast<long long>(total / 60),
                      static_cast<long long>(total % 60));
    std::string out = buffer;
    if (decimals > 0) {
        const std::string digits = std::to_string(ticks % perSecond);
        out += '.' + std::string(static_cast<std::size_t>(decimals) - digits.size(), '0') + digits;
    }
    return out;
}

std::string rfc3339(Time t) {
    std::int64_t s = powerOnUnix + t.ns / 1'000'000'000;
    const std::int64_t days = s / 86400;
    s %= 86400;
    const Civil c = civilFromDays(days);
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%04lld-%02u-%02uT%02lld:%02lld:%02lldZ",
                  static_cast<long long>(c.year), c.month, c.day, static_cast<long long>(s / 3600),
                  static_cast<long long>(s / 60 % 60), static_cast<long long>(s % 60));
    return buffer;
}

bool parseRfc3339(const std::string& text, Time& out) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, used = 0;
    if (std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d%n", &year, &month, &day, &hour, &minute,
                    &second, &used) != 6)
        return false;
    if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60)
        return false;
    std::size_t at = static_cast<std::size_t>(used);
    std::int64_t fraction = 0;
    if (at < text.size() && text[at] == '.') {
        std::int64_t unit = 100'000'000;
        for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10)
            fraction += (text[at] - '0') * unit;
    }
    std::int64_t offset = 0;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) {
        int oh = 0, om = 0;
        if (std::sscanf(text.c_str() + at + 1, "%2d:%2d", &oh, &om) != 2) return false;
        offset = (oh * 3600 + om * 60) * (text[at] == '-' ? -1 : 1);
    } else if (at + 1 != text.size() || text[at] != 'Z') {
        return false;
    }
    const std::int64_t unix =
        daysFromCivil(year, static_cast<unsigned>(month), static_cast<unsigned>(day)) * 86400 +
        hour * 3600 + minute * 60 + second - offset;
    out.ns = (unix - powerOnUnix) * 1'000'000'000 + fraction;
    return true;
}

} // namespace maqueta::sim
