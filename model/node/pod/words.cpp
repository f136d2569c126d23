#include "node/pod/words.h"

namespace maqueta::node {

std::string goDuration(sim::Duration d) {
    std::int64_t ms = d.ns / 1'000'000;
    if (ms == 0) return "0s";
    if (ms < 1000) return std::to_string(ms) + "ms";
    std::string out;
    const std::int64_t hours = ms / 3'600'000, minutes = ms / 60'000 % 60;
    if (hours > 0) out += std::to_string(hours) + "h";
    if (hours > 0 || minutes > 0) out += std::to_string(minutes) + "m";
    ms %= 60'000;
    out += std::to_string(ms / 1000);
    if (ms % 1000 != 0) {
        const std::string digits = std::to_string(ms % 1000);
        std::string fraction = std::string(3 - digits.size(), '0') + digits;
        while (fraction.back() == '0') fraction.pop_back();
        out += '.' + fraction;
    }
    return out + "s";
}

std::string podText(const api::Pod& pod) {
    return pod.meta.name.str() + "_" + pod.meta.ns.str() + "(" + pod.meta.uid.str() + ")";
}

std::string inQuotes(std::string_view text) {
    return std::string("\"").append(text).append("\"");
}

std::string fullImageName(std::string_view image) {
    std::string name(image);
    const std::size_t slash = name.find('/');
    const std::string_view host = std::string_view(name).substr(0, slash);
    const bool hasHost =
        slash != std::string::npos &&
        (host.find_first_of(".:") != std::string_view::npos || host == "localhost");
    const std::size_t lastSlash = name.rfind('/');
    const std::size_t tag =
        name.find_first_of(":@", lastSlash == std::string::npos ? 0 : lastSlash);
    if (tag == std::string::npos) name += ":latest";
    if (hasHost) return name;
    return (slash == std::string::npos ? "docker.io/library/" : "docker.io/") + name;
}

} // namespace maqueta::node
