// The house rules that a compiler cannot see: model/LAYERS is the only table of arrows between the
// layers, every #include under model/, views/ and app/ follows one, and model/ knows neither Qt,
// nor a clock, nor chance of its own, nor an order that depends on a hash. Each rule is itself
// tested on a planted bad line.
#include "source_tree.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <set>

using namespace maqueta::tests;

namespace {

struct Layer {
    int line = 0; // in the table; a later line is a higher layer
    std::vector<std::string> below;
};

struct Table {
    std::map<std::string, Layer> layers;
    std::vector<std::set<std::string>> peers;
    std::vector<Finding> findings;

    bool arePeers(const std::string& a, const std::string& b) const {
        return std::any_of(peers.begin(), peers.end(), [&](const auto& group) {
            return group.contains(a) && group.contains(b);
        });
    }
    bool hasArrow(const std::string& from, const std::string& to) const {
        const auto& below = layers.at(from).below;
        return std::find(below.begin(), below.end(), to) != below.end();
    }
    // What is wrong with an arrow that must not be; the caller knows that it must not.
    std::string describe(const std::string& from, const std::string& to) const {
        const bool up = layers.at(to).line > layers.at(from).line;
        const char* direction = arePeers(from, to) ? "sideways" : up ? "upward" : "missing";
        return std::string(direction) + " arrow " + from + " -> " + to;
    }
};

constexpr const char* tablePath = "model/LAYERS";

// Follows the arrows from the last layer of `path`; reports each way back into it once, at its
// smallest layer.
void findCycles(Table& table, std::vector<std::string>& path) {
    for (const std::string& next : table.layers.at(path.back()).below) {
        if (next == path.front()) {
            std::string cycle;
            for (const std::string& layer : path) cycle += layer + " -> ";
            table.findings.push_back(
                {tablePath, table.layers.at(next).line, "cycle " + cycle + next});
        } else if (next > path.front() && table.layers.contains(next) &&
                   std::find(path.begin(), path.end(), next) == path.end()) {
            path.push_back(next);
            findCycles(table, path);
            path.pop_back();
        }
    }
}

void checkArrows(Table& table) {
    for (const auto& [name, layer] : table.layers) {
        for (const std::string& below : layer.below) {
            const auto found = table.layers.find(below);
            if (found == table.layers.end())
                table.findings.push_back({tablePath, layer.line, "unknown layer " + below});
            else if (found->second.line >= layer.line || table.arePeers(name, below))
                table.findings.push_back({tablePath, layer.line, table.describe(name, below)});
        }
    }
    for (const auto& [name, layer] : table.layers) {
        std::vector<std::string> path{name};
        findCycles(table, path);
    }
}

Table readTable(std::string_view text) {
    Table table;
    forEachLine(text, [&table](int number, std::string_view line) {
        const QByteArray row = QByteArray(line.data(), qsizetype(line.size())).simplified();
        if (row.isEmpty() || row.startsWith('#')) return;
        QList<QByteArray> words = row.split(' ');
        const QByteArray first = words.takeFirst();
        std::vector<std::string> names;
        for (const QByteArray& word : words) names.push_back(word.toStdString());
        if (first == "peers") {
            table.peers.emplace_back(names.begin(), names.end());
        } else if (!first.endsWith(':')) {
            table.findings.push_back({tablePath, number, "neither 'layer: ...' nor 'peers ...'"});
        } else if (!table.layers.emplace(first.chopped(1).toStdString(), Layer{number, names})
                        .second) {
            table.findings.push_back({tablePath, number, "layer listed twice"});
        }
    });
    checkArrows(table);
    return table;
}

// The folder under model/ that the file is in, or "views", or "app"; empty for a file of model/
// itself.
std::string layerOf(const std::string& path) {
    const std::size_t first = path.find('/');
    const std::string top = path.substr(0, first);
    if (top != "model") return top;
    const std::size_t second = path.find('/', first + 1);
    return second == std::string::npos ? "" : path.substr(first + 1, second - first - 1);
}

// What model/ keeps out, apart from Qt.
struct Ban {
    const char* pattern;
    const char* what;
};
constexpr Ban bans[] = {
    {R"(\b(?:system|steady|high_resolution|utc|tai|gps|file)_clock\b)", "a clock"},
    {R"(\b(?:gettimeofday|clock_gettime|timespec_get|ftime)\b|\bstd\s*::\s*clock\b)", "a clock"},
    {R"(\btime\s*\(\s*(?:nullptr|NULL|0|&))", "a clock"},
    {R"(\b(?:random_device|s?rand|rand_r|[dlm]rand48|arc4random\w*|getrandom|getentropy)\b)",
     "a global random source"},
    {R"(\bstd\s*::\s*(?:ranges\s*::\s*)?(?:shuffle|sample)\b|\b\w+_distribution\b)",
     "chance that differs between standard libraries"},
    {R"(#\s*include\s*<random>)", "chance that differs between standard libraries"},
    {R"(\bunordered_(?:multi)?(?:map|set)\b)", "an order that depends on a hash"},
};

class Checker {
public:
    Checker(const Table& table, const std::vector<SourceFile>& files)
        : table_(table), files_(files) {
        for (const SourceFile& file : files) paths_.insert(file.path);
        for (const Ban& ban : bans) {
            patterns_.emplace_back(QString::fromLatin1(ban.pattern));
            patterns_.back().optimize();
        }
    }

