// How one string can be written in YAML, and its writing: the part of writeYaml() that deals with
// quotes, escapes and folded lines.
#pragma once

#include <string>
#include <string_view>

namespace maqueta::manifest {

enum class YamlStyle { Plain, SingleQuoted, DoubleQuoted, Literal };

// The plainest style that reads back as the same string. A simple key is one that stands before its
// colon on one line.
YamlStyle styleOf(std::string_view text, bool isSimpleKey);

// A text being written: knows the column it is in.
class YamlSink {
public:
    void put(std::string_view text);
    void newLine(int indent);
    void fill(int count) { put(std::string(static_cast<std::size_t>(count), ' ')); }
    std::string take() && { return std::move(out_); }

    // A string in a style. Further lines are indented by `indent`; lines are folded if `mayFold`.
    void putString(std::string_view text, YamlStyle style, int indent, bool mayFold);

private:
    void putPlain(std::string_view text, int indent, bool mayFold);
    void putSingleQuoted(std::string_view text, int indent, bool mayFold);
    void putDoubleQuoted(std::string_view text, int indent, bool mayFold);
    void putLiteral(std::string_view text, int indent);
    bool foldsAt(std::string_view text, std::size_t at) const;

    std::string out_;
    int column_ = 0;
};

} // namespace maqueta::manifest
