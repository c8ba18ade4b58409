#include "headend/notices/picture_header.h"

#include <string.h>

static uint32_t number(const unsigned char *bytes, size_t count)
{
    uint32_t value = 0;
    for (size_t i = 0; i < count; i++) {
        value = value << 8 | bytes[i];
    }
    return value;
}

static const char *read_png(const unsigned char *bytes, size_t length, struct picture_header *header)
{
    static const unsigned char head[] = {0, 0, 0, 13, 'I', 'H', 'D', 'R'};
    static const unsigned char tail[] = {0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xAE, 0x42, 0x60, 0x82};
    if (length < 8 + 8 + 13 + 4 + sizeof tail || memcmp(bytes + 8, head, sizeof head) != 0) {
        return "it is a PNG without a header";
    }
    /* Some programs write more behind the end. */
    if (memmem(bytes, length, tail, sizeof tail) == NULL) {
        return "it is a PNG that is cut off";
    }
    header->kind = PICTURE_PNG;
    header->width = number(bytes + 16, 4);
    header->height = number(bytes + 20, 4);
    header->at_once = bytes[28] != 0;
    return NULL;
}

/* A frame header (SOF) that says how large the picture is; DHT, JPG and DAC share its range of markers. */
static int is_frame_marker(unsigned char marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static const char *read_jpeg(const unsigned char *bytes, size_t length, struct picture_header *header)
{
    static const char without_size[] = "it is a JPEG that does not say its size";
    unsigned components = 0;
    size_t segment;
    for (size_t at = 2; at + 4 <= length && bytes[at] == 0xFF; at += 2 + segment) {
        unsigned char marker = bytes[at + 1];
        segment = number(bytes + at + 2, 2);
        if (marker == 0xFF) { /* filling */
            at--;
            segment = 0;
        } else if (marker == 0xD9 || segment < 2) {
            break;
        } else if (marker == 0xDA) { /* the first scan; some have one a colour */
            header->at_once |= at + 4 < length && bytes[at + 4] < components;
            break;
        } else if (is_frame_marker(marker)) {
            if (segment < 8 || at + 10 > length) {
                break;
            }
            header->kind = PICTURE_JPEG;
            header->height = number(bytes + at + 5, 2);
            header->width = number(bytes + at + 7, 2);
            header->at_once = (marker & 3) == 2;
            components = bytes[at + 9];
        }
    }
    return components > 0 ? NULL : without_size;
}

const char *picture_header_read(const unsigned char *bytes, size_t length, struct picture_header *header)
{
    static const unsigned char png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    static const unsigned char jpeg[] = {0xFF, 0xD8, 0xFF};
    const char *problem = "it is neither PNG nor JPEG";
    memset(header, 0, sizeof *header);
    if (length > PICTURE_BYTES_MAX) {
        return "it is larger than 4 MiB";
    }
    if (length >= sizeof png && memcmp(bytes, png, sizeof png) == 0) {
        problem = read_png(bytes, length, header);
    } else if (length >= sizeof jpeg && memcmp(bytes, jpeg, sizeof jpeg) == 0) {
        problem = read_jpeg(bytes, length, header);
    }
    if (problem != NULL) {
        return problem;
    }
    if (header->width == 0 || header->height == 0) {
        return "it says that it has no size";
    }
    if ((uint64_t)header->width * header->height > PICTURE_PIXELS_MAX) {
        return "it says that it has more than 8 million pixels";
    }
    if (header->at_once && (uint64_t)header->width * header->height > PICTURE_PIXELS_AT_ONCE_MAX) {
        return "it is progressive or interlaced and has more than 2 million pixels";
    }
    return NULL;
}
