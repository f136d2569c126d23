// The scenario "Rolling update": to a new image, to one that does not exist, and back.
#include "api/kinds/replica_set.h"
#include "stories/scenario.h"

#include <map>

using namespace maqueta;
using cluster::BeatKind;
using tests::Film;
using tests::Story;

class RolloutScenario : public QObject {
    Q_OBJECT

    static base::Json web() {
        base::Json object = Story::deployment("web", 4, "100m", "64Mi");
        object["spec"]["template"]["spec"]["containers"][0]["readinessProbe"] = {
            {"httpGet", {{"path", "/"}, {"port", 80}}}, {"periodSeconds", 2}};
        return object;
    }
    static void setImage(Story& story, const std::string& image) {
        story.act(cluster::SetImage{.name = "web", .container = {}, .image = image});
    }
    // How the person's last request ended.
    static std::string answer(const Story& story) {
        std::string said;
        for (const cluster::Beat& b : story.beats())
            if (b.kind == BeatKind::RequestAnswered) said = b.text;
        return said;
    }
    // Of every ReplicaSet: its image, and the revision that it stands for.
    static std::map<std::string, std::string> revisions(const Story& story) {
        std::map<std::string, std::string> found;
        const cluster::World& world = story.world();
        const store::Root* root = nullptr;
        for (std::uint32_t i = 0; i < world.processCount() && !root; ++i)
            if (const auto& p = world.process(network::ProcessId{i});
                p.kind == cluster::ProcessKind::ApiServer)
                root = &world.apiServer(p).picture();
        const base::Text prefix = api::prefixOf(api::Kind::ReplicaSet, "default");
        const base::Text end = api::prefixEnd(prefix.view());
        for (auto it = root->table.lowerBound(prefix); !it.atEnd() && it.key() < end; ++it) {
            const auto& rs = static_cast<const api::ReplicaSet&>(*it.value().value);
            const auto* revision = rs.meta.annotations.find("deployment.kubernetes.io/revision");
            found[rs.podTemplate->spec->containers.front().image.str()] =
                revision ? revision->str() : std::string();
        }
        return found;
    }
    static bool rolledOut(Story& story, const std::string& image) {
        return story.runUntil(
            [&] {
                for (const auto& d : story.picture().deployments)
                    if (d.name == "web")
                        return d.image == image && d.updated == 4 && d.available == 4;
                return false;
            },
            sim::minutes(5));
    }

private slots:
    void aNewImage() {
        Story story;
        story.boot();
        story.act(cluster::ApplyObjects{.objects = {web()}, .title = "web"});
        QVERIFY(story.runUntilAvailable("web", 4));
        const sim::Time begin = story.world().now();
        setImage(story, "web:v2");
        QVERIFY(rolledOut(story, "web:v2"));
        story.run(sim::seconds(5));

        Film film(story, begin);
        QVERIFY(film.next(BeatKind::Acted));
        QVERIFY(film.next(BeatKind::ObjectChanged, "Deployment default/web",
                          {{"image", "web:v2"},
                           {"before", "web:v1"},
                           {"replicas", "4"},
                           {"least", "3"},
                           {"most", "5"}}));
        const cluster::Beat* born =
            film.next(BeatKind::ReplicasChanged, {},
                      {{"created", "yes"}, {"from", "0"}, {"to", "1"}, {"image", "web:v2"}});
        QVERIFY(born);
        QVERIFY(film.next(BeatKind::ReplicasChanged, {},
                          {{"created", "no"}, {"from", "4"}, {"to", "3"}, {"image", "web:v1"}}));
        QVERIFY(film.next(BeatKind::ReplicasChanged, born->object, {{"from", "1"}, {"to", "2"}}));
        QVERIFY(film.somewhere(BeatKind::PodStopping, {}, {{"seconds", "30"}}));
        // A pod that runs is not Ready yet.
        const cluster::Beat* started = film.next(BeatKind::ContainerStarted);
        QVERIFY(started);
        QVERIFY(film.next(BeatKind::PodReady, started->object, {{"image", "web:v2"}}));
        // Each Ready one lets an old one go, and never are there too few.
        QVERIFY(film.somewhere(BeatKind::RolloutProgress, "Deployment default/web",
                               {{"updated", {}}, {"old", {}}, {"least", "3"}}));
        for (const cluster::Beat& b : story.beats())
            if (b.at > begin && b.kind == BeatKind::RolloutProgress)
                QVERIFY(std::stoi(*b.field("available")) >= 3);
        QVERIFY(film.next(BeatKind::RolloutComplete, "Deployment default/web",
                          {{"image", "web:v2"}, {"replicaSet", {}}}));
    }

