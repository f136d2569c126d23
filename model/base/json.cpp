#include "base/json.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace maqueta::base {

namespace {

std::string hexByte(char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    return {'0', 'x', digits[byte >> 4], digits[byte & 15]};
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

Error errorAt(std::string_view text, std::size_t offset, const std::string& file,
              Sentence message) {
    const TextPlace place = placeAt(text, offset);
    return refusal(std::move(message), file, place.line, place.column);
}

// A recursive-descent reader. Its recursion is bounded by maxJsonDepth.
class JsonReader {
public:
    JsonReader(std::string_view text, const std::string& file, LineTable::Builder* lines)
        : text_(text), file_(file), lines_(lines) {}

    // False when an error was found.
    bool readAll(Json& out) {
        skipSpace();
        const std::uint32_t node = lines_ ? lines_->beginRoot(places_.at(text_, at_)) : 0;
        if (!readValue(out, 0)) return false;
        if (lines_) lines_->end(node);
        skipSpace();
        return at_ == text_.size() ||
               fail(expected(MAQUETA_TEXT("Refusals", "the end of the text")));
    }
    const Error& error() const { return *error_; }

private:
    bool failAt(std::size_t offset, Sentence message) {
        error_ = errorAt(text_, offset, file_, std::move(message));
        return false;
    }
    bool fail(Sentence message) { return failAt(at_, std::move(message)); }

    Sentence found() const {
        if (at_ >= text_.size()) return {MAQUETA_TEXT("Refusals", "the end of the text")};
        const char c = text_[at_];
        if (c == '\n' || c == '\r') return {MAQUETA_TEXT("Refusals", "the end of the line")};
        if (static_cast<unsigned char>(c) < 0x20)
            return {MAQUETA_TEXT("Refusals", "the control character {byte}"),
                    {{"byte", hexByte(c)}}};
        std::size_t end = at_ + 1;
        while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xc0) == 0x80) ++end;
        return verbatim("'" + std::string(text_.substr(at_, end - at_)) + "'");
    }
    // What should stand here, and what does.
    Sentence expected(const char* wanted) const {
        return {MAQUETA_TEXT("Refusals", "expected {wanted}, found {found}"),
                {},
                {{"wanted", {wanted}}, {"found", found()}}};
    }
    // What a message about a container that is not closed says.
    Sentence opened(bool object, std::size_t start) const {
        const TextPlace place = placeAt(text_, start);
        return {
            object
                ? MAQUETA_TEXT("Refusals", "the object that begins at line {line}, column {column}")
                : MAQUETA_TEXT("Refusals", "the array that begins at line {line}, column {column}"),
            {{"line", std::to_string(place.line)}, {"column", std::to_string(place.column)}}};
    }
    bool endsInside(bool object, std::size_t start) {
        return fail(
            {MAQUETA_TEXT("Refusals", "the text ends inside {container}: '{close}' is missing"),
             {{"close", object ? "}" : "]"}},
             {{"container", opened(object, start)}}});
    }

    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void skipSpace() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

    bool readValue(Json& out, int depth) {
        switch (peek()) {
        case '{':
        case '[':
            if (depth == maxJsonDepth) return fail(tooDeep());
            return peek() == '{' ? readObject(out, depth + 1) : readArray(out, depth + 1);
        case '"': {
            std::string s;
            if (!readString(s)) return false;
            out = std::move(s);
            return true;
        }
        case 't': return readWord("true", out, true);
        case 'f': return readWord("false", out, false);
        case 'n': return readWord("null", out, nullptr);
        default:
            if (peek() == '-' || isDigit(peek())) return readNumber(out);
            return fail(expected(MAQUETA_TEXT("Refusals", "a JSON value")));
        }
    }

    bool readWord(std::string_view word, Json& out, Json value) {
        if (text_.substr(at_, word.size()) != word)
            return fail({MAQUETA_TEXT("Refusals", "expected '{word}' here"),
                         {{"word", std::string(word)}}});
        at_ += word.size();
        out = std::move(value);
        return true;
    }

    // After a value inside a container: true on a comma; `closed` tells that it ended.
    bool readSeparator(bool object, std::size_t start, bool& closed) {
        const char close = object ? '}' : ']';
        skipSpace();
        closed = peek() == close;
        if (closed || peek() == ',') {
            ++at_;
            return true;
        }
        if (at_ == text_.size()) return endsInside(object, start);
        return fail(
            {MAQUETA_TEXT("Refusals", "expected ',' or '{close}' in {container}, found {found}"),
             {{"close", std::string(1, close)}},
             {{"container", opened(object, start)}, {"found", found()}}});
    }

