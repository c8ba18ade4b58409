#include "headend/providers/unpack.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    FIRST_BYTES = 64 * 1024,
    GZIP_WINDOW = 15 + 16,
    RAW_WINDOW = -15,
    ZIP_FILES_MAX = 16,
    ZIP_END_BYTES = 22,
    ZIP_COMMENT_MAX = 65535,
    ZIP_ENTRY_BYTES = 46,
    ZIP_LOCAL_BYTES = 30,
    STORED = 0,
    DEFLATED = 8,
};

/* Room for more, twice as much as before. */
static int grow(struct unpacked *out, size_t *size, size_t most)
{
    size_t larger = *size == 0 ? FIRST_BYTES : *size * 2;
    if (*size > most) {
        return -1;
    }
    larger = larger > most + 1 ? most + 1 : larger;
    char *grown = larger > *size ? realloc(out->bytes, larger + 1) : NULL;
    if (grown == NULL) {
        return -1;
    }
    out->bytes = grown;
    *size = larger;
    return 0;
}

static int inflate_all(z_stream *stream, size_t most, struct unpacked *out)
{
    size_t size = 0;
    int result = Z_OK;
    while (result == Z_OK) {
        if (out->length == size && grow(out, &size, most) != 0) {
            return -1;
        }
        stream->next_out = (Bytef *)out->bytes + out->length;
        stream->avail_out = (uInt)(size - out->length);
        result = inflate(stream, Z_NO_FLUSH);
        out->length = size - stream->avail_out;
    }
    return result == Z_STREAM_END && stream->avail_in == 0 && out->length <= most ? 0 : -1;
}

/* The whole of it. */
static int unpack(const void *bytes, size_t length, int window, size_t most, struct unpacked *out)
{
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)length};
    *out = (struct unpacked){.bytes = NULL};
    if (length > PACKED_MAX || inflateInit2(&stream, window) != Z_OK) {
        return -1;
    }
    int result = inflate_all(&stream, most, out);
    (void)inflateEnd(&stream);
    if (result != 0) {
        free(out->bytes);
        *out = (struct unpacked){.bytes = NULL};
        return -1;
    }
    out->bytes[out->length] = '\0';
    return 0;
}

int unpack_gzip(const void *bytes, size_t length, struct unpacked *out)
{
    return unpack(bytes, length, GZIP_WINDOW, UNPACKED_MAX, out);
}

/* --- zip (PKWARE APPNOTE 4.3) --- */

static uint32_t number_at(const unsigned char *at, size_t bytes)
{
    uint32_t number = 0;
    for (size_t i = bytes; i > 0; i--) {
        number = number << 8 | at[i - 1];
    }
    return number;
}

/* Where the directory's end stands. NULL: nowhere. */
static const unsigned char *find_end(const unsigned char *bytes, size_t length)
{
    size_t reach = length < ZIP_END_BYTES + ZIP_COMMENT_MAX ? length : ZIP_END_BYTES + ZIP_COMMENT_MAX;
    for (size_t back = ZIP_END_BYTES; back <= reach; back++) {
        const unsigned char *at = bytes + length - back;
        if (memcmp(at, "PK\5\6", 4) == 0 && number_at(at + 20, 2) == back - ZIP_END_BYTES) {
            return at;
        }
    }
    return NULL;
}

static int copy(const unsigned char *from, size_t length, size_t most, struct unpacked *out)
{
    *out = (struct unpacked){.bytes = length <= most ? malloc(length + 1) : NULL, .length = length};
    if (out->bytes == NULL) {
        return -1;
    }
    memcpy(out->bytes, from, length);
    out->bytes[length] = '\0';
    return 0;
}

/* A file by its entry of the directory. */
static int unpack_entry(const unsigned char *bytes, size_t length, const unsigned char *entry, size_t most,
                        struct unpacked *out)
{
    uint32_t method = number_at(entry + 10, 2);
    uint32_t packed = number_at(entry + 20, 4);
    uint32_t local = number_at(entry + 42, 4);
    int is_encrypted = (number_at(entry + 8, 2) & 1U) != 0;
    if (is_encrypted || length < ZIP_LOCAL_BYTES || local > length - ZIP_LOCAL_BYTES ||
        memcmp(bytes + local, "PK\3\4", 4) != 0) {
        return -1;
    }
    size_t begin =
        local + ZIP_LOCAL_BYTES + number_at(bytes + local + 26, 2) + number_at(bytes + local + 28, 2);
    if (begin > length || packed > length - begin) {
        return -1;
    }
    int result = method == STORED     ? copy(bytes + begin, packed, most, out)
                 : method == DEFLATED ? unpack(bytes + begin, packed, RAW_WINDOW, most, out)
                                      : -1;
    if (result == 0 && (out->length != number_at(entry + 24, 4) ||
                        crc32(0, (const Bytef *)out->bytes, (uInt)out->length) != number_at(entry + 16, 4))) {
        free(out->bytes);
        result = -1;
    }
    return result;
}

int unpack_zip(const unsigned char *bytes, size_t length,
               int (*take)(void *context, const struct unpacked *file), void *context)
{
    size_t left = UNPACKED_MAX;
    const unsigned char *end =
        length >= ZIP_END_BYTES && length <= PACKED_MAX ? find_end(bytes, length) : NULL;
    uint32_t count = end != NULL ? number_at(end + 10, 2) : 0;
    size_t at = end != NULL ? number_at(end + 16, 4) : 0;
    size_t until = end != NULL ? (size_t)(end - bytes) : 0;
    if (count == 0 || count > ZIP_FILES_MAX) {
        return -1;
    }
    for (uint32_t i = 0; i < count; i++) {
        struct unpacked file;
        if (at > until || until - at < ZIP_ENTRY_BYTES || memcmp(bytes + at, "PK\1\2", 4) != 0 ||
            unpack_entry(bytes, length, bytes + at, left, &file) != 0) {
            return -1;
        }
        left -= file.length;
        int result = take(context, &file);
        free(file.bytes);
        if (result != 0) {
            return -1;
        }
        at += ZIP_ENTRY_BYTES + number_at(bytes + at + 28, 2) + number_at(bytes + at + 30, 2) +
              number_at(bytes + at + 32, 2);
    }
    return 0;
}
