// Which images there are, and which texts name one.
#include "node/images.h"

#include <QTest>

using namespace maqueta;
using node::Image;
using node::ImageTable;

class ImagesTest : public QObject {
    Q_OBJECT
private slots:
    void ordinaryNamesArePublished() {
        const ImageTable images;
        for (const char* name :
             {"nginx", "nginx:1.27", "app:v1", "web:v3", "registry.example:5000/team/web:latest",
              "us-central1-docker.pkg.dev/google-samples/microservices-demo/adservice:v0.10.4",
              "busybox@sha256:a80dbeb91bb1ac62f5b4dfbe5ee9a8fee1c68e2bf2f5e9d1a2a4c0e5b3b2f7d1",
              "missing-persons/web:v1", "permission-missingness:v1", "web:missingno"}) {
            QVERIFY2(images.exists(name), name);
            QVERIFY2(node::referenceError(name).empty(), name);
        }
    }
    void aNameMaySayThatItIsMissing() {
        const ImageTable images;
        for (const char* name : {"web:missing", "web:v3-missing", "shop/web:v3-does-not-exist",
                                 "no-such", "registry.example/nonexistent:v1", "web:not-found"}) {
            QVERIFY2(!images.exists(name), name);
            QVERIFY2(node::referenceError(name).empty(), name);
        }
    }
    void theTableKnowsBetter() {
        ImageTable images;
        Image there;
        there.name = "web:missing";
        images.set(there);
        Image gone;
        gone.name = "web:v3";
        gone.exists = false;
        images.set(gone);
        QVERIFY(images.exists("web:missing"));
        QVERIFY(!images.exists("web:v3"));
        QVERIFY(images.exists("web:v2"));
    }
    void whatIsNoImageNameAtAll() {
        for (const char* name :
             {"", "nginx:", "web:v1:v2", "a//b", "-web", "web:.v1", "we b", "web@sha256", "a___b"})
            QCOMPARE(std::string(node::referenceError(name)),
                     std::string("invalid reference format"));
        QCOMPARE(std::string(node::referenceError("Nginx:1.27")),
                 std::string("invalid reference format: repository name must be lowercase"));
    }
};

QTEST_APPLESS_MAIN(ImagesTest)
#include "images_test.moc"
