#include "headend/notices/import/feed_buffer.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/memory/memory_failures.h"
#include "both-sides/utf8.h"

void feed_buffer_put(struct feed_buffer *buffer, const char *bytes, size_t length)
{
    if (buffer->failed) {
        return;
    }
    if (buffer->room - buffer->length <= length) {
        size_t room = (buffer->length + length) * 2 + 64;
        char *grown = memory_counted(realloc(buffer->bytes, room));
        if (grown == NULL) {
            buffer->failed = 1;
            return;
        }
        buffer->bytes = grown;
        buffer->room = room;
    }
    if (length > 0) {
        memcpy(buffer->bytes + buffer->length, bytes, length);
    }
    buffer->length += length;
    buffer->bytes[buffer->length] = '\0';
}

void feed_buffer_put_text(struct feed_buffer *buffer, const char *text)
{
    feed_buffer_put(buffer, text, strlen(text));
}

void feed_buffer_put_character(struct feed_buffer *buffer, uint32_t code_point)
{
    char bytes[4];
    feed_buffer_put(buffer, bytes, utf8_encode(code_point, bytes));
}

void feed_buffer_cut(struct feed_buffer *buffer, size_t length)
{
    if (length < buffer->length) {
        buffer->length = length;
        buffer->bytes[length] = '\0';
    }
}
