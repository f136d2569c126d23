// What becomes of the body of a write: names, uids, generations, what is kept and what is ignored.
#include "api/codec.h"
#include "api/kinds/deployment.h"
#include "api/kinds/lease.h"
#include "api/kinds/namespace.h"
#include "api/kinds/node.h"
#include "api/registry.h"

#include <QTest>

using namespace maqueta;
using namespace maqueta::api;
using base::Json;

namespace {

constexpr std::int64_t someVersion = 100;

struct Room {
    sim::Rng rng{1};
    AdmissionMemo memo;
    RequestContext context;

    explicit Room(const char* name = "") {
        context.now = sim::Time{10'000'000'000};
        context.rng = &rng;
        context.memo = &memo;
        context.ns = "default";
        context.name = name;
    }
    template <class T>
    base::Ref<T> create(const Json& body) {
        context.name = {};
        const Outcome made = prepareCreate(context, T::kindOf, body);
        if (!made) qFatal("%s", made.failure().message.str().c_str());
        context.name = made.object()->meta.name;
        return mutableCopy(static_cast<const T&>(*made.object()));
    }
};

const Json web = Json::parse(R"({"metadata": {"name": "web"}, "spec": {"replicas": 2,
    "selector": {"matchLabels": {"app": "web"}}, "template": {"metadata": {"labels":
    {"app": "web"}}, "spec": {"containers": [{"name": "c", "image": "nginx"}]}}}})");
const Json plainPod = Json::parse(R"({"metadata": {"name": "p"},
    "spec": {"containers": [{"name": "c", "image": "nginx:1"}]}})");

template <class T>
const T& as(const Outcome& outcome) {
    return static_cast<const T&>(*outcome.object());
}

std::string messageOf(const Outcome& outcome) {
    return outcome ? "accepted" : outcome.failure().message.str();
}

} // namespace

