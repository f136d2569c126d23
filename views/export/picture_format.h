// The formats that a picture leaves in: one table, read by the command line and by the window.
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace maqueta::views {

enum class PictureFormat : quint8 { Svg, Pdf, Png, Gif, Webm, Mp4, DrawIo, Mermaid, Dot, Yaml };

// What a file of a format is made of.
enum class Nature : quint8 {
    Drawn,   // the picture
    Film,    // many of them: they move
    Outline, // text about its boxes and lines
    Objects  // text: what was deployed
};

struct FormatInfo {
    PictureFormat format;
    const char* name;     // of the settings, and the ending that files get: "svg"
    const char* otherEnd; // that is understood, too; null = none
    const char* says;     // for people, to be translated in the context ExportText
    Nature nature = Nature::Drawn;
    bool pixels = false; // made of pixels: it has a scale
    bool opens = false;  // a document has room in it
};

// Those that this build can write.
std::vector<FormatInfo> pictureFormats();
const FormatInfo& infoOf(PictureFormat format);
// By the ending of a file's name, in any case of letters; null for others.
const FormatInfo* formatOfFile(const QString& path);
// Empty when this build can write it; else what it lacks.
QString whyNotWritten(const FormatInfo& info);
// ".svg, .pdf or .png", in the person's language.
QString endingsText();

} // namespace maqueta::views
