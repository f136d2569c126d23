// Amounts are read and written as Kubernetes reads and writes them.
#include "base/quantity.h"

#include <QTest>

#include <random>
#include <type_traits>

using namespace maqueta::base;

namespace {

Quantity quantity(const char* text) {
    const Result<Quantity> read = Quantity::parse(text);
    if (!read) qFatal("%s: %s", text, read.error().message.c_str());
    return *read;
}

QString canonical(const char* text) {
    return QString::fromStdString(quantity(text).text());
}

static_assert(std::is_trivially_copyable_v<Quantity> && sizeof(Quantity) == 16);

} // namespace

class QuantityTest : public QObject {
    Q_OBJECT
private slots:
    void writesTheCanonicalForm_data() {
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* text, const char* expected) {
            QTest::newRow(text) << QString(expected);
        };
        row("0", "0");
        row("0Gi", "0");
        row("-0", "0");
        row("000", "0");
        row("1", "1");
        row("+1", "1");
        row("0.5", "500m");
        row(".5", "500m");
        row("1.", "1");
        row("1.50", "1500m");
        row("1000m", "1");
        row("100m", "100m");
        row("0100m", "100m");
        row("1500m", "1500m");
        row("-1500m", "-1500m");
        row("0.001", "1m");
        row("0.0001", "100u");
        row("0.0000001", "100n");
        row("0.00000000001", "1n"); // rounded up to the finest amount
        row("1.0000000001", "1000000001n");
        row("-0.00000000001", "-1n");
        row("1000", "1k");
        row("1500", "1500");
        row("1000000", "1M");
        row("4000k", "4M");
        row("1000000000000000000", "1E");
        row("100E", "100E");
        row("1000E", "1000E");
        row("9223372036854775807", "9223372036854775807");
        row("1Ki", "1Ki");
        row("1024Ki", "1Mi");
        row("1024", "1024"); // written without a binary suffix, so read as a decimal
        row("64Mi", "64Mi");
        row("128974848", "128974848");
        row("1.5Gi", "1536Mi");
        row("0.5Gi", "512Mi");
        row("0.5Ki", "512");
        row("0.1Ki", "102400m");
        row("1000Ki", "1000Ki");
        row("1025Ki", "1025Ki");
        row("61255492Ki", "61255492Ki");
        row("-1Gi", "-1Gi");
        row("7Ei", "7Ei");
        row("8Ei", "9223372036854775807"); // held at 2^63 - 1
        row("100Ei", "9223372036854775807");
        row("0.0001Ki", "102400u");
        row("1e3", "1e3");
        row("1E3", "1e3");
        row("1e+3", "1e3");
        row("12e6", "12e6");
        row("123e4", "1230e3");
        row("1e-3", "1e-3");
        row("5e-2", "50e-3");
        row("1e0", "1");
        row("100e-2", "1");
        row("1e30", "1e30");
        row("1e100", "10e99");
        row("1E", "1E");
        row("1P", "1P");
        row("1T", "1T");
        row("1G", "1G");
        row("1u", "1u");
        row("1n", "1n");
        row("0.1n", "1n");
    }
    void writesTheCanonicalForm() {
        QFETCH(QString, expected);
        QCOMPARE(canonical(QTest::currentDataTag()), expected);
        // And the canonical form is its own.
        QCOMPARE(canonical(expected.toUtf8().constData()), expected);
    }
    void refusesInKubernetesWords_data() {
        QTest::addColumn<QString>("message");
        const QString format = "quantities must match the regular expression "
                               "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
        const QString suffix = "unable to parse quantity's suffix";
        for (const char* text : {"", "1O0m", "aoeu", "1.1.M", "1 Gi", " 1", "1 ", "-3.01e-x",
                                 "1m2i", "0x10", "1,5", "1_000", "1Gi ", "é", "ten", "1GiB", "1KI"})
            QTest::newRow(text) << format;
        for (const char* text : {"1i", "-3.01i", "0.1mi", "1mm", "1K", "1e", "1ee3", "-3.01e-",
                                 "--1", "1+1", "1Gi2", "1e99999999999999999999"})
            QTest::newRow(text) << suffix;
    }
    void refusesInKubernetesWords() {
        QFETCH(QString, message);
        const char* tag = QTest::currentDataTag();
        const Result<Quantity> read = Quantity::parse(tag);
        QVERIFY2(!read.ok(), tag);
        QCOMPARE(QString::fromStdString(read.error().message), message);
    }
    void wholeAndMilliValuesRoundAwayFromZero() {
        QCOMPARE(quantity("1500m").value(), 2);
        QCOMPARE(quantity("-1500m").value(), -2);
        QCOMPARE(quantity("1n").value(), 1);
        QCOMPARE(quantity("1n").milliValue(), 1);
        QCOMPARE(quantity("250m").milliValue(), 250);
        QCOMPARE(quantity("0.5").milliValue(), 500);
        QCOMPARE(quantity("2").milliValue(), 2000);
        QCOMPARE(quantity("64Mi").value(), 67108864);
        QCOMPARE(quantity("1.5Gi").value(), 1610612736);
        QCOMPARE(quantity("3M").value(), 3000000);
        QCOMPARE(quantity("1e3").value(), 1000);
        QCOMPARE(quantity("0").milliValue(), 0);
        QCOMPARE(Quantity().value(), 0);
    }
    void valuesAreHeldAtTheEndsOfInt64() {
        QCOMPARE(quantity("9223372036854775807").value(), INT64_MAX);
        QCOMPARE(quantity("9223372036854775807").milliValue(), INT64_MAX);
        QCOMPARE(quantity("1e100").value(), INT64_MAX);
        QCOMPARE(quantity("-1e100").value(), INT64_MIN);
        QCOMPARE(quantity("99999999999999999999999").value(), INT64_MAX);
        QCOMPARE(quantity("7Ei").milliValue(), INT64_MAX);
        QCOMPARE(quantity("1e-100").value(), 1);
    }
    void madeFromNumbers() {
        QCOMPARE(Quantity::fromMilli(250).text(), std::string("250m"));
        QCOMPARE(Quantity::fromMilli(4000).text(), std::string("4"));
        QCOMPARE(Quantity::fromBytes(67108864).text(), std::string("64Mi"));
        QCOMPARE(Quantity::fromBytes(1000).text(), std::string("1k"));
        QCOMPARE(Quantity::fromBytes(-1024).text(), std::string("-1Ki"));
        QCOMPARE(Quantity::fromBytes(INT64_MIN).value(), INT64_MIN);
        QCOMPARE((-Quantity::fromBytes(INT64_MAX)).value(), -INT64_MAX);
    }
    void comparesAmountsNotSpellings() {
        QCOMPARE(quantity("1"), quantity("1000m"));
        QCOMPARE(quantity("1Gi"), quantity("1073741824"));
        QCOMPARE(quantity("1e3"), quantity("1k"));
        QCOMPARE(quantity("0"), quantity("0Gi"));
        QVERIFY(quantity("999m") < quantity("1"));
        QVERIFY(quantity("1G") < quantity("1Gi"));
        QVERIFY(quantity("-1") < quantity("1n"));
        QVERIFY(quantity("1e100") > quantity("7Ei"));
        QVERIFY(quantity("-1e100") < quantity("-7Ei"));
        QVERIFY(quantity("1e100") > quantity("0"));
        QVERIFY(quantity("1e100") > quantity("1n"));
    }
    void addsAndSubtracts() {
        const auto text = [](Quantity q) { return QString::fromStdString(q.text()); };
        QCOMPARE(text(quantity("500m") + quantity("1")), QString("1500m"));
        QCOMPARE(text(quantity("500m") + quantity("0.5")), QString("1"));
        QCOMPARE(text(quantity("64Mi") + quantity("64Mi")), QString("128Mi"));
        QCOMPARE(text(quantity("1Gi") - quantity("1Gi")), QString("0"));
        QCOMPARE(text(quantity("1Gi") - quantity("2Gi")), QString("-1Gi"));
        QCOMPARE(text(Quantity() + quantity("1Gi")), QString("1Gi"));
        QCOMPARE(text(quantity("1") + quantity("1Gi")), QString("1073741825"));
        QCOMPARE(quantity("1e100") + quantity("1n"), quantity("1e100"));
        QCOMPARE(quantity("1n") + quantity("1e100"), quantity("1e100"));
    }
    void sumsOfRandomAmountsAreExact() {
        const std::uint32_t seed = 20240607;
        std::mt19937_64 random(seed);
        for (int i = 0; i < 20000; ++i) {
            const auto a = static_cast<std::int64_t>(random() >> 24) - (1LL << 39);
            const auto b = static_cast<std::int64_t>(random() >> 24) - (1LL << 39);
            const Quantity sum = Quantity::fromMilli(a) + Quantity::fromMilli(b);
            const std::string story = "seed " + std::to_string(seed) + ": " + std::to_string(a) +
                                      "m + " + std::to_string(b) + "m";
            QVERIFY2(sum.milliValue() == a + b, story.c_str());
            QVERIFY2(quantity(sum.text().c_str()) == sum, story.c_str());
            QVERIFY2((Quantity::fromMilli(a) < Quantity::fromMilli(b)) == (a < b), story.c_str());
            const Quantity bytes = Quantity::fromBytes(a);
            QVERIFY2(quantity(bytes.text().c_str()).value() == a, story.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(QuantityTest)
#include "quantity_test.moc"
