#include "views/palette/palette_view.h"

#include "views/canvas/canvas_view.h"
#include "views/palette/fly_back.h"
#include "views/style/colours.h"
#include "views/style/fonts.h"
#include "views/style/glyphs.h"

#include <QCoreApplication>
#include <QDrag>
#include <QEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace maqueta::views {
namespace {

constexpr int stripWidth = 52;
constexpr int listWidth = 176;

enum class Icon {
    Machine,
    Bolt,
    Crash,
    Loop,
    Pause,
    Cable,
    Cut,
    Clock,
    Disk,
    Slow,
    Lossy,
    Hexagon,
    Hexagons,
    File
};

struct PaletteItem {
    const char* group;
    const char* item;
    const char* name;
    const char* tip;
    Icon icon;
    bool strip = false; // also in the narrow strip
};

// One line an item; its name is what the canvas gets.
constexpr PaletteItem items[] = {
    {QT_TRANSLATE_NOOP("Palette", "Machines"), "control-plane",
     QT_TRANSLATE_NOOP("Palette", "Control plane"),
     QT_TRANSLATE_NOOP("Palette", "A machine that joins the control plane"), Icon::Machine},
    {"Machines", "etcd", QT_TRANSLATE_NOOP("Palette", "etcd machine"),
     QT_TRANSLATE_NOOP("Palette", "A machine for one more member, where etcd has its own machines"),
     Icon::Machine},
    {"Machines", "worker", QT_TRANSLATE_NOOP("Palette", "Worker"),
     QT_TRANSLATE_NOOP("Palette", "A machine that runs pods"), Icon::Machine, true},
    {QT_TRANSLATE_NOOP("Palette", "Break it"), "power-cut",
     QT_TRANSLATE_NOOP("Palette", "Power cut"),
     QT_TRANSLATE_NOOP("Palette", "Drop it on a machine: it goes dark at once"), Icon::Bolt, true},
    {"Break it", "crash", QT_TRANSLATE_NOOP("Palette", "Crash a process"),
     QT_TRANSLATE_NOOP("Palette", "Drop it on a process: it ends, and is started again"),
     Icon::Crash},
    {"Break it", "fault:crash-loop", QT_TRANSLATE_NOOP("Palette", "Crash loop"),
     QT_TRANSLATE_NOOP("Palette", "Drop it on a process: it ends again a while after each start"),
     Icon::Loop},
    {"Break it", "fault:pause", QT_TRANSLATE_NOOP("Palette", "Pause a process"),
     QT_TRANSLATE_NOOP("Palette", "Drop it on a process: it stands still, and nobody is told"),
     Icon::Pause},
    {"Break it", "cable", QT_TRANSLATE_NOOP("Palette", "Pull the cable"),
     QT_TRANSLATE_NOOP("Palette", "Drop it on a machine: it runs on, and nobody hears it"),
     Icon::Cable, true},
    {"Break it", "partition", QT_TRANSLATE_NOOP("Palette", "Partition"),
     QT_TRANSLATE_NOOP("Palette", "Drop it on the network: two sides that do not hear each other"),
     Icon::Cut},
    {QT_TRANSLATE_NOOP("Palette", "Workloads"), "pod", QT_TRANSLATE_NOOP("Palette", "Pod"),
     QT_TRANSLATE_NOOP("Palette", "One pod, without anybody who replaces it"), Icon::Hexagon},
    {"Workloads", "deployment", QT_TRANSLATE_NOOP("Palette", "Deployment"),
     QT_TRANSLATE_NOOP("Palette", "Copies of a pod that are kept running"), Icon::Hexagons, true},
    {QT_TRANSLATE_NOOP("Palette", "Examples"), "example:shop",
     QT_TRANSLATE_NOOP("Palette", "Online shop"),
     QT_TRANSLATE_NOOP("Palette", "Five Deployments that are there from the beginning"),
     Icon::Hexagons},
    {"Examples", "example:guestbook", QT_TRANSLATE_NOOP("Palette", "Guestbook"),
     QT_TRANSLATE_NOOP("Palette", "A page in three copies and its two stores"), Icon::Hexagons},
    {"Examples", "example:urgent", QT_TRANSLATE_NOOP("Palette", "Urgent work"),
     QT_TRANSLATE_NOOP("Palette", "Where no node has room, less important pods make room"),
     Icon::Hexagons},
    {"Examples", "file", QT_TRANSLATE_NOOP("Palette", "Open a file…"),
     QT_TRANSLATE_NOOP("Palette", "Apply manifests in YAML or JSON"), Icon::File, true},
    {QT_TRANSLATE_NOOP("Palette", "Links"), "fault:latency",
     QT_TRANSLATE_NOOP("Palette", "Slow link"),
     QT_TRANSLATE_NOOP("Palette",
                       "Drop it on a machine, or on the network between two: messages take longer"),
     Icon::Slow},
    {"Links", "fault:bandwidth", QT_TRANSLATE_NOOP("Palette", "Narrow link"),
     QT_TRANSLATE_NOOP(
         "Palette", "Drop it on a machine, or on the network between two: few bytes fit through"),
     Icon::Slow},
    {"Links", "fault:loss", QT_TRANSLATE_NOOP("Palette", "Lost messages"),
     QT_TRANSLATE_NOOP("Palette",
                       "Drop it on a machine, or on the network between two: messages are lost"),
     Icon::Lossy},
    {"Links", "fault:duplication", QT_TRANSLATE_NOOP("Palette", "Duplication"),
     QT_TRANSLATE_NOOP(
         "Palette", "Drop it on a machine, or on the network between two: messages arrive twice"),
     Icon::Lossy},
    {"Links", "fault:reordering", QT_TRANSLATE_NOOP("Palette", "Disorder"),
     QT_TRANSLATE_NOOP(
         "Palette",
         "Drop it on a machine, or on the network between two: messages overtake one another"),
     Icon::Lossy},
    {QT_TRANSLATE_NOOP("Palette", "Disks and clocks"), "fault:slow-disk",
     QT_TRANSLATE_NOOP("Palette", "Slow disk"),
     QT_TRANSLATE_NOOP("Palette", "Drop it on a control plane: etcd waits for each sync"),
     Icon::Disk},
    {"Disks and clocks", "fault:full-disk", QT_TRANSLATE_NOOP("Palette", "Full disk"),
     QT_TRANSLATE_NOOP("Palette", "Drop it on a control plane: etcd finds no space"), Icon::Disk},
    {"Disks and clocks", "fault:lost-disk", QT_TRANSLATE_NOOP("Palette", "Lost disk"),
     QT_TRANSLATE_NOOP("Palette", "Drop it on a control plane: etcd's data is gone"), Icon::Disk},
    {"Disks and clocks", "fault:corrupt-log", QT_TRANSLATE_NOOP("Palette", "Damaged log"),
     QT_TRANSLATE_NOOP("Palette", "Drop it on a control plane: an entry of etcd's log is spoilt"),
     Icon::Disk},
    {"Disks and clocks", "fault:clock-skew", QT_TRANSLATE_NOOP("Palette", "Skew a clock"),
     QT_TRANSLATE_NOOP("Palette", "Drop it on a machine: its clock runs too fast"), Icon::Clock},
};

QString local(const char* text) {
    return QCoreApplication::translate("Palette", text);
}

QIcon iconOf(Icon icon, Theme theme) {
    QPixmap pixmap(40, 40);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter p(&pixmap);
    p.setRenderHint(QPainter::Antialiasing);
    const QColor soft = colour(Tone::InkSoft, theme);
    QPen pen(soft, 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    p.setPen(pen);
    switch (icon) {
    case Icon::Machine:
        p.drawRoundedRect(QRectF(2.5, 3.5, 15, 13), 2, 2);
        p.drawLine(QPointF(6, 8), QPointF(10, 8));
        p.drawLine(QPointF(6, 12), QPointF(8, 12));
        break;
    case Icon::Bolt: {
        pen.setColor(colour(Tone::Failed, theme));
        p.setPen(pen);
        QPainterPath path(QPointF(11, 2.5));
        for (const QPointF q :
             {QPointF(4.5, 11), QPointF(9, 11), QPointF(8, 17.5), QPointF(15, 8), QPointF(10.4, 8)})
            path.lineTo(q);
        path.closeSubpath();
        p.drawPath(path);
        break;
    }
    case Icon::Cable:
        pen.setColor(colour(Tone::Partitioned, theme));
        p.setPen(pen);
        p.drawLine(QPointF(2, 10), QPointF(8, 10));
        p.drawLine(QPointF(12, 10), QPointF(18, 10));
        p.drawLine(QPointF(8, 6), QPointF(8, 14));
        p.drawLine(QPointF(12, 6), QPointF(12, 14));
        break;
    case Icon::Crash:
        pen.setColor(colour(Tone::Failed, theme));
        p.setPen(pen);
        p.drawRoundedRect(QRectF(2.5, 4.5, 15, 11), 2.5, 2.5);
        p.drawLine(QPointF(7.5, 7.5), QPointF(12.5, 12.5));
        p.drawLine(QPointF(7.5, 12.5), QPointF(12.5, 7.5));
        break;
    case Icon::Loop: {
        pen.setColor(colour(Tone::Failed, theme));
        p.setPen(pen);
        p.drawArc(QRectF(3, 3, 14, 14), 60 * 16, 280 * 16);
        QPainterPath head(QPointF(9.5, 1.6));
        head.lineTo(13.6, 4.0);
        head.lineTo(10.6, 7.6);
        p.drawPath(head);
        break;
    }
    case Icon::Pause:
        pen.setColor(colour(Tone::Failed, theme));
        p.setPen(pen);
        p.drawRoundedRect(QRectF(2.5, 4.5, 15, 11), 2.5, 2.5);
        p.drawLine(QPointF(8, 7.5), QPointF(8, 12.5));
        p.drawLine(QPointF(12, 7.5), QPointF(12, 12.5));
        break;
    case Icon::Cut: {
        pen.setColor(colour(Tone::Partitioned, theme));
        p.setPen(pen);
        p.drawLine(QPointF(2, 10), QPointF(6, 10));
        p.drawLine(QPointF(14, 10), QPointF(18, 10));
        QPainterPath jag(QPointF(11, 2));
        for (const QPointF q : {QPointF(8, 7), QPointF(12, 11), QPointF(9, 18)}) jag.lineTo(q);
        p.drawPath(jag);
        break;
    }
    case Icon::Clock:
        p.drawEllipse(QPointF(10, 10), 7.5, 7.5);
        p.drawLine(QPointF(10, 10), QPointF(10, 5.5));
        p.drawLine(QPointF(10, 10), QPointF(13.5, 12));
        break;
    case Icon::Disk:
        p.drawEllipse(QRectF(3.5, 3, 13, 5));
        p.drawLine(QPointF(3.5, 5.5), QPointF(3.5, 14.5));
        p.drawLine(QPointF(16.5, 5.5), QPointF(16.5, 14.5));
        p.drawArc(QRectF(3.5, 12, 13, 5), 180 * 16, 180 * 16);
        break;
    case Icon::Slow:
        for (const double x : {3.0, 8.0, 13.0}) {
            QPainterPath chevron(QPointF(x, 6));
            chevron.lineTo(x + 4, 10);
            chevron.lineTo(x, 14);
            p.drawPath(chevron);
        }
        break;
    case Icon::Lossy:
        p.drawLine(QPointF(2.5, 10), QPointF(6, 10));
        p.drawLine(QPointF(14, 10), QPointF(17.5, 10));
        p.drawLine(QPointF(7.8, 7.8), QPointF(12.2, 12.2));
        p.drawLine(QPointF(7.8, 12.2), QPointF(12.2, 7.8));
        break;
    case Icon::Hexagon: p.drawPath(hexagon({10, 10}, 7.5)); break;
    case Icon::Hexagons:
        p.drawPath(hexagon({7.5, 12}, 5.5));
        p.setBrush(colour(Tone::Panel, theme));
        p.drawPath(hexagon({13, 8}, 5.5));
        break;
    case Icon::File:
        p.drawRoundedRect(QRectF(4.5, 2.5, 11, 15), 2, 2);
        for (const double y : {7.0, 10.0, 13.0}) p.drawLine(QPointF(7.5, y), QPointF(12.5, y));
        break;
    }
    return QIcon(pixmap);
}

} // namespace

QStringList PaletteList::mimeTypes() const {
    return {QString::fromLatin1(itemMimeType)};
}

QMimeData* PaletteList::mimeData(const QList<QListWidgetItem*>& dragged) const {
    if (dragged.isEmpty()) return nullptr;
    auto* mime = new QMimeData;
    const QString item = dragged.front()->data(Qt::UserRole).toString();
    mime->setData(QString::fromLatin1(itemMimeType),
                  QStringLiteral("{\"item\": \"%1\"}").arg(item).toUtf8());
    return mime;
}

void PaletteList::mousePressEvent(QMouseEvent* event) {
    pressed_ = indexAt(event->position().toPoint());
    QListWidget::mousePressEvent(event);
}

// Who comes by the keyboard sees where they are.
void PaletteList::focusInEvent(QFocusEvent* event) {
    QListWidget::focusInEvent(event);
    if (event->reason() == Qt::MouseFocusReason || currentItem()) return;
    for (int row = 0; row < count() && !currentItem(); ++row)
        if (item(row)->flags() & Qt::ItemIsSelectable) setCurrentRow(row);
}

void PaletteList::startDrag(Qt::DropActions) {
    QListWidgetItem* item = pressed_.isValid() ? itemFromIndex(pressed_) : nullptr;
    if (!item || item->data(Qt::UserRole).toString().isEmpty()) return;
    auto* drag = new QDrag(this);
    drag->setMimeData(mimeData({item}));
    drag->setPixmap(item->icon().pixmap(32, 32));
    drag->setHotSpot(QPoint(16, 16));
    const QPoint home = viewport()->mapToGlobal(visualItemRect(item).center());
    if (drag->exec(Qt::CopyAction) == Qt::IgnoreAction)
        flyBack(drag->pixmap(), QCursor::pos(), home, window(), reducedMotion_);
}

PaletteView::PaletteView(QWidget* parent)
    : QWidget(parent), list_(new PaletteList(this)), fold_(new QToolButton(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 8, 7, 6);
    layout->setSpacing(2);
    connect(fold_, &QToolButton::clicked, this, [this] { setOpen(!open_); });
    layout->addWidget(list_);
    layout->addWidget(fold_, 0, Qt::AlignRight);
    list_->setObjectName(QStringLiteral("palette"));
    list_->setDragEnabled(true);
    list_->setDropIndicatorShown(false);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setIconSize({20, 20});
    list_->setSpacing(1);
    connect(list_, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) {
        const QString name = item->data(Qt::UserRole).toString();
        armed_ = armed_ == name ? QString() : name;
        if (armed_.isEmpty()) list_->clearSelection();
        Q_EMIT armedChanged(armed_);
    });
    connect(list_, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
        disarm();
        Q_EMIT used(item->data(Qt::UserRole).toString());
    });
    setOpen(true);
}

