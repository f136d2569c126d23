// An immutable string that is cheap to copy and to keep: eight bytes, shared content.
//
// Names, namespaces, labels and keys of a cluster repeat in every copy of an object, every revision
// and every cache; Text stores the characters once. The empty Text owns nothing. The count is not
// atomic (see ref.h): a Text never leaves the thread of its world; hand out str() instead. Only a
// Text made by constant() may be static: it is never counted and never freed.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace maqueta::base {

class Text {
public:
    Text() = default;
    Text(std::string_view s);
    Text(const std::string& s) : Text(std::string_view(s)) {}
    Text(const char* s) : Text(std::string_view(s)) {}
    // A Text for a name that the program itself knows, such as a condition's type; lives for ever.
    static Text constant(std::string_view s);
    Text(const Text& other) noexcept : rep_(other.rep_) {
        if (rep_ && rep_->refs != immortal) ++rep_->refs;
    }
    Text(Text&& other) noexcept : rep_(other.rep_) { other.rep_ = nullptr; }
    Text& operator=(const Text& other) noexcept {
        Text copy(other);
        std::swap(rep_, copy.rep_);
        return *this;
    }
    Text& operator=(Text&& other) noexcept {
        std::swap(rep_, other.rep_);
        return *this;
    }
    ~Text() {
        if (rep_ && rep_->refs != immortal && --rep_->refs == 0) destroy(rep_);
    }

    std::string_view view() const noexcept {
        return rep_ ? std::string_view(reinterpret_cast<const char*>(rep_ + 1), rep_->size)
                    : std::string_view();
    }
    operator std::string_view() const noexcept { return view(); }
    std::string str() const { return std::string(view()); }
    bool empty() const noexcept { return rep_ == nullptr; }
    // Tells whether two Texts share their characters; for writing shared ones once.
    const void* identity() const noexcept { return rep_; }
    std::size_t size() const noexcept { return rep_ ? rep_->size : 0; }

    friend bool operator==(const Text& a, const Text& b) noexcept {
        return a.rep_ == b.rep_ || a.view() == b.view();
    }
    friend bool operator==(const Text& a, std::string_view b) noexcept { return a.view() == b; }
    friend bool operator==(const Text& a, const char* b) noexcept { return a.view() == b; }
    friend bool operator==(const Text& a, const std::string& b) noexcept { return a.view() == b; }
    friend std::strong_ordering operator<=>(const Text& a, const Text& b) noexcept {
        if (a.rep_ == b.rep_) return std::strong_ordering::equal;
        return a.view().compare(b.view()) <=> 0;
    }
    friend std::strong_ordering operator<=>(const Text& a, std::string_view b) noexcept {
        return a.view().compare(b) <=> 0;
    }
    friend std::strong_ordering operator<=>(const Text& a, const std::string& b) noexcept {
        return a.view().compare(b) <=> 0;
    }
    friend std::string operator+(const Text& a, std::string_view b) { return a.str().append(b); }
    friend std::string operator+(std::string_view a, const Text& b) {
        return std::string(a).append(b.view());
    }
    friend std::string operator+(std::string a, const Text& b) {
        return std::move(a.append(b.view()));
    }
    friend std::string operator+(const char* a, const Text& b) {
        return std::string(a).append(b.view());
    }
    friend std::string operator+(const Text& a, const char* b) { return a.str().append(b); }
    friend std::string operator+(const Text& a, const Text& b) { return a.str().append(b.view()); }

private:
    struct Rep {
        std::uint32_t refs;
        std::uint32_t size;
    };
    static constexpr std::uint32_t immortal = UINT32_MAX;
    static void destroy(Rep* rep) noexcept;
    Rep* rep_ = nullptr;
};

} // namespace maqueta::base

template <>
struct std::hash<maqueta::base::Text> {
    std::size_t operator()(const maqueta::base::Text& t) const noexcept {
        return std::hash<std::string_view>()(t.view());
    }
};
