// What kubectl reads: from the picture of an API server that answers, never from etcd behind its
// back.
#include "api/codec.h"
#include "api/kinds/event.h"
#include "api/print.h"
#include "api/selector.h"
#include "app/session/kubectl_words.h"
#include "manifest/write_yaml.h"

#include <QProcess>

#include <algorithm>
#include <array>

namespace maqueta::app {
namespace {

using base::Json;

struct Found {
    const api::Object* object;
    std::int64_t version;
};

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

// The picture of the first API server that answers; nullptr when none does.
const store::Root* openDoor(const cluster::World& world) {
    for (std::uint32_t i = 0; i < world.processCount(); ++i) {
        const auto& p = world.process(network::ProcessId{i});
        if (p.kind == cluster::ProcessKind::ApiServer && p.running && !p.paused &&
            world.plugged(p.machine) && world.apiServer(p).ready())
            return &world.apiServer(p).picture();
    }
    return nullptr;
}

QString closedDoor() {
    return QStringLiteral("The connection to the server was refused - did you specify the right "
                          "host or port?");
}

std::vector<Found> listOf(const store::Root& root, api::Kind kind, const std::string& ns) {
    std::vector<Found> out;
    const base::Text prefix = api::prefixOf(kind, api::info(kind).namespaced ? ns : "");
    const base::Text end = api::prefixEnd(prefix.view());
    for (auto it = root.table.lowerBound(prefix); !it.atEnd() && it.key() < end; ++it)
        out.push_back(
            {static_cast<const api::Object*>(it.value().value.get()), it.value().modRevision});
    return out;
}

// Columns as wide as their widest cell, three spaces between (cli-runtime/pkg/printers).
QString table(const std::vector<QStringList>& rows) {
    QList<qsizetype> widths;
    for (const QStringList& row : rows)
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (widths.size() <= i) widths.append(0);
            widths[i] = std::max(widths[i], row[i].size());
        }
    QStringList lines;
    for (const QStringList& row : rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += i + 1 < row.size() ? row[i].leftJustified(widths[i] + 3) : row[i];
        while (line.endsWith(' ')) line.chop(1);
        lines.append(line);
    }
    return lines.join('\n');
}

QString cell(const Json& json) {
    return json.is_string() ? QString::fromStdString(json.get<std::string>())
                            : QString::fromStdString(json.dump());
}

QString fullName(const api::Object& object) {
    QString kind = QString::fromStdString(api::info(object.kind).qualifiedName()).toLower();
    return kind + '/' + text(object.meta.name.view());
}

QString tableOf(api::Kind kind, const std::vector<Found>& found, const KubectlWords& words,
                sim::Time now, bool named) {
    const bool wide = words.value("output") == QLatin1String("wide");
    const bool spaces = words.has("all-namespaces") && api::info(kind).namespaced;
    const auto columns = api::columnsOf(kind);
    std::vector<QStringList> rows(1);
    if (spaces) rows[0].append(QStringLiteral("NAMESPACE"));
    for (const api::Column& column : columns)
        if (wide || column.priority == 0) rows[0].append(text(column.name).toUpper());
    for (const Found& f : found) {
        QStringList row;
        if (spaces) row.append(text(f.object->meta.ns.view()));
        const std::vector<Json> cells = api::cellsOf(*f.object, now);
        for (std::size_t i = 0; i < cells.size() && i < columns.size(); ++i)
            if (wide || columns[i].priority == 0)
                row.append(named && columns[i].name == "Name" ? fullName(*f.object)
                                                              : cell(cells[i]));
        rows.push_back(row);
    }
    return table(rows);
}

QString asText(const Json& json, const QString& output) {
    const std::string printed =
        output == QLatin1String("json") ? json.dump(4) : manifest::writeYaml(json);
    return QString::fromStdString(printed).trimmed();
}

// "pods", "deploy,rs", "all", "pod/web-1"
std::vector<api::Kind> kindsNamed(const QString& words, QString& wrong) {
    if (words == QLatin1String("all"))
        return {api::Kind::Pod,        api::Kind::Service,    api::Kind::DaemonSet,
                api::Kind::Deployment, api::Kind::ReplicaSet, api::Kind::StatefulSet,
                api::Kind::Job};
    std::vector<api::Kind> out;
    for (const QString& word : words.split(',')) {
        const api::Kind kind = api::findKindByWord(word.toStdString());
        if (kind == api::Kind::Other)
            wrong =
                QStringLiteral("error: the server doesn't have a resource type \"%1\"").arg(word);
        out.push_back(kind);
    }
    return out;
}

QString notFound(api::Kind kind, const std::string& name) {
    return QStringLiteral("Error from server (NotFound): %1 \"%2\" not found")
        .arg(QString::fromStdString(api::info(kind).qualifiedPlural()),
             QString::fromStdString(name));
}

// The conditions and events of an object, as kubectl describe ends.
QString conditionsOf(const Json& object) {
    const Json::json_pointer path("/status/conditions");
    if (!object.contains(path) || object[path].empty()) return {};
    std::vector<QStringList> rows{{"  Type", "Status", "Reason"}};
    for (const Json& condition : object[path])
        rows.push_back({"  " + cell(condition.value("type", Json(""))),
                        cell(condition.value("status", Json(""))),
                        cell(condition.value("reason", Json("")))});
    return QStringLiteral("\nConditions:\n") + table(rows);
}

QString eventsOf(const store::Root& root, const api::Object& object, sim::Time now) {
    std::vector<const api::Event*> events;
    const std::string ns = object.meta.ns.empty() ? "default" : object.meta.ns.str();
    for (const Found& found : listOf(root, api::Kind::Event, ns)) {
        const auto* event = api::objectCast<api::Event>(found.object);
        if (event && event->involvedObject.name == object.meta.name &&
            event->involvedObject.kind == api::info(object.kind).name)
            events.push_back(event);
    }
    if (events.empty()) return QStringLiteral("\nEvents:        <none>");
    std::stable_sort(events.begin(), events.end(), [](const auto* a, const auto* b) {
        return a->lastTimestamp < b->lastTimestamp;
    });
    std::vector<QStringList> rows{{"  Type", "Reason", "Age", "From", "Message"}};
    for (const auto* event : events)
        rows.push_back({"  " + text(event->type.view()), text(event->reason.view()),
                        QString::fromStdString(api::humanDuration(now - event->lastTimestamp)),
                        text(event->component.view()), text(event->message.view())});
    return QStringLiteral("\nEvents:\n") + table(rows);
}

} // namespace

