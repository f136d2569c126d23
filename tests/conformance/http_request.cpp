#include "conformance/http_request.h"

#include <sstream>
#include <vector>

namespace maqueta::tests {
namespace {

struct Path {
    std::string ns, plural, name, sub;
    std::string query;
};

// "/api/v1/namespaces/NS/pods/NAME/SUB", "/apis/GROUP/VERSION/...".
Path split(const std::string& path) {
    Path result;
    std::string plain = path;
    if (const auto at = plain.find('?'); at != std::string::npos) {
        result.query = plain.substr(at + 1);
        plain.resize(at);
    }
    std::vector<std::string> parts;
    std::istringstream stream(plain);
    for (std::string part; std::getline(stream, part, '/');)
        if (!part.empty()) parts.push_back(part);
    std::size_t at = !parts.empty() && parts[0] == "apis" ? 3 : 2;
    if (at + 2 < parts.size() && parts[at] == "namespaces") {
        static const std::vector<std::string> own{"status", "finalize"};
        const bool ofNamespace = parts[at + 2] == own[0] || parts[at + 2] == own[1];
        if (!ofNamespace) {
            result.ns = parts[at + 1];
            at += 2;
        }
    }
    if (at < parts.size()) result.plural = parts[at];
    if (at + 1 < parts.size()) result.name = parts[at + 1];
    if (at + 2 < parts.size()) result.sub = parts[at + 2];
    return result;
}

bool setSubresource(api::Request& request, const std::string& sub) {
    if (sub.empty()) return true;
    for (const auto known :
         {api::Subresource::Status, api::Subresource::Binding, api::Subresource::Scale,
          api::Subresource::Eviction, api::Subresource::Finalize})
        if (sub == api::text(known)) {
            request.sub = known;
            return true;
        }
    return false;
}

void setDeleteOptions(api::Request& request, const base::Json& body) {
    if (body.contains("dryRun")) request.dryRun = true;
    const std::string policy = body.value("propagationPolicy", "");
    if (policy == "Background") request.remove.propagation = api::Propagation::Background;
    if (policy == "Foreground") request.remove.propagation = api::Propagation::Foreground;
    if (policy == "Orphan") request.remove.propagation = api::Propagation::Orphan;
    if (body.contains("gracePeriodSeconds"))
        request.remove.graceSeconds = body["gracePeriodSeconds"].get<std::int64_t>();
    if (body.contains("preconditions")) {
        request.remove.uid = body["preconditions"].value("uid", "");
        const std::string version = body["preconditions"].value("resourceVersion", "");
        if (!version.empty()) request.remove.resourceVersion = std::stoll(version);
    }
}

} // namespace

api::Kind kindOfPath(const std::string& path) {
    return api::findKindByWord(split(path).plural);
}

HttpRequest fromHttp(const std::string& method, const std::string& path,
                     const std::string& contentType, const base::Json* body) {
    const Path parts = split(path);
    const base::Ref<api::Request> request(new api::Request);
    request->kind = api::findKindByWord(parts.plural);
    request->ns = parts.ns;
    request->name = parts.name;
    request->userAgent = "kubectl";
    request->dryRun = parts.query.find("dryRun=All") != std::string::npos;
    if (request->kind == api::Kind::Other) return {nullptr, "unknown resource " + parts.plural};
    if (!setSubresource(*request, parts.sub)) return {nullptr, "unknown subresource " + parts.sub};
    if (body && method != "DELETE") request->json = base::shareJson(*body);
    if (method == "POST") {
        request->verb = api::Verb::Create;
        if (body && body->contains("deleteOptions")) // of an Eviction
            setDeleteOptions(*request, (*body)["deleteOptions"]);
    } else if (method == "PUT") {
        request->verb = api::Verb::Update;
    } else if (method == "PATCH") {
        request->verb = api::Verb::Patch;
        request->patchType =
            contentType.find("strategic") != std::string::npos    ? api::PatchType::StrategicMerge
            : contentType.find("json-patch") != std::string::npos ? api::PatchType::Json
                                                                  : api::PatchType::Merge;
    } else if (method == "DELETE") {
        request->verb = parts.name.empty() ? api::Verb::DeleteCollection : api::Verb::Delete;
        if (body) setDeleteOptions(*request, *body);
    } else if (method == "GET") {
        request->verb = parts.name.empty() ? api::Verb::List : api::Verb::Get;
        request->resourceVersion = -1;
    } else {
        return {nullptr, "unknown method " + method};
    }
    return {request, {}};
}

} // namespace maqueta::tests
