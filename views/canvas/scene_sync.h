// How the scene's items follow its layout.
#pragma once

#include "diagram/route.h"
#include "views/canvas/canvas_scene.h"
#include "views/canvas/items/fault_item.h"
#include "views/canvas/items/fleet_item.h"
#include "views/canvas/items/gauge_item.h"
#include "views/canvas/items/ground.h"
#include "views/canvas/items/invitation_item.h"
#include "views/canvas/items/legend_item.h"
#include "views/canvas/items/machines.h"
#include "views/canvas/items/motion.h"
#include "views/canvas/items/pod_item.h"
#include "views/canvas/words.h"

#include <algorithm>
#include <map>

namespace maqueta::views {

// Brings the items in line with the layout: places those that stay, makes the new, drops the rest.
class CanvasScene::Sync {
public:
    explicit Sync(CanvasScene& scene) : s_(scene), old_(std::move(scene.items_)) {
        s_.items_.clear();
    }

    void run() {
        single<ZonesItem>("zones", s_.layout_.bounds);
        single<RoadsItem>("roads", s_.layout_.bounds);
        single<HighwayItem>("highway", s_.layout_.highway);
        single<NetworkSignItem>("sign", s_.layout_.highway);
        single<WaysItem>("ways", s_.layout_.bounds);
        single<RailItem>("rail", s_.layout_.rail);
        single<TrayItem>("tray", s_.layout_.tray);
        single<ShelfItem>("shelf", s_.layout_.shelf);
        single<FleetItem>("fleet", s_.layout_.bounds);
        single<TokensItem>("tokens", s_.layout_.bounds);
        single<GlyphsItem>("glyphs", s_.layout_.bounds);
        single<InvitationItem>("invitation", s_.layout_.bounds);
        pills();
        gauge();
        photos();
        controlPlanes();
        workers();
        for (const diagram::PodSlot& slot : s_.layout_.waiting) pod(slot, true);
        faults();
        single<LegendItem>("legend", s_.layout_.legend);
        qDeleteAll(old_);
        s_.placeLegend(); // it tells of the badges that are there
    }

private:
    static cluster::ProcessKind kindOf(diagram::Chip chip) {
        switch (chip) {
        case diagram::Chip::ApiServer: return cluster::ProcessKind::ApiServer;
        case diagram::Chip::Etcd: return cluster::ProcessKind::Etcd;
        case diagram::Chip::Scheduler: return cluster::ProcessKind::Scheduler;
        case diagram::Chip::ControllerManager: return cluster::ProcessKind::ControllerManager;
        }
        return cluster::ProcessKind::ApiServer;
    }
    template <class Item, class Make>
    Item* keep(const QString& key, Make make) {
        PartItem* item = old_.take(key);
        if (!item) {
            item = make();
            s_.addItem(item);
        }
        s_.items_.insert(key, item);
        return static_cast<Item*>(item);
    }
    template <class Item>
    void single(const char* key, const diagram::Box& box) {
        keep<Item>(QString::fromLatin1(key), [&] { return new Item(s_); })->place(box);
    }
    QString nameOf(std::uint32_t machine) const {
        return toQString(s_.picture().machines[machine].spec.name);
    }
    Part machinePart(std::uint32_t machine) const {
        return {.kind = Part::Kind::Machine, .machine = nameOf(machine)};
    }
    template <class Item>
    Item* machine(std::uint32_t index, const diagram::Box& box) {
        const Part part = machinePart(index);
        Item* item = keep<Item>(QStringLiteral("machine:") + part.machine,
                                [&] { return new Item(s_, part); });
        item->setMachine(index);
        item->place(box);
        stack(item, Level::Card, index);
        return item;
    }
    // Cards that a person has put somewhere lie above those that stand in their rows.
    void stack(PartItem* item, Level level, std::uint32_t machine) const {
        const auto& all = s_.picture().machines;
        const bool moved =
            s_.frame_.layout && s_.frame_.layout->positions.count(all[machine].spec.name) > 0;
        item->stack(level, machine + (moved ? all.size() : 0), 2 * all.size());
    }

