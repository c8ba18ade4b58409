#!/bin/busybox sh
# Everything between the kernel and the supervisor. busybox init runs this once.
/bin/busybox mkdir -p /proc /sys /dev /run /tmp /state /bin /sbin /usr/bin /usr/sbin
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sys /sys
/bin/busybox mount -t devtmpfs dev /dev
/bin/busybox mount -t tmpfs -o size=8m,mode=755 run /run
/bin/busybox --install -s

# The root is memory: a module that is loaded needs its file no more (5 MB of them).
for module in $(cat /etc/modules); do
    insmod "/lib/modules/$module.ko" || echo "box: module $module does not load"
    rm -f "/lib/modules/$module.ko"
done

# tv_hall.NAME=VALUE on the kernel's command line
setting() {
    sed -n "s/.*\btv_hall\.$1=\([^ ]*\).*/\1/p" /proc/cmdline
}

# The flash: state survives a power cut, since everything in it is written beside, synced and renamed.
state=$(setting state)
state=${state:-/dev/vda}
if [ -b "$state" ]; then
    mount -t ext4 -o noatime,data=ordered "$state" /state || echo "box: $state cannot be mounted; nothing is kept"
fi
mkdir -p /state/tv-hall

# The address of the headend is the box's; everything else in headend.xml comes from the image and later from the headend.
headend=$(setting headend)
ca=$(setting ca)
mkdir -p /run/tv-hall
sed -e "${ca:+s|\(<backend [^>]*\) ca=\"[^\"]*\"|\1|}" -e "s|\(<backend[^>]* url=\)\"[^\"]*\"|\1\"${headend:-http://127.0.0.1:8080}\"${ca:+ ca=\"$ca\"}|" \
    /etc/tv-hall/headend.xml >/run/tv-hall/headend.xml

# Many boxes have no battery. Who tells the time: what the command line says (tv_hall.ntp=HOST,HOST), else whom the network names, else the
# headend's machine.
clock=$(setting ntp)
address=${headend#*://}
printf '%s\n%s\n' "$(echo "$clock" | tr , ' ')" "${address%%[:/]*}" >/run/tv-hall/clock

# An emulator that shares its cores with much else stands still at times: it may say how long that is no hang.
hang_after=$(setting hang-after)
[ -z "$hang_after" ] || echo "SUPERVISOR_OPTIONS='--hang-after $hang_after --start-within 60000'" >/run/tv-hall/environment

ip link set lo up
if [ -e /sys/class/net/eth0 ]; then
    ip link set eth0 up
    udhcpc -i eth0 -b -q -O ntpsrv -s /etc/udhcpc.script >/dev/null 2>&1 &
fi

for script in /etc/rc.d/*; do
    [ -x "$script" ] && "$script"
done
