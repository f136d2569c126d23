// How a pod starts, runs, restarts and ends on a node.
#include "small_world.h"

using namespace maqueta;
using namespace maqueta::tests;
using api::PodPhase;

class PodLifecycleTest : public QObject {
    Q_OBJECT

    static std::string waiting(const api::Pod* pod, std::size_t i = 0) {
        return (*pod->status.containerStatuses)[i].state.reason.str();
    }
    static std::string waitingMessage(const api::Pod* pod) {
        return (*pod->status.containerStatuses)[0].state.message.str();
    }
    static base::JsonRef probe(int delay, int period) {
        return base::shareJson({{"initialDelaySeconds", delay}, {"periodSeconds", period}});
    }

private slots:
    void aPodStarts() {
        SmallWorld w;
        w.boot();
        w.noEvents();
        const int timers = w.timers;
        w.store(w.newPod("web-1"));
        w.run(1);
        QCOMPARE(w.pod("web-1")->status.phase, PodPhase::Pending);
        QCOMPARE(waiting(w.pod("web-1")), "ContainerCreating"s);
        QVERIFY(!api::isTrue(w.pod("web-1")->status.conditions, "Ready"));
        w.run(9);
        const api::Pod* pod = w.pod("web-1");
        QCOMPARE(pod->status.phase, PodPhase::Running);
        QVERIFY(pod->ready());
        for (const char* type :
             {"PodReadyToStartContainers", "Initialized", "ContainersReady", "PodScheduled"})
            QVERIFY2(api::isTrue(pod->status.conditions, type), type);
        QCOMPARE(text(pod->status.podIp), text("10.244.1.2"));
        QCOMPARE(text(pod->status.hostIp), text("10.0.0.11"));
        const api::ContainerStatus& c = pod->status.containerStatuses->front();
        QVERIFY(c.ready && c.started);
        QCOMPARE(c.restartCount, 0);
        QVERIFY(c.containerId.view().starts_with("containerd://"));

        QCOMPARE(w.count<node::PodSeen>(), 1);
        QCOMPARE(w.count<node::PodAdmitted>(), 1);
        QCOMPARE(w.count<node::SandboxStarted>(), 1);
        QCOMPARE(w.count<node::ImagePulled>(), 1);
        QCOMPARE(w.count<node::ContainerStarted>(), 1);
        QCOMPARE(w.count<node::PodReady>(), 1);
        const auto events = w.events("web-1");
        QCOMPARE(events.size(), std::size_t(4));
        QCOMPARE(events[0], "Normal Pulling: Pulling image \"nginx:1.27\""s);
        QCOMPARE(events[1],
                 "Normal Pulled: Successfully pulled image \"nginx:1.27\" in 3.4s (3.4s including "
                 "waiting). Image size: 70000000 bytes."s);
        QCOMPARE(events[2], "Normal Created: Created container: web"s);
        QCOMPARE(events[3], "Normal Started: Started container web"s);
        // Its own timers: sandbox, pull, start, relist; the rest is lease and node status.
        QVERIFY2(w.timers - timers <= 9, qPrintable(QString::number(w.timers - timers)));
    }

