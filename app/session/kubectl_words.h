// Parts of kubectl.cpp: the words of a line, and what is read.
#pragma once

#include "cluster/world.h"

#include <QMap>
#include <QStringList>

#include <optional>

namespace maqueta::app {

// A line taken apart: what stands alone, and flags with their values ("" of one that has none).
struct KubectlWords {
    QStringList plain;
    QMap<QString, QString> flags;

    bool has(const char* flag) const { return flags.contains(QString::fromLatin1(flag)); }
    QString value(const char* flag) const { return flags.value(QString::fromLatin1(flag)); }
    std::optional<std::int64_t> number(const char* flag) const;
    std::string ns() const;
};

// `unknown` gets what kubectl says of a flag that it does not know.
KubectlWords readKubectl(const QString& line, QString& unknown);

QString kubectlGet(const KubectlWords& words, const cluster::World& world);
QString kubectlDescribe(const KubectlWords& words, const cluster::World& world);
// "Error from server (AlreadyExists): ..." when there is one; empty when there is none.
QString kubectlExists(api::Kind kind, const std::string& ns, const std::string& name,
                      const cluster::World& world);

} // namespace maqueta::app
