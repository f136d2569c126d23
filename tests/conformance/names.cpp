#include "conformance/names.h"

#include <algorithm>
#include <vector>

namespace maqueta::tests {

void Names::add(const std::string& name, const std::string& placeholder) {
    placeholders_[name] = placeholder;
    names_[placeholder] = name;
}

void Names::onCreated(const api::Object& object) {
    const std::string name = object.meta.name.str();
    if (object.kind == api::Kind::ReplicaSet) {
        const api::Text* hash = object.meta.labels.find(api::names::labelPodTemplateHash);
        if (!hash || !name.ends_with("-" + hash->str())) return;
        auto [found, fresh] = hashes_.try_emplace(hash->str());
        if (fresh) found->second = "<h" + std::to_string(hashes_.size()) + ">";
        add(name, name.substr(0, name.size() - hash->size()) + found->second);
    } else if (object.kind == api::Kind::Pod) {
        const api::OwnerReference* owner = object.meta.controller();
        if (!owner || !name.starts_with(owner->name.str() + "-")) return;
        const std::string set = placeholder(owner->name.str());
        add(name, set + "-<p" + std::to_string(++podsOf_[set]) + ">");
    }
}

std::string Names::placeholder(const std::string& name) const {
    const auto found = placeholders_.find(name);
    return found == placeholders_.end() ? name : found->second;
}

std::string Names::name(const std::string& placeholder) const {
    const auto found = names_.find(placeholder);
    if (found != names_.end()) return found->second;
    return placeholder.find('<') == std::string::npos ? placeholder : std::string();
}

std::string Names::inText(std::string text) const {
    std::vector<std::pair<std::string, std::string>> known(placeholders_.begin(),
                                                           placeholders_.end());
    std::stable_sort(known.begin(), known.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    for (const auto& [name, placeholder] : known)
        for (auto at = text.find(name); at != std::string::npos;
             at = text.find(name, at + placeholder.size()))
            text.replace(at, name.size(), placeholder);
    return text;
}

} // namespace maqueta::tests
