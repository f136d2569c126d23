// Pieces of the kubelet's messages, as Go and the kubelet print them.
#pragma once

#include "api/kinds/pod.h"
#include "sim/time.h"

#include <string>

namespace maqueta::node {

// "10s", "1m20s", "5m0s", "1.234s", "512ms": Go's time.Duration, in whole milliseconds.
std::string goDuration(sim::Duration d);
// "web_default(0a1b...)": pkg/kubelet/util/format.
std::string podText(const api::Pod& pod);
std::string inQuotes(std::string_view text);
// "docker.io/library/nginx:1.27" of "nginx:1.27", as containerd names it.
std::string fullImageName(std::string_view image);

} // namespace maqueta::node
