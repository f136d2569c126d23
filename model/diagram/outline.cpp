#include "diagram/outline.h"

#include "base/sentence.h"
#include "base/utf8.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace maqueta::diagram {
namespace {

using cluster::MachinePicture;
using cluster::Picture;
using cluster::PodLook;
using cluster::PodPicture;
using cluster::ProcessKind;
using cluster::ProcessPicture;

constexpr double kubeletWidth = 62; // of its name beside the ear
constexpr double kubeletHeight = 24;
constexpr double noteHeight = 20;

class Builder {
public:
    Builder(const Picture& picture, const Layout& layout, const OutlineOptions& options)
        : picture_(picture)
        , layout_(layout)
        , options_(options)
        , only_(options.only.begin(), options.only.end()) {}

    Outline build() {
        out_.bounds = layout_.bounds;
        countPods();
        if (only_.empty()) {
            zones();
            network_ = add({.id = "network",
                            .kind = ShapeKind::Network,
                            .name = say({MAQUETA_TEXT("Outline", "Virtual network")}),
                            .box = layout_.highway});
        }
        pills();
        for (const ControlPlaneCard& card : layout_.controlPlanes) controlPlane(card);
        tray();
        for (const WorkerCard& card : layout_.workers) worker(card);
        return std::move(out_);
    }

private:
    std::string say(const base::Sentence& sentence) const {
        return options_.local ? sentence.text(options_.local) : sentence.text();
    }
    const MachinePicture& machineAt(std::uint32_t index) const { return picture_.machines[index]; }
    bool wanted(const std::string& name) const { return only_.empty() || only_.contains(name); }
    static std::string called(const PodPicture& pod) { return pod.ns + "/" + pod.name; }

    // Two of one id: the later one gets the first number that makes it nobody else's.
    std::string ownId(std::string_view id) {
        const std::string plain = plainText(id);
        std::string own = plain;
        while (!ids_.insert(own).second) {
            const auto [times, first] = times_.try_emplace(plain, 1);
            own = plain + "#" + std::to_string(++times->second);
        }
        return own;
    }
    std::size_t add(Shape shape) {
        shape.id = ownId(shape.id);
        shape.name = plainText(shape.name);
        shape.detail = plainText(shape.detail);
        shape.workload = plainText(shape.workload);
        out_.shapes.push_back(std::move(shape));
        return out_.shapes.size() - 1;
    }
    void line(std::string_view id, std::optional<std::size_t> from, std::optional<std::size_t> to,
              const Road& road, bool broken = false) {
        if (from && to)
            out_.lines.push_back(
                {.id = ownId(id), .from = *from, .to = *to, .road = road, .broken = broken});
    }
    // Nothing gets to it: its cable is out, or a cut of the network runs through its ramp.
    bool cutOff(std::uint32_t index) const {
        if (!machineAt(index).plugged) return true;
        return std::any_of(layout_.gaps.begin(), layout_.gaps.end(), [&](const Gap& cut) {
            return std::find(cut.ramps.begin(), cut.ramps.end(), index) != cut.ramps.end();
        });
    }

    void zones() {
        for (const ZoneArea& zone : layout_.zones) {
            std::string name = zone.name;
            if (zone.label.empty())
                name = say({MAQUETA_TEXT("Outline", "zone {name}"), {{"name", zone.name}}});
            else if (zone.name.empty())
                name = say({MAQUETA_TEXT("Outline", "without {label}"), {{"label", zone.label}}});
            else
                name = zone.label + ": " + zone.name;
            add({.id = "zone/" + zone.label + "/" + zone.name,
                 .kind = ShapeKind::Zone,
                 .name = std::move(name),
                 .box = zone.box});
        }
    }

    Shape machineShape(std::uint32_t index, const Box& box) const {
        const MachinePicture& m = machineAt(index);
        Shape shape{.id = "machine/" + m.spec.name,
                    .kind = ShapeKind::Machine,
                    .state = ShapeState::Good,
                    .name = m.spec.name,
                    .detail = m.ip,
                    .box = box,
                    .parent = {},
                    .workload = {}};
        // What has no power is off, whatever else is wrong with it.
        const auto tell = [&](ShapeState state, const base::Sentence& what) {
            if (shape.state != ShapeState::Off) shape.state = state;
            shape.detail += (shape.detail.empty() ? "" : " · ") + say(what);
        };
        if (m.exists && !m.on) tell(ShapeState::Off, {MAQUETA_TEXT("Outline", "no power")});
        if (m.exists && !m.plugged)
            tell(ShapeState::Trouble, {MAQUETA_TEXT("Outline", "cable pulled")});
        if (!m.exists) tell(ShapeState::Off, {MAQUETA_TEXT("Outline", "a Node without a machine")});
        if (m.registered && !m.ready) tell(ShapeState::Trouble, base::verbatim("NotReady"));
        if (m.registered && m.ready && m.on) tell(shape.state, base::verbatim("Ready"));
        if (m.unschedulable) tell(shape.state, base::verbatim("SchedulingDisabled"));
        return shape;
    }

