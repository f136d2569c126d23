#include "scheduler/explain/verdict_json.h"

#include <algorithm>
#include <set>

namespace maqueta::scheduler {
namespace {

using base::Json;

Json toJson(const Status& status) {
    return {{"plugin", status.plugin}, {"code", text(status.code)}, {"reasons", status.reasons}};
}

Json toJson(const Preemption& preemption) {
    Json json{{"code", text(preemption.status.code)}};
    if (const std::string message = preemption.message(); !message.empty())
        json["message"] = message;
    Json& candidates = json["candidates"] = Json::object();
    for (const PreemptionCandidate& each : preemption.candidates) {
        Json victims = Json::array();
        for (const PodInfo& info : each.victims)
            victims.push_back(info.pod->meta.ns + "/" + info.pod->meta.name);
        candidates[each.node.str()] = {{"victims", std::move(victims)},
                                       {"pdbViolations", each.budgetViolations}};
    }
    std::set<std::string> nominated;
    for (const std::size_t i : preemption.best)
        nominated.insert(preemption.candidates[i].node.str());
    json["nominated"] = nominated;
    return json;
}

Json scoresOf(const NodeVerdict& node) {
    Json plugins = Json::object();
    for (const PluginVerdict& each : node.plugins)
        plugins[std::string(each.plugin)] = each.weighted();
    return {{"total", node.total}, {"plugins", std::move(plugins)}};
}

std::string shortly(const Json& json) {
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    constexpr std::size_t most = 160;
    return text.size() <= most ? text : text.substr(0, most) + "...";
}

void compare(const Json& found, const Json& expected, const std::string& path,
             std::vector<std::string>& into) {
    if (found == expected) return;
    if (!found.is_object() || !expected.is_object()) {
        into.push_back(path + ": " + shortly(found) + ", expected " + shortly(expected));
        return;
    }
    const std::string prefix = path.empty() ? "" : path + ".";
    for (const auto& [name, value] : expected.items()) {
        if (const auto mine = found.find(name); mine != found.end())
            compare(*mine, value, prefix + name, into);
        else
            into.push_back(prefix + name + ": absent, expected " + shortly(value));
    }
    for (const auto& [name, value] : found.items())
        if (!expected.contains(name))
            into.push_back(prefix + name + ": " + shortly(value) + ", expected nothing");
}

} // namespace

Json toJson(const Verdict& verdict) {
    Json json{{"feasible", Json::array()},
              {"rejected", Json::object()},
              {"scores", Json::object()},
              {"top", Json::array()}};
    for (const NodeVerdict& node : verdict.nodes) {
        if (!node.status.ok()) {
            json["rejected"][node.node.str()] = toJson(node.status);
            continue;
        }
        json["feasible"].push_back(node.node.view());
        json["scores"][node.node.str()] = scoresOf(node);
        if (node.top) json["top"].push_back(node.node.view());
    }
    if (verdict.preFilterRejected) json["preFilterReject"] = toJson(verdict.preFilter);
    if (verdict.scoringSkipped()) json["scoringSkipped"] = true;
    if (verdict.feasible > 0) return json;
    json["message"] = verdict.message;
    if (verdict.preemption) json["preemption"] = toJson(*verdict.preemption);
    return json;
}

std::vector<std::string> differences(const Json& found, const Json& expected) {
    std::vector<std::string> all;
    compare(found, expected, {}, all);
    return all;
}

} // namespace maqueta::scheduler
