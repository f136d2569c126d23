// maqueta export: a picture of the cluster at a moment, without a window.
#include "app/cli/commands.h"
#include "app/cli/headless.h"
#include "app/picture/export_options.h"
#include "app/session/player.h"
#include "manifest/cluster_objects.h"
#include "manifest/write_yaml.h"
#include "views/export/picture_export.h"

#include <QApplication>

#include <cstdio>

namespace maqueta::app {
namespace {

constexpr const char* help =
    R"(Usage: maqueta export [FILE] [--apply PATH]... [--at 5m] --to OUT [OPTION]...

Draws a cluster at a moment of its run.

  FILE            a document (.maqueta), or a picture that holds one; without one, the default
                  cluster from power-on
  --apply PATH    deploy the manifests of a file or folder once every node is Ready;
                  they are all checked before anything runs
  --at LENGTH     how long to run before the picture is taken, such as 90s or 5m (5m; with a FILE
                  and nothing to apply: its own moment)
  --to OUT        where to write it; its ending says in which format:
                    .svg  shapes and text as they are, at any size
                    .pdf  the same on one page; its text can be selected
                    .png  pixels
                    .gif, .webm, .mp4
                                a film from that moment on
                    .drawio     shapes to edit, each where it stands
                    .mmd, .dot  text that Mermaid and Graphviz draw
                    .yaml       what was deployed, as manifests to apply again

How it is drawn, where it is (--only: the text formats, too, but .yaml):

  --theme T       light or dark (light)
  --only NAME     only this machine, or pod (NAMESPACE/NAME); may be given several times
  --view X,Y,W,H  only this part; at 100 %, one unit is one pixel
  --size WxH      in pixels (1600x1000, of a film 960x600; with --only and --view: as large as
                  that is at 100 %)
  --scale N       of pixels: N times as many pixels each way, 1 to 4 (1)
  --transparent   without a ground
  --no-legend     without the legend of tokens and signs
  --no-caption    without the sentence below

  --film LENGTH   how long the film plays, up to 2m (8s)
  --fps N         its pictures a second, up to 25 (10)

An .svg and a .png hold the document, so that they can be opened again:

  --no-document   without it

Needs no display. Exit status: 0 success, 1 the work failed, 2 wrong usage.
)";

// Qt says where it puts the files of a session when nobody told it; a picture needs none.
void withoutSessionNoise(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    if (text.contains(QLatin1String("XDG_RUNTIME_DIR"))) return;
    std::fprintf(stderr, "%s\n", qPrintable(qFormatLogMessage(type, context, text)));
}

} // namespace

int exportCommand(const std::vector<std::string>& words) {
    auto arguments = exportArguments(words);
    if (!arguments) return complainUsage("export", arguments.error().message);
    if (arguments->has("--help")) return std::fputs(help, stdout), success;
    if (arguments->positional().size() > 1)
        return complainUsage("export", "more than one FILE: " + arguments->positional()[1]);
    auto wish = exportWish(*arguments);
    if (!wish) return complainUsage("export", wish.error().message);
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
    views::ExportSource source{.frame = player.moment()->frame};
    source.frame.invitation = {};
    if (views::infoOf(wish->format).nature == views::Nature::Objects)
        source.objects =
            manifest::writeYaml(manifest::objectsToApply(player.history().world().storeRoot()));
    if (wish->options.document && views::infoOf(wish->format).opens)
        source.document = document::toText(player.document());
    auto only = partsCalled(wish->only, *source.frame.picture);
    if (!only) return complain(only.error(), workFailed);
    wish->options.only = *std::move(only);
    const bool film = views::infoOf(wish->format).nature == views::Nature::Film;
    views::ExportOutcome outcome;
    if (film) {
        const auto played = filmPlayer(player.document(), wish->film);
        if (!played) return complain(played.error(), workFailed);
        outcome = exportFilm(**played, wish->options, wish->film, wish->format, wish->path);
    } else {
        outcome = views::exportPicture(source, wish->options, wish->format, wish->path);
    }
    if (outcome.kind == views::ExportOutcome::Kind::Failed)
        return complain(base::Error{.message = outcome.why.toStdString()}, workFailed);
    return success;
}

} // namespace maqueta::app
