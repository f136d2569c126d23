#include "views/export/gif.h"

#ifdef MAQUETA_GIF
#include <gif_lib.h>

#include <algorithm>
#include <map>
#include <vector>

namespace maqueta::views {
namespace {

constexpr std::size_t mostColours = 256;

int append(GifFileType* gif, const GifByteType* bytes, int size) {
    static_cast<QByteArray*>(gif->UserData)->append(reinterpret_cast<const char*>(bytes), size);
    return size;
}

// The smallest rectangle outside of which both are the same; empty when they are the same.
QRect changedIn(const QImage& before, const QImage& after) {
    const auto line = [](const QImage& image, int y) {
        return reinterpret_cast<const QRgb*>(image.constScanLine(y));
    };
    const int width = after.width();
    QRect changed;
    for (int y = 0; y < after.height(); ++y) {
        const QRgb* a = line(before, y);
        const QRgb* b = line(after, y);
        const auto [left, unused] = std::mismatch(a, a + width, b);
        if (left == a + width) continue;
        int right = width - 1;
        while (a[right] == b[right]) --right;
        changed |= QRect(QPoint(int(left - a), y), QPoint(right, y));
    }
    return changed;
}

struct Indexed {
    std::vector<GifByteType> pixels;
    std::vector<GifColorType> colours;
};

// Of two colours, the square of the distance in the cube of RGB.
int apart(QRgb a, QRgb b) {
    const int red = qRed(a) - qRed(b), green = qGreen(a) - qGreen(b), blue = qBlue(a) - qBlue(b);
    return red * red + green * green + blue * blue;
}

// The place of the colour that is nearest.
std::size_t nearest(const std::vector<QRgb>& chosen, QRgb colour) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < chosen.size(); ++i)
        if (apart(chosen[i], colour) < apart(chosen[best], colour)) best = i;
    return best;
}

// The picture is made of large even areas and of the edges of words: what is most frequent keeps
// its colour exactly, so that no area is seen to change from frame to frame; of the rest, those
// that are unlike all that was chosen come first.
std::vector<QRgb> palette(const std::map<QRgb, int>& counts) {
    std::vector<std::pair<int, QRgb>> frequent;
    for (const auto& [colour, count] : counts) frequent.emplace_back(-count, colour);
    std::sort(frequent.begin(), frequent.end());
    std::vector<QRgb> chosen;
    for (const int least : {600, 150, 40, 1})
        for (const auto& [count, colour] : frequent) {
            if (chosen.size() == mostColours) return chosen;
            if (chosen.empty() || apart(chosen[nearest(chosen, colour)], colour) >= least)
                chosen.push_back(colour);
        }
    return chosen;
}

Indexed indexed(const QImage& image) {
    std::map<QRgb, int> counts;
    const auto eachPixel = [&](const auto& use) {
        for (int y = 0; y < image.height(); ++y) {
            const QRgb* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
            for (int x = 0; x < image.width(); ++x) use(line[x]);
        }
    };
    eachPixel([&](QRgb colour) { ++counts[colour]; });
    const std::vector<QRgb> chosen = palette(counts);
    std::map<QRgb, GifByteType> places;
    for (const auto& [colour, count] : counts)
        places[colour] = GifByteType(nearest(chosen, colour));
    Indexed out;
    out.pixels.reserve(std::size_t(image.width()) * std::size_t(image.height()));
    eachPixel([&](QRgb colour) { out.pixels.push_back(places.find(colour)->second); });
    out.colours.resize(mostColours);
    for (std::size_t i = 0; i < chosen.size(); ++i)
        out.colours[i] = {GifByteType(qRed(chosen[i])), GifByteType(qGreen(chosen[i])),
                          GifByteType(qBlue(chosen[i]))};
    return out;
}

class GifWriter final : public FilmWriter {
public:
    explicit GifWriter(const FilmForm& form) : form_(form), size_(form.size), open_(begin()) {}
    ~GifWriter() override {
        if (gif_) EGifCloseFile(gif_, nullptr);
    }

