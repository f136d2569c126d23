#include "controllers/loop/sync.h"

#include "controllers/loop/step.h"

namespace maqueta::controllers {

bool Answer::namespaceTerminating() const {
    if (code != 403) return false;
    if (!failure.details) return failure.message.view().ends_with("because it is being terminated");
    const base::Json& details = failure.details->value;
    const auto causes = details.find("causes");
    if (causes == details.end() || !causes->is_array()) return false;
    for (const base::Json& cause : *causes)
        if (cause.is_object() && cause.value("reason", "") == "NamespaceTerminating") return true;
    return false;
}

Sync::Sync(Step& step, Task& task, std::uint32_t number)
    : step_(step), task_(task), number_(number), now_(task.started) {}

void Sync::send(std::vector<base::Ref<api::Request>> requests) {
    asking_ = true;
    task_.expected = static_cast<std::uint32_t>(requests.size());
    task_.arrived = 0;
    task_.answers.resize(task_.answers.size() + requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) {
        PendingCall call;
        call.task = number_;
        call.slot = static_cast<std::uint32_t>(i);
        call.component = info(task_.loop).component;
        step_.send(std::move(requests[i]), std::move(call));
    }
}

std::span<const Answer> Sync::use(std::size_t count) {
    const std::span<const Answer> answers = std::span(task_.answers).subspan(cursor_, count);
    for (const Answer& answer : answers) now_ = std::max(now_, answer.at);
    cursor_ += count;
    return answers;
}

void Sync::event(const api::Object& about, std::string_view type, std::string_view reason,
                 std::string_view message) {
    if (live()) step_.event(info(task_.loop).component, referenceTo(about), type, reason, message);
}

void Sync::note(Note note) {
    if (live()) step_.note(std::move(note));
}

} // namespace maqueta::controllers
