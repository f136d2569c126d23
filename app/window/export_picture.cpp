// Pictures that leave the window: as files, and on the clipboard.
#include "app/window/export_dialog.h"
#include "app/window/main_window.h"
#include "views/export/picture_export.h"
#include "views/style/texts.h"
#include "views/style/trace_words.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QProgressBar>
#include <QProgressDialog>

namespace maqueta::app {
namespace {

constexpr double copiedPixels = 2;  // of a picture on the clipboard, for each of the canvas
constexpr int patience = 1000;      // ms until a box says how far it is
constexpr qint64 betweenLooks = 40; // ms between two looks whether it was cancelled
constexpr int leastWidth = 360;
constexpr int steps = 1000; // of the bar

// Says how far the work is once it has taken a second, and whether it is still wanted.
class ExportProgress {
public:
    ExportProgress(const QString& says, QWidget* parent)
        : box_(says, MainWindow::tr("Cancel"), 0, steps, parent) {
        box_.setObjectName(QStringLiteral("exporting"));
        box_.setWindowModality(Qt::WindowModal);
        box_.setMinimumDuration(patience);
        box_.setMinimumWidth(leastWidth);
        auto* bar = new QProgressBar(&box_);
        bar->setTextVisible(false);
        box_.setBar(bar);
        box_.setRange(0, steps);
        since_.start();
    }
    bool operator()(double part) {
        if (since_.elapsed() < betweenLooks) return true;
        since_.restart();
        box_.setValue(std::min(steps - 1, int(part * steps))); // handles events, too
        return !box_.wasCanceled();
    }

private:
    QProgressDialog box_;
    QElapsedTimer since_;
};

// The film of the document that the picture is of.
views::ExportOutcome filmOf(const views::ExportSource& source, const views::PictureOptions& options,
                            const FilmOptions& film, views::PictureFormat format,
                            const QString& path, const views::Progress& progress) {
    const auto json = base::parseJson(source.document, path.toStdString());
    auto document = json ? document::fromJson(*json, path.toStdString())
                         : base::Result<document::Document>(json.error());
    if (!document) return {views::ExportOutcome::Kind::Failed, views::errorText(document.error())};
    return exportFilm(*std::move(document), options, film, format, path, progress);
}

} // namespace

void MainWindow::showExport(std::shared_ptr<const views::ExportSource> source) {
    auto* dialog = new ExportDialog(preferences_,
                                    {.source = source,
                                     .selected = canvas_->selection(),
                                     .view = canvas_->seen(),
                                     .zoom = canvas_->zoom(),
                                     .theme = canvas_->theme()},
                                    this);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, source] { exportAs(*source, *dialog); });
    dialog->open();
}

void MainWindow::exportAs(const views::ExportSource& source, const ExportDialog& wish) {
    const views::PictureOptions options = wish.options();
    const FilmOptions film = wish.film();
    const views::FormatInfo& info = views::infoOf(wish.format());
    const QString ending = QLatin1String(info.name);
    QSettings& kept = preferences_.settings();
    QFileDialog dialog(this, tr("Export the picture"),
                       kept.value(QStringLiteral("export/folder")).toString(),
                       views::ExportText::tr(info.says) + QStringLiteral(" (*.%1)").arg(ending));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(ending);
    const QString name = path_.isEmpty() ? tr("cluster") : QFileInfo(path_).completeBaseName();
    dialog.selectFile(name + '.' + ending);
    if (dialog.exec() != QDialog::Accepted) return;
    const QString path = dialog.selectedFiles().constFirst();
    // Who types another ending means it.
    const views::FormatInfo* typed = views::formatOfFile(path);
    if (!typed) {
        caption_->notify(tr("A picture's name ends in %1.").arg(views::endingsText()), true);
        return;
    }
    kept.setValue(QStringLiteral("export/folder"), QFileInfo(path).absolutePath());
    ExportProgress progress(tr("Writing %1…").arg(QFileInfo(path).fileName()), this);
    const auto asked = [&](double part) { return progress(part); };
    const auto outcome = typed->nature == views::Nature::Film
                             ? filmOf(source, options, film, typed->format, path, asked)
                             : views::exportPicture(source, options, typed->format, path, asked);
    using Kind = views::ExportOutcome::Kind;
    switch (outcome.kind) {
    case Kind::Done: caption_->notify(tr("Written to %1").arg(path), false); break;
    case Kind::Cancelled: caption_->notify(tr("Nothing was written."), false); break;
    case Kind::Failed: caption_->notify(outcome.why, true); break;
    }
}

void MainWindow::copyPicture() {
    const auto moment = session_.latest();
    if (!moment) return;
    views::Frame frame = moment->frame;
    frame.invitation = {};
    views::PictureOptions options;
    options.theme = canvas_->theme();
    options.size = canvas_->size();
    options.pixelRatio = copiedPixels;
    auto* picture = new QMimeData;
    picture->setImageData(views::renderImage(frame, options));
    picture->setData(QStringLiteral("image/svg+xml"), views::renderSvg(frame, options));
    QApplication::clipboard()->setMimeData(picture);
    caption_->notify(tr("The picture is on the clipboard"), false);
}

} // namespace maqueta::app
