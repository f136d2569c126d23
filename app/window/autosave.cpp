#include "app/window/autosave.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace maqueta::app {
namespace {

std::unique_ptr<QLockFile> locked(const QString& path) {
    auto lock = std::make_unique<QLockFile>(path + ".lock");
    lock->setStaleLockTime(0); // stale only when its program is gone
    if (!lock->tryLock(0)) return nullptr;
    return lock;
}

} // namespace

Autosave::Autosave(const QString& folder) : folder_(folder) {
    QDir().mkpath(folder);
    path_ = QStringLiteral("%1/autosave-%2.maqueta")
                .arg(folder)
                .arg(QCoreApplication::applicationPid());
    lock_ = locked(path_);
}

Autosave::~Autosave() {
    QFile::remove(path_);
}

std::optional<QString> Autosave::orphan() {
    const QDir dir(folder_);
    for (const QString& name :
         dir.entryList({QStringLiteral("autosave-*.maqueta")}, QDir::Files, QDir::Time)) {
        const QString path = dir.filePath(name);
        if (path == path_) continue;
        if (auto lock = locked(path)) {
            orphan_ = path;
            orphanLock_ = std::move(lock);
            return path;
        }
    }
    return std::nullopt;
}

void Autosave::forgetOrphan() {
    if (!orphan_.isEmpty()) QFile::remove(orphan_);
    orphan_.clear();
    orphanLock_ = nullptr;
}

} // namespace maqueta::app
