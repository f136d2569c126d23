#include "app/picture/export_options.h"

#include "views/canvas/words.h"

#include <QStringList>

#include <cmath>
#include <optional>

namespace maqueta::app {
namespace {

using base::Error;

constexpr int leastSide = 16;
constexpr int mostSide = 16'384;
constexpr double furthest = 1e6; // of a view, in units of the picture

std::optional<QSize> parseSize(const std::string& text) {
    const QStringList sides = QString::fromStdString(text).split('x');
    if (sides.size() != 2) return std::nullopt;
    bool wide = false, high = false;
    const QSize size(sides[0].toInt(&wide), sides[1].toInt(&high));
    const auto fits = [](int side) { return side >= leastSide && side <= mostSide; };
    if (!wide || !high || !fits(size.width()) || !fits(size.height())) return std::nullopt;
    return size;
}

std::optional<QRectF> parseView(const std::string& text) {
    const QStringList words = QString::fromStdString(text).split(',');
    if (words.size() != 4) return std::nullopt;
    double numbers[4] = {};
    for (int i = 0; i < 4; ++i) {
        bool good = false;
        numbers[i] = words[i].toDouble(&good);
        if (!good || !(std::abs(numbers[i]) <= furthest)) return std::nullopt;
    }
    const QRectF view(numbers[0], numbers[1], numbers[2], numbers[3]);
    return view.width() >= 1 && view.height() >= 1 ? std::optional(view) : std::nullopt;
}

// An option that is given and means nothing to the format; null = there is none.
const char* uselessFor(const views::FormatInfo& info, const Arguments& arguments) {
    const auto given = [&](std::initializer_list<const char*> names) -> const char* {
        for (const char* name : names)
            if (arguments.has(name)) return name;
        return nullptr;
    };
    const bool film = info.nature == views::Nature::Film;
    if (!film)
        if (const char* name = given({"--film", "--fps"})) return name;
    if (film && arguments.has("--transparent")) return "--transparent";
    if (!info.opens && arguments.has("--no-document")) return "--no-document";
    if (info.nature == views::Nature::Drawn || film) return nullptr;
    if (const char* name = given({"--theme", "--size", "--scale", "--view", "--transparent",
                                  "--no-legend", "--no-caption"}))
        return name;
    return info.nature == views::Nature::Objects ? given({"--only"}) : nullptr;
}

} // namespace

base::Result<Arguments> exportArguments(const std::vector<std::string>& words) {
    return Arguments::parse(words, {{"--apply"},
                                    {"--at"},
                                    {"--to"},
                                    {"--theme"},
                                    {"--size"},
                                    {"--scale"},
                                    {"--only"},
                                    {"--view"},
                                    {"--transparent", false},
                                    {"--no-legend", false},
                                    {"--no-caption", false},
                                    {"--no-document", false},
                                    {"--film"},
                                    {"--fps"},
                                    {"--help", false}});
}

base::Result<ExportWish> exportWish(const Arguments& arguments) {
    ExportWish wish;
    const auto to = arguments.value("--to");
    if (!to) return Error{.message = "--to is missing: where shall the picture go?"};
    wish.path = QString::fromStdString(*to);
    const views::FormatInfo* info = views::formatOfFile(wish.path);
    if (!info)
        return Error{.message = "--to ends in " + views::endingsText().toStdString() + ", not \"" +
                                *to + "\""};
    wish.format = info->format;
    if (const QString lacks = views::whyNotWritten(*info); !lacks.isEmpty())
        return Error{.message = *to + ": " + lacks.toStdString()};
    if (const char* useless = uselessFor(*info, arguments))
        return Error{.message =
                         std::string(useless) + " says nothing about a ." + info->name + " file"};
    views::PictureOptions& options = wish.options;
    const std::string theme = arguments.value("--theme").value_or("light");
    if (theme != "light" && theme != "dark")
        return Error{.message = "--theme is light or dark, not \"" + theme + "\""};
    options.theme = theme == "dark" ? views::Theme::Dark : views::Theme::Light;
    options.transparent = arguments.has("--transparent");
    options.legend = !arguments.has("--no-legend");
    options.caption = !arguments.has("--no-caption");
    options.document = !arguments.has("--no-document");
    wish.only = arguments.values("--only");
    if (const auto text = arguments.value("--view")) {
        if (!wish.only.empty())
            return Error{.message = "--only and --view are two ways to say what is drawn: one of "
                                    "them at most"};
        const auto view = parseView(*text);
        if (!view)
            return Error{.message = "--view is X,Y,WIDTH,HEIGHT, in the picture's own units, not "
                                    "\"" +
                                    *text + "\""};
        options.view = *view;
    }
    if (const auto text = arguments.value("--size")) {
        const auto size = parseSize(*text);
        if (!size)
            return Error{.message = "--size is WIDTHxHEIGHT, each from 16 to 16384, not \"" +
                                    *text + "\""};
        options.size = *size;
    } else if (wish.only.empty() && options.view.isNull()) {
        options.size = info->nature == views::Nature::Film ? QSize(960, 600) : QSize(1600, 1000);
    }
    if (const auto text = arguments.value("--scale")) {
        bool good = false;
        options.pixelRatio = QString::fromStdString(*text).toDouble(&good);
        constexpr double most = views::PictureOptions::largestScale;
        if (!good || !(options.pixelRatio >= 1 && options.pixelRatio <= most))
            return Error{.message = "--scale is a number from 1 to 4, not \"" + *text + "\""};
        if (!info->pixels)
            return Error{.message = std::string("--scale is for pictures made of pixels: ") + "." +
                                    info->name + " is sharp at every size"};
    }
    if (const auto text = arguments.value("--film")) {
        const auto length = parseDuration(*text);
        if (!length || length->seconds() <= 0 || length->seconds() > FilmOptions::longest)
            return Error{.message = "--film is how long it plays, up to 2m, not \"" + *text + "\""};
        wish.film.seconds = length->seconds();
    }
    if (const auto text = arguments.value("--fps")) {
        const auto number = parseCount(*text);
        if (!number || *number < 1 || *number > FilmOptions::mostFrames)
            return Error{.message = "--fps is a whole number from 1 to 25, not \"" + *text + "\""};
        wish.film.framesPerSecond = int(*number);
    }
    return wish;
}

base::Result<QVector<views::Part>> partsCalled(const std::vector<std::string>& names,
                                               const cluster::Picture& picture) {
    using views::Part;
    using views::toQString;
    QVector<Part> parts;
    for (const std::string& name : names) {
        const std::size_t slash = name.find('/');
        if (slash == std::string::npos) {
            if (!picture.machine(name))
                return Error{.message = "there is no machine called " + name +
                                        " at that moment (a pod is NAMESPACE/NAME)"};
            parts.append({.kind = Part::Kind::Machine, .machine = toQString(name)});
            continue;
        }
        const std::string ns = name.substr(0, slash), pod = name.substr(slash + 1);
        const auto same = [&](const cluster::PodPicture& p) { return p.ns == ns && p.name == pod; };
        if (std::none_of(picture.pods.begin(), picture.pods.end(), same))
            return Error{.message = "there is no pod called " + name + " at that moment"};
        parts.append({.kind = Part::Kind::Pod, .ns = toQString(ns), .name = toQString(pod)});
    }
    return parts;
}

} // namespace maqueta::app
