// Simulated time: whole nanoseconds since the cluster's power-on. Nothing under model/ reads a
// clock; time always comes in as an argument.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace maqueta::sim {

// A length of time in nanoseconds.
struct Duration {
    std::int64_t ns = 0;

    friend constexpr auto operator<=>(Duration, Duration) = default;
    constexpr Duration operator+(Duration d) const { return {ns + d.ns}; }
    constexpr Duration operator-(Duration d) const { return {ns - d.ns}; }
    constexpr Duration operator*(std::int64_t k) const { return {ns * k}; }
    constexpr Duration operator/(std::int64_t k) const { return {ns / k}; }
    constexpr double seconds() const { return static_cast<double>(ns) * 1e-9; }
    constexpr std::int64_t wholeSeconds() const { return ns / 1'000'000'000; }
};

constexpr Duration nanoseconds(std::int64_t n) {
    return {n};
}
constexpr Duration microseconds(std::int64_t n) {
    return {n * 1'000};
}
constexpr Duration milliseconds(std::int64_t n) {
    return {n * 1'000'000};
}
constexpr Duration seconds(std::int64_t n) {
    return {n * 1'000'000'000};
}
constexpr Duration minutes(std::int64_t n) {
    return seconds(60 * n);
}

// A moment of the cluster. Time{0} is power-on; Time::never() lies after everything.
struct Time {
    std::int64_t ns = 0;

    static constexpr Time never() { return {INT64_MAX}; }
    friend constexpr auto operator<=>(Time, Time) = default;
    constexpr Time operator+(Duration d) const { return {ns + d.ns}; }
    constexpr Time operator-(Duration d) const { return {ns - d.ns}; }
    constexpr Duration operator-(Time t) const { return {ns - t.ns}; }
    constexpr double seconds() const { return static_cast<double>(ns) * 1e-9; }
};

// A moment or none, in the room of a moment: objects have many of them, most of them empty. It is
// used as std::optional<Time> is, and becomes one where a function wants it.
class MaybeTime {
public:
    constexpr MaybeTime() = default;
    constexpr MaybeTime(std::nullopt_t) {}
    constexpr MaybeTime(Time t) : time_(t) {}
    constexpr MaybeTime(std::optional<Time> t) : time_(t.value_or(none)) {}

    constexpr bool has_value() const { return time_ != none; }
    constexpr explicit operator bool() const { return has_value(); }
    constexpr operator std::optional<Time>() const {
        return has_value() ? std::optional(time_) : std::nullopt;
    }
    constexpr const Time& operator*() const { return time_; }
    constexpr const Time* operator->() const { return &time_; }
    constexpr Time value_or(Time other) const { return has_value() ? time_ : other; }
    constexpr void reset() { time_ = none; }
    friend constexpr bool operator==(MaybeTime, MaybeTime) = default;

private:
    static constexpr Time none{INT64_MIN};
    Time time_ = none;
};

// "00:52.6", "1:02:03.4": minutes, seconds and the wanted number of decimals (0 to 9).
std::string clockText(Time t, int decimals = 3);
// "2026-01-01T00:00:52Z": as API objects show time (RFC 3339, whole seconds); the cluster's
// power-on is a fixed date, because no clock is read.
std::string rfc3339(Time t);
// The inverse of rfc3339; fractions and offsets are understood. Returns false on malformed text.
bool parseRfc3339(const std::string& text, Time& out);

} // namespace maqueta::sim
