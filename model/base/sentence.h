// Sentences with {names} in them, filled from fields, so that a sentence of another language can be
// put in the place of the English one before it is filled.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Marks a text for the translators' tools, which are told of this macro (CMakeLists.txt,
// "translations"); in the program it is the text itself. The model links no Qt.
#define MAQUETA_TEXT(context, text) text

namespace maqueta::base {

using SentenceFields = std::vector<std::pair<std::string, std::string>>;

// Calls valueOf(name) for each {name}; a brace without its partner stays as it is.
template <class ValueOf>
std::string fillSentence(std::string_view pattern, ValueOf&& valueOf) {
    std::string out;
    std::size_t i = 0;
    while (i < pattern.size()) {
        const std::size_t close = pattern[i] == '{' ? pattern.find('}', i) : std::string_view::npos;
        if (close == std::string_view::npos) {
            out += pattern[i++];
            continue;
        }
        out += valueOf(pattern.substr(i + 1, close - i - 1));
        i = close + 1;
    }
    return out;
}

struct Sentence {
    const char* pattern = "";
    SentenceFields fields = {};
    const char* around = nullptr; // another one, which has this one in the place of {sentence}

    std::string text() const {
        std::string own = fillSentence(pattern, [this](std::string_view name) {
            for (const auto& [key, value] : fields)
                if (key == name) return value;
            return std::string();
        });
        return around ? fillSentence(around, [&](std::string_view) { return own; }) : own;
    }
};

} // namespace maqueta::base