    // Of a machine without a card; -1 = there is none.
    std::optional<std::size_t> pill(std::int32_t machine, const Box& box,
                                    const base::Sentence& name) {
        if (machine < 0) return std::nullopt;
        const auto at = static_cast<std::uint32_t>(machine);
        if (!wanted(machineAt(at).spec.name)) return std::nullopt;
        Shape shape = machineShape(at, box);
        shape.kind = ShapeKind::Pill;
        shape.name = say(name);
        return add(std::move(shape));
    }

    void pills() {
        const auto client =
            pill(layout_.clientMachine, layout_.client, {MAQUETA_TEXT("Outline", "You · kubectl")});
        balancer_ = pill(layout_.loadBalancerMachine, layout_.loadBalancer,
                         {MAQUETA_TEXT("Outline", "Load balancer :6443")});
        line("road/client", client, balancer_, layout_.clientRoad);
        line("road/bypass", balancer_, network_, layout_.bypass);
    }

    void process(std::size_t parent, std::uint32_t machine, ProcessKind kind, const char* name,
                 const Box& box) {
        for (const ProcessPicture& p : picture_.processes) {
            if (p.machine != machine || p.kind != kind) continue;
            Shape shape{.id = "process/" + machineAt(machine).spec.name + "/" +
                              std::string(text(kind)),
                        .kind = ShapeKind::Process,
                        .state = ShapeState::Good,
                        .name = name,
                        .detail = {},
                        .box = box,
                        .parent = parent,
                        .workload = {}};
            if (!p.running) {
                shape.state = ShapeState::Off;
                shape.detail = say({MAQUETA_TEXT("Outline", "does not run")});
            } else if (p.paused) {
                shape.state = ShapeState::Trouble;
                shape.detail = say({MAQUETA_TEXT("Outline", "paused")});
            } else if (p.leads) {
                shape.state = ShapeState::Leads;
                shape.detail = kind == ProcessKind::Etcd
                                   ? say({MAQUETA_TEXT("Outline", "leader of term {term}"),
                                          {{"term", std::to_string(p.term)}}})
                                   : say({MAQUETA_TEXT("Outline", "holds the Lease")});
            } else if (!p.healthy && kind != ProcessKind::Scheduler &&
                       kind != ProcessKind::ControllerManager) {
                shape.state = ShapeState::Waiting;
            }
            add(std::move(shape));
            return;
        }
    }

    void controlPlane(const ControlPlaneCard& card) {
        if (!wanted(machineAt(card.machine).spec.name)) return;
        const std::string& name = machineAt(card.machine).spec.name;
        const std::size_t at = add(machineShape(card.machine, card.box));
        constexpr std::pair<ProcessKind, const char*> chips[chipCount] = {
            {ProcessKind::ApiServer, "API server"},
            {ProcessKind::Etcd, "etcd"},
            {ProcessKind::Scheduler, "Scheduler"},
            {ProcessKind::ControllerManager, "Controller Manager"}};
        for (std::size_t i = 0; i < chipCount; ++i)
            if (!card.chips[i].empty())
                process(at, card.machine, chips[i].first, chips[i].second, card.chips[i]);
        const bool broken = cutOff(card.machine);
        line("ramp/" + name, at, network_, card.ramp, broken);
        if (!card.store)
            line("feeder/" + name, balancer_, at, card.feeder, !machineAt(card.machine).plugged);
    }

    static ShapeState stateOf(const PodPicture& pod) {
        switch (pod.look) {
        case PodLook::Ready:
        case PodLook::Succeeded: return ShapeState::Good;
        case PodLook::Waiting:
        case PodLook::Assigned:
        case PodLook::Starting:
        case PodLook::Running: return ShapeState::Waiting;
        case PodLook::Unknown:
        case PodLook::Terminating: return ShapeState::Off;
        case PodLook::Failed: return ShapeState::Trouble;
        }
        return ShapeState::Good;
    }

