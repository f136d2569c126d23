# shellcheck shell=sh disable=SC2034
#
# Sourced by run.sh and test.sh from the root of the project: brings a bare Debian 12 to where Maqueta builds.
# Defines say, die, install_missing and configure; does nothing by itself. POSIX sh.

# What the build, the tests and the window stand on. Real package names only: dpkg-query knows no virtual ones.
build_packages="g++ cmake ninja-build ccache pkg-config
    qt6-base-dev qt6-charts-dev libqt6opengl6-dev qt6-svg-dev
    qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools linguist-qt6
    nlohmann-json3-dev libyaml-dev libexpat1-dev zlib1g-dev libmimalloc-dev
    libgif-dev libavcodec-dev libavformat-dev libswscale-dev"
window_packages="fonts-inter fonts-jetbrains-mono breeze-icon-theme qt6-qpa-plugins qt6-translations-l10n"
test_packages="xvfb xauth x11-utils openbox xdotool imagemagick"

say() { printf '==> %s\n' "$*"; }

die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Of the packages named, those that are not installed.
missing_packages() {
    installed=$(dpkg-query --show --showformat='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
        sed -n 's/ installed$//p' | tr '\n' ' ')
    for package; do
        case " $installed" in
        *" $package "*) ;;
        *) printf '%s ' "$package" ;;
        esac
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        die "installing packages needs root: run this as root, or install sudo. The command was: $*"
    fi
}

# install_missing PACKAGE...: asks dpkg only, and not the network, when nothing is missing.
install_missing() {
    if ! command -v apt-get >/dev/null 2>&1; then
        say "packages: no apt-get here, so nothing is installed; packaging/setup.sh lists what is needed"
        return
    fi
    missing=$(missing_packages "$@")
    if [ -z "$missing" ]; then
        say "packages: all $# are installed"
        return
    fi
    say "packages: installing $missing"
    as_root apt-get update || die "apt-get could not read the package lists (is there a network?)"
    # shellcheck disable=SC2086 # one argument for each package
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --no-install-recommends $missing ||
        die "apt-get could not install everything; its message is above"
}

# configure PRESET: starts afresh when the build folder came from another place, as in a copied checkout.
configure() {
    say "configuring: cmake --preset $1"
    cache=build/$1/CMakeCache.txt
    if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$cache"; then
        cmake --fresh --preset "$1"
    else
        cmake --preset "$1"
    fi
}
