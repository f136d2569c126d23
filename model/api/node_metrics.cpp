#include "api/node_metrics.h"

#include "api/kinds/kept.h"
#include "api/selector_json.h"
#include "base/quantity.h"

namespace maqueta::api {
namespace {

constexpr std::string_view metricsVersion = "metrics.k8s.io/v1beta1";
constexpr std::string_view nodeMetricsKind = "NodeMetrics";
// metrics-server's resolution of cpu: over how long it is averaged.
constexpr const char* metricsWindow = "15s";

std::optional<base::Quantity> amountIn(const base::Json* usage, const char* name) {
    const auto amount = base::Quantity::parse(textMember(usage, name));
    return amount ? std::optional(*amount) : std::nullopt;
}

} // namespace

bool asksForNodeMetrics(const Request& request) {
    return request.kind == Kind::Other && request.apiVersion == metricsVersion &&
           request.kindName == nodeMetricsKind;
}

base::Ref<Request> nodeMetricsRequest(std::string_view userAgent) {
    const base::Ref<Request> request(new Request);
    request->verb = Verb::List;
    request->kind = Kind::Other;
    request->apiVersion = metricsVersion;
    request->kindName = nodeMetricsKind;
    request->userAgent = userAgent;
    return request;
}

ObjectRef nodeMetricsObject(const NodeUsage& usage) {
    const base::Ref<Kept> object(new Kept(Kind::Other));
    object->apiVersion = metricsVersion;
    object->kindName = nodeMetricsKind;
    object->meta.name = usage.node;
    object->rest =
        base::shareJson({{"timestamp", sim::rfc3339(usage.at)},
                         {"window", metricsWindow},
                         {"usage",
                          {{"cpu", base::Quantity::fromMilli(usage.cpuMilli).text()},
                           {"memory", base::Quantity::fromBytes(usage.memoryBytes).text()}}}});
    return object;
}

std::optional<NodeUsage> nodeUsageIn(const Object& object) {
    if (object.kind != Kind::Other || !object.rest) return std::nullopt;
    const auto& kept = static_cast<const Kept&>(object);
    if (kept.kindName != nodeMetricsKind || !kept.apiVersion.view().starts_with("metrics.k8s.io/"))
        return std::nullopt;
    const base::Json* usage = member(&object.rest->value, "usage");
    const auto cpu = amountIn(usage, "cpu");
    const auto memory = amountIn(usage, "memory");
    if (!cpu || cpu->sign() < 0) return std::nullopt;
    NodeUsage found{object.meta.name, cpu->milliValue(), memory ? memory->value() : 0,
                    sim::Time::never()}; // nothing is newer than what does not say its time
    sim::parseRfc3339(textMember(&object.rest->value, "timestamp").str(), found.at);
    return found;
}

} // namespace maqueta::api
