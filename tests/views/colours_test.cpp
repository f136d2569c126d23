// The colour table, measured: everything can be seen on the canvas, text can be read, and nobody
// mistakes one state for another, however they see colours.
#include "views/style/colours.h"

#include <QTest>

#include <cmath>
#include <numbers>
#include <optional>

using namespace maqueta::views;

namespace {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

Vector linearRgb(const QColor& c) {
    return {linear(c.redF()), linear(c.greenF()), linear(c.blueF())};
}

Vector times(const Matrix& m, const Vector& v) {
    Vector out{};
    for (std::size_t row = 0; row < 3; ++row)
        for (std::size_t k = 0; k < 3; ++k) out[row] += m[row][k] * v[k];
    return out;
}

// WCAG 2: relative luminance and contrast ratio.
double contrast(const QColor& a, const QColor& b) {
    const auto luminance = [](const QColor& c) {
        const Vector v = linearRgb(c);
        return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2];
    };
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

// CIE L*a*b* under D65, from linear sRGB.
Vector lab(Vector rgb) {
    for (double& x : rgb) x = std::clamp(x, 0.0, 1.0);
    const Vector xyz = times({{{0.4124564, 0.3575761, 0.1804375},
                               {0.2126729, 0.7151522, 0.0721750},
                               {0.0193339, 0.1191920, 0.9503041}}},
                             rgb);
    const auto f = [](double t) {
        return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    };
    const double x = f(xyz[0] / 0.95047), y = f(xyz[1]), z = f(xyz[2] / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double radians(double degrees) {
    return degrees * std::numbers::pi / 180;
}

double hueOf(double a, double b) {
    if (a == 0 && b == 0) return 0;
    const double h = std::atan2(b, a) * 180 / std::numbers::pi;
    return h < 0 ? h + 360 : h;
}

double meanHue(double h1, double h2) {
    if (std::abs(h1 - h2) <= 180) return (h1 + h2) / 2;
    return h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
}

// CIEDE2000, as Sharma, Wu and Dalal write it (2005).
double difference(const Vector& one, const Vector& two) {
    const auto seventh = [](double c) {
        return std::sqrt(std::pow(c, 7) / (std::pow(c, 7) + std::pow(25.0, 7)));
    };
    const double g =
        0.5 * (1 - seventh((std::hypot(one[1], one[2]) + std::hypot(two[1], two[2])) / 2));
    const double a1 = one[1] * (1 + g), a2 = two[1] * (1 + g);
    const double c1 = std::hypot(a1, one[2]), c2 = std::hypot(a2, two[2]);
    const double h1 = hueOf(a1, one[2]), h2 = hueOf(a2, two[2]);
    double turn = c1 * c2 == 0 ? 0 : h2 - h1;
    if (turn > 180) turn -= 360;
    if (turn < -180) turn += 360;
    const double dH = 2 * std::sqrt(c1 * c2) * std::sin(radians(turn / 2));
    const double l = (one[0] + two[0]) / 2 - 50;
    const double c = (c1 + c2) / 2;
    const double h = c1 * c2 == 0 ? h1 + h2 : meanHue(h1, h2);
    const double t = 1 - 0.17 * std::cos(radians(h - 30)) + 0.24 * std::cos(radians(2 * h)) +
                     0.32 * std::cos(radians(3 * h + 6)) - 0.2 * std::cos(radians(4 * h - 63));
    const double pL = (two[0] - one[0]) / (1 + 0.015 * l * l / std::sqrt(20 + l * l));
    const double pC = (c2 - c1) / (1 + 0.045 * c);
    const double pH = dH / (1 + 0.015 * c * t);
    const double rotation =
        -2 * seventh(c) * std::sin(radians(60 * std::exp(-std::pow((h - 275) / 25, 2))));
    return std::sqrt(pL * pL + pC * pC + pH * pH + rotation * pC * pH);
}

struct Eyes {
    const char* name;
    std::optional<Matrix> sees; // in linear RGB
};

// Machado, Oliveira and Fernandes (2009), severity 1.0.
const Eyes eyes[] = {
    {"normal vision", {}},
    {"protanopia", Matrix{{{0.152286, 1.052583, -0.204868},
                           {0.114503, 0.786281, 0.099216},
                           {-0.003882, -0.048116, 1.051998}}}},
    {"deuteranopia", Matrix{{{0.367322, 0.860646, -0.227968},
                             {0.280085, 0.672501, 0.047413},
                             {-0.011820, 0.042940, 0.968881}}}},
    {"tritanopia", Matrix{{{1.255528, -0.076749, -0.178779},
                           {-0.078411, 0.930809, 0.147602},
                           {0.004733, 0.691367, 0.303900}}}},
};

constexpr Theme themes[] = {Theme::Light, Theme::Dark};

QByteArray words(Tone a, Tone b, Theme theme, double measured) {
    return QStringLiteral("tone %1 and tone %2, %3: %4")
        .arg(int(a))
        .arg(int(b))
        .arg(theme == Theme::Light ? QStringLiteral("light") : QStringLiteral("dark"))
        .arg(measured, 0, 'f', 2)
        .toUtf8();
}

void holds(Tone front, Tone ground, double least) {
    for (const Theme theme : themes) {
        const double measured = contrast(colour(front, theme), colour(ground, theme));
        QVERIFY2(measured >= least, words(front, ground, theme, measured));
    }
}

} // namespace

class ColoursTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The published test data of CIEDE2000, and black on white: the measures themselves are right.
    void theMeasuresAreRight() {
        const auto near = [](double a, double b) { return std::abs(a - b) < 5e-5; };
        QVERIFY(near(difference({50, 2.6772, -79.7751}, {50, 0, -82.7485}), 2.0425));
        QVERIFY(near(difference({50, -1, 2}, {50, 0, 0}), 2.3669));
        QVERIFY(near(difference({50, 2.5, 0}, {73, 25, -18}), 27.1492));
        QVERIFY(near(difference({22.7233, 20.0904, -46.694}, {23.0331, 14.973, -42.5619}), 2.0373));
        QVERIFY(near(contrast(Qt::black, Qt::white), 21));
    }

    void statesAreSeenOnTheCanvas() {
        for (const Tone tone : stateTones) holds(tone, Tone::Canvas, 3.0);
    }

    void textCanBeReadWhereverItStands() {
        for (const Tone ink : {Tone::Ink, Tone::InkSoft, Tone::InkFaint})
            for (const Tone ground : {Tone::Canvas, Tone::Panel, Tone::Hover})
                holds(ink, ground, 4.5);
        for (const Tone ink : {Tone::Ink, Tone::InkSoft})
            for (const Tone ground : {Tone::Road, Tone::DarkMachine}) holds(ink, ground, 4.5);
        holds(Tone::Canvas, Tone::Ink, 4.5); // of notes and of the default button
    }

    void roadsAndCardsHaveEdges() {
        for (const Tone line : {Tone::Border, Tone::RoadLine, Tone::Ramp, Tone::Bar})
            for (const Tone ground : {Tone::Canvas, Tone::Panel}) holds(line, ground, 3.0);
    }

    void workloadsAreSeenOnTheCanvas() {
        for (const Theme theme : themes)
            for (int i = 0; i < hueCount; ++i) {
                const double measured = contrast(workloadHue(i), colour(Tone::Canvas, theme));
                QVERIFY2(measured >= 3.0,
                         qPrintable(QStringLiteral("hue %1: %2").arg(i).arg(measured, 0, 'f', 2)));
            }
    }

    void noStateLooksLikeAnother_data() {
        QTest::addColumn<int>("who");
        QTest::addColumn<int>("theme");
        for (int who = 0; who < int(std::size(eyes)); ++who)
            for (const Theme theme : themes)
                QTest::addRow("%s, %s", eyes[who].name, theme == Theme::Light ? "light" : "dark")
                    << who << int(theme);
    }
    void noStateLooksLikeAnother() {
        QFETCH(int, who);
        QFETCH(int, theme);
        const auto seen = [&](Tone tone) {
            const Vector rgb = linearRgb(colour(tone, static_cast<Theme>(theme)));
            return lab(eyes[who].sees ? times(*eyes[who].sees, rgb) : rgb);
        };
        for (std::size_t i = 0; i < stateTones.size(); ++i)
            for (std::size_t k = i + 1; k < stateTones.size(); ++k) {
                const double measured = difference(seen(stateTones[i]), seen(stateTones[k]));
                QVERIFY2(measured >= 16,
                         words(stateTones[i], stateTones[k], static_cast<Theme>(theme), measured));
            }
    }
};

QTEST_APPLESS_MAIN(ColoursTest)
#include "colours_test.moc"
