#include "views/export/picture_format.h"

#include "views/style/texts.h"

#include <algorithm>

namespace maqueta::views {
namespace {

using enum PictureFormat;

constexpr FormatInfo formatTable[] = {
    {Svg, "svg", nullptr, QT_TRANSLATE_NOOP("ExportText", "Vector picture (SVG)")},
    {Pdf, "pdf", nullptr, QT_TRANSLATE_NOOP("ExportText", "Page (PDF)")},
    {Png, "png", nullptr, QT_TRANSLATE_NOOP("ExportText", "Pixel picture (PNG)"), Nature::Drawn,
     true},
    {DrawIo, "drawio", nullptr, QT_TRANSLATE_NOOP("ExportText", "Shapes to edit (draw.io)"),
     Nature::Outline},
    {Mermaid, "mmd", "mermaid", QT_TRANSLATE_NOOP("ExportText", "Diagram as text (Mermaid)"),
     Nature::Outline},
    {Dot, "dot", "gv", QT_TRANSLATE_NOOP("ExportText", "Graph as text (DOT)"), Nature::Outline},
    {Yaml, "yaml", "yml", QT_TRANSLATE_NOOP("ExportText", "What was deployed (YAML)"),
     Nature::Objects},
};

} // namespace

std::span<const FormatInfo> pictureFormats() {
    return formatTable;
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
    for (const FormatInfo& info : formatTable) endings << '.' + QLatin1String(info.name);
    const QString last = endings.takeLast();
    return ExportText::tr("%1 or %2").arg(endings.join(QStringLiteral(", ")), last);
}

} // namespace maqueta::views
