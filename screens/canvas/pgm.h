#ifndef SCREENS_CANVAS_PGM_H
#define SCREENS_CANVAS_PGM_H

#include <stddef.h>

/* A binary grey picture (PGM, P5), as an icon's mask: 0 nothing, 255 all of it. */

enum { PGM_SIDE_MAX = 512, PGM_BYTES_MAX = PGM_SIDE_MAX * PGM_SIDE_MAX + 1024 };

struct pgm {
    int width, height;
    unsigned char *pixels; /* malloc'ed, width × height */
};

/* 0, or -1 and the problem in words. */
int pgm_read(const unsigned char *bytes, size_t length, struct pgm *pgm, const char **problem);

#endif
