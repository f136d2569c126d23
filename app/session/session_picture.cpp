// What leaves the window as a picture or as text: gathered where the world is.
#include "app/session/session.h"
#include "manifest/cluster_objects.h"
#include "manifest/write_yaml.h"

namespace maqueta::app {

void Session::askPicture() {
    post([this] {
        if (!player_) return;
        auto source = std::make_shared<views::ExportSource>();
        source->frame = player_->moment()->frame;
        source->frame.invitation = {};
        const store::Root root = player_->history().world().storeRoot();
        source->objects = manifest::writeYaml(manifest::objectsToApply(root));
        source->document = document::toText(player_->document());
        Q_EMIT pictureReady(source);
    });
}

} // namespace maqueta::app
