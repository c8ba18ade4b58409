/* For tests only: the sending side of an infrared remote, through the kernel's rc-loopback.
 *
 *   infrared load KEYMAP.toml                     gives the receiver a keymap of ir-keytable
 *   infrared send SCANCODE [COUNT [PAUSE-MS]]     presses a key; COUNT frames of a NEC remote (110 ms apart:
 * a held key) infrared time SCANCODE X Y WIDTH HEIGHT       presses it and prints the microseconds until that
 * rectangle of /dev/fb0 changed
 */
#include <fcntl.h>
#include <libevdev/libevdev.h>
#include <linux/fb.h>
#include <linux/input.h>
#include <linux/lirc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "tests/box/guest/receiver.h"

enum { LINE_SIZE = 256, FRAME_MS = 110, GIVE_UP_MS = 20000, POLL_US = 500 };

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void pause_us(int64_t time_us)
{
    struct timespec pause = {.tv_sec = (time_t)(time_us / 1000000),
                             .tv_nsec = (long)(time_us % 1000000) * 1000};
    (void)nanosleep(&pause, NULL);
}

/* --- The keymap --- */

/* A line like: 0x00000092 = "KEY_NUMERIC_1". Returns 1 if it was one. */
static int set_key(int fd, const char *line)
{
    char *end = NULL;
    struct input_keymap_entry entry = {.len = sizeof(uint32_t)};
    unsigned long scancode = strtoul(line, &end, 16);
    const char *quote = strchr(line, '"');
    if (end == line || quote == NULL) {
        return 0;
    }
    int code = libevdev_event_code_from_name_n(EV_KEY, quote + 1, strcspn(quote + 1, "\""));
    uint32_t number = (uint32_t)scancode;
    if (code <= 0) {
        return 0;
    }
    memcpy(entry.scancode, &number, sizeof number);
    entry.keycode = (uint32_t)code;
    return ioctl(fd, EVIOCSKEYCODE_V2, &entry) == 0;
}

static int load(const char *path)
{
    char line[LINE_SIZE];
    int keys = 0;
    FILE *file = fopen(path, "re");
    int fd = file != NULL ? receiver_open(O_RDONLY) : -1;
    if (fd < 0) {
        if (file != NULL) {
            fclose(file);
        }
        return 1;
    }
    while (fgets(line, sizeof line, file) != NULL) {
        keys += strncmp(line, "0x", 2) == 0 && set_key(fd, line);
    }
    fclose(file);
    close(fd);
    printf("%d keys\n", keys);
    return keys > 0 ? 0 : 1;
}

/* --- Sending --- */

static int open_sender(void)
{
    uint32_t mode = LIRC_MODE_SCANCODE;
    int fd = open("/dev/lirc0", O_RDWR | O_CLOEXEC);
    if (fd < 0 || ioctl(fd, LIRC_SET_SEND_MODE, &mode) != 0) {
        perror("infrared: /dev/lirc0");
        return -1;
    }
    return fd;
}

static int send_frame(int fd, uint64_t scancode)
{
    struct lirc_scancode frame = {.scancode = scancode, .rc_proto = RC_PROTO_NEC};
    if (write(fd, &frame, sizeof frame) != (ssize_t)sizeof frame) {
        perror("infrared: send");
        return -1;
    }
    return 0;
}

static int send_frames(uint64_t scancode, long count, long gap_ms)
{
    int fd = open_sender();
    int result = fd < 0;
    for (long i = 0; i < count && result == 0; i++) {
        if (i > 0) {
            pause_us((int64_t)gap_ms * 1000);
        }
        result = send_frame(fd, scancode) != 0;
    }
    if (fd >= 0) {
        close(fd);
    }
    return result;
}

/* --- How long until the screen shows it --- */

struct area {
    const uint8_t *pixels;
    size_t line, first, bytes, lines;
};

static int open_area(struct area *area, const long *numbers)
{
    struct fb_var_screeninfo mode;
    struct fb_fix_screeninfo memory;
    int fd = open("/dev/fb0", O_RDWR | O_CLOEXEC);
    if (fd < 0 || ioctl(fd, FBIOGET_VSCREENINFO, &mode) != 0 ||
        ioctl(fd, FBIOGET_FSCREENINFO, &memory) != 0 || numbers[0] < 0 || numbers[1] < 0 || numbers[2] < 1 ||
        numbers[3] < 1 || numbers[0] + numbers[2] > (long)mode.xres ||
        numbers[1] + numbers[3] > (long)mode.yres) {
        fprintf(stderr, "infrared: /dev/fb0 has no such area\n");
        return -1;
    }
    void *pixels = mmap(NULL, memory.smem_len, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    if (pixels == MAP_FAILED) {
        perror("infrared: /dev/fb0");
        return -1;
    }
    size_t bytes = mode.bits_per_pixel / 8;
    *area = (struct area){pixels, memory.line_length,
                          (size_t)numbers[1] * memory.line_length + (size_t)numbers[0] * bytes,
                          (size_t)numbers[2] * bytes, (size_t)numbers[3]};
    return 0;
}

static int has_changed(const struct area *area, const uint8_t *before)
{
    for (size_t y = 0; y < area->lines; y++) {
        if (memcmp(area->pixels + area->first + y * area->line, before + y * area->bytes, area->bytes) != 0) {
            return 1;
        }
    }
    return 0;
}

static int wait_for_change(const struct area *area, const uint8_t *before, int fd, uint64_t scancode)
{
    int64_t start = now_us();
    if (send_frame(fd, scancode) != 0) {
        return 1;
    }
    while (!has_changed(area, before)) {
        if (now_us() - start > (int64_t)GIVE_UP_MS * 1000) {
            fprintf(stderr, "infrared: nothing changed\n");
            return 1;
        }
        pause_us(POLL_US);
    }
    printf("%lld\n", (long long)(now_us() - start));
    return 0;
}

static int time_key(uint64_t scancode, const long *numbers)
{
    struct area area;
    int result = 1;
    if (open_area(&area, numbers) != 0) {
        return 1;
    }
    uint8_t *before = malloc(area.lines * area.bytes);
    int fd = open_sender();
    if (before != NULL && fd >= 0) {
        for (size_t y = 0; y < area.lines; y++) {
            memcpy(before + y * area.bytes, area.pixels + area.first + y * area.line, area.bytes);
        }
        result = wait_for_change(&area, before, fd, scancode);
    }
    free(before);
    if (fd >= 0) {
        close(fd);
    }
    return result;
}

static long number(const char *text)
{
    return strtol(text, NULL, 0);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "load") == 0) {
        return load(argv[2]);
    }
    if (argc >= 3 && argc <= 5 && strcmp(argv[1], "send") == 0) {
        return send_frames((uint64_t)number(argv[2]), argc > 3 ? number(argv[3]) : 1,
                           argc > 4 ? number(argv[4]) : FRAME_MS);
    }
    if (argc == 7 && strcmp(argv[1], "time") == 0) {
        const long numbers[4] = {number(argv[3]), number(argv[4]), number(argv[5]), number(argv[6])};
        return time_key((uint64_t)number(argv[2]), numbers);
    }
    fprintf(stderr, "infrared load FILE | send SCANCODE [COUNT [PAUSE]] | time SCANCODE X Y WIDTH HEIGHT\n");
    return 2;
}
