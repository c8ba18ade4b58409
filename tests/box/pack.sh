#!/usr/bin/env bash
# A folder as an initramfs: gzip'ed cpio that is the same for the same files. Usage: pack.sh FOLDER FILE
set -eu

(cd "$1" && find . -print0 | LC_ALL=C sort -z | cpio --null --create --format=newc --owner=0:0 --reproducible --quiet) | gzip -9n >"$2"