void PaletteView::disarm() {
    if (armed_.isEmpty()) return;
    armed_.clear();
    list_->clearSelection();
    Q_EMIT armedChanged({});
}

QRect PaletteView::rectOf(const QString& item) const {
    for (int i = 0; i < list_->count(); ++i)
        if (list_->item(i)->data(Qt::UserRole).toString() == item)
            return list_->visualItemRect(list_->item(i));
    return {};
}

void PaletteView::setTheme(Theme theme) {
    theme_ = theme;
    fill();
}

void PaletteView::setOpen(bool open) {
    open_ = open;
    setFixedWidth(open ? listWidth : stripWidth);
    fill();
}

void PaletteView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) fill();
    QWidget::changeEvent(event);
}

void PaletteView::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.fillRect(rect(), colour(Tone::Panel, theme_));
    p.setPen(colour(Tone::Line, theme_));
    p.drawLine(width() - 1, 0, width() - 1, height());
}

void PaletteView::fill() {
    setAccessibleName(tr("Palette"));
    list_->setAccessibleName(tr("Palette"));
    fold_->setText(open_ ? QStringLiteral("«") : QStringLiteral("»"));
    fold_->setToolTip(open_ ? tr("Icons only") : tr("Names in the palette"));
    fold_->setAccessibleName(fold_->toolTip());
    list_->clear();
    QString group;
    for (const PaletteItem& entry : items) {
        if (!open_ && !entry.strip) continue;
        if (open_ && group != QLatin1String(entry.group)) {
            auto* heading = new QListWidgetItem(local(entry.group), list_);
            heading->setFlags(Qt::NoItemFlags);
            heading->setFont(textFont(11.5, semiBold));
            heading->setForeground(colour(Tone::InkSoft, theme_));
            heading->setSizeHint({0, group.isEmpty() ? 24 : 32});
            heading->setTextAlignment(Qt::AlignLeft | Qt::AlignBottom);
            group = QLatin1String(entry.group);
        }
        auto* item = new QListWidgetItem(list_);
        item->setIcon(iconOf(entry.icon, theme_));
        item->setData(Qt::UserRole, QString::fromLatin1(entry.item));
        item->setData(Qt::AccessibleTextRole, local(entry.name));
        item->setSizeHint({0, open_ ? 32 : 44});
        if (open_) item->setText(local(entry.name));
        item->setToolTip(open_ ? local(entry.tip) : local(entry.name) + "\n" + local(entry.tip));
    }
}

} // namespace maqueta::views
