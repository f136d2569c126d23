#include "manifest/read_file.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>

#include <zlib.h>

namespace maqueta::manifest {

namespace {

constexpr std::size_t mostBytes = std::size_t{256} << 20;
constexpr const char* tooLarge = MAQUETA_TEXT("Refusals", "larger than 256 MiB");

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

// Ends the stream whichever way reading it ends.
class Unpacking {
public:
    explicit Unpacking(std::string& packed) {
        stream_.next_in = reinterpret_cast<Bytef*>(packed.data());
        stream_.avail_in = static_cast<uInt>(packed.size());
        constexpr int anyGzip = 15 + 16;
        ready_ = inflateInit2(&stream_, anyGzip) == Z_OK;
    }
    ~Unpacking() {
        if (ready_) inflateEnd(&stream_);
    }
    Unpacking(const Unpacking&) = delete;
    Unpacking& operator=(const Unpacking&) = delete;

    // Several compressed texts in a row are one text.
    base::Result<std::string> run() {
        std::string out;
        std::array<char, 65536> chunk;
        while (ready_) {
            stream_.next_out = reinterpret_cast<Bytef*>(chunk.data());
            stream_.avail_out = static_cast<uInt>(chunk.size());
            const int state = inflate(&stream_, Z_NO_FLUSH);
            const std::size_t size = chunk.size() - stream_.avail_out;
            if (out.size() + size > mostBytes) return base::refusal({tooLarge});
            out.append(chunk.data(), size);
            if (state == Z_STREAM_END) {
                if (stream_.avail_in == 0) return out;
                if (inflateReset(&stream_) != Z_OK) break;
            } else if (state != Z_OK) {
                break;
            }
        }
        return base::refusal(
            {MAQUETA_TEXT("Refusals", "the compressed text is damaged or cut off")});
    }

private:
    z_stream stream_{};
    bool ready_ = false;
};

} // namespace

base::Result<std::string> readFile(const std::filesystem::path& path) {
    const auto problem = [&](base::Sentence why) {
        return base::refusal(std::move(why), path.string());
    };
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        return problem({MAQUETA_TEXT("Refusals", "this is a folder")});
    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
    if (!file)
        return base::fileRefusal({MAQUETA_TEXT("Refusals", "cannot open")}, errno, path.string());
    std::string out;
    std::array<char, 65536> chunk;
    while (const std::size_t size = std::fread(chunk.data(), 1, chunk.size(), file.get())) {
        if (out.size() + size > mostBytes) return problem({tooLarge});
        out.append(chunk.data(), size);
    }
    if (std::ferror(file.get()))
        return base::fileRefusal({MAQUETA_TEXT("Refusals", "cannot read")}, errno, path.string());
    if (path.extension() != ".gz") return out;
    base::Result<std::string> unpacked = Unpacking(out).run();
    if (!unpacked) return problem(unpacked.error().sentence);
    return unpacked;
}

} // namespace maqueta::manifest
