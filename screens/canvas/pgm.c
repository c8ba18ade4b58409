#include "screens/canvas/pgm.h"

#include <stdlib.h>
#include <string.h>

struct cursor {
    const unsigned char *bytes;
    size_t length, at;
};

static int is_blank(unsigned char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Blanks and comments (from # to the end of the line). */
static void skip_blanks(struct cursor *cursor)
{
    while (cursor->at < cursor->length) {
        unsigned char byte = cursor->bytes[cursor->at];
        if (byte == '#') {
            while (cursor->at < cursor->length && cursor->bytes[cursor->at] != '\n') {
                cursor->at++;
            }
        } else if (is_blank(byte)) {
            cursor->at++;
        } else {
            return;
        }
    }
}

/* A number up to 65535; -1: there is none. */
static int read_number(struct cursor *cursor)
{
    int number = -1;
    skip_blanks(cursor);
    while (cursor->at < cursor->length) {
        unsigned char byte = cursor->bytes[cursor->at];
        if (byte < '0' || byte > '9') {
            break;
        }
        number = (number < 0 ? 0 : number) * 10 + (byte - '0');
        if (number > 65535) {
            return -1;
        }
        cursor->at++;
    }
    return number;
}

int pgm_read(const unsigned char *bytes, size_t length, struct pgm *pgm, const char **problem)
{
    struct cursor cursor = {bytes, length, 2};
    if (length < 2 || memcmp(bytes, "P5", 2) != 0) {
        *problem = "not a binary PGM file (P5)";
        return -1;
    }
    int width = read_number(&cursor);
    int height = read_number(&cursor);
    int most = read_number(&cursor);
    if (width < 1 || height < 1 || width > PGM_SIDE_MAX || height > PGM_SIDE_MAX) {
        *problem = "the size is not within 1x1 and 512x512";
        return -1;
    }
    if (most != 255) {
        *problem = "the greatest value is not 255";
        return -1;
    }
    size_t size = (size_t)width * (size_t)height;
    if (cursor.at >= length || !is_blank(bytes[cursor.at]) || length - cursor.at - 1 < size) {
        *problem = "the file ends before its last pixel";
        return -1;
    }
    unsigned char *pixels = malloc(size);
    if (!pixels) {
        *problem = "out of memory";
        return -1;
    }
    memcpy(pixels, bytes + cursor.at + 1, size);
    *pgm = (struct pgm){width, height, pixels};
    return 0;
}
