// An expected failure is a value with a reason, written for the person who will read it on screen.
#pragma once

#include "base/sentence.h"

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace maqueta::base {

// What went wrong, where (file, line and column when the cause is in a text; 0 = unknown) and what
// to do.
struct Error {
    std::string message;
    std::string file = {};
    int line = 0;
    int column = 0;
    // What the message was made of, so that it can be said in another language. Empty when it has
    // one language only: what Kubernetes' own programs say, and what the command line does.
    Sentence sentence = {};

    // "file:line:column: message", leaving out what is not known.
    std::string text() const;
};

// What the window may show: every such text is marked with MAQUETA_TEXT("Refusals", ...).
Error refusal(Sentence why, std::string file = {}, int line = 0, int column = 0);
// "cannot open: permission denied", for a number of the system's (errno), `doing` = "cannot open".
Error fileRefusal(Sentence doing, int number, std::string file);

// A T, or the Error that explains why there is none.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }
    T& value() & { return std::get<0>(state_); }
    const T& value() const& { return std::get<0>(state_); }
    T&& value() && { return std::get<0>(std::move(state_)); }
    const Error& error() const { return std::get<1>(state_); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }

private:
    std::variant<T, Error> state_;
};

// Success, or the Error that explains why not.
class [[nodiscard]] Status {
public:
    Status() = default;
    Status(Error error) : error_(std::move(error)) {}
    static Status success() { return {}; }

    bool ok() const { return !error_; }
    explicit operator bool() const { return ok(); }
    const Error& error() const { return *error_; }

private:
    std::optional<Error> error_;
};

} // namespace maqueta::base