    std::vector<Finding> run() {
        int read = 0;
        for (const SourceFile& file : files_) {
            const std::string layer = layerOf(file.path);
            if (file.path.starts_with("model/") && !layer.empty() && !table_.layers.contains(layer))
                findings_.push_back({file.path, 1, "folder is not in model/LAYERS"});
            if (!isCpp(file.path)) continue;
            ++read;
            if (layer.empty())
                findings_.push_back({file.path, 1, "belongs to no layer"});
            else if (table_.layers.contains(layer))
                check(file, layer);
        }
        if (read == 0) findings_.push_back({"model", 0, "no sources found"});
        return std::move(findings_);
    }

private:
    void check(const SourceFile& file, const std::string& layer) {
        static const QRegularExpression directive(R"(^\s*#\s*(?:include(?:_next)?|import)\b)");
        for (const CodeLine& line : codeLines(file.text)) {
            const QString bare = QString::fromStdString(line.bare);
            if (directive.match(bare).hasMatch()) checkInclude(file, layer, line);
            if (!file.path.starts_with("model/")) continue;
            for (std::size_t i = 0; i < patterns_.size(); ++i)
                if (patterns_[i].match(bare).hasMatch())
                    findings_.push_back(
                        {file.path, line.number, std::string("model/ uses ") + bans[i].what});
        }
    }

    void checkInclude(const SourceFile& file, const std::string& layer, const CodeLine& line) {
        static const QRegularExpression named(R"re(["<]([^">]+)[">])re");
        static const QRegularExpression qt(R"(^(?:Q\w+|Qt\w+/.*|q\w+\.h)$)");
        static const QRegularExpression generated(
            R"((?:\.moc|^(?:.*/)?(?:ui|moc)_\w+\.(?:h|cpp))$)");
        const auto match = named.match(QString::fromStdString(line.code));
        if (!match.hasMatch()) {
            findings_.push_back({file.path, line.number, "an include that names no file"});
            return;
        }
        const QString name = match.captured(1);
        const bool inModel = file.path.starts_with("model/");
        if (inModel && qt.match(name).hasMatch()) {
            findings_.push_back({file.path, line.number, "Qt in model/: " + name.toStdString()});
            return;
        }
        const std::string target = resolve(file.path, name);
        if (target.empty()) {
            const bool quoted = match.captured(0).startsWith('"');
            if (quoted && (inModel || !generated.match(name).hasMatch()))
                findings_.push_back(
                    {file.path, line.number, "no such file: " + name.toStdString()});
            return;
        }
        const std::string to = layerOf(target);
        if (to != layer && table_.layers.contains(to) && !table_.hasArrow(layer, to))
            findings_.push_back({file.path, line.number, table_.describe(layer, to)});
    }

    // The project's file that the include means, looked for where the compiler looks; empty for
    // others.
    std::string resolve(const std::string& from, const QString& name) const {
        const QString beside = QString::fromStdString(from).section('/', 0, -2) + '/';
        for (const QString& start :
             {beside, QString("model/"), QString(), QString("views/"), QString("app/")}) {
            const std::string path = QDir::cleanPath(start + name).toStdString();
            if (paths_.contains(path)) return path;
        }
        return {};
    }

