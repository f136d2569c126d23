#include "views/timeline/ruler.h"

#include "views/style/texts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace maqueta::views {
namespace {

constexpr double apart = 90;    // of two moments
constexpr double reach = 90;    // how far a rounder moment is looked for beyond that
constexpr double air = 10;      // between two labels
constexpr double forkRoom = 16; // a fork's sign before its name
constexpr std::size_t mostLabels = 200;
constexpr sim::Duration worthALabel = sim::seconds(20);

// From coarse to fine, in milliseconds: what people call round.
constexpr std::array<std::int64_t, 18> steps = {
    3'600'000, 1'800'000, 900'000, 600'000, 300'000, 120'000, 60'000, 30'000, 15'000,
    10'000,    5'000,     2'000,   1'000,   500,     200,     100,    10,     1};

int decimalsOf(std::int64_t stepMs) {
    if (stepMs >= 1000) return 0;
    return stepMs >= 100 ? 1 : stepMs >= 10 ? 2 : 3;
}

class Ruler {
public:
    explicit Ruler(const RulerInput& in) : in_(in) {
        // Parts of a second are round only where seconds are long.
        const TimeScale& s = in.scale;
        const double seconds = (in.film.simulatedAt(std::min(s.movie(s.right()), in.shown)) -
                                in.film.simulatedAt(s.from))
                                   .seconds();
        finest_ = seconds > 12 ? 1000 : seconds > 1.2 ? 100 : seconds > 0.12 ? 10 : 1;
    }

    std::vector<RulerLabel> labels() {
        forks();
        shortened();
        moments();
        std::sort(out_.begin(), out_.end(),
                  [](const RulerLabel& a, const RulerLabel& b) { return a.left < b.left; });
        return std::move(out_);
    }

private:
    bool inSight(double x) const { return x >= in_.scale.left && x <= in_.scale.right(); }

    // Takes the place if it is free.
    bool put(RulerLabel label) {
        label.left = std::clamp(label.left, static_cast<double>(in_.scale.left),
                                in_.scale.right() - label.width);
        for (const RulerLabel& other : out_)
            if (label.left < other.left + other.width + air &&
                other.left < label.left + label.width + air)
                return false;
        out_.push_back(std::move(label));
        return true;
    }

    void forks() {
        for (const ForkMark& fork : in_.forks) {
            const double x = in_.scale.x(in_.film.movieAt(fork.at));
            if (!inSight(x)) continue;
            const double width = in_.widthOf(fork.name) + forkRoom + 8;
            put({RulerLabel::Kind::Fork, fork.name, x, x - 8, width, fork.branch});
        }
    }

    void shortened() {
        for (const auto& s : in_.film.shortened(worthALabel)) {
            const double from = in_.scale.x(s.from);
            const double to = in_.scale.x(std::min(s.to, in_.shown));
            if (s.from >= in_.shown || !inSight(from) || !inSight(to)) continue;
            const QString text = shortenedText(s.length);
            const double width = in_.widthOf(text);
            const double middle = (from + to) / 2;
            put({RulerLabel::Kind::Shortened, text, middle, middle - width / 2, width, 0});
        }
    }

    // The roundest moment in sight after x, a little further than the nearest one.
    std::optional<std::pair<double, QString>> momentAfter(double x) const {
        const std::int64_t after = in_.film.simulatedAt(in_.scale.movie(x)).ns;
        for (const std::int64_t step : steps) {
            if (step < finest_) break;
            const std::int64_t ns = step * 1'000'000;
            const sim::Time at{(after + ns - 1) / ns * ns};
            if (at > in_.film.simulatedEnd()) continue;
            const double movie = in_.film.movieAt(at);
            const double place = in_.scale.x(movie);
            if (movie > in_.shown || place > x + reach || place < x) continue;
            return std::pair(place, QString::fromStdString(sim::clockText(at, decimalsOf(step))));
        }
        return std::nullopt;
    }

    // From the beginning of the film, so that they stay where they are when the window moves.
    void moments() {
        const double begin = in_.scale.x(0);
        double x = std::max(begin, in_.scale.left - std::fmod(in_.scale.left - begin, 4 * apart));
        while (x <= in_.scale.right() && out_.size() < mostLabels) {
            const auto moment = momentAfter(x);
            if (moment) {
                const double width = in_.widthOf(moment->second);
                if (inSight(moment->first))
                    put({RulerLabel::Kind::Moment, moment->second, moment->first,
                         moment->first - width / 2, width, 0});
            }
            x = (moment ? moment->first : x) + apart;
        }
    }

    const RulerInput& in_;
    std::int64_t finest_ = 1; // step in milliseconds
    std::vector<RulerLabel> out_;
};

} // namespace

QString shortenedText(sim::Duration length) {
    const auto seconds = static_cast<int>(length.wholeSeconds());
    const int minutes = seconds / 60;
    if (minutes == 0) return TimelineText::tr("+%1 s").arg(seconds);
    if (seconds % 60 == 0) return TimelineText::tr("+%1 min").arg(minutes);
    return TimelineText::tr("+%1 min %2 s").arg(minutes).arg(seconds % 60);
}

std::vector<RulerLabel> rulerLabels(const RulerInput& input) {
    return Ruler(input).labels();
}

} // namespace maqueta::views
