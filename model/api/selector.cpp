#include "api/selector.h"

#include "api/digest.h"
#include "api/name_rules.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace maqueta::api {
namespace {

std::optional<std::int64_t> wholeNumber(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

enum class Token : std::uint8_t {
    End,
    Identifier,
    Comma,
    Open,
    Close,
    Not,
    Equals,
    NotEquals,
    In,
    NotIn,
    Greater,
    Less,
    Error
};

struct Lexeme {
    Token token = Token::End;
    std::string text;
};

std::optional<Token> symbol(std::string_view text) {
    constexpr std::pair<std::string_view, Token> symbols[] = {
        {")", Token::Close},   {",", Token::Comma},      {"!", Token::Not},
        {"==", Token::Equals}, {"=", Token::Equals},     {"in", Token::In},
        {"(", Token::Open},    {"!=", Token::NotEquals}, {"notin", Token::NotIn},
        {">", Token::Greater}, {"<", Token::Less}};
    for (const auto& [word, token] : symbols)
        if (word == text) return token;
    return std::nullopt;
}

std::vector<Lexeme> lex(std::string_view text) {
    constexpr std::string_view specials = "=!(),><";
    constexpr std::string_view spaces = " \t\r\n";
    std::vector<Lexeme> lexemes;
    std::size_t at = 0;
    while (at < text.size()) {
        if (spaces.find(text[at]) != std::string_view::npos) {
            ++at;
            continue;
        }
        std::size_t end = at;
        if (specials.find(text[at]) == std::string_view::npos) {
            while (end < text.size() && specials.find(text[end]) == std::string_view::npos &&
                   spaces.find(text[end]) == std::string_view::npos)
                ++end;
            const std::string_view word = text.substr(at, end - at);
            lexemes.push_back({symbol(word).value_or(Token::Identifier), std::string(word)});
        } else {
            // The longest symbol; every special character is one by itself.
            end = at + 1;
            while (end < text.size() && symbol(text.substr(at, end + 1 - at))) ++end;
            const std::string_view word = text.substr(at, end - at);
            lexemes.push_back({symbol(word).value_or(Token::Error), std::string(word)});
        }
        at = end;
    }
    lexemes.push_back({});
    return lexemes;
}

// The grammar and the words of its errors are those of labels.Parser.
class LabelSelectorParser {
public:
    explicit LabelSelectorParser(std::string_view text) : lexemes_(lex(text)) {}

    base::Result<LabelSelector> parse() {
        while (true) {
            const Lexeme next = peek();
            if (next.token == Token::End) return std::move(selector_);
            if (next.token != Token::Identifier && next.token != Token::Not)
                return fail(next, ", expected: !, identifier, or 'end of string'");
            if (!parseRequirement()) {
                return base::Error{"unable to parse requirement: " + error_, {}, 0, 0};
            }
            const Lexeme after = take();
            if (after.token == Token::End) return std::move(selector_);
            if (after.token != Token::Comma)
                return fail(after, ", expected: ',' or 'end of string'");
            const Lexeme then = peek();
            if (then.token != Token::Identifier && then.token != Token::Not)
                return fail(then, ", expected: identifier after ','");
        }
    }

private:
    static base::Error fail(const Lexeme& found, std::string_view expected) {
        return {("found '" + found.text + "'").append(expected), {}, 0, 0};
    }
    bool refuse(const Lexeme& found, std::string_view expected) {
        error_ = fail(found, expected).message;
        return false;
    }
    // "in" and "notin" are names too, except where an operator must stand.
    static Lexeme asValue(Lexeme lexeme) {
        if (lexeme.token == Token::In || lexeme.token == Token::NotIn)
            lexeme.token = Token::Identifier;
        return lexeme;
    }
    Lexeme peek() const { return asValue(lexemes_[at_]); }
    Lexeme takeOperator() { return lexemes_[at_ + 1 < lexemes_.size() ? at_++ : at_]; }
    Lexeme take() { return asValue(takeOperator()); }

    bool parseRequirement() {
        Lexeme lexeme = take();
        const bool negated = lexeme.token == Token::Not;
        if (negated) lexeme = take();
        if (lexeme.token != Token::Identifier) return refuse(lexeme, ", expected: identifier");
        Requirement r;
        r.key = lexeme.text;
        if (const auto wrong = qualifiedNameErrors(lexeme.text); !wrong.empty()) {
            error_ = "<nil>: Invalid value: " + goQuoted(lexeme.text) + ": " + joined(wrong, "; ");
            return false;
        }
        if (negated || peek().token == Token::End || peek().token == Token::Comma) {
            r.op = negated ? SelectorOperator::DoesNotExist : SelectorOperator::Exists;
            selector_.matchExpressions.push_back(std::move(r));
            return true;
        }
        const Lexeme op = takeOperator();
        switch (op.token) {
        case Token::Equals:
        case Token::In: r.op = SelectorOperator::In; break;
        case Token::NotEquals:
        case Token::NotIn: r.op = SelectorOperator::NotIn; break;
        case Token::Greater: r.op = SelectorOperator::Gt; break;
        case Token::Less: r.op = SelectorOperator::Lt; break;
        default: return refuse(op, ", expected: in, notin, =, ==, !=, gt, lt");
        }
        const bool set = op.token == Token::In || op.token == Token::NotIn;
        if (!(set ? parseValues(r.values) : parseExactValue(r.values)) || !check(r)) return false;
        if (op.token == Token::Equals && !selector_.matchLabels.contains(r.key))
            selector_.matchLabels.set(r.key, r.values.front());
        else
            selector_.matchExpressions.push_back(std::move(r));
        return true;
    }

    bool parseExactValue(std::vector<Text>& values) {
        if (peek().token == Token::End || peek().token == Token::Comma) {
            values.emplace_back();
            return true;
        }
        const Lexeme lexeme = take();
        if (lexeme.token != Token::Identifier) return refuse(lexeme, ", expected: identifier");
        values.emplace_back(lexeme.text);
        return true;
    }

    bool parseValues(std::vector<Text>& values) {
        const Lexeme open = take();
        if (open.token != Token::Open) return refuse(open, " expected: '('");
        const Lexeme first = peek();
        if (first.token == Token::Close) {
            take();
            return true;
        }
        if (first.token != Token::Identifier && first.token != Token::Comma)
            return refuse(first, ", expected: ',', ')' or identifier");
        if (!parseList(values)) return false;
        if (take().token != Token::Close) return refuse(first, ", expected: ')'");
        std::sort(values.begin(), values.end());
        values.erase(std::unique(values.begin(), values.end()), values.end());
        return true;
    }

    bool parseList(std::vector<Text>& values) {
        while (true) {
            const Lexeme lexeme = take();
            if (lexeme.token == Token::Identifier) {
                values.emplace_back(lexeme.text);
                if (peek().token == Token::Close) return true;
                if (peek().token != Token::Comma) return refuse(peek(), ", expected: ',' or ')'");
            } else if (lexeme.token == Token::Comma) {
                if (values.empty()) values.emplace_back();
                if (peek().token == Token::Close) {
                    values.emplace_back();
                    return true;
                }
                if (peek().token == Token::Comma) {
                    take();
                    values.emplace_back();
                }
            } else {
                return refuse(lexeme, ", expected: ',', or identifier");
            }
        }
    }

    bool check(const Requirement& r) {
        const bool compares = r.op == SelectorOperator::Gt || r.op == SelectorOperator::Lt;
        if (r.values.empty()) {
            error_ = "values: Invalid value: []string{}: for 'in', 'notin' operators, values set "
                     "can't be empty";
            return false;
        }
        for (std::size_t i = 0; i < r.values.size(); ++i) {
            const std::string_view value = r.values[i];
            const std::string path = "values[" + std::to_string(i) + "]";
            if (compares && !wholeNumber(value)) {
                error_ = path + ": Invalid value: " + goQuoted(value) +
                         ": for 'Gt', 'Lt' operators, the value must be an integer";
                return false;
            }
            if (const auto wrong = labelValueErrors(value); !wrong.empty()) {
                error_ = path + "[" + r.key + "]: Invalid value: " + goQuoted(value) + ": " +
                         joined(wrong, "; ");
                return false;
            }
        }
        return true;
    }

    std::vector<Lexeme> lexemes_;
    std::size_t at_ = 0;
    LabelSelector selector_;
    std::string error_;
};

std::string printed(const Requirement& r) {
    std::string values;
    for (const Text& value : r.values)
        values.append(values.empty() ? "" : ",").append(value.view());
    switch (r.op) {
    case SelectorOperator::In: return r.key + " in (" + values + ")";
    case SelectorOperator::NotIn: return r.key + " notin (" + values + ")";
    case SelectorOperator::Exists: return r.key.str();
    case SelectorOperator::DoesNotExist: return "!" + r.key;
    case SelectorOperator::Gt: return r.key + ">" + values;
    case SelectorOperator::Lt: return r.key + "<" + values;
    }
    return {};
}

// Undoes the backslash before a backslash, a comma or an equals sign (fields.UnescapeValue).
std::optional<std::string> unescaped(std::string_view value) {
    std::string out;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '\\') {
            if (++i == value.size() || std::string_view("\\,=").find(value[i]) == value.npos)
                return std::nullopt;
        } else if (value[i] == '=' || value[i] == ',') {
            return std::nullopt;
        }
        out += value[i];
    }
    return out;
}