    const Table& table_;
    const std::vector<SourceFile>& files_;
    std::set<std::string> paths_;
    std::vector<QRegularExpression> patterns_;
    std::vector<Finding> findings_;
};

std::vector<SourceFile> projectFiles() {
    return readTree(QStringLiteral(MAQUETA_SOURCE_DIR), {"model", "views", "app"});
}

std::string tableText(const std::vector<SourceFile>& files) {
    for (const SourceFile& file : files)
        if (file.path == tablePath) return file.text;
    return {};
}

// A small house to plant bad lines in.
constexpr const char* smallTable = "base:\n"
                                   "api: base\n"
                                   "scheduler: base api\n"
                                   "node: api\n"
                                   "views: api\n"
                                   "app: base api views\n"
                                   "peers scheduler node\n";

std::vector<std::string> findingsIn(const std::string& path, const std::string& text) {
    std::vector<SourceFile> files;
    for (const char* other : {"model/base/id.h", "model/api/pod.h", "model/api/kinds/lease.h",
                              "model/scheduler/queue.h", "model/node/kubelet.h",
                              "views/canvas/scene.h", "app/session.h"})
        files.push_back({other, ""});
    files.push_back({path, text});
    const Table table = readTable(smallTable);
    std::vector<std::string> texts;
    for (const Finding& finding : Checker(table, files).run()) texts.push_back(finding.text());
    return texts;
}

} // namespace

class LayersTest : public QObject {
    Q_OBJECT

private slots:
    void theTableIsSound() {
        const Table table = readTable(tableText(projectFiles()));
        QVERIFY2(table.layers.size() > 10, "model/LAYERS was not read");
        QVERIFY(table.peers.size() > 1);
        QVERIFY(nothingFound(table.findings));
    }

    void everySourceKeepsToTheTable() {
        const auto files = projectFiles();
        const Table table = readTable(tableText(files));
        QVERIFY(nothingFound(Checker(table, files).run()));
    }

    void aTreeWithoutSourcesFails() {
        const QTemporaryDir empty;
        const auto files = readTree(empty.path(), {"model", "views", "app"});
        const Table table = readTable(smallTable);
        const auto findings = Checker(table, files).run();
        QCOMPARE(findings.size(), std::size_t(1));
        QCOMPARE(findings.front().text(), std::string("model:0: no sources found"));
    }

    void aBadTableIsReported_data() {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("finding");
        const auto row = [](const char* name, const char* table, const char* finding) {
            QTest::newRow(name) << QString(table) << QString(finding);
        };
        row("two", "a: b\nb: a\n", "model/LAYERS:1: cycle a -> b -> a");
        row("three", "a: b\nb: c\nc: a\n", "model/LAYERS:1: cycle a -> b -> c -> a");
        row("itself", "a:\nb: a b\n", "model/LAYERS:2: cycle b -> b");
        row("upward", "a: b\nb:\n", "model/LAYERS:1: upward arrow a -> b");
        row("sideways", "a:\nb: a\npeers a b\n", "model/LAYERS:2: sideways arrow b -> a");
        row("unknown", "a: ghost\n", "model/LAYERS:1: unknown layer ghost");
        row("twice", "a:\na:\n", "model/LAYERS:2: layer listed twice");
        row("no colon", "a:\nb a\n", "model/LAYERS:2: neither 'layer: ...' nor 'peers ...'");
    }

    void aBadTableIsReported() {
        QFETCH(QString, table);
        QFETCH(QString, finding);
        const auto findings = readTable(table.toStdString()).findings;
        QVERIFY(std::any_of(findings.begin(), findings.end(), [&](const Finding& found) {
            return found.text() == finding.toStdString();
        }));
    }

    void aBadLineIsReported_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("what");
        const auto row = [](const char* path, const char* line, const char* what) {
            QTest::newRow(line) << QString(path) << QString(line) << QString(what);
        };
        row("model/api/bad.h", "#include \"scheduler/queue.h\"", "upward arrow api -> scheduler");
        row("model/api/bad.h", "#include <node/kubelet.h>", "upward arrow api -> node");
        row("model/api/bad.h", "#include \"../node/kubelet.h\"", "upward arrow api -> node");
        row("model/api/bad.h", " # include \"app/session.h\"", "upward arrow api -> app");
        row("model/node/bad.cpp", "#include \"scheduler/queue.h\"",
            "sideways arrow node -> scheduler");
        row("model/node/bad.cpp", "#include \"base/id.h\"", "missing arrow node -> base");
        row("views/bad.cpp", "#include \"base/id.h\"", "missing arrow views -> base");
        row("views/bad.cpp", "#include \"session.h\"", "upward arrow views -> app");
        row("app/bad.cpp", "#include \"node/kubelet.h\"", "missing arrow app -> node");
        row("model/api/bad.cpp", "#include \"ghost.h\"", "no such file: ghost.h");
        row("model/api/bad.cpp", "#include HEADER", "an include that names no file");
        row("model/ghost/bad.cpp", "int ghost;", "folder is not in model/LAYERS");
        row("model/bad.cpp", "int homeless;", "belongs to no layer");

