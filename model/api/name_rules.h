// What names, labels and annotations may look like, and Kubernetes' own words where they do not
// (apimachinery/pkg/util/validation/validation.go, pkg/api/validation/objectmeta.go).
// Each function returns what is wrong with the text; an empty list means that nothing is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace maqueta::api {

using Complaints = std::vector<std::string>;

Complaints dns1123LabelErrors(std::string_view name);     // at most 63: "web-1"
Complaints dns1123SubdomainErrors(std::string_view name); // at most 253: "web-1.example.com"
Complaints dns1035LabelErrors(std::string_view name);     // begins with a letter
// "example.com/name" or "name": keys of labels and annotations, taints, resources.
Complaints qualifiedNameErrors(std::string_view name);
Complaints labelValueErrors(std::string_view value);
Complaints envVarNameErrors(std::string_view name);
Complaints portNameErrors(std::string_view name);
// "must be between 1 and 65535, inclusive"
std::string rangeError(long long low, long long high);
// The end of a generated name is cut so that the random suffix fits, and may end with a dash.
std::string_view withoutTrailingDash(std::string_view prefix);

// In double quotes, escaped as Go's %q does.
std::string goQuoted(std::string_view text);
std::string joined(const Complaints& complaints, std::string_view separator);

} // namespace maqueta::api
