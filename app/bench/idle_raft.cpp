#include "app/bench/bench.h"

#include "store/member.h"

#include <vector>

namespace maqueta::app {
namespace {

// Members on machines of their own: every message takes as long as on the model's network, every
// sync as long as on its disks.
class Members {
public:
    explicit Members(int count) {
        store::MemberOptions options;
        options.clusterId = 1;
        for (int i = 1; i <= count; ++i) options.voters.push_back(static_cast<store::MemberId>(i));
        for (const store::MemberId id : options.voters) {
            options.id = id;
            members_.emplace_back(options, store::Disk{}, sim::Rng(id));
        }
        for (std::uint32_t i = 0; i < members_.size(); ++i) {
            Out out(*this, i);
            members_[i].start(out);
        }
    }

    void run(sim::Duration length) {
        const sim::Time end = now_ + length;
        while (!queue_.empty() && queue_.top().at <= end) {
            const sim::Event event = queue_.pop();
            now_ = event.at;
            handle(event);
        }
        now_ = end;
    }
    bool led() const {
        for (const store::Member& m : members_)
            if (m.leads()) return true;
        return false;
    }

private:
    enum class Kind : std::uint16_t { Peer, Timer, Synced };

    class Out final : public store::Outbox {
    public:
        Out(Members& all, std::uint32_t self) : all_(all), self_(self) {}
        sim::Time now() const override { return all_.now_; }
        void sendPeer(store::PeerMessage message) override {
            const auto to = static_cast<std::uint32_t>(message.to - 1);
            all_.plan(to, Kind::Peer, all_.now_ + all_.machines_.cable.latency * 2,
                      all_.messages_.put(std::move(message)));
        }
        void sendClient(network::ProcessId, store::ToClient) override {}
        void setTimer(sim::Time at, std::uint64_t token) override {
            all_.plan(self_, Kind::Timer, at, token);
        }
        void sync(std::size_t, std::uint64_t token) override {
            all_.plan(self_, Kind::Synced, all_.now_ + all_.machines_.diskSync, token);
        }
        void record(store::Note) override {}
        store::ApplyMemo& memo() override { return all_.memo_; }

    private:
        Members& all_;
        std::uint32_t self_;
    };

    void plan(std::uint32_t target, Kind kind, sim::Time at, std::uint64_t payload) {
        queue_.push({.at = at,
                     .target = target,
                     .kind = static_cast<std::uint16_t>(kind),
                     .payload = payload});
    }
    void handle(const sim::Event& event) {
        Out out(*this, event.target);
        store::Member& member = members_[event.target];
        switch (static_cast<Kind>(event.kind)) {
        case Kind::Peer:
            return member.onPeer(messages_.take(static_cast<std::uint32_t>(event.payload)), out);
        case Kind::Timer: return member.onTimer(event.payload, out);
        case Kind::Synced: return member.onSynced(event.payload, out);
        }
    }

    cluster::MachineOptions machines_;
    std::vector<store::Member> members_;
    sim::EventQueue queue_;
    sim::Slab<store::PeerMessage> messages_;
    store::ApplyMemo memo_;
    sim::Time now_;
};

} // namespace

Figure idleRaft(int members) {
    Members all(members);
    while (!all.led()) all.run(sim::seconds(1));
    const sim::Duration length = sim::minutes(60);
    const double wall = secondsOf([&] { all.run(length); }, 5);
    return {length.seconds() / wall, "x"};
}

} // namespace maqueta::app
