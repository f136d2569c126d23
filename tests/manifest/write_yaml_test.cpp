// YAML as kubectl prints it, and back again. Every expected text is what kubectl 1.32 wrote for the
// same JSON.
#include "manifest/write_yaml.h"

#include "manifest/manifest.h"
#include "manifest/yaml.h"
#include "sim/rng.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace maqueta::manifest;
using maqueta::base::Json;
using maqueta::sim::Rng;

namespace {

// Strings and keys put together of what makes YAML difficult.
class NastyJson {
public:
    explicit NastyJson(std::uint64_t seed) : rng_(seed) {}

    Json value(int depth) {
        const std::uint64_t kind = rng_.below(depth > 5 ? 10 : 16);
        if (kind < 5) return text();
        if (kind == 5) return static_cast<std::int64_t>(rng_.next());
        if (kind == 6) return static_cast<double>(rng_.below(1000000)) / 1024.0;
        if (kind == 7) return rng_.below(2) == 0;
        if (kind == 8) return nullptr;
        if (kind == 9) return rng_.below(2) == 0 ? Json::object() : Json::array();
        Json out = kind < 13 ? Json::object() : Json::array();
        for (std::uint64_t i = rng_.below(6); i > 0; --i) {
            if (kind < 13)
                out[text()] = value(depth + 1);
            else
                out.push_back(value(depth + 1));
        }
        return out;
    }

private:
    std::string text() {
        static constexpr const char* pieces[] = {
            "a",          "b ",
            "the",        " ",
            "  ",         "- ",
            "#",          ": ",
            ":",          "\"",
            "'",          "\\",
            "\n",         "\t",
            "\r",         "é",
            "😀",          "{",
            "}",          "[",
            "]",          ",",
            "&",          "*",
            "!",          "|",
            ">",          "%",
            "@",          "`",
            "?",          "? ",
            "---",        "...",
            "<<",         "yes",
            "null",       "~",
            "0",          "1",
            ".",          "e5",
            "_",          "\x01",
            "\x7f",       "\n\n",
            "\n  ",       " \n",
            "=",          "-",
            "2001-01-01", "\u0085",
            "\u2028",     "\ufeff",
            "0x1F",       "1:20:",
            "\u00a0",     "long words that fill a line and more of them "};
        std::string out;
        const std::uint64_t lengths[] = {0, 1, 1, 2, 3, 5, 9, 40};
        for (std::uint64_t i = lengths[rng_.below(std::size(lengths))]; i > 0; --i)
            out += pieces[rng_.below(std::size(pieces))];
        return out;
    }
    Rng rng_;
};

Json readBack(const std::string& yaml) {
    const auto read = parseYaml(yaml, "");
    if (!read) return "not readable: " + read.error().text();
    return read->empty() ? Json() : read->front().json;
}

} // namespace

