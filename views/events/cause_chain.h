// What led to a beat: a column of links, from the act that began it down to the beat itself. Each
// moves the time cursor.
#pragma once

#include "cluster/causes.h"
#include "views/style/theme.h"

#include <QWidget>

#include <vector>

namespace maqueta::views {

class CauseChain : public QWidget {
    Q_OBJECT

public:
    CauseChain(const std::vector<cluster::Cause>& causes, Theme theme, QWidget* parent = nullptr);

Q_SIGNALS:
    void beatWanted(quint64 seq);
};

} // namespace maqueta::views
