#ifndef SCREENS_CANVAS_PICTURE_READ_H
#define SCREENS_CANVAS_PICTURE_READ_H

#include <stddef.h>

#include "screens/canvas/canvas.h"
#include "screens/canvas/picture_scale.h"

/* Pictures from outside, without a canvas. 0 and pixels to be freed with free(pixels->argb), or -1 and the
 * problem in words. */

enum { PICTURE_PROBLEM_SIZE = 120 };

int picture_read(const void *bytes, size_t length, int max_width, int max_height,
                 struct picture_pixels *pixels, char problem[PICTURE_PROBLEM_SIZE]);

int picture_read_png(const unsigned char *bytes, size_t length, int max_width, int max_height,
                     struct picture_pixels *pixels, char problem[PICTURE_PROBLEM_SIZE]);
int picture_read_jpeg(const unsigned char *bytes, size_t length, int max_width, int max_height,
                      struct picture_pixels *pixels, char problem[PICTURE_PROBLEM_SIZE]);

#endif
