// What every object has: names, labels, owners, and the marks of its life
// (apimachinery/pkg/apis/meta/v1/types.go, ObjectMeta).
#pragma once

#include "base/text.h"
#include "sim/cow.h"
#include "sim/fingerprint.h"
#include "sim/time.h"

#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace maqueta::api {

using base::Text;

// Labels, annotations, node selectors: a small map from name to value, sorted by name, shared by
// copies.
class StringMap {
public:
    using Entry = std::pair<Text, Text>;
    StringMap() = default;
    StringMap(std::initializer_list<Entry> entries);

    bool empty() const { return entries_->empty(); }
    std::size_t size() const { return entries_->size(); }
    // nullptr when the name is not there.
    const Text* find(std::string_view name) const;
    bool contains(std::string_view name) const { return find(name) != nullptr; }
    void set(Text name, Text value);
    void erase(std::string_view name);
    auto begin() const { return entries_->begin(); }
    auto end() const { return entries_->end(); }
    // The entries as they are shared, for files.
    const sim::Cow<std::vector<Entry>>& entries() const { return entries_; }
    static StringMap ofSorted(sim::Cow<std::vector<Entry>> entries) {
        StringMap map;
        map.entries_ = std::move(entries);
        return map;
    }
    // Whether both are copies of one map that neither changed since.
    bool shares(const StringMap& other) const { return entries_.shares(other.entries_); }
    void addTo(sim::Fingerprint& f) const;
    friend bool operator==(const StringMap& a, const StringMap& b) {
        return a.entries_.shares(b.entries_) || *a.entries_ == *b.entries_;
    }

private:
    sim::Cow<std::vector<Entry>> entries_;
};

struct OwnerReference {
    Text apiVersion;
    Text kind;
    Text name;
    Text uid;
    bool controller = false;
    bool blockOwnerDeletion = false;
    friend bool operator==(const OwnerReference&, const OwnerReference&) = default;
};

// resourceVersion is not here: it is the store's revision of the write, and travels beside the
// object (Versioned).
struct ObjectMeta {
    Text name;
    Text generateName;
    Text ns;
    Text uid;
    std::int64_t generation = 0;
    sim::Time creationTime;
    sim::MaybeTime deletionTime; // when the object is to be gone at the latest
    std::optional<std::int64_t> deletionGraceSeconds;
    StringMap labels;
    StringMap annotations;
    sim::Cow<std::vector<OwnerReference>> owners;
    sim::Cow<std::vector<Text>> finalizers;

    bool terminating() const { return deletionTime.has_value(); }
    // The owner marked as controller, or nullptr.
    const OwnerReference* controller() const;
    bool hasFinalizer(std::string_view name) const;
    void addTo(sim::Fingerprint& f) const;
};

} // namespace maqueta::api
