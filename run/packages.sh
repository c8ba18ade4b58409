#!/usr/bin/env bash
# Names and installs the Debian packages that the given lists (run/packages-*.txt) ask for and that are missing.
# Quiet and quick when nothing is missing.
set -eu

wanted=$(sed -e 's/#.*//' "$@" | awk 'NF { print $1 }' | sort -u)
present=$(dpkg-query -W -f '${binary:Package} ${Provides} ${db:Status-Status}\n' 2>/dev/null |
    awk '$NF == "installed" { NF--; gsub(/:[a-z0-9]+|,|\([^)]*\)/, ""); for (i = 1; i <= NF; i++) print $i }' | sort -u)
# Node comes from elsewhere on many machines, with its own npm, and does not want Debian's beside it.
if command -v node >/dev/null && command -v npm >/dev/null; then
    wanted=$(grep -vx -e nodejs -e npm <<<"$wanted")
fi
missing=$(comm -23 <(printf '%s\n' "$wanted") <(printf '%s\n' "$present"))
[ -n "$missing" ] || exit 0

printf 'Packages that are missing:\n'
for package in $missing; do
    why=$(sed -n "s/^$package  *//p" "$@" | head -n 1)
    printf '  %-22s %s\n' "$package" "$why"
done

if ! command -v apt-get >/dev/null; then
    printf 'This machine has no apt-get: please install what serves the same purpose and start again.\n' >&2
    exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        # shellcheck disable=SC2086,SC2116 # one line
        printf 'Not root, and no sudo here. As root, please:\n  apt-get install --no-install-recommends %s\n' "$(echo $missing)" >&2
        exit 1
    fi
    as_root=(sudo)
fi

apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@"; }
printf 'Installing them with apt-get%s.\n' "${as_root:+ through sudo}"
# Two of us at once wait for each other inside apt.
apt -o DPkg::Lock::Timeout=300 update >/dev/null || printf 'apt-get update failed; trying with the lists that are here.\n' >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # one word a package
if ! apt -o DPkg::Lock::Timeout=300 install --no-install-recommends $missing >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    printf 'apt-get could not install them (its last lines are above). Nothing else was done.\n' >&2
    exit 1
fi
