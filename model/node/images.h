// The images that exist, how large they are, and how what they contain behaves: the registry and
// the programs of the model, as data. One table, shared by all nodes of a world.
#pragma once

#include "base/text.h"
#include "sim/cow.h"
#include "sim/time.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace maqueta::node {

using base::Text;

struct Image {
    Text name; // as containers name it: "nginx:1.27"
    bool exists = true;
    std::int64_t bytes = 70'000'000; // on the order of nginx, compressed
    // From the start of the process until it can answer its probes.
    sim::Duration startUp = sim::milliseconds(500);
    // From SIGTERM until the process has ended by itself, and the exit code it then has.
    sim::Duration stopTime = sim::seconds(1);
    std::int32_t stopExitCode = 0;
    // A program that ends by itself does so after this time with this code; absent: never.
    std::optional<sim::Duration> runsFor;
    std::int32_t exitCode = 0;
};

// Why a text cannot name an image (distribution/reference); empty when it can.
std::string_view referenceError(std::string_view name);
// The model's registry holds every image but those whose name says that it does not: a tag in which
// "missing", "nonexistent", "not-found", "no-such" or "does-not-exist" stands as a word of its own,
// or a repository called so. "web:v3-missing" was never published, "nginx:1.27" was.
bool saysItIsMissing(std::string_view name);

class ImageTable {
public:
    // What an image is like that the table does not name.
    const Image& other() const { return *other_; }
    void setOther(Image image) { other_.write() = std::move(image); }
    void set(Image image);
    // The named image, or other().
    const Image& find(std::string_view name) const;
    // Whether the registry has it: the table says so, or else its name does.
    bool exists(std::string_view name) const;
    const std::vector<Image>& named() const { return *images_; }

private:
    sim::Cow<std::vector<Image>> images_; // by name
    sim::Cow<Image> other_;
};

} // namespace maqueta::node
