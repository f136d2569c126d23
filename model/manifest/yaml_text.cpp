#include "manifest/yaml_text.h"

#include "manifest/yaml_scalar.h"

#include <algorithm>
#include <cstdint>

namespace maqueta::manifest {

namespace {

constexpr int foldAfterColumn = 80;

struct CodePoint {
    std::uint32_t value;
    std::size_t size;
};

// The code point at an offset of well-formed UTF-8.
CodePoint codePointAt(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const std::uint32_t lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    if (lead < 0xe0) return {(lead & 0x1f) << 6 | (byte(1) & 0x3f), 2};
    if (lead < 0xf0) return {(lead & 0xf) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f), 3};
    return {(lead & 7) << 18 | (byte(1) & 0x3f) << 12 | (byte(2) & 0x3f) << 6 | (byte(3) & 0x3f),
            4};
}

// What can stand in a text as it is. kubectl escapes all above U+FFFF; NEL, LS and PS are line
// breaks to YAML and would not come back.
bool isPrintable(std::uint32_t c) {
    if (c < 0x80) return c == '\n' || (c >= 0x20 && c < 0x7f);
    return c >= 0xa0 && c < 0xfffe && c != 0xfeff && c != 0x2028 && c != 0x2029;
}

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
}

// What the analysis of libyaml's emitter finds out about a text.
struct Traits {
    bool isPlain = true; // outside of flow collections
    bool isSingleQuoted = true;
    bool isLiteral = true;
};

bool beginsWithIndicator(std::string_view text) {
    constexpr std::string_view always = "#,[]{}&*!|>'\"%@`";
    constexpr std::string_view beforeBlank = "-?:";
    if (text.starts_with("---") || text.starts_with("...")) return true;
    return always.find(text[0]) != always.npos || (beforeBlank.find(text[0]) != beforeBlank.npos &&
                                                   (text.size() == 1 || isBlank(text[1])));
}

bool holdsIndicator(std::string_view text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == ':' && (i + 1 == text.size() || isBlank(text[i + 1]))) return true;
        if (text[i] == '#' && isBlank(text[i - 1])) return true;
    }
    return false;
}

Traits traitsOf(std::string_view text) {
    if (text.empty()) return {.isLiteral = false};
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = codePointAt(text, at);
        if (!isPrintable(c.value)) return {false, false, false};
        at += c.size;
    }
    // Blanks at the end of a line cannot be seen, so they are escaped.
    if (text.find(" \n") != text.npos) return {false, false, false};
    const bool lines = text.find('\n') != text.npos;
    const bool blankEnds = isBlank(text.front()) || isBlank(text.back());
    return {.isPlain = !lines && !blankEnds && !beginsWithIndicator(text) && !holdsIndicator(text),
            .isSingleQuoted = text.find("\n ") == text.npos,
            .isLiteral = text.back() != ' '};
}

std::string escaped(std::uint32_t c) {
    constexpr std::string_view names = "\0\a\b\t\n\v\f\r\x1b\"\\";
    constexpr std::string_view letters = "0abtnvfre\"\\";
    if (c < 0x80)
        if (const std::size_t i =
                std::string_view(names.data(), letters.size()).find(static_cast<char>(c));
            i != names.npos)
            return {'\\', letters[i]};
    switch (c) {
    case 0x85: return "\\N";
    case 0x2028: return "\\L";
    case 0x2029: return "\\P";
    default: break;
    }
    const int digits = c <= 0xff ? 2 : c <= 0xffff ? 4 : 8;
    std::string out = digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U";
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        out += "0123456789ABCDEF"[c >> shift & 0xf];
    return out;
}

} // namespace

YamlStyle styleOf(std::string_view text, bool isSimpleKey) {
    const Traits traits = traitsOf(text);
    if (text.find('\n') != text.npos)
        return traits.isLiteral && !isSimpleKey ? YamlStyle::Literal : YamlStyle::DoubleQuoted;
    if (!isPlainString(text) || (isSimpleKey && text == "<<")) return YamlStyle::DoubleQuoted;
    return traits.isPlain          ? YamlStyle::Plain
           : traits.isSingleQuoted ? YamlStyle::SingleQuoted
                                   : YamlStyle::DoubleQuoted;
}

void YamlSink::put(std::string_view text) {
    out_ += text;
    for (const char c : text) column_ += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
}

void YamlSink::newLine(int indent) {
    out_ += '\n';
    column_ = 0;
    fill(indent);
}

void YamlSink::putString(std::string_view text, YamlStyle style, int indent, bool mayFold) {
    switch (style) {
    case YamlStyle::Plain: return putPlain(text, indent, mayFold);
    case YamlStyle::SingleQuoted: return putSingleQuoted(text, indent, mayFold);
    case YamlStyle::DoubleQuoted: return putDoubleQuoted(text, indent, mayFold);
    case YamlStyle::Literal: return putLiteral(text, indent);
    }
}

// A line ends at a single space beyond the last column; the reader makes a space of it again.
bool YamlSink::foldsAt(std::string_view text, std::size_t at) const {
    return column_ > foldAfterColumn && text[at] == ' ' && at > 0 && at + 1 < text.size() &&
           text[at - 1] != ' ';
}

void YamlSink::putPlain(std::string_view text, int indent, bool mayFold) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (mayFold && foldsAt(text, at) && text[at + 1] != ' ')
            newLine(indent);
        else
            put(text.substr(at, 1));
    }
}

void YamlSink::putSingleQuoted(std::string_view text, int indent, bool mayFold) {
    put("'");
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (mayFold && foldsAt(text, at) && text[at + 1] != ' ')
            newLine(indent);
        else
            put(text[at] == '\'' ? "''" : text.substr(at, 1));
    }
    put("'");
}

void YamlSink::putDoubleQuoted(std::string_view text, int indent, bool mayFold) {
    put("\"");
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = codePointAt(text, at);
        if (mayFold && foldsAt(text, at)) {
            newLine(indent);
            if (text[at + 1] == ' ') put("\\");
        } else if (!isPrintable(c.value) || c.value == '\n' || c.value == '"' || c.value == '\\') {
            put(escaped(c.value));
        } else {
            put(text.substr(at, c.size));
        }
        at += c.size;
    }
    put("\"");
}

void YamlSink::putLiteral(std::string_view text, int indent) {
    put("|");
    // Where the first line begins with a blank the reader cannot see the indentation.
    if (isBlank(text.front())) put("2");
    if (text.back() != '\n')
        put("-");
    else if (text.size() == 1 || text[text.size() - 2] == '\n')
        put("+");
    const bool ended = text.back() == '\n';
    if (ended) text.remove_suffix(1);
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        newLine(end > at ? indent : 0);
        put(text.substr(at, end - at));
        at = end + 1;
    }
}

} // namespace maqueta::manifest
