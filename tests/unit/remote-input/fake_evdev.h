#ifndef TESTS_FAKE_EVDEV_H
#define TESTS_FAKE_EVDEV_H

/* Evdev nodes for machines without /dev/uinput: a FIFO carries the struct input_event, and the ioctls that
 * libevdev asks are answered here (this ioctl stands before libc's). The room and libevdev run as on a box;
 * the kernel's side is this file. To be included by one file of a test program. */

#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { FAKE_MAX = 40 };

struct fake_evdev {
    int used;
    char path[256];
    char name[64];
    ino_t inode;
    int writer; /* opened for reading too, so that it never blocks */
    unsigned char codes[KEY_CNT / 8];
    unsigned char down[KEY_CNT / 8];
    int grabs;
};

static struct fake_evdev fake_devices[FAKE_MAX];

static void fake_bit(unsigned char *bits, unsigned code, int on)
{
    bits[code / 8] =
        (unsigned char)(on ? bits[code / 8] | 1U << code % 8 : bits[code / 8] & ~(1U << code % 8));
}

/* `codes` ends with 0. Returns NULL if the node cannot be made. */
static struct fake_evdev *fake_add(const char *path, mode_t mode, const char *name, const unsigned *codes)
{
    struct fake_evdev *device = NULL;
    struct stat info;

    for (size_t i = 0; i < FAKE_MAX && device == NULL; i++) {
        device = fake_devices[i].used ? NULL : &fake_devices[i];
    }
    if (device == NULL) {
        return NULL;
    }
    memset(device, 0, sizeof *device);
    (void)snprintf(device->path, sizeof device->path, "%s", path);
    (void)snprintf(device->name, sizeof device->name, "%s", name);
    for (; *codes != 0; codes++) {
        fake_bit(device->codes, *codes, 1);
    }
    if (mkfifo(path, 0600) != 0) {
        return NULL;
    }
    device->writer = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (device->writer < 0 || fstat(device->writer, &info) != 0 || chmod(path, mode) != 0) {
        return NULL;
    }
    device->inode = info.st_ino;
    device->used = 1;
    return device;
}

/* The device is pulled out: readers see the hang-up that evdev shows. */
static void fake_unplug(struct fake_evdev *device)
{
    (void)unlink(device->path);
    (void)close(device->writer);
    device->used = 0;
}

/* Returns 0, or -1 when the pipe is full. */
static int fake_send(struct fake_evdev *device, int64_t time_us, unsigned type, unsigned code, int value)
{
    struct input_event event = {.type = (__u16)type, .code = (__u16)code, .value = value};

    event.input_event_sec = time_us / 1000000;
    event.input_event_usec = time_us % 1000000;
    if (type == EV_KEY && value != 2) {
        fake_bit(device->down, code, value);
    }
    return write(device->writer, &event, sizeof event) == (ssize_t)sizeof event ? 0 : -1;
}

static int fake_bytes(void *out, size_t room, const void *bytes, size_t length)
{
    memset(out, 0, room);
    memcpy(out, bytes, length < room ? length : room);
    return (int)(length < room ? length : room);
}

static int fake_answer(struct fake_evdev *device, unsigned long request, void *argument)
{
    unsigned char bits[KEY_CNT / 8] = {0};
    unsigned number = _IOC_NR(request);
    size_t room = _IOC_SIZE(request);

    switch (number) {
    case _IOC_NR(EVIOCGID):
        return fake_bytes(argument, room, bits, sizeof(struct input_id));
    case _IOC_NR(EVIOCGVERSION):
        *(int *)argument = EV_VERSION;
        return 0;
    case _IOC_NR(EVIOCGNAME(0)):
        return fake_bytes(argument, room, device->name, strlen(device->name) + 1);
    case _IOC_NR(EVIOCGKEY(0)):
        return fake_bytes(argument, room, device->down, sizeof device->down);
    case _IOC_NR(EVIOCGBIT(0, 0)):
        fake_bit(bits, EV_SYN, 1);
        fake_bit(bits, EV_KEY, 1);
        fake_bit(bits, EV_MSC, 1);
        return fake_bytes(argument, room, bits, EV_CNT / 8);
    case _IOC_NR(EVIOCGBIT(EV_KEY, 0)):
        return fake_bytes(argument, room, device->codes, sizeof device->codes);
    case _IOC_NR(EVIOCGBIT(EV_MSC, 0)):
        fake_bit(bits, MSC_SCAN, 1);
        return fake_bytes(argument, room, bits, 1);
    case _IOC_NR(EVIOCGRAB):
        device->grabs += argument != NULL;
        return 0;
    case _IOC_NR(EVIOCSCLOCKID):
        return *(int *)argument == CLOCK_MONOTONIC ? 0 : -1;
    case _IOC_NR(EVIOCGPHYS(0)):
    case _IOC_NR(EVIOCGUNIQ(0)):
        errno = ENOENT;
        return -1;
    default:
        return fake_bytes(argument, room, bits, room < sizeof bits ? room : sizeof bits);
    }
}

int ioctl(int fd, unsigned long request, ...)
{
    struct stat info;
    va_list arguments;
    void *argument;

    va_start(arguments, request);
    argument = va_arg(arguments, void *);
    va_end(arguments);
    if (_IOC_TYPE(request) == 'E' && fstat(fd, &info) == 0 && S_ISFIFO(info.st_mode)) {
        for (size_t i = 0; i < FAKE_MAX; i++) {
            if (fake_devices[i].used && fake_devices[i].inode == info.st_ino) {
                return fake_answer(&fake_devices[i], request, argument);
            }
        }
        errno = ENODEV;
        return -1;
    }
    return (int)syscall(SYS_ioctl, fd, request, argument);
}

#endif
