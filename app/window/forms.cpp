// The small forms of the acts: deploy, scale, set image, load of a container.
#include "app/window/acts.h"
#include "app/window/popover.h"
#include "views/style/trace_words.h"

#include "scheduler/framework/registry.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>

namespace maqueta::app {

using views::Part;

namespace {

// A DNS-1123 label: what the API asks of most names.
bool isName(const QString& name) {
    static const QRegularExpression label(QStringLiteral("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"));
    return label.match(name).hasMatch();
}

base::Json podSpec(const std::string& name, const std::string& image, int cpuMilli, int mebibytes) {
    base::Json requests = base::Json::object();
    if (cpuMilli > 0) requests["cpu"] = std::to_string(cpuMilli) + "m";
    if (mebibytes > 0) requests["memory"] = std::to_string(mebibytes) + "Mi";
    return {{"containers",
             {{{"name", name}, {"image", image}, {"resources", {{"requests", requests}}}}}}};
}

QSpinBox* number(Popover* parent, int least, int most, int value, const QString& suffix = {}) {
    auto* box = new QSpinBox(parent);
    box->setRange(least, most);
    box->setValue(value);
    box->setSuffix(suffix);
    return box;
}

// Who looks for a node, and by what.
QComboBox* schedulers(Popover* parent) {
    auto* box = new QComboBox(parent);
    for (const scheduler::Profile& profile : scheduler::profiles()) {
        const auto name =
            QString::fromUtf8(profile.name.data(), static_cast<qsizetype>(profile.name.size()));
        box->addItem(profile.measures ? Acts::tr("%1: by measured load").arg(name)
                                      : Acts::tr("%1: by requests").arg(name),
                     name);
    }
    return box;
}

QString freeName(const cluster::Picture* picture, const QString& base) {
    const auto taken = [&](const QString& name) {
        if (!picture) return false;
        for (const auto& d : picture->deployments)
            if (QString::fromStdString(d.name) == name) return true;
        for (const auto& p : picture->pods)
            if (QString::fromStdString(p.name) == name) return true;
        return false;
    };
    for (int i = 1;; ++i) {
        const QString name = i == 1 ? base : base + '-' + QString::number(i);
        if (!taken(name)) return name;
    }
}

} // namespace

void Acts::askRemoval(const QString& machine, QPoint at) {
    const auto now = picture();
    if (!now) return;
    const std::string name = machine.toStdString();
    auto* form = new Popover(tr("Remove %1?").arg(machine), tr("Remove"), window_);
    auto* force = new QCheckBox(tr("By force: etcd is not asked"), form);
    auto* course = new QLabel(form);
    auto* warning = new QLabel(form);
    warning->setObjectName(QStringLiteral("wrong"));
    for (QLabel* label : {course, warning}) {
        label->setWordWrap(true);
        label->setMinimumWidth(340);
        form->form()->addRow(label);
    }
    form->form()->addRow(force);
    form->offerCancel();
    const auto tell = [=, this] {
        const bool forced = force->isChecked();
        course->setText(forced ? tr("The machine is pulled out with its disk. Its member is missed "
                                    "until the others take it out of etcd.")
                               : tr("First its etcd member leaves, and the others must agree. Then "
                                    "the machine goes, with its disk."));
        const auto said = cluster::warningBefore(*now, cluster::RemoveMachine{name, forced});
        warning->setText(said ? views::sentenceText(*said) : QString());
        warning->setVisible(said.has_value());
        form->fitForm();
    };
    connect(force, &QCheckBox::toggled, form, tell);
    tell();
    form->onDone([=, this] {
        // Said above already; by force it can be done all the same.
        if (!force->isChecked() && cluster::whyItStays(*now, name))
            return tr("Etcd does not agree. By force it goes all the same.");
        act(cluster::RemoveMachine{name, force->isChecked()});
        return QString();
    });
    form->openAt(at);
}

void Acts::askDeployment(QPoint at, const QString& node) {
    askWorkload(true, at, node);
}

void Acts::askPod(QPoint at, const QString& node) {
    askWorkload(false, at, node);
}

void Acts::askWorkload(bool deployment, QPoint at, const QString& node) {
    const auto now = picture();
    auto* form = new Popover(deployment ? tr("New Deployment") : tr("New Pod"),
                             deployment ? tr("Deploy") : tr("Create"), window_);
    auto* name = new QLineEdit(
        freeName(now.get(), deployment ? QStringLiteral("hello") : QStringLiteral("alone")), form);
    auto* image = new QLineEdit(QStringLiteral("nginx:1.27"), form);
    auto* replicas = number(form, 0, 10'000, 3);
    auto* cpu = number(form, 0, 256'000, 250, QStringLiteral(" m"));
    auto* memory = number(form, 0, 4'000'000, 256, QStringLiteral(" Mi"));
    form->form()->addRow(tr("Name"), name);
    form->form()->addRow(tr("Image"), image);
    if (deployment)
        form->form()->addRow(tr("Replicas"), replicas);
    else
        replicas->hide();
    form->form()->addRow(tr("CPU requested"), cpu);
    form->form()->addRow(tr("Memory requested"), memory);
    // A pod that names its node passes the Scheduler by.
    auto* scheduler = node.isEmpty() ? schedulers(form) : nullptr;
    if (scheduler)
        form->form()->addRow(tr("Scheduler"), scheduler);
    else
        form->form()->addRow(tr("nodeName"), new QLabel(node, form));
    form->onDone([=, this]() -> QString {
        if (!isName(name->text()))
            return tr("A name has lower-case letters, digits and hyphens, 63 at most.");
        if (image->text().trimmed().isEmpty()) return tr("Which image?");
        const std::string called = name->text().toStdString();
        const base::Json labels = {{"app", called}};
        base::Json spec =
            podSpec(called, image->text().trimmed().toStdString(), cpu->value(), memory->value());
        if (!node.isEmpty()) spec["nodeName"] = node.toStdString();
        if (scheduler && scheduler->currentIndex() > 0)
            spec["schedulerName"] = scheduler->currentData().toString().toStdString();
        base::Json object = {{"metadata", {{"name", called}, {"labels", labels}}}};
        if (deployment) {
            object["apiVersion"] = "apps/v1";
            object["kind"] = "Deployment";
            object["spec"] = {{"replicas", replicas->value()},
                              {"selector", {{"matchLabels", labels}}},
                              {"template", {{"metadata", {{"labels", labels}}}, {"spec", spec}}}};
        } else {
            object["apiVersion"] = "v1";
            object["kind"] = "Pod";
            object["spec"] = spec;
        }
        act(cluster::ApplyObjects{.objects = {std::move(object)}, .title = called});
        return {};
    });
    form->openAt(at);
}

void Acts::askScale(const Part& part, QPoint at) {
    const auto now = picture();
    int current = 1;
    if (now)
        for (const auto& d : now->deployments)
            if (d.ns == part.ns.toStdString() && d.name == part.name.toStdString())
                current = d.replicas;
    auto* form = new Popover(tr("Scale %1").arg(part.name), tr("Scale"), window_);
    auto* replicas = number(form, 0, 10'000, current);
    form->form()->addRow(tr("Replicas"), replicas);
    form->onDone([=, this]() -> QString {
        act(cluster::ScaleObject{.ns = part.ns.toStdString(),
                                 .name = part.name.toStdString(),
                                 .replicas = replicas->value()});
        return {};
    });
    form->openAt(at);
}

void Acts::askImage(const Part& part, QPoint at) {
    const auto now = picture();
    QString current;
    if (now)
        for (const auto& d : now->deployments)
            if (d.ns == part.ns.toStdString() && d.name == part.name.toStdString())
                current = QString::fromStdString(d.image);
    auto* form = new Popover(tr("Another image for %1").arg(part.name), tr("Set image"), window_);
    auto* image = new QLineEdit(current, form);
    form->form()->addRow(tr("Image"), image);
    form->onDone([=, this]() -> QString {
        if (image->text().trimmed().isEmpty()) return tr("Which image?");
        act(cluster::SetImage{.ns = part.ns.toStdString(),
                              .name = part.name.toStdString(),
                              .container = {},
                              .image = image->text().trimmed().toStdString()});
        return {};
    });
    form->openAt(at);
}

void Acts::askUsage(const Part& part, QPoint at) {
    auto* form = new Popover(tr("Load of %1").arg(part.name), tr("Set load"), window_);
    auto* cpu = number(form, 0, 256'000, 500, QStringLiteral(" m"));
    auto* memory = number(form, 0, 4'000'000, 256, QStringLiteral(" Mi"));
    form->form()->addRow(tr("CPU used"), cpu);
    form->form()->addRow(tr("Memory used"), memory);
    form->onDone([=, this]() -> QString {
        act(cluster::SetUsage{.ns = part.ns.toStdString(),
                              .pod = part.name.toStdString(),
                              .container = {},
                              .cpuMilli = cpu->value(),
                              .memoryBytes = std::int64_t{memory->value()} << 20});
        return {};
    });
    form->openAt(at);
}

} // namespace maqueta::app
