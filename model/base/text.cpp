#include "base/text.h"

#include <cstring>
#include <new>

namespace maqueta::base {

Text::Text(std::string_view s) {
    if (s.empty()) return;
    void* memory = ::operator new(sizeof(Rep) + s.size());
    rep_ = new (memory) Rep{1, static_cast<std::uint32_t>(s.size())};
    std::memcpy(rep_ + 1, s.data(), s.size());
}

Text Text::constant(std::string_view s) {
    Text text(s);
    if (text.rep_) text.rep_->refs = immortal;
    return text;
}

void Text::destroy(Rep* rep) noexcept {
    ::operator delete(rep);
}

} // namespace maqueta::base
