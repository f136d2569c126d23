// Leadership by Lease: who takes it, who keeps it, who gives it up, and when.
#include "api/kinds/lease.h"
#include "api/leader_election.h"

#include <QTest>

#include <deque>
#include <functional>
#include <map>
#include <set>

using namespace maqueta;
using namespace maqueta::api;

namespace {

// One Lease behind an API that answers after 2 ms, and parts that want it.
class Contest {
public:
    struct Part final : Outbox, Sink {
        Contest& contest;
        int self;
        Client client;
        LeaderElection election;
        bool running = true;
        Part(Contest& c, int number)
            : contest(c), self(number), client({}, sim::Rng(static_cast<std::uint64_t>(number))) {
            LeaderElectionOptions options;
            options.leaseName = "kube-scheduler";
            options.identity = "cp-" + std::to_string(number);
            election = LeaderElection(options, sim::Rng(50 + static_cast<std::uint64_t>(number)));
        }
        sim::Time now() const override { return contest.clock; }
        void sendToApi(ToServer message, sim::Duration) override {
            if (!contest.cut.contains(self)) contest.serve(self, std::get<CallMessage>(message));
        }
        void setTimer(sim::Time at, std::uint64_t token) override {
            contest.at(at, [this, token] {
                if (!running) return;
                if (Client::ownsToken(token))
                    client.onTimer(token, *this, *this);
                else
                    note(election.onTimer(token, client, *this));
            });
        }
        void onReply(std::uint64_t cookie, const Response& response) override {
            note(election.onReply(cookie, response, client, *this));
        }
        void note(LeaderElection::Change change) {
            if (change == LeaderElection::Change::Acquired) contest.tell(self, "acquired");
            if (change == LeaderElection::Change::Lost) {
                contest.tell(self, "lost");
                running = false; // as a real part's process
            }
            if (change == LeaderElection::Change::HolderSeen)
                contest.tell(self, "sees " + election.holder().str());
        }
    };

    explicit Contest(int count) {
        for (int i = 0; i < count; ++i) parts.emplace_back(*this, i);
        for (Part& part : parts) part.election.start(part.client, part);
    }
    void at(sim::Time then, std::function<void()> what) {
        agenda.emplace(std::pair(then, seq++), std::move(what));
    }
    void run(double seconds) {
        const sim::Time until = clock + sim::nanoseconds(static_cast<std::int64_t>(seconds * 1e9));
        while (!agenda.empty() && agenda.begin()->first.first <= until) {
            const auto first = agenda.begin();
            clock = first->first.first;
            const auto what = std::move(first->second);
            agenda.erase(first);
            what();
        }
        clock = until;
    }
    void tell(int who, const std::string& what) {
        story.push_back("cp-" + std::to_string(who) + " " + what);
        when.push_back(clock);
    }
    const Lease& record() const { return lease.as<Lease>(); }

    std::deque<Part> parts;
    std::set<int> cut; // what they send is lost
    sim::Time clock;
    Versioned lease;
    std::vector<std::string> story;
    std::vector<sim::Time> when;
    int writes = 0;

private:
    void serve(int from, const CallMessage& call) {
        at(clock + sim::milliseconds(1), [this, from, call] {
            const base::Ref<Response> response(new Response);
            const Request& request = *call.request;
            if (request.verb == Verb::Get) {
                if (!lease) response->code = 404;
                response->object = lease;
            } else if (request.verb == Verb::Create
                           ? static_cast<bool>(lease)
                           : request.resourceVersion != lease.resourceVersion) {
                response->code = 409;
            } else {
                lease = {request.body, lease.resourceVersion + 1};
                response->object = lease;
                ++writes;
            }
            at(clock + sim::milliseconds(1), [this, from, number = call.call, response] {
                Part& part = parts[static_cast<std::size_t>(from)];
                if (part.running) part.client.onMessage(ReplyMessage{number, response}, part, part);
            });
        });
    }
    std::map<std::pair<sim::Time, std::uint64_t>, std::function<void()>> agenda;
    std::uint64_t seq = 0;
};

} // namespace

class LeaderElectionTest : public QObject {
    Q_OBJECT
private slots:
    void oneOfThreeTakesTheLease() {
        Contest c(3);
        c.run(10);
        QCOMPARE(c.story.front(), std::string("cp-0 acquired"));
        QCOMPARE(std::count_if(c.parts.begin(), c.parts.end(),
                               [](const auto& p) { return p.election.leading(); }),
                 1);
        for (const auto& part : c.parts)
            QCOMPARE(part.election.holder().str(), std::string("cp-0"));
        QCOMPARE(c.record().leaseTransitions, 0);
        QCOMPARE(c.record().leaseDurationSeconds, 15);
        // It renews every two seconds, and its time of acquisition stays.
        const int before = c.writes;
        c.run(20);
        QCOMPARE(c.writes - before, 10);
        QVERIFY(*c.record().acquireTime < *c.record().renewTime);
        QVERIFY(c.clock - *c.record().renewTime < sim::milliseconds(2100));
    }

    void aStandbyTakesOverWhenTheHolderDies() {
        Contest c(2);
        c.run(10);
        const sim::Time died = c.clock;
        c.parts[0].running = false;
        c.run(30);
        QCOMPARE(c.story.back(), std::string("cp-1 acquired"));
        QCOMPARE(c.record().holderIdentity.str(), std::string("cp-1"));
        QCOMPARE(c.record().leaseTransitions, 1);
        // The standby counts 15 s from when it saw the last renewal, and looks every 2 to 4.4 s.
        const double took = (c.when.back() - died).seconds();
        QVERIFY2(took > 11 && took < 15 + 2 * 4.4 + 0.1, qPrintable(QString::number(took)));
    }

    void aHolderWithoutApiGivesUpAfterTheRenewDeadline() {
        Contest c(2);
        c.run(9);
        c.cut.insert(0);
        const sim::Time silent = c.clock;
        const sim::Time renewed = c.parts[0].election.lastRenewal();
        c.run(60);
        const std::vector<std::string> last(c.story.end() - 2, c.story.end());
        QCOMPARE(last, (std::vector<std::string>{"cp-0 lost", "cp-1 acquired"}));
        // The poll begins with the first renewal that fails.
        const double took = (c.when[c.when.size() - 2] - silent).seconds();
        QVERIFY2(took > 10 && took < 12.1, qPrintable(QString::number(took)));
        QVERIFY(c.when[c.when.size() - 2] < c.when.back());
        QVERIFY(c.when[c.when.size() - 2] - renewed < sim::milliseconds(12'100));
    }

    void aHolderSurvivesAShortSilence() {
        Contest c(2);
        c.run(9);
        c.cut.insert(0);
        c.run(4);
        c.cut.clear();
        c.run(20);
        QVERIFY(c.parts[0].election.leading());
        QCOMPARE(c.record().holderIdentity.str(), std::string("cp-0"));
        QCOMPARE(c.record().leaseTransitions, 0);
    }

    void aLeaseWithoutHolderIsTakenAtOnce() {
        Contest c(1);
        c.run(1);
        c.parts[0].running = false;
        const base::Ref<Lease> free = mutableCopy(c.record());
        free->holderIdentity = {};
        c.lease = {free, c.lease.resourceVersion + 1};
        c.parts.emplace_back(c, 1);
        c.parts.back().election.start(c.parts.back().client, c.parts.back());
        c.run(0.1);
        QCOMPARE(c.story.back(), std::string("cp-1 acquired"));
        QCOMPARE(c.record().leaseTransitions, 1);
    }
};

QTEST_APPLESS_MAIN(LeaderElectionTest)
#include "leader_election_test.moc"
