// Shared ownership of immutable things inside one world.
//
// A Ref is an intrusive pointer whose count is a plain integer: a world, its copies and everything
// they share live on one thread, and counting must cost nothing there. Whoever hands data to
// another thread hands over plain values, never a Ref. For the same reason no Ref and no Text is
// ever static.
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

namespace maqueta::base {

// Derive from it to be held by a Ref. Copying the object starts a count of its own.
class RefCounted {
public:
    RefCounted() = default;
    RefCounted(const RefCounted&) noexcept {}
    RefCounted& operator=(const RefCounted&) noexcept { return *this; }

    void retain() const noexcept { ++refs_; }
    // True when the last owner has gone.
    bool release() const noexcept { return --refs_ == 0; }
    std::uint32_t owners() const noexcept { return refs_; }

protected:
    ~RefCounted() = default;

private:
    mutable std::uint32_t refs_ = 0;
};

// Owns one share of a T. T derives from RefCounted; where T has a virtual destructor a Ref to a
// base class deletes the whole object.
template <class T>
class Ref {
public:
    Ref() = default;
    Ref(std::nullptr_t) {}
    explicit Ref(T* object) : object_(object) {
        if (object_) object_->retain();
    }
    Ref(const Ref& other) : Ref(other.object_) {}
    Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
    template <class U, class = std::enable_if_t<std::is_convertible_v<U*, T*>>>
    Ref(const Ref<U>& other) : Ref(static_cast<T*>(other.get())) {}
    template <class U, class = std::enable_if_t<std::is_convertible_v<U*, T*>>>
    Ref(Ref<U>&& other) noexcept : object_(other.detach()) {}
    ~Ref() { drop(); }

    Ref& operator=(const Ref& other) {
        Ref copy(other);
        std::swap(object_, copy.object_);
        return *this;
    }
    Ref& operator=(Ref&& other) noexcept {
        std::swap(object_, other.object_);
        return *this;
    }

    T* get() const noexcept { return object_; }
    T* operator->() const noexcept { return object_; }
    T& operator*() const noexcept { return *object_; }
    explicit operator bool() const noexcept { return object_ != nullptr; }
    // True when nobody else holds the object, so that it may be edited in place.
    bool unique() const noexcept { return object_ && object_->owners() == 1; }
    // Gives the share up without releasing it.
    T* detach() noexcept { return std::exchange(object_, nullptr); }

    friend bool operator==(const Ref& a, const Ref& b) noexcept { return a.object_ == b.object_; }

private:
    void drop() noexcept {
        if (object_ && object_->release()) delete object_;
    }
    T* object_ = nullptr;
};

template <class T, class... Args>
Ref<T> makeRef(Args&&... args) {
    return Ref<T>(new T{std::forward<Args>(args)...});
}

} // namespace maqueta::base
