#ifndef SCREENS_CANVAS_PICTURE_TURN_H
#define SCREENS_CANVAS_PICTURE_TURN_H

#include <stddef.h>

#include "screens/canvas/picture_scale.h"

/* How a camera was held: Exif's orientation, 1 (upright) to 8. */

/* Of the segment APP1 of a JPEG; 1 where it says nothing that can be read. */
int exif_orientation(const unsigned char *segment, size_t length);

/* 1 if a picture's width and height change places. */
int orientation_swaps(int orientation);

/* Turns the picture upright. Returns -1 without memory; the picture stays as it is. */
int picture_turn(struct picture_pixels *pixels, int orientation);

#endif
