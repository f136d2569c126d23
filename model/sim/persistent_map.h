// An ordered map whose copies share their content: a B+ tree with nodes that are copied when
// written, and edited in place while only one map holds them.
//
// Copying a map costs one count. Looking up, inserting and erasing cost O(log n), plus a copy of
// the path (about four nodes for 150,000 entries) when the path is shared with another copy. K and
// V are default-constructible and cheap to copy; Less orders K totally and may be transparent.
#pragma once

#include "base/ref.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>

namespace maqueta::sim {

template <class K, class V, class Less = std::less<>>
class PersistentMap {
    static constexpr std::size_t capacity = 16;

    struct Node : base::RefCounted {
        explicit Node(bool isLeaf) : leaf(isLeaf) {}
        virtual ~Node() = default;
        const bool leaf;
        std::uint16_t count = 0;        // keys in use
        std::size_t total = 0;          // entries below
        std::array<K, capacity> keys{}; // of an inner node: the least key below each child
    };
    struct Leaf final : Node {
        Leaf() : Node(true) {}
        std::array<V, capacity> values{};
    };
    struct Inner final : Node {
        Inner() : Node(false) {}
        std::array<base::Ref<Node>, capacity> kids{};
    };
    using NodeRef = base::Ref<Node>;

public:
    // Walks entries in order. Valid while no copy of this map that it came from is modified.
    class Iterator {
    public:
        const K& key() const { return leaf()->keys[at_[depth_ - 1]]; }
        const V& value() const { return leaf()->values[at_[depth_ - 1]]; }
        bool atEnd() const { return depth_ == 0; }
        Iterator& operator++() {
            ++at_[depth_ - 1];
            settle();
            return *this;
        }
        std::pair<const K&, const V&> operator*() const { return {key(), value()}; }
        friend bool operator==(const Iterator& a, const Iterator& b) {
            if (a.atEnd() || b.atEnd()) return a.atEnd() == b.atEnd();
            return a.node_[a.depth_ - 1] == b.node_[b.depth_ - 1] &&
                   a.at_[a.depth_ - 1] == b.at_[b.depth_ - 1];
        }

    private:
        friend class PersistentMap;
        static constexpr std::size_t maxDepth = 20;
        const Leaf* leaf() const { return static_cast<const Leaf*>(node_[depth_ - 1]); }
        void push(const Node* n, std::size_t at) {
            assert(depth_ < maxDepth);
            node_[depth_] = n;
            at_[depth_++] = at;
        }
        // Goes from a position that may lie behind a node's last entry to the next real entry.
        void settle() {
            while (depth_ > 0 && at_[depth_ - 1] >= node_[depth_ - 1]->count) {
                --depth_;
                if (depth_ > 0) ++at_[depth_ - 1];
            }
            while (depth_ > 0 && !node_[depth_ - 1]->leaf)
                push(static_cast<const Inner*>(node_[depth_ - 1])->kids[at_[depth_ - 1]].get(), 0);
        }
        std::array<const Node*, maxDepth> node_{};
        std::array<std::size_t, maxDepth> at_{};
        std::size_t depth_ = 0;
    };

    std::size_t size() const { return root_ ? root_->total : 0; }
    bool empty() const { return size() == 0; }
    // True when both are copies of one map that neither changed since.
    bool shares(const PersistentMap& other) const { return root_ == other.root_; }
    void clear() { root_ = nullptr; }

    template <class Q>
    const V* find(const Q& key) const {
        const Node* n = root_.get();
        if (!n) return nullptr;
        while (!n->leaf) n = static_cast<const Inner*>(n)->kids[childFor(*n, key)].get();
        const std::size_t at = lowerIn(*n, key);
        if (at == n->count || less(key, n->keys[at])) return nullptr;
        return &static_cast<const Leaf*>(n)->values[at];
    }
    // The key as it stands in the map, which must contain it: where keys share their content, the
    // copy to keep.
    template <class Q>
    const K& keyOf(const Q& key) const {
        const auto it = lowerBound(key);
        assert(!it.atEnd() && !less(key, it.key()));
        return it.key();
    }
    template <class Q>
    bool contains(const Q& key) const {
        return find(key) != nullptr;
    }

    // The value of the key for editing; a default value is inserted when there is none.
    // Valid until the map is copied or changed.
    V& write(const K& key) {
        if (!root_) root_ = NodeRef(new Leaf);
        NodeRef right;
        V* slot = insertInto(root_, key, right);
        if (right) {
            auto* inner = new Inner;
            inner->count = 2;
            inner->keys[0] = root_->keys[0];
            inner->keys[1] = right->keys[0];
            inner->total = root_->total + right->total;
            inner->kids[0] = std::move(root_);
            inner->kids[1] = std::move(right);
            root_ = NodeRef(inner);
        }
        return *slot;
    }
    void set(const K& key, V value) { write(key) = std::move(value); }

