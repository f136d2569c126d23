#!/bin/sh
# sh packaging/test.sh: the same set-up as run.sh, then every test of the release preset. Closes with ctest's
# summary and exits with its status. Where CI is set, the tests labelled asan-ci run under the sanitizers first.
set -eu

cd "$(dirname "$0")/.."
. packaging/setup.sh

# No display is needed (a test that wants one starts its own), and messages do not depend on the locale.
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8

# shellcheck disable=SC2086,SC2154 # lists of words, from setup.sh
install_missing $build_packages $window_packages $test_packages

if [ -n "${CI-}" ]; then
    configure asan
    say "building with the address and undefined-behaviour sanitizers"
    cmake --build --preset asan --target asan_ci
    say "testing with the sanitizers: the tests labelled asan-ci"
    ctest --preset asan --label-regex '^asan-ci$' --parallel 2
fi

configure release
say "building the release preset (the first time takes minutes, later ones seconds)"
cmake --build --preset release
say "testing the release preset: every test"
exec ctest --preset release --parallel 2
