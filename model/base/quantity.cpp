#include "base/quantity.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <optional>

namespace maqueta::base {

namespace {

__extension__ using Wide = __int128;

constexpr int nanoScale = -9;
// Beyond it an amount is held: nobody can tell such numbers apart, and the scale stays in 16 bits.
constexpr int mostScale = 10000;
constexpr std::int64_t int64Max = INT64_MAX;
constexpr std::int64_t int64Min = INT64_MIN;

constexpr std::string_view wrongFormat = "quantities must match the regular expression "
                                         "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
constexpr std::string_view wrongSuffix = "unable to parse quantity's suffix";

struct Suffix {
    std::string_view name;
    int exponent; // of 10, or of 2
};
constexpr std::array<Suffix, 10> decimalSuffixes{{{"n", -9},
                                                  {"u", -6},
                                                  {"m", -3},
                                                  {"", 0},
                                                  {"k", 3},
                                                  {"M", 6},
                                                  {"G", 9},
                                                  {"T", 12},
                                                  {"P", 15},
                                                  {"E", 18}}};
constexpr std::array<Suffix, 6> binarySuffixes{
    {{"Ki", 10}, {"Mi", 20}, {"Gi", 30}, {"Ti", 40}, {"Pi", 50}, {"Ei", 60}}};

bool isDecimalDigit(char c) {
    return c >= '0' && c <= '9';
}

Wide powerOfTen(int exponent) {
    Wide out = 1;
    for (; exponent > 0; --exponent) out *= 10;
    return out;
}

// Rounded away from zero; the divisor is positive.
Wide divideUp(Wide amount, Wide divisor) {
    const Wide whole = amount / divisor;
    const Wide rest = amount % divisor;
    return whole + (rest > 0 ? 1 : rest < 0 ? -1 : 0);
}

std::int64_t hold(Wide amount) {
    return static_cast<std::int64_t>(std::clamp<Wide>(amount, int64Min, int64Max));
}

struct Meaning {
    int exponent;
    Quantity::Format format;
};

// What a suffix means; nothing when it is none.
std::optional<Meaning> interpret(std::string_view suffix) {
    for (const Suffix& s : decimalSuffixes)
        if (s.name == suffix) return Meaning{s.exponent, Quantity::Format::DecimalSI};
    for (const Suffix& s : binarySuffixes)
        if (s.name == suffix) return Meaning{s.exponent, Quantity::Format::BinarySI};
    if (suffix.size() < 2 || (suffix[0] != 'e' && suffix[0] != 'E')) return std::nullopt;
    suffix.remove_prefix(1);
    if (suffix[0] == '+') {
        suffix.remove_prefix(1);
        if (suffix.empty() || suffix[0] == '-') return std::nullopt;
    }
    std::int64_t exponent = 0;
    const char* last = suffix.data() + suffix.size();
    const auto read = std::from_chars(suffix.data(), last, exponent);
    if (read.ec != std::errc() || read.ptr != last) return std::nullopt;
    const auto held = std::clamp<std::int64_t>(exponent, -mostScale, mostScale);
    return Meaning{static_cast<int>(held), Quantity::Format::DecimalExponent};
}

// A number and what follows it: "-1.50Gi" is negative, 15 x 10^-1, "Gi".
struct Written {
    bool negative = false;
    Wide digits = 0; // the first 19 significant ones, the last rounded up for those left out
    int scale = 0;
    std::string_view suffix;
};

// Nothing when the text does not look like a quantity at all.
std::optional<Written> dissect(std::string_view text) {
    Written out;
    std::size_t at = 0;
    const auto more = [&] { return at < text.size(); };
    if (more() && (text[at] == '-' || text[at] == '+')) out.negative = text[at++] == '-';

    constexpr Wide most = 1'000'000'000'000'000'000;
    bool leftOut = false;
    bool fraction = false;
    for (; more() && (isDecimalDigit(text[at]) || (text[at] == '.' && !fraction)); ++at) {
        if (text[at] == '.') {
            fraction = true;
            continue;
        }
        if (out.digits < most) {
            out.digits = out.digits * 10 + (text[at] - '0');
            if (fraction) --out.scale;
        } else {
            leftOut |= text[at] != '0';
            if (!fraction) ++out.scale;
        }
    }
    if (leftOut) ++out.digits;

    const std::size_t suffixAt = at;
    while (more() && std::string_view("eEinumkKMGTP").find(text[at]) != std::string_view::npos)
        ++at;
    if (more() && (text[at] == '-' || text[at] == '+')) ++at;
    while (more() && isDecimalDigit(text[at])) ++at;
    if (more()) return std::nullopt;
    out.suffix = text.substr(suffixAt);
    return out;
}

} // namespace

// The steps that need the parts of a Quantity together with 128-bit numbers.
struct QuantityArithmetic {
    // The Quantity nearest to amount x 10^scale, away from zero.
    static Quantity make(Wide amount, int scale, Quantity::Format format) {
        if (amount == 0) return {0, 0, format};
        if (scale < nanoScale) {
            const int down = std::min(nanoScale - scale, 38);
            amount = divideUp(amount, powerOfTen(down));
            scale = nanoScale;
        }
        while (amount > int64Max || amount < int64Min) {
            amount = divideUp(amount, 10);
            ++scale;
        }
        return {static_cast<std::int64_t>(amount), std::min(scale, mostScale), format};
    }

