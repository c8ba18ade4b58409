#!/usr/bin/env bash
# Fills a folder with links to the DirectFB plug-ins that the hall uses; `module-dir` points there.
# Usage: directfb-modules.sh FOLDER
set -eu

folder=$1
# 1.7 and DirectFB2 alike: where the plug-ins are stands in the file for those who write some.
source=$(pkg-config --variable=moduledir directfb-internal)
[ -d "$source/systems" ] || { printf 'No DirectFB plug-ins below "%s" (package libdirectfb-1.7-7).\n' "$source" >&2; exit 1; }

rm -rf "$folder"
mkdir -p "$folder"/{systems,wm,inputdrivers,gfxdrivers,interfaces/IDirectFBImageProvider}
for system in x11 fbdev drmkms dummy; do
    plugin=$source/systems/libdirectfb_$system.so
    if [ -e "$plugin" ]; then ln -s "$plugin" "$folder/systems/"; fi
done
ln -s "$source/wm/libdirectfbwm_default.so" "$folder/wm/"
for format in png jpeg; do
    plugin=$source/interfaces/IDirectFBImageProvider/libidirectfbimageprovider_$format.so
    if [ -e "$plugin" ]; then ln -s "$plugin" "$folder/interfaces/IDirectFBImageProvider/"; fi
done
touch "$folder/made"
