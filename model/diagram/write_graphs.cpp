// Mermaid and DOT: boxes in boxes, and lines between the outer ones; both lay out by themselves.
#include "diagram/write_text.h"

#include <algorithm>

namespace maqueta::diagram {
namespace {

// Of each shape what is on it, and which of them stand alone.
struct Family {
    explicit Family(const Outline& outline) : children(outline.shapes.size()) {
        for (std::size_t i = 0; i < outline.shapes.size(); ++i) {
            if (outline.shapes[i].kind == ShapeKind::Zone)
                continue; // an area without anything of its own
            if (const auto parent = outline.shapes[i].parent)
                children[*parent].push_back(i);
            else
                roots.push_back(i);
        }
    }
    std::vector<std::vector<std::size_t>> children;
    std::vector<std::size_t> roots;
};

bool isGroup(const Shape& shape) {
    return shape.kind == ShapeKind::Machine || shape.kind == ShapeKind::Tray;
}

std::string numbered(std::size_t index) {
    return "n" + std::to_string(index);
}

const char* classOf(const Shape& shape) {
    switch (shape.state) {
    case ShapeState::Good: return "";
    case ShapeState::Leads: return "leads";
    case ShapeState::Waiting: return "waiting";
    case ShapeState::Trouble: return "trouble";
    case ShapeState::Off: return "off";
    }
    return "";
}

// --- Mermaid

// Letters, digits, spaces and what takes several bytes stand as they are; every other sign as its
// number, so that none of them can be taken for a part of the language.
std::string mermaidText(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                           (c >= 'A' && c <= 'Z') || byte >= 0x80 ||
                           std::string_view(" -_./:,+()").find(c) != std::string_view::npos;
        if (plain)
            out += c;
        else
            out += "#" + std::to_string(byte) + ";";
    }
    return out;
}

std::string mermaidLabel(const Shape& shape) {
    std::string label = mermaidText(shape.name);
    if (!shape.detail.empty()) label += "<br/>" + mermaidText(shape.detail);
    return "\"" + (label.empty() ? " " : label) + "\"";
}

std::string mermaidNode(const Shape& shape, std::size_t index) {
    const std::string label = mermaidLabel(shape);
    const char* open = "[";
    const char* close = "]";
    switch (shape.kind) {
    case ShapeKind::Pod: open = "{{", close = "}}"; break;
    case ShapeKind::Network:
    case ShapeKind::Pill: open = "([", close = "])"; break;
    case ShapeKind::Process: open = "(", close = ")"; break;
    default: break;
    }
    std::string out = numbered(index) + open + label + close;
    if (const std::string name = classOf(shape); !name.empty()) out += ":::" + name;
    return out;
}

// --- DOT

std::string dotString(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

// In labels Graphviz also reads entities: "&amp;".
std::string dotLabel(const Shape& shape) {
    const auto line = [](std::string_view text) {
        std::string out;
        for (const char c : text) {
            if (c == '&') {
                out += "&amp;";
                continue;
            }
            if (c == '"' || c == '\\') out += '\\';
            out += c;
        }
        return out;
    };
    return "\"" + line(shape.name) + (shape.detail.empty() ? "" : "\\n" + line(shape.detail)) +
           "\"";
}

std::string dotNode(const Shape& shape) {
    std::string out = dotString(shape.id) + " [label=" + dotLabel(shape);
    switch (shape.kind) {
    case ShapeKind::Pod: out += ", shape=hexagon, style=solid"; break;
    case ShapeKind::Network:
        out += ", style=\"rounded,filled\", fillcolor=\"#E6ECF6\", width=8";
        break;
    case ShapeKind::Note: out += ", shape=plaintext"; break;
    default: break;
    }
    if (shape.state != ShapeState::Good)
        out += std::string(", color=\"") + colourOf(shape.state) + "\"";
    if (shape.state == ShapeState::Off)
        out += shape.kind == ShapeKind::Pod ? ", style=dashed" : ", style=\"rounded,dashed\"";
    return out + "];\n";
}

} // namespace

const char* colourOf(ShapeState state) {
    switch (state) {
    case ShapeState::Good: return "#7A8699";
    case ShapeState::Leads: return "#1D8FE8";
    case ShapeState::Waiting: return "#B06A00";
    case ShapeState::Trouble: return "#C0223B";
    case ShapeState::Off: return "#9AA3AF";
    }
    return "";
}

std::string writeMermaid(const Outline& outline) {
    const Family family(outline);
    std::string out = "flowchart TB\n";
    for (const std::size_t root : family.roots) {
        const Shape& shape = outline.shapes[root];
        if (!isGroup(shape) || family.children[root].empty()) {
            out += "    " + mermaidNode(shape, root) + "\n";
            continue;
        }
        out += "    subgraph " + numbered(root) + "[" + mermaidLabel(shape) + "]\n";
        for (const std::size_t child : family.children[root])
            out += "        " + mermaidNode(outline.shapes[child], child) + "\n";
        out += "    end\n";
        if (const std::string name = classOf(shape); !name.empty())
            out += "    class " + numbered(root) + " " + name + "\n";
    }
    for (const Line& line : outline.lines)
        out += "    " + numbered(line.from) + (line.broken ? " -. \"x\" .- " : " --- ") +
               numbered(line.to) + "\n";
    const auto look = [&](const char* name, ShapeState state, const char* more) {
        out += std::string("    classDef ") + name + " stroke:" + colourOf(state) + more + "\n";
    };
    look("leads", ShapeState::Leads, ",stroke-width:2px");
    look("waiting", ShapeState::Waiting, "");
    look("trouble", ShapeState::Trouble, ",stroke-width:2px");
    look("off", ShapeState::Off, ",stroke-dasharray:4 3");
    return out;
}

std::string writeDot(const Outline& outline) {
    const Family family(outline);
    std::string out = "graph cluster {\n"
                      "    graph [compound=true, rankdir=TB, fontname=\"Inter,sans-serif\"];\n"
                      "    node [shape=box, style=rounded, fontname=\"Inter,sans-serif\", "
                      "fontsize=11, color=\"#7A8699\"];\n"
                      "    edge [color=\"#7A8AA0\", penwidth=3];\n";
    // A line ends at a node; where that is in a cluster, it is cut at the cluster's edge.
    const auto isCluster = [&](std::size_t shape) {
        return isGroup(outline.shapes[shape]) && !family.children[shape].empty();
    };
    for (const std::size_t root : family.roots) {
        const Shape& shape = outline.shapes[root];
        if (!isCluster(root)) {
            out += "    " + dotNode(shape);
            continue;
        }
        out += "    subgraph " + dotString("cluster_" + std::to_string(root)) + " {\n" +
               "        label=" + dotLabel(shape) +
               "; style=" + (shape.state == ShapeState::Off ? "\"rounded,dashed\"" : "rounded") +
               "; color=\"" + colourOf(shape.state) + "\";\n";
        for (const std::size_t child : family.children[root])
            out += "        " + dotNode(outline.shapes[child]);
        out += "    }\n";
    }
    for (const Line& line : outline.lines) {
        const auto end = [&](std::size_t shape) {
            return dotString(
                outline.shapes[isCluster(shape) ? family.children[shape].front() : shape].id);
        };
        std::string how;
        const auto add = [&](const std::string& what) { how += (how.empty() ? "" : ", ") + what; };
        if (isCluster(line.from)) add("ltail=" + dotString("cluster_" + std::to_string(line.from)));
        if (isCluster(line.to)) add("lhead=" + dotString("cluster_" + std::to_string(line.to)));
        if (line.broken) add("style=dashed, color=\"#C0223B\"");
        out += "    " + end(line.from) + " -- " + end(line.to) +
               (how.empty() ? "" : " [" + how + "]") + ";\n";
    }
    return out + "}\n";
}

} // namespace maqueta::diagram
