// Label and field selectors, and the selectors of workloads and affinities
// (apimachinery/pkg/labels/selector.go, pkg/fields/selector.go).
#pragma once

#include "api/meta.h"
#include "base/json.h"
#include "base/result.h"

#include <string>
#include <vector>

namespace maqueta::api {

enum class SelectorOperator : std::uint8_t { In, NotIn, Exists, DoesNotExist, Gt, Lt };

struct Requirement {
    Text key;
    SelectorOperator op = SelectorOperator::In;
    std::vector<Text> values;

    bool matches(const StringMap& labels) const;
    void addTo(sim::Fingerprint& f) const;
    friend bool operator==(const Requirement&, const Requirement&) = default;
};

// metav1.LabelSelector as it stands in a spec. An empty selector matches everything; an absent one
// (optional<> around it) nothing.
struct LabelSelector {
    StringMap matchLabels;
    std::vector<Requirement> matchExpressions;

    bool empty() const { return matchLabels.empty() && matchExpressions.empty(); }
    bool matches(const StringMap& labels) const;
    // "app=web,tier in (a,b)", as Kubernetes prints a selector.
    std::string text() const;
    void addTo(sim::Fingerprint& f) const;
    friend bool operator==(const LabelSelector&, const LabelSelector&) = default;
};

// "app=web,env!=prod,tier in (a,b),!legacy" of a list request; errors in Kubernetes' own words.
base::Result<LabelSelector> parseLabelSelector(std::string_view text);

// "spec.nodeName=worker-1,status.phase!=Failed" of a list request.
struct FieldRequirement {
    Text path;
    bool equal = true;
    Text value;
    friend bool operator==(const FieldRequirement&, const FieldRequirement&) = default;
};
using FieldSelector = std::vector<FieldRequirement>;
base::Result<FieldSelector> parseFieldSelector(std::string_view text);

} // namespace maqueta::api
