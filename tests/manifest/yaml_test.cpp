// The YAML reader: what it reads as kubectl does, and how it says what it cannot read.
#include "manifest/yaml.h"

#include <QTest>

using namespace maqueta::manifest;
using maqueta::base::Json;
using maqueta::base::Result;
using maqueta::base::TextPlace;

namespace {

std::string allOf(std::string_view text) {
    const Result<std::vector<YamlDocument>> read = parseYaml(text, "a.yaml");
    if (!read) return read.error().text();
    std::string out;
    for (const YamlDocument& document : *read) out += document.json.dump() + "\n";
    return out;
}

// The JSON of one document, or the error.
QString one(const QByteArray& text) {
    return QString::fromStdString(allOf({text.data(), static_cast<std::size_t>(text.size())}))
        .trimmed();
}

} // namespace

class YamlTest : public QObject {
    Q_OBJECT
private slots:
    // Every row is what kubectl 1.32 makes of it.
    void scalarsMeanWhatTheyMeanToKubectl_data() {
        QTest::addColumn<QString>("json");
        const auto row = [](const char* yaml, const char* json) {
            QTest::newRow(yaml) << QString::fromUtf8(json);
        };
        for (const char* yes : {"y", "Y", "yes", "Yes", "YES", "true", "True", "on", "On"})
            row(yes, "true");
        for (const char* no : {"n", "N", "no", "No", "NO", "false", "FALSE", "off", "Off"})
            row(no, "false");
        row("~", "null");
        row("Null", "null");
        row("tRue", "\"tRue\"");
        row("0644", "420");
        row("0o17", "15");
        row("0b11", "3");
        row("0x1F", "31");
        row("-0x1f", "-31");
        row("08", "8");
        row("1_000", "1000");
        row("1__0", "10");
        row("+5", "5");
        row("-0", "0");
        row("1e3", "1000");
        row("1.0", "1");
        row("5.", "5");
        row(".5", "0.5");
        row("+.5", "0.5");
        row("0.1", "0.1");
        row("1e-7", "1e-07");
        row("1e21", "1e+21");
        row("1e999", "\"1e999\"");
        row("-9223372036854775808", "-9223372036854775808");
        row("123456789012345678901234567890", "1.2345678901234568e+29");
        row("2001-01-01", "\"2001-01-01\"");
        row("2001-01-01T00:00:00Z", "\"2001-01-01T00:00:00Z\"");
        row("1:20", "\"1:20\"");
        row("10.0.0.1", "\"10.0.0.1\"");
        row("100m", "\"100m\"");
        row("0x", "\"0x\"");
        row("5e", "\"5e\"");
        row("=", "\"=\"");
        row("\"yes\"", "\"yes\"");
        row("'012'", "\"012\"");
        row("\"\\x41\\u00e9\"", "\"Aé\"");
        row("''", "\"\"");
        row("!!binary aGk=", "\"hi\"");
        row("!!str 5", "\"5\"");
        row("! 5", "\"5\"");
        row("!foo 5", "\"5\"");
        row("!!float 5", "5");
        row("!!int \"5\"", "5");
        row("!!null \"\"", "null");
        row("!!bool \"yes\"", "true");
        row("!!timestamp 2001-01-01", "\"2001-01-01\"");
    }
    void scalarsMeanWhatTheyMeanToKubectl() {
        QFETCH(QString, json);
        QCOMPARE(one(QByteArray("a: ") + QTest::currentDataTag()), "{\"a\":" + json + "}");
    }
    void readsStructure() {
        QCOMPARE(one("a:\n- 1\n- b: 2\n  c: []\nd: {e: , f: x}\n"),
                 "{\"a\":[1,{\"b\":2,\"c\":[]}],\"d\":{\"e\":null,\"f\":\"x\"}}");
        QCOMPARE(one("a: |\n  one\n  two\nb: >-\n  one\n  two\n"),
                 "{\"a\":\"one\\ntwo\\n\",\"b\":\"one two\"}");
        QCOMPARE(one("yes: 1\n010: 2\n1.5: 3\n1e3: 4\n"),
                 "{\"1.5\":3,\"1000\":4,\"8\":2,\"true\":1}");
        QCOMPARE(one("{\"json\": [1, true, null]}"), "{\"json\":[1,true,null]}");
        QCOMPARE(one("\xef\xbb\xbf"
                     "a: é"),
                 QString::fromUtf8("{\"a\":\"é\"}"));
    }
    void readsStreams() {
        QCOMPARE(allOf("---\na: 1\n---\n# nothing here\n---\nb: 2\n...\n---\nc: 3\n"),
                 std::string("{\"a\":1}\n{\"b\":2}\n{\"c\":3}\n"));
        QCOMPARE(allOf("# only a comment\n"), std::string());
        QCOMPARE(allOf("---\n---\n"), std::string());
    }
    void aliasesAndMergeKeys() {
        QCOMPARE(one("a: &x {k: [1]}\nb: *x\nc: [*x]\nd: &y text\ne: *y\n"),
                 "{\"a\":{\"k\":[1]},\"b\":{\"k\":[1]},\"c\":[{\"k\":[1]}],\"d\":\"text\","
                 "\"e\":\"text\"}");
        QCOMPARE(one("&k a: 1\n*k : 2\n"), "a.yaml:2:1: duplicate key \"a\" in the map that begins "
                                           "at line 1, column 1");
        QCOMPARE(one("&k a: 1\nb: *k\n"), "{\"a\":1,\"b\":\"a\"}");
        const QByteArray base = "b: &b {a: 1, b: 2}\n";
        QCOMPARE(one(base + "m: {<<: *b, a: 9}\n"),
                 "{\"b\":{\"a\":1,\"b\":2},\"m\":{\"a\":9,\"b\":2}}");
        QCOMPARE(one(base + "m: {a: 9, <<: *b}\n"), // kubectl lets a merge that comes later win
                 "{\"b\":{\"a\":1,\"b\":2},\"m\":{\"a\":1,\"b\":2}}");
        QCOMPARE(one(base + "m: {<<: [*b, {a: 3, c: 4}]}\n"), // of a list the first wins
                 "{\"b\":{\"a\":1,\"b\":2},\"m\":{\"a\":1,\"b\":2,\"c\":4}}");
        QCOMPARE(one(base + "m:\n  <<: *b\n  <<: {q: 1}\n"),
                 "{\"b\":{\"a\":1,\"b\":2},\"m\":{\"a\":1,\"b\":2,\"q\":1}}");
        QCOMPARE(one("m: {\"<<\": 1}\n"), "{\"m\":{\"<<\":1}}");
        // A redefined anchor means its last definition; anchors end with their document.
        QCOMPARE(one("a: &x 1\nb: &x 2\nc: *x\n"), "{\"a\":1,\"b\":2,\"c\":2}");
        QCOMPARE(one("a: &x 1\n---\nb: *x\n"),
                 "a.yaml:3:4: the alias *x names no anchor before it");
    }
    void saysWhatIsWrongAndWhere_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        const auto bad = [](const char* name, const QByteArray& text, const char* message) {
            QTest::newRow(name) << text << "a.yaml" + QString::fromUtf8(message);
        };
        bad("empty", "", ": the file is empty");
        bad("binary",
            QByteArray("\x7f"
                       "ELF\0\x01",
                       6),
            ":1:5: this is a binary file (it holds a zero byte), not text");
        bad("not UTF-8", "a: 1\nb: \xff\n", ":2:4: not UTF-8: byte 0xff; save the file as UTF-8");
        bad("UTF-16",
            QByteArray("\xff\xfe"
                       "a\0",
                       4),
            ":1:4: this is a binary file (it holds a zero byte), not text");
        bad("control character", "a: 1\nb: x\x01y\n", ":2:5: control characters are not allowed");
        bad("duplicate key", "a: 1\nb:\n  c: 1\n  d: 1\n  c: 2\n",
            ":5:3: duplicate key \"c\" in the map that begins at line 3, column 3");
        bad("duplicate key in other spelling", "8: 1\n010: 2\n",
            ":2:1: duplicate key \"8\" in the map that begins at line 1, column 1");
        bad("duplicate key around a merge", "{a: 1, <<: {a: 2}, a: 3}",
            ":1:20: duplicate key \"a\" in the map that begins at line 1, column 1");
        bad("truncated list", "a: [1, 2\n",
            ":2:1: the text ends too early: did not find expected ',' or ']', while parsing a flow "
            "sequence that begins at "
            "line 1, column 4");
        bad("truncated map", "a: {b: 1,",
            ":1:10: the text ends too early: did not find expected node content, while parsing a "
            "flow node");
        bad("truncated string", "a: \"xyz\n",
            ":2:1: the text ends too early: found unexpected end of stream, while scanning a "
            "quoted scalar that begins at "
            "line 1, column 4");
        bad("tab", "a:\n\tb: 1\n",
            ":2:1: found character that cannot start any token, while scanning for the next token; "
            "indent with spaces, not with tabs");
        bad("two values", "a: b: c\n", ":1:5: mapping values are not allowed in this context");
        bad("indentation", "a:\n    b: 1\n  c: 2\n",
            ":3:3: did not find expected key, while parsing a block mapping that begins at line 1, "
            "column 1");
        bad("unrendered template", "kind: Pod\nname: {{ .Values.name }}\n",
            ":2:8: a key must be a single value, not a list or a map; this looks like a template "
            "that was not rendered");
        bad("template directive", "{{- if .Values.on }}\nkind: Pod\n{{- end }}\n",
            ":1:2: a key must be a single value, not a list or a map; this looks like a template "
            "that was not rendered");
        bad("list as a key", "? [1]\n: 2\n",
            ":1:3: a key must be a single value, not a list or a map");
        bad("null as a key", "~: 1\n", ":1:1: a key must not be null; write it in quotes");
        bad("no such anchor", "a: *x\n", ":1:4: the alias *x names no anchor before it");
        bad("alias in itself", "a: &x [*x]\n", ":1:8: the alias *x stands inside its own anchor");
        bad("merge of a number", "<<: 1\n",
            ":1:5: a merge key (<<) needs a map, or a list of maps, as its value");
        bad("no base64", "a: !!binary '!'\n", ":1:4: !!binary must be followed by base64 data");
        bad("binary data", "a: !!binary /w==\n",
            ":1:4: !!binary data that is not UTF-8 text has no form in JSON");
        bad("infinite", "a: -.inf\n", ":1:4: the number -.inf has no form in JSON");
        bad("not an int", "a: !!int x\n", ":1:4: cannot read 'x' as !!int");
        bad("deep lists", QByteArray(100000, '['), ":1:201: nested more than 200 levels deep");
        bad("deep block lists", QByteArray("- ").repeated(100000),
            ":1:401: nested more than 200 levels deep");
        bad("deep maps", QByteArray("{a: ").repeated(100000),
            ":1:801: nested more than 200 levels deep");
        bad("deep over lines", QByteArray("[\n").repeated(100000),
            ":201:1: nested more than 200 levels deep");
        bad("a long line", "a: [" + QByteArray(10'000'000, 'x') + "\n",
            ":2:1: the text ends too early: did not find expected ',' or ']', while parsing a flow "
            "sequence that begins at "
            "line 1, column 4");
        QByteArray bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
        for (char c = 'b'; c <= 'i'; ++c) {
            const QByteArray before = QByteArray("*") + char(c - 1) + ",";
            bomb += QByteArray() + c + ": &" + c + " [" + before.repeated(10) + "]\n";
        }
        bad("alias bomb", bomb,
            ":6:26: aliases unfold to far more than the text holds (an alias bomb?)");
        bad("bomb of one long text",
            "a: &a " + QByteArray(1'000'000, 'x') + "\nb: [" + QByteArray("*a,").repeated(100) +
                "]\n",
            ":2:113: aliases unfold to far more than the text holds (an alias bomb?)");
        QByteArray chain = "a0: &a0 [x]\n";
        for (int i = 1; i < 300; ++i)
            chain += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [*a" +
                     QByteArray::number(i - 1) + "]\n";
        bad("deep by aliases", chain,
            ":200:14: nested more than 200 levels deep with what the alias brings in");
    }
    void saysWhatIsWrongAndWhere() {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        QCOMPARE(one(text), message);
    }
    void remembersWhereThingsStood() {
        const auto read = parseYaml("kind: Pod\n---\nmetadata:\n  name: é\n  labels: {a: b, c: d}\n"
                                    "spec:\n  containers:\n  - name: x\n    image: y\n  - &n\n"
                                    "    name: z\n  more: *n\n",
                                    "a.yaml");
        QVERIFY(read.ok() && read->size() == 2);
        const auto at = [&](const char* pointer) {
            const TextPlace place = (*read)[1].lines.find(pointer);
            return QString("%1:%2").arg(place.line).arg(place.column);
        };
        QCOMPARE(at(""), "3:1");
        QCOMPARE(at("/metadata"), "3:1");      // a map stands where its key does
        QCOMPARE(at("/metadata/name"), "4:9"); // a scalar where it is itself
        QCOMPARE(at("/metadata/labels/c"), "5:21");
        QCOMPARE(at("/spec/containers/0"), "8:5");
        QCOMPARE(at("/spec/containers/0/image"), "9:12");
        QCOMPARE(at("/spec/containers/1/name"), "11:11");
        QCOMPARE(at("/spec/containers/1/image"), "10:5"); // missing: where it is missing from
        QCOMPARE(at("/spec/more/name"), "12:9");          // what an alias brings in: the alias
    }
    void aRootThatIsNoMapIsRefusedAtOnce() {
        const auto problem = [](std::string_view text) {
            const auto read = parseYaml(text, "a.yaml", YamlRoot::Map);
            return read ? std::string("read") : read.error().text();
        };
        QCOMPARE(problem("--- \nhello\n"),
                 std::string("a.yaml:2:1: expected a map here, such as \"kind: Pod\""));
        QCOMPARE(problem("- [not reached"),
                 std::string("a.yaml:1:1: expected a map here, such as \"kind: Pod\""));
        QCOMPARE(problem("---\n# nothing\n---\na: 1\n"), std::string("read"));
    }
};

QTEST_APPLESS_MAIN(YamlTest)
#include "yaml_test.moc"
