// The recorded answers of a real API server (../shared/data/api), for the tests that replay them.
#pragma once

#include "base/json.h"

#include <QFile>

#include <string>
#include <vector>

namespace maqueta::tests {

// The cases of one file, or nothing when the recordings are not there.
inline std::vector<base::Json> recordedCases(const char* name) {
    std::vector<base::Json> cases;
    QFile file(QString(MAQUETA_SOURCE_DIR "/../shared/data/api/") + name);
    if (!file.open(QIODevice::ReadOnly)) return cases;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().trimmed();
        if (!line.isEmpty()) cases.push_back(base::Json::parse(line.constData()));
    }
    return cases;
}

// Puts a value in the place of a placeholder, everywhere.
inline void fillPlaceholder(base::Json& tree, const std::string& from, const std::string& to) {
    if (tree.is_structured())
        for (base::Json& value : tree) fillPlaceholder(value, from, to);
    else if (tree.is_string()) {
        auto& text = tree.get_ref<std::string&>();
        for (std::size_t at = text.find(from); at != std::string::npos;
             at = text.find(from, at + to.size()))
            text.replace(at, from.size(), to);
    }
}

} // namespace maqueta::tests
