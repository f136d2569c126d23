#include "controllers/node/cidr_table.h"

#include "controllers/loop/step.h"

#include <cstdio>

namespace maqueta::controllers {
namespace {

using api::Kind;
using api::Node;
using api::Versioned;

std::optional<std::pair<std::uint32_t, int>> parseCidr(std::string_view cidr) {
    unsigned a = 0, b = 0, c = 0, d = 0;
    int mask = 0, used = 0;
    const std::string copy(cidr);
    if (std::sscanf(copy.c_str(), "%3u.%3u.%3u.%3u/%2d%n", &a, &b, &c, &d, &mask, &used) != 5)
        return std::nullopt;
    if (static_cast<std::size_t>(used) != copy.size() || (a | b | c | d) > 255 || mask < 1 ||
        mask > 32)
        return std::nullopt;
    return std::pair{(a << 24) | (b << 16) | (c << 8) | d, mask};
}

} // namespace

CidrTable::CidrTable(std::string_view cluster, int nodeMaskSize) : mask_(nodeMaskSize) {
    const auto parsed = parseCidr(cluster);
    if (!parsed || parsed->second > mask_ || mask_ - parsed->second > 24) return;
    base_ = parsed->first;
    count_ = std::uint32_t{1} << (mask_ - parsed->second);
}

std::string CidrTable::text(std::uint32_t number) const {
    const std::uint32_t address = base_ + (number << (32 - mask_));
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%u.%u.%u.%u/%d", address >> 24, (address >> 16) & 255,
                  (address >> 8) & 255, address & 255, mask_);
    return buffer;
}

std::optional<std::string> CidrTable::allocate(const Text& node) {
    if (const std::uint32_t* known = byNode_.find(node)) return text(*known);
    for (std::uint32_t i = 0; i < count_; ++i) {
        const std::uint32_t number = (next_ + i) % count_;
        if (taken_.contains(number)) continue;
        taken_.set(number, node);
        byNode_.set(node, number);
        next_ = (number + 1) % count_;
        return text(number);
    }
    return std::nullopt;
}

void CidrTable::occupy(const Text& node, std::string_view cidr) {
    const auto parsed = parseCidr(cidr);
    if (!parsed || parsed->second != mask_ || parsed->first < base_ || byNode_.contains(node))
        return;
    const std::uint32_t number = (parsed->first - base_) >> (32 - mask_);
    if (number >= count_) return;
    taken_.set(number, node);
    byNode_.set(node, number);
}

void CidrTable::release(const Text& node) {
    const std::uint32_t* number = byNode_.find(node);
    if (!number) return;
    taken_.erase(std::uint32_t(*number));
    byNode_.erase(node);
}

void onChangeForNodeIpam(Step& step, Kind kind, const Versioned& before, const Versioned& now) {
    CidrTable& cidrs = step.state().cidrs;
    if (kind != Kind::Node || !cidrs.enabled()) return;
    if (!now) return cidrs.release(before->meta.name);
    const Node& node = now.as<Node>();
    if (!node.podCidr.empty())
        cidrs.occupy(node.meta.name, node.podCidr);
    else if (!before)
        step.add(Loop::NodeIpam, {{}, node.meta.name});
}

Outcome reconcileNodeIpam(Sync& sync) {
    const Node* node = sync.seen().get<Node>({}, sync.key().name);
    if (!node || !node->podCidr.empty()) return Outcome::Done;
    const auto cidr = sync.step().state().cidrs.allocate(node->meta.name);
    if (!cidr) {
        sync.event(*node, "Normal", "CIDRNotAvailable",
                   "Node " + node->meta.name + " status is now: CIDRNotAvailable");
        return Outcome::Failed;
    }
    const Answer* answer = sync.ask([&] {
        base::Json spec;
        spec["podCIDR"] = *cidr;
        spec["podCIDRs"] = base::Json::array({*cidr});
        base::Json patch;
        patch["spec"] = std::move(spec);
        return patchRequest(Kind::Node, {}, node->meta.name, api::PatchType::StrategicMerge,
                            std::move(patch));
    });
    if (!answer) return Outcome::Waiting;
    if (!answer->ok()) return answer->notFound() ? Outcome::Done : Outcome::Failed;
    sync.note(NodeCidrAssigned{node->meta.name, *cidr});
    return Outcome::Done;
}

} // namespace maqueta::controllers
