#include "views/canvas/items/machines.h"

#include "views/canvas/canvas_scene.h"
#include "views/canvas/items/motion.h"
#include "views/canvas/words.h"
#include "views/style/glyphs.h"
#include "views/style/texts.h"

#include <algorithm>

namespace maqueta::views {
namespace {

// A kubelet renews its Lease every 10 s; what is older than that and a little is no news.
constexpr sim::Duration newsLate = sim::seconds(13);
constexpr double badgeRoom = 24; // around its words
constexpr double besideRoad = 9; // from the middle of a card's inner road to words

// Since its last renewal, as the API knows it; nothing when it never was.
std::optional<sim::Duration> silenceOf(const cluster::Picture& picture,
                                       const cluster::MachinePicture& machine) {
    if (machine.lastRenewal == sim::Time{}) return {};
    return picture.now - machine.lastRenewal;
}

} // namespace

const cluster::MachinePicture& MachineItem::machine() const {
    return canvas().picture().machines[machine_];
}

QString MachineItem::spoken() const {
    const cluster::MachinePicture& m = machine();
    QStringList facts{toQString(m.spec.name)};
    if (!m.exists)
        facts << CanvasText::tr("a Node object without a machine");
    else
        facts << (m.on ? CanvasText::tr("has power") : CanvasText::tr("has no power"));
    if (m.exists && !m.plugged) facts << CanvasText::tr("its cable is out");
    const bool node =
        m.spec.role == cluster::Role::Worker || m.spec.role == cluster::Role::ControlPlane;
    if (node)
        facts << (!m.registered ? CanvasText::tr("not a Node yet")
                  : m.ready     ? saysReady()
                                : CanvasText::tr("the API says NotReady"));
    if (m.unschedulable) facts << CanvasText::tr("cordoned");
    if (m.leaving) facts << CanvasText::tr("its etcd member leaves first");
    return facts.join(QStringLiteral(", "));
}

QString MachineItem::saysReady() const {
    const auto silence = silenceOf(canvas().picture(), machine());
    if (!silence || *silence < newsLate) return CanvasText::tr("the API says Ready");
    return CanvasText::tr("the API still says Ready, %1 s after its last sign of life")
        .arg(silence->wholeSeconds());
}

std::optional<Tone> MachineItem::sideOfCut() const {
    for (const diagram::Gap& gap : canvas().layout().gaps) {
        const cluster::FaultPicture& cut = canvas().picture().faults[gap.fault];
        for (const bool a : {true, false}) {
            const auto& side = a ? cut.machines : cut.others;
            if (std::find(side.begin(), side.end(), index()) != side.end()) return sideTone(a);
        }
    }
    return {};
}

void MachineItem::drawGround(Drawing& d) {
    const Look& look = d.look();
    const diagram::MachinePose* pose = canvas().poseOf(index());
    if (pose && pose->appear < 1) d.painter().setOpacity(pose->appear);
    const bool exists = machine().exists;
    const auto side = sideOfCut();
    d.box(box(), corner(), look(machine().on ? Tone::Panel : Tone::DarkMachine),
          border(look, side.value_or(Tone::Border)), look.stroke(side ? 1.8 : 1.2),
          exists ? Qt::SolidLine : Qt::DashLine);
    if (side) d.box(box(), corner(), look(*side, 0.09));
    if (pose && pose->flash > 0) d.box(box(), corner(), look(Tone::NotReady, 0.28 * pose->flash));
}

void MachineItem::drawSwitch(Drawing& d, QPointF at) {
    const Look& look = d.look();
    const bool on = machine().on;
    d.strokeAt(at, powerGlyph(), look(on ? Tone::InkSoft : Tone::NotReady), look.stroke(2));
    if (on)
        d.dot(at + QPointF(17, 0), 4, look(Tone::Running), look(Tone::Running), 1.6);
    else
        d.dot(at + QPointF(17, 0), 4, {}, look(Tone::NotReady), 1.6);
}

QString MachineItem::badge(Tone& tone, bool brief) const {
    const cluster::MachinePicture& m = machine();
    if (m.leaving) {
        tone = Tone::Pending;
        return CanvasText::tr("leaving");
    }
    if (m.spec.role == cluster::Role::Etcd) return {};
    if (!m.registered) {
        tone = Tone::Pending;
        return m.on ? CanvasText::tr("joining") : QString();
    }
    if (!m.ready) {
        tone = Tone::NotReady;
        return CanvasText::tr("NotReady");
    }
    if (m.unschedulable) {
        tone = Tone::Pending;
        return CanvasText::tr("Cordoned");
    }
    const std::optional<sim::Duration> silence = silenceOf(canvas().picture(), m);
    tone = Tone::InkSoft; // what the API still says, and how old that is
    if (m.on && m.plugged && silence.value_or(sim::Duration{}) < newsLate) return {};
    if (!silence || brief) return CanvasText::tr("Ready?");
    return CanvasText::tr("Ready? %1 s").arg(silence->wholeSeconds());
}

QString MachineItem::badgeBeside(Drawing& d, double room, Tone& tone) const {
    const QString says = badge(tone);
    const Words words{.px = 12, .weight = semiBold, .ink = {}};
    return d.fits(says, words, room - badgeRoom) ? says : badge(tone, true);
}

void MachineItem::drawBadge(Drawing& d, QPointF right, const QString& text, Tone tone) {
    const Words words{.px = 12, .weight = semiBold, .ink = d(Tone::Ink), .align = Qt::AlignHCenter};
    const double w = d.width(text, words) + badgeRoom;
    const double h = std::max(23.0, d.look().px(12) + 10);
    const QRectF pill(right.x() - w, right.y() - h / 2, w, h);
    d.pill(pill, {}, d(tone), d.look().stroke(1.8));
    d.text({pill.center().x(), pill.center().y() + d.look().px(12) * 0.36}, text, words);
}

// --- control plane

void ControlPlaneItem::draw(Drawing& d) {
    drawGround(d);
    const Look& look = d.look();
    const cluster::MachinePicture& m = machine();
    const QRectF b = box();
    const auto* card = canvas().layout().controlPlane(index());
    if (card && card->store) return drawStore(d, *card);
    const bool slim = card && card->slim;
    const Detail detail = look.detail();
    const QPointF power(b.right() - 44, b.y() + 20);
    const double nameX = b.x() + (slim ? 12 : 16);
    Tone tone = Tone::Running;
    const Words name{.px = 16, .weight = semiBold, .ink = look(Tone::Ink)};
    const double full = d.width(toQString(m.spec.name), name);
    double right = power.x() - 22;
    // A wide card has its inner road in the middle: words stand on both sides of it.
    const double road = slim ? b.left() : b.center().x();
    const double beside = std::max(nameX + full + 8, road + besideRoad);
    QString says = badgeBeside(d, right + 6 - beside, tone);
    const Words badgeWords{.px = 12, .weight = semiBold, .ink = {}};
    if (!slim && !d.fits(says, badgeWords, right + 6 - badgeRoom - road - besideRoad)) {
        says.clear(); // the card says it by its outline, as a small one among many does
        d.box(b, corner(), {}, look(tone), look.stroke(2.4));
    }
    if (!says.isEmpty() && detail != Detail::Small) {
        drawBadge(d, {right + 6, power.y()}, says, tone);
        right -= d.width(says, badgeWords) + 30;
    }
    const double nameEnd = slim ? right : std::min(right, road - besideRoad);
    const QString called = nameThatFits(d, toQString(m.spec.name), name, nameEnd - nameX);
    const double w = d.text({nameX, b.y() + 25}, called, name);
    const Words address{
        .px = 12, .ink = look(Tone::InkSoft), .align = Qt::AlignRight, .mono = true};
    const QString ip = toQString(m.ip);
    if (says.isEmpty() && detail == Detail::Full &&
        d.fits(ip, address, right - std::max(nameX + w + 10, road + besideRoad)))
        d.text({right, b.y() + 25}, ip, address);
    drawSwitch(d, power);
    if (!slim) {
        QPainterPath inner(QPointF(b.center().x(), b.y() + 42));
        inner.lineTo(b.center().x(), b.bottom() - 1);
        d.stroke(inner, look(Tone::Line), 3);
    }
}

// A machine of external etcd: its name, its one chip and its switch on one line.
void ControlPlaneItem::drawStore(Drawing& d, const diagram::ControlPlaneCard& card) {
    const Look& look = d.look();
    const QRectF b = box();
    const double x = b.x() + 14;
    const double room = card.chips[static_cast<std::size_t>(diagram::Chip::Etcd)].x - 8 - x;
    const double line = b.center().y() + 5;
    const double w = d.text({x, line}, toQString(machine().spec.name),
                            {.px = 16, .weight = semiBold, .ink = look(Tone::Ink), .widest = room});
    Tone tone = Tone::Running;
    const Words state{.px = 12, .weight = semiBold, .ink = look(Tone::Pending)};
    const QString says = badge(tone);
    if (!says.isEmpty() && d.fits(says, state, room - w - 8))
        d.text({x + w + 8, line}, says, state);
    drawSwitch(d, {b.right() - 44, b.center().y()});
}

void ChipItem::drawDot(Drawing& d, QPointF at, const cluster::ProcessPicture* process) {
    const double r = 4.5;
    if (!process || !process->running) {
        d.dot(at, r, {}, d(Tone::NotReady), 1.8);
        d.strokeAt(at, crossGlyph(2), d(Tone::NotReady), 1.4);
        return;
    }
    using cluster::ProcessKind;
    const bool standby = (process->kind == ProcessKind::Scheduler ||
                          process->kind == ProcessKind::ControllerManager) &&
                         !process->leads;
    if (!process->healthy || process->mistaken())
        d.stroke(
            [&] {
                QPainterPath ring;
                ring.addEllipse(at, r, r);
                return ring;
            }(),
            d(Tone::Pending), 1.8, {2, 2});
    else if (standby)
        d.dot(at, r, {}, d(Tone::InkFaint), 1.8);
    else
        d.dot(at, r, d(Tone::Running), d(Tone::Running), 1.8);
}

bool ChipItem::timerRuns() const {
    const auto& timers = canvas().pose().timers;
    return std::any_of(timers.begin(), timers.end(), [this](const auto& timer) {
        return static_cast<std::int32_t>(timer.process) == process_;
    });
}

bool ChipItem::requestWaits() const {
    const auto& glasses = canvas().pose().hourglasses;
    return std::any_of(glasses.begin(), glasses.end(), [this](const auto& glass) {
        return static_cast<std::int32_t>(glass.process) == process_;
    });
}

double ChipItem::headRoom() const {
    return (timerRuns() ? 24 : 0) + (slim_ && requestWaits() ? 24 : 0);
}

double ChipItem::footRoom() const {
    return !slim_ && requestWaits() ? 26 : 0;
}

void ChipItem::draw(Drawing& d) {
    const Look& look = d.look();
    const QRectF b = box();
    const cluster::ProcessPicture* process =
        process_ < 0 ? nullptr : &canvas().picture().processes[static_cast<std::size_t>(process_)];
    const bool leads = process && process->leads && process->running;
    const bool keyed = leads || (process && process->believes); // a crown or a key has its place
    d.box(b, corner(), look(Tone::Canvas), leads ? look(Tone::Leader) : border(look, Tone::Border),
          look.stroke(leads ? 2 : 1));
    const Detail detail = look.detail();
    const auto kind = part().process;
    const double middle = b.center().y();
    const bool oneLine = slim_ || detail != Detail::Full;
    const double dotY = oneLine ? middle : b.y() + 18;
    if (detail == Detail::Small) return drawDot(d, {b.x() + 12, dotY}, process);
    const Words name{.px = 13, .weight = semiBold, .ink = look(Tone::Ink)};
    // A Controller Manager's key stands at the foot of its chip, where letters are not large; where
    // there is room for the name alone, heads sit on the chip's corner.
    const bool atFoot = kind == cluster::ProcessKind::ControllerManager && !slim_;
    const double half = look.px(13) * 0.36;
    const bool headBeside = keyed && (slim_ || !headsOnCorners(canvas(), kind)) &&
                            !(atFoot && dotY + half < b.y() + 33);
    const QStringList names = processNames(kind);
    QString text = d.firstThatFits(names, name, b.width() - 30 - (headBeside ? 28 : headRoom()));
    double nameY = dotY;
    if (text.isEmpty() && !slim_) { // above or below its head: who it is must be told
        text = d.firstThatFits(names, name, b.width() - 26);
        nameY = atFoot ? std::min(dotY, b.y() + 6 + half) : std::max(dotY, b.bottom() - 6 - half);
    }
    drawDot(d, {b.x() + 12, nameY}, process);
    const double w = d.text({b.x() + 22, nameY + look.px(13) * 0.35}, text, name);
    Words job{.px = 12, .ink = look(Tone::InkSoft)};
    const bool keyBeside = keyed && kind == cluster::ProcessKind::ControllerManager;
    const QString state = process ? processState(*process) : processJob(kind);
    if (slim_) {
        job.align = Qt::AlignRight;
        const double right = keyed ? 34 : 10 + headRoom();
        if (detail == Detail::Full && d.fits(state, job, b.width() - 22 - w - right - 10))
            d.text({b.right() - right, middle + look.px(12) * 0.35}, state, job);
    } else if (detail == Detail::Full) {
        // A little further left, or not at all, rather than cut.
        const double besideKey = b.width() - 14 - (keyBeside ? 22 : 0) - footRoom();
        const double x = d.fits(state, job, besideKey - 8) ? b.x() + 12 : b.x() + 8;
        if (d.fits(state, job, besideKey)) d.text({x, b.y() + 41}, state, job);
    }
}

QString ChipItem::spoken() const {
    const auto* process =
        process_ < 0 ? nullptr : &canvas().picture().processes[static_cast<std::size_t>(process_)];
    QString text = CanvasText::tr("%1 on %2").arg(processName(part().process), part().machine);
    if (process) text += QStringLiteral(", ") + processState(*process);
    if (process && process->leads) text += QStringLiteral(", ") + CanvasText::tr("leads");
    if (requestWaits()) text += QStringLiteral(", ") + CanvasText::tr("a request waits here");
    return text;
}

// --- pills

void PillItem::draw(Drawing& d) {
    drawGround(d);
    const Look& look = d.look();
    const QRectF b = box();
    const bool client = machine().spec.role == cluster::Role::Client;
    const QStringList ways =
        client ? QStringList{CanvasText::tr("You · kubectl"), CanvasText::tr("You")}
               : QStringList{CanvasText::tr("Load balancer :6443"), CanvasText::tr("Load balancer"),
                             QStringLiteral(":6443")};
    const Words words{
        .px = 14, .weight = medium, .ink = look(Tone::Ink), .align = Qt::AlignHCenter};
    const double taken = machine().on ? 0 : 44; // by the switch
    const QString text = d.firstThatFits(ways, words, b.width() - 20 - taken);
    d.text({b.center().x() - taken / 2, b.center().y() + look.px(14) * 0.36}, text, words);
    if (!machine().on) drawSwitch(d, {b.right() - 40, b.center().y()});
}

} // namespace maqueta::views
