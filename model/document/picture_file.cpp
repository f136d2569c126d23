#include "document/picture_file.h"

#include "base/base64.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <new>
#include <optional>
#include <type_traits>

#include <expat.h>
#include <zlib.h>

namespace maqueta::document {
namespace {

using base::refusal;
using base::Result;

constexpr std::string_view pngSignature{"\x89PNG\r\n\x1a\n", 8};
constexpr std::string_view keyword = "Maqueta document"; // of the text chunk
constexpr std::string_view nameSpace = "urn:maqueta:document";
// What is unpacked stays in proportion to what is there, so that no small file fills the memory:
// reading JSON takes some twenty times its length. Of documents 4 to 40 bytes become one, of
// thousands of like manifests 124.
constexpr std::size_t alwaysUnpacked = std::size_t{4} << 20;
constexpr std::size_t mostForEach = 128; // packed byte
constexpr std::size_t mostUnpacked = std::size_t{512} << 20;
constexpr std::size_t lineLength = 100;
constexpr std::size_t beginning = 4096; // of a file, where an SVG's first element stands

const char* const damaged = MAQUETA_TEXT("Refusals", "the document in this picture is damaged");
const char* const noDocument =
    MAQUETA_TEXT("Refusals", "there is no Maqueta document in this picture: export it with one");

// --- compression

std::string packed(std::string_view text) {
    uLongf size = compressBound(static_cast<uLong>(text.size()));
    std::string out(size, '\0');
    const int state = compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                                reinterpret_cast<const Bytef*>(text.data()),
                                static_cast<uLong>(text.size()), Z_BEST_COMPRESSION);
    if (state != Z_OK) throw std::bad_alloc(); // there is room: only zlib's own memory can lack
    out.resize(size);
    return out;
}

struct EndInflate {
    void operator()(z_stream* stream) const { inflateEnd(stream); }
};

std::optional<std::string> unpacked(std::string_view bytes) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) return std::nullopt;
    const std::unique_ptr<z_stream, EndInflate> ending(&stream);
    std::string in(bytes); // zlib wants it writable
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    const std::size_t most = std::min(mostUnpacked, alwaysUnpacked + mostForEach * bytes.size());
    std::string out;
    std::array<char, 65536> chunk;
    for (;;) {
        stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
        stream.avail_out = static_cast<uInt>(chunk.size());
        const int state = inflate(&stream, Z_NO_FLUSH);
        const std::size_t size = chunk.size() - stream.avail_out;
        if (out.size() + size > most) return std::nullopt;
        out.append(chunk.data(), size);
        if (state == Z_STREAM_END) return out;
        if (state != Z_OK) return std::nullopt;
    }
}

// --- PNG (https://www.w3.org/TR/png-3/)

void appendNumber(std::string& out, std::uint32_t value) {
    for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(value >> shift & 0xff);
}

