#include "backend-client/transfer/gunzip.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { PIECE_BYTES = 16 * 1024, GZIP_ONLY = MAX_WBITS + 16 };

struct gunzip {
    z_stream stream;
    gunzip_take take;
    void *context;
    int at_member_end;
    unsigned char piece[PIECE_BYTES];
};

struct gunzip *gunzip_new(gunzip_take take, void *context)
{
    struct gunzip *gunzip = calloc(1, sizeof *gunzip);
    if (gunzip == NULL || inflateInit2(&gunzip->stream, GZIP_ONLY) != Z_OK) {
        free(gunzip);
        return NULL;
    }
    gunzip->take = take;
    gunzip->context = context;
    return gunzip;
}

void gunzip_free(struct gunzip *gunzip)
{
    if (gunzip != NULL) {
        (void)inflateEnd(&gunzip->stream);
        free(gunzip);
    }
}

/* One call of zlib. *is_stuck: it wants more than there is. */
static int step(struct gunzip *gunzip, int *is_stuck)
{
    z_stream *stream = &gunzip->stream;
    stream->next_out = gunzip->piece;
    stream->avail_out = PIECE_BYTES;
    int code = inflate(stream, Z_NO_FLUSH);
    size_t length = PIECE_BYTES - stream->avail_out;
    gunzip->at_member_end = code == Z_STREAM_END;
    *is_stuck = code == Z_BUF_ERROR;
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) {
        return -1;
    }
    return length == 0 || gunzip->take(gunzip->context, gunzip->piece, length) == 0 ? 0 : -1;
}

/* Zeros after the last member are padding. */
static int begin_member(z_stream *stream)
{
    while (stream->avail_in > 0 && *stream->next_in == 0) {
        stream->next_in++;
        stream->avail_in--;
    }
    return stream->avail_in == 0 ? 0 : inflateReset(stream) == Z_OK ? 1 : -1;
}

int gunzip_feed(struct gunzip *gunzip, const void *bytes, size_t length)
{
    z_stream *stream = &gunzip->stream;
    stream->next_in = (z_const Bytef *)bytes;
    stream->avail_in = (uInt)length;
    int is_stuck = 0;
    while (!is_stuck && (stream->avail_in > 0 || stream->avail_out == 0)) {
        int begun = gunzip->at_member_end ? begin_member(stream) : 1;
        if (begun <= 0) {
            return begun;
        }
        if (step(gunzip, &is_stuck) != 0) {
            return -1;
        }
    }
    return 0;
}

int gunzip_is_whole(const struct gunzip *gunzip)
{
    return gunzip->at_member_end;
}