    void aRunningPodCostsNothing() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("web-1"));
        w.run(60);
        const int timers = w.timers, calls = w.calls;
        w.run(100);
        QVERIFY2(w.timers - timers <= 11, qPrintable(QString::number(w.timers - timers)));
        QVERIFY2(w.calls - calls <= 10, qPrintable(QString::number(w.calls - calls)));
    }

    void anImageIsPulledOnceAndOneAfterTheOther() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("a", "nginx:1.27"));
        w.store(w.newPod("b", "redis:7"));
        w.run(30);
        w.store(w.newPod("c", "nginx:1.27"));
        w.run(5);
        QVERIFY(w.pod("a")->ready() && w.pod("b")->ready() && w.pod("c")->ready());
        QVERIFY(w.hasEvent("c", "Normal Pulled: Container image \"nginx:1.27\" already present on "
                                "machine"));
        std::vector<std::pair<sim::Time, sim::Time>> pulls;
        for (const auto& [t, note] : w.notes)
            if (const auto* p = std::get_if<node::ImagePulling>(&note))
                pulls.emplace_back(t, p->until);
        QCOMPARE(pulls.size(), std::size_t(2));
        QVERIFY(pulls[1].first >= pulls[0].second);
        // The node tells which images it has at its next look.
        w.run(11);
        QCOMPARE(w.node()->images->size(), std::size_t(2));
    }

    void initContainersRunInOrderAndASidecarStays() {
        node::KubeletOptions options;
        node::Image task;
        task.name = "migrate:1";
        task.runsFor = sim::seconds(3);
        options.images.set(task);
        SmallWorld w(SmallWorld::defaultConfig(), options);
        w.boot();
        const auto pod = w.newPod("web-1");
        auto& inits = pod->spec.write().initContainers;
        inits.push_back(SmallWorld::container("migrate", "migrate:1"));
        inits.push_back(SmallWorld::container("proxy", "envoy:1"));
        inits.back().restartPolicy = "Always";
        w.store(pod);
        w.run(5);
        QCOMPARE(waiting(w.pod("web-1")), "PodInitializing"s);
        QVERIFY(!api::isTrue(w.pod("web-1")->status.conditions, "Initialized"));
        w.run(25);
        const api::Pod* p = w.pod("web-1");
        QVERIFY(p->ready());
        const auto& done = p->status.initContainerStatuses->front();
        QCOMPARE(text(done.state.reason), text("Completed"));
        QVERIFY((*p->status.initContainerStatuses)[1].ready);
        std::vector<std::string> order;
        for (const auto& [t, note] : w.notes)
            if (const auto* s = std::get_if<node::ContainerStarted>(&note))
                order.push_back(s->container.str());
        QCOMPARE(order, (std::vector<std::string>{"migrate", "proxy", "web"}));
    }

    void aProgramThatIsThereToEndDoesSo() {
        SmallWorld w;
        w.boot();
        const auto pod = w.newPod("web-1");
        auto& inits = pod->spec.write().initContainers;
        for (const char* name : {"wait-for-db", "migrate"})
            inits.push_back(SmallWorld::container(name, "busybox:1"));
        w.store(pod);
        w.run(40);
        const api::Pod* p = w.pod("web-1");
        QVERIFY(p->ready());
        QCOMPARE(p->status.phase, PodPhase::Running);
        for (const api::ContainerStatus& c : *p->status.initContainerStatuses) {
            QCOMPARE(text(c.state.reason), text("Completed"));
            QCOMPARE(c.state.exitCode, 0);
            QVERIFY(c.state.message.view().starts_with("Programs do not run in a model"));
        }
        QCOMPARE(w.count<node::ContainerEnded>(), 2);
        const auto* ended = w.first<node::ContainerEnded>();
        QVERIFY(ended->init && ended->assumed);
        // What is to run always does.
        w.run(600);
        QVERIFY(w.pod("web-1")->ready());
        QCOMPARE(w.count<node::ContainerEnded>(), 2);
    }

    void aPodThatIsNotRestartedAlwaysDoesItsWork() {
        SmallWorld w;
        w.boot();
        for (const char* policy : {"Never", "OnFailure"}) {
            const auto pod = w.newPod(policy == "Never"s ? "never" : "on-failure", "busybox:1");
            pod->spec.write().restartPolicy = policy;
            w.store(pod);
        }
        w.run(20);
        QCOMPARE(w.pod("never")->status.phase, PodPhase::Running);
        w.run(30);
        for (const char* name : {"never", "on-failure"}) {
            QCOMPARE(w.pod(name)->status.phase, PodPhase::Succeeded);
            QCOMPARE(w.pod(name)->status.containerStatuses->front().restartCount, 0);
        }
    }

    void aSidecarGoesOnAndEndsAfterTheOthers() {
        SmallWorld w;
        w.boot();
        const auto pod = w.newPod("job", "busybox:1");
        pod->spec.write().restartPolicy = "Never";
        auto& inits = pod->spec.write().initContainers;
        inits.push_back(SmallWorld::container("proxy", "envoy:1"));
        inits.back().restartPolicy = "Always";
        w.store(pod);
        w.run(30);
        QCOMPARE(w.pod("job")->status.phase, PodPhase::Running);
        QVERIFY(w.pod("job")->status.initContainerStatuses->front().ready);
        w.run(30);
        QCOMPARE(w.pod("job")->status.phase, PodPhase::Succeeded);
        QVERIFY(!w.runtime.pods().front()->anyRunning(w.now()));
    }

    void whatIsNoImageNameIsNotPulled() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("web-1", "Nginx:1.27"));
        w.run(5);
        QCOMPARE(waiting(w.pod("web-1")), "InvalidImageName"s);
        QCOMPARE(waitingMessage(w.pod("web-1")),
                 "Failed to apply default image tag \"Nginx:1.27\": couldn't parse image name "
                 "\"Nginx:1.27\": invalid reference format: repository name must be lowercase"s);
        w.run(60);
        QCOMPARE(w.count<node::ImagePulling>(), 0);
        QCOMPARE(w.count<node::ImagePullFailed>(), 1);
    }

    void aReadinessProbeDelaysReady() {
        SmallWorld w;
        w.boot();
        const auto pod = w.newPod("web-1");
        pod->spec.write().containers[0].readinessProbe = probe(20, 5);
        w.store(pod);
        w.run(15);
        QCOMPARE(w.pod("web-1")->status.phase, PodPhase::Running);
        QVERIFY(!w.pod("web-1")->ready());
        const api::Condition* c = api::findCondition(w.pod("web-1")->status.conditions, "Ready");
        QCOMPARE(text(c->reason), text("ContainersNotReady"));
        QCOMPARE(text(c->message), text("containers with unready status: [web]"));
        sim::Time started, ready;
        w.run(20);
        QVERIFY(w.pod("web-1")->ready());
        w.first<node::ContainerStarted>(&started);
        w.first<node::PodReady>(&ready);
        QVERIFY(ready - started >= sim::seconds(20));
        QVERIFY(ready - started <= sim::seconds(26));
    }

    void anImageThatDoesNotExistIsTriedLessAndLess() {
        node::KubeletOptions options;
        node::Image none;
        none.name = "web:v3";
        none.exists = false;
        options.images.set(none);
        SmallWorld w(SmallWorld::defaultConfig(), options);
        w.boot();
        w.store(w.newPod("web-1", "web:v3"));
        const std::string why = "rpc error: code = NotFound desc = failed to pull and unpack image "
                                "\"docker.io/library/web:v3\": failed to resolve reference "
                                "\"docker.io/library/web:v3\": docker.io/library/web:v3: not found";
        w.run(3);
        QCOMPARE(waiting(w.pod("web-1")), "ErrImagePull"s);
        QCOMPARE(waitingMessage(w.pod("web-1")), why);
        w.run(16);
        QCOMPARE(waiting(w.pod("web-1")), "ImagePullBackOff"s);
        QCOMPARE(waitingMessage(w.pod("web-1")),
                 "Back-off pulling image \"web:v3\": ErrImagePull: " + why);
        w.run(600);
        QCOMPARE(w.pod("web-1")->status.phase, PodPhase::Pending);
        // At about 0, 10, 30, 70, 150, 310, 610 s, each up to 15 s late.
        const int tries = w.count<node::ImagePullFailed>();
        QVERIFY2(tries >= 5 && tries <= 7, qPrintable(QString::number(tries)));
        QVERIFY(w.hasEvent("web-1", "Warning Failed: Failed to pull image \"web:v3\": " + why));
        QVERIFY(w.hasEvent("web-1", "Warning Failed: Error: ErrImagePull"));
        QVERIFY(w.hasEvent("web-1", "Normal BackOff: Back-off pulling image \"web:v3\""));
        // The image is pushed after all.
        node::ImageTable images;
        w.kubelet.setImages(images);
        w.run(320);
        QVERIFY(w.pod("web-1")->ready());
    }

    void aCrashingContainerIsRestartedLessAndLess() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("web-1"));
        w.run(20);
        w.noEvents();
        w.crash("web-1", "web");
        w.run(3);
        QCOMPARE(w.pod("web-1")->status.containerStatuses->front().restartCount, 1);
        QVERIFY(w.pod("web-1")->ready());
        const auto& last = w.pod("web-1")->status.containerStatuses->front().lastState;
        QCOMPARE(last.exitCode, 1);
        QCOMPARE(text(last.reason), text("Error"));
        w.crash("web-1", "web");
        w.run(2);
        QCOMPARE(waiting(w.pod("web-1")), "Error"s); // it ended, and is not started yet
        QCOMPARE(w.pod("web-1")->status.phase, PodPhase::Running);
        w.run(18);
        QCOMPARE(w.pod("web-1")->status.containerStatuses->front().restartCount, 2);
        w.crash("web-1", "web");
        w.run(17);
        const std::string full = "web-1_default(" + w.pod("web-1")->meta.uid.str() + ")";
        QCOMPARE(waiting(w.pod("web-1")), "CrashLoopBackOff"s);
        QCOMPARE(waitingMessage(w.pod("web-1")),
                 "back-off 20s restarting failed container=web pod=" + full);
        QVERIFY(w.hasEvent(
            "web-1", "Warning BackOff: Back-off restarting failed container web in pod " + full));
        QVERIFY(!w.pod("web-1")->ready());
        w.run(15);
        QCOMPARE(w.pod("web-1")->status.containerStatuses->front().restartCount, 3);
        QCOMPARE(w.count<node::ContainerEnded>(), 3);
        // Twenty quiet minutes: the next crash is the first again.
        w.run(1200);
        w.crash("web-1", "web");
        w.run(3);
        QCOMPARE(w.pod("web-1")->status.containerStatuses->front().restartCount, 4);
    }

    void deletionStopsThePodAndThenItsObjectGoes() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("web-1"));
        w.run(20);
        w.noEvents();
        const auto ip = w.runtime.pods().front()->ip;
        w.deletePod("web-1");
        w.run(0.5);
        QVERIFY(w.pod("web-1"));
        QVERIFY(w.hasEvent("web-1", "Normal Killing: Stopping container web"));
        w.run(2);
        QVERIFY(!w.pod("web-1"));
        QVERIFY(w.runtime.pods().empty());
        QCOMPARE(w.kubelet.podCount(), std::size_t(0));
        // The last status before the DELETE tells how it ended.
        api::RequestRef status, gone;
        for (const auto& [t, q] : w.requests) {
            if (q->kind == api::Kind::Pod && q->sub == api::Subresource::Status) status = q;
            if (q->kind == api::Kind::Pod && q->verb == api::Verb::Delete) gone = q;
        }
        QVERIFY(gone);
        QCOMPARE(gone->remove.graceSeconds, std::optional<std::int64_t>(0));
        const auto* last = api::objectCast<api::Pod>(status->body);
        QCOMPARE(last->status.phase, PodPhase::Succeeded);
        QCOMPARE(last->status.containerStatuses->front().state.exitCode, 0);
        QVERIFY(!last->ready());
        // Addresses go round: the next pod gets the next one, not the one just given back.
        w.store(w.newPod("web-2"));
        w.run(5);
        QVERIFY(w.runtime.pods().front()->ip != ip);
    }

    void aStubbornContainerIsKilledAfterTheGrace() {
        node::KubeletOptions options;
        node::Image stubborn;
        stubborn.name = "stubborn:1";
        stubborn.stopTime = sim::minutes(10);
        options.images.set(stubborn);
        SmallWorld w(SmallWorld::defaultConfig(), options);
        w.boot();
        w.store(w.newPod("a", "stubborn:1"));
        w.store(w.newPod("b", "stubborn:1"));
        w.run(20);
        w.deletePod("a", 10);
        w.deletePod("b", 30);
        w.run(9.9);
        QVERIFY(w.pod("a"));
        w.run(1);
        QVERIFY(!w.pod("a"));
        QVERIFY(w.pod("b"));
        // Patience is over: deleted again with less grace, it is killed two seconds later.
        w.deletePod("b", 0);
        w.run(2.5);
        QVERIFY(!w.pod("b"));
    }

    void aForcedDeletionEndsTheContainersToo() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("web-1"));
        w.run(20);
        w.erase(api::Kind::Pod, "default", "web-1");
        w.run(2.5);
        QVERIFY(w.runtime.pods().empty());
        QCOMPARE(w.count<node::OrphanEnded>(), 1);
    }

    void aPodIsDeletedWhileItsImageComes() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("web-1"));
        w.run(2);
        QVERIFY(w.kubelet.pulling());
        w.deletePod("web-1");
        w.run(2);
        QVERIFY(!w.pod("web-1"));
        w.run(5);
        QVERIFY(w.runtime.hasImage("nginx:1.27")); // the download was finished all the same
    }

    void aJobsPodSucceedsOrFails() {
        node::KubeletOptions options;
        node::Image good, bad;
        good.name = "good:1";
        good.runsFor = sim::seconds(5);
        bad = good;
        bad.name = "bad:1";
        bad.exitCode = 3;
        options.images.set(good);
        options.images.set(bad);
        SmallWorld w(SmallWorld::defaultConfig(), options);
        w.boot();
        for (const char* image : {"good:1", "bad:1"}) {
            const auto pod = w.newPod(image == "good:1"s ? "good" : "bad", image);
            pod->spec.write().restartPolicy = "Never";
            w.store(pod);
        }
        w.run(30);
        QCOMPARE(w.pod("good")->status.phase, PodPhase::Succeeded);
        QCOMPARE(text(api::findCondition(w.pod("good")->status.conditions, "Ready")->reason),
                 text("PodCompleted"));
        QCOMPARE(w.pod("bad")->status.phase, PodPhase::Failed);
        QCOMPARE(w.pod("bad")->status.containerStatuses->front().state.exitCode, 3);
        // They hold nothing any more, and a restart of the kubelet leaves them alone.
        w.crashKubelet();
        w.startKubelet();
        w.run(30);
        QCOMPARE(w.pod("good")->status.phase, PodPhase::Succeeded);
        w.deletePod("good");
        w.run(2);
        QVERIFY(!w.pod("good"));
    }

    void aPodOverItsDeadlineFails() {
        SmallWorld w;
        w.boot();
        const auto pod = w.newPod("web-1");
        pod->spec.write().activeDeadlineSeconds = 30;
        w.store(pod);
        w.run(29);
        QCOMPARE(w.pod("web-1")->status.phase, PodPhase::Running);
        w.run(5);
        QCOMPARE(w.pod("web-1")->status.phase, PodPhase::Failed);
        QCOMPARE(text(w.pod("web-1")->status.reason), text("DeadlineExceeded"));
        QVERIFY(!w.runtime.pods().front()->anyRunning(w.now()));
    }
};

QTEST_APPLESS_MAIN(PodLifecycleTest)
#include "pod_lifecycle_test.moc"
