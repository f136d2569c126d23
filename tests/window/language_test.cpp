// The language changes at once, everywhere: menus, cards, canvas, palette, captions, lists, tool
// tips.
#include "cluster/defaults.h"
#include "manifest/manifest.h"
#include "views/style/trace_words.h"
#include "window/window_stage.h"

#include <QHelpEvent>
#include <QLabel>
#include <QMenuBar>
#include <QRegularExpression>
#include <QTableView>
#include <QTest>
#include <QToolTip>

using namespace maqueta;

class LanguageTest : public QObject {
    Q_OBJECT

    tests::WindowStage stage_;

    // Texts of all widgets of that kind that are seen.
    template <class W>
    QStringList texts() const {
        QStringList out;
        for (const W* widget : stage_.window().findChildren<W*>()) out.append(widget->text());
        return out;
    }
    QString caption() const { return stage_.window().captionStrip()->text(); }
    QStringList menus() const {
        QStringList titles;
        for (const auto* bar : stage_.window().findChildren<QMenuBar*>())
            for (const QAction* menu : bar->actions()) titles.append(menu->text());
        return titles;
    }

private Q_SLOTS:
    void initTestCase() {
        stage_.open({.size = {1600, 1000}});
        stage_.session().openLesson(QStringLiteral("node-failure"));
        QTRY_VERIFY_WITH_TIMEOUT(caption().startsWith(QLatin1String("web runs")), tests::waitMs);
        QTRY_VERIFY_WITH_TIMEOUT(caption().startsWith(QLatin1String("worker-4 has no power")),
                                 tests::waitMs);
        stage_.session().pause();
    }
    void cleanupTestCase() { stage_.close(); }

    void everythingIsSpanishAtOnce() {
        QVERIFY(menus().contains(QStringLiteral("&File")));
        stage_.preferences().setLanguage(QStringLiteral("es"));
        QTRY_VERIFY(menus().contains(QStringLiteral("&Archivo")));
        QTRY_VERIFY(caption().startsWith(QLatin1String("worker-4 no tiene corriente")));
        const auto strip = stage_.window().findChild<views::LessonStrip*>();
        QStringList cards;
        for (const auto* card : strip->findChildren<views::LessonButton*>())
            cards.append(card->accessibleName());
        QVERIFY(cards.contains(QStringLiteral("Fallo de un nodo")));
        QVERIFY(texts<QLabel>().contains(QStringLiteral("Mira")));
        QVERIFY(texts<QLabel>().filter(QStringLiteral("pods en marcha")).size() == 1);
        QVERIFY(stage_.window().palette()->rectOf(QStringLiteral("power-cut")).isValid());
        const auto list = stage_.window().palette()->findChild<QListWidget*>();
        QStringList items;
        for (int i = 0; i < list->count(); ++i) items.append(list->item(i)->toolTip());
        QVERIFY(!items.filter(QStringLiteral("Suéltalo en una máquina")).isEmpty());
        QCOMPARE(stage_.canvas()->accessibleName(), QStringLiteral("El clúster"));
    }

    void theListOfWhatHappenedIsSpanishToo() {
        stage_.preferences().setLanguage(QStringLiteral("es"));
        for (QToolButton* button : stage_.window().findChildren<QToolButton*>())
            if (button->text().contains(QStringLiteral("Eventos"))) button->setChecked(true);
        auto* events = stage_.window().findChild<views::EventList*>();
        QTRY_VERIFY(events->isVisible());
        const auto* table = events->findChild<QTableView*>();
        QTRY_VERIFY(table->model()->rowCount() > 100);
        QStringList rows;
        const auto read = [&] {
            rows.clear();
            for (int row = 0; row < table->model()->rowCount(); ++row)
                rows.append(table->model()->index(row, 3).data().toString());
            return !rows.filter(QStringLiteral("se queda sin corriente")).isEmpty();
        };
        QTRY_VERIFY(read());
        QVERIFY(!rows.filter(QStringLiteral("cortar la corriente de worker-4")).isEmpty());
        // What the strip said stands there as well.
        QTRY_VERIFY(
            read() &&
            !rows.filter(QStringLiteral("El clúster aún dice Ready: no puede verlo")).isEmpty());
        QVERIFY(rows.filter(QStringLiteral("loses power")).isEmpty());
    }