    bool readObject(Json& out, int depth) {
        const std::size_t start = at_++;
        out = Json::object();
        auto& members = out.get_ref<Json::object_t&>();
        skipSpace();
        if (peek() == '}') return ++at_, true;
        for (bool closed = false; !closed;) {
            skipSpace();
            const std::size_t keyStart = at_;
            std::string key;
            if (at_ == text_.size()) return endsInside(true, start);
            if (peek() != '"')
                return fail(expected(MAQUETA_TEXT("Refusals", "a key in double quotes")));
            const TextPlace keyPlace = lines_ ? places_.at(text_, at_) : TextPlace{};
            if (!readString(key)) return false;
            skipSpace();
            if (peek() != ':')
                return fail({MAQUETA_TEXT("Refusals",
                                          "expected ':' after the key \"{key}\", found {found}"),
                             {{"key", excerpt(key)}},
                             {{"found", found()}}});
            ++at_;
            skipSpace();
            const bool container = peek() == '{' || peek() == '[';
            const TextPlace place = lines_ && !container ? places_.at(text_, at_) : keyPlace;
            const std::uint32_t node = lines_ ? lines_->beginMember(key, place) : 0;
            const auto hint = members.end();
            const std::size_t before = members.size();
            const auto member = members.emplace_hint(hint, std::move(key), nullptr);
            if (members.size() == before)
                return failAt(keyStart,
                              {MAQUETA_TEXT("Refusals", "duplicate key \"{key}\" in {container}"),
                               {{"key", excerpt(member->first)}},
                               {{"container", opened(true, start)}}});
            if (!readValue(member->second, depth)) return false;
            if (lines_) lines_->end(node);
            if (!readSeparator(true, start, closed)) return false;
        }
        return true;
    }

    bool readArray(Json& out, int depth) {
        const std::size_t start = at_++;
        out = Json::array();
        auto& items = out.get_ref<Json::array_t&>();
        skipSpace();
        if (peek() == ']') return ++at_, true;
        for (bool closed = false; !closed;) {
            skipSpace();
            if (at_ == text_.size()) return endsInside(false, start);
            const std::uint32_t node = lines_ ? lines_->beginItem(places_.at(text_, at_)) : 0;
            if (!readValue(items.emplace_back(), depth)) return false;
            if (lines_) lines_->end(node);
            if (!readSeparator(false, start, closed)) return false;
        }
        return true;
    }

    bool readString(std::string& out) {
        const std::size_t start = at_++;
        for (;;) {
            std::size_t end = at_;
            while (end < text_.size() && text_[end] != '"' && text_[end] != '\\' &&
                   static_cast<unsigned char>(text_[end]) >= 0x20)
                ++end;
            out.append(text_, at_, end - at_);
            at_ = end;
            if (at_ == text_.size() || peek() == '\n' || peek() == '\r')
                return failAt(
                    start,
                    {MAQUETA_TEXT("Refusals", "the string that begins here is not closed: '\"' "
                                              "is missing")});
            if (peek() == '"') return ++at_, true;
            if (peek() != '\\')
                return fail({MAQUETA_TEXT("Refusals", "a string must not hold {found}"),
                             {},
                             {{"found", found()}}});
            if (!readEscape(out)) return false;
        }
    }

    bool readEscape(std::string& out) {
        constexpr std::string_view names = "\"\\/bfnrt";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        const std::size_t start = at_++;
        const char c = peek();
        if (const std::size_t i = names.find(c); i != names.npos && c != '\0') {
            ++at_;
            out += meanings[i];
            return true;
        }
        std::uint32_t code = 0;
        std::uint32_t low = 0;
        if (!readHex(code))
            return failAt(start, {MAQUETA_TEXT("Refusals", "unknown escape in a string; write \\\\ "
                                                           "for a backslash")});
        if (code >= 0xd800 && code < 0xe000) {
            const bool pair = code < 0xdc00 && peek() == '\\' && (++at_, readHex(low)) &&
                              low >= 0xdc00 && low < 0xe000;
            if (!pair)
                return failAt(start,
                              {MAQUETA_TEXT("Refusals", "half a surrogate pair in a string")});
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        }
        appendUtf8(out, code);
        return true;
    }

