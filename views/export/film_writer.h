// A film as a file, frame by frame. Each format is a writer of its own; those that this build lacks
// the library for say so.
#pragma once

#include "views/export/picture_format.h"

#include <QByteArray>
#include <QImage>
#include <QSize>

#include <memory>

namespace maqueta::views {

class FilmWriter {
public:
    virtual ~FilmWriter() = default;
    // The next frame, of the writer's size. False when it failed.
    virtual bool add(const QImage& frame) = 0;
    // All of the file; empty when something failed. The writer is of no use any more.
    virtual QByteArray finish() = 0;
};

struct FilmForm {
    QSize size;
    int framesPerSecond = 10;
};

// Null when the format is no film, or this build cannot write it.
std::unique_ptr<FilmWriter> filmWriter(PictureFormat format, const FilmForm& form);
// Whether this build can.
bool canFilm(PictureFormat format);

} // namespace maqueta::views
