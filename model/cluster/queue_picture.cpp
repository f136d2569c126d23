#include "cluster/queue_picture.h"

#include "base/sentence.h"
#include "cluster/world.h"

namespace maqueta::cluster {
namespace {

struct Help {
    scheduler::ClusterEvents event;
    const char* words;
};

constexpr std::array helpWords{
    Help{scheduler::NodeAdd, MAQUETA_TEXT("Queue", "a node joins")},
    Help{scheduler::NodeAllocatableUpdate, MAQUETA_TEXT("Queue", "a node gets more room")},
    Help{scheduler::NodeLabelUpdate, MAQUETA_TEXT("Queue", "a node's labels change")},
    Help{scheduler::NodeTaintUpdate, MAQUETA_TEXT("Queue", "a taint or a cordon goes")},
    Help{scheduler::NodeDelete, MAQUETA_TEXT("Queue", "a node is deleted")},
    Help{scheduler::AssignedPodDelete, MAQUETA_TEXT("Queue", "a pod ends")},
    Help{scheduler::AssignedPodAdd, MAQUETA_TEXT("Queue", "a pod is placed")},
    Help{scheduler::AssignedPodUpdate, MAQUETA_TEXT("Queue", "a placed pod's labels change")},
    Help{scheduler::VolumeChange, MAQUETA_TEXT("Queue", "a claim or volume changes")},
    Help{scheduler::NamespaceChange, MAQUETA_TEXT("Queue", "a namespace's labels change")}};

QueuedPicture picture(const scheduler::WaitingPod& waiting) {
    QueuedPicture out;
    out.ns = waiting.pod.ns.str();
    out.name = waiting.pod.name.str();
    out.place = static_cast<QueuePlace>(waiting.part);
    out.since = waiting.since;
    out.until = waiting.until;
    out.attempts = waiting.attempts;
    out.plugins = waiting.plugins;
    out.message = waiting.message.str();
    for (const Help& help : helpWords)
        if (waiting.events & help.event) out.helps.push_back(help.words);
    return out;
}

} // namespace

QueuePicture queueOf(const World& world) {
    QueuePicture out;
    for (std::uint32_t i = 0; i < world.processCount(); ++i) {
        const World::Process& p = world.process(network::ProcessId{i});
        if (p.kind != ProcessKind::Scheduler || !p.running) continue;
        const scheduler::Scheduler& scheduler = world.schedulerOf(p);
        if (!scheduler.leading()) continue;
        out.led = true;
        out.counts = scheduler.queued();
        for (const scheduler::WaitingPod& each : scheduler.waiting(QueuePicture::most))
            out.pods.push_back(picture(each));
        break;
    }
    return out;
}

} // namespace maqueta::cluster
