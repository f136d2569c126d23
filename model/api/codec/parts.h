// The typed halves of the codec: from a tree that schema::read() has checked, and back to a sparse
// tree that schema::addEmpty() completes. Whatever a tree holds beside the typed fields goes into
// the `rest` of the struct by schema::leftover().
#pragma once

#include "api/codec.h"
#include "api/kinds/deployment.h"
#include "api/kinds/event.h"
#include "api/kinds/kept.h"
#include "api/kinds/lease.h"
#include "api/kinds/namespace.h"
#include "api/kinds/node.h"
#include "api/kinds/pod.h"
#include "api/kinds/replica_set.h"

#include <optional>

namespace maqueta::api::codec {

using base::Json;

// Fields of a checked tree; an absent one gives the default.
const Json& at(const Json& tree, const char* field); // null when absent
Text textAt(const Json& tree, const char* field);
std::int64_t numberAt(const Json& tree, const char* field, std::int64_t absent = 0);
std::int32_t int32At(const Json& tree, const char* field, std::int32_t absent = 0);
bool flagAt(const Json& tree, const char* field);
std::optional<std::int32_t> optionalInt32At(const Json& tree, const char* field);
std::optional<std::int64_t> optionalInt64At(const Json& tree, const char* field);
std::optional<sim::Time> timeAt(const Json& tree, const char* field);
std::vector<Text> textsAt(const Json& tree, const char* field);
StringMap stringMapAt(const Json& tree, const char* field);
ResourceList resourcesAt(const Json& tree, const char* field);
LabelSelector selectorAt(const Json& tree, const char* field);
// The field as a shared tree; empty when absent.
base::JsonRef treeAt(const Json& tree, const char* field);

// Adds the field unless it is empty.
void put(Json& tree, const char* field, std::string_view text);
void put(Json& tree, const char* field, std::int64_t number); // unless 0
void put(Json& tree, const char* field, bool flag);
void put(Json& tree, const char* field, std::optional<std::int32_t> number);
void put(Json& tree, const char* field, std::optional<std::int64_t> number);
void put(Json& tree, const char* field, std::optional<sim::Time> time);
void put(Json& tree, const char* field, const std::vector<Text>& texts);
void put(Json& tree, const char* field, const StringMap& map);
void put(Json& tree, const char* field, const ResourceList& amounts);
void put(Json& tree, const char* field, const base::JsonRef& shared);
// Adds an object or a list unless it has nothing in it.
void putTree(Json& tree, const char* field, Json value);
void put(Json& tree, const char* field, const char* text) = delete; // would be taken for a flag

Json toJson(const LabelSelector& selector);
Json toJson(const std::vector<Requirement>& requirements);
std::vector<Requirement> requirementsAt(const Json& tree, const char* field);
// Empty when nothing is left.
base::JsonRef restOf(const Json& whole, const Json& known);
void addRest(Json& tree, const base::JsonRef& rest);

ObjectMeta readMeta(const Json& tree);
Json toJson(const ObjectMeta& meta);

Conditions conditionsAt(const Json& tree, const char* field);
Json toJson(const Conditions& conditions);

PodSpec readPodSpec(const Json& tree);
Json toJson(const PodSpec& spec);
PodTemplate readPodTemplate(const Json& tree);
Json toJson(const PodTemplate& podTemplate);

// A body as a tree that schema::read() has checked.
struct Body {
    Kind kind = Kind::Other;
    std::string apiVersion;
    std::string kindName;
    Json tree;
};
base::Result<Body> readBody(const Json& json, const DecodeOptions& options);
// The object of a checked tree.
ObjectRef fromTree(Kind kind, const Json& tree);

// The object's own fields, without metadata.
void read(Pod& pod, const Json& tree);
void read(Node& node, const Json& tree);
void read(ReplicaSet& set, const Json& tree);
void read(Deployment& deployment, const Json& tree);
void read(Lease& lease, const Json& tree);
void read(Event& event, const Json& tree);
void read(Namespace& ns, const Json& tree);
Json toJson(const Pod& pod);
Json toJson(const Node& node);
Json toJson(const ReplicaSet& set);
Json toJson(const Deployment& deployment);
Json toJson(const Lease& lease);
Json toJson(const Event& event);
Json toJson(const Namespace& ns);

} // namespace maqueta::api::codec
