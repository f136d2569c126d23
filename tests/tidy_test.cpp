// Small by habit, as a test: no source over 600 lines (the aim is 500), no line over 100 columns,
// and no mark of unfinished work in what ships. Each rule is itself tested on a planted bad file.
#include "source_tree.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace maqueta::tests;

namespace {

constexpr int mostLines = 600;
constexpr std::ptrdiff_t mostColumns = 100;

// A column is a code point: a byte that continues a UTF-8 sequence takes none.
std::ptrdiff_t columns(std::string_view line) {
    return std::count_if(line.begin(), line.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

void checkSize(const SourceFile& file, std::vector<Finding>& findings) {
    int lines = 0;
    forEachLine(file.text, [&](int number, std::string_view line) {
        lines = number;
        if (columns(line) > mostColumns)
            findings.push_back({file.path, number, std::to_string(columns(line)) + " columns"});
    });
    if (lines > mostLines) findings.push_back({file.path, lines, std::to_string(lines) + " lines"});
}

// The marks are put together here so that this file does not carry them itself.
const QRegularExpression& unfinished() {
    static const QRegularExpression marks(QStringList{"TO"
                                                      "DO",
                                                      "FIX"
                                                      "ME",
                                                      "XX"
                                                      "X",
                                                      "HA"
                                                      "CK"}
                                              .join('|')
                                              .prepend("\\b(?:")
                                              .append(")\\b"));
    return marks;
}

void checkMarks(const SourceFile& file, std::vector<Finding>& findings) {
    forEachLine(file.text, [&](int number, std::string_view line) {
        const auto match =
            unfinished().match(QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size())));
        if (match.hasMatch())
            findings.push_back(
                {file.path, number, "unfinished: " + match.captured().toStdString()});
    });
}

std::vector<Finding> check(const std::vector<SourceFile>& files) {
    std::vector<Finding> findings;
    for (const SourceFile& file : files) {
        if (isCpp(file.path)) checkSize(file, findings);
        if (!file.path.starts_with("tests/")) checkMarks(file, findings);
    }
    if (files.empty()) findings.push_back({".", 0, "no files found"});
    return findings;
}

std::vector<Finding> checkOne(const std::string& path, const std::string& text) {
    return check({{path, text}});
}

} // namespace

class TidyTest : public QObject {
    Q_OBJECT

private slots:
    void everyFileIsTidy() {
        QVERIFY(nothingFound(check(
            readTree(QStringLiteral(MAQUETA_SOURCE_DIR), {"app", "model", "views", "tests"}))));
    }

    void aTreeWithoutFilesFails() {
        const QTemporaryDir empty;
        QCOMPARE(check(readTree(empty.path(), {"app", "model", "views"})).size(), std::size_t(1));
    }

    void aLongLineIsReported() {
        const auto findings = checkOne("model/base/a.h", "int a;\n" + std::string(101, 'x') + "\n");
        QCOMPARE(findings.size(), std::size_t(1));
        QCOMPARE(findings.front().text(), std::string("model/base/a.h:2: 101 columns"));
        QVERIFY(checkOne("model/base/a.h", std::string(100, 'x') + "\n").empty());
    }

    void aColumnIsACharacterNotAByte() {
        std::string dots;
        for (int i = 0; i < 100; ++i) dots += "\u00b7";
        QVERIFY(checkOne("views/a.cpp", dots).empty());
        QCOMPARE(checkOne("views/a.cpp", dots + "x").size(), std::size_t(1));
    }

    void aLongFileIsReported() {
        std::string text;
        for (int i = 0; i < 600; ++i) text += "int a;\n";
        QVERIFY(checkOne("tests/a.cpp", text).empty());
        const auto findings = checkOne("tests/a.cpp", text + "int b;");
        QCOMPARE(findings.size(), std::size_t(1));
        QCOMPARE(findings.front().text(), std::string("tests/a.cpp:601: 601 lines"));
    }

    void anUnfinishedMarkIsReported() {
        for (const char* mark : {"TO"
                                 "DO",
                                 "FIX"
                                 "ME",
                                 "XX"
                                 "X",
                                 "HA"
                                 "CK"}) {
            const auto findings = checkOne("app/a.cpp", std::string("\n// ") + mark + ": later\n");
            QCOMPARE(findings.size(), std::size_t(1));
            QCOMPARE(findings.front().text(), std::string("app/a.cpp:2: unfinished: ") + mark);
        }
        QVERIFY(checkOne("app/a.cpp", "int mastodon = TODOS + HACKATHON;\n").empty());
    }
};

QTEST_APPLESS_MAIN(TidyTest)
#include "tidy_test.moc"