    void pod(const PodPicture& pod, const PodSlot& slot, std::optional<std::size_t> parent) {
        if (!parent && !wanted(called(pod))) return;
        add({.id = "pod/" + called(pod),
             .kind = ShapeKind::Pod,
             .state = stateOf(pod),
             .name = pod.name,
             .detail = pod.reason.empty() ? pod.phase : pod.phase + " · " + pod.reason,
             .box = {slot.at.x - slot.radius, slot.at.y - slot.radius, 2 * slot.radius,
                     2 * slot.radius},
             .parent = parent,
             .workload = pod.workload});
    }
    void unseen(std::size_t count, const std::string& of, std::size_t parent, const Box& box) {
        if (count == 0) return;
        add({.id = "more/" + of,
             .kind = ShapeKind::Note,
             .name = say({MAQUETA_TEXT("Outline", "{count} more pods"),
                          {{"count", std::to_string(count)}}}),
             .box = {box.x, box.bottom() - noteHeight, box.w, noteHeight},
             .parent = parent});
    }

    void tray() {
        std::optional<std::size_t> at;
        if (only_.empty())
            at = add({.id = "tray",
                      .kind = ShapeKind::Tray,
                      .name = say({MAQUETA_TEXT("Outline", "Waiting for a node")}),
                      .box = layout_.tray});
        for (const PodSlot& slot : layout_.waiting) pod(picture_.pods[slot.pod], slot, at);
        if (at) unseen(layout_.waitingUnseen, "tray", *at, layout_.tray);
    }

    void worker(const WorkerCard& card) {
        const MachinePicture& m = machineAt(card.machine);
        std::optional<std::size_t> at;
        if (wanted(m.spec.name)) at = add(machineShape(card.machine, card.box));
        if (at && card.look == WorkerLook::Cards)
            process(*at, card.machine, ProcessKind::Kubelet, "kubelet",
                    {card.ear.x - 8, card.box.y + 8, kubeletWidth, kubeletHeight});
        if (card.look == WorkerLook::Cards || !at) {
            for (const PodSlot& slot : card.pods) pod(picture_.pods[slot.pod], slot, at);
            if (at) unseen(card.podsUnseen, "machine/" + m.spec.name, *at, card.podArea);
        } else {
            counted(card, *at);
        }
        if (at && m.exists)
            line("ramp/" + m.spec.name, network_, at, card.ramp, cutOff(card.machine));
    }
    // Of many workers: how many pods of which workload, as one note.
    void counted(const WorkerCard& card, std::size_t at) {
        const auto found = podsOf_.find(card.machine);
        if (found == podsOf_.end()) return;
        std::string all;
        for (const auto& [workload, count] : found->second) {
            if (!all.empty()) all += ", ";
            all += workload;
            if (count > 1) all += " ×" + std::to_string(count);
        }
        add({.id = "pods/" + machineAt(card.machine).spec.name,
             .kind = ShapeKind::Note,
             .name = std::move(all),
             .box = card.podArea.empty() ? card.box : card.podArea,
             .parent = at});
    }
    void countPods() {
        for (const PodPicture& pod : picture_.pods)
            if (pod.machine >= 0) ++podsOf_[static_cast<std::uint32_t>(pod.machine)][pod.workload];
    }

    const Picture& picture_;
    const Layout& layout_;
    const OutlineOptions& options_;
    std::set<std::string> only_;
    std::set<std::string> ids_;
    std::map<std::string, int> times_; // of an id that others have, too
    std::map<std::uint32_t, std::map<std::string, int>> podsOf_;
    std::optional<std::size_t> network_;
    std::optional<std::size_t> balancer_;
    Outline out_;
};

} // namespace

Outline outlineOf(const Picture& picture, const Layout& layout, const OutlineOptions& options) {
    return Builder(picture, layout, options).build();
}

std::string plainText(std::string_view text) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD
    std::string out;
    while (!text.empty()) {
        const std::size_t good = std::min(base::invalidUtf8At(text), text.size());
        for (std::size_t i = 0; i < good; ++i) {
            const char c = text[i];
            const auto byte = static_cast<unsigned char>(c);
            const std::string_view three = text.substr(i, std::min<std::size_t>(3, good - i));
            if (c == '\n' || c == '\r' || c == '\t') {
                out += ' ';
            } else if (byte < 0x20 || byte == 0x7f) {
                out += replacement;
            } else if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
                out += replacement; // U+FFFE, U+FFFF: no characters
                i += 2;
            } else {
                out += c;
            }
        }
        text.remove_prefix(good);
        if (text.empty()) break;
        out += replacement;
        text.remove_prefix(1);
    }
    return out;
}

} // namespace maqueta::diagram
