#include "views/style/stock.h"

namespace maqueta::views {
namespace {

constexpr qsizetype mostTexts = 2000;
constexpr qint64 mostBytes = 64LL << 20;

} // namespace

const Lettering* Stock::lettering(const TextKey& key) const {
    const auto at = texts_.constFind(key);
    return at == texts_.cend() ? nullptr : &*at;
}

const Lettering& Stock::add(const TextKey& key, Lettering lettering) {
    if (texts_.size() >= mostTexts) texts_.clear();
    return *texts_.insert(key, std::move(lettering));
}

const QPixmap* Stock::shape(const ShapeKey& key) const {
    const auto at = shapes_.constFind(key);
    return at == shapes_.cend() ? nullptr : &*at;
}

const QPixmap& Stock::add(const ShapeKey& key, QPixmap shape) {
    bytes_ += 4LL * shape.width() * shape.height();
    if (bytes_ > mostBytes) {
        shapes_.clear();
        bytes_ = 4LL * shape.width() * shape.height();
    }
    return *shapes_.insert(key, std::move(shape));
}

} // namespace maqueta::views
