#include "document/files.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace maqueta::document {
namespace {

using base::Error;

base::Status syncedWrite(const std::string& path, std::string_view text) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    const auto broken = [&](const char* doing = MAQUETA_TEXT("Refusals", "cannot write")) {
        return base::fileRefusal({doing}, errno, path);
    };
    if (file < 0) return broken();
    std::size_t written = 0;
    while (written < text.size()) {
        const ssize_t n = ::write(file, text.data() + written, text.size() - written);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            const Error error = broken();
            ::close(file);
            return error;
        }
        written += static_cast<std::size_t>(n);
    }
    if (::fsync(file) != 0) {
        const Error error = broken(MAQUETA_TEXT("Refusals", "cannot bring it to the disk"));
        ::close(file);
        return error;
    }
    if (::close(file) != 0) return broken();
    return {};
}

base::Error cannotRead(const std::string& path) {
    return base::fileRefusal({MAQUETA_TEXT("Refusals", "cannot read")}, errno, path);
}

base::Error tooLarge(const std::string& path, std::size_t most) {
    return base::refusal({MAQUETA_TEXT("Refusals", "is too large: it has more than {most} bytes"),
                          {{"most", std::to_string(most)}}},
                         path);
}

base::Result<std::string> readAll(const std::string& path, std::size_t most) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (!file) return cannotRead(path);
    std::string text;
    char buffer[65536];
    while (text.size() <= most) {
        const std::size_t n = std::fread(buffer, 1, sizeof buffer, file);
        if (n == 0) break;
        text.append(buffer, n);
    }
    const bool failed = std::ferror(file) != 0;
    std::fclose(file);
    if (failed) return base::refusal({MAQUETA_TEXT("Refusals", "cannot read it to its end")}, path);
    if (text.size() > most) return tooLarge(path, most);
    return text;
}

} // namespace

base::Result<std::string> readFile(const std::string& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return cannotRead(path);
    if (S_ISDIR(info.st_mode))
        return base::refusal({MAQUETA_TEXT("Refusals", "is a folder, not a document")}, path);
    return readAll(path, std::string().max_size());
}

base::Result<std::string> readPlainFile(const std::string& path, std::size_t most) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return cannotRead(path);
    if (!S_ISREG(info.st_mode))
        return base::refusal({MAQUETA_TEXT("Refusals", "is not a file on a disk")}, path);
    if (static_cast<std::size_t>(info.st_size) > most) return tooLarge(path, most);
    return readAll(path, most);
}

base::Status replaceFile(const std::string& path, std::string_view content) {
    const std::string draft = path + ".part";
    if (base::Status status = syncedWrite(draft, content); !status) {
        ::unlink(draft.c_str());
        Error error = status.error();
        error.file = path;
        return error;
    }
    if (std::rename(draft.c_str(), path.c_str()) != 0) {
        const Error error =
            base::fileRefusal({MAQUETA_TEXT("Refusals", "cannot replace it")}, errno, path);
        ::unlink(draft.c_str());
        return error;
    }
    return {};
}

} // namespace maqueta::document
