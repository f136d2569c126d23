#include "manifest/yaml_scalar.h"

#include "base/base64.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace maqueta::manifest {

using base::Json;

namespace {

constexpr std::string_view yamlTagPrefix = "tag:yaml.org,2002:";

struct Word {
    std::string_view name;
    int meaning; // 1 true, 0 false, -1 null
};
constexpr std::array<Word, 26> words{
    {{"y", 1},    {"Y", 1},  {"yes", 1},   {"Yes", 1},   {"YES", 1},   {"true", 1}, {"True", 1},
     {"TRUE", 1}, {"on", 1}, {"On", 1},    {"ON", 1},    {"n", 0},     {"N", 0},    {"no", 0},
     {"No", 0},   {"NO", 0}, {"false", 0}, {"False", 0}, {"FALSE", 0}, {"off", 0},  {"Off", 0},
     {"OFF", 0},  {"~", -1}, {"null", -1}, {"Null", -1}, {"NULL", -1}}};

bool isNumeral(char c) {
    return c >= '0' && c <= '9';
}

// Go's strconv.ParseInt and ParseUint with base 0: 0x, 0o, 0b, and 0 for octal.
std::optional<Json> integerOf(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    int base = 10;
    if (text.size() > 1 && text[0] == '0') {
        const char kind = static_cast<char>(text[1] | 0x20);
        base = kind == 'x' ? 16 : kind == 'b' ? 2 : 8;
        text.remove_prefix(kind == 'x' || kind == 'b' || kind == 'o' ? 2 : 1);
    }
    std::uint64_t size = 0;
    const char* last = text.data() + text.size();
    const auto read = std::from_chars(text.data(), last, size, base);
    if (text.empty() || read.ec != std::errc() || read.ptr != last) return std::nullopt;
    constexpr std::uint64_t most = INT64_MAX;
    if (!negative && size > most) return Json(size);
    if (negative && size > most + 1) return std::nullopt;
    return Json(static_cast<std::int64_t>(negative ? 0 - size : size));
}

// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool looksLikeFloat(std::string_view text) {
    std::size_t at = 0;
    const auto sign = [&] {
        if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    };
    const auto digits = [&] {
        const std::size_t first = at;
        while (at < text.size() && isNumeral(text[at])) ++at;
        return at > first;
    };
    sign();
    const bool whole = digits();
    bool fraction = false;
    if (at < text.size() && text[at] == '.') {
        ++at;
        fraction = digits();
    }
    if (!whole && !fraction) return false;
    if (at < text.size() && (text[at] | 0x20) == 'e') {
        ++at;
        sign();
        if (!digits()) return false;
    }
    return at == text.size();
}

// A double as Go writes it into JSON and reads it back: whole numbers come back whole.
Json numberOf(double value) {
    constexpr double limit = 9223372036854775808.0; // 2^63
    if (value == std::trunc(value) && value >= -limit && value < limit)
        return static_cast<std::int64_t>(value);
    return value;
}

std::optional<Json> floatOf(std::string_view text) {
    if (!looksLikeFloat(text)) return std::nullopt;
    if (text[0] == '+') text.remove_prefix(1);
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec == std::errc::result_out_of_range) {
        const std::size_t e = text.find_first_of("eE");
        const bool tiny = e != text.npos && text[e + 1] == '-';
        if (!tiny) return std::nullopt;
        value = 0;
    }
    return numberOf(value);
}

std::optional<Json> wordOf(std::string_view text) {
    if (text.empty()) return Json();
    const auto word =
        std::find_if(words.begin(), words.end(), [text](const Word& w) { return w.name == text; });
    if (word == words.end()) return std::nullopt;
    return word->meaning < 0 ? Json() : Json(word->meaning == 1);
}

std::optional<Json> resolve(std::string_view text) {
    if (text.empty()) return Json();
    const char first = text[0];
    if (isNumeral(first) || first == '-' || first == '+') {
        std::string plain;
        if (text.find('_') != text.npos) {
            std::copy_if(text.begin(), text.end(), std::back_inserter(plain),
                         [](char c) { return c != '_'; });
            text = plain;
        }
        if (std::optional<Json> whole = integerOf(text)) return whole;
        return floatOf(text);
    }
    if (first == '.') return floatOf(text);
    constexpr std::string_view wordStarts = "yYnNtTfFoO~";
    return wordStarts.find(first) == wordStarts.npos ? std::nullopt : wordOf(text);
}

// .inf and .nan in all their spellings, which JSON cannot hold.
bool isInfiniteOrNan(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    return text == ".inf" || text == ".Inf" || text == ".INF" || text == ".nan" || text == ".NaN" ||
           text == ".NAN";
}

