#include "app/session/kubectl.h"

#include "app/session/kubectl_words.h"
#include "manifest/manifest.h"
#include "views/style/trace_words.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>

#include <map>

namespace maqueta::app {
namespace {

QString say(const char* text) {
    return QCoreApplication::translate("Kubectl", text);
}

KubectlAnswer wrong(const QString& why) {
    return {QStringLiteral("error: ") + why, {}};
}

// KIND/NAME, or KIND NAME; nullopt when there is no such pair at that place.
struct Target {
    std::string kind;
    std::string name;
};
std::optional<Target> targetAt(const KubectlWords& words, qsizetype at) {
    if (words.plain.size() <= at) return std::nullopt;
    const QString first = words.plain[at];
    if (const qsizetype slash = first.indexOf('/'); slash > 0)
        return Target{first.left(slash).toStdString(), first.mid(slash + 1).toStdString()};
    if (words.plain.size() <= at + 1) return std::nullopt;
    return Target{first.toStdString(), words.plain[at + 1].toStdString()};
}

// What the API calls a kind: "Deployment" of "deploy". Nothing when it knows none of that name.
std::optional<std::string> kindNamed(const std::string& word) {
    const api::Kind kind = api::findKindByWord(word);
    if (kind == api::Kind::Other) return std::nullopt;
    return std::string(api::info(kind).name);
}

KubectlAnswer noSuchKind(const std::string& word) {
    return wrong(QStringLiteral("the server doesn't have a resource type \"%1\"")
                     .arg(QString::fromStdString(word)));
}

KubectlAnswer remove(const KubectlWords& words) {
    const auto target = targetAt(words, 1);
    if (!target)
        return wrong(QStringLiteral("resource(s) were provided, but no name was specified"));
    const auto kind = kindNamed(target->kind);
    if (!kind) return noSuchKind(target->kind);
    cluster::DeleteObject act{*kind, words.ns(), target->name, {}};
    if (const auto grace = words.number("grace-period"); grace && *grace >= 0)
        act.graceSeconds = *grace;
    if (words.has("now")) act.graceSeconds = 1;
    return {{}, act};
}

KubectlAnswer scale(const KubectlWords& words) {
    const auto target = targetAt(words, 1);
    const auto replicas = words.number("replicas");
    if (!replicas || *replicas < 0 || *replicas > INT32_MAX)
        return wrong(QStringLiteral("The --replicas=COUNT flag is required, and COUNT must be "
                                    "greater than or equal to 0"));
    if (!target)
        return wrong(QStringLiteral("resource(s) were provided, but no name was specified"));
    const auto kind = kindNamed(target->kind);
    if (!kind) return noSuchKind(target->kind);
    return {{},
            cluster::ScaleObject{*kind, words.ns(), target->name,
                                 static_cast<std::int32_t>(*replicas)}};
}

// kubectl set image deployment/web web=nginx:1.28; "*" stands for the first container.
KubectlAnswer setImage(const KubectlWords& words) {
    if (words.plain.value(1) != QLatin1String("image"))
        return wrong(say(QT_TRANSLATE_NOOP("Kubectl", "of \"set\" there is \"set image\" here")));
    const auto target = targetAt(words, 2);
    const QString last = words.plain.last();
    const qsizetype equals = last.indexOf('=');
    if (!target || equals <= 0)
        return wrong(QStringLiteral("at least one image update is required"));
    const auto kind = kindNamed(target->kind);
    if (!kind) return noSuchKind(target->kind);
    const QString container = last.left(equals);
    return {{},
            cluster::SetImage{*kind, words.ns(), target->name,
                              container == QLatin1String("*") ? "" : container.toStdString(),
                              last.mid(equals + 1).toStdString()}};
}

// kubectl rollout undo deployment/web [--to-revision=N]
KubectlAnswer rollout(const KubectlWords& words) {
    if (words.plain.value(1) != QLatin1String("undo"))
        return wrong(
            say(QT_TRANSLATE_NOOP("Kubectl", "of \"rollout\" there is \"rollout undo\" here")));
    const auto target = targetAt(words, 2);
    if (!target) return wrong(QStringLiteral("required resource not specified"));
    const auto kind = kindNamed(target->kind);
    if (!kind) return noSuchKind(target->kind);
    if (*kind != "Deployment")
        return wrong(QStringLiteral("no rollbacker has been implemented for \"%1\"")
                         .arg(QString::fromStdString(*kind)));
    const std::int64_t revision = words.number("to-revision").value_or(0);
    if (revision < 0)
        return wrong(
            QStringLiteral("unable to find specified revision %1 in history").arg(revision));
    return {{}, cluster::UndoRollout{words.ns(), target->name, revision}};
}

QString nodeAt(const KubectlWords& words) {
    const QString node = words.plain.value(1);
    return node.startsWith(QLatin1String("node/")) ? node.mid(5) : node;
}

KubectlAnswer cordon(const KubectlWords& words, bool unschedulable) {
    const QString node = nodeAt(words);
    if (node.isEmpty()) return wrong(QStringLiteral("You must provide one or more resources"));
    return {{}, cluster::Cordon{node.toStdString(), unschedulable}};
}

KubectlAnswer drain(const KubectlWords& words) {
    const QString node = nodeAt(words);
    if (node.isEmpty()) return wrong(QStringLiteral("USAGE: drain NODE [flags]"));
    return {{}, cluster::Drain{node.toStdString()}};
}

KubectlAnswer apply(const KubectlWords& words) {
    const QString file = words.value("filename");
    if (file.isEmpty()) return wrong(QStringLiteral("must specify -f"));
    auto objects = manifest::readManifests(std::filesystem::path(file.toStdString()));
    if (!objects) return wrong(views::errorText(objects.error()));
    cluster::ApplyObjects act{{}, QFileInfo(file).fileName().toStdString()};
    for (manifest::ManifestObject& object : *objects) act.objects.push_back(std::move(object.json));
    return {{}, act};
}

// kubectl create deployment, kubectl run: the objects that those make
// (kubectl/pkg/cmd/create/create_deployment.go, kubectl/pkg/cmd/run/run.go).
KubectlAnswer create(const KubectlWords& words, const cluster::World& world) {
    const bool run = words.plain.value(0) == QLatin1String("run");
    if (!run && words.plain.value(1) != QLatin1String("deployment") &&
        words.plain.value(1) != QLatin1String("deploy"))
        return wrong(say(QT_TRANSLATE_NOOP(
            "Kubectl", "of \"create\" there is \"create deployment\" here; else: apply -f")));
    const std::string name = words.plain.value(run ? 1 : 2).toStdString();
    const std::string image = words.value("image").toStdString();
    if (name.empty()) return wrong(QStringLiteral("NAME is required"));
    if (image.empty()) return wrong(QStringLiteral("required flag(s) \"image\" not set"));
    const char* label = run ? "run" : "app";
    const base::Json labels = {{label, name}};
    const base::Json spec = {
        {"containers", base::Json::array({{{"name", name}, {"image", image}}})}};
    base::Json object = {
        {"apiVersion", run ? "v1" : "apps/v1"},
        {"kind", run ? "Pod" : "Deployment"},
        {"metadata", {{"name", name}, {"namespace", words.ns()}, {"labels", labels}}}};
    if (run)
        object["spec"] = spec;
    else
        object["spec"] = {{"replicas", words.number("replicas").value_or(1)},
                          {"selector", {{"matchLabels", labels}}},
                          {"template", {{"metadata", {{"labels", labels}}}, {"spec", spec}}}};
    const api::Kind kind = run ? api::Kind::Pod : api::Kind::Deployment;
    if (const QString there = kubectlExists(kind, words.ns(), name, world); !there.isEmpty())
        return {there, {}};
    return {{}, cluster::ApplyObjects{{std::move(object)}, name}};
}

KubectlAnswer help() {
    return {say(QT_TRANSLATE_NOOP(
                "Kubectl",
                "get KIND [NAME] [-n NAMESPACE | -A] [-l LABELS] [-o wide|yaml|json|name]\n"
                "describe KIND NAME\n"
                "create deployment NAME --image=IMAGE [--replicas=N], run NAME --image=IMAGE\n"
                "apply -f FILE, delete KIND NAME [--grace-period=SECONDS]\n"
                "scale KIND/NAME --replicas=N, set image KIND/NAME CONTAINER=IMAGE\n"
                "rollout undo deployment/NAME [--to-revision=N]\n"
                "cordon NODE, uncordon NODE, drain NODE, clear\n"
                "What is asked for takes the cluster's time: when paused, its answer waits.")),
            {}};
}

} // namespace

KubectlAnswer kubectl(const QString& line, const cluster::World& world) {
    QString unknown;
    const KubectlWords words = readKubectl(line, unknown);
    if (!unknown.isEmpty()) return wrong(unknown);
    const QString verb = words.plain.value(0);
    if (verb.isEmpty() || verb == QLatin1String("help")) return help();
    if (verb == QLatin1String("get")) return {kubectlGet(words, world), {}};
    if (verb == QLatin1String("describe")) return {kubectlDescribe(words, world), {}};
    if (verb == QLatin1String("delete")) return remove(words);
    if (verb == QLatin1String("scale")) return scale(words);
    if (verb == QLatin1String("set")) return setImage(words);
    if (verb == QLatin1String("rollout")) return rollout(words);
    if (verb == QLatin1String("apply")) return apply(words);
    if (verb == QLatin1String("create") || verb == QLatin1String("run"))
        return create(words, world);
    if (verb == QLatin1String("cordon")) return cordon(words, true);
    if (verb == QLatin1String("uncordon")) return cordon(words, false);
    if (verb == QLatin1String("drain")) return drain(words);
    static const std::map<QString, const char*> lacking{
        {"logs", QT_TRANSLATE_NOOP("Kubectl", "no program runs in the containers of this model, so "
                                              "there are no logs")},
        {"exec", QT_TRANSLATE_NOOP("Kubectl", "no program runs in the containers of this model, so "
                                              "there is nothing to enter")},
        {"edit", QT_TRANSLATE_NOOP("Kubectl", "there is no editor here: change the manifest and "
                                              "apply it with -f")},
        {"top", QT_TRANSLATE_NOOP("Kubectl", "there is no metrics server here; the cards show what "
                                             "is used")}};
    if (const auto found = lacking.find(verb); found != lacking.end())
        return wrong(say(found->second));
    return wrong(QStringLiteral("unknown command \"%1\" for \"kubectl\"").arg(verb));
}

QString kubectlOutcome(const cluster::Intervention& act, const cluster::Beat& answered) {
    const auto field = [&](const char* name) {
        const std::string* value = answered.field(name);
        return QString::fromStdString(value ? *value : std::string());
    };
    if (field("ok") != QLatin1String("yes")) {
        if (field("code") == QLatin1String("0"))
            return QStringLiteral("Unable to connect to the server: ") + field("message");
        return QStringLiteral("Error from server (%1): %2").arg(field("reason"), field("message"));
    }
    // "Deployment.apps/web"
    const QString object = QString::fromStdString(answered.object);
    const qsizetype slash = object.indexOf('/');
    const QString kind = object.left(slash).toLower();
    const QString name = object.mid(slash + 1);
    if (std::holds_alternative<cluster::DeleteObject>(act))
        return QStringLiteral("%1 \"%2\" deleted").arg(kind, name);
    QString verb = field("verb");
    if (std::holds_alternative<cluster::ScaleObject>(act)) verb = QStringLiteral("scaled");
    if (const auto* cordon = std::get_if<cluster::Cordon>(&act))
        verb = cordon->unschedulable ? QStringLiteral("cordoned") : QStringLiteral("uncordoned");
    if (std::holds_alternative<cluster::Drain>(act) && verb == QLatin1String("patched"))
        verb = QStringLiteral("cordoned");
    return QStringLiteral("%1/%2 %3").arg(kind, name, verb);
}

} // namespace maqueta::app
