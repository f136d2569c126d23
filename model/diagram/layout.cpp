#include "diagram/layout.h"

#include "diagram/areas.h"
#include "diagram/card_grid.h"
#include "diagram/pod_grid.h"

#include <algorithm>
#include <numeric>

namespace maqueta::diagram {
namespace {

using cluster::Picture;
using cluster::Role;

// Sizes of the target picture, in scene units.
constexpr double left = 16;
constexpr double gap = cardGap;
constexpr double baseWidth = 1088;
constexpr double cardsTop = 70;
constexpr double busY = 58;
constexpr double wideCard = 352;
constexpr double innerRoad = 24; // between the chips of a wide card: a token's width and some
constexpr double cardPad = 10;   // from a wide card's edge to its chips
constexpr double wideChip = (wideCard - 2 * cardPad - innerRoad) / 2;
constexpr double slimPlane = 300; // in rows of up to four: its name beside what the API says
constexpr double slimStore = 260;
constexpr double storeHeight = 46; // of a card with the one chip of external etcd, on one line
constexpr double workerWidth = 260;
constexpr double workerHeight = 166;
constexpr double earAt = 181;  // beside the longest zone, and "kubelet" has room behind it
constexpr double cardEdge = 6; // where tokens pass above what is written on a card
constexpr double rampHeight = 24;
constexpr double highwayHeight = 64;
constexpr double highwayEnd = 20;    // beyond the cards: room for the road from the load balancer
constexpr double machineLaneAt = 30; // below the highway's edge: the lane's name lies between
constexpr double podLaneAt = 53;
constexpr double traySlot = 30;
constexpr double badgeGap = 48; // between rows: for waits below a card and faults above one
constexpr double lampRoom = 30; // of the rail, for each member beyond three
constexpr double aboveLegend = 10;
constexpr double legendHeight = 43; // two rows
constexpr std::size_t mostPhotos = 2;

// Lays a layout out in passes, top to bottom.
class Surveyor {
public:
    Surveyor(const Picture& picture, const LayoutOptions& options)
        : picture_(picture), options_(options) {}

    Layout survey() {
        sort();
        chooseGrids();
        top();
        controlPlanes();
        middle();
        workers();
        roads();
        gaps();
        fillPods();
        finish();
        return std::move(out_);
    }

private:
    void sort() {
        for (std::uint32_t i = 0; i < picture_.machines.size(); ++i) {
            if (!picture_.machines[i].exists) {
                workers_.push_back(i); // a Node object alone: a card without switch and road
                continue;
            }
            switch (picture_.machines[i].spec.role) {
            case Role::ControlPlane: controlPlanes_.push_back(i); break;
            case Role::Etcd: stores_.push_back(i); break;
            case Role::Worker: workers_.push_back(i); break;
            case Role::LoadBalancer:
                if (out_.loadBalancerMachine < 0)
                    out_.loadBalancerMachine = static_cast<std::int32_t>(i);
                break;
            case Role::Client:
                if (out_.clientMachine < 0) out_.clientMachine = static_cast<std::int32_t>(i);
                break;
            }
        }
    }

    void chooseGrids() {
        const std::size_t n = controlPlanes_.size();
        if (n <= 3) {
            cpGrid_ = {.columns = 3, .cellW = wideCard, .cellH = 156};
        } else {
            // Balanced rows: 5 = 3 + 2, 7 = 4 + 3.
            const std::size_t rows = (n + 3) / 4;
            cpGrid_ = {.columns = (n + rows - 1) / rows,
                       .cellW = slimPlane,
                       .cellH = external() ? 123.0 : 150.0,
                       .rowGap = badgeGap};
        }
        // Machines of etcd: three in a row, or four of the narrower cards.
        const std::size_t s = stores_.size();
        const bool four = s == 4 || s > 6;
        storeGrid_ = {.columns = four ? 4U : 3U,
                      .cellW = four ? slimStore : wideCard,
                      .cellH = storeHeight,
                      .rowGap = 1.5 * gap};
        const std::size_t w = workers_.size();
        if (w >= options_.tilesFrom) {
            look_ = WorkerLook::Tiles;
            workerGrid_ = {.columns = columnsFor(w, 14, 14, 2, 2.4),
                           .cellW = 14,
                           .cellH = 14,
                           .rowGap = 2,
                           .columnGap = 2};
        } else if (w >= options_.compactFrom) {
            look_ = WorkerLook::Compact;
            workerGrid_ = {.columns = std::max<std::size_t>(8, columnsFor(w, 124, 78, 12, 2.4)),
                           .cellW = 124,
                           .cellH = 78,
                           .rowGap = 12,
                           .columnGap = 12};
        } else {
            // Up to six in a row: a second row would cost a small window more of its scale.
            const std::size_t few = w <= 6 ? std::max<std::size_t>(4, w) : 4;
            workerGrid_ = {.columns =
                               w <= 8 ? few : columnsFor(w, workerWidth, workerHeight, gap, 2),
                           .cellW = workerWidth,
                           .cellH = workerHeight};
        }
        width_ = baseWidth;
        if (!workers_.empty())
            width_ = std::max(width_, workerGrid_.width(std::min(w, workerGrid_.columns)));
        if (n > 0) width_ = std::max(width_, cpGrid_.width(std::min(n, cpGrid_.columns)));
        if (s > 0) width_ = std::max(width_, storeGrid_.width(std::min(s, storeGrid_.columns)));
        centre_ = left + width_ / 2;
    }

