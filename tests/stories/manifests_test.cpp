// Manifests that people really publish, deployed on the default cluster.
#include "stories/story.h"

#include "manifest/manifest.h"

#include <filesystem>
#include <map>
#include <set>

using namespace maqueta;
using tests::Story;

namespace {

const std::filesystem::path manifests =
    std::filesystem::path(MAQUETA_SOURCE_DIR) / "../shared/data/manifests";

} // namespace

class ManifestsStory : public QObject {
    Q_OBJECT
private slots:
    // Every Deployment becomes Available within five minutes, or its pods that cannot say why.
    void theOnlineShopComesUp() {
        const auto folder = manifests / "GoogleCloudPlatform_microservices-demo/release";
        if (!std::filesystem::exists(folder))
            QSKIP("the published manifests under ../shared are not here");
        auto read = manifest::readManifests(folder);
        QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
        std::vector<base::Json> objects;
        std::set<std::string> names;
        std::map<std::string, std::size_t> kept;
        for (manifest::ManifestObject& object : *read) {
            const std::string kind = object.json["kind"];
            if (kind == "Deployment")
                names.insert(object.json["metadata"]["name"].get<std::string>());
            else
                ++kept[kind];
            objects.push_back(std::move(object.json));
        }
        QVERIFY(names.size() >= 10);

        Story story;
        story.boot();
        const sim::Time asked = story.world().now();
        story.act(cluster::ApplyObjects{.objects = std::move(objects), .title = "Online shop"});
        story.run(sim::minutes(5));
        const cluster::Picture picture = story.picture();
        QCOMPARE(picture.deployments.size(), names.size());
        for (const auto& d : picture.deployments) {
            QVERIFY2(names.contains(d.name), d.name.c_str());
            if (d.available == d.replicas) continue;
            bool told = false;
            for (const auto& pod : picture.pods)
                if (pod.workload == d.name && pod.phase == "Pending")
                    told = told || pod.message.find("nodes are available") != std::string::npos;
            QVERIFY2(told, ("neither available nor told why: " + d.name).c_str());
        }
        for (const auto& b : story.beats())
            if (b.at > asked && b.kind == cluster::BeatKind::RequestAnswered)
                QVERIFY2(*b.field("ok") == "yes", (b.object + ": " + b.text).c_str());
        // What nothing simulates was taken and is counted.
        std::map<std::string, std::size_t> counted;
        for (const auto& [kind, count] : picture.keptKinds)
            counted[kind] = static_cast<std::size_t>(count);
        for (const auto& [kind, count] : kept)
            QVERIFY2(counted[kind] >= count, (kind + " is not counted").c_str());
    }
};

QTEST_APPLESS_MAIN(ManifestsStory)
#include "manifests_test.moc"
