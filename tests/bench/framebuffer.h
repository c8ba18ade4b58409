#ifndef TESTS_BENCH_FRAMEBUFFER_H
#define TESTS_BENCH_FRAMEBUFFER_H

#include <stddef.h>
#include <stdint.h>

/* A box's screen, /dev/fb0 or another, of 32 bits a pixel. */

struct framebuffer {
    uint8_t *mapped; /* the first visible pixel */
    size_t mapped_size;
    size_t stride; /* bytes from line to line */
    int width, height;
};

/* 0, or -1 with a line on standard error. */
int framebuffer_open(struct framebuffer *screen, const char *path);
void framebuffer_close(struct framebuffer *screen);

/* Shows a part of a picture as large as the screen, whose lines are `stride` bytes apart. What leaves the
 * screen is cut off. */
void framebuffer_show(const struct framebuffer *screen, const uint8_t *picture, size_t stride, int x, int y,
                      int width, int height);

#endif