    // How many columns make the block about `aspect` times as wide as high.
    static std::size_t columnsFor(std::size_t n, double w, double h, double space, double aspect) {
        const double ideal = std::sqrt(static_cast<double>(n) * aspect * (h + space) / (w + space));
        return std::max<std::size_t>(4, static_cast<std::size_t>(std::lround(ideal)));
    }

    void top() {
        out_.client = {left, 10, 150, 36};
        out_.loadBalancer = {centre_ - 128, 10, 256, 36};
        out_.shelf = {left + width_ - 314, 8, 314, 40};
        out_.camera = {out_.shelf.x + 6, 12, 34, 32};
        const std::size_t n = std::min(picture_.snapshots.size(), mostPhotos);
        out_.firstPhoto = picture_.snapshots.size() - n;
        for (std::size_t i = 0; i < n; ++i)
            out_.photos.push_back({out_.shelf.x + 126 + 94 * static_cast<double>(i), 14, 86, 28});
        out_.clientRoad.points = {{out_.client.right(), 28}, {out_.loadBalancer.x, 28}};
    }

    // The boxes of a block of cells, its rows centred.
    std::vector<Box> block(const CardGrid& grid, std::size_t n, double y) const {
        std::vector<Box> out;
        for (std::size_t i = 0; i < n; ++i) {
            const std::size_t row = i / grid.columns;
            const std::size_t inRow = std::min(grid.columns, n - row * grid.columns);
            const double x = centre_ - grid.width(inRow) / 2 +
                             static_cast<double>(i % grid.columns) * (grid.cellW + grid.columnGap);
            out.push_back({x, y + static_cast<double>(row) * (grid.cellH + grid.rowGap), grid.cellW,
                           grid.cellH});
        }
        return out;
    }

    Box placed(Box box, std::uint32_t machine) const {
        const auto at = options_.positions.find(picture_.machines[machine].spec.name);
        return at == options_.positions.end() ? box : Box{at->second.x, at->second.y, box.w, box.h};
    }

    void controlPlanes() {
        const auto boxes = block(cpGrid_, controlPlanes_.size(), cardsTop);
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            ControlPlaneCard card;
            card.machine = controlPlanes_[i];
            card.box = placed(boxes[i], card.machine);
            card.slim = cpGrid_.cellW == slimPlane;
            const Box& b = card.box;
            card.power = {b.right() - 56, b.y + 4, 52, 32};
            placeChips(card);
            card.entry = {b.centre().x, b.y};
            card.exit = {b.centre().x, b.bottom()};
            out_.controlPlanes.push_back(card);
        }
        double y = cardsTop + cpGrid_.height(controlPlanes_.size());
        if (external()) y = stores(y + badgeGap);
        middleTop_ = y + (controlPlanes_.size() > 3 && !external() ? 26 : 18);
    }

