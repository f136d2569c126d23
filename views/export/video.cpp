#include "views/export/video.h"

#ifdef MAQUETA_VIDEO
extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/opt.h>
#include <libswscale/swscale.h>
}

#include <algorithm>
#include <cstring>

namespace maqueta::views {
namespace {

struct VideoKind {
    const char* container;
    const char* encoder;
    // Options of the encoder: still areas and sharp edges look as they are.
    std::pair<const char*, const char*> options[4];
};

const VideoKind* kindOf(PictureFormat format) {
    static constexpr VideoKind webm{
        "webm", "libvpx-vp9", {{"crf", "24"}, {"b", "0"}, {"deadline", "good"}, {"cpu-used", "4"}}};
    static constexpr VideoKind mp4{
        "mp4",
        "libx264",
        {{"crf", "20"}, {"preset", "medium"}, {"tune", "animation"}, {"profile", "high"}}};
    if (format == PictureFormat::Webm) return &webm;
    if (format == PictureFormat::Mp4) return &mp4;
    return nullptr;
}

// A file in memory, for libavformat: it goes back to complete what it wrote.
struct Memory {
    QByteArray bytes;
    qint64 at = 0;

    static int write(void* opaque, std::uint8_t* data, int size) {
        Memory& m = *static_cast<Memory*>(opaque);
        if (m.bytes.size() < m.at + size) m.bytes.resize(m.at + size);
        std::memcpy(m.bytes.data() + m.at, data, std::size_t(size));
        m.at += size;
        return size;
    }
    static std::int64_t seek(void* opaque, std::int64_t offset, int whence) {
        Memory& m = *static_cast<Memory*>(opaque);
        if (whence & AVSEEK_SIZE) return m.bytes.size();
        const int from = whence & ~AVSEEK_FORCE;
        m.at = from == SEEK_CUR   ? m.at + offset
               : from == SEEK_END ? m.bytes.size() + offset
                                  : offset;
        return m.at;
    }
};

class VideoWriter final : public FilmWriter {
public:
    VideoWriter(const VideoKind& kind, const FilmForm& form)
        // Colours are kept for squares of two by two pixels.
        : size_(form.size.width() & ~1, form.size.height() & ~1) {
        open_ = open(kind, form.framesPerSecond);
    }
    ~VideoWriter() override {
        sws_freeContext(scaler_);
        av_frame_free(&frame_);
        av_packet_free(&packet_);
        avcodec_free_context(&codec_);
        if (format_) {
            if (format_->pb) {
                av_freep(&format_->pb->buffer);
                avio_context_free(&format_->pb);
            }
            avformat_free_context(format_);
        }
    }

    bool add(const QImage& image) override {
        if (!open_ || image.width() < size_.width() || image.height() < size_.height())
            return false;
        const QImage rgb = image.convertToFormat(QImage::Format_RGB32);
        open_ = av_frame_make_writable(frame_) >= 0;
        if (!open_) return false;
        const std::uint8_t* const from[] = {rgb.constBits()};
        const int lengths[] = {int(rgb.bytesPerLine())};
        sws_scale(scaler_, from, lengths, 0, size_.height(), frame_->data, frame_->linesize);
        frame_->pts = next_++;
        return open_ = encode(frame_);
    }

