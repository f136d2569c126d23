#include "manifest/yaml_words.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace maqueta::manifest {
namespace {

constexpr std::array libyamlWords{
    MAQUETA_TEXT("Refusals", "block sequence entries are not allowed in this context"),
    MAQUETA_TEXT("Refusals", "control characters are not allowed"),
    MAQUETA_TEXT("Refusals", "could not find expected ':'"),
    MAQUETA_TEXT("Refusals", "could not find expected directive name"),
    MAQUETA_TEXT("Refusals", "did not find URI escaped octet"),
    MAQUETA_TEXT("Refusals", "did not find expected '!'"),
    MAQUETA_TEXT("Refusals", "did not find expected ',' or ']'"),
    MAQUETA_TEXT("Refusals", "did not find expected ',' or '}'"),
    MAQUETA_TEXT("Refusals", "did not find expected '-' indicator"),
    MAQUETA_TEXT("Refusals", "did not find expected <document start>"),
    MAQUETA_TEXT("Refusals", "did not find expected <stream-start>"),
    MAQUETA_TEXT("Refusals", "did not find expected alphabetic or numeric character"),
    MAQUETA_TEXT("Refusals", "did not find expected comment or line break"),
    MAQUETA_TEXT("Refusals", "did not find expected digit or '.' character"),
    MAQUETA_TEXT("Refusals", "did not find expected hexdecimal number"),
    MAQUETA_TEXT("Refusals", "did not find expected key"),
    MAQUETA_TEXT("Refusals", "did not find expected node content"),
    MAQUETA_TEXT("Refusals", "did not find expected tag URI"),
    MAQUETA_TEXT("Refusals", "did not find expected version number"),
    MAQUETA_TEXT("Refusals", "did not find expected whitespace"),
    MAQUETA_TEXT("Refusals", "did not find expected whitespace or line break"),
    MAQUETA_TEXT("Refusals", "did not find the expected '>'"),
    MAQUETA_TEXT("Refusals", "found a tab character that violates indentation"),
    MAQUETA_TEXT("Refusals", "found a tab character where an indentation space is expected"),
    MAQUETA_TEXT("Refusals", "found an incorrect leading UTF-8 octet"),
    MAQUETA_TEXT("Refusals", "found an incorrect trailing UTF-8 octet"),
    MAQUETA_TEXT("Refusals", "found an indentation indicator equal to 0"),
    MAQUETA_TEXT("Refusals", "found character that cannot start any token"),
    MAQUETA_TEXT("Refusals", "found duplicate %TAG directive"),
    MAQUETA_TEXT("Refusals", "found duplicate %YAML directive"),
    MAQUETA_TEXT("Refusals", "found extremely long version number"),
    MAQUETA_TEXT("Refusals", "found incompatible YAML document"),
    MAQUETA_TEXT("Refusals", "found invalid Unicode character escape code"),
    MAQUETA_TEXT("Refusals", "found undefined tag handle"),
    MAQUETA_TEXT("Refusals", "found unexpected ':'"),
    MAQUETA_TEXT("Refusals", "found unexpected document indicator"),
    MAQUETA_TEXT("Refusals", "found unexpected end of stream"),
    MAQUETA_TEXT("Refusals", "found unexpected non-alphabetical character"),
    MAQUETA_TEXT("Refusals", "found unknown directive name"),
    MAQUETA_TEXT("Refusals", "found unknown escape character"),
    MAQUETA_TEXT("Refusals", "incomplete UTF-8 octet sequence"),
    MAQUETA_TEXT("Refusals", "input error"),
    MAQUETA_TEXT("Refusals", "invalid Unicode character"),
    MAQUETA_TEXT("Refusals", "invalid leading UTF-8 octet"),
    MAQUETA_TEXT("Refusals", "invalid length of a UTF-8 sequence"),
    MAQUETA_TEXT("Refusals", "invalid trailing UTF-8 octet"),
    MAQUETA_TEXT("Refusals", "mapping keys are not allowed in this context"),
    MAQUETA_TEXT("Refusals", "mapping values are not allowed in this context"),
    MAQUETA_TEXT("Refusals", "while parsing a %TAG directive"),
    MAQUETA_TEXT("Refusals", "while parsing a block collection"),
    MAQUETA_TEXT("Refusals", "while parsing a block mapping"),
    MAQUETA_TEXT("Refusals", "while parsing a block node"),
    MAQUETA_TEXT("Refusals", "while parsing a flow mapping"),
    MAQUETA_TEXT("Refusals", "while parsing a flow node"),
    MAQUETA_TEXT("Refusals", "while parsing a flow sequence"),
    MAQUETA_TEXT("Refusals", "while parsing a node"),
    MAQUETA_TEXT("Refusals", "while parsing a quoted scalar"),
    MAQUETA_TEXT("Refusals", "while parsing a tag"),
    MAQUETA_TEXT("Refusals", "while parsing a tag directive"),
    MAQUETA_TEXT("Refusals", "while scanning a %TAG directive"),
    MAQUETA_TEXT("Refusals", "while scanning a %YAML directive"),
    MAQUETA_TEXT("Refusals", "while scanning a block scalar"),
    MAQUETA_TEXT("Refusals", "while scanning a directive"),
    MAQUETA_TEXT("Refusals", "while scanning a plain scalar"),
    MAQUETA_TEXT("Refusals", "while scanning a quoted scalar"),
    MAQUETA_TEXT("Refusals", "while scanning a simple key"),
    MAQUETA_TEXT("Refusals", "while scanning a tag"),
    MAQUETA_TEXT("Refusals", "while scanning a tag directive"),
    MAQUETA_TEXT("Refusals", "while scanning an alias"),
    MAQUETA_TEXT("Refusals", "while scanning an anchor"),
    MAQUETA_TEXT("Refusals", "while scanning for the next token"),
};

} // namespace

base::Sentence yamlWords(const char* said) {
    const auto known =
        std::find_if(libyamlWords.begin(), libyamlWords.end(),
                     [said](const char* word) { return std::string_view(word) == said; });
    return known == libyamlWords.end() ? base::verbatim(said) : base::Sentence{*known};
}

} // namespace maqueta::manifest
