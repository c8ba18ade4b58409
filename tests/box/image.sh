#!/usr/bin/env bash
# Puts a box's image together. Usage: image.sh NAME (x86-64, armhf); environment: HALL (folder with tv-hall and tv-hall-supervisor), FONTS,
# ASSETS, INFRARED (the tests' sender). Writes build/box/NAME/{vmlinux,initrd.gz,test.gz,sizes}.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
name=$1
out=$top/build/box/$name
system=$out/sysroot
root=$out/root
overlay=$out/overlay
case $name in
x86-64) triplet=x86_64-linux-gnu strip=strip ;;
armhf) triplet=arm-linux-gnueabihf strip=arm-linux-gnueabihf-strip ;;
*) printf 'image.sh: %s: x86-64 or armhf\n' "$name" >&2; exit 2 ;;
esac

rm -rf "$root" "$overlay"
mkdir -p "$root"/{bin,etc/tv-hall,lib/modules,usr/bin,usr/libexec/tv-hall,usr/share/tv-hall,usr/share/fonts/tv-hall,usr/lib/directfb} \
    "$overlay"/{etc/rc.d,lib/modules}

# --- The kernel and the modules in the order in which they are loaded
kernel=$(find "$system/boot" -name 'vmlinuz-*' | sort -V | tail -n 1)
modules=$system/lib/modules/${kernel##*/vmlinuz-}
case $name in
x86-64) "$here/unpack-kernel.py" "$kernel" "$out/vmlinux" ;;
*) cp "$kernel" "$out/vmlinux" ;;
esac
take_modules() { # LIST-FILE ROOT NAME-OF-LIST
    local module file
    sed 's/#.*//' "$1" | tr -s ' \t' '\n' | grep . >"$2/etc/$3.all"
    : >"$2/etc/$3"
    while read -r module; do
        file=$(find "$modules/kernel" -name "${module//[-_]/[-_]}.ko*" | head -n 1)
        [ -n "$file" ] || continue # built into this kernel
        case $file in
        *.xz) xz -dc "$file" >"$2/lib/modules/$module.ko" ;;
        *) cp "$file" "$2/lib/modules/$module.ko" ;;
        esac
        "$strip" --strip-debug "$2/lib/modules/$module.ko"
        echo "$module" >>"$2/etc/$3"
    done <"$2/etc/$3.all"
    rm "$2/etc/$3.all"
}
take_modules "$here/modules.txt" "$root" modules
take_modules "$here/modules-test.txt" "$overlay" modules.test

# --- Programs, their libraries, DirectFB's plug-ins
plugins=$(find "$system/usr/lib/$triplet" -maxdepth 1 -type d -name 'directfb-1.7*' | sort | tail -n 1)
search=("$out/small/root/usr/lib" "$system/usr/lib/$triplet" "$system/lib/$triplet" "$system/usr/lib")
"$here/closure.py" --root "$root" --strip "$strip" "$HALL/tv-hall" "$HALL/tv-hall-supervisor" "$out/small/root/usr/sbin/ntpd=/usr/sbin/ntpd" \
    "$plugins/systems/libdirectfb_fbdev.so=/usr/lib/directfb/systems/libdirectfb_fbdev.so" \
    "$plugins/wm/libdirectfbwm_default.so=/usr/lib/directfb/wm/libdirectfbwm_default.so" --search "${search[@]}"
mkdir -p "$root/usr/lib/directfb"/{inputdrivers,gfxdrivers,interfaces}
cp "$system/bin/busybox" "$root/bin/busybox"
ln -s bin/busybox "$root/init"

# --- What is not code
cp -r "$ASSETS/schemas" "$ASSETS/theme" "$ASSETS/strings" "$ASSETS/icons" "$root/usr/share/tv-hall/"
cp "$top/build/box/television.png" "$root/usr/share/tv-hall/"
cp "$top/build/box/headend.xml" "$root/etc/tv-hall/headend.xml"
cp "$FONTS"/* "$root/usr/share/fonts/tv-hall/"
cp "$here/guest/inittab" "$here/guest/rc.boot" "$here/guest/udhcpc.script" "$root/etc/"
cp "$here/guest/supervise" "$root/usr/libexec/tv-hall/"
printf 'root:x:0:0:root:/:/bin/sh\n' >"$root/etc/passwd"
printf '127.0.0.1 localhost\n' >"$root/etc/hosts"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"

# --- Only for tests, appended to the image by them: the infrared sender and the agent
"$here/closure.py" --root "$overlay" --strip "$strip" "$INFRARED" --search "${search[@]}"
(cd "$overlay/usr/lib" && for library in *; do if [ -e "$root/usr/lib/$library" ]; then rm -f "$library"; fi; done)
rm -rf "${overlay:?}/lib64" "${overlay:?}"/lib/ld-*
cp "$here/guest/agent" "$here/guest/remote-on" "$overlay/etc/"
cp "$here/guest/rc.test" "$overlay/etc/rc.d/test"
cp /lib/udev/rc_keymaps/hisi_tv_demo.toml "$overlay/etc/remote.toml"

"$here/pack.sh" "$root" "$out/initrd.gz"
"$here/pack.sh" "$overlay" "$out/test.gz"

# --- What it weighs, packed
cp -al "$root" "$out/own" && rm -rf "$out/own/usr/share/fonts" "$out/own/lib/modules"
"$here/pack.sh" "$out/own" "$out/own.gz"
size() { stat -c %s "$1"; }
{
    printf 'image\t%s\n' "$(size "$out/initrd.gz")"
    printf 'own\t%s\n' "$(size "$out/own.gz")"
    printf 'kernel\t%s\n' "$(size "$kernel")"
    printf 'fonts\t%s\n' "$(tar -C "$root/usr/share" -cf - fonts | gzip -9n | wc -c)"
    printf 'unpacked\t%s\n' "$(du -sb "$root" | cut -f1)"
} >"$out/sizes"
rm -rf "$out/own" "$out/own.gz"
awk -v name="$name" '{ printf "  %s %-9s %6.2f MB%s\n", name, $1, $2 / 1e6, $1 == "own" ? " packed, without kernel, modules and fonts (budget 12 MB)" : "" }' "$out/sizes"
