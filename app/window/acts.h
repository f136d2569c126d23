// Everything a person can do to a part of the picture, as menus, forms and drops. Each ends in one
// cluster::Intervention that is handed to the session; nothing here changes a cluster.
#pragma once

#include "app/session/session.h"
#include "views/canvas/part.h"

#include <QMenu>
#include <QPoint>

namespace maqueta::app {

class Acts : public QObject {
    Q_OBJECT

public:
    Acts(Session& session, QWidget* window) : QObject(window), session_(session), window_(window) {}

    // Adds what can be done with the part to the menu.
    void fillMenu(QMenu& menu, const views::Part& part, QPoint at);
    // A palette item or a file arrived at a part.
    void use(const QString& item, const views::Part& target, QPoint at);
    void power(const QString& machine, bool on);
    // Delete on a part; of a machine it asks which of the two ways.
    void remove(const views::Part& part, QPoint at);
    void takeSnapshot(const QString& machine = {});
    void healNetwork();
    void addMachine(cluster::Role role);

    void askDeployment(QPoint at);
    void askPod(QPoint at);
    void askFiles();
    void applyFiles(const QStringList& paths);

Q_SIGNALS:
    void refused(const QString& why);

private:
    void fillMachineMenu(QMenu& menu, const views::Part& part, QPoint at);
    void fillProcessMenu(QMenu& menu, const views::Part& part);
    void fillPodMenu(QMenu& menu, const views::Part& part, QPoint at);
    void fillDeploymentMenu(QMenu& menu, const views::Part& part, QPoint at);
    void fillSnapshotMenu(QMenu& menu, const views::Part& part);
    void fillGroundMenu(QMenu& menu, QPoint at);
    void askScale(const views::Part& part, QPoint at);
    void askImage(const views::Part& part, QPoint at);
    void askUsage(const views::Part& part, QPoint at);
    void askWorkload(bool deployment, QPoint at);
    void act(cluster::Intervention what) { session_.act(std::move(what)); }
    // Null when there is none.
    std::shared_ptr<const cluster::Picture> picture() const;
    const cluster::MachinePicture* machine(const cluster::Picture& picture,
                                           const QString& name) const;

    Session& session_;
    QWidget* window_;
};

} // namespace maqueta::app
