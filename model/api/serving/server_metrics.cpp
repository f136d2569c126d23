// Requests for the use of nodes (metrics.k8s.io): the kubelets are asked, and those that answer in
// time are told.
#include "api/kinds/node.h"
#include "api/server.h"
#include "api/serving/failures.h"

#include <algorithm>

namespace maqueta::api {

void ApiServer::readMetrics(Operation op, ServerOutbox& out) {
    ++reading_;
    if (!scrape_->underWay() && out.now() < scrape_->until) return answerMetrics(op, out);
    scrape_.write().waiting.push_back(std::move(op));
    if (!scrape_->underWay()) beginScrape(out);
}

void ApiServer::beginScrape(ServerOutbox& out) {
    Scrape& scrape = scrape_.write();
    ++scrape.round;
    scrape.awaited = {};
    scrape.usages = {};
    scrape.deadline = out.now() + options_.metricsTimeout;
    std::vector<Text> nodes;
    forEach(picture_.table, Kind::Node, {},
            [&](const Versioned& node) { nodes.push_back(node->meta.name); });
    for (const Text& node : nodes)
        if (out.scrape(node, {scrape.round})) scrape.awaited.set(node, 1);
    if (scrape.awaited.empty()) return endScrape(out);
    nextDeadline_ = std::min(nextDeadline_, scrape.deadline);
    arm(nextDeadline_, out);
}

void ApiServer::onMetrics(const MetricsSample& sample, ServerOutbox& out) {
    if (!scrape_->underWay() || sample.round != scrape_->round) return;
    Scrape& scrape = scrape_.write();
    if (!scrape.awaited.erase(sample.usage.node)) return;
    scrape.usages.set(sample.usage.node, sample.usage);
    if (scrape.awaited.empty()) endScrape(out);
}

void ApiServer::onScrapeRefused(const Text& node, ServerOutbox& out) {
    if (!scrape_->underWay() || !scrape_.write().awaited.erase(node)) return;
    if (scrape_->awaited.empty()) endScrape(out);
}

void ApiServer::endScrape(ServerOutbox& out) {
    Scrape& scrape = scrape_.write();
    scrape.deadline = sim::Time::never();
    scrape.until = out.now() + options_.metricsResolution;
    std::vector<Operation> waiting;
    waiting.swap(scrape.waiting);
    for (const Operation& op : waiting) answerMetrics(op, out);
}

void ApiServer::answerMetrics(const Operation& op, ServerOutbox& out) {
    const base::Ref<Response> response(new Response);
    if (op.request->verb == Verb::Get) {
        const NodeUsage* usage = scrape_->usages.find(op.request->name);
        if (!usage) return finish(op, refusal(notFound(*op.request, op.request->name)), out);
        response->object = {nodeMetricsObject(*usage), 0};
        response->bytes += response->object->bytes();
        return finish(op, response, out);
    }
    response->filtered = true;
    for (const auto& [node, usage] : scrape_->usages) {
        response->items.push_back({nodeMetricsObject(usage), 0});
        response->bytes += response->items.back()->bytes();
    }
    finish(op, response, out);
}

} // namespace maqueta::api