    template <class Q>
    bool erase(const Q& key) {
        if (!contains(key)) return false;
        eraseFrom(root_, key);
        while (root_ && !root_->leaf && root_->count == 1) {
            NodeRef only = static_cast<Inner*>(root_.get())->kids[0];
            root_ = std::move(only);
        }
        if (root_ && root_->count == 0) root_ = nullptr;
        return true;
    }

    Iterator begin() const {
        Iterator it;
        if (root_) {
            it.push(root_.get(), 0);
            it.settle();
        }
        return it;
    }
    Iterator end() const { return {}; }
    // The first entry whose key is not less than the given one.
    template <class Q>
    Iterator lowerBound(const Q& key) const {
        Iterator it;
        const Node* n = root_.get();
        if (!n) return it;
        while (!n->leaf) {
            const std::size_t at = childFor(*n, key);
            it.push(n, at);
            n = static_cast<const Inner*>(n)->kids[at].get();
        }
        it.push(n, lowerIn(*n, key));
        it.settle();
        return it;
    }
    // How many entries have a key less than the given one: O(log n).
    template <class Q>
    std::size_t rank(const Q& key) const {
        std::size_t before = 0;
        const Node* n = root_.get();
        if (!n) return 0;
        while (!n->leaf) {
            const std::size_t at = childFor(*n, key);
            for (std::size_t i = 0; i < at; ++i)
                before += static_cast<const Inner*>(n)->kids[i]->total;
            n = static_cast<const Inner*>(n)->kids[at].get();
        }
        return before + lowerIn(*n, key);
    }

private:
    template <class A, class B>
    static bool less(const A& a, const B& b) {
        return Less{}(a, b);
    }
    template <class Q>
    static std::size_t lowerIn(const Node& n, const Q& key) {
        std::size_t low = 0, high = n.count;
        while (low < high) {
            const std::size_t mid = (low + high) / 2;
            if (less(n.keys[mid], key))
                low = mid + 1;
            else
                high = mid;
        }
        return low;
    }
    // The child whose range holds the key; the first one also takes keys below its least.
    template <class Q>
    static std::size_t childFor(const Node& n, const Q& key) {
        std::size_t low = 1, high = n.count;
        while (low < high) {
            const std::size_t mid = (low + high) / 2;
            if (less(key, n.keys[mid]))
                high = mid;
            else
                low = mid + 1;
        }
        return low - 1;
    }
    static Node* own(NodeRef& ref) {
        if (!ref.unique())
            ref = ref->leaf ? NodeRef(new Leaf(static_cast<const Leaf&>(*ref)))
                            : NodeRef(new Inner(static_cast<const Inner&>(*ref)));
        return ref.get();
    }

