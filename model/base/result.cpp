#include "base/result.h"

#include <cerrno>
#include <cstring>

namespace maqueta::base {
namespace {

// What people meet has another language; the words are the system's.
Sentence reasonOf(int number) {
    switch (number) {
    case ENOENT: return {MAQUETA_TEXT("Refusals", "No such file or directory")};
    case EACCES:
    case EPERM: return {MAQUETA_TEXT("Refusals", "Permission denied")};
    case EISDIR: return {MAQUETA_TEXT("Refusals", "Is a directory")};
    case ENOTDIR: return {MAQUETA_TEXT("Refusals", "Not a directory")};
    case ENOSPC: return {MAQUETA_TEXT("Refusals", "No space left on device")};
    case EROFS: return {MAQUETA_TEXT("Refusals", "Read-only file system")};
    case EIO: return {MAQUETA_TEXT("Refusals", "Input/output error")};
    default: return verbatim(std::strerror(number));
    }
}

} // namespace

Error refusal(Sentence why, std::string file, int line, int column) {
    Error error{.message = why.text(), .file = std::move(file), .line = line, .column = column};
    error.sentence = std::move(why);
    return error;
}

Error fileRefusal(Sentence doing, int number, std::string file) {
    return refusal({MAQUETA_TEXT("Refusals", "{what}: {why}"),
                    {},
                    {{"what", std::move(doing)}, {"why", reasonOf(number)}}},
                   std::move(file));
}

std::string Error::text() const {
    std::string out = file;
    if (line > 0) {
        if (!out.empty()) out += ':';
        out += std::to_string(line);
        if (column > 0) out += ':' + std::to_string(column);
    }
    if (!out.empty()) out += ": ";
    return out + message;
}

} // namespace maqueta::base