class RegistryTest : public QObject {
    Q_OBJECT
private slots:
    void aNewObjectGetsNameUidAndTime() {
        Room room;
        Json body = plainPod;
        body["metadata"] = {{"generateName", "web-"}, {"uid", "mine"}};
        const auto pod = room.create<Pod>(body);
        QCOMPARE(pod->meta.name.size(), 9u);
        QVERIFY(pod->meta.name.view().starts_with("web-"));
        QCOMPARE(pod->meta.uid.size(), 36u);
        QCOMPARE(pod->meta.uid.view()[14], '4');
        QCOMPARE(pod->meta.creationTime.ns, room.context.now.ns);
        QCOMPARE(pod->meta.ns.str(), "default");
        QVERIFY(pod->tokenVolume.view().starts_with("kube-api-access-"));
    }
    void generationsCountChangesOfTheSpec() {
        Room room;
        const auto made = room.create<Deployment>(web);
        QCOMPARE(made->meta.generation, 1);
        Versioned current{made, someVersion};
        auto scaled = mutableCopy(*made);
        scaled->replicas = 5;
        const Outcome first =
            prepareUpdate(room.context, current, ObjectRef(scaled), Subresource::None);
        QCOMPARE(as<Deployment>(first).meta.generation, 2);
        auto labelled = mutableCopy(*made);
        labelled->meta.labels.set("a", "b");
        const Outcome second =
            prepareUpdate(room.context, current, ObjectRef(labelled), Subresource::None);
        QCOMPARE(as<Deployment>(second).meta.generation, 1);
        auto reported = mutableCopy(*made);
        reported->replicas = 9;
        reported->status.observedGeneration = 1;
        reported->status.replicas = 2;
        const Outcome third =
            prepareUpdate(room.context, current, ObjectRef(reported), Subresource::Status);
        QCOMPARE(as<Deployment>(third).meta.generation, 1);
        QCOMPARE(as<Deployment>(third).replicas, 2);
        QCOMPARE(as<Deployment>(third).status.replicas, 2);
        const Outcome fourth =
            prepareUpdate(room.context, current, ObjectRef(reported), Subresource::None);
        QCOMPARE(as<Deployment>(fourth).status.replicas, 0);
    }
    void nothingChangedIsNoWrite() {
        Room room;
        const auto made = room.create<Deployment>(web);
        Versioned current{made, someVersion};
        const Outcome typed =
            prepareUpdate(room.context, current, ObjectRef(mutableCopy(*made)), Subresource::None);
        QVERIFY(typed.object() == current.object);
        const Outcome json =
            prepareUpdate(room.context, current, encode(current), Subresource::None);
        QVERIFY(json.object() == current.object);
        const Outcome patch = preparePatch(room.context, current, PatchType::Merge, Json::object(),
                                           Subresource::None);
        QVERIFY(patch.object() == current.object);
    }
    void staleVersionsConflict() {
        Room room;
        const auto made = room.create<Deployment>(web);
        Versioned current{made, someVersion};
        room.context.resourceVersion = 99;
        const Outcome typed =
            prepareUpdate(room.context, current, ObjectRef(made), Subresource::None);
        QCOMPARE(typed.failure().code, 409);
        QCOMPARE(messageOf(typed),
                 "Operation cannot be fulfilled on deployments.apps \"web\": the object has been "
                 "modified; please apply your changes to the latest version and try again");
    }
    void aLeaseMustSayWhichVersionItBuildsOn() {
        Room room;
        const auto lease = room.create<Lease>(
            Json::parse(R"({"metadata": {"name": "l"}, "spec": {"holderIdentity": "a"}})"));
        Json body = encode(*lease, 0);
        body["spec"]["holderIdentity"] = "b";
        const Versioned current{lease, someVersion};
        QCOMPARE(messageOf(prepareUpdate(room.context, current, body, Subresource::None)),
                 "Lease.coordination.k8s.io \"l\" is invalid: metadata.resourceVersion: Invalid "
                 "value: 0x0: must be specified for an update");
    }
    void podsOfOneTemplateShareOneSpec() {
        Room room;
        const auto deployment = room.create<Deployment>(web);
        base::Ref<Pod> pods[2];
        for (int i = 0; i < 2; ++i) {
            base::Ref<Pod> pod(new Pod);
            pod->meta.generateName = "web-";
            pod->meta.labels = deployment->podTemplate->labels;
            pod->spec = deployment->podTemplate->spec;
            const Outcome made = prepareCreate(room.context, ObjectRef(pod));
            QVERIFY2(made.ok(), messageOf(made).c_str());
            pods[i] = mutableCopy(as<Pod>(made));
        }
        QVERIFY(pods[0]->spec.shares(pods[1]->spec));
        QVERIFY(pods[0]->tokenVolume != pods[1]->tokenVolume);
        QCOMPARE(pods[0]->spec->tolerations.size(), 2u);
        QCOMPARE(pods[0]->spec->priority.value(), 0);
        QCOMPARE(pods[0]->status.qosClass.str(), "BestEffort");
        const Json printed = encode(*pods[0], 1);
        QVERIFY(printed["spec"]["enableServiceLinks"] == true);
        QVERIFY(printed["spec"]["serviceAccountName"] == "default");
    }
    void aRawTypedPodGetsItsDefaults() {
        Room room;
        base::Ref<Pod> pod(new Pod);
        pod->meta.name = "raw";
        Container c;
        c.name = "c";
        c.image = "nginx";
        pod->spec.write().containers = {c};
        const Outcome made = prepareCreate(room.context, ObjectRef(pod));
        QVERIFY2(made.ok(), messageOf(made).c_str());
        QCOMPARE(as<Pod>(made).spec->containers[0].imagePullPolicy.str(), "Always");
        QCOMPARE(as<Pod>(made).spec->schedulerName.str(), "default-scheduler");
    }
    void aNodeIsBornNotReady() {
        Room room;
        base::Ref<Node> node(new Node);
        node->meta.name = "w1";
        room.context.ns = {};
        const Outcome made = prepareCreate(room.context, ObjectRef(node));
        QCOMPARE(as<Node>(made).taints->size(), 1u);
        QCOMPARE(as<Node>(made).taints->front().key.str(), "node.kubernetes.io/not-ready");
    }
    void bindingHappensOnce() {
        Room room;
        const auto pod = room.create<Pod>(plainPod);
        const Outcome bound = prepareBinding(room.context, {pod, someVersion}, "w1");
        QCOMPARE(as<Pod>(bound).nodeName.str(), "w1");
        QVERIFY(isTrue(as<Pod>(bound).status.conditions, "PodScheduled"));
        const Outcome again = prepareBinding(room.context, {bound.object(), 101}, "w2");
        QCOMPARE(again.failure().code, 409);
        QCOMPARE(messageOf(again), "Operation cannot be fulfilled on pods/binding \"p\": pod p is "
                                   "already assigned to node \"w1\"");
    }
    void scalesAreReadAndWritten() {
        Room room;
        const auto made = room.create<Deployment>(web);
        const Versioned current{made, someVersion};
        Json scale = scaleOf(current);
        QVERIFY(scale["spec"]["replicas"] == 2);
        QVERIFY(scale["status"]["selector"] == "app=web");
        scale["spec"]["replicas"] = 4;
        const Outcome scaled = prepareScale(room.context, current, scale);
        QCOMPARE(as<Deployment>(scaled).replicas, 4);
        QCOMPARE(as<Deployment>(scaled).meta.generation, 2);
        scale["spec"]["replicas"] = -1;
        QCOMPARE(messageOf(prepareScale(room.context, current, scale)),
                 "Scale.autoscaling \"web\" is invalid: spec.replicas: Invalid value: -1: must be "
                 "greater than or equal to 0");
        scale["metadata"]["resourceVersion"] = "1";
        QCOMPARE(prepareScale(room.context, current, scale).failure().code, 409);
    }
    void deletionCannotBeTakenBack() {
        Room room;
        const auto made = room.create<Pod>(plainPod);
        made->meta.deletionTime = sim::Time{50'000'000'000};
        made->meta.deletionGraceSeconds = 30;
        const Versioned current{made, someVersion};
        Json body = encode(current);
        body["metadata"].erase("deletionTimestamp");
        body["metadata"]["labels"] = {{"a", "b"}};
        const Outcome updated = prepareUpdate(room.context, current, body, Subresource::None);
        QVERIFY2(updated.ok(), messageOf(updated).c_str());
        QCOMPARE(as<Pod>(updated).meta.deletionTime->ns, 50'000'000'000);
        body["metadata"]["finalizers"] = Json::array({"example.com/wait"});
        QCOMPARE(messageOf(prepareUpdate(room.context, current, body, Subresource::None)),
                 "Pod \"p\" is invalid: metadata.finalizers: Forbidden: no new finalizers can be "
                 "added if the object is being deleted, found new finalizers "
                 "[]string{\"example.com/wait\"}");
    }
    void aNamespaceKeepsItsFinalizer() {
        Room room;
        room.context.ns = {};
        const auto made = room.create<Namespace>(Json::parse(R"({"metadata": {"name": "n"}})"));
        QCOMPARE(made->specFinalizers->size(), 1u);
        const Versioned current{made, someVersion};
        Json body = encode(current);
        body["spec"]["finalizers"] = Json::array();
        const Outcome main = prepareUpdate(room.context, current, body, Subresource::None);
        QVERIFY(main.object() == current.object);
        const Outcome final = prepareUpdate(room.context, current, body, Subresource::Finalize);
        QVERIFY(as<Namespace>(final).specFinalizers->empty());
    }
    void keptKindsAreStoredAsTheyCame() {
        Room room;
        const Json map = Json::parse(R"({"metadata": {"name": "m"}, "data": {"a": "1"}})");
        const Outcome made = prepareCreate(room.context, Kind::ConfigMap, map);
        QVERIFY2(made.ok(), messageOf(made).c_str());
        room.context.name = "m";
        const Outcome patched =
            preparePatch(room.context, {made.object(), someVersion}, PatchType::Json,
                         Json::parse(R"([{"op": "replace", "path": "/data/b", "value": "2"}])"),
                         Subresource::None);
        QVERIFY2(patched.ok(), messageOf(patched).c_str());
        const Json data = encode(*patched.object(), 0)["data"];
        QVERIFY(data == Json::parse(R"({"a": "1", "b": "2"})"));
    }
    void updatingALeaseIsCheap() {
        // Not a benchmark: the point is that nothing of it goes through JSON or builds a text. The
        // time is for the reader.
        Room room("w1");
        room.context.ns = "kube-node-lease";
        base::Ref<Lease> lease(new Lease);
        lease->meta.name = "w1";
        lease->meta.ns = "kube-node-lease";
        lease->meta.uid = "u";
        lease->holderIdentity = "w1";
        lease->leaseDurationSeconds = 40;
        lease->renewTime = sim::Time{1};
        const Versioned current{lease, someVersion};
        base::Ref<Lease> renewed = mutableCopy(*lease);
        renewed->renewTime = sim::Time{2};
        const ObjectRef body(renewed);
        QBENCHMARK {
            const Outcome outcome = prepareUpdate(room.context, current, body, Subresource::None);
            QVERIFY(outcome.ok());
        }
    }
};

QTEST_APPLESS_MAIN(RegistryTest)
#include "registry_test.moc"
