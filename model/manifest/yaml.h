// YAML 1.1 -> JSON, as kubectl reads manifests, with a line and a column for everything.
//
// Streams of several documents, anchors, aliases and merge keys are read. Refused, with one clear
// error that names file, line and column: what is not well-formed, not UTF-8 or binary; a key that
// stands twice in one map (kubectl lets the last one win); nesting deeper than base::maxJsonDepth;
// aliases that unfold to far more than the text holds. Reading takes memory and time in proportion
// to the text, whatever the text is.
//
// As in kubectl, a merge key (<<) overrides the keys that stand before it in its map.
#pragma once

#include "base/json.h"
#include "base/line_table.h"
#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace maqueta::manifest {

struct YamlDocument {
    base::Json json; // never null: a document without content is left out
    base::LineTable lines;
};

// What may stand at the root of a document; anything else is refused as soon as it is met.
enum class YamlRoot { Any, Map };

// A text without any document gives an empty list.
base::Result<std::vector<YamlDocument>> parseYaml(std::string_view text, const std::string& file,
                                                  YamlRoot root = YamlRoot::Any);

} // namespace maqueta::manifest
