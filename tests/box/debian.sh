#!/usr/bin/env bash
# Fetches Debian packages of any architecture into a folder and unpacks them, without touching what is installed here: apt gets a root of
# its own. Usage: debian.sh ARCHITECTURE FOLDER PACKAGE…   (kernel:NAME: what the metapackage NAME depends on; source:NAME: its source)
set -eu

architecture=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
shift 2

root=$folder/apt
mkdir -p "$root"/{etc/apt.conf.d,etc/preferences.d,state/lists/partial,cache/archives/partial} "$folder/debs"
: >"$root/status"
# shellcheck disable=SC1091 # every Debian has it
suite=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-bookworm}")
for kind in deb deb-src; do
    printf '%s [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian %s main\n' "$kind" "$suite"
done >"$root/etc/sources.list"
cat >"$root/apt.conf" <<END
APT::Architecture "$architecture";
APT::Architectures { "$architecture"; };
APT::Sandbox::User "";
Acquire::Retries "3";
Acquire::Languages "none";
Dir "$root";
Dir::Etc "etc";
Dir::State "state";
Dir::State::status "$root/status";
Dir::Cache "cache";
END
export APT_CONFIG=$root/apt.conf

# The lists are fetched once; FRESH=1 fetches them anew.
if [ -n "${FRESH:-}" ] || [ ! -e "$root/fetched" ]; then
    apt-get -q update >"$root/log" 2>&1 || { tail -n 5 "$root/log" >&2; exit 1; }
    touch "$root/fetched"
fi

packages=()
sources=()
for name in "$@"; do
    case $name in
    kernel:*) packages+=("$(apt-cache depends "${name#kernel:}" | sed -n 's/^ *Depends: \(linux-image-[0-9][^ ]*\)$/\1/p' | head -n 1)") ;;
    source:*) sources+=("${name#source:}") ;;
    *) packages+=("$name") ;;
    esac
done

cd "$folder/debs"
missing=()
for package in "${packages[@]}"; do
    compgen -G "${package}_*.deb" >/dev/null && [ -z "${FRESH:-}" ] || missing+=("$package")
done
if [ ${#packages[@]} -gt 0 ]; then
    if [ ${#missing[@]} -gt 0 ]; then
        apt-get -q download "${missing[@]}" >"$root/log" 2>&1 || { tail -n 5 "$root/log" >&2; exit 1; }
    fi
    mkdir -p "$folder/sysroot"
    for package in *.deb; do
        [ -e "$package.unpacked" ] && continue
        dpkg-deb -x "$package" "$folder/sysroot"
        touch "$package.unpacked"
    done
fi
cd "$folder"
for name in "${sources[@]}"; do
    [ -d "$name" ] && continue
    apt-get -q --download-only source "$name" >"$root/log" 2>&1 || { tail -n 5 "$root/log" >&2; exit 1; }
    dpkg-source --no-check -x "$name"_*.dsc "$name" >"$root/log" 2>&1 || { tail -n 5 "$root/log" >&2; exit 1; }
done
touch "$folder/done"
