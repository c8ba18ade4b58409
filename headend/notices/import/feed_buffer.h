#ifndef HEADEND_NOTICES_IMPORT_FEED_BUFFER_H
#define HEADEND_NOTICES_IMPORT_FEED_BUFFER_H

#include <stddef.h>
#include <stdint.h>

/* Bytes that grow while a feed is read. Begins as all zero. */

struct feed_buffer {
    char *bytes; /* malloc'ed; a NUL stands behind them once something was put */
    size_t length, room;
    int failed; /* out of memory: nothing more was put */
};

void feed_buffer_put(struct feed_buffer *buffer, const char *bytes, size_t length);
void feed_buffer_put_text(struct feed_buffer *buffer, const char *text);
void feed_buffer_put_character(struct feed_buffer *buffer, uint32_t code_point);
void feed_buffer_cut(struct feed_buffer *buffer, size_t length); /* back to what it was */

#endif
