// The two directions of packing. Numbers are of seven bits a byte, the low ones first; signed ones
// zigzag. A Text, a Cow box or a JSON tree that comes again is its number in order of coming.
#pragma once

#include "api/packing/fields.h"
#include "base/hash.h"

#include <cstdint>
#include <string>
#include <tuple>
#include <type_traits>
#include <variant>
#include <vector>

namespace maqueta::api::packing {

template <class T>
using Shared = sim::Cow<std::vector<T>>;
// Everything that objects share, but for Texts.
using Box = std::variant<Shared<StringMap::Entry>, Shared<ResourceList::Entry>, Shared<Text>,
                         Shared<OwnerReference>, Shared<Condition>, Shared<ContainerStatus>,
                         Shared<Taint>, Shared<NodeAddress>, Shared<NodeImage>, sim::Cow<PodSpec>,
                         sim::Cow<PodTemplate>, sim::Cow<NodeAffinity>, base::JsonRef>;

// The last value of every enumeration that is packed.
inline std::uint64_t lastOf(ConditionStatus) {
    return static_cast<std::uint64_t>(ConditionStatus::Unknown);
}
inline std::uint64_t lastOf(SelectorOperator) {
    return static_cast<std::uint64_t>(SelectorOperator::Lt);
}
inline std::uint64_t lastOf(PodPhase) {
    return static_cast<std::uint64_t>(PodPhase::Unknown);
}
inline std::uint64_t lastOf(ContainerState::Type) {
    return static_cast<std::uint64_t>(ContainerState::Type::Terminated);
}
inline std::uint64_t lastOf(Deployment::Strategy) {
    return static_cast<std::uint64_t>(Deployment::Strategy::Recreate);
}

// What was written already, by address. The addresses decide nothing but where a number is found.
class Written {
public:
    // The number of the address, or 0 when it is new: then it gets the next one, from 1.
    std::uint64_t find(const void* address) {
        if (2 * (count_ + 1) > slots_.size()) grow();
        Slot& slot = at(slots_, address);
        if (slot.address) return slot.number;
        slot = {address, ++count_};
        return 0;
    }

private:
    struct Slot {
        const void* address = nullptr;
        std::uint64_t number = 0;
    };
    static Slot& at(std::vector<Slot>& slots, const void* address) {
        std::size_t i = base::mix(reinterpret_cast<std::uintptr_t>(address)) & (slots.size() - 1);
        while (slots[i].address && slots[i].address != address) i = (i + 1) & (slots.size() - 1);
        return slots[i];
    }
    void grow() {
        std::vector<Slot> bigger(slots_.empty() ? 1024 : slots_.size() * 2);
        for (const Slot& slot : slots_)
            if (slot.address) at(bigger, slot.address) = slot;
        slots_ = std::move(bigger);
    }
    std::vector<Slot> slots_;
    std::uint64_t count_ = 0;
};

class Writer {
public:
    template <class... Fields>
    void operator()(const Fields&... all) {
        (write(all), ...);
    }
    std::string bytes;

private:
    void number(std::uint64_t n) {
        for (; n >= 128; n >>= 7) bytes += static_cast<char>(n | 128);
        bytes += static_cast<char>(n);
    }
    void characters(std::string_view text) {
        number(text.size());
        bytes += text;
    }
    template <class T>
    void write(const T& value) {
        if constexpr (std::is_enum_v<T> || std::is_same_v<T, bool>)
            number(static_cast<std::uint64_t>(value));
        else if constexpr (std::is_integral_v<T>)
            number(static_cast<std::uint64_t>(value) << 1 ^
                   static_cast<std::uint64_t>(static_cast<std::int64_t>(value) >> 63));
        else // fields() names them for both directions; a Writer only looks
            fields(*this, const_cast<T&>(value));
    }
    void write(const Text& text) {
        if (text.empty()) return number(0);
        const std::uint64_t known = texts_.find(text.identity());
        number(known + 1); // 1 = a new one follows
        if (known == 0) characters(text);
    }
    void write(sim::Time time) { write(time.ns); }
    void write(sim::MaybeTime time) { write(std::optional<sim::Time>(time)); }
    void write(const base::Quantity& amount) { characters(amount.text()); }
    template <class A, class B>
    void write(const std::pair<A, B>& both) {
        write(both.first);
        write(both.second);
    }
    template <class T>
    void write(const std::optional<T>& value) {
        write(value.has_value());
        if (value) write(*value);
    }
    template <class T>
    void write(const std::vector<T>& all) {
        number(all.size());
        for (const T& one : all) write(one);
    }
    template <class T>
    void write(const sim::Cow<T>& cow) {
        if (again(cow.identity())) write(*cow);
    }
    void write(const StringMap& map) { write(map.entries()); }
    void write(const ResourceList& list) { write(list.entries()); }
    void write(const base::JsonRef& tree) {
        if (again(tree.get())) characters(tree->value.dump());
    }
    // Writes which box it is; true when its content must follow.
    bool again(const void* box) {
        if (!box) return number(0), false;
        const std::uint64_t known = boxes_.find(box);
        number(known + 1);
        return known == 0;
    }
    Written texts_;
    Written boxes_;
};

class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}
    template <class... Fields>
    void operator()(Fields&... all) {
        (read(all), ...);
    }
    bool damaged() const { return damaged_; }
    bool atEnd() const { return rest_.empty(); }
    void fail() {
        damaged_ = true;
        rest_ = {};
    }

