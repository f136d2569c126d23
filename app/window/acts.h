// Everything a person can do to a part of the picture, as menus, forms and drops. Each ends in one
// cluster::Intervention that is handed to the session; nothing here changes a cluster.
#pragma once

#include "app/session/session.h"
#include "views/canvas/part.h"

#include <QMenu>
#include <QPoint>

#include <functional>

namespace maqueta::app {

class Acts : public QObject {
    Q_OBJECT

public:
    Acts(Session& session, QWidget* window) : QObject(window), session_(session), window_(window) {}

    // Adds what can be done with the part to the menu.
    void fillMenu(QMenu& menu, const views::Part& part, QPoint at);
    // A palette item or a file arrived at a part; pinned: its pods go to that node and no other.
    void use(const QString& item, const views::Part& target, QPoint at, bool pinned = false);
    // Takes one fault of the picture away.
    void heal(int fault);
    void cutNetwork(const QStringList& sideA, const QStringList& sideB, bool oneWay);
    void power(const QString& machine, bool on);
    // What is selected: of two machines a trouble of links is asked for.
    void setSelection(const QVector<views::Part>& parts);
    // Delete on a part; of a machine it asks which of the two ways.
    void remove(const views::Part& part, QPoint at);
    // kubectl rollout undo, of the Deployment that the part is or belongs to.
    void undoRollout(const views::Part& part);
    void takeSnapshot(const QString& machine = {});
    // Of that number; where there is none, the newest.
    void saveSnapshotAs(std::uint32_t number);
    void askSnapshotFile();
    // Says why the file was not loaded, and loads it when the person wants it all the same.
    void askForeignSnapshot(const QString& path, const QString& why, QPoint at);
    void healEverything();
    void addMachine(cluster::Role role);

    void askDeployment(QPoint at, const QString& node = {});
    void askPod(QPoint at, const QString& node = {});
    void askFiles();
    void applyFiles(const QStringList& paths);

Q_SIGNALS:
    void began(); // something is done to the cluster
    void refused(const QString& why);
    void openAsked(const QString& path);       // in the place of what is open
    void cutAsked(const QStringList& oneSide); // to be drawn on the canvas

private:
    // The two kinds of act, told apart by a sign: hands always work, requests can fail.
    static QString hands(const QString& text);
    static QString kubectl(const QString& text);
    static void sign(QMenu& menu);
    void fillMachineMenu(QMenu& menu, const views::Part& part, QPoint at);
    void fillHardwareMenu(QMenu& menu, const views::Part& part, QPoint at,
                          const cluster::Picture& now, const cluster::MachinePicture& m);
    void fillProcessMenu(QMenu& menu, const views::Part& part);
    void fillPodMenu(QMenu& menu, const views::Part& part, QPoint at);
    void fillDeploymentMenu(QMenu& menu, const views::Part& part, QPoint at);
    void fillShelfMenu(QMenu& menu);
    void fillSnapshotMenu(QMenu& menu, const views::Part& part, QPoint at);
    void fillGroundMenu(QMenu& menu, QPoint at);
    void askScale(const views::Part& part, QPoint at);
    void askImage(const views::Part& part, QPoint at);
    // Says what the restore would cost, and does it when the person still wants it.
    void askRestore(std::uint32_t snapshot, QPoint at);
    void showRestore(std::uint32_t snapshot, const cluster::RestoreCost& cost, QPoint at);
    // Of a machine that hosts etcd: says what that would cost, and whether etcd agrees.
    void askRemoval(const QString& machine, QPoint at);
    void takeAway(const QString& machine, QPoint at);
    void askUsage(const views::Part& part, QPoint at);
    void askWorkload(bool deployment, QPoint at, const QString& node);
    // Faults that sit at such a place, each as an entry.
    void fillFaults(QMenu& menu, cluster::FaultPlace place, const cluster::Fault& where);
    void useFault(const QString& name, const views::Part& target, QPoint at);
    // What is wrong between which two machines, how much of it, and which way.
    void askLink(cluster::FaultKind kind, const QString& from, const QString& to, QPoint at);
    // The other one when the machine is one of two that are selected.
    QString partnerOf(const QString& machine) const;
    // Of the machine, those that run; chosen() gets the kind.
    void askProcess(const QString& title, const std::string& machine, QPoint at,
                    const std::function<void(cluster::ProcessKind)>& chosen);
    void applyExample(const QString& name);
    // With what should be known before a machine of that role joins.
    QString withWarning(const QString& text, cluster::Role role) const;
    void act(cluster::Intervention what);
    // Null when there is none.
    std::shared_ptr<const cluster::Picture> picture() const;
    const cluster::MachinePicture* machine(const cluster::Picture& picture,
                                           const QString& name) const;

    Session& session_;
    QWidget* window_;
    QStringList chosen_; // the machines that are selected
};

} // namespace maqueta::app