    void pills() {
        const auto& layout = s_.layout_;
        if (layout.clientMachine >= 0)
            machine<PillItem>(static_cast<std::uint32_t>(layout.clientMachine), layout.client);
        if (layout.loadBalancerMachine >= 0)
            machine<PillItem>(static_cast<std::uint32_t>(layout.loadBalancerMachine),
                              layout.loadBalancer);
    }
    void faultItem(std::size_t index, const diagram::Box& box) {
        keep<FaultItem>(QStringLiteral("fault:%1").arg(index), [&] {
            return new FaultItem(
                s_, {.kind = Part::Kind::Fault, .snapshot = static_cast<quint32>(index)});
        })->place(box);
    }
    // On the way between its two machines, where no other badge is yet.
    void faultOfWay(std::size_t index) {
        const cluster::FaultPicture& fault = s_.picture().faults[index];
        const diagram::Road road =
            diagram::Router(s_.picture(), s_.layout_).between(fault.machines[0], fault.others[0]);
        if (road.points.size() < 2) return;
        const double height = FaultItem::height(s_.look_);
        const double width = FaultItem::width(s_.look_, FaultItem::words(fault, s_.picture()));
        const auto boxAt = [&](double part) {
            const diagram::Point at = road.at(part);
            return diagram::Box{at.x - width / 2, at.y - height / 2, width, height};
        };
        for (const double part : {0.5, 0.38, 0.62, 0.28, 0.72, 0.2, 0.8}) {
            const diagram::Box box = boxAt(part);
            const bool taken =
                std::any_of(badges_.begin(), badges_.end(),
                            [&](const diagram::Box& other) { return other.intersects(box); });
            if (taken) continue;
            badges_.push_back(box);
            return faultItem(index, box);
        }
        // Where all of them are taken: above what is there.
        diagram::Box box = boxAt(0.5);
        while (std::any_of(badges_.begin(), badges_.end(),
                           [&](const diagram::Box& other) { return other.intersects(box); }))
            box.y -= height + 2;
        badges_.push_back(box);
        faultItem(index, box);
    }
    // Above the name on the card that it sits on, one beside the other; of a cut on the highway.
    void faults() {
        constexpr double smallest = 40; // of a home: a tile shows its machine's state only
        constexpr double apart = 6;
        struct Row {
            double from = 0; // the home's end that is taken so far
            int above = 0;   // rows that are full
        };
        std::map<std::int64_t, Row> rows;
        const double height = FaultItem::height(s_.look_);
        const auto& all = s_.picture().faults;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i].isWay()) continue;
            const bool cut = all[i].isCut();
            const diagram::Box home =
                cut ? s_.layout_.highway : s_.layout_.boxOf(all[i].machines[0]);
            if (home.empty() || home.w < smallest) continue;
            const double inset = cut ? 46 : FaultItem::inset(toQt(home));
            const double width =
                std::min(FaultItem::width(s_.look_, FaultItem::words(all[i], s_.picture())),
                         home.w - 2 * inset);
            Row& row = rows[cut ? -1 : std::int64_t{all[i].machines[0]}];
            if (row.from > 0 && inset + row.from + width > home.w - inset)
                row = {.from = 0, .above = row.above + 1};
            const double along = inset + row.from;
            row.from += width + apart;
            double x = cut ? home.right() - along - width : home.x + along;
            double y = cut ? home.y : FaultItem::top(toQt(home), s_.look_) + height / 2;
            for (const diagram::Gap& gap : s_.layout_.gaps) // where the road is broken, at its foot
                if (gap.fault == i && gap.x) {
                    x = *gap.x - width / 2;
                    y = home.bottom() + 6;
                }
            badges_.push_back({x, y - height / 2 - (height + 2) * row.above, width, height});
            faultItem(i, badges_.back());
        }
        for (std::size_t i = 0; i < all.size(); ++i)
            if (all[i].isWay()) faultOfWay(i);
    }
    void gauge() {
        const auto gauge = diagram::gaugeOf(s_.picture());
        if (!gauge) return;
        const cluster::DeploymentPicture& d = s_.picture().deployments[gauge->deployment];
        const Part part{
            .kind = Part::Kind::Deployment, .ns = toQString(d.ns), .name = toQString(d.name)};
        auto* item = keep<GaugeItem>(QStringLiteral("gauge:%1/%2").arg(part.ns, part.name),
                                     [&] { return new GaugeItem(s_, part); });
        item->setGauge(*gauge);
        item->place(s_.layout_.gauge);
    }
    void photos() {
        for (std::size_t i = 0; i < s_.layout_.photos.size(); ++i) {
            const quint32 number = s_.picture().snapshots[s_.layout_.firstPhoto + i].number;
            keep<PhotoItem>(QStringLiteral("photo:%1").arg(number), [&] {
                return new PhotoItem(s_, {.kind = Part::Kind::Snapshot, .snapshot = number});
            })->place(s_.layout_.photos[i]);
        }
    }
    void controlPlanes() {
        for (const diagram::ControlPlaneCard& card : s_.layout_.controlPlanes) {
            machine<ControlPlaneItem>(card.machine, card.box);
            for (std::size_t k = 0; k < diagram::chipCount; ++k) {
                if (card.chips[k].empty()) continue;
                const cluster::ProcessKind kind = kindOf(static_cast<diagram::Chip>(k));
                const QString name = nameOf(card.machine);
                auto* chip = keep<ChipItem>(QStringLiteral("chip:%1:%2").arg(name).arg(k), [&] {
                    return new ChipItem(
                        s_, {.kind = Part::Kind::Process, .machine = name, .process = kind});
                });
                chip->setProcess(processOf(card.machine, kind), card.slim);
                chip->place(card.chips[k]);
                stack(chip, Level::Chip, card.machine);
            }
        }
    }
    std::int32_t processOf(std::uint32_t machine, cluster::ProcessKind kind) const {
        const auto& processes = s_.picture().processes;
        for (std::size_t i = 0; i < processes.size(); ++i)
            if (processes[i].machine == machine && processes[i].kind == kind)
                return static_cast<std::int32_t>(i);
        return -1;
    }
    void workers() {
        for (const diagram::WorkerCard& card : s_.layout_.workers) {
            if (card.look == diagram::WorkerLook::Tiles) continue;
            machine<WorkerItem>(card.machine, card.box);
            if (card.look == diagram::WorkerLook::Cards)
                for (const diagram::PodSlot& slot : card.pods) pod(slot, false);
        }
    }
    void pod(const diagram::PodSlot& slot, bool inTray) {
        const cluster::PodPicture& p = s_.picture().pods[slot.pod];
        const QString key = (inTray ? QStringLiteral("tray:") : QStringLiteral("pod:")) +
                            toQString(p.uid.empty() ? p.ns + "/" + p.name : p.uid);
        auto* item = keep<PodItem>(key, [&] {
            return new PodItem(
                s_, {.kind = Part::Kind::Pod, .ns = toQString(p.ns), .name = toQString(p.name)});
        });
        item->setSlot(slot, inTray);
        if (!inTray && p.machine >= 0)
            stack(item, Level::Pod, static_cast<std::uint32_t>(p.machine));
    }

    CanvasScene& s_;
    QHash<QString, PartItem*> old_;
    std::vector<diagram::Box> badges_; // of faults, as far as they have their places
};

} // namespace maqueta::views
