#!/bin/sh
# sh packaging/run.sh [FILE]: installs what is missing, builds the release preset and opens the window on the
# default cluster, or on FILE. Without a display it runs the cluster headless and leaves a summary and a picture.
set -eu

case ${1-} in
-h | --help)
    echo "usage: sh packaging/run.sh [FILE]"
    exit 0
    ;;
-*)
    echo "error: unknown option $1 (usage: sh packaging/run.sh [FILE])" >&2
    exit 2
    ;;
esac
if [ $# -gt 1 ]; then
    echo "error: one file at most (usage: sh packaging/run.sh [FILE])" >&2
    exit 2
fi

# FILE is meant from where the caller stands.
if [ $# -eq 1 ]; then
    if [ ! -r "$1" ]; then
        echo "error: $1: cannot be read" >&2
        exit 1
    fi
    set -- "$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"
fi

cd "$(dirname "$0")/.."
. packaging/setup.sh

if [ -n "${WAYLAND_DISPLAY-}" ] && [ -z "${DISPLAY-}" ]; then
    window_packages="$window_packages qt6-wayland"
fi
# shellcheck disable=SC2086,SC2154 # lists of words, from setup.sh
install_missing $build_packages $window_packages
configure release
say "building (the first time takes minutes, later ones seconds)"
cmake --build --preset release --target programs
maqueta=build/release/maqueta
[ -x "$maqueta" ] || die "$maqueta was not built"

if [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ]; then
    say "opening the window"
    exec "$maqueta" "$@"
fi

summary=build/headless/summary.txt
picture=build/headless/picture.png
say "there is no display: running two minutes of the cluster headless"
mkdir -p build/headless
export QT_QPA_PLATFORM=offscreen
"$maqueta" run "$@" --for 2m >"$summary"
"$maqueta" export "$@" --at 2m --to "$picture"
cat "$summary"
say "summary: $PWD/$summary"
say "picture: $PWD/$picture"
