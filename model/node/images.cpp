#include "node/images.h"

#include <algorithm>
#include <array>
#include <string>

namespace maqueta::node {
namespace {

bool isLower(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}
bool isWordCharacter(char c) {
    return isLower(c) || (c >= 'A' && c <= 'Z') || c == '_';
}

struct Reference {
    std::string_view path; // without the registry's host
    std::string_view tag;
    std::string_view digest;
    bool tagged = false;
};

// "registry.example:5000/team/web:v1@sha256:..." in its parts.
Reference split(std::string_view name) {
    Reference out;
    if (const std::size_t at = name.find('@'); at != name.npos) {
        out.digest = name.substr(at + 1);
        name = name.substr(0, at);
    }
    if (const std::size_t colon = name.rfind(':');
        colon != name.npos && name.find('/', colon) == name.npos) {
        out.tagged = true;
        out.tag = name.substr(colon + 1);
        name = name.substr(0, colon);
    }
    const std::size_t slash = name.find('/');
    const std::string_view first = name.substr(0, slash);
    const bool host =
        slash != name.npos && (first.find_first_of(".:") != first.npos || first == "localhost");
    out.path = host ? name.substr(slash + 1) : name;
    return out;
}

// Lower-case letters and digits, with single separators between them ('.', '_', "__", hyphens).
bool isComponent(std::string_view text) {
    if (text.empty() || !isLower(text.front()) || !isLower(text.back())) return false;
    for (std::size_t i = 0; i < text.size();) {
        if (isLower(text[i])) {
            ++i;
            continue;
        }
        const char separator = text[i];
        std::size_t length = 0;
        for (; i < text.size() && text[i] == separator; ++i) ++length;
        const std::size_t most = separator == '.' ? 1 : separator == '_' ? 2 : text.size();
        const bool known = separator == '.' || separator == '_' || separator == '-';
        if (!known || length > most || !isLower(text[i])) return false;
    }
    return true;
}

bool isPath(std::string_view path) {
    for (;;) {
        const std::size_t slash = path.find('/');
        if (!isComponent(path.substr(0, slash))) return false;
        if (slash == path.npos) return true;
        path.remove_prefix(slash + 1);
    }
}

bool isTag(std::string_view tag) {
    constexpr std::size_t longest = 128;
    return !tag.empty() && tag.size() <= longest && isWordCharacter(tag.front()) &&
           std::all_of(tag.begin(), tag.end(),
                       [](char c) { return isWordCharacter(c) || c == '.' || c == '-'; });
}

constexpr std::array<std::string_view, 5> wordsForMissing{"missing", "nonexistent", "not-found",
                                                          "no-such", "does-not-exist"};

bool standsAlone(std::string_view text, std::string_view word) {
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool begins = at == 0 || !isLower(text[at - 1]);
        if (begins && (end == text.size() || !isLower(text[end]))) return true;
    }
    return false;
}

} // namespace

std::string_view referenceError(std::string_view name) {
    constexpr std::string_view malformed = "invalid reference format";
    const Reference reference = split(name);
    if (reference.tagged && !isTag(reference.tag)) return malformed;
    if (name.find('@') != name.npos && reference.digest.find(':') == name.npos) return malformed;
    if (isPath(reference.path)) return {};
    std::string lower(reference.path);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return isPath(lower) ? "invalid reference format: repository name must be lowercase"
                         : malformed;
}

bool saysItIsMissing(std::string_view name) {
    const Reference reference = split(name);
    const std::string_view repository = reference.path.substr(reference.path.rfind('/') + 1);
    return std::any_of(wordsForMissing.begin(), wordsForMissing.end(), [&](std::string_view word) {
        return repository == word || standsAlone(reference.tag, word);
    });
}

bool ImageTable::exists(std::string_view name) const {
    const Image& image = find(name);
    if (!image.exists) return false;
    return &image != &*other_ || !saysItIsMissing(name);
}

void ImageTable::set(Image image) {
    auto& images = images_.write();
    const auto at =
        std::lower_bound(images.begin(), images.end(), image.name,
                         [](const Image& a, const Text& name) { return a.name < name; });
    if (at != images.end() && at->name == image.name)
        *at = std::move(image);
    else
        images.insert(at, std::move(image));
}

const Image& ImageTable::find(std::string_view name) const {
    const auto at = std::lower_bound(images_->begin(), images_->end(), name,
                                     [](const Image& a, std::string_view n) { return a.name < n; });
    return at != images_->end() && at->name == name ? *at : *other_;
}

} // namespace maqueta::node
