// An animated GIF (GIF89a), frame by frame, by libgif. Of each frame only what changed since the
// one before is written, and a frame that changed nothing only lasts longer. It plays for ever.
//
// Where the program was built without libgif nothing is written.
#pragma once

#include <QByteArray>
#include <QImage>
#include <QSize>

#include <memory>

namespace maqueta::views {

class GifWriter {
public:
    static bool available();

    explicit GifWriter(QSize size);
    ~GifWriter();

    // Of the writer's size; shown for that many hundredths of a second. False when it failed.
    bool add(const QImage& frame, int hundredths);
    // All of the file; empty when something failed. The writer is of no use any more.
    QByteArray finish();

private:
    struct File;
    std::unique_ptr<File> file_;
};

} // namespace maqueta::views
