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
    // Fields that are sentences of their own, and so are said in another language, too.
    std::vector<std::pair<std::string, Sentence>> parts = {};

    bool empty() const { return *pattern == '\0'; }

    // In English; or with what localOf(pattern) gives in the place of each pattern.
    std::string text() const {
        return text([](const char* same) { return std::string(same); });
    }
    template <class LocalOf>
    std::string text(const LocalOf& localOf) const {
        return fillSentence(localOf(pattern), [&](std::string_view name) {
            for (const auto& [key, value] : fields)
                if (key == name) return value;
            for (const auto& [key, part] : parts)
                if (key == name) return part.text(localOf);
            return std::string();
        });
    }
};

// Of a text that has one language only: a name, a path, what another program said.
inline Sentence verbatim(std::string text) {
    return {"{text}", {{"text", std::move(text)}}};
}

} // namespace maqueta::base
