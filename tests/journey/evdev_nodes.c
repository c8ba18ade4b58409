/* Loaded into tv-hall by LD_PRELOAD (tests/journey/remotes.py): FIFOs named eventN in a test's folder answer
 * as evdev nodes do, so that a journey can press the keys of any remote where there is no /dev/uinput. What
 * the kernel would know of the device stands in eventN.keys: its name, then a key code a line. */

#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#pragma GCC diagnostic ignored "-Wunused-function" /* the senders: the other end is in Python */
#define ioctl fake_ioctl
int fake_ioctl(int fd, unsigned long request, ...);
#include "tests/unit/remote-input/fake_evdev.h"
#undef ioctl

static void know(int fd, ino_t inode)
{
    char link[64];
    char path[300] = "";
    char line[128];
    struct fake_evdev *device = NULL;
    for (size_t i = 0; i < FAKE_MAX; i++) {
        if (fake_devices[i].used && fake_devices[i].inode == inode) {
            return;
        }
        device = device == NULL && !fake_devices[i].used ? &fake_devices[i] : device;
    }
    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 8);
    if (length <= 0 || device == NULL) {
        return;
    }
    (void)snprintf(path + length, sizeof path - (size_t)length, ".keys");
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return;
    }
    memset(device, 0, sizeof *device);
    if (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        (void)snprintf(device->name, sizeof device->name, "%.63s", line);
    }
    while (fgets(line, sizeof line, file) != NULL) {
        unsigned long code = strtoul(line, NULL, 10);
        if (code > 0 && code < KEY_CNT) {
            fake_bit(device->codes, (unsigned)code, 1);
        }
    }
    (void)fclose(file);
    device->inode = inode;
    device->used = 1;
}

int ioctl(int fd, unsigned long request, ...)
{
    struct stat info;
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    if (_IOC_TYPE(request) == 'E' && fstat(fd, &info) == 0 && S_ISFIFO(info.st_mode)) {
        know(fd, info.st_ino);
    }
    return fake_ioctl(fd, request, argument);
}
