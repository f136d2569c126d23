// File > Export, as a person goes through it: the box, its preview, the file; and the clipboard.
#include "app/window/export_dialog.h"
#include "window/window_stage.h"

#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace maqueta;
using tests::waitMs;
using views::Part;

class ExportBoxTest : public QObject {
    Q_OBJECT

    tests::WindowStage stage_;

    app::ExportDialog* box() const {
        return stage_.window().findChild<app::ExportDialog*>(QStringLiteral("export"));
    }
    app::ExportDialog* openBox() {
        stage_.key(Qt::Key_E, Qt::ControlModifier);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(box() && box()->isVisible(), waitMs); }();
        return box();
    }
    QComboBox* field(const char* name) const {
        for (auto* f : box()->findChildren<QComboBox*>())
            if (f->accessibleName() == QLatin1String(name)) return f;
        qWarning("there is no field %s", name);
        return nullptr;
    }
    QCheckBox* mark(const char* name) const {
        for (auto* c : box()->findChildren<QCheckBox*>())
            if (c->text() == QLatin1String(name)) return c;
        qWarning("there is no mark %s", name);
        return nullptr;
    }
    QImage preview() const {
        for (auto* label : box()->findChildren<QLabel*>())
            if (label->accessibleName() == QLatin1String("Preview"))
                return label->pixmap().toImage();
        return {};
    }
    // Enter in the box, a name in the one that follows.
    void exportTo(const QString& path) {
        const bool asked =
            stage_.withBox([&] { QTest::keyClick(box(), Qt::Key_Return); },
                           [&](QWidget* next) {
                               auto* files = qobject_cast<QFileDialog*>(next);
                               QVERIFY(files);
                               files->findChild<QLineEdit*>()->setText(path);
                               QTest::keyClick(files->findChild<QLineEdit*>(), Qt::Key_Return);
                           });
        QVERIFY(asked);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), waitMs);
    }
    QByteArray read(const QString& path) const {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase() { stage_.open(); }
    void cleanupTestCase() { stage_.close(); }

    void aPictureIsWrittenWithTwoKeys() {
        openBox();
        QTRY_VERIFY_WITH_TIMEOUT(!preview().isNull(), waitMs);
        const QString path = stage_.folder() + "/one.svg";
        exportTo(path);
        QVERIFY(read(path).contains("worker-4"));
    }

    void everyFieldHasANameForScreenReaders() {
        openBox();
        for (auto* f : box()->findChildren<QComboBox*>()) QVERIFY(!f->accessibleName().isEmpty());
        for (auto* c : box()->findChildren<QCheckBox*>()) QVERIFY(!c->text().isEmpty());
        QTest::keyClick(box(), Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!box(), waitMs);
    }

    void thePreviewFollowsAndTheChoiceIsKept() {
        stage_.canvas()->select({{.kind = Part::Kind::Machine, .machine = "worker-1"}});
        openBox();
        QTRY_VERIFY_WITH_TIMEOUT(!preview().isNull(), waitMs);
        const QSize whole = preview().size();
        field("Format")->setCurrentIndex(field("Format")->findText("Pixel picture (PNG)"));
        QVERIFY(field("Scale")->isVisible());
        field("What")->setCurrentIndex(field("What")->findText("What is selected"));
        field("Theme")->setCurrentIndex(field("Theme")->findText("Dark"));
        field("Scale")->setCurrentIndex(field("Scale")->findText("4×"));
        mark("Caption below")->setChecked(false);
        QVERIFY(!mark("Legend")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(preview().size() != whole, waitMs);
        QVERIFY(qGray(preview().pixel(5, 5)) < 60);
        const QString path = stage_.folder() + "/chosen.png";
        exportTo(path);
        const QImage written(path);
        QVERIFY(written.width() > 800 && written.width() < 1400);
        QVERIFY(qGray(written.pixel(5, 5)) < 60);

        openBox();
        QCOMPARE(field("Format")->currentText(), QString("Pixel picture (PNG)"));
        QCOMPARE(field("Theme")->currentText(), QString("Dark"));
        QCOMPARE(field("Scale")->currentText(), QString::fromUtf8("4×"));
        QVERIFY(!mark("Caption below")->isChecked());
        field("Format")->setCurrentIndex(field("Format")->findText("Page (PDF)"));
        QVERIFY(!field("Scale")->isVisible());
        QTest::keyClick(box(), Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!box(), waitMs);
    }

    void ofTextItsBeginningIsShown() {
        openBox();
        const auto text = [&] { return box()->findChild<QPlainTextEdit*>()->toPlainText(); };
        field("Format")->setCurrentIndex(field("Format")->findText("What was deployed (YAML)"));
        QTRY_VERIFY_WITH_TIMEOUT(text().startsWith("apiVersion:"), waitMs);
        QVERIFY(!field("Theme")->isVisible());
        field("Format")->setCurrentIndex(field("Format")->findText("Diagram as text (Mermaid)"));
        QTRY_VERIFY_WITH_TIMEOUT(text().startsWith("flowchart TB"), waitMs);
        QVERIFY(field("What")->isVisible());
        const QString path = stage_.folder() + "/shop.mmd";
        exportTo(path);
        QVERIFY(read(path).contains("worker-4"));
    }

    void aPictureThatIsDroppedIsOpenedAgain() {
        stage_.goTo(sim::Time{} + sim::seconds(62));
        const std::string then = stage_.now().fingerprint;
        openBox();
        field("Format")->setCurrentIndex(field("Format")->findText("Vector picture (SVG)"));
        QVERIFY(mark("Opens again: the cluster is inside")->isChecked());
        const QString path = stage_.folder() + "/again.svg";
        exportTo(path);
        const QByteArray written = read(path);
        stage_.goTo(sim::Time{} + sim::seconds(40));
        QVERIFY(stage_.now().fingerprint != then);
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(path)});
        QVERIFY(stage_.drop(mime, {300, 200}));
        stage_.session().pause();
        QTRY_VERIFY_WITH_TIMEOUT(stage_.picture().now >= sim::Time{} + sim::seconds(62), waitMs);
        stage_.goTo(sim::Time{} + sim::seconds(62));
        QCOMPARE(stage_.now().fingerprint, then);
        // It is a cluster without a file: saving asks for one, the picture stays.
        QVERIFY(stage_.withBox([&] { stage_.key(Qt::Key_S, Qt::ControlModifier); },
                               [&](QWidget* next) {
                                   QVERIFY(qobject_cast<QFileDialog*>(next));
                                   QTest::keyClick(next, Qt::Key_Escape);
                               }));
        QCOMPARE(read(path), written);
    }

    void aFilmIsWrittenFromHereOn() {
        openBox();
        if (field("Format")->findText("Moving picture (GIF)") < 0) QSKIP("built without libgif");
        field("Format")->setCurrentIndex(field("Format")->findText("Moving picture (GIF)"));
        QVERIFY(!mark("Transparent: no ground")->isVisible());
        auto* length = box()->findChild<QSpinBox*>();
        QVERIFY(length->isVisible());
        QCOMPARE(length->accessibleName(), QString("Length"));
        length->setValue(1);
        field("Scale")->setCurrentIndex(field("Scale")->findText(QString::fromUtf8("1×")));
        const QString path = stage_.folder() + "/film.gif";
        exportTo(path);
        QVERIFY(read(path).startsWith("GIF89a"));
    }

    void theClipboardHasPixelsAndShapes() {
        stage_.key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        const QMimeData* copied = QApplication::clipboard()->mimeData();
        QVERIFY(copied->hasImage());
        QVERIFY(copied->data("image/svg+xml").contains("worker-4"));
    }
};

QTEST_MAIN(ExportBoxTest)
#include "export_test.moc"
