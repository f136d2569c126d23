// Bytes as text that may stand in JSON and YAML, and back (RFC 4648, section 4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace maqueta::base {

std::string encodeBase64(std::string_view bytes);
// White space between the characters is skipped. Nullopt when it is anything else than base64.
std::optional<std::string> decodeBase64(std::string_view text);

} // namespace maqueta::base
