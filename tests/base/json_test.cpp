// The JSON reader: what it reads, and how it says what it cannot read.
#include "base/json.h"

#include <QTest>

using namespace maqueta::base;

namespace {

std::string problem(std::string_view text) {
    const Result<Json> result = parseJson(text, "a.json");
    return result ? "read as " + result->dump() : result.error().text();
}

} // namespace

class JsonTest : public QObject {
    Q_OBJECT
private slots:
    void readsEveryKindOfValue() {
        const Result<Json> read =
            parseJson(" {\"b\": [1, -2, 0.5, 1e3, true, false, null, \"x\"], \"a\": {}, "
                      "\"c\": [], \"big\": 18446744073709551615, \"huge\": 1e30, "
                      "\"tiny\": 1e-999, \"whole\": 99999999999999999999}\n",
                      "a.json");
        QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
        QVERIFY((*read)["b"] == Json::parse("[1,-2,0.5,1000.0,true,false,null,\"x\"]"));
        QVERIFY((*read)["b"][1].is_number_integer());
        QVERIFY((*read)["big"].is_number_unsigned());
        QCOMPARE((*read)["whole"].get<double>(), 1e20);
        QCOMPARE((*read)["tiny"].get<double>(), 0.0);
        QVERIFY(parseJson("\xef\xbb\xbf{}", "a.json").ok());
        QVERIFY(parseJson("7", "a.json").ok());
    }
    void readsEscapes() {
        const Result<Json> read =
            parseJson("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\", \"\\u0041\\u00e9\\u20ac\\ud83d\\ude00\", "
                      "\"é€😀\", \"\"]",
                      "");
        QVERIFY(read.ok());
        QCOMPARE((*read)[0].get<std::string>(), std::string("\"\\/\b\f\n\r\t"));
        QCOMPARE((*read)[1].get<std::string>(), std::string("Aé€😀"));
        QCOMPARE((*read)[2].get<std::string>(), std::string("é€😀"));
    }
    void saysWhatIsWrongAndWhere_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        const auto bad = [](const char* name, const QByteArray& text, const char* message) {
            QTest::newRow(name) << text << QString::fromUtf8(message);
        };
        bad("empty", "", "a.json: the file is empty");
        bad("blank", " \n ", "a.json:2:2: expected a JSON value, found the end of the text");
        bad("truncated object", "{\n  \"a\": 1",
            "a.json:2:9: the text ends inside the object that begins at line 1, column 1: "
            "'}' is missing");
        bad("truncated after comma", "[1,",
            "a.json:1:4: the text ends inside the array that begins at line 1, column 1: "
            "']' is missing");
        bad("truncated string", "{\"a\": \"bc",
            "a.json:1:7: the string that begins here is not closed: '\"' is missing");
        bad("line break in a string", "{\"a\": \"b\nc\"}",
            "a.json:1:7: the string that begins here is not closed: '\"' is missing");
        bad("truncated value",
            "{\"a\":", "a.json:1:6: expected a JSON value, found the end of the text");
        bad("duplicate key", "{\n \"a\": 1,\n \"b\": {\"c\": 1, \"c\": 2}}",
            "a.json:3:16: duplicate key \"c\" in the object that begins at line 3, column 7");
        bad("trailing garbage", "{} x", "a.json:1:4: expected the end of the text, found 'x'");
        bad("two documents", "{}\n{}", "a.json:2:1: expected the end of the text, found '{'");
        bad("key without quotes", "{a: 1}",
            "a.json:1:2: expected a key in double quotes, found 'a'");
        bad("comma at the end", "{\"a\": 1,}",
            "a.json:1:9: expected a key in double quotes, found '}'");
        bad("no colon", "{\"é\" 1}", "a.json:1:6: expected ':' after the key \"é\", found '1'");
        bad("no comma", "[1 2]",
            "a.json:1:4: expected ',' or ']' in the array that begins at line 1, column 1, "
            "found '2'");
        bad("not a value", "[é]", "a.json:1:2: expected a JSON value, found 'é'");
        bad("half a word", "[tru]", "a.json:1:2: expected 'true' here");
        bad("leading zero", "[012]", "a.json:1:2: a number must not begin with 0");
        bad("number ends early", "[1.]", "a.json:1:2: malformed number");
        bad("out of range", "[1e999]", "a.json:1:2: the number is out of range");
        bad("escape", "[\"\\q\"]",
            "a.json:1:3: unknown escape in a string; write \\\\ for a backslash");
        bad("half a surrogate", "[\"\\ud800x\"]", "a.json:1:3: half a surrogate pair in a string");
        bad("tab in a string", "[\"\t\"]",
            "a.json:1:3: a string must not hold the control character 0x09");
        bad("not UTF-8", "{\n \"a\": \"\xff\"}",
            "a.json:2:8: not UTF-8: byte 0xff; save the file as UTF-8");
        bad("overlong UTF-8", "\"\xc0\x80\"",
            "a.json:1:2: not UTF-8: byte 0xc0; save the file as UTF-8");
        bad("surrogate in UTF-8", "\"\xed\xa0\x80\"",
            "a.json:1:2: not UTF-8: byte 0xed; save the file as UTF-8");
        bad("binary",
            QByteArray("\x7f"
                       "ELF\0\x01",
                       6),
            "a.json:1:5: this is a binary file (it holds a zero byte), not text");
        bad("deep arrays", QByteArray(100000, '['),
            "a.json:1:201: nested more than 200 levels deep");
        bad("deep objects", QByteArray("{\"a\":").repeated(100000),
            "a.json:1:1001: nested more than 200 levels deep");
        bad("a long line", QByteArray("[\"") + QByteArray(10'000'000, 'x') + "\" 1]",
            "a.json:1:10000005: expected ',' or ']' in the array that begins at line 1, column 1, "
            "found '1'");
    }
    void saysWhatIsWrongAndWhere() {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        QCOMPARE(QString::fromStdString(problem({text.data(), std::size_t(text.size())})), message);
    }
    void depthIsALimitNotACrash() {
        const auto nested = [](std::size_t depth) {
            return std::string(depth, '[') + std::string(depth, ']');
        };
        QVERIFY(parseJson(nested(200), "").ok());
        QVERIFY(!parseJson(nested(201), "").ok());
    }
    void remembersWhereThingsStood() {
        LineTable lines;
        QVERIFY(parseJson("{\n  \"a/b\": {\n    \"x\": [10,\n      {\"é\": 1, \"y\": 2}]\n  }\n}",
                          "", &lines)
                    .ok());
        const auto at = [](const LineTable& table, const char* pointer) {
            const TextPlace place = table.find(pointer);
            return QString("%1:%2").arg(place.line).arg(place.column);
        };
        QCOMPARE(at(lines, ""), QString("1:1"));
        QCOMPARE(at(lines, "/a~1b"), QString("2:3"));
        QCOMPARE(at(lines, "/a~1b/x"), QString("3:5"));
        QCOMPARE(at(lines, "/a~1b/x/0"), QString("3:11"));
        QCOMPARE(at(lines, "/a~1b/x/1/y"), QString("4:21"));
        // What is missing has the place of what it is missing from.
        QCOMPARE(at(lines, "/a~1b/x/1/z/deeper"), QString("4:7"));
        QCOMPARE(at(lines, "/a~1b/x/7"), QString("3:5"));
        const LineTable part = lines.under("/a~1b/x/1");
        QCOMPARE(at(part, "/y"), QString("4:21"));
        QCOMPARE(at(part, ""), QString("4:7"));
        QCOMPARE(at(lines.under("/a~1b/none"), "/y"), QString("2:3"));
        QCOMPARE(at(LineTable(), "/y"), QString("0:0"));
    }
    void aSharedTreeIsOneTree() {
        std::vector<JsonRef> owners{shareJson(Json{{"a", 1}})};
        owners.push_back(owners.front());
        QCOMPARE(&owners[0]->value, &owners[1]->value);
        QVERIFY(!JsonRef());
    }
};

QTEST_APPLESS_MAIN(JsonTest)
#include "json_test.moc"
