// DefaultBinder: tells the API server which node the pod goes to, by a Binding
// (pkg/scheduler/framework/plugins/defaultbinder).
#include "scheduler/plugins/plugins.h"

namespace maqueta::scheduler {

base::Ref<api::Request> bindByDefault(const api::Pod& pod, const Text& node) {
    const base::Ref<api::Request> request(new api::Request);
    request->verb = api::Verb::Create;
    request->kind = api::Kind::Pod;
    request->sub = api::Subresource::Binding;
    request->ns = pod.meta.ns;
    request->name = pod.meta.name;
    request->userAgent = "kube-scheduler";
    request->node = node;
    return request;
}

} // namespace maqueta::scheduler
