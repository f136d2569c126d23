// What a picture of a cluster answers by itself.
#include "cluster/picture.h"

#include <QTest>

using namespace maqueta;
using cluster::Picture;
using cluster::Role;

class PictureTest : public QObject {
    Q_OBJECT

    static Picture of(std::initializer_list<std::pair<Role, const char*>> machines) {
        Picture picture;
        for (const auto& [role, zone] : machines) {
            cluster::MachinePicture machine;
            machine.spec.role = role;
            machine.spec.zone = zone;
            picture.machines.push_back(machine);
        }
        return picture;
    }

private Q_SLOTS:
    void aNewWorkerGoesWhereFewestAre() {
        const auto zone = [](const Picture& picture) { return picture.another(Role::Worker).zone; };
        QCOMPARE(zone(of({{Role::Worker, "a"}, {Role::Worker, "b"}, {Role::Worker, "a"}})),
                 std::string("b"));
        // Of as many the first; names are the cluster's own.
        QCOMPARE(zone(of({{Role::Worker, "eu-2"}, {Role::Worker, "eu-1"}})), std::string("eu-2"));
        // Zones of others do not count, nor do workers without one.
        QCOMPARE(zone(of({{Role::ControlPlane, "c"},
                          {Role::Worker, ""},
                          {Role::Worker, "a"},
                          {Role::Worker, "a"}})),
                 std::string("a"));
        QCOMPARE(zone(of({{Role::Worker, ""}})), std::string());
        QCOMPARE(zone(of({})), std::string());
    }

    void othersHaveNoZone() {
        const Picture picture = of({{Role::ControlPlane, "a"}, {Role::Worker, "a"}});
        for (const Role role : {Role::ControlPlane, Role::Etcd}) {
            QCOMPARE(picture.another(role).role, role);
            QVERIFY(picture.another(role).zone.empty());
            QVERIFY(picture.another(role).name.empty()); // the world's to give
        }
    }
};

QTEST_APPLESS_MAIN(PictureTest)
#include "picture_test.moc"