    // The machines of external etcd; the y below them.
    double stores(double y) {
        const auto boxes = block(storeGrid_, stores_.size(), y);
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            ControlPlaneCard card;
            card.machine = stores_[i];
            card.box = placed(boxes[i], card.machine);
            card.slim = card.store = true;
            const Box& b = card.box;
            card.power = {b.right() - 56, b.y + 7, 52, 32};
            const double chipX = b.x + 0.4 * b.w;
            const Box chip{chipX, b.y + 11, b.right() - 62 - chipX, 24};
            card.chips[static_cast<std::size_t>(Chip::Etcd)] = chip;
            card.entry = {chip.centre().x, b.y};
            card.exit = {chip.centre().x, b.bottom()};
            out_.controlPlanes.push_back(card);
        }
        return y + storeGrid_.height(stores_.size());
    }

    // Four in two rows, or in one column where the card is slim. Without etcd the only door takes
    // both rows of its side.
    void placeChips(ControlPlaneCard& card) const {
        const Box& b = card.box;
        if (card.slim) {
            double y = b.y + 38;
            for (std::size_t k = 0; k < chipCount; ++k) {
                if (external() && static_cast<Chip>(k) == Chip::Etcd) continue;
                card.chips[k] = {b.x + 10, y, b.w - 20, 24};
                y += 27;
            }
            return;
        }
        const auto at = [&](std::size_t column, std::size_t row, double h) {
            return Box{b.x + cardPad + (wideChip + innerRoad) * static_cast<double>(column),
                       b.y + 38 + 57 * static_cast<double>(row), wideChip, h};
        };
        if (!external()) {
            for (std::size_t k = 0; k < chipCount; ++k) card.chips[k] = at(k % 2, k / 2, 51);
            return;
        }
        card.chips[static_cast<std::size_t>(Chip::ApiServer)] = at(0, 0, 108);
        card.chips[static_cast<std::size_t>(Chip::Scheduler)] = at(1, 0, 51);
        card.chips[static_cast<std::size_t>(Chip::ControllerManager)] = at(1, 1, 51);
    }
    bool external() const { return picture_.etcdRole == Role::Etcd; }

    void middle() {
        const double y = middleTop_;
        const std::size_t members = external() ? stores_.size() : controlPlanes_.size();
        const double lamps =
            lampRoom * static_cast<double>(std::clamp<std::size_t>(members, 3, 7) - 3);
        out_.rail = {left, y, 324 + lamps, 32};
        out_.tray = {centre_ + 30 + lamps, y, 310, 32};
        out_.gauge = {out_.rail.right() + 10, y - 1, 222, 34};
        out_.highway = {left - highwayEnd, y + 46, width_ + 2 * highwayEnd, highwayHeight};
        out_.machineLane = out_.highway.y + machineLaneAt;
        out_.podLane = out_.highway.y + podLaneAt;
    }

