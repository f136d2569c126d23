// The scheduling queue as people see it, and two nodes that are compared.
#include "tests/views/stage.h"
#include "views/inspector/node_comparison.h"
#include "views/inspector/why_page.h"
#include "views/queue/queue_panel.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace maqueta;
using base::Json;
using cluster::QueuePlace;
using tests::Story;

namespace {

Json podOf(const std::string& name, const std::string& cpu, Json more = Json::object()) {
    more["containers"] = Json::array(
        {{{"name", "c"}, {"image", "app:v1"}, {"resources", {{"requests", {{"cpu", cpu}}}}}}});
    return {{"apiVersion", "v1"},
            {"kind", "Pod"},
            {"metadata", {{"name", name}}},
            {"spec", std::move(more)}};
}

void apply(Story& story, std::vector<Json> objects) {
    story.act(cluster::ApplyObjects{.objects = std::move(objects), .title = "pods"});
}

const cluster::QueuedPicture* find(const cluster::QueuePicture& queue, const std::string& name) {
    for (const cluster::QueuedPicture& pod : queue.pods)
        if (pod.name == name) return &pod;
    return nullptr;
}

// A pod that fits nowhere, and one that is held back.
void letTwoWait(Story& story) {
    story.boot();
    apply(story, {podOf("huge", "64"),
                  podOf("held", "100m",
                        {{"schedulingGates", Json::array({{{"name", "example.com/quota"}}})}})});
    story.run(sim::seconds(5));
}

views::Reasons twoNodes() {
    views::Reasons reasons;
    reasons.columns = {"Room left", "Balance", "Spread"};
    reasons.decisive = {"Most room.", "In balance.", "Apart."};
    const auto node = [](const char* name, qint64 room, qint64 spread) {
        const auto score = [](const char* plugin, const char* column, qint64 points,
                              qint64 weight = 1) {
            return views::PluginPoints{plugin,          column, 10 * points,
                                       points / weight, weight, points};
        };
        return views::RankedNode{name,
                                 room + 90 + spread,
                                 {score("NodeResourcesFit", "Room left", room),
                                  score("NodeResourcesBalancedAllocation", "Balance", 90),
                                  score("PodTopologySpread", "Spread", spread, 2)}};
    };
    reasons.ranked = {node("a", 60, 200), node("b", 70, 170), node("c", 100, 140)};
    return reasons;
}

} // namespace

class QueueTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatWaitsSaysWhereSinceWhenAndForWhat() {
        Story story;
        letTwoWait(story);
        const cluster::QueuePicture queue = story.picture().queue;
        QVERIFY(queue.led);
        QCOMPARE(queue.counts[static_cast<std::size_t>(QueuePlace::Unschedulable)], std::size_t{1});
        QCOMPARE(queue.counts[static_cast<std::size_t>(QueuePlace::Gated)], std::size_t{1});
        const cluster::QueuedPicture* huge = find(queue, "huge");
        QVERIFY(huge && huge->place == QueuePlace::Unschedulable);
        QCOMPARE(huge->attempts, 1);
        QCOMPARE((huge->until - huge->since).seconds(), 300.0); // flushed after five minutes
        QCOMPARE(huge->plugins, (std::vector<std::string>{"TaintToleration", "NodeResourcesFit"}));
        QVERIFY(huge->message.starts_with("0/7 nodes are available"));
        QVERIFY(std::any_of(huge->helps.begin(), huge->helps.end(),
                            [](const char* help) { return std::string(help) == "a node joins"; }));
        const cluster::QueuedPicture* held = find(queue, "held");
        QVERIFY(held && held->place == QueuePlace::Gated && held->attempts == 0);
    }

    void aPodLeavesTheQueueWhenSomethingHelps() {
        Story story;
        letTwoWait(story);
        // A machine that is large enough for it.
        cluster::MachineSpec large;
        large.role = cluster::Role::Worker;
        large.cpuMilli = 128'000;
        story.act(cluster::AddMachine{.spec = large});
        QVERIFY(
            story.runUntil([&] { return !find(story.picture().queue, "huge"); }, sim::minutes(1)));
        QVERIFY(story.beatAt(cluster::BeatKind::PodDecided, "Pod default/huge") > 0);
    }

    void thePanelListsThemAndPointsAtThePod() {
        Story story;
        letTwoWait(story);
        const cluster::Picture picture = story.picture();
        views::QueuePanel panel;
        panel.resize(1200, 170);
        panel.show();
        panel.setQueue(picture.queue, picture.now);
        const auto* table = panel.findChild<QTableView*>();
        const auto* model = table->model();
        QCOMPARE(model->rowCount(), 2);
        const auto cell = [model](int row, int column) {
            return model->index(row, column).data().toString();
        };
        QCOMPARE(cell(0, views::QueueModel::Pod), QStringLiteral("default/huge"));
        QCOMPARE(cell(0, views::QueueModel::Place), QStringLiteral("unschedulable"));
        QVERIFY(cell(0, views::QueueModel::Until).contains(QStringLiteral("at the latest")));
        QVERIFY(cell(0, views::QueueModel::Helps).contains(QStringLiteral("a pod ends")));
        QCOMPARE(cell(1, views::QueueModel::Until), QStringLiteral("its gates are taken away"));
        QCOMPARE(panel.findChild<QLabel*>()->text(),
                 QStringLiteral("0 active · 0 in back-off · 1 unschedulable · 1 gated"));

        QSignalSpy chosen(&panel, &views::QueuePanel::chosen);
        const QRect row = table->visualRect(model->index(1, 0));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, row.center());
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].value<views::Part>().name, QStringLiteral("held"));

        panel.setQueue({}, picture.now); // the one in charge is gone, and its queue with it
        QCOMPARE(model->rowCount(), 0);
        QVERIFY(panel.findChild<QLabel*>()->text().contains(QStringLiteral("nobody decides")));
    }

    void twoNodesAreComparedByWhatDiffers() {
        const views::Reasons reasons = twoNodes();
        const auto comparison = views::compareNodes(reasons, "b", "a");
        QVERIFY(comparison);
        QCOMPARE(comparison->first, QStringLiteral("a"));  // it leads, whichever was ticked first
        QCOMPARE(comparison->rows.size(), std::size_t{2}); // Balance is the same
        QCOMPARE(comparison->rows[0].column, QStringLiteral("Spread"));
        QCOMPARE(comparison->rows[0].difference(), qint64{30});
        QCOMPARE(comparison->rows[0].words,
                 QStringLiteral("a: PodTopologySpread: raw 2000, 100 of 100, weight 2: 200\n"
                                "b: PodTopologySpread: raw 1700, 85 of 100, weight 2: 170"));
        QCOMPARE(comparison->rows[1].difference(), qint64{-10});
        QCOMPARE(comparison->sentence,
                 QStringLiteral("a leads by 20. What counts most: Spread, +30. Apart."));
    }

    void aNodesPointsUnfoldPluginByPlugin() {
        views::Facts facts;
        facts.part = {.kind = views::Part::Kind::Pod, .ns = "default", .name = "web"};
        facts.reasons = twoNodes();
        facts.reasons.heading = "Why a";
        facts.reasons.ranked[0].plugins = {{"NodeResourcesFit", "Room left", 4711, 60, 1, 60}};
        views::WhyPage page;
        page.resize(300, 500);
        page.QWidget::show();
        page.show(facts);
        const auto shown = [&](const QString& text) {
            for (const QLabel* label : page.findChildren<QLabel*>())
                if (label->text() == text) return label->isVisible();
            return false;
        };
        const auto fold = [&] {
            for (QToolButton* button : page.findChildren<QToolButton*>())
                if (button->accessibleName() == "a") return button;
            return static_cast<QToolButton*>(nullptr);
        };
        QVERIFY(fold() && !shown("4711"));
        QTest::keyClick(fold(), Qt::Key_Space);
        QVERIFY(shown("4711") && shown(QStringLiteral("× 1")));
        page.show(facts); // told anew: what was unfolded stays so
        QVERIFY(shown("4711"));
        facts.part.name = "other";
        page.show(facts);
        QVERIFY(!shown("4711"));
    }

    void equalNodesAreLeftToChance() {
        const views::Reasons reasons = twoNodes();
        const auto comparison = views::compareNodes(reasons, "b", "c");
        QVERIFY(comparison);
        QVERIFY(comparison->sentence.endsWith(QStringLiteral("chance decides.")));
        QVERIFY(!views::compareNodes(reasons, "a", "a"));
        QVERIFY(!views::compareNodes(reasons, "a", "ruled-out"));
    }
};

QTEST_MAIN(QueueTest)
#include "queue_test.moc"