    // Both mantissas at one scale, the coarser number held where 128 bits do not reach: it is then
    // at least ten times the other.
    static std::pair<Wide, Wide> align(const Quantity& a, const Quantity& b) {
        const int difference = a.scale_ - b.scale_;
        const int reach = std::min(std::abs(difference), 19);
        const Wide factor = powerOfTen(reach);
        return difference >= 0 ? std::pair<Wide, Wide>{a.mantissa_ * factor, b.mantissa_}
                               : std::pair<Wide, Wide>{a.mantissa_, b.mantissa_ * factor};
    }
};

Result<Quantity> Quantity::parse(std::string_view text) {
    const std::optional<Written> written = text.empty() ? std::nullopt : dissect(text);
    if (!written) return Error{std::string(wrongFormat)};
    const std::optional<Meaning> meaning = interpret(written->suffix);
    if (!meaning) return Error{std::string(wrongSuffix)};

    Format format = meaning->format;
    Wide digits = written->digits;
    int scale = written->scale;
    if (format == Format::BinarySI)
        digits <<= meaning->exponent;
    else
        scale = std::clamp(scale + meaning->exponent, -mostScale, mostScale);
    Quantity out = QuantityArithmetic::make(digits, scale, format);
    if (format == Format::BinarySI) {
        // Kubernetes holds binary amounts at 2^63 - 1, and writes those below 1 in decimal.
        if (out > Quantity(int64Max, 0, format)) out = Quantity(int64Max, 0, format);
        if (!out.isZero() && out < Quantity(1, 0, format)) out.format_ = Format::DecimalSI;
    }
    return written->negative ? -out : out;
}

Quantity Quantity::fromMilli(std::int64_t milli) {
    return {milli, -3, Format::DecimalSI};
}

Quantity Quantity::fromBytes(std::int64_t bytes) {
    return {bytes, 0, Format::BinarySI};
}

std::int64_t Quantity::scaledValue(int scale) const {
    const int up = scale_ - scale;
    if (up <= 0) return hold(divideUp(mantissa_, powerOfTen(-up)));
    return hold(mantissa_ * powerOfTen(std::min(up, 19)));
}

std::string Quantity::text() const {
    if (mantissa_ == 0) return "0";
    std::int64_t number = mantissa_;
    int exponent = scale_;
    if (format_ == Format::BinarySI) {
        // Below 1024 and for fractions decimals read better and lose nothing.
        const Quantity limit(1024, 0, format_);
        const std::int64_t whole = value();
        const bool small = *this<limit&&* this> - limit;
        if (!small && *this == Quantity(whole, 0, format_)) {
            number = whole;
            std::string_view suffix;
            for (const Suffix& s : binarySuffixes) {
                if (number % 1024 != 0) break;
                number /= 1024;
                suffix = s.name;
            }
            return std::to_string(number).append(suffix);
        }
    }
    for (; number % 10 == 0; ++exponent) number /= 10;
    const int most = format_ == Format::DecimalExponent ? mostScale : 18;
    std::string zeros;
    while (exponent % 3 != 0 || exponent > most) {
        zeros += '0';
        --exponent;
    }
    std::string out = std::to_string(number) + zeros;
    if (format_ == Format::DecimalExponent)
        return exponent == 0 ? out : out + "e" + std::to_string(exponent);
    for (const Suffix& s : decimalSuffixes)
        if (s.exponent == exponent) out += s.name;
    return out;
}

Quantity& Quantity::operator+=(Quantity other) {
    const Format format = isZero() ? other.format_ : format_;
    if (isZero() || other.isZero()) {
        if (isZero()) *this = other;
        return *this;
    }
    // Further apart than 19 digits the finer one is lost in the rounding of the coarser.
    if (scale_ - other.scale_ > 19) return *this;
    if (other.scale_ - scale_ > 19) {
        *this = other;
    } else {
        const auto [a, b] = QuantityArithmetic::align(*this, other);
        *this = QuantityArithmetic::make(a + b, std::min(scale_, other.scale_), format);
    }
    format_ = format;
    return *this;
}

Quantity Quantity::operator-() const {
    return QuantityArithmetic::make(-Wide(mantissa_), scale_, format_);
}

std::weak_ordering operator<=>(const Quantity& a, const Quantity& b) {
    const auto [x, y] = QuantityArithmetic::align(a, b);
    return x < y   ? std::weak_ordering::less
           : x > y ? std::weak_ordering::greater
                   : std::weak_ordering::equivalent;
}

} // namespace maqueta::base
