// The diagram as plain boxes and lines with names: what text formats are written from. It has what
// the layout shows: a box a machine, process, pod, zone and area, a line a road; where workers are
// too many for single pods, it counts them.
#pragma once

#include "diagram/layout.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace maqueta::diagram {

enum class ShapeKind : std::uint8_t { Zone, Network, Tray, Machine, Pill, Process, Pod, Note };

// How it is, where that decides its look.
enum class ShapeState : std::uint8_t { Good, Leads, Waiting, Trouble, Off };

struct Shape {
    // Nobody else's in the outline, and the same in every outline of the same cluster:
    // "machine/worker-1", "process/worker-1/kubelet", "pod/default/web-5d9c7-x2x4k".
    std::string id;
    ShapeKind kind = ShapeKind::Note;
    ShapeState state = ShapeState::Good;
    std::string name;
    std::string detail = {}; // a second line; may be empty
    Box box = {};
    std::optional<std::size_t> parent = {}; // index of the shape that it is on; it comes before
    std::string workload = {};              // of a pod
};

struct Line {
    std::string id;       // nobody else's either: "ramp/worker-1"
    std::size_t from = 0; // indices of shapes
    std::size_t to = 0;
    Road road;           // from edge to edge
    bool broken = false; // nothing gets through
};

struct Outline {
    Box bounds;
    std::vector<Shape> shapes; // what lies below comes first
    std::vector<Line> lines;
};

// The pattern of a sentence in the reader's language.
using LocalPattern = std::function<std::string(const char*)>;

struct OutlineOptions {
    // Names of machines, and NAMESPACE/NAME of pods: only these, machines with all that is on
    // them; empty = everything.
    std::vector<std::string> only;
    LocalPattern local; // none = English
};

Outline outlineOf(const cluster::Picture& picture, const Layout& layout,
                  const OutlineOptions& options = {});

// A text for a file: what is no UTF-8 and no character that may be shown becomes U+FFFD, line
// breaks become spaces.
std::string plainText(std::string_view text);

} // namespace maqueta::diagram
