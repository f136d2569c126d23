// Who belongs to a workload: adopts objects without a controller that match its selector, and lets
// go those of its own that no longer do (pkg/controller/controller_ref_manager.go).
#pragma once

#include "api/selector.h"
#include "controllers/loop/sync.h"

#include <utility>
#include <vector>

namespace maqueta::controllers {

// What belongs to an owner, in order of name: seen there already, or adopted just now. Points into
// the reconcile's picture.
class Claimed {
public:
    const std::vector<const Owned*>& all() const { return all_; }

private:
    friend Outcome claim(Sync& sync, const api::Object& owner, const api::LabelSelector& selector,
                         api::Kind kind, Claimed& claimed);
    std::vector<const Owned*> all_;
    std::vector<Owned> adopted_;
};

// Outcome::Done when `claimed` holds; else to be returned by the caller.
Outcome claim(Sync& sync, const api::Object& owner, const api::LabelSelector& selector,
              api::Kind kind, Claimed& claimed);

// Asks once for each of the maps in a row that are copies of one: the pods of a template share
// their labels.
template <class F>
class OncePerMap {
public:
    explicit OncePerMap(F f) : ask_(std::move(f)) {}
    bool operator()(const api::StringMap& map) {
        if (!last_ || !last_->shares(map)) {
            answer_ = ask_(map);
            last_ = &map;
        }
        return answer_;
    }

private:
    F ask_;
    const api::StringMap* last_ = nullptr;
    bool answer_ = false;
};

} // namespace maqueta::controllers