    // Sentences of which a refusal is made, and theirs.
    static QStringList untranslated(const base::Sentence& sentence) {
        static const QStringList same{"{text}",        "{where}: {what}", "{where}, {place}",
                                      "{what}: {why}", "{what}; {hint}",  "{what}, {context}"};
        QStringList out;
        const QString pattern = QString::fromUtf8(sentence.pattern);
        const bool known =
            QCoreApplication::translate("Refusals", sentence.pattern) != pattern ||
            QCoreApplication::translate("Interventions", sentence.pattern) != pattern;
        if (!known && !same.contains(pattern)) out.append(pattern);
        for (const auto& [name, part] : sentence.parts) out += untranslated(part);
        return out;
    }
    static void checkRefusal(const base::Error& error) {
        QVERIFY2(!error.sentence.empty(), error.message.c_str());
        const QStringList missing = untranslated(error.sentence);
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QStringLiteral(", "))));
        QVERIFY2(views::errorText(error) != QString::fromStdString(error.text()),
                 error.message.c_str());
    }

    // Every act, refused for every reason that a classroom meets.
    void whatTheClusterRefusesIsSaidInSpanish() {
        stage_.preferences().setLanguage(QStringLiteral("es"));
        using namespace cluster;
        history::History history(makeTopology(1, 2), {}, 1);
        history.advance(sim::Time{} + sim::seconds(20));
        const auto worker = [](const char* name) {
            MachineSpec spec;
            spec.name = name;
            return spec;
        };
        const MachineSpec twin = worker("worker-1");
        const MachineSpec bad = worker("Not A Name");
        MachineSpec weak = worker("weak");
        weak.cpuMilli = 0;
        ApplyObjects lame{{base::Json{{"kind", "Pod"}}}, ""};
        ApplyObjects huge{{base::Json{{"apiVersion", "apps/v1"},
                                      {"kind", "Deployment"},
                                      {"metadata", {{"name", "x"}}},
                                      {"spec", {{"replicas", 10'000'000}}}}},
                          ""};
        const CutNetwork cut{{"worker-1"}, {"worker-2"}, false};
        const std::vector<Intervention> acts{
            AddMachine{twin},
            AddMachine{bad},
            AddMachine{weak},
            RemoveMachine{"nobody"},
            RemoveMachine{"control-plane-1"},
            RemoveMachine{"kubectl"},
            PowerOff{"nobody"},
            PowerOn{"worker-1"},
            CrashProcess{"worker-1", ProcessKind::Etcd, false},
            StartProcess{"worker-1", ProcessKind::Kubelet},
            PlugCable{"worker-1"},
            CutNetwork{{}, {"worker-1"}, false},
            CutNetwork{{"worker-1"}, {"worker-1"}, false},
            HealCut{cut},
            InjectFault{
                {.kind = FaultKind::SlowDisk, .machine = "control-plane-1", .amount = 70'000'000}},
            InjectFault{{.kind = FaultKind::FullDisk, .machine = "worker-1"}},
            InjectFault{{.kind = FaultKind::Latency, .machine = "worker-1", .other = "worker-1"}},
            InjectFault{{.kind = FaultKind::Pause,
                         .machine = "worker-1",
                         .process = ProcessKind::Scheduler}},
            HealFault{{.kind = FaultKind::Pause, .machine = "worker-1"}},
            SetUsage{"default", "nobody", "", 1, 1},
            SaveSnapshot{"worker-1"},
            LoadSnapshot{"a.snapshot", std::make_shared<const std::string>("something else")},
            RestoreSnapshot{3},
            lame,
            huge,
            ScaleObject{"Deployment", "default", "x", 10'000'000},
            DeleteObject{"thing", "default", "x", {}}};
        for (const Intervention& act : acts) {
            const base::Status status = history.act(act);
            QVERIFY2(!status.ok(), describe(act).c_str());
            checkRefusal(status.error());
        }
        QVERIFY(history.act(PowerOff{"worker-2"}).ok());
        for (const Intervention& act : std::vector<Intervention>{
                 PowerOff{"worker-2"}, StartProcess{"worker-2", ProcessKind::Kubelet},
                 InjectFault{{.kind = FaultKind::Latency, .machine = "worker-2"}}})
            checkRefusal(history.act(act).error());
        const InjectFault slow{{.kind = FaultKind::SlowDisk, .machine = "control-plane-1"}};
        QVERIFY(history.act(slow).ok());
        checkRefusal(history.act(slow).error()); // names the fault, and that is Spanish, too
        QVERIFY(views::errorText(history.act(slow).error()).contains(QStringLiteral("disco")));
        checkRefusal(history.removeBranch(0).error());
    }

    void whatIsWrongInAFileIsSaidInSpanish() {
        stage_.preferences().setLanguage(QStringLiteral("es"));
        for (const char* text : {"",
                                 "a",
                                 "kind: Pod",
                                 "kind: Pod\napiVersion: v1",
                                 "kind: 3\napiVersion: v1",
                                 "kind: Pod\napiVersion: v1\nmetadata: 3",
                                 "kind: Pod\napiVersion: v1\nmetadata: {generateName: a}",
                                 "a: [1, 2",
                                 "a: {b: 1",
                                 "a: b: c",
                                 "a:\n\t- b",
                                 "a: {{ .Values.x }}",
                                 "a: *nothing",
                                 "a: &x [*x]",
                                 "? [a]\n: b",
                                 "a: 1\na: 2",
                                 "<<: 3",
                                 "a: !!int x",
                                 "a: .inf",
                                 "- a",
                                 "a: \"x",
                                 "%YAML 1.1\n%YAML 1.1\n---\na: 1",
                                 "a: 'x\nb: 1",
                                 "@a: 1",
                                 "a: |9\n x",
                                 "a: \x01"}) {
            const auto read = manifest::readManifestText(text, "x.yaml");
            QVERIFY2(!read.ok(), text);
            checkRefusal(read.error());
        }
        for (const char* text : {"{", "[1", "{\"a\" 1}", "{\"a\":1,}", "[1 2]", "{\"a\":01}",
                                 "{\"a\":\"x", "{\"a\":\"\\q\"}", "{\"a\":tru}", "{a:1}", "[1]x",
                                 "{\"a\":1,\"a\":2}", "{\"a\":1e999}"}) {
            const auto read = manifest::readManifestText(text, "x.json");
            QVERIFY2(!read.ok(), text);
            checkRefusal(read.error());
        }
        const auto document = [](const char* text) {
            return document::fromJson(base::Json::parse(text), "x.maqueta");
        };
        for (const char* text :
             {"[]", "{}", R"({"format":"maqueta"})", R"({"format":"maqueta","version":99})",
              R"({"format":"maqueta","version":1})",
              R"({"format":"maqueta","version":1,"topology":[]})",
              R"({"format":"maqueta","version":1,"topology":[{"name":"A b"}]})",
              R"({"format":"maqueta","version":1,"topology":[{"name":"a","role":"king"}]})",
              R"({"format":"maqueta","version":1,"topology":[{"name":"a"},{"name":"a"}]})"}) {
            const auto read = document(text);
            QVERIFY2(!read.ok(), text);
            checkRefusal(read.error());
        }
        for (const char* text : {"{}", R"({"act":"dance"})", R"({"act":"power-off"})",
                                 R"({"act":"crash","machine":"a","process":"x"})",
                                 R"({"act":"inject-fault","fault":"x","machine":"a"})",
                                 R"({"act":"scale","name":"a","replicas":-1})"}) {
            const auto read = document::interventionFromJson(base::Json::parse(text));
            QVERIFY2(!read.ok(), text);
            checkRefusal(read.error());
        }
        checkRefusal(document::load("/nowhere/at-all.maqueta").error());
        checkRefusal(manifest::readManifests(std::filesystem::path("/nowhere")).error());
        checkRefusal(cluster::configured({{"no.such", 1.0}}).error());
    }

    // What is broken, and every beat below the mouse.
    void faultsAndBeatsAreSaidInSpanish() {
        stage_.preferences().setLanguage(QStringLiteral("es"));
        for (const cluster::FaultPicture& fault : stage_.now().frame.picture->faults)
            QVERIFY2(untranslated(fault.says).isEmpty(), fault.says.pattern);
        stage_.window().timeline()->setLanes(views::TimelineBar::Lanes::One);
        auto* lane = stage_.window().findChild<views::TimelineLane*>();
        QStringList tips;
        for (const views::Mark& mark : views::marksOf(*lane->state().film, *lane->state().beats)) {
            const QPoint at(int(lane->xOf(mark.movie)), lane->height() / 2);
            if (!lane->rect().contains(at)) continue;
            QHelpEvent help(QEvent::ToolTip, at, lane->mapToGlobal(at));
            QApplication::sendEvent(lane, &help);
            tips.append(QToolTip::text());
        }
        QVERIFY(tips.size() > 20);
        QVERIFY2(!tips.filter(QStringLiteral("sin corriente")).isEmpty() ||
                     !tips.filter(QStringLiteral("Ready")).isEmpty(),
                 qPrintable(tips.join('\n')));
        static const QRegularExpression english(
            QStringLiteral("\\b(the|is|has|was|loses|starts|becomes|with|from|by)\\b"));
        const QStringList left = tips.filter(english);
        QVERIFY2(left.isEmpty(), qPrintable(left.join('\n')));
    }

    void andEnglishAgain() {
        stage_.preferences().setLanguage(QStringLiteral("en"));
        QTRY_VERIFY(menus().contains(QStringLiteral("&File")));
        QTRY_VERIFY(caption().startsWith(QLatin1String("worker-4 has no power")));
        QVERIFY(texts<QLabel>().contains(QStringLiteral("Watch")));
    }
};

QTEST_MAIN(LanguageTest)
#include "language_test.moc"
