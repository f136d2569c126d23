// The tables of kubectl get.
#include "api/kinds/deployment.h"
#include "api/kinds/kept.h"
#include "api/kinds/node.h"
#include "api/print.h"

#include <QTest>

using namespace maqueta;
using namespace maqueta::api;

namespace {

constexpr sim::Time now{3'600'000'000'000};

// The cells of the columns that are shown without -o wide, as kubectl prints them.
std::string row(const Object& object) {
    const auto cells = cellsOf(object, now);
    const auto columns = columnsOf(object.kind);
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (columns[i].priority > 0) continue;
        if (!text.empty()) text += " | ";
        text += cells[i].is_string() ? cells[i].get<std::string>() : cells[i].dump();
    }
    return text;
}

Pod podWith(int containers) {
    Pod pod;
    pod.meta.name = "web-1";
    pod.meta.creationTime = sim::Time{3'000'000'000'000};
    for (int i = 0; i < containers; ++i) {
        Container c;
        c.name = "c" + std::to_string(i);
        pod.spec.write().containers.push_back(c);
    }
    return pod;
}

ContainerStatus status(ContainerState::Type type, const char* reason = "", int exitCode = 0) {
    ContainerStatus s;
    s.state.type = type;
    s.state.reason = reason;
    s.state.exitCode = exitCode;
    s.ready = type == ContainerState::Type::Running;
    return s;
}

} // namespace

class PrintTest : public QObject {
    Q_OBJECT
private slots:
    void durations() {
        const auto human = [](std::int64_t s) { return humanDuration(sim::seconds(s)); };
        QCOMPARE(human(0), "0s");
        QCOMPARE(human(119), "119s");
        QCOMPARE(human(120), "2m");
        QCOMPARE(human(252), "4m12s");
        QCOMPARE(human(3600), "60m");
        QCOMPARE(human(3 * 3600 + 60), "3h1m");
        QCOMPARE(human(30 * 3600), "30h");
        QCOMPARE(human(50 * 3600), "2d2h");
        QCOMPARE(human(20 * 86400), "20d");
        QCOMPARE(human(-5), "<invalid>");
    }
    void podsSayWhatAilsThem() {
        using State = ContainerState::Type;
        Pod pod = podWith(1);
        QCOMPARE(row(pod), "web-1 | 0/1 | Pending | 0 | 10m");
        pod.status.phase = PodPhase::Running;
        pod.status.containerStatuses.write() = {status(State::Running)};
        QCOMPARE(row(pod), "web-1 | 1/1 | Running | 0 | 10m");
        pod.status.containerStatuses.write() = {status(State::Waiting, "CrashLoopBackOff")};
        auto& crashed = pod.status.containerStatuses.write().front();
        crashed.restartCount = 3;
        crashed.lastState.type = State::Terminated;
        crashed.lastState.finishedAt = sim::Time{3'570'000'000'000};
        QCOMPARE(row(pod), "web-1 | 0/1 | CrashLoopBackOff | 3 (30s ago) | 10m");
        pod.meta.deletionTime = now;
        QCOMPARE(podStatusText(pod), "Terminating");
    }
    void initContainersComeFirst() {
        using State = ContainerState::Type;
        Pod pod = podWith(1);
        Container init;
        init.name = "init";
        pod.spec.write().initContainers = {init, init};
        pod.status.initContainerStatuses.write() = {status(State::Terminated),
                                                    status(State::Running)};
        QCOMPARE(podStatusText(pod), "Init:1/2");
        pod.status.initContainerStatuses.write()[1] = status(State::Terminated, "Error", 1);
        QCOMPARE(podStatusText(pod), "Init:Error");
    }
    void theOthers() {
        Deployment d;
        d.meta.name = "web";
        d.meta.creationTime = now;
        d.replicas = 3;
        d.status.readyReplicas = 2;
        d.status.updatedReplicas = 3;
        d.status.availableReplicas = 2;
        QCOMPARE(row(d), "web | 2/3 | 3 | 2 | 0s");
        Node node;
        node.meta.name = "w1";
        node.meta.creationTime = now;
        node.meta.labels.set("node-role.kubernetes.io/control-plane", "");
        node.unschedulable = true;
        Condition ready;
        ready.type = "Ready";
        ready.status = ConditionStatus::True;
        setCondition(node.conditions, ready);
        QCOMPARE(row(node), "w1 | Ready,SchedulingDisabled | control-plane | 0s | ");
        Kept map(Kind::ConfigMap);
        map.meta.name = "m";
        map.meta.creationTime = now;
        QCOMPARE(row(map), "m | 0s");
    }
};

QTEST_APPLESS_MAIN(PrintTest)
#include "print_test.moc"
