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

class ImageTable {
public:
    // What an image is like that the table does not name.
    const Image& other() const { return *other_; }
    void setOther(Image image) { other_.write() = std::move(image); }
    void set(Image image);
    // The named image, or other().
    const Image& find(std::string_view name) const;
    const std::vector<Image>& named() const { return *images_; }

private:
    sim::Cow<std::vector<Image>> images_; // by name
    sim::Cow<Image> other_;
};

} // namespace maqueta::node
