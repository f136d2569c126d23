// A copy of somebody's work every 30 s, beside the settings and never over the original; and, at
// the next start, the copies of programs that ended without taking theirs away.
#pragma once

#include <QLockFile>
#include <QString>

#include <memory>
#include <optional>

namespace maqueta::app {

class Autosave {
public:
    explicit Autosave(const QString& folder);
    ~Autosave(); // an orderly end: the copy goes

    QString path() const { return path_; }
    // Somebody's work that was lost, if any; taken over, so that no other window offers it.
    std::optional<QString> orphan();
    void forgetOrphan();

private:
    QString folder_;
    QString path_;
    std::unique_ptr<QLockFile> lock_;
    QString orphan_;
    std::unique_ptr<QLockFile> orphanLock_;
};

} // namespace maqueta::app
