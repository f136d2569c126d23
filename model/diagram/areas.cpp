#include "diagram/areas.h"

#include <algorithm>
#include <map>

namespace maqueta::diagram {

using cluster::Picture;
using cluster::Role;

std::string groupOf(const cluster::MachinePicture& machine, std::string_view label) {
    if (label.empty()) return machine.spec.zone;
    for (const auto& [key, value] : machine.labels)
        if (key == label) return value;
    return {};
}

std::vector<std::string> labelsThatTellApart(const Picture& picture) {
    constexpr std::string_view zone = "topology.kubernetes.io/zone";
    std::map<std::string, std::map<std::string, std::size_t>> values; // of each key
    std::size_t workers = 0;
    for (const cluster::MachinePicture& m : picture.machines) {
        if (m.exists && m.spec.role != Role::Worker) continue;
        ++workers;
        for (const auto& [key, value] : m.labels)
            if (key != zone) ++values[key][value];
    }
    std::vector<std::string> keys;
    for (const auto& [key, counts] : values) {
        std::size_t labelled = 0;
        for (const auto& [value, count] : counts) labelled += count;
        const std::size_t groups = counts.size() + (labelled < workers ? 1 : 0);
        if (groups >= 2 && groups < workers) keys.push_back(key);
    }
    return keys;
}

namespace {

// Around the cards of each value of a label (empty = the zone).
std::vector<ZoneArea> areasBy(const std::string& label, const Picture& picture,
                              const Layout& layout) {
    constexpr double margin = 10;
    constexpr double nameHeight = 28;
    std::map<std::string, ZoneArea> byName;
    for (const WorkerCard& card : layout.workers) {
        const std::string name = groupOf(picture.machines[card.machine], label);
        if (name.empty() && label.empty()) return {};
        ZoneArea& area = byName[name];
        area.label = label;
        area.name = name;
        area.box = united(area.box, card.box);
        area.machines.push_back(card.machine);
    }
    std::vector<ZoneArea> areas;
    for (auto& [name, area] : byName) {
        const Box& b = area.box;
        area.box = {b.x - margin, b.y - nameHeight, b.w + 2 * margin, b.h + nameHeight + margin};
        areas.push_back(std::move(area));
    }
    const auto apart = [&](const ZoneArea& area) {
        return !area.box.intersects(layout.highway) &&
               std::all_of(areas.begin(), areas.end(), [&](const ZoneArea& other) {
                   return &other == &area || !other.box.intersects(area.box);
               });
    };
    const bool all = std::all_of(areas.begin(), areas.end(), apart);
    return all && areas.size() >= 2 ? areas : std::vector<ZoneArea>();
}

} // namespace

std::vector<ZoneArea> areasOf(const Picture& picture, const Layout& layout) {
    std::vector<std::string> keys = labelsThatTellApart(picture);
    keys.insert(keys.begin(), std::string());
    for (const std::string& key : keys)
        if (std::vector<ZoneArea> areas = areasBy(key, picture, layout); !areas.empty())
            return areas;
    return {};
}

} // namespace maqueta::diagram
