#include "diagram/write_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <map>

namespace maqueta::diagram {
namespace {

constexpr int nameSize = 13;
constexpr int detailSize = 11;
constexpr double podLabel = 24; // room for a pod's name below it

std::string xml(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\n': out += "&#10;"; break;
        default: out += c;
        }
    }
    return out;
}

// Without needless zeros, in every locale alike: a length to a hundredth, a part to a
// ten-thousandth.
std::string number(double value, double steps = 100) {
    std::array<char, 32> buffer;
    const double rounded = std::round(value * steps) / steps;
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), rounded == 0 ? 0.0 : rounded);
    return std::string(buffer.data(), end.ptr);
}

std::string geometry(const Box& box) {
    return "<mxGeometry x=\"" + number(box.x) + "\" y=\"" + number(box.y) + "\" width=\"" +
           number(box.w) + "\" height=\"" + number(box.h) + "\" as=\"geometry\"/>";
}

// Workloads are told apart by their fill; from the ninth on hues come again.
constexpr const char* hues[] = {"#DCE8FA", "#FBE6D3", "#E6DFF7", "#DDF1E2",
                                "#FADDE6", "#D9F0F2", "#F4EDCB", "#E8E2DC"};

std::string styleOf(const Shape& shape, std::size_t hue) {
    std::string style = "fontFamily=Inter;fontColor=#10151C;fontSize=" + std::to_string(nameSize);
    style += ";strokeColor=" + std::string(colourOf(shape.state)) + ";";
    if (shape.state == ShapeState::Leads) style += "strokeWidth=2;";
    if (shape.state == ShapeState::Off) style += "dashed=1;";
    switch (shape.kind) {
    case ShapeKind::Zone:
        style += "rounded=1;arcSize=6;fillColor=#EEF2F8;strokeColor=#C5CDD9;verticalAlign=top;"
                 "align=left;spacingLeft=10;container=1;collapsible=0;";
        break;
    case ShapeKind::Network:
        style += "rounded=1;arcSize=50;fillColor=#E6ECF6;strokeColor=#7A8AA0;align=left;"
                 "spacingLeft=20;fontStyle=1;";
        break;
    case ShapeKind::Tray:
        style += "rounded=1;arcSize=50;fillColor=none;dashed=1;align=left;spacingLeft=14;"
                 "container=1;collapsible=0;";
        break;
    case ShapeKind::Machine:
        style += "rounded=1;absoluteArcSize=1;arcSize=24;fillColor=#FFFFFF;verticalAlign=top;"
                 "align=left;spacingLeft=10;spacingTop=4;fontStyle=1;container=1;collapsible=0;";
        break;
    case ShapeKind::Pill: style += "rounded=1;arcSize=50;fillColor=#FFFFFF;"; break;
    case ShapeKind::Process:
        style += "rounded=1;absoluteArcSize=1;arcSize=16;fillColor=#F8FAFD;";
        break;
    case ShapeKind::Pod:
        style += "shape=hexagon;perimeter=hexagonPerimeter2;direction=south;size=0.25;fillColor=" +
                 std::string(hues[hue % std::size(hues)]) +
                 ";verticalLabelPosition=bottom;verticalAlign=top;labelPosition=center;"
                 "align=center;fontSize=" +
                 std::to_string(detailSize) + ";";
        break;
    case ShapeKind::Note:
        style += "text;fillColor=none;strokeColor=none;align=left;verticalAlign=middle;"
                 "whiteSpace=wrap;overflow=hidden;fontSize=" +
                 std::to_string(detailSize) + ";";
        break;
    }
    return style;
}

// A pod is called by its workload, as on the canvas; its own name is in its id.
std::string labelOf(const Shape& shape) {
    if (shape.kind == ShapeKind::Pod)
        return shape.box.w < podLabel || shape.workload.empty() ? std::string() : shape.workload;
    return shape.detail.empty() ? shape.name : shape.name + "\n" + shape.detail;
}

