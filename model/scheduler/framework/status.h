// What a plugin says about a pod, or about a pod on a node
// (pkg/scheduler/framework/interface.go, Status). Its reasons are the text that people read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maqueta::scheduler {

enum class Code : std::uint8_t {
    Success,
    Error,                        // the plugin could not tell: the attempt fails
    Unschedulable,                // not now; preempting other pods might help
    UnschedulableAndUnresolvable, // not now, and preemption would not help
    Skip                          // the plugin has nothing to say about this pod
};
std::string_view text(Code code);

struct Status {
    Code code = Code::Success;
    std::string_view plugin; // who said so, a name of the registry table; empty = the framework
    std::vector<std::string> reasons;

    bool ok() const { return code == Code::Success; }
    bool skip() const { return code == Code::Skip; }
    bool rejected() const {
        return code == Code::Unschedulable || code == Code::UnschedulableAndUnresolvable;
    }
    // The reasons in one line, as Status.Message() joins them.
    std::string message() const;

    static Status skipped() { return {Code::Skip, {}, {}}; }
    static Status unschedulable(std::string_view reason) {
        return {Code::Unschedulable, {}, {std::string(reason)}};
    }
    static Status unresolvable(std::string_view reason) {
        return {Code::UnschedulableAndUnresolvable, {}, {std::string(reason)}};
    }
    static Status error(std::string_view reason) {
        return {Code::Error, {}, {std::string(reason)}};
    }
};

} // namespace maqueta::scheduler
