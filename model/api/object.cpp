#include "api/object.h"

#include "api/digest.h"
#include "base/hash.h"

#include <cstring>

namespace maqueta::api {

std::uint64_t digestOf(const base::Json& tree) {
    using Type = base::Json::value_t;
    const auto tag = static_cast<std::uint64_t>(tree.type());
    switch (tree.type()) {
    case Type::object: {
        std::uint64_t h = base::mix(tag, tree.size());
        for (const auto& [name, value] : tree.items())
            h = base::mix(base::hashBytes(name, h), digestOf(value));
        return h;
    }
    case Type::array: {
        std::uint64_t h = base::mix(tag, tree.size());
        for (const base::Json& value : tree) h = base::mix(h, digestOf(value));
        return h;
    }
    case Type::string: return base::hashBytes(tree.get_ref<const std::string&>(), tag);
    case Type::boolean: return base::mix(tag, tree.get<bool>() ? 1 : 0);
    case Type::number_integer:
    case Type::number_unsigned:
        // 1 is 1 however it was read.
        return base::mix(static_cast<std::uint64_t>(Type::number_integer),
                         tree.get<std::uint64_t>());
    case Type::number_float: {
        const double number = tree.get<double>();
        std::uint64_t bits = 0;
        std::memcpy(&bits, &number, sizeof bits);
        return base::mix(tag, bits);
    }
    default: return base::mix(tag, 0);
    }
}

std::uint64_t Object::digest() const {
    if (digest_ != 0) return digest_;
    sim::Fingerprint f;
    f.add(static_cast<std::uint64_t>(kind));
    meta.addTo(f);
    addTo(f, rest);
    addContentTo(f);
    digest_ = f.digest();
    return digest_;
}

} // namespace maqueta::api
