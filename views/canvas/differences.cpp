#include "views/canvas/differences.h"

#include <algorithm>
#include <tuple>

namespace maqueta::views {
namespace {

using cluster::MachinePicture;
using cluster::Picture;
using cluster::PodPicture;

QString q(const std::string& text) {
    return QString::fromStdString(text);
}

auto stateOf(const MachinePicture& m) {
    return std::tie(m.on, m.plugged, m.registered, m.ready, m.unschedulable);
}

std::string machineOf(const Picture& picture, const PodPicture& pod) {
    return pod.machine < 0 ? std::string()
                           : picture.machines[static_cast<std::size_t>(pod.machine)].spec.name;
}

// The machine where etcd's leader lives; empty = there is none.
std::string leaderOf(const Picture& picture) {
    if (picture.etcdLeader < 0) return {};
    const auto& leader = picture.processes[static_cast<std::size_t>(picture.etcdLeader)];
    return picture.machines[leader.machine].spec.name;
}

void machines(const Picture& here, const Picture& there, QVector<Part>& out) {
    for (const MachinePicture& m : here.machines) {
        const MachinePicture* other = there.machine(m.spec.name);
        if (other && stateOf(*other) == stateOf(m)) continue;
        Part part{.kind = Part::Kind::Machine};
        part.machine = q(m.spec.name);
        out.push_back(part);
    }
}

void leaders(const Picture& here, const Picture& there, QVector<Part>& out) {
    const auto differs = [&](const std::string& mine, const std::string& theirs,
                             cluster::ProcessKind kind) {
        if (mine.empty() || mine == theirs) return;
        Part part{.kind = Part::Kind::Process};
        part.machine = q(mine);
        part.process = kind;
        out.push_back(part);
    };
    differs(leaderOf(here), leaderOf(there), cluster::ProcessKind::Etcd);
    differs(here.schedulerHolder, there.schedulerHolder, cluster::ProcessKind::Scheduler);
    differs(here.controllerManagerHolder, there.controllerManagerHolder,
            cluster::ProcessKind::ControllerManager);
}

// Both lists are sorted by namespace and name.
void pods(const Picture& here, const Picture& there, QVector<Part>& out) {
    auto other = there.pods.begin();
    const auto key = [](const PodPicture& p) { return std::tie(p.ns, p.name); };
    for (const PodPicture& pod : here.pods) {
        while (other != there.pods.end() && key(*other) < key(pod)) ++other;
        const bool same = other != there.pods.end() && key(*other) == key(pod) &&
                          other->look == pod.look &&
                          machineOf(there, *other) == machineOf(here, pod);
        if (same) continue;
        Part part{.kind = Part::Kind::Pod};
        part.ns = q(pod.ns);
        part.name = q(pod.name);
        out.push_back(part);
    }
}

// Of a card: both sides with a bend at their ends, so that badges on the upper edge and waits on
// the lower one stay uncrossed.
QPainterPath brackets(const QRectF& box) {
    constexpr double bend = 8;
    QPainterPath path;
    for (const double side : {box.left(), box.right()}) {
        const double inwards = side < box.center().x() ? bend : -bend;
        path.moveTo(side + inwards, box.top());
        path.quadTo(side, box.top(), side, box.top() + bend);
        path.lineTo(side, box.bottom() - bend);
        path.quadTo(side, box.bottom(), side + inwards, box.bottom());
    }
    return path;
}

// An unequal sign on a disc.
void unequal(Drawing& d, QPointF at) {
    d.dot(at, 8, d(Tone::Ink));
    QPainterPath sign(at + QPointF(-4, -2));
    sign.lineTo(at + QPointF(4, -2));
    sign.moveTo(at + QPointF(-4, 2));
    sign.lineTo(at + QPointF(4, 2));
    sign.moveTo(at + QPointF(-2.5, 5));
    sign.lineTo(at + QPointF(2.5, -5));
    d.stroke(sign, d(Tone::Canvas), 1.4);
}

} // namespace

QVector<Part> differences(const Picture& here, const Picture& there) {
    QVector<Part> out;
    machines(here, there, out);
    leaders(here, there, out);
    pods(here, there, out);
    return out;
}

void paintDifferences(Drawing& d, const QVector<Part>& parts,
                      const std::function<QRectF(const Part&)>& boxOf) {
    for (const Part& part : parts) {
        const double air = part.kind == Part::Kind::Machine   ? 4
                           : part.kind == Part::Kind::Process ? 3
                                                              : 0;
        const QRectF box = boxOf(part).adjusted(-air, -air, air, air);
        if (box.width() < 10) continue;
        QPainterPath frame;
        if (part.kind == Part::Kind::Machine)
            frame = brackets(box);
        else
            frame.addRoundedRect(box, 7, 7);
        d.stroke(frame, d(Tone::Ink), 1.8, {3, 2});
        // Pods stand close to one another: their frames say enough. A chip's right corner has its
        // crown or key.
        if (part.kind == Part::Kind::Pod) continue;
        unequal(d, part.kind == Part::Kind::Process ? box.topLeft() : box.topRight());
    }
}

} // namespace maqueta::views
