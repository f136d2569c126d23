#include "document/picture_file.h"

#include "base/base64.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <new>
#include <optional>
#include <vector>

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

constexpr std::string_view blanks = " \t\r\n";

// Of an element's name: the prefix of its namespace, empty where it has none, and the rest.
struct TagName {
    std::string_view prefix;
    std::string_view local;
};

TagName nameOf(std::string_view tag) {
    const std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/"));
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos) return {{}, name};
    return {name.substr(0, colon), name.substr(colon + 1)};
}

// Goes from tag to tag; comments, instructions and CDATA are passed over.
class Tags {
public:
    explicit Tags(std::string_view xml) : xml_(xml) {}
    // What stands between the next "<" and its ">"; empty at the end.
    std::string_view next() {
        for (;;) {
            at_ = xml_.find('<', at_);
            if (at_ == std::string_view::npos) return {};
            ++at_;
            const std::string_view rest = xml_.substr(at_);
            if (rest.starts_with("!--"))
                pass("-->");
            else if (rest.starts_with("![CDATA["))
                pass("]]>");
            else if (rest.starts_with('?'))
                pass("?>");
            else
                break;
        }
        const std::size_t from = at_;
        char quote = 0; // within which a ">" ends nothing
        for (; at_ < xml_.size(); ++at_) {
            const char c = xml_[at_];
            if (quote == 0 && (c == '>' || c == '<')) break; // "<" in the brackets of a DOCTYPE
            if (quote == 0 && (c == '"' || c == '\''))
                quote = c;
            else if (c == quote)
                quote = 0;
        }
        const std::string_view tag = xml_.substr(from, at_ - from);
        if (at_ < xml_.size() && xml_[at_] == '>') ++at_;
        return tag;
    }
    std::size_t behind() const { return at_; } // the tag
    // Up to the next "<"; nullopt where none follows.
    std::optional<std::string_view> textBehind() const {
        const std::size_t end = xml_.find('<', at_);
        if (end == std::string_view::npos) return std::nullopt;
        return xml_.substr(at_, end - at_);
    }

private:
    void pass(std::string_view end) { at_ = std::min(xml_.find(end, at_), xml_.size()); }

    std::string_view xml_;
    std::size_t at_ = 0;
};

// The elements that are open, and which namespace a prefix means there
// (https://www.w3.org/TR/xml-names/).
class OpenElements {
public:
    void enter(std::string_view tag) {
        ++depth_;
        std::size_t at = tag.find_first_of(blanks);
        while ((at = tag.find_first_not_of(blanks, at)) != std::string_view::npos) {
            const std::size_t equals = tag.find('=', at);
            const std::size_t open = tag.find_first_of("\"'", equals);
            if (open == std::string_view::npos) return;
            const std::size_t close = tag.find(tag[open], open + 1);
            if (close == std::string_view::npos) return;
            std::string_view name = tag.substr(at, equals - at);
            name = name.substr(0, name.find_first_of(blanks));
            if (name == "xmlns" || name.starts_with("xmlns:"))
                declared_.push_back({.depth = depth_,
                                     .prefix = name.substr(std::min<std::size_t>(6, name.size())),
                                     .means = tag.substr(open + 1, close - open - 1)});
            at = close + 1;
        }
    }
    void leave() {
        while (!declared_.empty() && declared_.back().depth == depth_) declared_.pop_back();
        if (depth_ > 0) --depth_;
    }
    std::size_t depth() const { return depth_; }
    std::string_view meaningOf(std::string_view prefix) const {
        const auto found = std::find_if(declared_.rbegin(), declared_.rend(),
                                        [&](const Declared& d) { return d.prefix == prefix; });
        return found == declared_.rend() ? std::string_view() : found->means;
    }

private:
    struct Declared {
        std::size_t depth;
        std::string_view prefix; // empty = of names without one
        std::string_view means;
    };
    std::vector<Declared> declared_;
    std::size_t depth_ = 0;
};

Result<std::string> documentInSvg(std::string_view svg) {
    if (svg.find(nameSpace) == std::string_view::npos) return refusal({noDocument});
    OpenElements open;
    std::size_t metadata = 0; // the depth of the outermost one that is open
    Tags tags(svg);
    for (std::string_view tag = tags.next(); !tag.empty(); tag = tags.next()) {
        if (tag.starts_with('!')) continue;
        if (tag.starts_with('/')) {
            if (open.depth() == metadata) metadata = 0;
            open.leave();
            continue;
        }
        open.enter(tag);
        const bool empty = tag.ends_with('/');
        const TagName name = nameOf(tag);
        if (metadata > 0 && name.local == "document" && open.meaningOf(name.prefix) == nameSpace) {
            const auto packedText = empty ? std::nullopt : tags.textBehind();
            const auto bytes = packedText ? base::decodeBase64(*packedText) : std::nullopt;
            auto text = bytes ? unpacked(*bytes) : std::nullopt;
            if (!text) return refusal({damaged});
            return *std::move(text);
        }
        if (empty)
            open.leave();
        else if (metadata == 0 && name.local == "metadata")
            metadata = open.depth();
    }
    return refusal({noDocument});
}

} // namespace

std::string embedInSvg(std::string_view svg, std::string_view document) {
    std::size_t at = 0; // behind the first element's tag
    Tags tags(svg);
    for (std::string_view tag = tags.next(); !tag.empty(); tag = tags.next())
        if (nameOf(tag).local == "svg") {
            at = tags.behind();
            break;
        }
    const std::string text = base::encodeBase64(packed(document));
    std::string out(svg.substr(0, at));
    out += "\n<metadata><maqueta:document xmlns:maqueta=\"" + std::string(nameSpace) + "\">\n";
    for (std::size_t i = 0; i < text.size(); i += lineLength)
        out += text.substr(i, lineLength) + "\n";
    out += "</maqueta:document></metadata>";
    return out += svg.substr(at);
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
    Tags tags(bytes.substr(0, beginning));
    if (bytes.substr(0, bytes.find('<')).find_first_not_of("\xEF\xBB\xBF \t\r\n") !=
        std::string_view::npos)
        return false; // text before the first tag: no XML
    for (std::string_view tag = tags.next(); !tag.empty(); tag = tags.next())
        if (!tag.starts_with('!')) return nameOf(tag).local == "svg";
    return false;
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
