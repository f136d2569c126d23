#include "manifest/read_file.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace maqueta::manifest {

namespace {

constexpr std::size_t mostBytes = std::size_t{256} << 20;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

} // namespace

base::Result<std::string> readFile(const std::filesystem::path& path) {
    const auto problem = [&](std::string message) {
        return base::Error{std::move(message), path.string()};
    };
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) return problem("this is a folder");
    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
    if (!file) return problem(std::string("cannot open: ") + std::strerror(errno));
    std::string out;
    std::array<char, 65536> chunk;
    while (const std::size_t size = std::fread(chunk.data(), 1, chunk.size(), file.get())) {
        if (out.size() + size > mostBytes) return problem("larger than 256 MiB");
        out.append(chunk.data(), size);
    }
    if (std::ferror(file.get()))
        return problem(std::string("cannot read: ") + std::strerror(errno));
    return out;
}

} // namespace maqueta::manifest
