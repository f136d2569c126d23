// The index of what belongs to whom says the same as reading every object would, whatever happens
// to owners, labels and states.
#include "controllers/loop/seen.h"
#include "controllers/workload/pods.h"
#include "sim/rng.h"

#include <QTest>

#include <map>
#include <string>

using namespace maqueta;
using namespace maqueta::controllers;

class SeenTest : public QObject {
    Q_OBJECT

    static base::Ref<api::Pod> randomPod(const Text& name, sim::Rng& rng) {
        base::Ref<api::Pod> pod(new api::Pod);
        pod->meta.ns = "default";
        pod->meta.name = name;
        pod->meta.labels.set("app", rng.below(2) ? "web" : "db");
        if (const std::uint64_t number = rng.below(4); number > 0) {
            api::OwnerReference owner;
            owner.uid = "uid-" + std::to_string(number);
            owner.controller = rng.below(8) > 0;
            pod->meta.owners.write().push_back(owner);
        }
        if (rng.below(5) == 0) pod->meta.deletionTime = sim::Time{1};
        pod->status.phase = static_cast<api::PodPhase>(rng.below(5));
        api::Condition ready;
        ready.type = "Ready";
        ready.status = rng.below(2) ? api::ConditionStatus::True : api::ConditionStatus::False;
        if (rng.below(3) > 0) pod->status.conditions.write().push_back(ready);
        return pod;
    }

    static std::string plainly(const std::map<std::string, api::Versioned>& pods, const Text& uid) {
        std::string said;
        for (const auto& [name, v] : pods) {
            const api::Pod& pod = v.as<api::Pod>();
            const api::OwnerReference* owner = pod.meta.controller();
            if (owner ? owner->uid == uid : uid.empty())
                said += name + (isActive(pod) ? " active" : "") + (pod.ready() ? " ready" : "") +
                        pod.meta.labels.find("app")->str() + "\n";
        }
        return said;
    }
    static std::string byIndex(const Seen& seen, const Text& uid) {
        std::string said;
        seen.forEachControlledBy(uid, api::Kind::Pod, "default", [&](const Owned& owned) {
            said += owned.object->meta.name.str() + (owned.claimable ? " active" : "") +
                    (owned.ready ? " ready" : "") + owned.labels.find("app")->str() + "\n";
        });
        return said;
    }

private slots:
    void theIndexSaysWhatTheObjectsSay() {
        sim::Rng rng(11);
        Seen seen;
        std::map<std::string, api::Versioned> pods;
        std::int64_t version = 0;
        for (int step = 0; step < 3000; ++step) {
            const std::string name = "pod-" + std::to_string(rng.below(60));
            const api::Versioned before = pods[name];
            api::Versioned now;
            if (!before || rng.below(4) > 0) now = {randomPod(name, rng), ++version};
            seen.onChange(api::Kind::Pod, before, now);
            if (now)
                pods[name] = now;
            else
                pods.erase(name);
            for (const char* uid : {"", "uid-1", "uid-2", "uid-3"})
                QCOMPARE(byIndex(seen, uid), plainly(pods, uid));
        }
        QVERIFY(!byIndex(seen, "uid-1").empty());
    }
};

QTEST_APPLESS_MAIN(SeenTest)
#include "seen_test.moc"
