#include "views/export/film_writer.h"

#include "views/export/gif.h"
#include "views/export/video.h"

namespace maqueta::views {

std::unique_ptr<FilmWriter> filmWriter(PictureFormat format, const FilmForm& form) {
    return format == PictureFormat::Gif ? gifWriter(form) : videoWriter(format, form);
}

bool canFilm(PictureFormat format) {
    return format == PictureFormat::Gif ? canGif() : canVideo(format);
}

} // namespace maqueta::views
