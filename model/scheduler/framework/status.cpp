#include "scheduler/framework/status.h"

namespace maqueta::scheduler {

std::string_view text(Code code) {
    switch (code) {
    case Code::Success: return "Success";
    case Code::Error: return "Error";
    case Code::Unschedulable: return "Unschedulable";
    case Code::UnschedulableAndUnresolvable: return "UnschedulableAndUnresolvable";
    case Code::Skip: break;
    }
    return "Skip";
}

std::string Status::message() const {
    std::string joined;
    for (const std::string& reason : reasons) joined += (joined.empty() ? "" : ", ") + reason;
    return joined;
}

} // namespace maqueta::scheduler
