#include "controllers/node/node_health.h"

namespace maqueta::controllers {

std::string_view text(ZoneState state) {
    switch (state) {
    case ZoneState::Initial: return "Initial";
    case ZoneState::Normal: return "Normal";
    case ZoneState::PartialDisruption: return "PartialDisruption";
    case ZoneState::FullDisruption: return "FullDisruption";
    }
    return "";
}

bool TaintLine::add(const Text& node) {
    if (places_.contains(node)) return false;
    const std::uint64_t order = nextOrder_++;
    places_.set(node, {order, true});
    line_.set(order, node);
    return true;
}

bool TaintLine::remove(const Text& node) {
    const Place* place = places_.find(node);
    if (!place) return false;
    if (place->waits) line_.erase(std::uint64_t(place->order));
    return places_.erase(node);
}

std::optional<Text> TaintLine::take(sim::Time now) {
    if (line_.empty() || rate_ <= 0 || !limit_.tryTake(now)) return std::nullopt;
    const Text node = line_.begin().value();
    Place& place = places_.write(node);
    line_.erase(std::uint64_t(place.order));
    place.waits = false;
    return node;
}

sim::Time TaintLine::nextTurn(sim::Time now) const {
    return line_.empty() || rate_ <= 0 ? sim::Time::never() : limit_.available(now);
}

void TaintLine::setRate(double perSecond, sim::Time now) {
    if (perSecond == rate_) return;
    // Who has just been served at the old rate waits a full turn of the new one.
    const bool spent = rate_ == 0 || (rate_ > 0 && !limit_.tryTake(now));
    rate_ = perSecond;
    limit_ = sim::Throttle(perSecond, 1);
    if (spent) limit_.tryTake(now);
}

} // namespace maqueta::controllers
