#include "api/codec/parts.h"
#include "api/validation/checks.h"

namespace maqueta::api::validation {
namespace {

using codec::at;
using codec::numberAt;
using codec::textAt;

void checkPort(Checks& checks, const Path& path, const Json& port) {
    if (port.is_string()) {
        const auto& name = port.get_ref<const std::string&>();
        checks.invalidText(path, name, portNameErrors(name));
        return;
    }
    const std::int64_t number = port.is_number_integer() ? port.get<std::int64_t>() : 0;
    if (number < 1 || number > 65535) checks.invalidNumber(path, number, rangeError(1, 65535));
}

void checkHandler(Checks& checks, const Path& path, const Json& handler) {
    bool found = false;
    // True when the handler is the first one, and so to be looked at.
    const auto take = [&](const char* field) {
        if (at(handler, field).is_null()) return false;
        if (found) checks.forbidden(path.child(field), "may not specify more than 1 handler type");
        return !std::exchange(found, true);
    };
    if (take("exec") && at(at(handler, "exec"), "command").empty())
        checks.required(path.child("exec").child("command"));
    if (take("httpGet")) {
        const Json& get = at(handler, "httpGet");
        const Path one = path.child("httpGet");
        if (textAt(get, "path").empty()) checks.required(one.child("path"));
        checkPort(checks, one.child("port"), at(get, "port"));
        const Text scheme = textAt(get, "scheme");
        if (scheme != "HTTP" && scheme != "HTTPS")
            checks.notSupported(one.child("scheme"), goQuoted(scheme), {"HTTP", "HTTPS"});
    }
    if (take("tcpSocket"))
        checkPort(checks, path.child("tcpSocket").child("port"),
                  at(at(handler, "tcpSocket"), "port"));
    if (take("grpc"))
        checkPort(checks, path.child("grpc").child("port"), at(at(handler, "grpc"), "port"));
    take("sleep");
    if (!found) checks.required(path, "must specify a handler type");
}

} // namespace

void checkProbe(Checks& checks, const Path& path, const Json& probe, bool oneSuccess) {
    if (probe.is_null()) return;
    checkHandler(checks, path, probe);
    for (const char* field : {"initialDelaySeconds", "timeoutSeconds", "periodSeconds",
                              "successThreshold", "failureThreshold"})
        checks.notNegative(path.child(field), numberAt(probe, field));
    const Json& grace = at(probe, "terminationGracePeriodSeconds");
    if (grace.is_number_integer() && grace.get<std::int64_t>() <= 0)
        checks.invalidNumber(path.child("terminationGracePeriodSeconds"), grace.get<std::int64_t>(),
                             "must be greater than 0");
    if (oneSuccess && numberAt(probe, "successThreshold") != 1)
        checks.invalidNumber(path.child("successThreshold"), numberAt(probe, "successThreshold"),
                             "must be 1");
}

void checkLifecycle(Checks& checks, const Path& path, const Json& lifecycle) {
    for (const char* field : {"postStart", "preStop"})
        if (const Json& handler = at(lifecycle, field); !handler.is_null())
            checkHandler(checks, path.child(field), handler);
}

} // namespace maqueta::api::validation