// Where on the edge of a box a road meets it, as parts of its width and height.
std::string meets(const char* which, const Box& box, Point at) {
    const auto part = [](double x, double from, double length) {
        return number(std::clamp(length > 0 ? (x - from) / length : 0.5, 0.0, 1.0), 10'000);
    };
    const std::string name = which;
    return name + "X=" + part(at.x, box.x, box.w) + ";" + name + "Y=" + part(at.y, box.y, box.h) +
           ";" + name + "Perimeter=0;";
}

class DrawIoWriter {
public:
    explicit DrawIoWriter(const Outline& outline) : outline_(outline) {}

    std::string write() {
        out_ = "<mxfile host=\"Maqueta\">\n"
               "  <diagram id=\"cluster\" name=\"cluster\">\n"
               "    <mxGraphModel grid=\"1\" gridSize=\"10\" page=\"0\" math=\"0\" shadow=\"0\">\n"
               "      <root>\n"
               "        <mxCell id=\"0\"/>\n"
               "        <mxCell id=\"1\" parent=\"0\"/>\n";
        // Roads end below what stands at their ends.
        std::size_t next = 0;
        const auto isGround = [](const Shape& s) {
            return s.kind == ShapeKind::Zone || s.kind == ShapeKind::Network;
        };
        while (next < outline_.shapes.size() && isGround(outline_.shapes[next])) vertex(next++);
        for (const Line& line : outline_.lines) edge(line);
        for (; next < outline_.shapes.size(); ++next) vertex(next);
        return out_ + "      </root>\n    </mxGraphModel>\n  </diagram>\n</mxfile>\n";
    }

private:
    void vertex(std::size_t index) {
        const Shape& shape = outline_.shapes[index];
        Box box = shape.box;
        std::string parent = "1";
        if (shape.parent) {
            const Shape& on = outline_.shapes[*shape.parent];
            box = box.movedBy(Point{} - Point{on.box.x, on.box.y});
            parent = on.id;
        }
        std::size_t hue = 0;
        if (shape.kind == ShapeKind::Pod)
            hue = hues_.try_emplace(shape.workload, hues_.size()).first->second;
        out_ += "        <mxCell id=\"" + xml(shape.id) + "\" value=\"" + xml(labelOf(shape)) +
                "\" style=\"" + styleOf(shape, hue) + "\" vertex=\"1\" parent=\"" + xml(parent) +
                "\">" + geometry(box) + "</mxCell>\n";
    }

    void edge(const Line& line) {
        const Shape& from = outline_.shapes[line.from];
        const Shape& to = outline_.shapes[line.to];
        const auto& points = line.road.points;
        std::string style = "endArrow=none;rounded=1;strokeWidth=4;strokeColor=#7A8AA0;";
        if (line.broken) style += "dashed=1;strokeColor=#C0223B;";
        std::string way;
        if (points.size() >= 2) {
            // A road may be drawn from either end.
            const bool same = distance(points.front(), from.box.centre()) <=
                              distance(points.front(), to.box.centre());
            const std::vector<Point> walk =
                same ? points : std::vector<Point>(points.rbegin(), points.rend());
            style += meets("exit", from.box, walk.front()) + meets("entry", to.box, walk.back());
            for (std::size_t i = 1; i + 1 < walk.size(); ++i)
                way += "<mxPoint x=\"" + number(walk[i].x) + "\" y=\"" + number(walk[i].y) + "\"/>";
        }
        if (!way.empty()) way = "<Array as=\"points\">" + way + "</Array>";
        out_ += "        <mxCell id=\"" + xml(line.id) + "\" style=\"" + style +
                "\" edge=\"1\" parent=\"1\" source=\"" + xml(from.id) + "\" target=\"" +
                xml(to.id) + "\"><mxGeometry relative=\"1\" as=\"geometry\">" + way +
                "</mxGeometry></mxCell>\n";
    }

    const Outline& outline_;
    std::map<std::string, std::size_t> hues_;
    std::string out_;
};

} // namespace

std::string writeDrawIo(const Outline& outline) {
    return DrawIoWriter(outline).write();
}

} // namespace maqueta::diagram