    void workers() {
        const double y = out_.highway.bottom() + rampHeight;
        const auto boxes = block(workerGrid_, workers_.size(), y);
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            WorkerCard card;
            card.machine = workers_[i];
            card.look = look_;
            card.box = placed(boxes[i], card.machine);
            const Box& b = card.box;
            card.entry = {b.centre().x, b.y};
            if (look_ == WorkerLook::Cards) {
                card.power = {b.x + 6, b.y + 8, 40, 32};
                card.ear = {b.x + earAt, b.y + cardEdge};
                card.cpu = {b.x + 68, b.y + 46, 136, 10};
                card.memory = {b.x + 68, b.y + 63, 136, 10};
                card.podArea = {b.x + 10, b.y + 82, b.w - 20, b.h - 88};
            } else if (look_ == WorkerLook::Compact) {
                card.power = {b.x + 2, b.y + 2, 32, 24};
                card.ear = card.entry; // its name fills the card
                card.podArea = {b.x + 8, b.y + 28, b.w - 16, b.h - 34};
            } else {
                card.ear = b.centre();
            }
            if (!picture_.machines[card.machine].exists) card.power = {};
            out_.workers.push_back(std::move(card));
        }
        const double height = std::max(workerGrid_.height(workers_.size()), 40.0);
        if (options_.legend) out_.legend = {left, y + height + aboveLegend, width_, legendHeight};
    }

    // --- roads
    bool free(double x, double y0, double y1, const Box& own) const {
        const Box lane{x - 4, std::min(y0, y1), 8, std::abs(y1 - y0)};
        const auto hits = [&](const Box& b) { return !(b == own) && b.intersects(lane); };
        return std::none_of(out_.controlPlanes.begin(), out_.controlPlanes.end(),
                            [&](const auto& c) { return hits(c.box); }) &&
               std::none_of(out_.workers.begin(), out_.workers.end(),
                            [&](const auto& c) { return hits(c.box); });
    }

    // Straight up or down where nothing stands in the way; else through the nearest gutter beside
    // the card, or beside another one where those are not free.
    Road vertical(Point from, double toY, const Box& own) const {
        Road road;
        road.to(from);
        if (free(from.x, from.y, toY, own)) {
            road.to({from.x, toY});
            return road;
        }
        const double step = (toY > from.y ? 1 : -1) * gap / 2;
        std::vector<double> gutters{own.x - gap / 2, own.right() + gap / 2};
        const auto isFree = [&](double x) { return free(x, from.y, toY, own); };
        if (look_ == WorkerLook::Cards && std::none_of(gutters.begin(), gutters.end(), isFree)) {
            for (const auto& card : out_.controlPlanes) addGutters(card.box, gutters);
            for (const auto& card : out_.workers) addGutters(card.box, gutters);
            std::stable_sort(gutters.begin(), gutters.end(), [&](double a, double b) {
                return std::abs(a - from.x) < std::abs(b - from.x);
            });
        }
        auto x = std::find_if(gutters.begin(), gutters.end(), isFree);
        if (x == gutters.end()) x = gutters.begin();
        road.to({from.x, from.y + step});
        road.to({*x, from.y + step});
        road.to({*x, toY});
        return road;
    }
    static void addGutters(const Box& box, std::vector<double>& out) {
        out.push_back(box.x - gap / 2);
        out.push_back(box.right() + gap / 2);
    }

    void roads() {
        const Point balancer{out_.loadBalancer.centre().x, out_.loadBalancer.bottom()};
        for (ControlPlaneCard& card : out_.controlPlanes) {
            if (!card.store) {
                const Road up = vertical(card.entry, busY, card.box);
                card.feeder.to(balancer);
                card.feeder.to({balancer.x, busY});
                card.feeder.to({up.points.back().x, busY});
                card.feeder.to(up.reversed());
            }
            const bool below = card.box.y >= out_.highway.bottom();
            card.ramp = vertical(below ? card.entry : card.exit,
                                 below ? out_.highway.bottom() : out_.highway.y, card.box);
        }
        for (WorkerCard& card : out_.workers) {
            if (!picture_.machines[card.machine].exists) continue;
            if (card.look == WorkerLook::Tiles) {
                card.ramp.points = {card.entry, {card.entry.x, out_.highway.bottom()}};
                continue;
            }
            const bool above = card.box.bottom() <= out_.highway.y;
            if (above) card.entry.y = card.box.bottom();
            card.ramp =
                vertical(card.entry, above ? out_.highway.y : out_.highway.bottom(), card.box);
        }
        const double beside = left + width_ + highwayEnd / 2;
        out_.bypass.points = {
            balancer, {balancer.x, busY}, {beside, busY}, {beside, out_.machineLane}};
    }

    // --- cuts
    std::optional<double> rampOf(std::uint32_t machine) const {
        const ControlPlaneCard* plane = out_.controlPlane(machine);
        const WorkerCard* worker = out_.worker(machine);
        const Road* ramp = plane ? &plane->ramp : worker ? &worker->ramp : nullptr;
        if (!ramp || ramp->points.empty()) return {};
        return ramp->points.back().x;
    }
    struct Reach {
        double low = 1e9;
        double high = -1e9;
        std::vector<std::uint32_t> machines;
    };
    Reach reachOf(const std::vector<std::uint32_t>& side) const {
        Reach out;
        for (const std::uint32_t m : side)
            if (const auto x = rampOf(m)) {
                out.low = std::min(out.low, *x);
                out.high = std::max(out.high, *x);
                out.machines.push_back(m);
            }
        return out;
    }
    void gaps() {
        for (std::uint32_t i = 0; i < picture_.faults.size(); ++i) {
            const cluster::FaultPicture& fault = picture_.faults[i];
            if (!fault.isCut()) continue;
            const Reach a = reachOf(fault.machines);
            const Reach b = reachOf(fault.others);
            Gap found{.fault = i, .x = {}, .leftIsA = a.high < b.low, .ramps = {}};
            if (!a.machines.empty() && !b.machines.empty() && (found.leftIsA || b.high < a.low))
                found.x = ((found.leftIsA ? a.high : b.high) + (found.leftIsA ? b.low : a.low)) / 2;
            else
                found.ramps = a.machines.size() <= b.machines.size() ? a.machines : b.machines;
            out_.gaps.push_back(std::move(found));
        }
    }

    // --- pods
    void fillPods() {
        std::vector<std::uint32_t> order(picture_.pods.size());
        std::iota(order.begin(), order.end(), 0U);
        // The oldest first, so that a newcomer takes the next free slot and moves nobody.
        std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return picture_.pods[a].created < picture_.pods[b].created;
        });
        std::vector<std::vector<std::uint32_t>> byMachine(picture_.machines.size());
        std::vector<std::uint32_t> waiting;
        for (const std::uint32_t i : order) {
            const cluster::PodPicture& pod = picture_.pods[i];
            const bool finished =
                pod.look == cluster::PodLook::Succeeded || pod.look == cluster::PodLook::Failed;
            // A bound pod has its slot, and waits in the tray until its kubelet hears of it; where
            // nobody can hear, it stands in its slot alone.
            const auto* node = pod.machine < 0
                                   ? nullptr
                                   : &picture_.machines[static_cast<std::size_t>(pod.machine)];
            if (node ? node->on && node->plugged && pod.look == cluster::PodLook::Assigned
                     : !finished)
                waiting.push_back(i);
            if (pod.machine >= 0) byMachine[static_cast<std::size_t>(pod.machine)].push_back(i);
        }
        for (WorkerCard& card : out_.workers) {
            if (card.look == WorkerLook::Tiles) continue;
            card.podsUnseen = placePods(card.podArea, byMachine[card.machine],
                                        card.look == WorkerLook::Cards, card.pods);
        }
        fillTray(waiting);
    }

    void fillTray(const std::vector<std::uint32_t>& waiting) {
        const double first = out_.tray.x + 166;
        const auto room = static_cast<std::size_t>((out_.tray.right() - 14 - first) / traySlot) + 1;
        const std::size_t seen = waiting.size() <= room ? waiting.size() : room - 1;
        for (std::size_t i = 0; i < seen; ++i)
            out_.waiting.push_back(
                {waiting[i],
                 {first + traySlot * static_cast<double>(i), out_.tray.centre().y},
                 12,
                 false});
        out_.waitingUnseen = waiting.size() - seen;
    }

    // As wide as the picture, or wider: it stands below all that somebody put farther down.
    void lowerLegend() {
        if (out_.legend.empty()) return;
        const auto below = [&](const Box& box) {
            out_.legend.y = std::max(out_.legend.y, box.bottom() + aboveLegend);
        };
        for (const auto& card : out_.controlPlanes) below(card.box);
        for (const auto& card : out_.workers) below(card.box);
        for (const ZoneArea& zone : out_.zones) below(zone.box);
    }

    void finish() {
        if (!workers_.empty() && look_ == WorkerLook::Cards) out_.zones = areasOf(picture_, out_);
        lowerLegend();
        Box all = united(out_.highway, {left, 8, width_, 40});
        for (const ZoneArea& zone : out_.zones) all = united(all, zone.box);
        for (const auto& card : out_.controlPlanes) all = united(all, card.box);
        for (const auto& card : out_.workers) all = united(all, card.box);
        constexpr double margin = 12;
        constexpr double belowLegend = 3;
        const double bottom =
            options_.legend ? out_.legend.bottom() + belowLegend : all.bottom() + margin;
        out_.bounds = {all.x - margin, all.y - margin, all.w + 2 * margin, bottom - all.y + margin};
    }

    const Picture& picture_;
    const LayoutOptions& options_;
    Layout out_;
    std::vector<std::uint32_t> controlPlanes_;
    std::vector<std::uint32_t> stores_;
    std::vector<std::uint32_t> workers_;
    CardGrid cpGrid_;
    CardGrid storeGrid_;
    CardGrid workerGrid_;
    WorkerLook look_ = WorkerLook::Cards;
    double width_ = baseWidth;
    double centre_ = left + baseWidth / 2;
    double middleTop_ = 0;
};

} // namespace

Layout layoutOf(const Picture& picture, const LayoutOptions& options) {
    return Surveyor(picture, options).survey();
}

} // namespace maqueta::diagram
