// An amount of a resource: "250m", "64Mi" (apimachinery/pkg/api/resource/quantity.go).
//
// A trivially copyable value: mantissa x 10^scale, with the family of suffixes it is written in. It
// is exact for every amount of at most 18 significant digits and never finer than a nano; what does
// not fit is rounded away from zero, as Kubernetes rounds. Comparison looks at the amount only.
#pragma once

#include "base/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace maqueta::base {

class Quantity {
public:
    // How the amount was written, and is written again where that loses nothing.
    enum class Format : std::uint8_t { DecimalSI, BinarySI, DecimalExponent };

    Quantity() = default; // 0

    // Errors are Kubernetes' own sentences.
    static Result<Quantity> parse(std::string_view text);
    static Quantity fromMilli(std::int64_t milli);
    static Quantity fromBytes(std::int64_t bytes); // written with Ki, Mi, ... where that is exact

    // Rounded away from zero; held at the ends of int64.
    std::int64_t value() const { return scaledValue(0); }
    std::int64_t milliValue() const { return scaledValue(-3); }

    // The canonical form: no fraction, the largest suffix that needs none.
    std::string text() const;

    bool isZero() const { return mantissa_ == 0; }
    int sign() const { return mantissa_ < 0 ? -1 : mantissa_ > 0 ? 1 : 0; }
    Format format() const { return format_; }

    // The result is written as the left one is, unless that is zero.
    Quantity& operator+=(Quantity other);
    Quantity& operator-=(Quantity other) { return *this += -other; }
    friend Quantity operator+(Quantity a, Quantity b) { return a += b; }
    friend Quantity operator-(Quantity a, Quantity b) { return a -= b; }
    Quantity operator-() const;

    friend std::weak_ordering operator<=>(const Quantity& a, const Quantity& b);
    friend bool operator==(const Quantity& a, const Quantity& b) { return (a <=> b) == 0; }

private:
    std::int64_t scaledValue(int scale) const;
    Quantity(std::int64_t mantissa, int scale, Format format)
        : mantissa_(mantissa), scale_(static_cast<std::int16_t>(scale)), format_(format) {}

    std::int64_t mantissa_ = 0;
    std::int16_t scale_ = 0; // -9 at least
    Format format_ = Format::DecimalSI;

    friend struct QuantityArithmetic;
};

} // namespace maqueta::base
