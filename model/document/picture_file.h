// A document inside a picture of its cluster: in the metadata of an SVG, in a text chunk of a PNG.
// Whoever gets the picture can open the cluster again; other programs see a picture as any other.
//
// The document travels compressed, with a checksum of its own; as ASCII, so that programs which
// write the picture anew may keep it in whichever text chunk they like.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace maqueta::document {

inline constexpr std::size_t largestPictureFile = std::size_t{1} << 29;

// The document is its JSON. The picture must be a whole SVG, a whole PNG.
std::string embedInSvg(std::string_view svg, std::string_view document);
std::string embedInPng(std::string_view png, std::string_view document);

// By how it begins: a PNG, or a text whose first element is an SVG's.
bool looksLikePicture(std::string_view bytes);
bool isPictureFile(const std::string& path); // it lies on a disk

// The JSON of the document in a picture. Refused when there is none, when it is damaged, or when it
// is out of all proportion to the picture: what is read takes a multiple of the picture's size.
base::Result<std::string> documentInPicture(std::string_view picture);

} // namespace maqueta::document