    // Returns the value slot; `right` receives the new sibling when the node had to split.
    V* insertInto(NodeRef& ref, const K& key, NodeRef& right) {
        Node* n = own(ref);
        if (n->leaf) return insertIntoLeaf(static_cast<Leaf&>(*n), key, right);
        auto& inner = static_cast<Inner&>(*n);
        const std::size_t at = childFor(inner, key);
        const std::size_t before = inner.kids[at]->total;
        NodeRef split;
        V* slot = insertInto(inner.kids[at], key, split);
        inner.keys[at] = inner.kids[at]->keys[0];
        inner.total += inner.kids[at]->total + (split ? split->total : 0) - before;
        if (split) insertChild(inner, at + 1, std::move(split), right);
        return slot;
    }
    V* insertIntoLeaf(Leaf& leaf, const K& key, NodeRef& right) {
        const std::size_t at = lowerIn(leaf, key);
        if (at < leaf.count && !less(key, leaf.keys[at])) return &leaf.values[at];
        if (leaf.count < capacity) return openSlot(leaf, at, key);
        auto* sibling = new Leaf;
        right = NodeRef(sibling);
        // Keys that come in order fill their leaves; others split in the middle.
        const std::size_t keep = at == capacity ? capacity : capacity / 2;
        for (std::size_t i = keep; i < capacity; ++i) {
            sibling->keys[i - keep] = std::exchange(leaf.keys[i], K{});
            sibling->values[i - keep] = std::exchange(leaf.values[i], V{});
        }
        sibling->count = static_cast<std::uint16_t>(capacity - keep);
        leaf.count = static_cast<std::uint16_t>(keep);
        leaf.total = keep;
        sibling->total = capacity - keep;
        return at > keep || keep == capacity ? openSlot(*sibling, at - keep, key)
                                             : openSlot(leaf, at, key);
    }
    static V* openSlot(Leaf& leaf, std::size_t at, const K& key) {
        for (std::size_t i = leaf.count; i > at; --i) {
            leaf.keys[i] = std::move(leaf.keys[i - 1]);
            leaf.values[i] = std::move(leaf.values[i - 1]);
        }
        leaf.keys[at] = key;
        leaf.values[at] = V{};
        ++leaf.count;
        ++leaf.total;
        return &leaf.values[at];
    }
    static void insertChild(Inner& inner, std::size_t at, NodeRef child, NodeRef& right) {
        if (inner.count < capacity) return placeChild(inner, at, std::move(child));
        auto* sibling = new Inner;
        right = NodeRef(sibling);
        const std::size_t keep = at == capacity ? capacity : capacity / 2;
        for (std::size_t i = keep; i < capacity; ++i) {
            sibling->keys[i - keep] = std::exchange(inner.keys[i], K{});
            sibling->total += inner.kids[i]->total;
            sibling->kids[i - keep] = std::move(inner.kids[i]);
        }
        sibling->count = static_cast<std::uint16_t>(capacity - keep);
        inner.count = static_cast<std::uint16_t>(keep);
        // The child was already counted in inner.total; placeChild does not count.
        const std::size_t childTotal = child->total;
        if (at > keep || keep == capacity) {
            inner.total -= sibling->total + childTotal;
            sibling->total += childTotal;
            placeChild(*sibling, at - keep, std::move(child));
        } else {
            inner.total -= sibling->total;
            placeChild(inner, at, std::move(child));
        }
    }
    static void placeChild(Inner& inner, std::size_t at, NodeRef child) {
        for (std::size_t i = inner.count; i > at; --i) {
            inner.keys[i] = std::move(inner.keys[i - 1]);
            inner.kids[i] = std::move(inner.kids[i - 1]);
        }
        inner.keys[at] = child->keys[0];
        inner.kids[at] = std::move(child);
        ++inner.count;
    }

    template <class Q>
    void eraseFrom(NodeRef& ref, const Q& key) {
        Node* n = own(ref);
        --n->total;
        if (n->leaf) {
            auto& leaf = static_cast<Leaf&>(*n);
            const std::size_t at = lowerIn(leaf, key);
            for (std::size_t i = at + 1; i < leaf.count; ++i) {
                leaf.keys[i - 1] = std::move(leaf.keys[i]);
                leaf.values[i - 1] = std::move(leaf.values[i]);
            }
            --leaf.count;
            leaf.keys[leaf.count] = K{};
            leaf.values[leaf.count] = V{};
            return;
        }
        auto& inner = static_cast<Inner&>(*n);
        const std::size_t at = childFor(inner, key);
        eraseFrom(inner.kids[at], key);
        if (inner.kids[at]->count == 0)
            removeChild(inner, at);
        else {
            inner.keys[at] = inner.kids[at]->keys[0];
            mergeAround(inner, at);
        }
    }
    static void removeChild(Inner& inner, std::size_t at) {
        for (std::size_t i = at + 1; i < inner.count; ++i) {
            inner.keys[i - 1] = std::move(inner.keys[i]);
            inner.kids[i - 1] = std::move(inner.kids[i]);
        }
        --inner.count;
        inner.keys[inner.count] = K{};
        inner.kids[inner.count] = nullptr;
    }
    // Joins a thin child with its right or left neighbour when both fit well into one.
    static void mergeAround(Inner& inner, std::size_t at) {
        if (inner.kids[at]->count > capacity / 4) return;
        const std::size_t left = at + 1 < inner.count ? at : at - 1;
        if (inner.count < 2) return;
        if (inner.kids[left]->count + inner.kids[left + 1]->count > capacity * 3u / 4u) return;
        Node* into = own(inner.kids[left]);
        const Node* from = inner.kids[left + 1].get();
        for (std::size_t i = 0; i < from->count; ++i) {
            into->keys[into->count] = from->keys[i];
            if (into->leaf)
                static_cast<Leaf*>(into)->values[into->count] =
                    static_cast<const Leaf*>(from)->values[i];
            else
                static_cast<Inner*>(into)->kids[into->count] =
                    static_cast<const Inner*>(from)->kids[i];
            ++into->count;
        }
        into->total += from->total;
        removeChild(inner, left + 1);
    }

    NodeRef root_;
};

} // namespace maqueta::sim