    QByteArray finish() override {
        if (!open_ || next_ == 0 || !encode(nullptr) || av_write_trailer(format_) < 0) return {};
        avio_flush(format_->pb);
        return std::move(memory_.bytes);
    }

private:
    bool open(const VideoKind& kind, int framesPerSecond) {
        const AVCodec* encoder = avcodec_find_encoder_by_name(kind.encoder);
        if (!encoder || size_.isEmpty() ||
            avformat_alloc_output_context2(&format_, nullptr, kind.container, nullptr) < 0)
            return false;
        constexpr int bufferSize = 1 << 16;
        auto* buffer = static_cast<unsigned char*>(av_malloc(bufferSize));
        format_->pb = avio_alloc_context(buffer, bufferSize, 1, &memory_, nullptr, Memory::write,
                                         Memory::seek);
        format_->flags |= AVFMT_FLAG_BITEXACT; // the same film is the same file
        codec_ = avcodec_alloc_context3(encoder);
        stream_ = avformat_new_stream(format_, nullptr);
        frame_ = av_frame_alloc();
        packet_ = av_packet_alloc();
        if (!format_->pb || !codec_ || !stream_ || !frame_ || !packet_) return false;
        codec_->width = frame_->width = size_.width();
        codec_->height = frame_->height = size_.height();
        codec_->pix_fmt = AV_PIX_FMT_YUV420P;
        frame_->format = AV_PIX_FMT_YUV420P;
        codec_->time_base = {1, framesPerSecond};
        codec_->framerate = {framesPerSecond, 1};
        codec_->colorspace = AVCOL_SPC_BT709;
        codec_->color_primaries = AVCOL_PRI_BT709;
        codec_->color_trc = AVCOL_TRC_BT709;
        codec_->color_range = AVCOL_RANGE_MPEG;
        codec_->thread_count = 1; // several would divide the work by how busy they are
        codec_->flags |= AV_CODEC_FLAG_BITEXACT;
        if (format_->oformat->flags & AVFMT_GLOBALHEADER)
            codec_->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
        for (const auto& [name, value] : kind.options)
            av_opt_set(codec_, name, value, AV_OPT_SEARCH_CHILDREN);
        stream_->time_base = codec_->time_base;
        scaler_ = sws_getContext(size_.width(), size_.height(), AV_PIX_FMT_BGRA, size_.width(),
                                 size_.height(), AV_PIX_FMT_YUV420P, SWS_BICUBIC, nullptr, nullptr,
                                 nullptr);
        if (!scaler_) return false;
        const int* bt709 = sws_getCoefficients(SWS_CS_ITU709);
        sws_setColorspaceDetails(scaler_, bt709, 1, bt709, 0, 0, 1 << 16, 1 << 16);
        return avcodec_open2(codec_, encoder, nullptr) >= 0 &&
               avcodec_parameters_from_context(stream_->codecpar, codec_) >= 0 &&
               av_frame_get_buffer(frame_, 0) >= 0 && avformat_write_header(format_, nullptr) >= 0;
    }

    // Null = all that the encoder still holds.
    bool encode(const AVFrame* frame) {
        if (avcodec_send_frame(codec_, frame) < 0) return false;
        for (;;) {
            const int state = avcodec_receive_packet(codec_, packet_);
            if (state == AVERROR(EAGAIN) || state == AVERROR_EOF) return true;
            if (state < 0) return false;
            packet_->duration = 1;
            av_packet_rescale_ts(packet_, codec_->time_base, stream_->time_base);
            packet_->stream_index = stream_->index;
            if (av_interleaved_write_frame(format_, packet_) < 0) return false;
        }
    }

    QSize size_;
    Memory memory_;
    AVFormatContext* format_ = nullptr;
    AVCodecContext* codec_ = nullptr;
    AVStream* stream_ = nullptr; // the format's
    AVFrame* frame_ = nullptr;
    AVPacket* packet_ = nullptr;
    SwsContext* scaler_ = nullptr;
    std::int64_t next_ = 0;
    bool open_ = false;
};

} // namespace

bool canVideo(PictureFormat format) {
    const VideoKind* kind = kindOf(format);
    return kind && avcodec_find_encoder_by_name(kind->encoder);
}

std::unique_ptr<FilmWriter> videoWriter(PictureFormat format, const FilmForm& form) {
    if (!canVideo(format)) return nullptr;
    av_log_set_level(AV_LOG_ERROR); // libraries tell of themselves otherwise
    return std::make_unique<VideoWriter>(*kindOf(format), form);
}

} // namespace maqueta::views

#else

namespace maqueta::views {

bool canVideo(PictureFormat) {
    return false;
}
std::unique_ptr<FilmWriter> videoWriter(PictureFormat, const FilmForm&) {
    return nullptr;
}

} // namespace maqueta::views

#endif
