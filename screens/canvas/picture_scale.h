#ifndef SCREENS_CANVAS_PICTURE_SCALE_H
#define SCREENS_CANVAS_PICTURE_SCALE_H

#include <stdint.h>

/* Rows of RGBA come in, a picture that fits a box comes out: each pixel is the mean of the area it covers.
 * Never enlarged. Only the small picture is held. */

struct picture_pixels {
    int width, height;
    int has_alpha;
    uint32_t *argb; /* malloc'ed, not premultiplied */
};

struct scaler {
    int source_width, source_height;
    struct picture_pixels out;
    uint32_t *row; /* sums across, 4 an out pixel */
    uint32_t *sum; /* sums across and down, for the out row being made */
    int source_row, out_row;
    uint32_t alpha_and; /* of all pixels */
};

/* The size of w × h fitted into the box, at least 1 × 1. */
void picture_fit(int w, int h, int max_width, int max_height, int *out_width, int *out_height);

/* w × h ≤ PICTURE_PIXELS_MAX. 0, or -1 without memory; scaler_free either way. */
int scaler_start(struct scaler *scaler, int w, int h, int max_width, int max_height);
void scaler_row(struct scaler *scaler, const unsigned char *rgba);
/* 1: all rows have come, and *pixels is the caller's. */
int scaler_take(struct scaler *scaler, struct picture_pixels *pixels);
void scaler_free(struct scaler *scaler);

#endif
