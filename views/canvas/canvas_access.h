// The canvas for screen readers: every part of the picture as a child with a name, a role, a
// description and a place. Children come and go with the picture; nothing is kept but their ids.
#pragma once

namespace maqueta::views {

// Called by the first canvas.
void installCanvasAccess();

} // namespace maqueta::views