std::optional<std::int64_t> KubectlWords::number(const char* flag) const {
    bool ok = false;
    const qlonglong n = value(flag).toLongLong(&ok);
    return ok ? std::optional<std::int64_t>(n) : std::nullopt;
}

std::string KubectlWords::ns() const {
    return value("namespace").isEmpty() ? "default" : value("namespace").toStdString();
}

KubectlWords readKubectl(const QString& line, QString& unknown) {
    struct Flag {
        const char* name;
        const char* shorthand;
        bool hasValue;
    };
    static constexpr std::array flags{
        Flag{"namespace", "n", true},         Flag{"output", "o", true},
        Flag{"selector", "l", true},          Flag{"filename", "f", true},
        Flag{"replicas", "", true},           Flag{"image", "", true},
        Flag{"grace-period", "", true},       Flag{"to-revision", "", true},
        Flag{"all-namespaces", "A", false},   Flag{"now", "", false},
        Flag{"ignore-daemonsets", "", false}, Flag{"delete-emptydir-data", "", false},
    };
    KubectlWords words;
    QStringList parts = QProcess::splitCommand(line);
    if (!parts.isEmpty() &&
        (parts[0] == QLatin1String("kubectl") || parts[0] == QLatin1String("k")))
        parts.removeFirst();
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString& part = parts[i];
        if (!part.startsWith('-') || part == QLatin1String("-")) {
            words.plain.append(part);
            continue;
        }
        const bool full = part.startsWith(QLatin1String("--"));
        QString name = full ? part.mid(2) : part.mid(1, 1);
        std::optional<QString> value;
        if (const qsizetype equals = name.indexOf('='); full && equals >= 0) {
            value = name.mid(equals + 1);
            name = name.left(equals);
        }
        if (!full && part.size() > 2) value = part.mid(part[2] == '=' ? 3 : 2);
        const auto known = std::find_if(flags.begin(), flags.end(), [&](const Flag& flag) {
            return name == QString::fromLatin1(full ? flag.name : flag.shorthand);
        });
        if (known == flags.end()) {
            unknown = full ? QStringLiteral("unknown flag: --%1").arg(name)
                           : QStringLiteral("unknown shorthand flag: '%1' in %2").arg(name, part);
            return words;
        }
        if (known->hasValue && !value) {
            if (i + 1 == parts.size()) {
                unknown = QStringLiteral("flag needs an argument: %1").arg(part);
                return words;
            }
            value = parts[++i];
        }
        words.flags.insert(QString::fromLatin1(known->name), value.value_or(QString()));
    }
    return words;
}

