// maqueta export: a picture of the cluster at a moment, without a window.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/headless.h"
#include "app/session/player.h"
#include "views/export/picture_export.h"

#include <QApplication>

#include <cstdio>
#include <optional>

namespace maqueta::app {
namespace {

constexpr int leastSide = 16;
constexpr int mostSide = 16'384;

constexpr const char* help =
    R"(Usage: maqueta export [FILE] [--apply PATH]... [--at 5m] --to OUT.(svg|png) [--theme
        light|dark] [--size WxH]

Draws a cluster at a moment of its run.

  FILE            a document (.maqueta); without one, the default cluster from power-on
  --apply PATH    deploy the manifests of a file or folder once every node is Ready;
                  they are all checked before anything runs
  --at LENGTH     how long to run before the picture is taken, such as 90s or 5m (5m; with a FILE
                  and nothing to apply: its own moment)
  --to OUT        where to write it; .svg keeps text as text, .png is made of pixels
  --theme T       light or dark (light)
  --size WxH      in pixels (1600x1000)

Needs no display. Exit status: 0 success, 1 the work failed, 2 wrong usage.
)";

std::optional<QSize> parseSize(const std::string& text) {
    const QStringList sides = QString::fromStdString(text).split('x');
    if (sides.size() != 2) return std::nullopt;
    bool wide = false, high = false;
    const QSize size(sides[0].toInt(&wide), sides[1].toInt(&high));
    const auto fits = [](int side) { return side >= leastSide && side <= mostSide; };
    if (!wide || !high || !fits(size.width()) || !fits(size.height())) return std::nullopt;
    return size;
}

// Qt says where it puts the files of a session when nobody told it; a picture needs none.
void withoutSessionNoise(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    if (text.contains(QLatin1String("XDG_RUNTIME_DIR"))) return;
    std::fprintf(stderr, "%s\n", qPrintable(qFormatLogMessage(type, context, text)));
}

} // namespace

int exportCommand(const std::vector<std::string>& words) {
    auto arguments = Arguments::parse(
        words, {{"--apply"}, {"--at"}, {"--to"}, {"--theme"}, {"--size"}, {"--help", false}});
    if (!arguments) return complainUsage("export", arguments.error().message);
    if (arguments->has("--help")) return std::fputs(help, stdout), success;
    if (arguments->positional().size() > 1)
        return complainUsage("export", "more than one FILE: " + arguments->positional()[1]);
    const auto to = arguments->value("--to");
    if (!to) return complainUsage("export", "--to is missing: where shall the picture go?");
    views::PictureFormat format{};
    const QString path = QString::fromStdString(*to);
    if (!views::pictureFormatOf(path, format))
        return complainUsage("export", "--to ends in .svg or .png, not \"" + *to + "\"");
    const std::string theme = arguments->value("--theme").value_or("light");
    if (theme != "light" && theme != "dark")
        return complainUsage("export", "--theme is light or dark, not \"" + theme + "\"");
    views::PictureOptions options;
    options.theme = theme == "dark" ? views::Theme::Dark : views::Theme::Light;
    if (const auto text = arguments->value("--size")) {
        const auto size = parseSize(*text);
        if (!size)
            return complainUsage("export", "--size is WIDTHxHEIGHT, each from 16 to 16384, not \"" +
                                               *text + "\"");
        options.size = *size;
    }
    const std::string file = arguments->positional().empty() ? "" : arguments->positional().front();
    const auto at = arguments->value("--at");
    auto length = parseDuration(at.value_or("5m"));
    if (!length) return complainUsage("export", "--at: " + length.error().message);
    const HeadlessInput input{
        .file = file, .manifests = arguments->values("--apply"), .script = {}, .seed = {}};
    auto plan = planHeadless(input);
    if (!plan) return complain(plan.error(), workFailed);
    history::History history = beginHistory(*plan);
    const bool ownMoment = !file.empty() && input.manifests.empty() && !at;
    if (!ownMoment)
        if (base::Status status = runPlan(history, *plan, *length); !status)
            return complain(status.error(), workFailed);

    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler(withoutSessionNoise);
    int argc = 1;
    char name[] = "maqueta";
    char* argv[] = {name, nullptr};
    QApplication application(argc, argv); // a scene needs it, though no window opens
    document::Document document = plan->document;
    document.journal = history.journal();
    document.cursor = history.now();
    Player player(std::move(document), plan->configuration);
    views::Frame frame = player.moment()->frame;
    frame.invitation = {};
    const QString wrong = views::renderPicture(frame, options, format, path);
    if (!wrong.isEmpty()) return complain(base::Error{.message = wrong.toStdString()}, workFailed);
    return success;
}

} // namespace maqueta::app