private:
    std::uint64_t number() {
        std::uint64_t n = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (rest_.empty()) break;
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            n |= static_cast<std::uint64_t>(byte & 127) << shift;
            if (byte < 128) return n;
        }
        fail();
        return 0;
    }
    // A number of things that take a byte each at least.
    std::size_t length() {
        const std::uint64_t n = number();
        if (n > rest_.size()) return fail(), 0;
        return static_cast<std::size_t>(n);
    }
    std::string_view characters() {
        const std::string_view text = rest_.substr(0, length());
        rest_.remove_prefix(text.size());
        return text;
    }
    template <class T>
    void read(T& value) {
        if constexpr (std::is_same_v<T, bool>) {
            value = number() != 0;
        } else if constexpr (std::is_enum_v<T>) {
            const std::uint64_t n = number();
            if (n > lastOf(value)) return fail();
            value = static_cast<T>(n);
        } else if constexpr (std::is_integral_v<T>) {
            const std::uint64_t n = number();
            value = static_cast<T>(static_cast<std::int64_t>(n >> 1 ^ (0 - (n & 1))));
        } else {
            fields(*this, value);
        }
    }
    void read(Text& text) {
        const std::uint64_t n = number();
        if (n == 0) return;
        if (n == 1)
            texts_.push_back(text = Text(characters()));
        else if (n - 2 < texts_.size())
            text = texts_[static_cast<std::size_t>(n - 2)];
        else
            fail();
    }
    void read(sim::Time& time) { read(time.ns); }
    void read(sim::MaybeTime& time) {
        std::optional<sim::Time> value;
        read(value);
        time = value;
    }
    void read(base::Quantity& amount) {
        auto parsed = base::Quantity::parse(characters());
        if (!parsed) return fail();
        amount = *parsed;
    }
    template <class A, class B>
    void read(std::pair<A, B>& both) {
        read(both.first);
        read(both.second);
    }
    template <class T>
    void read(std::optional<T>& value) {
        bool has = false;
        read(has);
        if (has) read(value.emplace());
    }
    template <class T>
    void read(std::vector<T>& all) {
        const std::size_t count = length();
        for (std::size_t i = 0; i < count && !damaged_; ++i) read(all.emplace_back());
        all.shrink_to_fit();
    }
    template <class T>
    void read(sim::Cow<T>& cow) {
        box(cow, [this](sim::Cow<T>& fresh) { read(fresh.write()); });
    }
    void read(StringMap& map) {
        Shared<StringMap::Entry> entries;
        read(entries);
        sorted(*entries);
        map = StringMap::ofSorted(std::move(entries));
    }
    void read(ResourceList& list) {
        Shared<ResourceList::Entry> entries;
        read(entries);
        sorted(*entries);
        list = ResourceList::ofSorted(std::move(entries));
    }
    void read(base::JsonRef& tree) {
        box(tree, [this](base::JsonRef& fresh) {
            auto parsed = base::parseJson(characters(), {});
            if (!parsed) return fail();
            fresh = base::shareJson(std::move(*parsed));
        });
    }
    template <class Entry>
    void sorted(const std::vector<Entry>& entries) {
        for (std::size_t i = 1; i < entries.size(); ++i)
            if (!(entries[i - 1].first < entries[i].first)) return fail();
    }
    template <class T, class F>
    void box(T& value, F&& readContent) {
        const std::uint64_t n = number();
        if (n == 0) return;
        if (n == 1) {
            // It has its number before what it holds.
            const std::size_t at = boxes_.size();
            boxes_.emplace_back();
            readContent(value);
            boxes_[at] = value;
            return;
        }
        const T* known = n - 2 < boxes_.size()
                             ? std::get_if<T>(&boxes_[static_cast<std::size_t>(n - 2)])
                             : nullptr;
        if (!known) return fail();
        value = *known;
    }

    std::string_view rest_;
    bool damaged_ = false;
    std::vector<Text> texts_; // by number
    std::vector<Box> boxes_;
};

} // namespace maqueta::api::packing