QString kubectlGet(const KubectlWords& words, const cluster::World& world) {
    QString what = words.plain.value(1);
    if (what.isEmpty()) return QStringLiteral("error: Required resource not specified.");
    std::string name = words.plain.value(2).toStdString();
    if (const qsizetype slash = what.indexOf('/'); slash > 0) {
        name = what.mid(slash + 1).toStdString();
        what = what.left(slash);
    }
    QString wrong;
    const std::vector<api::Kind> kinds = kindsNamed(what, wrong);
    if (!wrong.isEmpty()) return wrong;
    const auto selector = api::parseLabelSelector(words.value("selector").toStdString());
    if (!selector)
        return QStringLiteral("error: ") + QString::fromStdString(selector.error().message);
    const store::Root* root = openDoor(world);
    if (!root) return closedDoor();
    const QString output = words.value("output");
    QStringList parts;
    Json items = Json::array();
    for (const api::Kind kind : kinds) {
        std::vector<Found> found =
            listOf(*root, kind, words.has("all-namespaces") ? std::string() : words.ns());
        std::erase_if(found, [&](const Found& f) {
            return (!name.empty() && f.object->meta.name != name) ||
                   !selector->matches(f.object->meta.labels);
        });
        if (!name.empty() && found.empty()) return notFound(kind, name);
        if (found.empty()) continue;
        if (output == QLatin1String("yaml") || output == QLatin1String("json"))
            for (const Found& f : found) items.push_back(api::encodeForApi(*f.object, f.version));
        else if (output == QLatin1String("name"))
            for (const Found& f : found) parts.append(fullName(*f.object));
        else
            parts.append(tableOf(kind, found, words, world.now(), kinds.size() > 1) +
                         (kinds.size() > 1 ? QStringLiteral("\n") : QString()));
    }
    if (!items.empty()) {
        if (!name.empty() && items.size() == 1) return asText(items[0], output);
        return asText({{"apiVersion", "v1"},
                       {"items", items},
                       {"kind", "List"},
                       {"metadata", {{"resourceVersion", ""}}}},
                      output);
    }
    if (!parts.isEmpty()) return parts.join('\n').trimmed();
    const bool everywhere = words.has("all-namespaces") || !api::info(kinds.front()).namespaced;
    return everywhere ? QStringLiteral("No resources found")
                      : QStringLiteral("No resources found in %1 namespace.")
                            .arg(QString::fromStdString(words.ns()));
}

QString kubectlDescribe(const KubectlWords& words, const cluster::World& world) {
    QString what = words.plain.value(1);
    std::string name = words.plain.value(2).toStdString();
    if (const qsizetype slash = what.indexOf('/'); slash > 0) {
        name = what.mid(slash + 1).toStdString();
        what = what.left(slash);
    }
    if (what.isEmpty())
        return QStringLiteral("error: You must specify the type of resource to describe.");
    QString wrong;
    const std::vector<api::Kind> kinds = kindsNamed(what, wrong);
    if (!wrong.isEmpty()) return wrong;
    const store::Root* root = openDoor(world);
    if (!root) return closedDoor();
    QStringList parts;
    for (const Found& found : listOf(*root, kinds.front(), words.ns())) {
        const api::Object& object = *found.object;
        if (!name.empty() && object.meta.name != name) continue;
        const Json json = api::encodeForApi(object, found.version);
        std::vector<QStringList> rows;
        const auto row = [&](const QString& key, const QString& value) {
            rows.push_back({key + ':', value});
        };
        row(QStringLiteral("Name"), text(object.meta.name.view()));
        if (!object.meta.ns.empty()) row(QStringLiteral("Namespace"), text(object.meta.ns.view()));
        QStringList labels;
        for (const auto& [key, value] : object.meta.labels)
            labels.append(text(key.view()) + '=' + text(value.view()));
        row(QStringLiteral("Labels"),
            labels.isEmpty() ? QStringLiteral("<none>") : labels.join(QStringLiteral(", ")));
        const auto columns = api::columnsOf(object.kind);
        const std::vector<Json> cells = api::cellsOf(object, world.now());
        for (std::size_t i = 0; i < cells.size() && i < columns.size(); ++i)
            if (columns[i].name != "Name") row(text(columns[i].name), cell(cells[i]));
        parts.append(table(rows) + conditionsOf(json) + eventsOf(*root, object, world.now()));
    }
    if (parts.isEmpty()) return notFound(kinds.front(), name);
    return parts.join(QStringLiteral("\n\n"));
}

QString kubectlExists(api::Kind kind, const std::string& ns, const std::string& name,
                      const cluster::World& world) {
    const store::Root* root = openDoor(world);
    if (!root || !root->table.find(api::keyOf(kind, ns, name))) return {};
    return QStringLiteral("Error from server (AlreadyExists): %1 \"%2\" already exists")
        .arg(QString::fromStdString(api::info(kind).qualifiedPlural()),
             QString::fromStdString(name));
}

} // namespace maqueta::app