std::vector<std::string_view> fieldTerms(std::string_view text) {
    std::vector<std::string_view> terms;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == ',') {
            terms.push_back(text.substr(start, i - start));
            start = i + 1;
        }
    }
    terms.push_back(text.substr(start));
    return terms;
}

std::optional<FieldRequirement> fieldTerm(std::string_view term) {
    constexpr std::pair<std::string_view, bool> operators[] = {
        {"!=", false}, {"==", true}, {"=", true}};
    for (std::size_t i = 0; i < term.size(); ++i) {
        for (const auto& [op, equal] : operators) {
            if (!term.substr(i).starts_with(op)) continue;
            const auto value = unescaped(term.substr(i + op.size()));
            if (!value) return std::nullopt;
            return FieldRequirement{term.substr(0, i), equal, *value};
        }
    }
    return std::nullopt;
}

} // namespace

bool Requirement::matches(const StringMap& labels) const {
    const Text* value = labels.find(key);
    switch (op) {
    case SelectorOperator::Exists: return value != nullptr;
    case SelectorOperator::DoesNotExist: return value == nullptr;
    case SelectorOperator::In:
        return value && std::find(values.begin(), values.end(), *value) != values.end();
    case SelectorOperator::NotIn:
        return !value || std::find(values.begin(), values.end(), *value) == values.end();
    case SelectorOperator::Gt:
    case SelectorOperator::Lt: break;
    }
    if (!value || values.size() != 1) return false;
    const auto have = wholeNumber(*value);
    const auto limit = wholeNumber(values.front());
    if (!have || !limit) return false;
    return op == SelectorOperator::Gt ? *have > *limit : *have < *limit;
}

