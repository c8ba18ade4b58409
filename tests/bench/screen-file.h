#ifndef TESTS_BENCH_SCREEN_FILE_H
#define TESTS_BENCH_SCREEN_FILE_H

#include <stddef.h>
#include <stdint.h>

/* A screen seen from outside, without asking anybody: that of `Xvfb -fbdir DIR`, which is an XWD file that
 * the server draws into, or a box's framebuffer (/dev/fb0). */

struct screen_file {
    const uint8_t *mapped;
    size_t mapped_size;
    const uint8_t *pixels; /* 4 bytes each */
    int width, height;
    size_t stride;
    uint8_t *framebuffer; /* its pixels; NULL: a screen whose owner draws */
};

struct box {
    int x, y, width, height; /* width 0: empty */
};

/* 0, or -1 with a line on standard error. */
int screen_file_open(struct screen_file *screen, const char *path);
void screen_file_close(struct screen_file *screen);

/* malloc'ed copy of every pixel, row after row without gaps; NULL without memory. */
uint8_t *screen_file_copy(const struct screen_file *screen);
void screen_file_copy_into(const struct screen_file *screen, uint8_t *copy);

/* What stood on a framebuffer before, as a server's screen gets by itself when a program has ended. */
void screen_file_put_back(const struct screen_file *screen, const uint8_t *copy);

/* The smallest box around what differs from a copy. */
struct box screen_file_difference(const struct screen_file *screen, const uint8_t *copy);
struct box box_union(struct box a, struct box b);

/* Does the box differ from the copy? Looks at every `step`-th line. */
int screen_file_box_differs(const struct screen_file *screen, const uint8_t *copy, struct box box, int step);

/* Nanoseconds of CLOCK_MONOTONIC. */
int64_t now_ns(void);
void sleep_ns(int64_t nanoseconds);

#endif
