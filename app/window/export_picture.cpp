// File > Export: the picture as it stands, without a command line.
#include "app/window/main_window.h"
#include "views/export/picture_export.h"

#include <QFileDialog>

namespace maqueta::app {

void MainWindow::exportPicture() {
    const auto moment = session_.latest();
    if (!moment) return;
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export the picture"), QStringLiteral("cluster.svg"),
                                     tr("Vector picture (*.svg);;Pixel picture (*.png)"));
    if (path.isEmpty()) return;
    views::PictureFormat format{};
    if (!views::pictureFormatOf(path, format)) {
        caption_->notify(tr("A picture's name ends in .svg or .png."), true);
        return;
    }
    views::PictureOptions options;
    options.theme = canvas_->theme();
    options.pixelRatio = 2;
    views::Frame frame = moment->frame;
    frame.invitation = {};
    const QString wrong = views::renderPicture(frame, options, format, path);
    caption_->notify(wrong.isEmpty() ? tr("Written to %1").arg(path) : wrong, !wrong.isEmpty());
}

} // namespace maqueta::app
