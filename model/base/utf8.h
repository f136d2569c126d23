// UTF-8 (RFC 3629), the only encoding that the program reads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace maqueta::base {

// Where the first byte stands that is not part of well-formed UTF-8; npos when all is well.
std::size_t invalidUtf8At(std::string_view text);

// Appends one code point. It must be a valid one (no surrogate, at most U+10FFFF).
void appendUtf8(std::string& out, std::uint32_t codePoint);

// A place in a text as editors count it: lines and columns from 1, a column is a code point.
struct TextPlace {
    int line = 0;
    int column = 0;
};

TextPlace placeAt(std::string_view text, std::size_t offset);

} // namespace maqueta::base
