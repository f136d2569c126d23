// WebM (VP9) and MP4 (H.264) by FFmpeg's libraries, where the program was built with them.
#pragma once

#include "views/export/film_writer.h"

namespace maqueta::views {

// Null when the libraries, or the encoder that the format needs, are not there.
std::unique_ptr<FilmWriter> videoWriter(PictureFormat format, const FilmForm& form);
bool canVideo(PictureFormat format);

} // namespace maqueta::views
