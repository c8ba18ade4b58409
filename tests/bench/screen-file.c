#include "tests/bench/screen-file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tests/bench/framebuffer.h"

enum { XWD_WORDS = 25, XWD_COLOUR_BYTES = 12, BYTES_PER_PIXEL = 4 };
/* Places of the fields of an XWD header, in 32-bit big-endian words. */
enum { HEADER_SIZE = 0, WIDTH = 4, HEIGHT = 5, BITS_PER_PIXEL = 11, BYTES_PER_LINE = 12, COLOURS = 19 };

static uint32_t word(const uint8_t *header, size_t index)
{
    const uint8_t *at = header + index * 4;
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static int read_header(struct screen_file *screen)
{
    if (screen->mapped_size < XWD_WORDS * 4) {
        return -1;
    }
    const size_t offset =
        word(screen->mapped, HEADER_SIZE) + (size_t)word(screen->mapped, COLOURS) * XWD_COLOUR_BYTES;
    screen->width = (int)word(screen->mapped, WIDTH);
    screen->height = (int)word(screen->mapped, HEIGHT);
    screen->stride = word(screen->mapped, BYTES_PER_LINE);
    if (word(screen->mapped, BITS_PER_PIXEL) != 32 || screen->width <= 0 || screen->height <= 0 ||
        screen->stride < (size_t)screen->width * BYTES_PER_PIXEL ||
        offset + screen->stride * (size_t)screen->height > screen->mapped_size) {
        return -1;
    }
    screen->pixels = screen->mapped + offset;
    return 0;
}

static int open_framebuffer(struct screen_file *screen, const char *path)
{
    struct framebuffer opened;
    if (framebuffer_open(&opened, path) != 0) {
        return -1;
    }
    *screen = (struct screen_file){.mapped = opened.mapped,
                                   .mapped_size = opened.mapped_size,
                                   .pixels = opened.mapped,
                                   .width = opened.width,
                                   .height = opened.height,
                                   .stride = opened.stride,
                                   .framebuffer = opened.mapped};
    return 0;
}

int screen_file_open(struct screen_file *screen, const char *path)
{
    memset(screen, 0, sizeof *screen);
    if (strncmp(path, "/dev/", 5) == 0) {
        return open_framebuffer(screen, path);
    }
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (fd < 0 || fstat(fd, &status) != 0) {
        perror(path);
        if (fd >= 0) {
            close(fd);
        }
        return -1;
    }
    screen->mapped_size = (size_t)status.st_size;
    void *mapped = mmap(NULL, screen->mapped_size, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    if (mapped == MAP_FAILED) {
        perror(path);
        return -1;
    }
    screen->mapped = mapped;
    if (read_header(screen) != 0) {
        fprintf(stderr, "%s: not a screen of 32 bits per pixel\n", path);
        screen_file_close(screen);
        return -1;
    }
    return 0;
}

void screen_file_close(struct screen_file *screen)
{
    if (screen->mapped != NULL) {
        munmap((void *)(uintptr_t)screen->mapped, screen->mapped_size);
    }
    screen->mapped = NULL;
}

static size_t row_bytes(const struct screen_file *screen)
{
    return (size_t)screen->width * BYTES_PER_PIXEL;
}

static const uint8_t *row(const struct screen_file *screen, int y)
{
    return screen->pixels + (size_t)y * screen->stride;
}

uint8_t *screen_file_copy(const struct screen_file *screen)
{
    uint8_t *copy = malloc(row_bytes(screen) * (size_t)screen->height);
    if (copy != NULL) {
        screen_file_copy_into(screen, copy);
    }
    return copy;
}

void screen_file_copy_into(const struct screen_file *screen, uint8_t *copy)
{
    for (int y = 0; y < screen->height; y++) {
        memcpy(copy + (size_t)y * row_bytes(screen), row(screen, y), row_bytes(screen));
    }
}

void screen_file_put_back(const struct screen_file *screen, const uint8_t *copy)
{
    for (int y = 0; screen->framebuffer != NULL && y < screen->height; y++) {
        memcpy(screen->framebuffer + (size_t)y * screen->stride, copy + (size_t)y * row_bytes(screen),
               row_bytes(screen));
    }
}

struct box box_union(struct box a, struct box b)
{
    if (a.width == 0) {
        return b;
    }
    if (b.width == 0) {
        return a;
    }
    const int left = a.x < b.x ? a.x : b.x;
    const int top = a.y < b.y ? a.y : b.y;
    const int right = a.x + a.width > b.x + b.width ? a.x + a.width : b.x + b.width;
    const int bottom = a.y + a.height > b.y + b.height ? a.y + a.height : b.y + b.height;
    return (struct box){left, top, right - left, bottom - top};
}

static struct box row_difference(const uint8_t *a, const uint8_t *b, int width, int y)
{
    int first = 0;
    int last = width - 1;
    while (first < width && memcmp(a + (size_t)first * 4, b + (size_t)first * 4, 4) == 0) {
        first++;
    }
    while (last > first && memcmp(a + (size_t)last * 4, b + (size_t)last * 4, 4) == 0) {
        last--;
    }
    return (struct box){first, y, last - first + 1, 1};
}

struct box screen_file_difference(const struct screen_file *screen, const uint8_t *copy)
{
    struct box whole = {0};
    for (int y = 0; y < screen->height; y++) {
        const uint8_t *now = row(screen, y);
        const uint8_t *then = copy + (size_t)y * row_bytes(screen);
        if (memcmp(now, then, row_bytes(screen)) != 0) {
            whole = box_union(whole, row_difference(now, then, screen->width, y));
        }
    }
    return whole;
}

int screen_file_box_differs(const struct screen_file *screen, const uint8_t *copy, struct box box, int step)
{
    const size_t from = (size_t)box.x * BYTES_PER_PIXEL;
    const size_t bytes = (size_t)box.width * BYTES_PER_PIXEL;
    for (int y = box.y; y < box.y + box.height; y += step) {
        if (memcmp(row(screen, y) + from, copy + (size_t)y * row_bytes(screen) + from, bytes) != 0) {
            return 1;
        }
    }
    return 0;
}

int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void sleep_ns(int64_t nanoseconds)
{
    const struct timespec pause = {.tv_sec = (time_t)(nanoseconds / 1000000000),
                                   .tv_nsec = (long)(nanoseconds % 1000000000)};
    nanosleep(&pause, NULL);
}
