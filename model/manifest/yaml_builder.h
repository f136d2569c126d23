// Builds JSON documents from the events of a YAML text, one after the other. Used by parseYaml()
// alone. Each step returns false when the text is refused; error() then says why.
#pragma once

#include "manifest/yaml.h"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>

namespace maqueta::manifest {

class YamlBuilder {
public:
    YamlBuilder(const std::string& file, std::size_t textSize, YamlRoot root)
        : file_(file), root_(root), budget_(firstBudget + budgetPerByte * textSize) {}

    struct Scalar {
        std::string_view text;
        std::string_view anchor;
        std::string_view tag; // "" = none
        bool plain = false;
    };

    void beginDocument();
    void endDocument();
    bool beginContainer(bool isMap, std::string_view anchor, base::TextPlace place);
    bool endContainer();
    bool scalar(const Scalar& scalar, base::TextPlace place);
    bool alias(std::string_view anchor, base::TextPlace place);

    std::vector<YamlDocument> take() && { return std::move(documents_); }
    const base::Error& error() const { return error_; }

private:
    // What copies made for anchors and aliases may weigh in all: bytes of text, and 32 for each
    // node.
    static constexpr std::size_t firstBudget = std::size_t{32} << 20;
    static constexpr std::size_t budgetPerByte = 4;
    static constexpr std::size_t nodeWeight = 32;

    // A map or list that is not closed yet.
    struct Frame {
        base::Json* target;
        bool isMap;
        base::TextPlace place;
        std::uint32_t lineNode;
        std::string anchor;
        int height = 1; // levels from here down, so far
        // Of a map between a key and its value: where the value goes and where the key stood.
        base::Json* value = nullptr;
        std::string key = {};
        base::TextPlace keyPlace = {};
        std::unique_ptr<base::Json> mergeValue = {}; // the value of a merge key, on its way in
        std::set<std::string> merged = {}; // keys that a merge brought in: they may be given again
    };
    struct Anchor {
        bool complete = false;
        base::Json value = {};
        int height = 0;
        std::size_t weight = 0;
    };

    bool fail(base::TextPlace place, base::Sentence message);
    bool expectsKey() const {
        return !frames_.empty() && frames_.back().isMap && !frames_.back().value;
    }
    bool key(const base::Json& key, base::TextPlace place);
    bool rootFits(bool isMap, bool isNull, base::TextPlace place);
    bool resolve(const Scalar& scalar, base::TextPlace place, base::Json& out);
    // Where the next value goes.
    struct Slot {
        base::Json* value;
        std::uint32_t lineNode;
    };
    Slot slot(base::TextPlace place, bool isContainer);
    bool valueDone(base::TextPlace place, int height);
    bool merge(base::TextPlace place);
    bool remember(std::string_view anchor, const base::Json& value, int height,
                  base::TextPlace place);
    bool spend(std::size_t weight, base::TextPlace place);

    const std::string& file_;
    YamlRoot root_;
    std::size_t budget_;
    std::vector<YamlDocument> documents_;
    std::vector<Frame> frames_;
    std::map<std::string, Anchor, std::less<>> anchors_;
    std::optional<base::LineTable::Builder> lines_;
    base::Error error_;
};

} // namespace maqueta::manifest
