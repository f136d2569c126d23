// An animated GIF (GIF89a) by libgif, where the program was built with it. Of each frame only what
// changed since the one before is written, and a frame that changed nothing only lasts longer. It
// plays for ever.
#pragma once

#include "views/export/film_writer.h"

namespace maqueta::views {

// Null where libgif is not there.
std::unique_ptr<FilmWriter> gifWriter(const FilmForm& form);
bool canGif();

} // namespace maqueta::views
