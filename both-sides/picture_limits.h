#ifndef BOTH_SIDES_PICTURE_LIMITS_H
#define BOTH_SIDES_PICTURE_LIMITS_H

/* What the headend takes as a picture, and a box decodes. */
enum { PICTURE_PIXELS_MAX = 8 * 1000 * 1000 };

/* Likewise of those that must be whole in memory to be decoded: interlaced, progressive. */
enum { PICTURE_PIXELS_AT_ONCE_MAX = 2 * 1024 * 1024 };

#endif
