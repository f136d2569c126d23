// An amount of a resource: "250m", "64Mi" (apimachinery/pkg/api/resource/quantity.go).
#pragma once

#include "base/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace maqueta::base {

class Quantity {
public:
    static Result<Quantity> parse(std::string_view text);
    static Quantity fromMilli(std::int64_t milli);
    static Quantity fromBytes(std::int64_t bytes);
    std::int64_t value() const;
    std::int64_t milliValue() const;
    std::string text() const;
    friend bool operator==(const Quantity&, const Quantity&) = default;

private:
    std::int64_t milli_ = 0;
};

} // namespace maqueta::base