class WriteYamlTest : public QObject {
    Q_OBJECT
private slots:
    void stringsAreQuotedOnlyWhenTheyMustBe_data() {
        QTest::addColumn<QString>("yaml");
        const auto row = [](const char* text, const char* yaml) {
            QTest::newRow(text) << QString::fromUtf8(yaml);
        };
        for (const char* plain : {"plain text",
                                  "-a",
                                  "x:y",
                                  "a#b",
                                  "é",
                                  "it's",
                                  "back\\slash",
                                  "a,b",
                                  "a]",
                                  "?x",
                                  "2001-13-01",
                                  "2001-02-30",
                                  "2001-01-01T00:00:00",
                                  "1:60",
                                  "<<",
                                  "=",
                                  "0.0.0.0",
                                  "1.2.3",
                                  "--",
                                  "+",
                                  ".",
                                  "..",
                                  "1,000",
                                  "tRue",
                                  "1e999",
                                  "100m",
                                  "nginx:1.27"})
            row(plain, plain);
        for (const char* clear : {"",
                                  "y",
                                  "yes",
                                  "null",
                                  "~",
                                  "true",
                                  "2001-01-01",
                                  "0",
                                  "-1",
                                  "1e3",
                                  "2001-1-1 1:2:3",
                                  "2001-01-01T00:00:00Z",
                                  "1:20",
                                  "190:20:30.15",
                                  ".inf",
                                  "+.inf",
                                  ".5",
                                  "0x1F",
                                  "1_000",
                                  "012",
                                  "08",
                                  "0o17"})
            row(clear, ("\"" + std::string(clear) + "\"").c_str());
        for (const char* sign :
             {"- a", ": x", "x: y",  "a #b", "#a", " lead", "trail ", "\"q\"", "{a}",
              "[a",  "%x",  "@x",    "`x",   "!x", "&x",    "*x",     "|x",    ">x",
              "? x", "---", "--- a", "...",  "a:", ":",     "a: ",    "-",     "- "})
            row(sign, ("'" + std::string(sign) + "'").c_str());
        row("- it's", "'- it''s'");
        row("'", "''''");
        row("tab\there", "\"tab\\there\"");
        row("a\r\nb", "\"a\\r\\nb\"");
        row("\x01", "\"\\x01\"");
        row("😀", "\"\\U0001F600\"");
        row("\ufeff", "\"\\uFEFF\"");
        row("multi\nline", "|-\n  multi\n  line");
        row("multi\nline\n", "|\n  multi\n  line");
        row("multi\n\n", "|+\n  multi\n");
        row("\n", "|2+\n");
        row("\n\na", "|2-\n\n\n  a");
        row("  ind\nx", "|2-\n    ind\n  x");
        row("x\n  y\n", "|\n  x\n    y");
        row("tr \nx", "\"tr \\nx\"");
        row("tab\n\there", "\"tab\\n\\there\"");
        // And, unlike in kubectl's, line breaks that only YAML knows survive.
        row("\u0085", "\"\\N\"");
        row("\u2028", "\"\\L\"");
    }
    void stringsAreQuotedOnlyWhenTheyMustBe() {
        QFETCH(QString, yaml);
        const Json text = QTest::currentDataTag();
        QCOMPARE(QString::fromStdString(writeYaml(text)), yaml + "\n");
        QCOMPARE(readBack(writeYaml(text)).dump(), text.dump());
    }
    void numbersAndEmptyThings() {
        const Json json = Json::parse("[1.5, 1e21, 1e20, 0.00001, 1234567.5, 123456789012, -0.0, "
                                      "[], {}, null, true, 0.25]");
        QCOMPARE(writeYaml(json),
                 std::string("- 1.5\n- 1e+21\n- 1e+20\n- 1e-05\n- 1.2345675e+06\n- 123456789012\n"
                             "- 0\n- []\n- {}\n- null\n- true\n- 0.25\n"));
    }
    void structureIsLaidOutAsKubectlDoes() {
        const Json json = Json::parse(
            "{\"nest\": {\"s\": [\"a\\nb\"], \"t\": \"a\\n\", \"u\": [[\"x\\ny\"]]},"
            " \"list\": [[1, 2], [3, [4]], {\"a\": 1, \"b\": [1]}, {\"c\": {\"d\": 1}}]}");
        QCOMPARE(writeYaml(json), std::string("list:\n"
                                              "- - 1\n"
                                              "  - 2\n"
                                              "- - 3\n"
                                              "  - - 4\n"
                                              "- a: 1\n"
                                              "  b:\n"
                                              "  - 1\n"
                                              "- c:\n"
                                              "    d: 1\n"
                                              "nest:\n"
                                              "  s:\n"
                                              "  - |-\n"
                                              "    a\n"
                                              "    b\n"
                                              "  t: |\n"
                                              "    a\n"
                                              "  u:\n"
                                              "  - - |-\n"
                                              "      x\n"
                                              "      y\n"));
        QCOMPARE(writeYaml(std::vector<Json>{Json{{"a", 1}}, Json{{"b", 2}}}),
                 std::string("a: 1\n---\nb: 2\n"));
    }
    void keysStandInNaturalOrder() {
        Json json;
        for (const char* key :
             {"a10", "a2",  "A",   "_x", "",    "1",  "yes", "a b", "a: b", "b1",
              "b01", "a.b", "a-b", "ab", "a/b", "10", "9",   "a1x", "a1",   "x\ny"})
            json[key] = 1;
        QCOMPARE(writeYaml(json),
                 std::string("\"\": 1\n_x: 1\n\"1\": 1\n\"9\": 1\n\"10\": 1\nA: 1\na b: 1\na-b: 1\n"
                             "a.b: 1\na/b: 1\n'a: b': 1\na1: 1\na1x: 1\na2: 1\na10: 1\nab: 1\n"
                             "b1: 1\nb01: 1\n? |-\n  x\n  y\n: 1\n\"yes\": 1\n"));
        QCOMPARE(writeYaml(Json{{"<<", 1}}), std::string("\"<<\": 1\n"));
    }
    void longKeysAndLongLines() {
        const std::string key(129, 'k');
        QCOMPARE(writeYaml(Json{{key, {{"a", 1}, {"b", {1, 2}}}}}),
                 "? " + key + "\n: a: 1\n  b:\n  - 1\n  - 2\n");
        const std::string words = std::string(30, 'a') + " " + std::string(50, 'b') + " ";
        QCOMPARE(writeYaml(Json{{"m", words + "c d"}}), "m: " + words.substr(0, 81) + "\n  c d\n");
        QCOMPARE(writeYaml(Json{{"m", "'" + words + "c\t"}}),
                 "m: \"'" + words.substr(0, 81) + "\n  c\\t\"\n");
    }
    void whateverIsWrittenReadsBack() {
        for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
            const Json json = NastyJson(seed).value(0);
            const std::string yaml = writeYaml(json);
            const Json back = readBack(yaml);
            const std::string story = "seed " + std::to_string(seed) + "\n" + json.dump() + "\n" +
                                      back.dump() + "\n" + yaml;
            QVERIFY2(back == json, story.c_str());
        }
    }
    void realManifestsReadBack() {
        const QString root = QString(MAQUETA_SOURCE_DIR) + "/../shared/data/manifests";
        if (!QFile::exists(root)) QSKIP("no ../shared/data/manifests beside the source tree");
        const auto objects = readManifests(std::filesystem::path(root.toStdString()));
        QVERIFY2(objects.ok(), objects ? "" : objects.error().text().c_str());
        for (const ManifestObject& object : *objects)
            QVERIFY2(readBack(writeYaml(object.json)) == object.json, object.file.c_str());
    }
};

QTEST_APPLESS_MAIN(WriteYamlTest)
#include "write_yaml_test.moc"
