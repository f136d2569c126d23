// Snapshots of the store: what a restore would cost, and files of them.
#include "app/session/session.h"
#include "cluster/snapshot_bytes.h"
#include "document/snapshot_file.h"
#include "views/style/trace_words.h"

#include <QDir>
#include <QFileInfo>

namespace maqueta::app {

void Session::judgeRestore(std::uint32_t snapshot) {
    post([this, snapshot] {
        if (player_)
            Q_EMIT restoreJudged(snapshot, player_->history().world().restoreCost(snapshot));
    });
}

void Session::saveSnapshot(std::uint32_t number, const QString& path) {
    post([this, number, path] {
        if (!player_) return;
        const auto& shelf = player_->history().world().shelf();
        if (number == 0 || number > shelf.size()) {
            Q_EMIT refused(tr("Snapshot %1 is not on the shelf at this moment.").arg(number));
            return;
        }
        if (const auto done = document::saveSnapshot(shelf[number - 1], path.toStdString()); done)
            Q_EMIT told(
                tr("Snapshot %1 is in %2.").arg(number).arg(QDir::toNativeSeparators(path)));
        else
            Q_EMIT refused(views::errorText(done.error()));
    });
}

void Session::loadSnapshot(const QString& path, bool anyCluster) {
    post([this, path, anyCluster, at = displayed()] {
        if (!player_) return;
        auto bytes = document::readSnapshotFile(path.toStdString());
        if (!bytes) {
            Q_EMIT refused(views::errorText(bytes.error()));
            return;
        }
        const std::string name = QFileInfo(path).fileName().toStdString();
        if (!anyCluster)
            if (const auto snapshot = cluster::unpackSnapshot(*bytes, name))
                if (const auto own = player_->history().world().accepts(*snapshot, name); !own) {
                    Q_EMIT snapshotForeign(path, views::errorText(own.error()));
                    return;
                }
        answer(player_->act(
            cluster::LoadSnapshot{.file = name,
                                  .content = std::make_shared<const std::string>(*std::move(bytes)),
                                  .anyCluster = anyCluster},
            at.value_or(player_->displayed())));
    });
}

} // namespace maqueta::app
