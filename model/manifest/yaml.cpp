#include "manifest/yaml.h"

#include "manifest/yaml_builder.h"
#include "manifest/yaml_words.h"

#include <yaml.h>

#include <utility>

namespace maqueta::manifest {

using base::Error;
using base::Sentence;
using base::TextPlace;

namespace {

TextPlace placeOf(const yaml_mark_t& mark) {
    return {static_cast<int>(mark.line) + 1, static_cast<int>(mark.column) + 1};
}

std::string_view viewOf(const yaml_char_t* text) {
    return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

std::string_view lineOf(std::string_view text, int line) {
    for (; line > 1; --line) {
        const std::size_t end = text.find('\n');
        if (end == text.npos) return {};
        text.remove_prefix(end + 1);
    }
    return text.substr(0, text.find('\n'));
}

// What a person most often did who got such an error in such a line.
Sentence hintFor(std::string_view line) {
    if (line.find("{{") != line.npos)
        return {MAQUETA_TEXT("Refusals", "this looks like a template that was not rendered")};
    const std::size_t content = line.find_first_not_of(" \t");
    if (line.substr(0, content).find('\t') != line.npos)
        return {MAQUETA_TEXT("Refusals", "indent with spaces, not with tabs")};
    return {};
}

Sentence withHint(Sentence what, Sentence hint) {
    if (hint.empty()) return what;
    return {MAQUETA_TEXT("Refusals", "{what}; {hint}"),
            {},
            {{"what", std::move(what)}, {"hint", std::move(hint)}}};
}

// One event of libyaml, freed with it.
class YamlEvent {
public:
    YamlEvent() = default;
    YamlEvent(const YamlEvent&) = delete;
    YamlEvent& operator=(const YamlEvent&) = delete;
    ~YamlEvent() { yaml_event_delete(&event_); }

    yaml_event_t* get() { return &event_; }
    yaml_event_t* operator->() { return &event_; }

private:
    yaml_event_t event_{};
};

// libyaml's parser over one text.
class YamlParser {
public:
    YamlParser(std::string_view text, const std::string& file) : text_(text), file_(file) {
        ready_ = yaml_parser_initialize(&parser_) != 0;
        if (!ready_) return;
        yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                     text.size());
    }
    YamlParser(const YamlParser&) = delete;
    YamlParser& operator=(const YamlParser&) = delete;
    ~YamlParser() {
        if (ready_) yaml_parser_delete(&parser_);
    }

    bool next(YamlEvent& event) { return ready_ && yaml_parser_parse(&parser_, event.get()) != 0; }
    Error error() const;

private:
    std::string_view text_;
    const std::string& file_;
    yaml_parser_t parser_{};
    bool ready_;
};

Error YamlParser::error() const {
    if (!ready_ || parser_.error == YAML_MEMORY_ERROR || !parser_.problem)
        return base::refusal({MAQUETA_TEXT("Refusals", "not enough memory to read the file")},
                             file_);
    if (parser_.error == YAML_READER_ERROR) {
        const TextPlace place = base::placeAt(text_, parser_.problem_offset);
        return base::refusal(yamlWords(parser_.problem), file_, place.line, place.column);
    }
    TextPlace place = placeOf(parser_.problem_mark);
    const TextPlace end = base::placeAt(text_, text_.size());
    const bool tooShort = std::pair(place.line, place.column) >= std::pair(end.line, end.column);
    if (tooShort) place = end;
    Sentence message = yamlWords(parser_.problem);
    if (tooShort)
        message = {
            MAQUETA_TEXT("Refusals", "the text ends too early: {what}"), {}, {{"what", message}}};
    if (parser_.context) {
        const TextPlace start = placeOf(parser_.context_mark);
        const bool before =
            std::pair(start.line, start.column) < std::pair(place.line, place.column);
        message = {
            before ? MAQUETA_TEXT("Refusals",
                                  "{what}, {context} that begins at line {line}, column {column}")
                   : MAQUETA_TEXT("Refusals", "{what}, {context}"),
            {{"line", std::to_string(start.line)}, {"column", std::to_string(start.column)}},
            {{"what", message}, {"context", yamlWords(parser_.context)}}};
    }
    return base::refusal(withHint(std::move(message), hintFor(lineOf(text_, place.line))), file_,
                         place.line, place.column);
}

// Hands one event to the builder; false when it refuses.
bool hand(yaml_event_t& event, YamlBuilder& builder) {
    const TextPlace place = placeOf(event.start_mark);
    switch (event.type) {
    case YAML_DOCUMENT_START_EVENT: builder.beginDocument(); return true;
    case YAML_DOCUMENT_END_EVENT: builder.endDocument(); return true;
    case YAML_MAPPING_START_EVENT:
        return builder.beginContainer(true, viewOf(event.data.mapping_start.anchor), place);
    case YAML_SEQUENCE_START_EVENT:
        return builder.beginContainer(false, viewOf(event.data.sequence_start.anchor), place);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT: return builder.endContainer();
    case YAML_ALIAS_EVENT: return builder.alias(viewOf(event.data.alias.anchor), place);
    case YAML_SCALAR_EVENT: {
        const auto& scalar = event.data.scalar;
        const char* text = reinterpret_cast<const char*>(scalar.value);
        return builder.scalar({.text = {text, scalar.length},
                               .anchor = viewOf(scalar.anchor),
                               .tag = viewOf(scalar.tag),
                               .plain = scalar.style == YAML_PLAIN_SCALAR_STYLE},
                              place);
    }
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT: return true;
    }
    return true;
}

} // namespace

base::Result<std::vector<YamlDocument>> parseYaml(std::string_view text, const std::string& file,
                                                  YamlRoot root) {
    if (const base::Status readable = base::checkText(text, file); !readable)
        return readable.error();
    YamlParser parser(text, file);
    YamlBuilder builder(file, text.size(), root);
    for (bool more = true; more;) {
        YamlEvent event;
        if (!parser.next(event)) return parser.error();
        if (!hand(*event.get(), builder)) {
            const Error& error = builder.error();
            return base::refusal(withHint(error.sentence, hintFor(lineOf(text, error.line))),
                                 error.file, error.line, error.column);
        }
        more = event->type != YAML_STREAM_END_EVENT;
    }
    return std::move(builder).take();
}

} // namespace maqueta::manifest
