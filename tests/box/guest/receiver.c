#include "tests/box/guest/receiver.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NODES = 32 };

static const char receiver_name[] = "rc-core loopback device";

int receiver_open(int flags)
{
    for (int number = 0; number < NODES; number++) {
        char path[64];
        char name[128] = "";
        (void)snprintf(path, sizeof path, "/dev/input/event%d", number);
        int fd = open(path, flags | O_CLOEXEC);
        if (fd >= 0 && ioctl(fd, EVIOCGNAME(sizeof name), name) >= 0 && strcmp(name, receiver_name) == 0) {
            return fd;
        }
        if (fd >= 0) {
            close(fd);
        }
    }
    fprintf(stderr, "no \"%s\"\n", receiver_name);
    return -1;
}

int receiver_next_key(int fd)
{
    struct input_event event;
    for (;;) {
        const ssize_t got = read(fd, &event, sizeof event);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got != (ssize_t)sizeof event) {
            perror(receiver_name);
            return -1;
        }
        if (event.type == EV_KEY && event.value == 1) {
            return event.code;
        }
    }
}