        row("model/api/bad.h", "#include <QString>", "Qt in model/: QString");
        row("model/api/bad.h", "#include <QtCore/QString>", "Qt in model/: QtCore/QString");
        row("model/api/bad.h", "#include <qglobal.h>", "Qt in model/: qglobal.h");
        row("model/api/bad.h", "#include \"QString\"", "Qt in model/: QString");

        const char* clock = "model/ uses a clock";
        row("model/base/bad.cpp", "auto t = std::chrono::system_clock::now();", clock);
        row("model/base/bad.cpp", "using Clock = std::chrono::steady_clock;", clock);
        row("model/base/bad.cpp", "std::chrono::high_resolution_clock::time_point t;", clock);
        row("model/base/bad.cpp", "auto t = time(nullptr);", clock);
        row("model/base/bad.cpp", "auto t = std::time( NULL );", clock);
        row("model/base/bad.cpp", "gettimeofday(&tv, nullptr);", clock);
        row("model/base/bad.cpp", "clock_gettime(CLOCK_MONOTONIC, &ts);", clock);
        row("model/base/bad.cpp", "auto t = std::clock();", clock);

        const char* source = "model/ uses a global random source";
        row("model/base/bad.cpp", "std::random_device device;", source);
        row("model/base/bad.cpp", "int n = rand() % 6;", source);
        row("model/base/bad.cpp", "srand(1);", source);
        const char* chance = "model/ uses chance that differs between standard libraries";
        row("model/base/bad.cpp", "std::shuffle(a.begin(), a.end(), rng);", chance);
        row("model/base/bad.cpp", "std::ranges::shuffle(a, rng);", chance);
        row("model/base/bad.cpp", "std::uniform_int_distribution<int> die(1, 6);", chance);
        row("model/base/bad.cpp", "std::normal_distribution<> bell;", chance);
        row("model/base/bad.cpp", "#include <random>", chance);

        const char* hash = "model/ uses an order that depends on a hash";
        row("model/base/bad.h", "#include <unordered_map>", hash);
        row("model/base/bad.h", "std::unordered_set<int> seen;", hash);
        row("model/base/bad.h", "std::unordered_multimap<int, int> all;", hash);
    }

    void aBadLineIsReported() {
        QFETCH(QString, path);
        QFETCH(QString, line);
        QFETCH(QString, what);
        const std::string text = "/* first\n second */ #define WORD 1'000\n" + line.toStdString();
        // A file in the wrong place is reported as a whole, at its first line.
        const bool whole = what.startsWith("folder") || what.startsWith("belongs");
        const auto findings = findingsIn(path.toStdString(), text + "\n");
        QCOMPARE(findings.size(), std::size_t(1));
        QCOMPARE(findings.front(),
                 path.toStdString() + (whole ? ":1: " : ":3: ") + what.toStdString());
    }

    void aGoodLineIsNot_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("line");
        const auto row = [](const char* path, const char* line) {
            QTest::newRow(qPrintable(QString(line).simplified())) << QString(path) << QString(line);
        };
        row("model/scheduler/good.cpp", "#include \"api/pod.h\"");
        row("model/api/good.cpp", "#include \"kinds/lease.h\"");
        row("model/api/kinds/good.cpp", "#include \"lease.h\"");
        row("model/api/good.cpp", "#include <map>");
        row("model/api/good.cpp", "#include <nlohmann/json.hpp>");
        row("model/api/good.cpp", "// #include \"scheduler/queue.h\"");
        row("model/api/good.cpp", "/* steady_clock */ int n; // rand()");
        row("model/api/good.cpp", "auto text = \"rand() and time(nullptr)\";");
        row("model/api/good.cpp", "auto text = R\"(\n#include <QString>\n rand() \")\";");
        row("model/api/good.cpp", "char quote = '\"'; int n = operand() + strand();");
        row("model/api/good.cpp", "auto wait = runtime(0) + queue.time() + lifetime(0);");
        row("model/api/good.cpp", "auto order = reorderedMap; rng.shuffle(order);");
        row("views/good.cpp", "#include \"api/pod.h\"");
        row("views/good.cpp", "#include \"canvas/scene.h\"");
        row("views/good.cpp", "#include \"good.moc\"");
        row("views/good.cpp", "#include <QWidget>");
        row("app/good.cpp", "#include \"views/canvas/scene.h\"");
        row("app/good.cpp", "auto now = std::chrono::steady_clock::now();");
    }

    void aGoodLineIsNot() {
        QFETCH(QString, path);
        QFETCH(QString, line);
        const auto findings = findingsIn(path.toStdString(), line.toStdString() + "\n");
        QVERIFY2(findings.empty(), findings.empty() ? "" : findings.front().c_str());
    }
};

QTEST_APPLESS_MAIN(LayersTest)
#include "layers_test.moc"