// Takes one or two digits, or as many as there are.
bool takeNumber(std::string_view& text, std::size_t most, int& number) {
    std::size_t size = 0;
    for (number = 0; size < text.size() && size < most && isNumeral(text[size]); ++size)
        number = number * 10 + (text[size] - '0');
    text.remove_prefix(size);
    return size > 0;
}

bool take(std::string_view& text, char c) {
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
}

// The dates and times that Go's YAML knows: 2001-1-2, 2001-1-2 3:4:5.6, 2001-1-2T3:4:5.6Z or
// +07:00.
bool isTimestamp(std::string_view text) {
    constexpr std::array<int, 12> monthDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const std::size_t fourDigits = 4;
    if (text.size() < 8 || text[fourDigits] != '-') return false;
    int year, month, day, hour, minute, second;
    std::string_view digits = text.substr(0, fourDigits);
    if (!takeNumber(digits, 4, year) || !digits.empty()) return false;
    text.remove_prefix(fourDigits + 1);
    if (!takeNumber(text, 2, month) || !take(text, '-') || !takeNumber(text, 2, day)) return false;
    if (month < 1 || month > 12 || day < 1) return false;
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (day > monthDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap)) return false;
    if (text.empty()) return true;
    const bool needsZone = text[0] == 'T' || text[0] == 't';
    if (!needsZone && text[0] != ' ') return false;
    text.remove_prefix(1);
    if (!takeNumber(text, 2, hour) || !take(text, ':') || !takeNumber(text, 2, minute) ||
        !take(text, ':') || !takeNumber(text, 2, second) || hour > 23 || minute > 59 || second > 59)
        return false;
    if (take(text, '.'))
        text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
    if (!needsZone || text == "Z") return text.empty() == !needsZone;
    return text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':';
}

// [-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?, which older readers take for a number.
bool isBase60(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    if (text.empty() || !isNumeral(text[0])) return false;
    const std::size_t whole = text.find_first_not_of("0123456789_");
    if (whole == text.npos || text[whole] != ':') return false;
    text.remove_prefix(whole);
    while (take(text, ':')) {
        const bool tens = text.size() > 1 && text[0] <= '5' && isNumeral(text[1]);
        int number;
        if (!takeNumber(text, tens ? 2 : 1, number)) return false;
    }
    return text.empty() ||
           (text[0] == '.' && text.find_first_not_of("0123456789_", 1) == text.npos);
}

} // namespace

Json plainScalar(std::string_view text) {
    if (std::optional<Json> value = resolve(text)) return *std::move(value);
    return std::string(text);
}

base::Result<Json> taggedScalar(std::string_view text, std::string_view tag) {
    if (tag.starts_with(yamlTagPrefix))
        tag.remove_prefix(yamlTagPrefix.size());
    else if (tag.starts_with("!!"))
        tag.remove_prefix(2);
    else if (!tag.empty()) // the application's own tags, and "!", mean a string here
        return Json(std::string(text));

    if (tag == "str") return Json(std::string(text));
    if (tag == "binary") {
        std::optional<std::string> bytes = base::decodeBase64(text);
        if (!bytes)
            return base::refusal(
                {MAQUETA_TEXT("Refusals", "!!binary must be followed by base64 data")});
        if (base::invalidUtf8At(*bytes) != std::string::npos)
            return base::refusal({MAQUETA_TEXT(
                "Refusals", "!!binary data that is not UTF-8 text has no form in JSON")});
        return Json(*std::move(bytes));
    }
    if (isInfiniteOrNan(text) && (tag.empty() || tag == "float"))
        return base::refusal({MAQUETA_TEXT("Refusals", "the number {number} has no form in JSON"),
                              {{"number", std::string(text)}}});
    Json value = plainScalar(text);
    const bool fits = tag == "int"     ? value.is_number_integer()
                      : tag == "float" ? value.is_number()
                      : tag == "bool"  ? value.is_boolean()
                      : tag == "null"  ? value.is_null()
                                       : true;
    if (!fits)
        return base::refusal({MAQUETA_TEXT("Refusals", "cannot read '{text}' as !!{tag}"),
                              {{"text", base::excerpt(text)}, {"tag", std::string(tag)}}});
    return tag == "timestamp" ? Json(std::string(text)) : value;
}

bool isPlainString(std::string_view text) {
    return !resolve(text) && !isInfiniteOrNan(text) && !isTimestamp(text) && !isBase60(text);
}

base::Result<std::string> scalarKey(const Json& key) {
    if (key.is_string()) return key.get<std::string>();
    if (key.is_null())
        return base::refusal(
            {MAQUETA_TEXT("Refusals", "a key must not be null; write it in quotes")});
    return key.dump();
}

} // namespace maqueta::manifest
