// Trouble on the way between two machines: which two, what, how much, and which way.
#include "app/window/acts.h"
#include "app/window/fault_words.h"
#include "app/window/popover.h"

#include <QComboBox>
#include <QSpinBox>

namespace maqueta::app {

using views::Part;

void Acts::setSelection(const QVector<Part>& parts) {
    chosen_.clear();
    for (const Part& part : parts)
        if (part.kind == Part::Kind::Machine) chosen_.append(part.machine);
}

QString Acts::partnerOf(const QString& machine) const {
    if (chosen_.size() != 2 || !chosen_.contains(machine)) return {};
    return chosen_[0] == machine ? chosen_[1] : chosen_[0];
}

void Acts::askLink(cluster::FaultKind kind, const QString& from, const QString& to, QPoint at) {
    const auto now = picture();
    if (!now) return;
    auto* form = new Popover(tr("Trouble between two machines"), tr("Break it"), window_);
    const auto choice = [&](const char* name) {
        auto* box = new QComboBox(form);
        box->setObjectName(QString::fromLatin1(name));
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents); // what it says changes
        box->setMinimumWidth(120); // on a small screen it gives way, not its name
        return box;
    };
    QComboBox* what = choice("what");
    for (const cluster::FaultInfo& info : cluster::allFaults())
        if (info.place == cluster::FaultPlace::Link)
            what->addItem(faultName(info.kind), static_cast<int>(info.kind));
    what->setCurrentIndex(what->findData(static_cast<int>(kind)));
    QComboBox* one = choice("from");
    QComboBox* other = choice("to");
    for (const cluster::MachinePicture& m : now->machines) {
        if (!m.exists) continue;
        const QString name = QString::fromStdString(m.spec.name);
        one->addItem(name);
        other->addItem(name);
    }
    // Without a choice the first two that talk a lot: where etcd lives.
    const auto begin = [&](QComboBox* box, const QString& wanted, int otherwise) {
        const int index = box->findText(wanted);
        box->setCurrentIndex(index >= 0 ? index : std::min(otherwise, box->count() - 1));
    };
    int first = 0;
    for (const cluster::MachinePicture& m : now->machines) {
        if (m.spec.role == now->etcdRole) break;
        first += m.exists;
    }
    begin(one, from, first);
    begin(other, to, one->currentIndex() == first ? first + 1 : first);
    QComboBox* way = choice("way");
    way->addItem(QString(), false);
    way->addItem(QString(), true);
    auto* strength = new QSpinBox(form);
    strength->setObjectName(QStringLiteral("strength"));
    form->form()->addRow(tr("What"), what);
    form->form()->addRow(tr("From"), one);
    form->form()->addRow(tr("To"), other);
    form->form()->addRow(tr("Direction"), way);
    form->form()->addRow(tr("How much"), strength);
    const auto kindNow = [=] {
        return static_cast<cluster::FaultKind>(what->currentData().toInt());
    };
    const auto amounts = [=] {
        const cluster::FaultInfo& info = cluster::info(kindNow());
        strength->setRange(static_cast<int>(info.least), static_cast<int>(info.most));
        strength->setSuffix(QLatin1Char(' ') + unitOf(info.unit));
        strength->setValue(static_cast<int>(info.usual));
    };
    const auto ways = [=] {
        way->setItemText(0, tr("both ways"));
        way->setItemText(1, tr("only from %1 to %2").arg(one->currentText(), other->currentText()));
        form->fitForm();
    };
    connect(what, &QComboBox::currentIndexChanged, form, amounts);
    connect(one, &QComboBox::currentIndexChanged, form, ways);
    connect(other, &QComboBox::currentIndexChanged, form, ways);
    amounts();
    ways();
    form->onDone([=, this]() -> QString {
        if (one->currentText() == other->currentText())
            return tr("A way has two ends: choose two machines.");
        act(cluster::InjectFault{{.kind = kindNow(),
                                  .machine = one->currentText().toStdString(),
                                  .other = other->currentText().toStdString(),
                                  .amount = strength->value(),
                                  .oneWay = way->currentData().toBool()}});
        return {};
    });
    form->openAt(at);
}

} // namespace maqueta::app