void Requirement::addTo(sim::Fingerprint& f) const {
    f.add(key.view());
    f.add(static_cast<std::uint64_t>(op));
    api::addTo(f, values);
}

bool LabelSelector::matches(const StringMap& labels) const {
    for (const auto& [name, wanted] : matchLabels) {
        const Text* value = labels.find(name);
        if (!value || *value != wanted) return false;
    }
    return std::all_of(matchExpressions.begin(), matchExpressions.end(),
                       [&labels](const Requirement& r) { return r.matches(labels); });
}

std::string LabelSelector::text() const {
    std::vector<std::pair<Text, std::string>> parts;
    for (const auto& [name, value] : matchLabels) parts.emplace_back(name, name + "=" + value);
    for (const Requirement& r : matchExpressions) parts.emplace_back(r.key, printed(r));
    std::stable_sort(parts.begin(), parts.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string out;
    for (const auto& part : parts) out.append(out.empty() ? "" : ",").append(part.second);
    return out;
}

void LabelSelector::addTo(sim::Fingerprint& f) const {
    matchLabels.addTo(f);
    f.add(matchExpressions.size());
    for (const Requirement& r : matchExpressions) r.addTo(f);
}

base::Result<LabelSelector> parseLabelSelector(std::string_view text) {
    return LabelSelectorParser(text).parse();
}

base::Result<FieldSelector> parseFieldSelector(std::string_view text) {
    FieldSelector selector;
    for (const std::string_view term : fieldTerms(text)) {
        if (term.empty()) continue;
        auto requirement = fieldTerm(term);
        if (!requirement)
            return base::Error{"invalid selector: '" + std::string(text) + "'; can't understand '" +
                                   std::string(term) + "'",
                               {},
                               0,
                               0};
        selector.push_back(std::move(*requirement));
    }
    return selector;
}

} // namespace maqueta::api
