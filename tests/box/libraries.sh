#!/usr/bin/env bash
# libxml2, libcurl and ntpd from Debian's sources with what a box needs and no more: Debian's own bring ICU (31 MB), Kerberos, LDAP, SSH and
# RTMP with them. Same names and versions, so that programs built against Debian's run with these.
# Usage: libraries.sh SOURCES TARGET [HOST-TRIPLET SYSROOT]
set -eu

script=$(readlink -f "$0") # what was made by another version of it is made anew

sources=$(cd "$1" && pwd)
mkdir -p "$2"
target=$(cd "$2" && pwd)
host=()
export CFLAGS="-Os -g0 -ffunction-sections -fdata-sections" LDFLAGS="-Wl,-O1,--as-needed,--gc-sections,-z,relro,-z,now"
if [ $# -ge 4 ]; then
    host=("--host=$3")
    sysroot=$(cd "$4" && pwd)
    CFLAGS+=" -isystem $sysroot/usr/include -isystem $sysroot/usr/include/$3"
    LDFLAGS+=" -L$sysroot/usr/lib/$3 -Wl,-rpath-link,$sysroot/usr/lib/$3:$sysroot/lib/$3"
    export PKG_CONFIG_LIBDIR=$sysroot/usr/lib/$3/pkgconfig PKG_CONFIG_SYSROOT_DIR=$sysroot
fi

# The libraries alone: their programs, tests and manuals take several times as long.
make_libxml2() {
    make -s -j2 libxml2.la libxml-2.0.pc && make -s install-libLTLIBRARIES install-pkgconfigDATA "DESTDIR=$target/root" &&
        make -s -C include install "DESTDIR=$target/root"
}
make_curl() {
    make -s -j2 -C lib && make -s -C lib install "DESTDIR=$target/root" && make -s -C include install "DESTDIR=$target/root" &&
        make -s install-pkgconfigDATA "DESTDIR=$target/root"
}

# build NAME CONFIGURE-OPTION…
build() {
    local name=$1
    shift
    local folder=$target/build-$name
    [ "$folder/installed" -nt "$script" ] && return
    rm -rf "$folder"
    cp -a "$sources/$name" "$folder"
    cd "$folder"
    # Debian calls the symbols of its libcurl CURL_OPENSSL_4.
    [ "$name" != curl ] || sed -i "s/FLAVOUR@3/FLAVOUR@4/" lib/libcurl.vers.in
    # Debian's patches touch files that autotools would want to remake.
    find . -name '*.am' -exec touch -d '2000-01-01' {} +
    find . -name '*.ac' -exec touch -d '2000-01-01' {} +
    find . -name '*.m4' -exec touch -d '2000-01-02' {} +
    touch aclocal.m4 && find . -name '*.in' -exec touch {} + && touch configure
    {
        ./configure "${host[@]}" --prefix=/usr --disable-static --disable-dependency-tracking "$@" && "make_$name"
    } >"$target/$name.log" 2>&1 || { tail -n 15 "$target/$name.log" >&2; exit 1; }
    touch installed
}

# Debian's busybox has no ntpd: that one applet from the same sources, as a program of its own.
build_ntpd() {
    local folder=$target/build-busybox
    [ "$folder/installed" -nt "$script" ] && return
    rm -rf "$folder"
    cp -a "$sources/busybox" "$folder"
    cd "$folder"
    {
        make -s allnoconfig && sed -i -E 's/^# (CONFIG_NTPD|CONFIG_LFS) is not set/\1=y/' .config && { yes '' || true; } | make -s oldconfig &&
            make -s -j2 ${1:+"CROSS_COMPILE=$1-"} busybox && install -D busybox "$target/root/usr/sbin/ntpd"
    } >"$target/busybox.log" 2>&1 || { tail -n 15 "$target/busybox.log" >&2; exit 1; }
    touch installed
}

build_ntpd "${3:-}"
build libxml2 --without-icu --without-python --without-lzma --without-http --without-ftp --without-debug --without-legacy \
    --without-docbook
build curl --with-openssl --with-zlib --enable-versioned-symbols --without-brotli --without-zstd --without-nghttp2 --without-libidn2 \
    --without-libpsl --without-librtmp --without-libssh2 --without-gssapi --disable-ldap --disable-ldaps --disable-manual \
    --disable-ftp --disable-file --disable-dict --disable-telnet --disable-tftp --disable-rtsp --disable-pop3 --disable-imap \
    --disable-smtp --disable-gopher --disable-mqtt --disable-smb --disable-ntlm --disable-netrc --disable-alt-svc \
    --enable-threaded-resolver --with-ca-bundle=/etc/ssl/certs/ca-certificates.crt
