// The reader and the judge of etcd's own Raft scripts; the scripts themselves are run by
// `conformance raft`.
#include "conformance/raft_cases.h"
#include "conformance/raft_script.h"

#include <QTest>

using maqueta::tests::CaseResult;

class RaftScriptTest : public QObject {
    Q_OBJECT
private:
    static CaseResult judge(const char* script) {
        std::istringstream text(script);
        return maqueta::tests::runRaftScript("a script", text);
    }

private slots:
    void readsADirective() {
        std::istringstream text("# note\ncommitted cfg=(1, 2) idx=(_,7) plain\nv1\n----\na\nb\n\n"
                                "vote\n----\n----\nx\n\ny\n----\n----\n\nlast\n----\nz\n");
        const auto script = raft_script::parse(text);
        QCOMPARE(script.size(), 3U);
        QCOMPARE(script[0].line, 2);
        QCOMPARE(script[0].command, std::string("committed"));
        QCOMPARE(script[0].values("cfg"), (std::vector<std::string>{"1", "2"}));
        QCOMPARE(script[0].values("idx"), (std::vector<std::string>{"_", "7"}));
        QVERIFY(script[0].find("plain"));
        QCOMPARE(script[0].input, std::string("v1\n"));
        QCOMPARE(script[0].expected, std::string("a\nb\n"));
        QCOMPARE(script[1].expected, std::string("x\n\ny\n"));
        QCOMPARE(script[2].expected, std::string("z\n"));
    }
    void aTermThatIsNotOursFails() {
        const CaseResult r = judge("add-nodes 1 voters=(1) index=3\n----\nINFO anything\n\n"
                                   "raft-state\n----\n1: StateFollower (Voter) Term:7 Lead:0\n");
        QCOMPARE(r.outcome, CaseResult::Outcome::Failed);
        QCOMPARE(r.text, std::string("line 5, raft-state: line 1 of its output is \"1: "
                                     "StateFollower (Voter) Term:0 Lead:0\" instead of \"1: "
                                     "StateFollower (Voter) Term:7 Lead:0\""));
    }
    void whatIsNotModelledIsExcludedByName() {
        const CaseResult r =
            judge("add-nodes 1 voters=(1) index=3 async-storage-writes=true\n----\nok\n");
        QCOMPARE(r.outcome, CaseResult::Outcome::Excluded);
        QVERIFY(r.text.starts_with("add-nodes: asynchronous storage writes"));
    }
    void anUnknownDirectiveFails() {
        QCOMPARE(judge("add-nodes 1 voters=(1) index=3\n----\nok\n\nsing 1\n----\nok\n").outcome,
                 CaseResult::Outcome::Failed);
    }
    void severalMembersHandleTheirReadyUnderTheirNames() {
        const CaseResult r = judge("add-nodes 2 voters=(1,2) index=3\n----\nok\n\n"
                                   "process-ready 1 2\n----\n"
                                   "> 1 handling Ready\n  <empty Ready>\n"
                                   "> 2 handling Ready\n  <empty Ready>\n");
        QCOMPARE(r.text, std::string());
    }
    void proposedDataIsQuoted() {
        const CaseResult r = judge(
            "log-level NONE\n----\nok\n\n"
            "add-nodes 1 voters=(1) index=3\n----\nok\n\n"
            "campaign 1\n----\nok\n\n"
            "stabilize\n----\nok\n\n"
            "propose 1 \"say\\so\"\n----\nok\n\n"
            "stabilize\n----\nok\n\n"
            "log-level Debug\n----\nok\n\n"
            "raft-log 1\n----\n1/4 EntryNormal \"\"\n1/5 EntryNormal \"\\\"say\\\\so\\\"\"\n");
        QCOMPARE(r.text, std::string());
    }
    void aLogIsShownAsItIsOnDisk() {
        // Member 1 wrote an entry that nobody else got; the new leader's entry takes its place,
        // on disk not before the Ready that says so.
        const CaseResult r =
            judge("log-level none\n----\nok\n\n"
                  "add-nodes 3 voters=(1,2,3) index=3\n----\nok\n\n"
                  "campaign 1\n----\nok\n\n"
                  "stabilize\n----\nok\n\n"
                  "propose 1 lost\n----\nok\n\n"
                  "process-ready 1\n----\nok\n\n"
                  "deliver-msgs drop=(2,3)\n----\nok\n\n"
                  "campaign 2\n----\nok\n\n"
                  "stabilize 2 3\n----\nok\n\n"
                  "deliver-msgs 1\n----\nok\n\n"
                  "log-level debug\n----\nok\n\n"
                  "raft-log 1\n----\n1/4 EntryNormal \"\"\n1/5 EntryNormal \"lost\"\n\n"
                  "stabilize 1 log-level=none\n----\nok\n\n"
                  "raft-log 1\n----\n1/4 EntryNormal \"\"\n2/5 EntryNormal \"\"\n");
        QCOMPARE(r.text, std::string());
    }
    void onlyALeaderKnowsHowFarTheMembersAre() {
        const CaseResult r =
            judge("add-nodes 1 voters=(1) index=3\n----\nINFO 1 became follower at term 0\n\n"
                  "status 1\n----\nok\n\n"
                  "campaign 1\n----\nINFO 1 is starting a new election at term 0\n\n"
                  "stabilize log-level=none\n----\nok\n\n"
                  "status 1\n----\n1: StateReplicate match=4 next=5\n");
        QCOMPARE(r.text, std::string());
    }
};

QTEST_APPLESS_MAIN(RaftScriptTest)
#include "raft_script_test.moc"