    // Reads the rest of an escape: u and four hexadecimal digits.
    bool readHex(std::uint32_t& code) {
        if (peek() != 'u' || text_.size() - at_ < 5) return false;
        const char* first = text_.data() + at_ + 1;
        const auto read = std::from_chars(first, first + 4, code, 16);
        if (read.ec != std::errc() || read.ptr != first + 4) return false;
        at_ += 5;
        return true;
    }

    bool readNumber(Json& out) {
        const std::size_t start = at_;
        const auto digits = [this] {
            const std::size_t first = at_;
            while (isDigit(peek())) ++at_;
            return at_ > first;
        };
        const auto malformed = [this, start] {
            return failAt(start, {MAQUETA_TEXT("Refusals", "malformed number")});
        };
        if (peek() == '-') ++at_;
        const bool leadingZero = peek() == '0';
        const std::size_t whole = at_;
        if (!digits()) return malformed();
        if (leadingZero && at_ - whole > 1)
            return failAt(start, {MAQUETA_TEXT("Refusals", "a number must not begin with 0")});
        bool fraction = false;
        if (peek() == '.') {
            fraction = true;
            ++at_;
            if (!digits()) return malformed();
        }
        if (peek() == 'e' || peek() == 'E') {
            fraction = true;
            ++at_;
            if (peek() == '+' || peek() == '-') ++at_;
            if (!digits()) return malformed();
        }
        const std::string_view number = text_.substr(start, at_ - start);
        const auto readAs = [&](auto value) {
            const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
            if (read.ec != std::errc()) return false;
            out = value;
            return true;
        };
        if (!fraction && (readAs(std::int64_t{}) || readAs(std::uint64_t{}))) return true;
        if (readAs(double{})) return true;
        // Out of a double's range: too small means zero, as in Go.
        const std::size_t e = number.find_first_of("eE");
        const bool tiny = e != number.npos && number[e + 1] == '-';
        if (!tiny) return failAt(start, {MAQUETA_TEXT("Refusals", "the number is out of range")});
        out = 0.0;
        return true;
    }

    // Places asked for in the order of the text, each byte counted once.
    class Places {
    public:
        TextPlace at(std::string_view text, std::size_t offset) {
            for (; offset_ < offset; ++offset_) {
                const char c = text[offset_];
                if (c == '\n')
                    place_ = {place_.line + 1, 1};
                else if ((static_cast<unsigned char>(c) & 0xc0) != 0x80)
                    ++place_.column;
            }
            return place_;
        }

    private:
        std::size_t offset_ = 0;
        TextPlace place_{1, 1};
    };

    std::string_view text_;
    const std::string& file_;
    LineTable::Builder* lines_;
    Places places_;
    std::size_t at_ = 0;
    std::optional<Error> error_;
};

} // namespace

Status checkText(std::string_view text, const std::string& file) {
    if (text.empty()) return refusal({MAQUETA_TEXT("Refusals", "the file is empty")}, file);
    const std::size_t bad = invalidUtf8At(text);
    const std::size_t zero = text.find('\0');
    if (zero != text.npos)
        return errorAt(
            text, zero, file,
            {MAQUETA_TEXT("Refusals", "this is a binary file (it holds a zero byte), not text")});
    if (bad != text.npos)
        return errorAt(text, bad, file,
                       {MAQUETA_TEXT("Refusals", "not UTF-8: byte {byte}; save the file as UTF-8"),
                        {{"byte", hexByte(text[bad])}}});
    return {};
}

Sentence tooDeep() {
    return {MAQUETA_TEXT("Refusals", "nested more than {most} levels deep"),
            {{"most", std::to_string(maxJsonDepth)}}};
}

std::string excerpt(std::string_view text) {
    constexpr std::size_t most = 40;
    std::string out;
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool starts = (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
        if (starts && characters++ == most) return out + "...";
        out += static_cast<unsigned char>(text[i]) < 0x20 ? ' ' : text[i];
    }
    return out;
}

Result<Json> parseJson(std::string_view text, const std::string& file, LineTable* lines) {
    if (const Status readable = checkText(text, file); !readable) return readable.error();
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    std::optional<LineTable::Builder> builder;
    if (lines) builder.emplace();
    JsonReader reader(text, file, builder ? &*builder : nullptr);
    Json out;
    if (!reader.readAll(out)) return reader.error();
    if (lines) *lines = std::move(*builder).finish();
    return out;
}

} // namespace maqueta::base
