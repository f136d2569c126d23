// Pictures that leave the window: as files, and on the clipboard.
#include "app/session/player.h"
#include "app/window/export_dialog.h"
#include "app/window/main_window.h"
#include "views/export/picture_export.h"
#include "views/style/texts.h"
#include "views/style/trace_words.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QProgressBar>
#include <QProgressDialog>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <functional>

namespace maqueta::app {
namespace {

constexpr double copiedPixels = 2; // of a picture on the clipboard, for each of the canvas
constexpr int patience = 1000;     // ms until a box says how far it is
constexpr int betweenLooks = 40;   // ms between two looks whether it was cancelled
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
    // While another thread works; false when it was cancelled.
    bool waitFor(const std::function<bool()>& done) {
        QEventLoop loop;
        QTimer look;
        QObject::connect(&look, &QTimer::timeout, &loop, [&] {
            if (done() || box_.wasCanceled()) loop.quit();
        });
        look.start(betweenLooks);
        box_.setRange(0, 0); // nobody knows how long
        box_.show();         // at once: the window is not to be used meanwhile
        if (!done()) loop.exec();
        box_.setRange(0, steps);
        return !box_.wasCanceled();
    }
    bool operator()(double part) {
        if (since_.elapsed() < betweenLooks) return true;
        since_.restart();
        // Above the least it handles events, too.
        box_.setValue(std::clamp(int(part * steps), 1, steps - 1));
        return !box_.wasCanceled();
    }

private:
    QProgressDialog box_;
    QElapsedTimer since_;
};

// A film that is being found: shared with the thread that does it, which may outlive the wish.
struct FilmSearch {
    std::atomic<bool> stop = false;
    std::atomic<bool> done = false; // the rest is read after it
    std::unique_ptr<Player> player;
    base::Error error;
};

// The film of the document that the picture is of.
views::ExportOutcome filmOf(const views::ExportSource& source, const views::PictureOptions& options,
                            const FilmOptions& film, views::PictureFormat format,
                            const QString& path, ExportProgress& progress) {
    using Kind = views::ExportOutcome::Kind;
    const auto search = std::make_shared<FilmSearch>();
    QThreadPool::globalInstance()->start(
        [search, film, text = source.document, file = path.toStdString()] {
            const auto json = base::parseJson(text, file);
            auto document = json ? document::fromJson(*json, file)
                                 : base::Result<document::Document>(json.error());
            auto player = document ? filmPlayer(*std::move(document), film, &search->stop)
                                   : base::Result<std::unique_ptr<Player>>(document.error());
            if (player)
                search->player = *std::move(player);
            else
                search->error = player.error();
            search->done = true;
        });
    if (!progress.waitFor([&] { return search->done.load(); })) {
        search->stop = true;
        return {Kind::Cancelled};
    }
    if (!search->player) return {Kind::Failed, views::errorText(search->error)};
    return exportFilm(*search->player, options, film, format, path,
                      [&](double part) { return progress(part); });
}

} // namespace

void MainWindow::showExport(std::shared_ptr<const views::ExportSource> source) {
    const auto boxes = findChildren<ExportDialog*>();
    if (std::any_of(boxes.cbegin(), boxes.cend(), [](const auto* box) { return box->isVisible(); }))
        return; // asked twice
    auto* dialog = new ExportDialog(preferences_,
                                    {.source = source,
                                     .selected = canvas_->selection(),
                                     .view = canvas_->seen(),
                                     .zoom = canvas_->zoom(),
                                     .theme = canvas_->theme()},
                                    this);
    // It goes when all that it asked for is done: the boxes that follow have loops of their own.
    connect(dialog, &QDialog::finished, this, [this, dialog, source](int result) {
        if (result == QDialog::Accepted) exportAs(*source, *dialog);
        dialog->deleteLater();
    });
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
    if (const QString lacks = views::whyNotWritten(*typed); !lacks.isEmpty()) {
        caption_->notify(lacks, true);
        return;
    }
    kept.setValue(QStringLiteral("export/folder"), QFileInfo(path).absolutePath());
    ExportProgress progress(tr("Writing %1…").arg(QFileInfo(path).fileName()), this);
    const auto outcome = typed->nature == views::Nature::Film
                             ? filmOf(source, options, film, typed->format, path, progress)
                             : views::exportPicture(source, options, typed->format, path,
                                                    [&](double part) { return progress(part); });
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
