// The verdicts of the real kube-scheduler 1.32, recorded: every field of every case.
#include "manifest/read_file.h"
#include "scheduler/explain/case.h"
#include "scheduler/explain/verdict_json.h"

#include <QtTest>

#include <filesystem>
#include <map>
#include <sstream>

using namespace maqueta;
using base::Json;

namespace {

const std::filesystem::path recorded =
    std::filesystem::path(MAQUETA_SOURCE_DIR) / "../shared/data/scheduler/shared.jsonl.gz";

struct Count {
    int agree = 0;
    int differ = 0;
};

// Prints the first differences of the cases that disagree; how many there were by family.
std::map<std::string, Count> replay(const std::filesystem::path& file) {
    std::map<std::string, Count> families;
    const auto text = manifest::readFile(file);
    if (!text) return families;
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
        if (line.empty()) continue;
        const Json one = Json::parse(line);
        Count& count = families[one.value("family", "own")];
        const auto found = scheduler::decideCase(one["input"]);
        const auto wrong = found ? scheduler::differences(*found, one["expected"])
                                 : std::vector<std::string>{found.error().message};
        ++(wrong.empty() ? count.agree : count.differ);
        if (!wrong.empty())
            qWarning("%s: %s", one["id"].get<std::string>().c_str(), wrong.front().c_str());
    }
    return families;
}

} // namespace

class VerdictsTest : public QObject {
    Q_OBJECT
private slots:
    void everyRecordedVerdictAgrees() {
        if (!std::filesystem::exists(recorded))
            QSKIP("the recorded verdicts (../shared/data/scheduler) are not beside this checkout");
        const auto families = replay(recorded);
        QCOMPARE(families.size(), std::size_t{15});
        int agree = 0;
        for (const auto& [family, count] : families) {
            QVERIFY2(count.differ == 0,
                     (family + ": " + std::to_string(count.differ) + " differ").c_str());
            agree += count.agree;
        }
        QCOMPARE(agree, 672);
    }
};

QTEST_APPLESS_MAIN(VerdictsTest)
#include "verdicts_test.moc"
