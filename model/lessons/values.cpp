#include "lessons/values.h"

#include "base/sentence.h"
#include "cluster/beat_fields.h"

#include <algorithm>

namespace maqueta::lessons {
namespace {

using cluster::PodLook;
using cluster::PodPicture;

std::pair<std::string_view, std::string_view> split(std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) return {{}, text};
    return {text.substr(0, dot), text.substr(dot + 1)};
}

// "1.3", in Spanish "1,3".
std::string seconds(sim::Duration d, Language language) {
    const std::int64_t tenths = (d.ns + 50'000'000) / 100'000'000;
    if (tenths >= 100 || tenths % 10 == 0) return std::to_string((tenths + 5) / 10);
    return std::to_string(tenths / 10) + (language == Language::Spanish ? ',' : '.') +
           std::to_string(tenths % 10);
}

bool ending(const PodPicture& pod) {
    return pod.look == PodLook::Terminating || pod.look == PodLook::Succeeded ||
           pod.look == PodLook::Failed;
}

bool fitsGlob(std::string_view pattern, std::string_view text) {
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos) return pattern == text;
    if (!text.starts_with(pattern.substr(0, star))) return false;
    const std::string_view rest = pattern.substr(star + 1);
    for (std::size_t at = star; at <= text.size(); ++at)
        if (fitsGlob(rest, text.substr(at))) return true;
    return false;
}

} // namespace

void Values::setStage(const cluster::Picture& picture) {
    std::string leader;
    if (picture.etcdLeader >= 0)
        leader =
            picture
                .machines[picture.processes[static_cast<std::size_t>(picture.etcdLeader)].machine]
                .spec.name;
    stage_ = {{"leader", leader},
              {"scheduler", picture.schedulerHolder},
              {"controllerManager", picture.controllerManagerHolder},
              {"term", std::to_string(picture.etcdTerm)}};
}

const std::string& Values::stage(const std::string& name) const {
    static const std::string none;
    for (const auto& [key, value] : stage_)
        if (key == name) return value;
    return none;
}

void Values::found(const std::string& id, sim::Time at, const cluster::Beat* record) {
    found_.push_back({id, at, record ? std::optional(*record) : std::nullopt});
}

const Values::Found* Values::find(std::string_view id) const {
    for (const Found& found : found_)
        if (found.id == id) return &found;
    return nullptr;
}

std::string Values::ofNow(std::string_view name) const {
    const auto [deployment, what] = split(name);
    const auto pods = [&, workload = deployment](auto&& counts) {
        return std::to_string(
            std::count_if(now_.pods.begin(), now_.pods.end(), [&](const PodPicture& p) {
                return p.workload == workload && counts(p);
            }));
    };
    if (what == "waiting")
        return pods([](const PodPicture& p) { return p.look == PodLook::Waiting; });
    if (what == "running") return pods([](const PodPicture& p) { return p.running; });
    for (const cluster::DeploymentPicture& d : now_.deployments) {
        if (d.name != deployment) continue;
        if (what == "replicas") return std::to_string(d.replicas);
        if (what == "ready") return std::to_string(d.ready);
        if (what == "available") return std::to_string(d.available);
        if (what == "updated") return std::to_string(d.updated);
        if (what == "most") return std::to_string(d.most);
        if (what == "least") return std::to_string(d.least);
        if (what == "image") return d.image;
    }
    return {};
}

std::string Values::ofPods(std::string_view image) const {
    return std::to_string(
        std::count_if(now_.pods.begin(), now_.pods.end(),
                      [&](const PodPicture& p) { return p.image == image && !ending(p); }));
}

std::string Values::valueOf(std::string_view name, Language language) const {
    const Found& own = found_.back();
    const auto [of, rest] = split(name);
    if (of == "stage") return stage(std::string(rest));
    if (of == "now") return ofNow(rest);
    if (of == "pods") return ofPods(rest);
    if (of == "since" || of == "minutes") {
        const Found* from = find(rest);
        if (!from) return {};
        const sim::Duration length = own.at - from->at;
        if (of == "since") return seconds(length, language);
        return std::to_string((length.wholeSeconds() + 30) / 60);
    }
    const Found* found = of.empty() ? &own : find(of);
    return found && found->record ? cluster::valueOf(rest, *found->record) : std::string();
}

std::optional<std::string> Values::fill(std::string_view pattern, Language language,
                                        std::string& missing) const {
    bool whole = true;
    std::string out = base::fillSentence(pattern, [&](std::string_view name) {
        std::string value =
            found_.empty() ? stage(std::string(split(name).second)) : valueOf(name, language);
        if (value.empty()) {
            whole = false;
            missing = name;
        }
        return value;
    });
    if (!whole) return std::nullopt;
    return out;
}

bool Values::fits(const std::string& pattern, std::string_view text) const {
    const bool wanted = !pattern.starts_with('!');
    std::string missing;
    const auto filled =
        fill(std::string_view(pattern).substr(wanted ? 0 : 1), Language::English, missing);
    return filled && fitsGlob(*filled, text) == wanted;
}

} // namespace maqueta::lessons
