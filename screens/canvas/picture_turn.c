#include "screens/canvas/picture_turn.h"

#include <stdlib.h>
#include <string.h>

enum { UPRIGHT = 1, ORIENTATION_TAG = 0x0112, ENTRY_SIZE = 12, TIFF_AT = 6 };

/* TIFF is written in either order of bytes. */
struct tiff {
    const unsigned char *bytes;
    size_t length;
    int big_endian;
};

static unsigned long number_at(const struct tiff *tiff, size_t at, size_t size)
{
    unsigned long number = 0;
    for (size_t i = 0; i < size && at + size <= tiff->length; i++) {
        number = number << 8 | tiff->bytes[at + (tiff->big_endian ? i : size - 1 - i)];
    }
    return number;
}

int exif_orientation(const unsigned char *segment, size_t length)
{
    if (length < TIFF_AT + 8 || memcmp(segment, "Exif\0\0", TIFF_AT) != 0) {
        return UPRIGHT;
    }
    struct tiff tiff = {segment + TIFF_AT, length - TIFF_AT, segment[TIFF_AT] == 'M'};
    size_t directory = number_at(&tiff, 4, 4);
    size_t entries = directory < tiff.length ? number_at(&tiff, directory, 2) : 0;
    for (size_t i = 0; i < entries; i++) {
        size_t entry = directory + 2 + i * ENTRY_SIZE;
        if (entry + ENTRY_SIZE > tiff.length) {
            break;
        }
        if (number_at(&tiff, entry, 2) == ORIENTATION_TAG) {
            unsigned long orientation = number_at(&tiff, entry + 8, 2);
            return orientation >= 1 && orientation <= 8 ? (int)orientation : UPRIGHT;
        }
    }
    return UPRIGHT;
}

int orientation_swaps(int orientation)
{
    return orientation >= 5;
}

int picture_turn(struct picture_pixels *pixels, int orientation)
{
    int swaps = orientation_swaps(orientation);
    int width = swaps ? pixels->height : pixels->width;
    int height = swaps ? pixels->width : pixels->height;
    if (orientation <= UPRIGHT) {
        return 0;
    }
    uint32_t *turned = malloc((size_t)width * (size_t)height * sizeof *turned);
    if (turned == NULL) {
        return -1;
    }
    int from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    int from_below = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            int along = swaps ? y : x;
            int down = swaps ? x : y;
            along = from_right ? pixels->width - 1 - along : along;
            down = from_below ? pixels->height - 1 - down : down;
            turned[(size_t)y * (size_t)width + (size_t)x] =
                pixels->argb[(size_t)down * (size_t)pixels->width + (size_t)along];
        }
    }
    free(pixels->argb);
    pixels->argb = turned;
    pixels->width = width;
    pixels->height = height;
    return 0;
}
