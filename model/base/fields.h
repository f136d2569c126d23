// Reads typed fields from JSON and remembers the first thing that was wrong, with its place. A
// field that nobody asked for is a mistake, too: most often a name that was misspelt.
#pragma once

#include "base/json.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace maqueta::base {

// A place within another one: "journal, act 3".
inline Sentence within(Sentence where, const char* pattern, std::string value = {}) {
    return {MAQUETA_TEXT("Refusals", "{where}, {place}"),
            {},
            {{"where", std::move(where)}, {"place", {pattern, {{"value", std::move(value)}}}}}};
}

class Fields {
public:
    // `place` is how messages call the object: "journal".
    Fields(const Json& object, Sentence place) : object_(object), place_(std::move(place)) {
        if (!object.is_object()) fail({MAQUETA_TEXT("Refusals", "is not an object")});
    }

    bool has(const char* name) {
        asked_.insert(name);
        return object_.is_object() && object_.contains(name);
    }
    const Json* find(const char* name) { return has(name) ? &object_.at(name) : nullptr; }
    std::string text(const char* name, std::string fallback = {}) {
        const Json* value = find(name);
        if (!value) return fallback;
        if (!value->is_string())
            return fail(about(MAQUETA_TEXT("Refusals", "{name} is not a text"), name)), fallback;
        return value->get<std::string>();
    }
    std::string needText(const char* name) {
        if (!has(name)) fail(about(MAQUETA_TEXT("Refusals", "{name} is missing"), name));
        return text(name);
    }
    bool flag(const char* name, bool fallback) {
        const Json* value = find(name);
        if (!value) return fallback;
        if (!value->is_boolean())
            return fail(about(MAQUETA_TEXT("Refusals", "{name} is neither true nor false"), name)),
                   fallback;
        return value->get<bool>();
    }
    std::int64_t number(const char* name, std::int64_t fallback, std::int64_t low,
                        std::int64_t high) {
        const Json* value = find(name);
        if (!value) return fallback;
        if (!value->is_number_integer())
            return fail(about(MAQUETA_TEXT("Refusals", "{name} is not a whole number"), name)),
                   fallback;
        const bool tooLarge =
            value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX;
        const std::int64_t n = tooLarge ? INT64_MAX : value->get<std::int64_t>();
        if (tooLarge || n < low || n > high) {
            fail(
                {MAQUETA_TEXT("Refusals", "{name} must lie between {least} and {most}"),
                 {{"name", name}, {"least", std::to_string(low)}, {"most", std::to_string(high)}}});
            return fallback;
        }
        return n;
    }
    std::vector<std::string> texts(const char* name) {
        std::vector<std::string> out;
        const Json* value = find(name);
        if (!value) return out;
        if (!value->is_array())
            return fail(about(MAQUETA_TEXT("Refusals", "{name} is not a list"), name)), out;
        for (const Json& item : *value) {
            if (!item.is_string())
                return fail(
                           about(MAQUETA_TEXT("Refusals", "{name} holds something else than texts"),
                                 name)),
                       out;
            out.push_back(item.get<std::string>());
        }
        return out;
    }
    // After everything was read: fails when the object holds a field that was not asked for.
    void nothingElse() {
        if (error_ || !object_.is_object()) return;
        for (const auto& [name, value] : object_.items())
            if (!asked_.contains(name))
                return fail(
                    about(MAQUETA_TEXT("Refusals", "there is no field called \"{name}\""), name));
    }
    void fail(Sentence what) {
        if (error_) return;
        error_ = refusal({MAQUETA_TEXT("Refusals", "{where}: {what}"),
                          {},
                          {{"where", place_}, {"what", std::move(what)}}});
    }
    // What is wrong with the member of that name.
    static Sentence about(const char* pattern, std::string_view name) {
        return {pattern, {{"name", std::string(name)}}};
    }

    const std::optional<Error>& error() const { return error_; }
    const Sentence& place() const { return place_; }

private:
    const Json& object_;
    Sentence place_;
    std::set<std::string> asked_;
    std::optional<Error> error_;
};

} // namespace maqueta::base
