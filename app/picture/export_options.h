// What `maqueta export` was asked for, from its command line.
#pragma once

#include "app/cli/arguments.h"
#include "app/picture/film.h"
#include "cluster/picture.h"
#include "views/export/picture_format.h"
#include "views/export/picture_options.h"

#include <string>
#include <vector>

namespace maqueta::app {

struct ExportWish {
    QString path;
    views::PictureFormat format{};
    views::PictureOptions options;
    FilmOptions film;
    std::vector<std::string> only; // names of machines, NAMESPACE/NAME of pods
};

// Its words taken apart; an error is a wrong usage, here and below.
base::Result<Arguments> exportArguments(const std::vector<std::string>& words);
base::Result<ExportWish> exportWish(const Arguments& arguments);

// The parts of those names.
base::Result<QVector<views::Part>> partsCalled(const std::vector<std::string>& names,
                                               const cluster::Picture& picture);

} // namespace maqueta::app