    void anImageThatDoesNotExist() {
        Story story;
        story.boot();
        story.act(cluster::ApplyObjects{.objects = {web()}, .title = "web"});
        QVERIFY(story.runUntilAvailable("web", 4));
        const sim::Time begin = story.world().now();
        setImage(story, "web:v3-missing");
        story.run(sim::minutes(12));
        // The update stops itself: three of four still serve.
        QCOMPARE(story.available("web"), 3);

        Film film(story, begin);
        const cluster::Beat* failed =
            film.next(BeatKind::ImagePullFailed, {},
                      {{"image", "web:v3-missing"}, {"reason", "ErrImagePull"}, {"message", {}}});
        QVERIFY(failed);
        const std::string pod = failed->object;
        for (const char* seconds : {"10", "20", "40", "80", "160", "300"})
            QVERIFY(film.next(BeatKind::BackOff, pod,
                              {{"reason", "ImagePullBackOff"},
                               {"image", "web:v3-missing"},
                               {"seconds", seconds}}));
        const cluster::Beat* late =
            film.somewhere(BeatKind::RolloutFailed, "Deployment default/web",
                           {{"reason", "ProgressDeadlineExceeded"},
                            {"seconds", "600"},
                            {"image", "web:v3-missing"}});
        QVERIFY(late);
        QVERIFY2(film.seconds(late) >= 600 && film.seconds(late) <= 620,
                 std::to_string(film.seconds(late)).c_str());

        // Going back is an order of its own, and the first ReplicaSet grows again.
        const sim::Time undo = story.world().now();
        story.act(cluster::UndoRollout{.name = "web"});
        QVERIFY(rolledOut(story, "web:v1"));
        story.run(sim::seconds(40));
        Film back(story, undo);
        QVERIFY(back.somewhere(BeatKind::ObjectChanged, "Deployment default/web",
                               {{"image", "web:v1"}, {"before", "web:v3-missing"}}));
        QVERIFY(back.somewhere(BeatKind::ReplicasChanged, {},
                               {{"image", "web:v1"}, {"created", "no"}, {"to", "4"}}));
        QVERIFY(back.somewhere(BeatKind::ReplicasChanged, {},
                               {{"image", "web:v3-missing"}, {"to", "0"}}));
        QVERIFY(back.somewhere(BeatKind::PodEnded, pod));
        QVERIFY(back.somewhere(BeatKind::RolloutComplete, "Deployment default/web",
                               {{"image", "web:v1"}}));
        QCOMPARE(story.picture().pods.size(), 4U);
    }

    // The ReplicaSet that comes back becomes the newest revision; what it was before is kept.
    void undoingGoesToTheRevisionBefore() {
        Story story;
        story.boot();
        story.act(cluster::ApplyObjects{.objects = {web()}, .title = "web"});
        QVERIFY(rolledOut(story, "web:v1"));
        for (const char* image : {"web:v2", "web:v3"}) {
            setImage(story, image);
            QVERIFY(rolledOut(story, image));
        }
        story.act(cluster::UndoRollout{.name = "web"});
        QVERIFY(rolledOut(story, "web:v2"));
        QCOMPARE(answer(story), std::string("rolled back"));
        QCOMPARE(revisions(story), (std::map<std::string, std::string>{
                                       {"web:v1", "1"}, {"web:v2", "4"}, {"web:v3", "3"}}));
        // Once more: the newest but one is the one that was just left.
        story.act(cluster::UndoRollout{.name = "web"});
        QVERIFY(rolledOut(story, "web:v3"));
        story.act(cluster::UndoRollout{.name = "web", .toRevision = 1});
        QVERIFY(rolledOut(story, "web:v1"));
        QCOMPARE(revisions(story), (std::map<std::string, std::string>{
                                       {"web:v1", "6"}, {"web:v2", "4"}, {"web:v3", "5"}}));
    }

    void anUndoThatCannotBe() {
        Story story;
        story.boot();
        story.act(cluster::ApplyObjects{.objects = {web()}, .title = "web"});
        QVERIFY(rolledOut(story, "web:v1"));
        const auto asked = [&](std::int64_t revision, const std::string& name = "web") {
            story.act(cluster::UndoRollout{.name = name, .toRevision = revision});
            story.run(sim::seconds(3));
            return answer(story);
        };
        QCOMPARE(asked(0), std::string("refused: no rollout history found for deployment \"web\""));
        QCOMPARE(asked(7), std::string("refused: unable to find specified revision 7 in history"));
        QCOMPARE(asked(1), std::string("skipped rollback (current template already "
                                       "matches revision 1)"));
        QCOMPARE(asked(0, "nobody"), std::string("refused: deployments.apps \"nobody\" not found"));
        QCOMPARE(story.available("web"), 4);
    }
};

QTEST_APPLESS_MAIN(RolloutScenario)
#include "scenario_rollout_test.moc"
