#include "scheduler/framework/listers.h"

#include "api/kinds/kept.h"
#include "api/kinds/replica_set.h"
#include "api/selector_json.h"

#include <algorithm>
#include <cassert>

namespace maqueta::scheduler {

using api::member;
using api::readLabels;
using api::readSelector;
using api::Text;

namespace {

std::size_t indexOf(api::Kind kind) {
    const auto at = std::find(Listers::kinds.begin(), Listers::kinds.end(), kind);
    assert(at != Listers::kinds.end());
    return static_cast<std::size_t>(at - Listers::kinds.begin());
}

const base::Json* contentOf(const api::Object& object) {
    return object.rest ? &object.rest->value : nullptr;
}

// A set of labels that must all be there, on top of what the selector already demands.
void demand(api::LabelSelector& selector, const api::StringMap& labels) {
    for (const auto& [name, value] : labels) {
        const Text* before = selector.matchLabels.find(name);
        if (!before)
            selector.matchLabels.set(name, value);
        else if (*before != value)
            selector.matchExpressions.push_back({name, api::SelectorOperator::In, {value}});
    }
}

} // namespace

void Listers::set(api::Kind kind, store::Table table) {
    tables_[indexOf(kind)] = std::move(table);
}

const store::Table& Listers::table(api::Kind kind) const {
    return tables_[indexOf(kind)];
}

const api::Object* Listers::get(api::Kind kind, std::string_view ns, std::string_view name) const {
    const store::KeyValue* found = table(kind).find(api::keyOf(kind, ns, name));
    return found ? static_cast<const api::Object*>(found->value.get()) : nullptr;
}

api::StringMap Listers::namespaceLabels(std::string_view ns) const {
    const api::Object* object = get(api::Kind::Namespace, {}, ns);
    return object ? object->meta.labels : api::StringMap();
}

api::LabelSelector Listers::defaultSelector(const api::Object& pod) const {
    api::LabelSelector selector;
    forEach(api::Kind::Service, pod.meta.ns, [&](const api::Object& service) {
        const base::Json* wanted = member(member(contentOf(service), "spec"), "selector");
        if (!wanted) return; // a Service without a selector has its endpoints made by hand
        const api::StringMap labels = readLabels(wanted);
        const bool matches = std::all_of(labels.begin(), labels.end(), [&](const auto& label) {
            const Text* has = pod.meta.labels.find(label.first);
            return has && *has == label.second;
        });
        if (!matches) return;
        for (const auto& [name, value] : labels) selector.matchLabels.set(name, value);
    });
    const api::OwnerReference* owner = pod.meta.controller();
    if (!owner) return selector;
    const api::Kind kind = api::findKind(owner->apiVersion, owner->kind);
    if (kind == api::Kind::ReplicaSet) {
        const auto* set = api::objectCast<api::ReplicaSet>(get(kind, pod.meta.ns, owner->name));
        if (!set) return selector;
        demand(selector, set->selector.matchLabels);
        for (const api::Requirement& requirement : set->selector.matchExpressions)
            selector.matchExpressions.push_back(requirement);
    } else if (kind == api::Kind::StatefulSet) {
        const api::Object* set = get(kind, pod.meta.ns, owner->name);
        const base::Json* spec = set ? member(contentOf(*set), "spec") : nullptr;
        if (const auto own = readSelector(member(spec, "selector"))) {
            demand(selector, own->matchLabels);
            for (const api::Requirement& requirement : own->matchExpressions)
                selector.matchExpressions.push_back(requirement);
        }
    } else if (kind == api::Kind::ReplicationController) {
        const api::Object* controller = get(kind, pod.meta.ns, owner->name);
        const base::Json* spec = controller ? member(contentOf(*controller), "spec") : nullptr;
        for (const auto& [name, value] : readLabels(member(spec, "selector")))
            selector.matchLabels.set(name, value);
    }
    return selector;
}

std::string notFound(api::Kind kind, std::string_view name) {
    std::string what = api::info(kind).qualifiedName();
    for (char& c : what)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return (what + " \"").append(name).append("\" not found");
}

} // namespace maqueta::scheduler
