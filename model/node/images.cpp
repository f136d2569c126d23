#include "node/images.h"

#include <algorithm>

namespace maqueta::node {

void ImageTable::set(Image image) {
    auto& images = images_.write();
    const auto at =
        std::lower_bound(images.begin(), images.end(), image.name,
                         [](const Image& a, const Text& name) { return a.name < name; });
    if (at != images.end() && at->name == image.name)
        *at = std::move(image);
    else
        images.insert(at, std::move(image));
}

const Image& ImageTable::find(std::string_view name) const {
    const auto at = std::lower_bound(images_->begin(), images_->end(), name,
                                     [](const Image& a, std::string_view n) { return a.name < n; });
    return at != images_->end() && at->name == name ? *at : *other_;
}

} // namespace maqueta::node
