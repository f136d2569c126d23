#include "manifest/write_yaml.h"

#include "manifest/yaml_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace maqueta::manifest {

using base::Json;

namespace {

constexpr int step = 2;
// A longer key stands on lines of its own, after a question mark.
constexpr std::size_t longestSimpleKey = 128;

bool isAsciiDigit(char c) {
    return c >= '0' && c <= '9';
}

// Beyond ASCII, what takes four bytes (mostly pictures) counts as a sign, the rest as letters.
bool isLetter(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (byte > 0x7f && byte < 0xf0);
}

struct Digits {
    std::uint64_t value;
    std::size_t end;
};

Digits digitsAt(std::string_view text, std::size_t at, bool afterDigits) {
    Digits out{afterDigits ? 1U : 0U, at};
    for (; out.end < text.size() && isAsciiDigit(text[out.end]); ++out.end)
        out.value = out.value * 10 + static_cast<std::uint64_t>(text[out.end] - '0');
    return out;
}

// The natural order of kubectl's YAML: signs, then numbers by their value, then letters.
bool comesBefore(std::string_view a, std::string_view b) {
    const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    const auto i = static_cast<std::size_t>(x - a.begin());
    if (x == a.end() || y == b.end()) return a.size() < b.size();
    const bool letters = isLetter(*x) || isLetter(*y);
    if (isLetter(*x) && isLetter(*y))
        return static_cast<unsigned char>(*x) < static_cast<unsigned char>(*y);
    if (letters) {
        // Signs and numbers come before letters, but a number that ends before one that goes on.
        const bool goesOn =
            i > 0 && isAsciiDigit(a[i - 1]) && (isAsciiDigit(*x) || isAsciiDigit(*y));
        return goesOn ? isLetter(*x) : isLetter(*y);
    }
    // A zero inside a number is a digit of it, one at its start is not.
    bool inNumber = false;
    if (*x == '0' || *y == '0')
        for (std::size_t j = i; j > 0 && isAsciiDigit(a[j - 1]) && !inNumber; --j)
            inNumber = a[j - 1] != '0';
    const Digits p = digitsAt(a, i, inNumber);
    const Digits q = digitsAt(b, i, inNumber);
    if (p.value != q.value) return p.value < q.value;
    if (p.end != q.end) return p.end < q.end;
    return static_cast<unsigned char>(*x) < static_cast<unsigned char>(*y);
}

// As Go writes a float64 with %g: whole numbers of 64 bits whole, exponents from 1e-05 and 1e+06
// on.
std::string numberText(double value) {
    constexpr double limit = 9007199254740992.0; // 2^53
    if (value == std::trunc(value) && std::abs(value) < limit)
        return std::to_string(static_cast<std::int64_t>(value));
    std::array<char, 64> buffer;
    const auto write = [&](std::chars_format format) {
        const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format);
        return std::string(buffer.data(), end.ptr);
    };
    const std::string scientific = write(std::chars_format::scientific);
    const int exponent = std::atoi(scientific.c_str() + scientific.find('e') + 1);
    return exponent < -4 || exponent >= 6 ? scientific : write(std::chars_format::fixed);
}

bool isBlock(const Json& json) {
    return json.is_structured() && !json.empty();
}

class YamlWriter {
public:
    // Writes a value from where the sink stands. Whatever follows on lines of its own is indented
    // by `indent`.
    void write(const Json& json, int indent) {
        if (json.is_object() && !json.empty())
            writeMap(json.get_ref<const Json::object_t&>(), indent);
        else if (json.is_array() && !json.empty())
            writeList(json, indent);
        else
            writeScalar(json, indent);
    }
    std::string take() && { return std::move(sink_).take(); }

private:
    void writeMap(const Json::object_t& map, int indent) {
        std::vector<const Json::object_t::value_type*> members;
        for (const auto& member : map) members.push_back(&member);
        std::stable_sort(members.begin(), members.end(), [](const auto* a, const auto* b) {
            return comesBefore(a->first, b->first);
        });
        bool first = true;
        for (const auto* member : members) {
            if (!std::exchange(first, false)) sink_.newLine(indent);
            writeMember(member->first, member->second, indent);
        }
    }

    void writeMember(const std::string& key, const Json& value, int indent) {
        const bool isSimple = key.size() <= longestSimpleKey && key.find('\n') == key.npos;
        if (!isSimple) {
            sink_.put("? ");
            sink_.putString(key, styleOf(key, false), indent + step, true);
            sink_.newLine(indent);
            sink_.put(": ");
            write(value, indent + step);
            return;
        }
        sink_.putString(key, styleOf(key, true), indent, false);
        sink_.put(":");
        if (isBlock(value)) {
            const int inner = value.is_array() ? indent : indent + step;
            sink_.newLine(inner);
            write(value, inner);
        } else {
            sink_.put(" ");
            writeScalar(value, indent + step);
        }
    }

    void writeList(const Json& list, int indent) {
        bool first = true;
        for (const Json& item : list) {
            if (!std::exchange(first, false)) sink_.newLine(indent);
            sink_.put("- ");
            write(item, indent + step);
        }
    }

    void writeScalar(const Json& json, int indent) {
        if (json.is_string()) {
            const auto& text = json.get_ref<const std::string&>();
            sink_.putString(text, styleOf(text, false), indent, true);
        } else {
            sink_.put(json.is_number_float() ? numberText(json.get<double>()) : json.dump());
        }
    }

    YamlSink sink_;
};

} // namespace

std::string writeYaml(const Json& json) {
    YamlWriter writer;
    // A scalar that stands alone has its further lines indented all the same.
    writer.write(json, isBlock(json) ? 0 : step);
    return std::move(writer).take() + "\n";
}

std::string writeYaml(const std::vector<Json>& documents) {
    std::string out;
    for (const Json& document : documents) {
        if (!out.empty()) out += "---\n";
        out += writeYaml(document);
    }
    return out;
}

} // namespace maqueta::manifest
