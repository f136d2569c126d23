#include "app/window/export_dialog.h"

#include "views/style/fonts.h"
#include "views/style/texts.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace maqueta::app {
namespace {

constexpr QSize previewSize{440, 320};
constexpr int previewDelay = 60;      // ms
constexpr int squareSide = 8;         // of the board that stands for "nothing"
constexpr int mostPreviewed = 20'000; // characters of a text
constexpr int scales[] = {1, 2, 4};

QString keyOf(const char* name) {
    return QStringLiteral("export/") + QLatin1String(name);
}

} // namespace

ExportDialog::ExportDialog(Preferences& preferences, ExportScene scene, QWidget* parent)
    : QDialog(parent)
    , preferences_(preferences)
    , scene_(std::move(scene))
    , form_(new QFormLayout)
    , format_(new QComboBox(this))
    , what_(new QComboBox(this))
    , theme_(new QComboBox(this))
    , scale_(new QComboBox(this))
    , length_(new QSpinBox(this))
    , transparent_(new QCheckBox(tr("Transparent: no ground"), this))
    , legend_(new QCheckBox(tr("Legend"), this))
    , caption_(new QCheckBox(tr("Caption below"), this))
    , document_(new QCheckBox(tr("Opens again: the cluster is inside"), this))
    , size_(new QLabel(this))
    , previews_(new QStackedWidget(this))
    , preview_(new QLabel(previews_))
    , text_(new QPlainTextEdit(previews_)) {
    setObjectName(QStringLiteral("export"));
    setWindowTitle(tr("Export the picture"));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(20, 18, 20, 16);
    all->setSpacing(16);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(24);
    auto* left = new QVBoxLayout;
    left->setSpacing(10);
    form_->setHorizontalSpacing(18);
    form_->setVerticalSpacing(10);
    left->addLayout(form_);
    addField(tr("Format"), format_);
    addField(tr("What"), what_);
    addField(tr("Theme"), theme_);
    addField(tr("Scale"), scale_);
    addField(tr("Length"), length_);
    for (QComboBox* field : {format_, what_, theme_, scale_})
        connect(field, &QComboBox::currentIndexChanged, this, &ExportDialog::changed);
    length_->setRange(1, int(FilmOptions::longest));
    length_->setSuffix(tr(" s of film"));
    for (QCheckBox* box : {transparent_, legend_, caption_, document_}) {
        form_->addRow(QString(), box);
        connect(box, &QCheckBox::toggled, this, &ExportDialog::changed);
    }
    left->addStretch();
    size_->setObjectName(QStringLiteral("soft"));
    left->addWidget(size_);
    columns->addLayout(left);
    preview_->setMinimumSize(previewSize);
    preview_->setAlignment(Qt::AlignCenter);
    text_->setReadOnly(true);
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    text_->setFont(views::monoFont(12));
    text_->setTabChangesFocus(true);
    for (QWidget* preview : std::initializer_list<QWidget*>{preview_, text_}) {
        preview->setAccessibleName(tr("Preview"));
        previews_->addWidget(preview);
    }
    columns->addWidget(previews_, 1);
    all->addLayout(columns, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* go = buttons->addButton(tr("Export…"), QDialogButtonBox::AcceptRole);
    go->setDefault(true);
    all->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    later_.setSingleShot(true);
    later_.setInterval(previewDelay);
    connect(&later_, &QTimer::timeout, this, &ExportDialog::showPreview);
    fill();
    recall();
    changed();
}

void ExportDialog::addField(const QString& name, QWidget* field) {
    auto* label = new QLabel(name, this);
    label->setBuddy(field);
    field->setAccessibleName(name);
    form_->addRow(label, field);
}

void ExportDialog::fill() {
    for (const views::FormatInfo& info : views::pictureFormats())
        format_->addItem(views::ExportText::tr(info.says), int(info.format));
    theme_->addItem(tr("As in the window"), QStringLiteral("window"));
    theme_->addItem(tr("Light"), QStringLiteral("light"));
    theme_->addItem(tr("Dark"), QStringLiteral("dark"));
    for (const int scale : scales) scale_->addItem(QStringLiteral("%1×").arg(scale), scale);
}

void ExportDialog::recall() {
    const QSettings& kept = preferences_.settings();
    const auto choose = [](QComboBox* box, int row) { box->setCurrentIndex(std::max(0, row)); };
    const auto name = kept.value(keyOf("format"), QStringLiteral("svg")).toString();
    for (const views::FormatInfo& info : views::pictureFormats())
        if (name == QLatin1String(info.name)) choose(format_, format_->findData(int(info.format)));
    offerWhat();
    choose(what_, what_->findData(kept.value(keyOf("what"), int(What::Everything)).toInt()));
    choose(theme_, theme_->findData(kept.value(keyOf("theme")).toString()));
    recallScale();
    transparent_->setChecked(kept.value(keyOf("transparent"), false).toBool());
    legend_->setChecked(kept.value(keyOf("legend"), true).toBool());
    caption_->setChecked(kept.value(keyOf("caption"), true).toBool());
    length_->setValue(kept.value(keyOf("length"), int(FilmOptions().seconds)).toInt());
    document_->setChecked(kept.value(keyOf("document"), true).toBool());
}

// A film with twice the pixels is rarely meant: it begins at one.
void ExportDialog::recallScale() {
    const bool film = views::infoOf(format()).nature == views::Nature::Film;
    const int kept = preferences_.settings().value(keyOf("scale"), 2).toInt();
    scale_->setCurrentIndex(std::max(0, scale_->findData(film ? scales[0] : kept)));
}

void ExportDialog::accept() {
    QSettings& kept = preferences_.settings();
    kept.setValue(keyOf("format"), QLatin1String(views::infoOf(format()).name));
    kept.setValue(keyOf("what"), what_->currentData());
    kept.setValue(keyOf("theme"), theme_->currentData());
    if (views::infoOf(format()).nature == views::Nature::Drawn)
        kept.setValue(keyOf("scale"), scale_->currentData());
    kept.setValue(keyOf("transparent"), transparent_->isChecked());
    kept.setValue(keyOf("legend"), legend_->isChecked());
    kept.setValue(keyOf("caption"), caption_->isChecked());
    kept.setValue(keyOf("length"), length_->value());
    kept.setValue(keyOf("document"), document_->isChecked());
    QDialog::accept();
}

views::PictureFormat ExportDialog::format() const {
    return static_cast<views::PictureFormat>(format_->currentData().toInt());
}

views::PictureOptions ExportDialog::options() const {
    views::PictureOptions options;
    options.theme = scene_.theme;
    const QString theme = theme_->currentData().toString();
    if (theme == QLatin1String("light")) options.theme = views::Theme::Light;
    if (theme == QLatin1String("dark")) options.theme = views::Theme::Dark;
    switch (what()) {
    case What::Everything: break;
    case What::Selected: options.only = scene_.selected; break;
    case What::View:
        options.view = scene_.view;
        options.zoom = scene_.zoom;
        break;
    }
    if (views::infoOf(format()).pixels) options.pixelRatio = scale_->currentData().toInt();
    options.transparent =
        transparent_->isChecked() && views::infoOf(format()).nature == views::Nature::Drawn;
    options.legend = legend_->isChecked();
    options.caption = caption_->isChecked();
    options.document = document_->isChecked();
    return options;
}

ExportDialog::What ExportDialog::what() const {
    return static_cast<What>(what_->currentData().toInt());
}

// What there is, and what the format can say.
void ExportDialog::offerWhat() {
    const QVariant before = what_->currentData();
    const QSignalBlocker quiet(what_);
    what_->clear();
    const views::Nature nature = views::infoOf(format()).nature;
    what_->addItem(tr("The whole cluster"), int(What::Everything));
    if (!scene_.selected.isEmpty() && nature != views::Nature::Objects)
        what_->addItem(tr("What is selected"), int(What::Selected));
    if (nature == views::Nature::Drawn || nature == views::Nature::Film)
        what_->addItem(tr("The view as it is"), int(What::View));
    what_->setCurrentIndex(std::max(0, what_->findData(before)));
}

FilmOptions ExportDialog::film() const {
    FilmOptions film;
    film.seconds = length_->value();
    return film;
}

void ExportDialog::changed() {
    if (sender() == format_) {
        offerWhat();
        recallScale();
    }
    const views::FormatInfo& info = views::infoOf(format());
    const bool film = info.nature == views::Nature::Film;
    const bool drawn = film || info.nature == views::Nature::Drawn;
    form_->setRowVisible(what_, info.nature != views::Nature::Objects);
    form_->setRowVisible(theme_, drawn);
    form_->setRowVisible(scale_, info.pixels);
    form_->setRowVisible(length_, film);
    form_->setRowVisible(transparent_, drawn && !film);
    // A selection is drawn without what surrounds it.
    form_->setRowVisible(legend_, drawn && what() != What::Selected);
    form_->setRowVisible(caption_, drawn);
    form_->setRowVisible(document_, info.opens);
    later_.start();
}

void ExportDialog::resizeEvent(QResizeEvent* event) {
    QDialog::resizeEvent(event);
    later_.start();
}

void ExportDialog::showPreview() {
    const views::Nature nature = views::infoOf(format()).nature;
    if (nature == views::Nature::Drawn || nature == views::Nature::Film)
        showPicture();
    else
        showText();
}

// The beginning of it.
void ExportDialog::showText() {
    const QByteArray all = views::writeText(*scene_.source, options(), format());
    size_->setText(tr("%1 lines").arg(QLocale(preferences_.language()).toString(all.count('\n'))));
    text_->setPlainText(all.isEmpty() ? tr("There is nothing to write.")
                                      : QString::fromUtf8(all.left(mostPreviewed)));
    previews_->setCurrentWidget(text_);
}

void ExportDialog::showPicture() {
    previews_->setCurrentWidget(preview_);
    views::PictureOptions shown = options();
    const QSize whole = views::sizeOf(scene_.source->frame, shown);
    if (whole.isEmpty()) {
        size_->clear();
        preview_->setText(tr("Nothing of what is selected is in the picture."));
        return;
    }
    const QSize pixels = whole * shown.pixelRatio;
    size_->setText(tr("%1 × %2 pixels").arg(pixels.width()).arg(pixels.height()));
    // As it will be, made small: it keeps the proportions of the words, too.
    const QSize room = previews_->size();
    const double ratio = devicePixelRatioF();
    const double part = std::min(
        {1.0, double(room.width()) / whole.width(), double(room.height()) / whole.height()});
    shown.pixelRatio = part * ratio;
    QImage image = views::renderImage(scene_.source->frame, shown);
    image.setDevicePixelRatio(ratio);
    QPixmap board(image.size());
    board.setDevicePixelRatio(ratio);
    QPainter painter(&board);
    const QRect all(QPoint(), image.deviceIndependentSize().toSize());
    if (shown.transparent) {
        const bool dark = shown.theme == views::Theme::Dark;
        painter.fillRect(all, dark ? QColor(0x1c, 0x1c, 0x1c) : Qt::white);
        const QColor square = dark ? QColor(0x2c, 0x2c, 0x2c) : QColor(0xe4, 0xe4, 0xe4);
        for (int y = 0; y * squareSide < all.height(); ++y)
            for (int x = y % 2; x * squareSide < all.width(); x += 2)
                painter.fillRect(x * squareSide, y * squareSide, squareSide, squareSide, square);
    }
    painter.drawImage(QPointF(), image);
    painter.setPen(palette().mid().color());
    painter.drawRect(QRectF(all).adjusted(0, 0, -1, -1));
    painter.end();
    preview_->setPixmap(board);
}

} // namespace maqueta::app