    bool add(const QImage& frame) override {
        const QImage next = frame.convertToFormat(QImage::Format_RGB32);
        if (!open_ || next.size() != size_) return false;
        const QRect changed = shown_.isNull() ? QRect(QPoint(), size_) : changedIn(shown_, next);
        if (!changed.isEmpty()) {
            open_ = writePending();
            shown_ = next;
            pending_ = changed;
        }
        // Sums of hundredths of a second that are never far from the true time.
        const auto until = [&](int frames) { return frames * 100 / form_.framesPerSecond; };
        lasts_ += until(count_ + 1) - until(count_);
        ++count_;
        return open_;
    }

    QByteArray finish() override {
        if (!open_ || shown_.isNull() || !writePending()) return {};
        const bool closed = EGifCloseFile(std::exchange(gif_, nullptr), nullptr) != GIF_ERROR;
        return closed ? std::move(bytes_) : QByteArray();
    }

private:
    bool begin() {
        constexpr int mostSide = 0xFFFF; // of the format
        if (size_.width() > mostSide || size_.height() > mostSide) return false;
        int error = 0;
        gif_ = EGifOpen(&bytes_, append, &error);
        if (!gif_) return false;
        EGifSetGifVersion(gif_, true);
        constexpr GifByteType forEver[] = {1, 0, 0};
        return EGifPutScreenDesc(gif_, size_.width(), size_.height(), 8, 0, nullptr) != GIF_ERROR &&
               EGifPutExtensionLeader(gif_, APPLICATION_EXT_FUNC_CODE) != GIF_ERROR &&
               EGifPutExtensionBlock(gif_, 11, "NETSCAPE2.0") != GIF_ERROR &&
               EGifPutExtensionBlock(gif_, 3, forEver) != GIF_ERROR &&
               EGifPutExtensionTrailer(gif_) != GIF_ERROR;
    }
    bool writePending() {
        if (pending_.isEmpty()) return true;
        const Indexed part = indexed(shown_.copy(pending_));
        GraphicsControlBlock control{};
        control.DisposalMode = DISPOSE_DO_NOT;
        control.DelayTime = std::min(lasts_, 0xffff);
        control.TransparentColor = NO_TRANSPARENT_COLOR;
        GifByteType extension[4];
        EGifGCBToExtension(&control, extension);
        ColorMapObject* map = GifMakeMapObject(int(mostColours), part.colours.data());
        bool good = map &&
                    EGifPutExtension(gif_, GRAPHICS_EXT_FUNC_CODE, 4, extension) != GIF_ERROR &&
                    EGifPutImageDesc(gif_, pending_.x(), pending_.y(), pending_.width(),
                                     pending_.height(), false, map) != GIF_ERROR;
        GifFreeMapObject(map);
        std::vector<GifByteType> line;
        for (int y = 0; good && y < pending_.height(); ++y) {
            const auto from = part.pixels.begin() + std::ptrdiff_t(y) * pending_.width();
            line.assign(from, from + pending_.width()); // libgif may write into it
            good = EGifPutLine(gif_, line.data(), pending_.width()) != GIF_ERROR;
        }
        lasts_ = 0;
        pending_ = {};
        return good;
    }

    FilmForm form_;
    QSize size_;
    QByteArray bytes_;
    GifFileType* gif_ = nullptr;
    QImage shown_;  // the newest frame
    QRect pending_; // what of it is not written yet
    int lasts_ = 0; // hundredths of a second, so far
    int count_ = 0;
    bool open_ = false;
};

} // namespace

bool canGif() {
    return true;
}

std::unique_ptr<FilmWriter> gifWriter(const FilmForm& form) {
    return std::make_unique<GifWriter>(form);
}

} // namespace maqueta::views

#else

namespace maqueta::views {

bool canGif() {
    return false;
}
std::unique_ptr<FilmWriter> gifWriter(const FilmForm&) {
    return nullptr;
}

} // namespace maqueta::views

#endif
