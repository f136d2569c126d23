// The one table of a cluster's numbers: each with its name, its unit, and where Kubernetes or etcd
// writes it. The defaults themselves are the initial values of the parts' option structs; this
// table reads and changes them, for documents, preferences and the page that lists them.
#pragma once

#include "cluster/options.h"

#include <map>
#include <span>
#include <string_view>

namespace maqueta::cluster {

struct Setting {
    std::string_view name;   // "kubelet.leaseRenewPeriod"
    std::string_view unit;   // "s", "ms", "1/s", "%", "bytes", "" for counts and switches
    std::string_view source; // where it is written in Kubernetes 1.32 or etcd 3.5
    double least = 0;
    double most = 0;
    double (*get)(const Configuration&) = nullptr;
    void (*set)(Configuration&, double) = nullptr;
};

std::span<const Setting> settings();
// The configuration with these values; the reason when one is unknown or out of range.
base::Result<Configuration> configured(const std::map<std::string, double>& values);

} // namespace maqueta::cluster
