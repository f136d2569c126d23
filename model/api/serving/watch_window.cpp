#include "api/serving/watch_window.h"

#include <algorithm>

namespace maqueta::api {
namespace {

// watch_cache.go: eventFreshDuration, and bounds of the capacity (there 100 and 102,400).
constexpr sim::Duration freshFor = sim::seconds(75);
constexpr std::size_t leastCapacity = 128;
constexpr std::size_t mostCapacity = 16384;

} // namespace

void WatchWindow::add(ObjectChange change) {
    if (size() == ring_.size()) {
        const bool fresh = size() > 0 && at(0).at + freshFor > change.at;
        if (ring_.empty() || (fresh && ring_.size() < mostCapacity)) {
            grow();
        } else {
            base_ = at(0).revision;
            ++first_;
        }
    }
    newest_ = change.revision;
    ring_.write(slot(end_++)) = std::move(change);
}

void WatchWindow::grow() {
    sim::CowVector<ObjectChange> bigger;
    bigger.resize(std::max(leastCapacity, ring_.size() * 2));
    const std::size_t count = size();
    for (std::size_t i = 0; i < count; ++i) bigger.write(i) = at(i);
    ring_ = std::move(bigger);
    first_ = 0;
    end_ = count;
}

std::size_t WatchWindow::firstAfter(std::int64_t revision) const {
    std::size_t low = 0, high = size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (at(middle).revision <= revision)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

} // namespace maqueta::api
