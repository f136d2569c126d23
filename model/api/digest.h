// How the fields of an object enter a fingerprint: every field in a fixed order, absent ones too,
// so that no two objects that differ have the same words.
#pragma once

#include "base/json.h"
#include "base/text.h"
#include "sim/fingerprint.h"
#include "sim/time.h"

#include <optional>
#include <vector>

namespace maqueta::api {

inline void addTo(sim::Fingerprint& f, const base::Text& text) {
    f.add(text.view());
}
inline void addTo(sim::Fingerprint& f, std::int64_t number) {
    f.add(static_cast<std::uint64_t>(number));
}
inline void addTo(sim::Fingerprint& f, sim::Time time) {
    f.add(static_cast<std::uint64_t>(time.ns));
}
template <class T>
void addTo(sim::Fingerprint& f, const std::optional<T>& value) {
    f.add(value.has_value() ? std::uint64_t{1} : std::uint64_t{0});
    if (value) addTo(f, *value);
}
inline void addTo(sim::Fingerprint& f, sim::MaybeTime time) {
    addTo(f, std::optional<sim::Time>(time));
}
inline void addTo(sim::Fingerprint& f, const std::vector<base::Text>& texts) {
    f.add(texts.size());
    for (const base::Text& text : texts) addTo(f, text);
}
std::uint64_t digestOf(const base::Json& tree);
inline void addTo(sim::Fingerprint& f, const base::JsonRef& tree) {
    f.add(tree ? digestOf(tree->value) : std::uint64_t{0});
}

} // namespace maqueta::api