std::uint32_t numberAt(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

std::uint32_t checksum(std::string_view bytes) {
    return static_cast<std::uint32_t>(
        crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

struct Chunk {
    std::string_view type;
    std::string_view data;
    bool whole = false; // as its checksum says
};

// The one that begins there; nullopt where the file is cut off.
std::optional<Chunk> chunkAt(std::string_view png, std::size_t at) {
    constexpr std::size_t frame = 12; // length, type, checksum
    if (png.size() - at < frame) return std::nullopt;
    const std::size_t length = numberAt(png, at);
    if (length > png.size() - at - frame) return std::nullopt;
    return Chunk{png.substr(at + 4, 4), png.substr(at + 8, length),
                 checksum(png.substr(at + 4, length + 4)) == numberAt(png, at + 8 + length)};
}

// What follows the next zero byte; the text is then without it.
std::optional<std::string_view> behindZero(std::string_view text) {
    const std::size_t zero = text.find('\0');
    if (zero == std::string_view::npos) return std::nullopt;
    return text.substr(zero + 1);
}

// The text of a chunk of the three kinds.
std::optional<std::string> textOf(const Chunk& chunk) {
    std::string_view rest = chunk.data.substr(keyword.size() + 1);
    if (chunk.type == "tEXt") return std::string(rest);
    if (rest.empty()) return std::nullopt;
    if (chunk.type == "zTXt") return rest[0] == 0 ? unpacked(rest.substr(1)) : std::nullopt;
    if (rest.size() < 2) return std::nullopt;
    const bool compressed = rest[0] != 0;
    rest.remove_prefix(2);
    for (int i = 0; i < 2; ++i) { // the language, and the keyword in it
        const auto behind = behindZero(rest);
        if (!behind) return std::nullopt;
        rest = *behind;
    }
    return compressed ? unpacked(rest) : std::string(rest);
}

Result<std::string> documentInPng(std::string_view png) {
    std::size_t at = pngSignature.size();
    while (at < png.size()) {
        const auto chunk = chunkAt(png, at);
        if (!chunk) return refusal({MAQUETA_TEXT("Refusals", "this picture is cut off")});
        at += 12 + chunk->data.size();
        if (chunk->type == "IEND") break;
        const bool isText = chunk->type == "tEXt" || chunk->type == "zTXt" || chunk->type == "iTXt";
        if (!isText || !chunk->data.starts_with(keyword) || chunk->data.size() <= keyword.size() ||
            chunk->data[keyword.size()] != '\0')
            continue;
        if (!chunk->whole) return refusal({damaged});
        auto text = textOf(*chunk);
        if (!text) return refusal({damaged});
        return *std::move(text);
    }
    return refusal({noDocument});
}

// --- SVG

// Looks for the document in the metadata of an SVG; Expat reads the XML, as a stream that ends as
// soon as it is found.
class SvgReader {
public:
    explicit SvgReader(bool beginningOnly = false) : beginningOnly_(beginningOnly) {
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), start, end);
        XML_SetCharacterDataHandler(parser_.get(), text);
    }
    void read(std::string_view xml) {
        XML_Parse(parser_.get(), xml.data(), static_cast<int>(xml.size()), XML_FALSE);
    }
    bool isSvg() const { return isSvg_; }
    std::size_t behindFirst() const { return behindFirst_; } // the first element's tag
    // What the document's element holds, when it was read to its end.
    const std::string* found() const { return found_ ? &text_ : nullptr; }

private:
    static constexpr char between = '|'; // a namespace and a name
    struct Free {
        void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
    };
    static SvgReader& self(void* data) { return *static_cast<SvgReader*>(data); }
    static void start(void* data, const XML_Char* name, const XML_Char**) {
        self(data).enter(name);
    }
    static void end(void* data, const XML_Char*) { self(data).leave(); }
    static void text(void* data, const XML_Char* text, int length) {
        if (self(data).document_ > 0)
            self(data).text_.append(text, static_cast<std::size_t>(length));
    }

    void enter(std::string_view name) {
        const std::string_view local = name.substr(name.find(between) + 1);
        if (++depth_ == 1) {
            isSvg_ = local == "svg";
            behindFirst_ = static_cast<std::size_t>(XML_GetCurrentByteIndex(parser_.get()) +
                                                    XML_GetCurrentByteCount(parser_.get()));
            if (beginningOnly_ || !isSvg_) XML_StopParser(parser_.get(), XML_FALSE);
        } else if (metadata_ == 0) {
            if (local == "metadata") metadata_ = depth_;
        } else if (document_ == 0 && local == "document" &&
                   name.size() == nameSpace.size() + 1 + local.size() &&
                   name.starts_with(nameSpace)) {
            document_ = depth_;
        }
    }
    void leave() {
        if (depth_ == document_) {
            found_ = true;
            XML_StopParser(parser_.get(), XML_FALSE);
        }
        if (depth_ == metadata_) metadata_ = 0;
        --depth_;
    }

    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> parser_{
        XML_ParserCreateNS(nullptr, between)};
    const bool beginningOnly_;
    bool isSvg_ = false;
    bool found_ = false;
    std::size_t behindFirst_ = 0;
    int depth_ = 0;
    int metadata_ = 0; // the depth of the outermost one that is open; 0 = none
    int document_ = 0; // and of the document in it
    std::string text_;
};

Result<std::string> documentInSvg(std::string_view svg) {
    SvgReader reader;
    reader.read(svg);
    if (!reader.found()) return refusal({noDocument});
    const auto bytes = base::decodeBase64(*reader.found());
    auto text = bytes ? unpacked(*bytes) : std::nullopt;
    if (!text) return refusal({damaged});
    return *std::move(text);
}

} // namespace

std::string embedInSvg(std::string_view svg, std::string_view document) {
    SvgReader reader(true);
    reader.read(svg);
    const std::string text = base::encodeBase64(packed(document));
    std::string out(svg.substr(0, reader.behindFirst()));
    out += "\n<metadata><maqueta:document xmlns:maqueta=\"" + std::string(nameSpace) + "\">\n";
    for (std::size_t i = 0; i < text.size(); i += lineLength)
        out += text.substr(i, lineLength) + "\n";
    out += "</maqueta:document></metadata>";
    return out += svg.substr(reader.behindFirst());
}

std::string embedInPng(std::string_view png, std::string_view document) {
    std::string body = "iTXt" + std::string(keyword);
    body += std::string_view("\0\1\0\0\0", 5); // compressed; no language, no translated keyword
    body += packed(document);
    std::size_t end = pngSignature.size(); // before the last chunk
    while (true) {
        const auto chunk = chunkAt(png, end);
        if (!chunk || chunk->type == "IEND") break;
        end += 12 + chunk->data.size();
    }
    std::string out(png.substr(0, end));
    appendNumber(out, static_cast<std::uint32_t>(body.size() - 4));
    out += body;
    appendNumber(out, checksum(body));
    return out += png.substr(end);
}

bool looksLikePicture(std::string_view bytes) {
    if (bytes.starts_with(pngSignature)) return true;
    SvgReader reader(true);
    reader.read(bytes.substr(0, beginning));
    return reader.isSvg();
}

bool isPictureFile(const std::string& path) {
    // Opening a pipe would wait for who writes, and take away what was written.
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) return false;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                               &std::fclose);
    if (!file) return false;
    std::array<char, beginning> bytes;
    return looksLikePicture({bytes.data(), std::fread(bytes.data(), 1, bytes.size(), file.get())});
}

Result<std::string> documentInPicture(std::string_view picture) {
    return picture.starts_with(pngSignature) ? documentInPng(picture) : documentInSvg(picture);
}

} // namespace maqueta::document
