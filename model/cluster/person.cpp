#include "cluster/person.h"

#include "api/codec.h"
#include "api/kinds/pod.h"
#include "cluster/kubectl_apply.h"
#include "cluster/kubectl_rollback.h"

namespace maqueta::cluster {
namespace {

constexpr std::uint64_t retryToken = 1;

using base::Json;

Errand errandFor(std::uint64_t act, std::string_view kindWord, std::string_view ns,
                 std::string_view name) {
    Errand e{.act = act, .name = name, .title = {}};
    e.kind = api::findKindByWord(kindWord);
    const api::KindInfo& k = api::info(e.kind);
    if (k.namespaced) e.ns = ns;
    e.title = k.qualifiedPlural().empty()
                  ? std::string(kindWord) + "/" + std::string(name)
                  : std::string(k.qualifiedName()) + "/" + std::string(name);
    return e;
}

Errand patchErrand(std::uint64_t act, std::string_view kindWord, std::string_view ns,
                   std::string_view name, Json patch, api::PatchType type) {
    Errand e = errandFor(act, kindWord, ns, name);
    e.type = Errand::Type::Patch;
    e.patchType = type;
    e.json = base::shareJson(std::move(patch));
    return e;
}

base::Result<Errand> applyErrand(std::uint64_t act, const Json& manifest) {
    const auto text = [&](const Json& at, const char* key) {
        const auto it = at.find(key);
        return it != at.end() && it->is_string() ? it->get<std::string>() : std::string();
    };
    const std::string apiVersion = text(manifest, "apiVersion");
    const std::string kind = text(manifest, "kind");
    const auto meta = manifest.find("metadata");
    if (kind.empty() || apiVersion.empty() || meta == manifest.end() || !meta->is_object())
        return base::refusal(
            {MAQUETA_TEXT("Refusals", "the object to apply lacks apiVersion, kind or metadata")});
    Errand e{.act = act};
    e.kind = api::findKind(apiVersion, kind);
    e.apiVersion = apiVersion;
    e.kindName = kind;
    e.name = text(*meta, "name");
    const bool namespaced = e.kind == api::Kind::Other || api::info(e.kind).namespaced;
    if (namespaced) e.ns = meta->contains("namespace") ? text(*meta, "namespace") : "default";
    const std::string group = apiVersion.find('/') == std::string::npos
                                  ? ""
                                  : "." + apiVersion.substr(0, apiVersion.find('/'));
    std::string lower = kind;
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    e.title = lower + group + "/" + e.name;
    e.json = base::shareJson(manifest);
    return e;
}

} // namespace

base::Status withinModel(const Json& object) {
    const auto spec = object.find("spec");
    if (spec == object.end() || !spec->is_object()) return {};
    const auto replicas = spec->find("replicas");
    if (replicas == spec->end() || !replicas->is_number_integer()) return {};
    const bool fits = replicas->is_number_unsigned()
                          ? replicas->get<std::uint64_t>() <= std::uint64_t{mostReplicas}
                          : replicas->get<std::int64_t>() <= std::int64_t{mostReplicas};
    if (fits) return {};
    return base::refusal(
        {MAQUETA_TEXT("Refusals",
                      "spec.replicas: {pods} pods are more than a model holds (at most {most})"),
         {{"pods", replicas->dump()}, {"most", std::to_string(mostReplicas)}}});
}

base::Result<std::vector<Errand>> errandsOf(const Intervention& act, std::uint64_t number) {
    std::vector<Errand> errands;
    if (const auto* apply = std::get_if<ApplyObjects>(&act)) {
        for (const Json& object : apply->objects) {
            if (base::Status fits = withinModel(object); !fits) return fits.error();
            auto errand = applyErrand(number, object);
            if (!errand) return errand.error();
            errands.push_back(*std::move(errand));
        }
    } else if (const auto* scale = std::get_if<ScaleObject>(&act)) {
        if (base::Status fits = withinModel({{"spec", {{"replicas", scale->replicas}}}}); !fits)
            return fits.error();
        Errand e =
            patchErrand(number, scale->kind, scale->ns, scale->name,
                        Json{{"spec", {{"replicas", scale->replicas}}}}, api::PatchType::Merge);
        e.sub = api::Subresource::Scale;
        errands.push_back(std::move(e));
    } else if (const auto* image = std::get_if<SetImage>(&act)) {
        Errand e = errandFor(number, image->kind, image->ns, image->name);
        e.type = Errand::Type::SetImage;
        e.container = image->container;
        e.image = image->image;
        errands.push_back(std::move(e));
    } else if (const auto* undo = std::get_if<UndoRollout>(&act)) {
        Errand e = errandFor(number, "Deployment", undo->ns, undo->name);
        e.type = Errand::Type::UndoRollout;
        e.toRevision = undo->toRevision;
        errands.push_back(std::move(e));
    } else if (const auto* cordon = std::get_if<Cordon>(&act)) {
        errands.push_back(patchErrand(number, "Node", "", cordon->node,
                                      Json{{"spec", {{"unschedulable", cordon->unschedulable}}}},
                                      api::PatchType::StrategicMerge));
    } else if (const auto* drain = std::get_if<Drain>(&act)) {
        errands.push_back(patchErrand(number, "Node", "", drain->node,
                                      Json{{"spec", {{"unschedulable", true}}}},
                                      api::PatchType::StrategicMerge));
        Errand e = errandFor(number, "Node", "", drain->node);
        e.type = Errand::Type::Drain;
        errands.push_back(std::move(e));
    } else if (const auto* remove = std::get_if<DeleteObject>(&act)) {
        Errand e = errandFor(number, remove->kind, remove->ns, remove->name);
        e.type = Errand::Type::Delete;
        e.graceSeconds = remove->graceSeconds;
        errands.push_back(std::move(e));
    }
    for (const Errand& e : errands)
        if (e.kind == api::Kind::Other && e.type != Errand::Type::Apply)
            return base::refusal(
                {MAQUETA_TEXT("Refusals", "there is no kind of object called that: {what}"),
                 {{"what", e.title.str()}}});
    return errands;
}

// Hears the client's answers on the person's behalf during one step.
class Person::Ear final : public api::Sink {
public:
    Ear(Person& person, PersonOutbox& out) : person_(person), out_(out) {}
    void onReply(std::uint64_t cookie, const api::Response& response) override {
        if (cookie == person_.round_) person_.onReply(response, out_);
    }

private:
    Person& person_;
    PersonOutbox& out_;
};

Person::Person(PersonOptions options, sim::Rng rng)
    : options_(options)
    , client_(api::ClientOptions{.userAgent = "kubectl", .timeout = options.requestTimeout}, rng) {}

void Person::ask(std::vector<Errand> errands, PersonOutbox& out) {
    const bool idle = queue_->empty();
    auto& queue = queue_.write();
    for (Errand& e : errands) queue.push_back(std::move(e));
    if (idle && !queue.empty()) begin(out);
}

void Person::send(base::Ref<api::Request> request, PersonOutbox& out) {
    const Errand& e = queue_->front();
    if (e.type == Errand::Type::Drain) { // asks for the pods of its node
        request->kind = api::Kind::Pod;
    } else if (stage_ == Stage::Listing) {
        request->kind = api::Kind::ReplicaSet;
        request->ns = e.ns;
    } else {
        request->kind = e.kind;
        request->apiVersion = e.apiVersion;
        request->kindName = e.kindName;
        request->ns = e.ns;
        request->name = e.name;
    }
    request->userAgent = "kubectl";
    client_.call(request, ++round_, out);
}

void Person::begin(PersonOutbox& out) {
    const Errand& e = queue_->front();
    auto request = base::makeRef<api::Request>();
    stage_ = Stage::Writing;
    switch (e.type) {
    case Errand::Type::Apply:
    case Errand::Type::SetImage:
    case Errand::Type::UndoRollout:
        // kubectl apply reads first, and then creates or patches; kubectl set image looks for the
        // container; kubectl rollout undo for the ReplicaSets.
        stage_ = Stage::Reading;
        request->verb = api::Verb::Get;
        request->resourceVersion = -1;
        break;
    case Errand::Type::Patch:
        request->verb = api::Verb::Patch;
        request->sub = e.sub;
        request->json = e.json;
        request->patchType = e.patchType;
        break;
    case Errand::Type::Delete:
        request->verb = api::Verb::Delete;
        request->remove.graceSeconds = e.graceSeconds;
        request->remove.propagation = api::Propagation::Background;
        break;
    case Errand::Type::Evict:
        request->verb = api::Verb::Create;
        request->sub = api::Subresource::Eviction;
        request->json =
            base::shareJson({{"apiVersion", "policy/v1"},
                             {"kind", "Eviction"},
                             {"metadata", {{"name", e.name.str()}, {"namespace", e.ns.str()}}}});
        break;
    case Errand::Type::Drain:
        if (e.until == sim::Time::never())
            queue_.write().front().until = out.now() + options_.drainTimeout;
        stage_ = Stage::Reading;
        request->verb = api::Verb::List;
        request->resourceVersion = -1;
        request->list.fieldSelector = {{.path = "spec.nodeName", .equal = true, .value = e.name}};
        break;
    }
    send(std::move(request), out);
}

void Person::onReply(const api::Response& response, PersonOutbox& out) {
    const bool repeated = stage_ == Stage::Reading && response.failure.reason == "ConnectionReset";
    const bool unreachable = (response.code == 0 && !repeated) || response.code == 503;
    if (unreachable && ++attempt_ < options_.attempts) return pause(options_.retryEvery, out);
    const Errand& e = queue_->front();
    if (out.now() >= e.until)
        return refuse(504, "Timeout",
                      "global timeout reached: " +
                          std::to_string(options_.drainTimeout.wholeSeconds() / 60) + "m0s",
                      out);
    if (e.type == Errand::Type::Evict) {
        if (response.code == 429) return pause(options_.evictionRetry, out);
        if (response.code != 404) return finish(response, "evicted", out);
        api::Response gone; // as good as evicted
        return finish(gone, "evicted", out);
    }
    if (e.type == Errand::Type::Drain && response.ok()) return drain(response, out);
    if (stage_ == Stage::Listing && response.ok()) return undoRollout(response, out);
    const bool read = stage_ == Stage::Reading && response.ok();
    if (read && e.type == Errand::Type::UndoRollout) {
        deployment_ = response.object;
        auto request = base::makeRef<api::Request>();
        request->verb = api::Verb::List;
        request->resourceVersion = -1;
        request->list.labelSelector = deployment_.as<api::Deployment>().selector;
        stage_ = Stage::Listing;
        return send(std::move(request), out);
    }
    if (read && e.type == Errand::Type::SetImage) return setImage(response, out);
    if (read) {
        const base::Json patch = applyPatch(api::encode(response.object), e.json->value);
        if (patch.empty()) return finish(response, "unchanged", out);
        auto request = base::makeRef<api::Request>();
        request->verb = api::Verb::Patch;
        request->patchType = api::PatchType::Merge;
        request->json = base::shareJson(patch);
        stage_ = Stage::Writing;
        return send(std::move(request), out);
    }
    if (stage_ == Stage::Reading && response.code == 404 && e.type == Errand::Type::Apply) {
        auto request = base::makeRef<api::Request>();
        request->verb = api::Verb::Create;
        request->json = base::shareJson(withLastApplied(e.json->value));
        stage_ = Stage::Writing;
        return send(std::move(request), out);
    }
    const std::string_view verb = e.type == Errand::Type::Delete        ? "deleted"
                                  : e.type == Errand::Type::Patch       ? "patched"
                                  : e.type == Errand::Type::SetImage    ? "image updated"
                                  : e.type == Errand::Type::UndoRollout ? "rolled back"
                                  : response.code == 201                ? "created"
                                                                        : "configured";
    finish(response, verb, out);
}

void Person::undoRollout(const api::Response& listed, PersonOutbox& out) {
    const Rollback plan = planRollback(deployment_, listed.items, queue_->front().toRevision);
    if (!plan.refusal.empty()) return refuse(404, "NotFound", plan.refusal, out);
    if (!plan.patch) {
        api::Response same;
        same.object = deployment_;
        return finish(same, plan.skipped, out);
    }
    auto request = base::makeRef<api::Request>();
    request->verb = api::Verb::Patch;
    request->patchType = api::PatchType::Json;
    request->json = plan.patch;
    stage_ = Stage::Writing;
    send(std::move(request), out);
}

void Person::pause(sim::Duration length, PersonOutbox& out) {
    stage_ = Stage::Pausing;
    out.setTimer(out.now() + length, retryToken);
}

void Person::refuse(int code, std::string_view reason, std::string message, PersonOutbox& out) {
    api::Response refused;
    refused.code = code;
    refused.failure = {code, reason, std::move(message), {}};
    finish(refused, "", out);
}

// What is left on the node (kubectl/pkg/drain/filters.go): pods of a DaemonSet stay, those that
// nothing would replace forbid it, all others are evicted or waited for.
void Person::drain(const api::Response& listed, PersonOutbox& out) {
    const Errand self = queue_->front();
    std::string alone;
    std::vector<Errand> evictions;
    std::size_t left = 0;
    for (const api::Versioned& item : listed.items) {
        const auto& pod = item.as<api::Pod>();
        const api::OwnerReference* owner = pod.meta.controller();
        if (owner && owner->kind == "DaemonSet") continue;
        ++left;
        if (pod.meta.terminating()) continue;
        if (!owner && !pod.finished())
            alone += (alone.empty() ? "" : ", ") + pod.meta.ns + "/" + pod.meta.name;
        Errand e = errandFor(self.act, "Pod", pod.meta.ns, pod.meta.name);
        e.type = Errand::Type::Evict;
        e.until = self.until;
        evictions.push_back(std::move(e));
    }
    if (!alone.empty())
        return refuse(400, "BadRequest",
                      "cannot delete Pods that declare no controller (use --force to override): " +
                          alone,
                      out);
    if (left == 0) {
        api::Response done;
        return finish(done, "drained", out);
    }
    if (evictions.empty()) return pause(options_.drainLook, out);
    auto& queue = queue_.write();
    queue.insert(queue.begin(), evictions.begin(), evictions.end());
    begin(out);
}

// kubectl/pkg/cmd/set/set_image.go: the container must be there.
void Person::setImage(const api::Response& read, PersonOutbox& out) {
    const Errand& e = queue_->front();
    const Json object = api::encode(read.object);
    const Json::json_pointer path(e.kind == api::Kind::Pod ? "/spec/containers"
                                                           : "/spec/template/spec/containers");
    const Json none = Json::array();
    const Json& containers = object.contains(path) ? object[path] : none;
    std::string name = e.container.str();
    bool found = false;
    for (const Json& container : containers) {
        if (name.empty()) name = container.value("name", "");
        found = found || container.value("name", "") == name;
    }
    if (!found) {
        return refuse(404, "NotFound", "unable to find container named \"" + name + "\"", out);
    }
    Json patch;
    patch[path] = Json::array({{{"name", name}, {"image", e.image.str()}}});
    auto request = base::makeRef<api::Request>();
    request->verb = api::Verb::Patch;
    request->patchType = api::PatchType::StrategicMerge;
    request->json = base::shareJson(std::move(patch));
    stage_ = Stage::Writing;
    send(std::move(request), out);
}

void Person::finish(const api::Response& response, std::string_view verb, PersonOutbox& out) {
    const Errand e = queue_->front();
    ErrandEnd end{.act = e.act,
                  .title = e.title,
                  .verb = verb,
                  .ok = response.ok(),
                  .code = response.code,
                  .reason = response.failure.reason,
                  .message = response.failure.message,
                  .object = response.object};
    auto& queue = queue_.write();
    queue.erase(queue.begin());
    stage_ = Stage::Idle;
    deployment_ = {};
    attempt_ = 0;
    out.ended(end);
    if (!queue_->empty()) begin(out);
}

void Person::onMessage(const api::ToClient& message, PersonOutbox& out) {
    Ear ear(*this, out);
    client_.onMessage(message, out, ear);
}

void Person::onConnectionLost(api::ConnectionEnd how, PersonOutbox& out) {
    Ear ear(*this, out);
    client_.onConnectionLost(how, out, ear);
}

void Person::onTimer(std::uint64_t token, PersonOutbox& out) {
    if (api::Client::ownsToken(token)) {
        Ear ear(*this, out);
        client_.onTimer(token, out, ear);
    } else if (token == retryToken && stage_ == Stage::Pausing) {
        begin(out);
    }
}

} // namespace maqueta::cluster
