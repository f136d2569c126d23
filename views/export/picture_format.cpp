#include "views/export/picture_format.h"

#include "views/export/film_writer.h"
#include "views/style/texts.h"

#include <algorithm>

namespace maqueta::views {
namespace {

using enum PictureFormat;

constexpr FormatInfo formatTable[] = {
    {.format = Svg,
     .name = "svg",
     .otherEnd = nullptr,
     .says = QT_TRANSLATE_NOOP("ExportText", "Vector picture (SVG)"),
     .opens = true},
    {.format = Pdf,
     .name = "pdf",
     .otherEnd = nullptr,
     .says = QT_TRANSLATE_NOOP("ExportText", "Page (PDF)")},
    {.format = Png,
     .name = "png",
     .otherEnd = nullptr,
     .says = QT_TRANSLATE_NOOP("ExportText", "Pixel picture (PNG)"),
     .pixels = true,
     .opens = true},
    {.format = Gif,
     .name = "gif",
     .otherEnd = nullptr,
     .says = QT_TRANSLATE_NOOP("ExportText", "Moving picture (GIF)"),
     .nature = Nature::Film,
     .pixels = true},
    {.format = Webm,
     .name = "webm",
     .otherEnd = nullptr,
     .says = QT_TRANSLATE_NOOP("ExportText", "Video (WebM)"),
     .nature = Nature::Film,
     .pixels = true},
    {.format = Mp4,
     .name = "mp4",
     .otherEnd = nullptr,
     .says = QT_TRANSLATE_NOOP("ExportText", "Video (MP4)"),
     .nature = Nature::Film,
     .pixels = true},
    {.format = DrawIo,
     .name = "drawio",
     .otherEnd = nullptr,
     .says = QT_TRANSLATE_NOOP("ExportText", "Shapes to edit (draw.io)"),
     .nature = Nature::Outline},
    {.format = Mermaid,
     .name = "mmd",
     .otherEnd = "mermaid",
     .says = QT_TRANSLATE_NOOP("ExportText", "Diagram as text (Mermaid)"),
     .nature = Nature::Outline},
    {.format = Dot,
     .name = "dot",
     .otherEnd = "gv",
     .says = QT_TRANSLATE_NOOP("ExportText", "Graph as text (DOT)"),
     .nature = Nature::Outline},
    {.format = Yaml,
     .name = "yaml",
     .otherEnd = "yml",
     .says = QT_TRANSLATE_NOOP("ExportText", "What was deployed (YAML)"),
     .nature = Nature::Objects},
};

} // namespace

std::vector<FormatInfo> pictureFormats() {
    std::vector<FormatInfo> formats;
    for (const FormatInfo& info : formatTable)
        if (whyNotWritten(info).isEmpty()) formats.push_back(info);
    return formats;
}

QString whyNotWritten(const FormatInfo& info) {
    if (info.nature != Nature::Film || canFilm(info.format)) return {};
    return info.format == Gif
               ? ExportText::tr("this program was built without libgif, and writes no GIF")
               : ExportText::tr("this program was built without FFmpeg's libraries, or they lack "
                                "the encoder, and writes no such video");
}

const FormatInfo& infoOf(PictureFormat format) {
    return *std::find_if(std::begin(formatTable), std::end(formatTable),
                         [&](const FormatInfo& info) { return info.format == format; });
}

const FormatInfo* formatOfFile(const QString& path) {
    const auto ends = [&](const char* ending) {
        return ending && path.endsWith('.' + QLatin1String(ending), Qt::CaseInsensitive);
    };
    for (const FormatInfo& info : formatTable)
        if (ends(info.name) || ends(info.otherEnd)) return &info;
    return nullptr;
}

QString endingsText() {
    QStringList endings;
    for (const FormatInfo& info : pictureFormats()) endings << '.' + QLatin1String(info.name);
    const QString last = endings.takeLast();
    return ExportText::tr("%1 or %2").arg(endings.join(QStringLiteral(", ")), last);
}

} // namespace maqueta::views
