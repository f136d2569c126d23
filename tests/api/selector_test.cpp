// Label and field selectors: what they match, how they print, and Kubernetes' words where they are
// wrong.
#include "api/selector.h"

#include <QTest>

using namespace maqueta::api;

namespace {

const StringMap webLabels{{"app", "web"}, {"tier", "front"}, {"rank", "7"}};

LabelSelector parsed(const char* text) {
    auto selector = parseLabelSelector(text);
    return selector ? *selector : LabelSelector{{{"failed", "to parse"}}, {}};
}

std::string complaint(const char* text) {
    const auto selector = parseLabelSelector(text);
    return selector ? "" : selector.error().message;
}

} // namespace

class SelectorTest : public QObject {
    Q_OBJECT
private slots:
    void matchesAsAsked_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matches");
        QTest::addColumn<QString>("print");
        const auto row = [](const char* text, bool matches, const char* print) {
            QTest::newRow(*text ? text : "everything") << text << matches << print;
        };
        row("", true, "");
        row("app=web", true, "app=web");
        row("app == web , tier", true, "app=web,tier");
        row("app=db", false, "app=db");
        row("app!=db", true, "app notin (db)");
        row("missing!=x", true, "missing notin (x)");
        row("missing in (x)", false, "missing in (x)");
        row("tier in (back, front)", true, "tier in (back,front)");
        row("tier notin (front)", false, "tier notin (front)");
        row("!legacy,app", true, "app,!legacy");
        row("rank>6,rank<8", true, "rank>6,rank<8");
        row("rank>7", false, "rank>7");
        row("app=web,app=db", false, "app=web,app in (db)");
        row("in=x", false, "in=x");
        row("app=", false, "app=");
    }
    void matchesAsAsked() {
        QFETCH(QString, text);
        QFETCH(bool, matches);
        QFETCH(QString, print);
        const LabelSelector selector = parsed(text.toUtf8().constData());
        QCOMPARE(selector.matches(webLabels), matches);
        QCOMPARE(QString::fromStdString(selector.text()), print);
    }
    void errorsAreThoseOfKubernetes() {
        QCOMPARE(complaint("app=web,"), "found '', expected: identifier after ','");
        QCOMPARE(complaint("=web"), "found '=', expected: !, identifier, or 'end of string'");
        QCOMPARE(complaint("app in web"), "unable to parse requirement: found 'web' expected: '('");
        QCOMPARE(
            complaint("app web"),
            "unable to parse requirement: found 'web', expected: in, notin, =, ==, !=, gt, lt");
        QVERIFY(complaint("-app=web")
                    .starts_with("unable to parse requirement: <nil>: Invalid value: \"-app\": "
                                 "name part must consist"));
        QVERIFY(complaint("app=a b!").starts_with("found 'b', expected: ',' or 'end of string'"));
        QVERIFY(complaint("app=-b").starts_with(
            "unable to parse requirement: values[0][app]: Invalid value: \"-b\": a valid label"));
    }
    void fieldSelectors() {
        const auto selector = parseFieldSelector("spec.nodeName=worker-1,status.phase!=Failed");
        QVERIFY(selector.ok());
        QCOMPARE(selector->size(), 2u);
        QCOMPARE(selector->at(0).path.view(), "spec.nodeName");
        QVERIFY(selector->at(0).equal);
        QCOMPARE(selector->at(1).value.view(), "Failed");
        QVERIFY(!selector->at(1).equal);
        QVERIFY(parseFieldSelector("")->empty());
        QCOMPARE(parseFieldSelector("a=1,foo").error().message,
                 "invalid selector: 'a=1,foo'; can't understand 'foo'");
    }
};

QTEST_APPLESS_MAIN(SelectorTest)
#include "selector_test.moc"
