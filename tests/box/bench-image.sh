#!/usr/bin/env bash
# What `make bench-box` adds to the image of armhf: the programs given, what they need beyond the image, and no supervisor.
# Usage: bench-image.sh PEER-SYSROOT OUT PROGRAM…
set -eu

here=$(cd "$(dirname "$0")" && pwd)
box=$here/../../build/box/armhf
peer=$1
out=$2
shift 2
triplet=arm-linux-gnueabihf
root=$box/bench-root

rm -rf "$root"
mkdir -p "$root/usr/libexec/tv-hall"
search=("$box/small/root/usr/lib" "$box/sysroot/usr/lib/$triplet" "$box/sysroot/lib/$triplet" "$box/sysroot/usr/lib"
    "$peer/usr/lib/$triplet" "$peer/lib/$triplet" "$peer/usr/lib/$triplet/pulseaudio")
"$here/closure.py" --root "$root" --strip "$triplet-strip" "$@" --search "${search[@]}"
(cd "$root/usr/lib" && for library in *; do if [ -e "$box/root/usr/lib/$library" ]; then rm -f "$library"; fi; done)
rm -rf "${root:?}"/lib
cp "$here/guest/supervise-nothing" "$root/usr/libexec/tv-hall/supervise"
"$here/pack.sh" "$root" "$out"
