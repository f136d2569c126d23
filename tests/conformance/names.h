// Between the names that a run gives to its objects and the placeholders of the recordings:
// "web-<h1>-<p2>" is the second pod of the first template of web.
#pragma once

#include "conformance/small_cluster.h"

#include <map>
#include <string>

namespace maqueta::tests {

class Names {
public:
    // Takes note of an object that was created.
    void onCreated(const api::Object& object);
    // The placeholder of a name; the name itself when it has none.
    std::string placeholder(const std::string& name) const;
    // The name that a placeholder stands for; empty when there is none yet.
    std::string name(const std::string& placeholder) const;
    // Replaces every name that has a placeholder inside a text.
    std::string inText(std::string text) const;

private:
    void add(const std::string& name, const std::string& placeholder);
    std::map<std::string, std::string> placeholders_, names_;
    std::map<std::string, std::string> hashes_;
    std::map<std::string, int> podsOf_;
};

} // namespace maqueta::tests
